/** How a formula declares its picture: beside its body, and computed by that body. */
import type { LocalText } from "../define.ts";
import type { Numbers, Result } from "../evaluate.ts";
import type { Dot, Picture } from "./picture.ts";

export type Range = readonly [from: number, to: number];

/** What a picture is made from, its range apart. */
export type Setting<V> = {
  readonly inputs: V;
  /** The reader gave this input. */
  readonly given: (name: keyof V) => boolean;
  /** The formula's own body in plain doubles, on these inputs or with some of them changed (unchecked). */
  readonly compute: (changes?: Partial<V>) => Result;
  /** Another formula, by id, with its inputs by name. */
  readonly other: (id: string, named: Readonly<Record<string, unknown>>) => Result;
};

/** What is drawn against what: the range that a reader may give. */
export type Sweep<V> = {
  readonly symbol: string;
  /** Where none is given. */
  readonly usual: (setting: Setting<V>) => Range;
  readonly log?: true;
  /** Whole numbers only: positions, pairs. */
  readonly whole?: true;
  /** Beyond these there is nothing to draw. */
  readonly within?: (inputs: V) => Range;
};

export type Scene<V> = Setting<V> & {
  readonly from: number;
  readonly to: number;
  /** Values of the range, near enough to one another for a curve; of a long `whole` range one in so many. */
  readonly xs: readonly number[];
};

export type Plot<V> = {
  /** What is drawn, for the help. */
  readonly about: LocalText;
  /** Left out: the picture is of the inputs alone and takes no range. */
  readonly over?: Sweep<V>;
  /** Groups of inputs that the picture can do without: where none of a group is given, these stand in. */
  readonly without?: readonly Partial<Readonly<Record<keyof V, unknown>>>[];
  readonly draw: (scene: Scene<V>) => Picture;
};

const partOf = (result: Result, key: string | undefined): Numbers => {
  const part = key === undefined ? (result as Numbers) : (result as Readonly<Record<string, Numbers>>)[key];
  return part ?? [];
};

export const numberOf = (result: Result, key?: string): number => partOf(result, key) as number;

export const listOf = (result: Result, key?: string): readonly number[] => partOf(result, key) as readonly number[];

export const rowsOf = (result: Result, key?: string): readonly (readonly number[])[] =>
  partOf(result, key) as readonly (readonly number[])[];

export const dots = (xs: readonly number[], ys: readonly number[]): Dot[] => xs.map((x, i) => ({ x, y: ys[i]! }));

/** The range, made wide enough for the finite ones of these values. */
export const enclosing = ([from, to]: Range, values: readonly number[]): Range => {
  const finite = values.filter(Number.isFinite);
  return [finite.reduce((a, b) => Math.min(a, b), from), finite.reduce((a, b) => Math.max(a, b), to)];
};

/** What stands in a heat map where a key is not seen. */
export const masked: LocalText = { en: "masked", zh: "被掩去" };

/** From 0 to a position; a position below 1 says little about how many to draw. */
export const positionsUpTo = (position: number): Range => (position >= 1 ? [0, Math.ceil(position)] : [Math.floor(position), 31]);
