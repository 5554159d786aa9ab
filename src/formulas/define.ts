/** How a formula is declared: one object, from which the command, its help, the explorer's form and the tests are made. */
import type { Arithmetic } from "./arithmetic.ts";
import type { Plot } from "./plot/plot.ts";

export type LocalText = { readonly en: string; readonly zh: string };

/** `list`: a vector that may be empty. `mask`: a list of 0/1 or booleans. `completions`: a list of `Completion`. `object`: named values, as `fields` declares them. */
export type InputKind = "scalar" | "integer" | "choice" | "boolean" | "vector" | "list" | "matrix" | "mask" | "completions" | "object";

/** The log-probabilities of one sampled answer's tokens; its length is its own. */
export type Completion = {
  readonly logp_new: readonly number[];
  readonly logp_old: readonly number[];
  /** null: not given. */
  readonly logp_ref: readonly number[] | null;
};

/** How many elements, or rows and columns: letters, or what is computed of them ("d/2"). */
export type Shape = readonly [length: string] | readonly [rows: string, columns: string];

type Shaped =
  | { readonly kind: "vector" | "list" | "mask"; readonly shape: readonly [length: string] }
  | { readonly kind: "matrix" | "completions"; readonly shape: readonly [rows: string, columns: string] }
  | { readonly kind: Exclude<InputKind, "vector" | "list" | "mask" | "matrix" | "completions">; readonly shape?: never };

export type InputSpec = Shaped & {
  readonly symbol: string;
  readonly about: LocalText;
  readonly default?: number | boolean | string;
  /** Of a choice; the first is the default. */
  readonly choices?: readonly string[];
  /** Of an object. */
  readonly fields?: Readonly<Record<string, InputSpec>>;
  /** Other spellings of a choice or of a field -> its own. */
  readonly synonyms?: Readonly<Record<string, string>>;
  /** May be left out, and is then null: `about` says what happens. */
  readonly optional?: true;
  readonly unit?: LocalText;
  /** Indices or ranks: no number of a tensor, never rounded to a type. */
  readonly isCount?: true;
};

/** Without a shape it is one number. */
export type OutputSpec = { readonly symbol: string; readonly about: LocalText; readonly shape?: Shape };

/** Why a term of an equation has its sign. `term` is written as in the working: Unicode, on one line. */
export type SignSpec = { readonly term: string; readonly why: LocalText };

type ValueOf<S extends InputSpec> = S["kind"] extends "scalar" | "integer"
  ? number
  : S["kind"] extends "boolean"
    ? boolean
    : S["kind"] extends "choice"
      ? S["choices"] extends readonly string[]
        ? S["choices"][number]
        : string
      : S["kind"] extends "vector" | "list"
        ? readonly number[]
        : S["kind"] extends "mask"
          ? readonly boolean[]
          : S["kind"] extends "completions"
            ? readonly Completion[]
            : S["kind"] extends "object"
              ? S["fields"] extends Readonly<Record<string, InputSpec>>
                ? Fields<S["fields"]>
                : never
              : readonly (readonly number[])[];

/** The values of an object: what was not given has no key. */
export type Fields<F extends Readonly<Record<string, InputSpec>>> = {
  readonly [K in keyof F as F[K]["optional"] extends true ? never : K]: ValueOf<F[K]>;
} & { readonly [K in keyof F as F[K]["optional"] extends true ? K : never]?: ValueOf<F[K]> };

/** The checked inputs of a body: defaults filled in, null where an optional one was not given. */
export type Values<I extends Readonly<Record<string, InputSpec>>> = {
  readonly [K in keyof I]: I[K]["optional"] extends true ? ValueOf<I[K]> | null : ValueOf<I[K]>;
};

export type InputValue =
  | number
  | boolean
  | string
  | readonly number[]
  | readonly boolean[]
  | readonly (readonly number[])[]
  | readonly Completion[]
  | FieldValues
  | null;
export type FieldValues = { readonly [key: string]: InputValue };
export type InputValues = Readonly<Record<string, InputValue>>;

/** One value of the working: a number or a list of numbers. */
export type Quantity<T> = T | readonly T[];

/** Numbers as the working prints them: six significant digits, lists in brackets. */
export type Show<T> = (value: Quantity<T>) => string;

/** Records a line of the working and hands the value on, so that what is shown is what was computed. */
export type Step<T> = <V extends Quantity<T>>(label: LocalText | string, expression: (show: Show<T>) => string, value: V) => V;

/** The rows of a matrix, or of a triangle: they need not be of one length. */
export type Rows<T> = readonly (readonly T[])[];

/** One quantity, or one for each of `outputs`. */
export type Outcome<T> = Quantity<T> | Rows<T> | Readonly<Record<string, Quantity<T> | Rows<T>>>;

/** One result, or the keys of one that has several parts; the body may leave one out. */
type Outputs =
  | { readonly result: OutputSpec; readonly outputs?: never }
  | { readonly outputs: Readonly<Record<string, OutputSpec>>; readonly result?: never };

/** A type of floating point, as notes speak of it. */
export type NumberType = {
  readonly id: string;
  readonly round: (value: number) => number;
  /** The distance of neighbouring numbers around a value. */
  readonly spacing: (value: number) => number;
};

type Declaration<I extends Readonly<Record<string, InputSpec>>, V> = Outputs & {
  /** As in commands, with hyphens; underscores are accepted too. */
  readonly id: string;
  readonly aliases: readonly string[];
  readonly title: LocalText;
  readonly summary: LocalText;
  /** TeX: what the formula is in general. */
  readonly equation: string;
  /** TeX by name: what the equation becomes under options, and lines that say more of it. */
  readonly equations?: Readonly<Record<string, string>>;
  /** Names of `equations`, in the order of reading, that say what is computed of these inputs; "equation" is the general one. null: not given. */
  readonly equationsOf?: (inputs: V) => readonly string[];
  /** In order; numbers given by position fill the first vector or matrix. */
  readonly inputs: I;
  /** The letters of the shapes that are no symbol of an input. */
  readonly dimensions?: Readonly<Record<string, LocalText>>;
  /** What the equation is for, and why its terms have their signs. */
  readonly signs?: { readonly goal: LocalText; readonly terms: readonly SignSpec[] };
  readonly examples: readonly { readonly command: string; readonly about: LocalText }[];
  /** Ids of the record's sources. */
  readonly sources: readonly string[];
  /** Throws InputError for what the shapes and ranges of this formula do not allow. */
  readonly check?: (inputs: V) => void;
  /** Every element of the first input gives an element of the result, whatever the others are. */
  readonly isElementwise?: true;
  /** What a reader should know about this formula in a type of floating point. */
  readonly roundingNote?: (inputs: V, type: NumberType) => LocalText | undefined;
  readonly evaluate: <T>(arithmetic: Arithmetic<T>, inputs: V, step: Step<T>) => Outcome<T>;
  /** The picture of `--plot`; some formulas have none. */
  readonly plot?: Plot<V>;
};

export type Formula = Declaration<Readonly<Record<string, InputSpec>>, InputValues>;

/** The inputs' types are known inside the declaration only: `arguments.ts` makes values of just these kinds. */
export const defineFormula = <const I extends Readonly<Record<string, InputSpec>>>(
  declaration: Declaration<I, Values<NoInfer<I>>>,
): Formula => declaration as unknown as Formula;
