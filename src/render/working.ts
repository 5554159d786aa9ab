/** What a formula gave, and the working that led there. */
import type { Entry, FormulaDoc, LocalText } from "../knowledge/record.ts";
import type { Canvas } from "./canvas.ts";
import { glyphs } from "./glyphs.ts";
import { groups, head, labelled } from "./layout.ts";
import { constant } from "./number.ts";
import { asciiText } from "./prose/ascii.ts";
import { formulaEquations } from "./prose/equation.ts";
import { say } from "./words.ts";
import { wrap } from "./wrap.ts";

type Rows = readonly (readonly number[])[];
type Numbers = number | readonly number[] | Rows;
type StepValue = number | string | readonly (number | string)[];
export type Working = {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly result: Numbers | Readonly<Record<string, Numbers>>;
  /** Names of the equations that were evaluated. */
  readonly equations: readonly string[];
  /** The expressions leave digits of numbers out. */
  readonly shortened: boolean;
  readonly steps: readonly { readonly label: LocalText | string; readonly expression: string; readonly value: StepValue }[];
};

const isNumbers = (value: Working["result"]): value is Numbers => typeof value === "number" || Array.isArray(value);

const isRows = (value: Numbers): value is Rows => Array.isArray(value) && Array.isArray(value[0]);

/** Every digit that tells a double from its neighbours; a list with blanks between, so that it can be given back. */
const exactText = (value: StepValue): string => (typeof value === "object" ? value.join(" ") : String(value));

const longest = 16;

/** Of a long list the first six and the last: the result below is whole. */
const shortened = <T>(items: readonly T[], ellipsis: string): readonly (T | string)[] =>
  items.length <= longest ? items : [...items.slice(0, 6), ellipsis, items.at(-1)!];

const stepText = (value: StepValue, ellipsis: string): string => exactText(typeof value === "object" ? shortened(value, ellipsis) : value);

const listText = (items: readonly unknown[], ellipsis: string): string =>
  `[${shortened(
    items.map((item) => (Array.isArray(item) ? listText(item, ellipsis) : JSON.stringify(item))),
    ellipsis,
  ).join(",")}]`;

const inputText = (value: unknown, ellipsis: string): string => {
  if (typeof value === "number") return constant(value);
  if (Array.isArray(value)) return listText(value, ellipsis);
  return typeof value === "object" ? JSON.stringify(value) : String(value);
};

const greek: Readonly<Record<string, string>> = {
  α: "alpha",
  β: "beta",
  γ: "gamma",
  δ: "delta",
  ε: "eps",
  θ: "theta",
  λ: "lambda",
  μ: "mu",
  π: "pi",
  ρ: "rho",
  σ: "sigma",
  τ: "tau",
  φ: "phi",
  Φ: "Phi",
  Σ: "sum",
  ℓ: "l",
  "≻": ">",
  "∥": "||",
};

/** Expressions and symbols in letters that every terminal can show. */
export const asciiSigns = (text: string): string =>
  asciiText(text, "en")
    // Between letters a name would run into what stands beside it.
    .replace(/(?<=[A-Za-zα-ωΦΣ])(?=[α-ωΦΣ])|(?<=[α-ωΦΣ])(?=[A-Za-z])/g, " ")
    .replace(/[α-ωΦΣℓ≻∥]/g, (letter) => greek[letter] ?? letter);

/** The same where the canvas asks for it. */
export const signs = (text: string, canvas: Pick<Canvas, "ascii">): string => (canvas.ascii ? asciiSigns(text) : text);

export const resultLines = (result: Working["result"], canvas: Canvas): string[] => {
  const { style, width } = canvas;
  const text = (value: number | readonly number[]): string => style("number", exactText(value));
  if (isNumbers(result)) return isRows(result) ? result.flatMap((row) => wrap(text(row), width)) : wrap(text(result), width);
  return labelled(
    Object.entries(result).flatMap(([key, value]) =>
      isRows(value) ? value.map((row, i) => ({ label: `${key}[${i}]`, text: text(row) })) : [{ label: key, text: text(value) }],
    ),
    canvas,
    24,
  );
};

const shortNote = {
  en: "Numbers inside a line are shown to six digits; they were computed with all of theirs.",
  zh: "算式里的数只显示六位有效数字，计算用的是完整的数。",
} as const;

/** The working, a numbered line each; one that stands for others has no number and no value. */
export const doneLines = ({ steps, shortened }: Pick<Working, "steps" | "shortened">, canvas: Canvas): string[] => {
  const { lang, style } = canvas;
  const { ellipsis } = glyphs(canvas);
  let count = 0;
  const done = steps.map(({ label, expression, value }) => {
    const name = signs(typeof label === "string" ? label : label[lang], canvas);
    if (expression === "…") return { label: ellipsis, text: style("muted", name) };
    count += 1;
    return {
      label: `${count}`,
      text: `${style("label", name)} = ${signs(expression, canvas)} = ${style("number", signs(stepText(value, ellipsis).replaceAll("-", "−"), canvas))}`,
    };
  });
  return [...labelled(done, canvas), ...(shortened ? wrap(style("muted", say(shortNote, lang)), canvas.width) : [])];
};

export const workingLines = (entry: Entry<FormulaDoc>, working: Working, steps: boolean, canvas: Canvas): readonly string[] => {
  const { lang, style } = canvas;
  if (!steps) return resultLines(working.result, canvas);
  const given = Object.entries(working.inputs).flatMap(([name, value]) =>
    value === null ? [] : [{ label: name, text: inputText(value, glyphs(canvas).ellipsis) }],
  );
  return groups(
    head(signs(entry.doc.title[lang], canvas), entry.doc.id, canvas),
    formulaEquations(entry, working.equations, canvas),
    labelled(given, canvas, 24),
    doneLines(working, canvas),
    [style("heading", say({ en: "Result", zh: "结果" }, lang)), ...resultLines(working.result, canvas)],
  );
};
