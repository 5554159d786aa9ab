/** The fields of a form: a name and a text each; under the one in front what it is, under a wrong one what is wrong with it. */
import { cells, padEnd } from "../../render/width.ts";
import { say } from "../../render/words.ts";
import { asciiSigns } from "../../render/working.ts";
import { wrap } from "../../render/wrap.ts";
import { chosenValue } from "../form/fields.ts";
import type { Calculation, FieldSpec } from "../form/spec.ts";
import type { Form, State } from "../state.ts";
import type { World } from "../world.ts";
import { shorten, signs } from "./chrome.ts";
import { writtenText } from "./form-text.ts";
import { words } from "./labels.ts";

type Cursor = { readonly x: number; readonly y: number };
type Block = { readonly lines: readonly string[]; readonly cursor?: Cursor };

/** Where both fit in so many cells, a symbol stands beside the name. */
const wideLabel = 24;

const labelOf = ({ name, symbol }: FieldSpec, width: number, world: World): string => {
  const both = `${name}  ${world.ascii ? asciiSigns(symbol) : symbol}`;
  return symbol !== "" && symbol !== name && cells(both) <= Math.min(wideLabel, Math.floor(width * 0.4)) ? both : name;
};

const choiceText = (form: Form, field: FieldSpec, width: number, state: State, world: World): string => {
  const value = chosenValue(form, field);
  if (field.kind === "switch") {
    const isOn = value === "true";
    return `${isOn ? "[x]" : "[ ]"} ${say(isOn ? words.on : words.off, state.lang)}`;
  }
  const all = field.choices.map((choice) => (choice === value ? `[${choice}]` : ` ${choice} `)).join(" ");
  if (cells(all) > width) return shorten(`[${value}] ${field.choices.indexOf(value) + 1}/${field.choices.length}`, width, world);
  return field.choices
    .map((choice) => (choice === value ? world.style("strong", `[${choice}]`) : world.style("muted", ` ${choice} `)))
    .join(" ");
};

/** What an empty field means. */
const placeholder = (field: FieldSpec, state: State): string => {
  if (field.fallback !== undefined) return field.fallback + say(words.byDefault, state.lang);
  return say(field.optional ? words.mayBeEmpty : words.needed, state.lang);
};

const valueBlock = (form: Form, field: FieldSpec, width: number, mostLines: number, state: State, world: World): Block => {
  const isHere = field.name === form.field;
  if (field.kind === "choice" || field.kind === "switch") return { lines: [choiceText(form, field, width, state, world)] };
  const text = form.texts[field.name] ?? "";
  if (text === "") {
    const empty = world.style("muted", shorten(placeholder(field, state), width, world));
    return isHere ? { lines: [empty], cursor: { x: 0, y: 0 } } : { lines: [empty] };
  }
  if (!isHere) return { lines: [shorten(text, width, world)] };
  const { lines, before, after, cursor } = writtenText(text, form.caret, width - 1, mostLines, field.kind === "matrix");
  const { ellipsis } = signs(world);
  const mark = world.style("muted", ellipsis.slice(0, 1));
  return {
    lines: lines.map((line, i) => ((before && i === 0) || (after && i === lines.length - 1) ? `${padEnd(line, width - 1)}${mark}` : line)),
    cursor,
  };
};

const fieldBlock = (
  form: Form,
  field: FieldSpec,
  wrong: (Calculation & { readonly type: "wrong" }) | undefined,
  column: number,
  width: number,
  height: number,
  state: State,
  world: World,
): Block => {
  const { style } = world;
  const isHere = field.name === form.field;
  const isWrong = wrong?.field === field.name;
  const label = padEnd(shorten(labelOf(field, width, world), column, world), column);
  const lead = `${isHere ? signs(world).marker : " "}${isWrong ? style("error", "!") : " "}`;
  const value = valueBlock(form, field, width - column - 4, Math.max(1, Math.floor(height / 3)), state, world);
  const first = `${lead}${style(isHere ? "strong" : "label", label)}  `;
  const lines = value.lines.map((line, i) => (i === 0 ? first : " ".repeat(column + 4)) + line);
  const under = (text: string, most: number, role: "error" | "muted"): string[] => {
    const wrapped = wrap(text, width - 5);
    const last = wrapped.length > most ? [shorten(wrapped.slice(most - 1).join(" "), width - 5, world)] : wrapped.slice(most - 1, most);
    return [...wrapped.slice(0, most - 1), ...last].map((line) => `    ${style(role, line)}`);
  };
  if (isWrong) lines.push(...under(say(wrong.message, state.lang), 3, "error"));
  else if (isHere) lines.push(...under(say(field.about, state.lang), height < 14 ? 1 : 2, "muted"));
  return value.cursor ? { lines, cursor: { x: value.cursor.x + column + 4, y: value.cursor.y } } : { lines };
};

export type FieldLines = {
  readonly lines: readonly string[];
  readonly cursor?: Cursor /** The lines of the field in front. */;
  readonly front: readonly [number, number];
};

/** All of them, however many lines that takes; `height` is what there will be room for. */
export const fieldLines = (form: Form, calculation: Calculation, width: number, height: number, state: State, world: World): FieldLines => {
  const wrong = calculation.type === "wrong" ? calculation : undefined;
  const column = Math.min(Math.floor(width * 0.4), Math.max(...form.spec.fields.map((field) => cells(labelOf(field, width, world)))));
  const lines: string[] = [];
  let cursor: Cursor | undefined;
  let front: readonly [number, number] = [0, 0];
  for (const field of form.spec.fields) {
    const block = fieldBlock(form, field, wrong, column, width, height, state, world);
    if (field.name === form.field) front = [lines.length, lines.length + block.lines.length];
    if (block.cursor) cursor = { x: block.cursor.x, y: block.cursor.y + lines.length };
    lines.push(...block.lines);
  }
  return cursor ? { lines, cursor, front } : { lines, front };
};

/** The first line to draw so that the field in front is seen, its first line above all. */
export const fieldTop = ({ lines, front: [from, to] }: FieldLines, height: number): number =>
  Math.max(0, Math.min(from, to + 1 - height, lines.length - height));
