import type { Recipes } from "./recipes.ts";

/** What an arithmetic of limited precision does better than one operation after the other. */
type Compound<T> = {
  readonly sum: (values: readonly T[]) => T;
  readonly dot: (x: readonly T[], y: readonly T[]) => T;
  /** The mean of a list that is not empty, and every value less the mean. */
  readonly centred: (values: readonly T[]) => { readonly mean: T; readonly centred: T[] };
  /** e^x − 1 − x. */
  readonly expm1Less: (x: T) => T;
  /** The share of a standard normal distribution below x. */
  readonly normal: (x: T) => T;
};

/**
 * What a formula's body may do with a number. A body written once over this runs in every arithmetic:
 * `exact/` (correctly rounded results), `float64/` (plain doubles), `rounded/` (every operation rounded to a smaller type).
 * NaN and the infinities follow IEEE 754; `compare` answers NaN when either side is NaN.
 */
export type Arithmetic<T> = {
  /** The exact value of a double. */
  readonly fromNumber: (value: number) => T;
  /** Rounded to the nearest double, ties to even. */
  readonly toNumber: (value: T) => number;
  readonly add: (a: T, b: T) => T;
  readonly sub: (a: T, b: T) => T;
  readonly mul: (a: T, b: T) => T;
  readonly div: (a: T, b: T) => T;
  readonly neg: (a: T) => T;
  readonly abs: (a: T) => T;
  readonly sqrt: (a: T) => T;
  readonly exp: (a: T) => T;
  readonly expm1: (a: T) => T;
  readonly log: (a: T) => T;
  readonly log1p: (a: T) => T;
  /** 1 − erf: 2/√π times the integral of e^−t² from a to ∞. */
  readonly erfc: (a: T) => T;
  readonly sin: (a: T) => T;
  readonly cos: (a: T) => T;
  readonly pi: () => T;
  /** base^exponent for base > 0. */
  readonly pow: (base: T, exponent: T) => T;
  /** Negative, 0 or positive like a - b; NaN when unordered. */
  readonly compare: (a: T, b: T) => number;
  readonly isZero: (a: T) => boolean;
  readonly isFinite: (a: T) => boolean;
  readonly compound?: Compound<T> | undefined;
  readonly recipes?: Recipes<T>;
};
