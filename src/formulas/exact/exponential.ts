/** exp, expm1, log, log1p and powers of balls: argument reduction, then a series in fixed point with guard bits. */
import {
  add,
  addErrors,
  type Ball,
  type Context,
  exactBall,
  fromDouble,
  isExactZero,
  isSpecial,
  magnitude,
  mayBeZero,
  multiply,
  notANumber,
  one,
  settle,
  shadow,
  sizeOf,
  subtract,
  toFixed,
  Undecided,
  zero,
} from "./ball.ts";
import { ln2 } from "./constants.ts";

/** Below 2^−10 the functions that vanish at 0 are summed directly, so that nothing cancels. */
const smallMagnitude = -10;
/** Arguments of exp from here on give results beyond every double, whatever is done with them. */
const hugeMagnitude = 50;

/** e^r × 2^bits for fixed-point |r| < 2: Taylor on r/2^s, then s squarings, each of which doubles the relative error. */
const expFixed = (r: bigint, bits: number): bigint => {
  const halvings = Math.ceil(Math.sqrt(bits) * 0.7);
  const wide = BigInt(bits + halvings + 16);
  const x = (r << (wide - BigInt(bits))) >> BigInt(halvings);
  let term = 1n << wide;
  let sum = term;
  for (let k = 1n; term !== 0n; k += 1n) {
    term = ((term * x) >> wide) / k;
    sum += term;
  }
  for (let i = 0; i < halvings; i += 1) sum = (sum * sum) >> wide;
  return sum >> (wide - BigInt(bits));
};

/** 2 atanh(d / (2 + d)) = log(1 + d) in fixed point, for small d. */
const log1pFixed = (d: bigint, bits: number): bigint => {
  const shift = BigInt(bits);
  const z = (d << shift) / ((2n << shift) + d);
  const square = (z * z) >> shift;
  let power = z;
  let sum = 0n;
  for (let k = 1n; power !== 0n && power !== -1n; k += 2n) {
    sum += power / k;
    power = (power * square) >> shift;
  }
  return 2n * sum;
};

export const exp = (a: Ball, context: Context): Ball => {
  if (isSpecial(a)) return fromDouble(Math.exp(shadow(a)));
  if (isExactZero(a)) return one;
  if (a.error > 0 && !context.final) throw new Undecided();
  const size = magnitude(a);
  if (size < -2 * context.precision) return { ...one, error: addErrors(size, a.error) + 1 };
  if (size > hugeMagnitude) {
    const exponent = (a.mantissa > 0n ? 1 : -1) * 2 ** hugeMagnitude;
    return { mantissa: 1n, exponent, error: exponent - 4 };
  }
  const bits = context.precision + 16;
  const x = toFixed(a, bits);
  const twos = BigInt(Math.round(Number(x >> BigInt(bits - 53)) / 2 ** 53 / Math.LN2));
  const rest = x - ((twos * ln2(bits + 64)) >> 64n);
  const mantissa = expFixed(rest, bits);
  const exponent = Number(twos) - bits;
  return settle(mantissa, exponent, sizeOf(mantissa) + exponent + addErrors(-context.precision - 4, a.error + 1), context);
};

export const log1p = (a: Ball, context: Context): Ball => {
  if (isSpecial(a)) return fromDouble(Math.log1p(shadow(a)));
  if (isExactZero(a)) return zero;
  const size = magnitude(a);
  if (size >= smallMagnitude) return log(add(one, a, context), context);
  if (a.error > -2 && !context.final) throw new Undecided();
  if (size < -2 * context.precision) return { ...a, error: addErrors(a.error + 1, 2 * size) };
  const bits = context.precision + 32 - size;
  return settle(log1pFixed(toFixed(a, bits), bits), -bits, addErrors(10 - bits, a.error + 1), context);
};

export const log = (a: Ball, context: Context): Ball => {
  if (isSpecial(a)) return fromDouble(Math.log(shadow(a)));
  if (mayBeZero(a)) {
    if (isExactZero(a) || context.final) return exactBall(-1n, Infinity);
    throw new Undecided();
  }
  if (a.mantissa < 0n) return notANumber;
  const beyondOne = subtract(a, one, context);
  if (magnitude(beyondOne) < smallMagnitude) return log1p(beyondOne, context);
  const bits = context.precision + 32;
  const twos = magnitude(a);
  const fraction = toFixed({ ...a, exponent: a.exponent - twos }, bits);
  // log f = y + log(f e^−y), with y from a double, so that what is left is tiny.
  const near = BigInt(Math.round(Math.log(Number(fraction >> BigInt(bits - 53)) / 2 ** 53) * 2 ** 50)) << BigInt(bits - 50);
  const left = ((fraction * expFixed(-near, bits)) >> BigInt(bits)) - (1n << BigInt(bits));
  const sum = near + log1pFixed(left, bits) + ((BigInt(twos) * ln2(bits + 64)) >> 64n);
  return settle(sum, -bits, addErrors(10 - bits, a.error - magnitude(a) + 3), context);
};

export const expm1 = (a: Ball, context: Context): Ball => {
  if (isSpecial(a)) return fromDouble(Math.expm1(shadow(a)));
  if (isExactZero(a)) return zero;
  const size = magnitude(a);
  if (size >= smallMagnitude) return subtract(exp(a, { ...context, precision: context.precision + 16 }), one, context);
  if (a.error > -2 && !context.final) throw new Undecided();
  if (size < -2 * context.precision) return { ...a, error: addErrors(a.error + 1, 2 * size) };
  const bits = context.precision + 32 - size;
  const x = toFixed(a, bits);
  let term = x;
  let sum = 0n;
  for (let k = 2n; term !== 0n; k += 1n) {
    sum += term;
    term = ((term * x) >> BigInt(bits)) / k;
  }
  return settle(sum, -bits, addErrors(10 - bits, a.error + 1), context);
};

/** base^exponent = e^(exponent log base). */
export const power = (base: Ball, exponent: Ball, context: Context): Ball => exp(multiply(exponent, log(base, context), context), context);
