/** erfc of balls: 1 − erf by a series of positive terms, with as many more bits as the difference loses; far out by the asymptotic series. */
import {
  addErrors,
  type Ball,
  type Context,
  divide,
  exactBall,
  fromDouble,
  isExactZero,
  isSpecial,
  magnitude,
  multiply,
  negate,
  notANumber,
  one,
  settle,
  sizeOf,
  squareRoot,
  subtract,
  toFixed,
  Undecided,
  zero,
} from "./ball.ts";
import { piBall } from "./constants.ts";
import { exp } from "./exponential.ts";

const two = exactBall(2n, 0);

/** Bits that e^−z² has after the point, for an exact z. */
const fading = (z: Ball): number => (magnitude(z) > 20 ? Infinity : (Number(toFixed(z, 40)) / 2 ** 40) ** 2 * Math.LOG2E);

/** Σ 2^n z^(2n+1) / (2n+1)!!, which is e^z² √π/2 erf z, for an exact z >= 0. */
const risingSeries = (z: Ball, bits: number): Ball => {
  const shift = BigInt(bits);
  const x = toFixed(z, bits);
  const square = (2n * x * x) >> shift;
  let term = x;
  let sum = x;
  let terms = 1;
  for (let odd = 3n; term !== 0n; odd += 2n) {
    term = ((term * square) >> shift) / odd;
    sum += term;
    terms += 1;
  }
  // A term is a product of at most `terms` factors, each of them off by less than 2^(3 − bits) of itself and 2 in its last place.
  return { mantissa: sum, exponent: -bits, error: Math.max(0, sizeOf(sum) - bits) + 2 * Math.log2(terms) + 6 - bits };
};

/** e^−z² / (z√π) Σ (−1)^n (2n−1)!! / (2z²)^n, for an exact z so large that the terms fall below the precision before they grow. */
const farAway = (z: Ball, context: Context): Ball => {
  const bits = context.precision + 16;
  const square = multiply(z, z, context);
  const ratio = toFixed(divide(one, multiply(two, square, context), context), bits);
  let term = 1n << BigInt(bits);
  let sum = term;
  let terms = 1;
  for (let odd = 1n; term !== 0n && term !== -1n; odd += 2n) {
    const next = -((term * ratio * odd) >> BigInt(bits));
    // The error of an alternating series is less than the first term left out: where it starts to grow, it ends.
    if (next * next >= term * term) break;
    term = next;
    sum += term;
    terms += 1;
  }
  const left = sizeOf(term < 0n ? -term : term);
  const series = { mantissa: sum, exponent: -bits, error: addErrors(left, 2 * Math.log2(terms) + 4) - bits };
  const scale = multiply(z, squareRoot(piBall(context), context), context);
  return multiply(exp(negate(square), context), divide(series, scale, context), context);
};

/** For an exact z >= 0. */
const ofPositive = (z: Ball, context: Context): Ball => {
  const lost = fading(z);
  if (lost > context.precision + 40) return farAway(z, context);
  const bits = context.precision + 64 + Math.ceil(lost) + Math.max(0, magnitude(z));
  const wide = { ...context, precision: bits };
  const sum = risingSeries(z, bits + Math.ceil(lost));
  const share = multiply(exp(negate(multiply(z, z, wide)), wide), divide(sum, squareRoot(piBall(wide), wide), wide), wide);
  const rest = subtract(one, multiply(two, share, wide), wide);
  return settle(rest.mantissa, rest.exponent, rest.error, context);
};

export const erfc = (a: Ball, context: Context): Ball => {
  if (isSpecial(a)) return Number.isNaN(a.exponent) ? notANumber : a.mantissa > 0n ? zero : fromDouble(2);
  if (isExactZero(a)) return one;
  const size = magnitude(a);
  // |erfc'| <= 2/√π; relative to erfc itself it is less than 2(z + 1).
  if (a.error > -4 - Math.max(0, size) && !context.final) throw new Undecided();
  if (size < -2 * context.precision) return { ...one, error: addErrors(size, a.error) + 1 };
  const middle = exactBall(a.mantissa < 0n ? -a.mantissa : a.mantissa, a.exponent);
  const value = ofPositive(middle, context);
  if (a.mantissa < 0n) {
    const whole = subtract(two, value, context);
    return { ...whole, error: addErrors(whole.error, a.error + 1) };
  }
  return { ...value, error: addErrors(value.error, magnitude(value) + Math.max(0, size) + 3 + a.error) };
};
