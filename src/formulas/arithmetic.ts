/**
 * What a formula's body may do with a number. A body written once over this runs in every arithmetic:
 * `exact/` (correctly rounded results), `float64.ts` (plain doubles).
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
};
