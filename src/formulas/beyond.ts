import type { Arithmetic } from "./arithmetic.ts";

/** Six hundred decimal orders a turn would leave the doubles; a working that needs more turns than this says ∞ or 0. */
const mostTurns = 40;
const turn = 300;

/**
 * A value of the working that no double holds, as text: "5e599", "1.5e-600"; undefined for one that a double holds. The last
 * digits carry the error of the powers of ten: six are shown.
 */
export const beyondDoubles = <T>(a: Arithmetic<T>, value: T): string | undefined => {
  const rounded = a.toNumber(value);
  const isTooLarge = Math.abs(rounded) === Number.POSITIVE_INFINITY && a.isFinite(value);
  const isTooSmall = rounded === 0 && a.isFinite(value) && !a.isZero(value);
  if (!isTooLarge && !isTooSmall) return undefined;
  const factor = a.fromNumber(isTooLarge ? 1e-300 : 1e300);
  let scaled = value;
  for (let turns = 1; turns <= mostTurns; turns++) {
    scaled = a.mul(scaled, factor);
    const near = a.toNumber(scaled);
    if (near === 0 || !Number.isFinite(near)) continue;
    const [digits, exponent] = near.toExponential(5).split("e");
    return `${Number(digits)}e${Number(exponent) + (isTooLarge ? turn : -turn) * turns}`;
  }
  return undefined;
};
