/** sin and cos of balls: reduced by π/2 with as many digits of π as the argument has, then Taylor in fixed point. */
import {
  addErrors,
  type Ball,
  type Context,
  isExactZero,
  isSpecial,
  magnitude,
  notANumber,
  one,
  settle,
  toFixed,
  Undecided,
  zero,
} from "./ball.ts";
import { pi } from "./constants.ts";

/** Σ ±r^n / n! over every second n, from `first` (1 for sin, 0 for cos), in fixed point. */
const taylor = (r: bigint, bits: number, first: 0 | 1): bigint => {
  const shift = BigInt(bits);
  const square = (r * r) >> shift;
  let term = 1n << shift;
  let sum = term;
  for (let n = BigInt(first) + 1n; term !== 0n; n += 2n) {
    term = -((term * square) >> shift) / (n * (n + 1n));
    sum += term;
  }
  return first === 1 ? (r * sum) >> shift : sum;
};

const quarterTurned = (a: Ball, quarters: 0 | 1, context: Context): Ball => {
  if (isSpecial(a)) return notANumber;
  if (isExactZero(a)) return quarters === 0 ? zero : one;
  if (a.error > 0 && !context.final) throw new Undecided();
  const size = magnitude(a);
  if (size < -2 * context.precision) {
    const constant = { ...one, error: addErrors(a.error, 2 * size) };
    return quarters === 0 ? { ...a, error: addErrors(a.error, 3 * size) } : constant;
  }
  const bits = context.precision + 32 + Math.max(0, -size);
  const wide = bits + Math.max(0, size) + 8;
  const x = toFixed(a, wide);
  const quarter = pi(wide) >> 1n;
  const turns = (2n * x + (x < 0n ? -quarter : quarter)) / (2n * quarter);
  const rest = (x - turns * quarter) >> BigInt(wide - bits);
  const place = Number((turns + BigInt(quarters)) & 3n);
  const value = taylor(rest, bits, place % 2 === 0 ? 1 : 0);
  return settle(place < 2 ? value : -value, -bits, addErrors(8 - bits, a.error), context);
};

export const sin = (a: Ball, context: Context): Ball => quarterTurned(a, 0, context);

export const cos = (a: Ball, context: Context): Ball => quarterTurned(a, 1, context);
