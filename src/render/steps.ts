/** The working of a size, line by line. */
import type { LocalText } from "../knowledge/record.ts";
import type { Step, Unit } from "../sizing/step.ts";
import type { Canvas } from "./canvas.ts";
import { heading } from "./layout.ts";
import { grouped } from "./number.ts";
import { asciiText } from "./prose/ascii.ts";
import { say } from "./words.ts";
import { wrap } from "./wrap.ts";

const title = { en: "How the numbers came about", zh: "各数的来历" } as const;

/** The other units are written alike in both languages. */
const units: Readonly<Partial<Record<Unit, LocalText>>> = {
  parameters: { en: "parameters", zh: "个参数" },
  bytes: { en: "bytes", zh: "字节" },
  elements: { en: "elements", zh: "个元素" },
  tokens: { en: "tokens", zh: "个词元" },
};

const unitText = (unit: Unit, canvas: Canvas): string => units[unit]?.[canvas.lang] ?? unit;

export const stepLines = (steps: readonly Step[], canvas: Canvas): string[] => [
  ...(steps.length > 0 ? [heading(say(title, canvas.lang), canvas)] : []),
  ...steps.flatMap((step, i) => {
    const value = step.exact ?? (Number.isFinite(step.value) ? grouped(step.value) : String(step.value));
    const text = `${canvas.style("label", `(${i + 1}) ${step.label[canvas.lang]}`)}: ${step.formula} = ${step.expression} = ${canvas.style("number", `${value} ${unitText(step.unit, canvas)}`)}`;
    return wrap(canvas.ascii ? asciiText(text, "en") : text, canvas.width, { hanging: "    " });
  }),
];
