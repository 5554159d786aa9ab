/** Sums over lists of numbers, for every arithmetic. */
import type { Arithmetic } from "./arithmetic.ts";
import { whole } from "./recipes.ts";

export const sum = <T>(a: Arithmetic<T>, values: readonly T[]): T =>
  a.compound ? a.compound.sum(values) : values.reduce((total, value) => a.add(total, value), a.fromNumber(0));

/** Σ xᵢ yᵢ of two lists of the same length. */
export const dot = <T>(a: Arithmetic<T>, x: readonly T[], y: readonly T[]): T =>
  a.compound
    ? a.compound.dot(x, y)
    : sum(
        a,
        x.map((value, i) => a.mul(value, y[i]!)),
      );

/** The mean of a list that is not empty, and every value less the mean. */
export const centre = <T>(a: Arithmetic<T>, values: readonly T[]): { readonly mean: T; readonly centred: readonly T[] } => {
  if (a.compound) return a.compound.centred(values);
  const mean = a.div(sum(a, values), whole(a, values.length));
  return { mean, centred: values.map((value) => a.sub(value, mean)) };
};

/** Of a list that is not empty. A NaN may or may not win: what is computed from the maximum and the list is NaN either way. */
export const maximum = <T>(a: Arithmetic<T>, values: readonly T[]): T =>
  values.reduce((most, value) => (a.compare(value, most) > 0 ? value : most));

/** The row vector xW: x has as many elements as W has rows. */
export const timesMatrix = <T>(a: Arithmetic<T>, x: readonly T[], matrix: readonly (readonly T[])[]): T[] =>
  matrix[0]!.map((_, column) =>
    dot(
      a,
      x,
      matrix.map((row) => row[column]!),
    ),
  );
