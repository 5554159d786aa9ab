/** Balls -> doubles: to the nearest, ties to even, gradual underflow, overflow to infinity. */
import { type Ball, bitLength, type Context, isExact, isSpecial, magnitude, mayBeZero, shadow, Undecided } from "./ball.ts";

const smallestExponent = -1074;
const significand = 53;

/** mantissa × 2^exponent, rounded once. A negative value that rounds to zero gives −0. */
export const nearestDouble = (mantissa: bigint, exponent: number): number => {
  if (mantissa === 0n) return 0;
  const negative = mantissa < 0n;
  const size = negative ? -mantissa : mantissa;
  const top = bitLength(size) + exponent;
  const sign = negative ? -1 : 1;
  if (top > 1024) return sign * Infinity;
  if (top < smallestExponent) return sign * 0;
  const last = Math.max(top - significand, smallestExponent);
  const drop = last - exponent;
  if (drop <= 0) return sign * Number(size << BigInt(-drop)) * 2 ** last;
  const shift = BigInt(drop);
  const kept = size >> shift;
  const rest = size - (kept << shift);
  const half = 1n << (shift - 1n);
  const up = rest > half || (rest === half && (kept & 1n) === 1n);
  return sign * Number(up ? kept + 1n : kept) * 2 ** last;
};

/** The double nearest to every real number in the ball. Throws Undecided when they differ, unless the context is final. */
export const roundBall = (ball: Ball, context: Context): number => {
  if (isSpecial(ball)) return shadow(ball);
  const middle = nearestDouble(ball.mantissa, ball.exponent);
  if (isExact(ball) || context.final) return middle;
  if (mayBeZero(ball)) {
    if (Math.max(magnitude(ball), ball.error) < smallestExponent - 2) return middle;
    throw new Undecided();
  }
  // Wider than it has to be where the bound is far below the midpoint, so that no shift is long.
  const error = Math.ceil(Math.max(ball.error, magnitude(ball) - 4 * context.precision));
  const exponent = Math.min(ball.exponent, error);
  const centre = ball.mantissa << BigInt(ball.exponent - exponent);
  const radius = 1n << BigInt(error - exponent);
  if (nearestDouble(centre - radius, exponent) !== nearestDouble(centre + radius, exponent)) throw new Undecided();
  return middle;
};
