/**
 * Where the bodies, written for exactness, and the frameworks, written for speed, compute the same thing in different ways.
 * An arithmetic that rounds like theirs brings its recipes, and the bodies follow them; the others have none.
 */
import type { Arithmetic } from "./arithmetic.ts";

export type Recipes<T> = {
  /** What a program forms in Python's floats before it meets a tensor: computed in doubles, rounded once. */
  readonly constant: (form: Form) => T;
  /** A count or an index: an integer beside the tensors, never rounded. */
  readonly whole: (count: number) => T;
  readonly sigmoid: (z: T) => T;
  readonly swish: (x: T, beta: T) => T;
  readonly softplus: (z: T) => T;
  readonly gelu: (x: T, approximate: "none" | "tanh" | "sigmoid", coefficient: T) => T;
  /** (x − most)/T of every score. */
  readonly tempered: (scores: readonly T[], most: T, temperature: T) => T[];
  /** ln Σ of powers of which one is e⁰. */
  readonly logSum: (powers: readonly T[]) => T;
  /** Every element over a root. */
  readonly overRoot: (values: readonly T[], root: T) => T[];
  /** base^(−over/under). */
  readonly inversePower: (base: T, over: number, under: number) => T;
  /** How often a pair with this frequency turns in so many positions. */
  readonly turns: (frequency: T, positions: number) => T;
  /** YaRN: base^(−over/under), and `share` of it divided by `factor`. */
  readonly blended: (base: T, over: number, under: number, share: T, factor: T) => T;
  /** base^(−over/under) of the sinusoids. */
  readonly sinusoidPower: (base: number, over: number, under: number) => T;
  /** e^d − 1 − d. */
  readonly k3: (logRatio: T) => T;
  /** How much more the policy prefers the chosen answer than the reference does. */
  readonly preference: (chosen: T, rejected: T, chosenRef: T, rejectedRef: T) => T;
};

/** A computation that any arithmetic can do. */
export type Form = <S>(own: Arithmetic<S>) => S;

export const constant = <T>(a: Arithmetic<T>, form: Form): T => (a.recipes ? a.recipes.constant(form) : form(a));

export const whole = <T>(a: Arithmetic<T>, count: number): T => (a.recipes ? a.recipes.whole(count) : a.fromNumber(count));
