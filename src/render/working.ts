/** What a formula gave, and the working that led there. */
import type { Entry, FormulaDoc, LocalText } from "../knowledge/record.ts";
import type { Canvas } from "./canvas.ts";
import { equationLines } from "./formula-card.ts";
import { groups, head, labelled } from "./layout.ts";
import { say } from "./words.ts";
import { wrap } from "./wrap.ts";

type Numbers = number | readonly number[];
export type Working = {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly result: Numbers | Readonly<Record<string, Numbers>>;
  readonly steps: readonly { readonly label: LocalText | string; readonly expression: string; readonly value: Numbers }[];
};

const isNumbers = (value: Working["result"]): value is Numbers => typeof value === "number" || Array.isArray(value);

/** Every digit that tells a double from its neighbours; a list with blanks between, so that it can be given back. */
const exactText = (value: Numbers): string => (typeof value === "number" ? String(value) : value.join(" "));

const inputText = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : JSON.stringify(value);

/** Signs that a terminal without Unicode cannot show, as its readers write them. */
const asciiSigns: readonly (readonly [RegExp, string])[] = [
  [/−/g, "-"],
  [/[·×]/g, "*"],
  [/√/g, "sqrt"],
  [/²/g, "^2"],
  [/Σ|∑/g, "sum"],
  [/σ/g, "sigma"],
  [/θ/g, "theta"],
  [/β/g, "beta"],
  [/ε/g, "eps"],
  [/μ/g, "mu"],
  [/ρ/g, "rho"],
  [/…/g, "..."],
  [/∞/g, "inf"],
  [/≤/g, "<="],
  [/≥/g, ">="],
  [/≈/g, "~"],
  [/⊗|⊙/g, "*"],
  [/→/g, "->"],
  [/ᵀ/g, "^T"],
];

const signs = (text: string, canvas: Canvas): string => {
  if (!canvas.ascii) return text;
  const subscripts = text.replace(/[₀-₉]+/g, (digits) => `_${[...digits].map((digit) => digit.charCodeAt(0) - 0x2080).join("")}`);
  return asciiSigns.reduce((done, [sign, plain]) => done.replace(sign, plain), subscripts);
};

const resultLines = (result: Working["result"], canvas: Canvas): string[] => {
  const { style, width } = canvas;
  if (isNumbers(result)) return wrap(style("number", exactText(result)), width);
  return labelled(
    Object.entries(result).map(([key, value]) => ({ label: key, text: style("number", exactText(value)) })),
    canvas,
    24,
  );
};

export const workingLines = (entry: Entry<FormulaDoc>, working: Working, steps: boolean, canvas: Canvas): readonly string[] => {
  const { lang, style } = canvas;
  if (!steps) return resultLines(working.result, canvas);
  const given = Object.entries(working.inputs).flatMap(([name, value]) =>
    value === null ? [] : [{ label: name, text: inputText(value) }],
  );
  const done = working.steps.map(({ label, expression, value }, i) => ({
    label: `${i + 1}`,
    text: `${style("label", signs(typeof label === "string" ? label : label[lang], canvas))} = ${signs(expression, canvas)} = ${style("number", exactText(value))}`,
  }));
  return groups(
    head(entry.doc.title[lang], entry.doc.id, canvas),
    entry.equation ? equationLines(entry.equation, canvas) : [],
    labelled(given, canvas, 24),
    labelled(done, canvas),
    [style("heading", say({ en: "Result", zh: "结果" }, lang)), ...resultLines(working.result, canvas)],
  );
};
