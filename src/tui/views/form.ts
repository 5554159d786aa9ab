/** The form of a formula: its fields and what they give, beside each other where there is room, else one under the other. */
import type { Calculation } from "../form/spec.ts";
import { layoutOf } from "../layout.ts";
import { type Form, front, type State } from "../state.ts";
import type { World } from "../world.ts";
import { signs } from "./chrome.ts";
import { type FieldLines, fieldLines, fieldTop } from "./form-fields.ts";
import { outputOf } from "./form-output.ts";

type Parts = {
  readonly equation: readonly string[];
  readonly fields: FieldLines;
  /** Lines of the fields, and of the output: its own column, or what is left under a rule. */
  readonly fieldHeight: number;
  readonly outputHeight: number;
  readonly isDrawn: boolean;
  readonly output: readonly string[];
};

/** Lines of output before which the equation gives way: a small picture has room in them. */
const usualOutput = 14;

/** Lines under the fields that these, however many, do not take away: most of the screen where working or picture was asked for. */
const leastOutput = (form: Form, body: number): number =>
  Math.max(3, form.working || (form.picture && form.spec.hasPicture) ? body - 6 : Math.floor(body * 0.35));

const calculationOf = (form: Form, world: World): Calculation => world.calculation(form.spec.formula, form.texts, form.working);

/** The general one while there is nothing to evaluate. */
const equationsOf = (calculation: Calculation): readonly string[] =>
  calculation.type === "result" ? calculation.working.equations : ["equation"];

const partsOf = (form: Form, state: State, world: World): Parts => {
  const { body, panes, list, page, margin } = layoutOf(state);
  const calculation = calculationOf(form, world);
  const fields = fieldLines(form, calculation, list - 1, body, state, world);
  const least = leastOutput(form, body);
  const names = equationsOf(calculation);
  // Where all lines have no room, the first, which has the result on its left, may have some.
  const equation = [names, names.slice(0, 1)]
    .map((some) => world.equation(form.spec.formula, some, state.lang, list - 2))
    .find((lines) => lines.length + 2 + fields.lines.length + (panes > 1 ? 0 : Math.max(usualOutput, least) + 1) <= body);
  const above = equation && equation.length > 0 ? equation.length + 2 : 0;
  const fieldHeight = panes > 1 ? body - above : Math.min(fields.lines.length, Math.max(1, body - above - 1 - least));
  const outputHeight = panes > 1 ? body : body - above - fieldHeight - 1;
  const room = { width: (panes > 1 ? page : list) - 1 - margin, height: outputHeight };
  const { lines, isDrawn } = outputOf(form, calculation, form.picture, room, state, world);
  return { equation: equation ?? [], fields, fieldHeight, outputHeight, isDrawn, output: lines };
};

/** The frame and its footer ask for the same. */
const made = new WeakMap<World, WeakMap<State, Parts>>();

const parts = (form: Form, state: State, world: World): Parts => {
  const ofWorld = made.get(world) ?? new WeakMap<State, Parts>();
  made.set(world, ofWorld);
  const known = front(state) === form ? ofWorld.get(state) : undefined;
  const found = known ?? partsOf(form, state, world);
  if (front(state) === form) ofWorld.set(state, found);
  return found;
};

export const outputHeight = (form: Form, state: State, world: World): number => parts(form, state, world).outputHeight;

export const showsPicture = (form: Form, state: State, world: World): boolean => parts(form, state, world).isDrawn;

export const outputLines = (form: Form, state: State, world: World): readonly string[] => parts(form, state, world).output;

type Columns = { readonly columns: readonly (readonly string[])[]; readonly cursor?: { readonly x: number; readonly y: number } };

export const formColumns = (form: Form, state: State, world: World): Columns => {
  const { body, panes, list } = layoutOf(state);
  const all = parts(form, state, world);
  const { equation, fields, fieldHeight } = all;
  const head = equation.length > 0 ? ["", ...equation.map((line) => ` ${line}`), ""] : [];
  const top = fieldTop(fields, fieldHeight);
  const left = [...head, ...fields.lines.slice(top, top + fieldHeight)];
  const output = all.output.slice(form.scroll, form.scroll + all.outputHeight).map((line) => (line === "" ? "" : ` ${line}`));
  const y = fields.cursor ? fields.cursor.y - top + head.length : -1;
  const cursor = fields.cursor && y < head.length + fieldHeight ? { cursor: { x: Math.min(fields.cursor.x, list - 1), y } } : {};
  const filled = (lines: readonly string[]): string[] => Array.from({ length: body }, (_, i) => lines[i] ?? "");
  if (panes > 1) return { columns: [filled(left), filled(output)], ...cursor };
  return { columns: [filled([...left, world.style("muted", signs(world).rule.repeat(list)), ...output])], ...cursor };
};
