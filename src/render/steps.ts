/** The working of a size, line by line. */
import type { LocalText } from "../knowledge/record.ts";
import type { Step, Unit } from "../sizing/step.ts";
import type { Canvas } from "./canvas.ts";
import { groups, heading, type Labelled, labelled } from "./layout.ts";
import { grouped } from "./number.ts";
import { colon } from "./parts.ts";
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

/** What the steps use: letters, and conventions of counting FLOP. */
export type Legend = {
  readonly letters: readonly { readonly symbol: string; readonly meaning: LocalText }[];
  readonly conventions: readonly { readonly symbol: string; readonly meaning: LocalText }[];
};

const lettersTitle = { en: "Letters", zh: "字母" } as const;
const conventionsTitle = { en: "Conventions of counting FLOP", zh: "FLOP 的计算约定" } as const;

export const legendLines = ({ letters, conventions }: Legend, canvas: Canvas): string[] => {
  const { lang, style, ascii } = canvas;
  const plain = (text: string): string => (ascii ? asciiText(text, "en") : text);
  const rows = (list: Legend["letters"]): Labelled[] =>
    list.map(({ symbol, meaning }) => ({ label: plain(symbol), text: plain(meaning[lang]) }));
  const part = (title: LocalText, list: Legend["letters"]): string[] =>
    list.length === 0 ? [] : [style("heading", say(title, lang)), ...labelled(rows(list), canvas)];
  return groups(part(lettersTitle, letters), part(conventionsTitle, conventions));
};

export const stepLines = (steps: readonly Step[], canvas: Canvas): string[] => [
  ...(steps.length > 0 ? [heading(say(title, canvas.lang), canvas)] : []),
  ...steps.flatMap((step, i) => {
    const value = step.exact ?? (Number.isFinite(step.value) ? grouped(step.value) : String(step.value));
    const text = `${canvas.style("label", `(${i + 1}) ${step.label[canvas.lang]}`)}${colon(canvas.lang)}${step.formula} = ${step.expression} = ${canvas.style("number", `${value} ${unitText(step.unit, canvas)}`)}`;
    return wrap(canvas.ascii ? asciiText(text, "en") : text, canvas.width, { hanging: "    " });
  }),
];
