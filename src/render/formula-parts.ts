/** The symbols of a formula: what each one means, its shape and its default. */
import type { FormulaDoc, LocalText, Shape } from "../knowledge/record.ts";
import type { Canvas } from "./canvas.ts";
import type { Labelled } from "./layout.ts";
import { constant } from "./number.ts";
import { labels, say } from "./words.ts";
import { signs } from "./working.ts";

type Input = FormulaDoc["inputs"][number];

const defaultText = (value: unknown): string =>
  typeof value === "string" ? value : typeof value === "number" ? constant(value) : JSON.stringify(value);

const kinds: Readonly<Record<string, LocalText>> = {
  scalar: { en: "number", zh: "数" },
  integer: { en: "integer", zh: "整数" },
  choice: { en: "word", zh: "词" },
  boolean: { en: "switch", zh: "开关" },
  vector: { en: "vector", zh: "向量" },
  list: { en: "vector, may be empty", zh: "向量，可为空" },
  matrix: { en: "matrix, a list of rows", zh: "矩阵，按行列出" },
  mask: { en: "list of 0 and 1", zh: "由 0 和 1 组成的列表" },
  completions: { en: "list of objects", zh: "对象的列表" },
  object: { en: "object", zh: "对象" },
};

/** `ℝ^n`, `{0, 1}^T`, `ℝ^(n×m)`. */
const spaceText = (shape: Shape, kind: string | undefined, { ascii }: Canvas): string => {
  const [times, numbers] = ascii ? [" x ", "R"] : ["×", "ℝ"];
  const whole = shape.map((one) => (shape.length > 1 && /[ /]/.test(one) ? `(${one})` : one)).join(times);
  return `${kind === "mask" ? "{0, 1}" : numbers}^${shape.length > 1 || /[ /]/.test(whole) ? `(${whole})` : whole}`;
};

type Symbolic = { readonly name?: string; readonly symbol: string; readonly kind?: string; readonly shape?: Shape };

/** The name as it is typed, then the symbol of the equation with the space it lies in. */
const labelOf = ({ name, symbol, kind, shape }: Symbolic, canvas: Canvas): string => {
  const shown = signs(symbol, canvas);
  const space = shape && kind !== "completions" ? ` ${canvas.ascii ? "in" : "∈"} ${spaceText(shape, kind, canvas)}` : "";
  if (name === undefined || (shown === name && space !== "")) return `${shown}${space}`;
  return `${name}${shown !== name || space !== "" ? `  ${shown}${space}` : ""}`;
};

const noted = (about: LocalText, notes: readonly string[], canvas: Canvas): string => {
  const said = notes.filter(Boolean);
  const [open, between, close] = canvas.lang === "zh" ? ["（", "；", "）"] : [" (", "; ", ")"];
  const text = signs(about[canvas.lang], canvas);
  return said.length === 0 ? text : text + canvas.style("muted", `${open}${said.join(between)}${close}`);
};

/** Of a choice the first one. */
const defaultNote = ({ default: given, choices }: Input, canvas: Canvas): string => {
  const value = given ?? choices?.[0];
  return value === undefined || value === null ? "" : `${say(labels.byDefault, canvas.lang)} ${defaultText(value)}`;
};

const choiceNote = ({ choices }: Input, canvas: Canvas): string =>
  choices ? `${say(labels.oneOf, canvas.lang)} ${choices.join(", ")}` : "";

export const inputRows = ({ inputs }: FormulaDoc, canvas: Canvas): readonly Labelled[] =>
  inputs.map((input) => ({
    label: labelOf(input, canvas),
    text: noted(input.about, [choiceNote(input, canvas), input.unit?.[canvas.lang] ?? "", defaultNote(input, canvas)], canvas),
  }));

/** With the kind of every input, and the keys of an object after it. */
export const explainedInputRows = ({ inputs }: FormulaDoc, canvas: Canvas): readonly Labelled[] =>
  inputs.flatMap((input) => [
    {
      label: labelOf(input, canvas),
      text: noted(
        input.about,
        [
          input.choices ? choiceNote(input, canvas) : (kinds[input.kind]?.[canvas.lang] ?? input.kind),
          input.unit?.[canvas.lang] ?? "",
          input.optional ? say({ en: "may be left out", zh: "可省略" }, canvas.lang) : "",
          defaultNote(input, canvas),
        ],
        canvas,
      ),
    },
    ...Object.entries(input.fields ?? {}).map(([name, field]) => ({
      label: `  ${labelOf({ ...field, name }, canvas)}`,
      text: signs(field.about[canvas.lang], canvas),
    })),
  ]);

export const outputRows = ({ outputs }: FormulaDoc, canvas: Canvas): readonly Labelled[] =>
  outputs.map((output) => ({ label: labelOf(output, canvas), text: signs(output.about[canvas.lang], canvas) }));

export const dimensionRows = ({ dimensions }: FormulaDoc, canvas: Canvas): readonly Labelled[] =>
  Object.entries(dimensions ?? {}).map(([letter, about]) => ({ label: letter, text: signs(about[canvas.lang], canvas) }));

export const signRows = ({ signs: said }: FormulaDoc, canvas: Canvas): readonly Labelled[] =>
  (said?.terms ?? []).map(({ term, why }) => ({ label: signs(term, canvas), text: signs(why[canvas.lang], canvas) }));
