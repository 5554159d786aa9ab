/** π and ln 2 in fixed point, computed to the bits asked for and kept. */

import { type Ball, type Context, settle } from "./ball.ts";

/** value(bits) ≈ constant × 2^bits, off by less than 1. */
const kept = (compute: (bits: number) => bigint): ((bits: number) => bigint) => {
  let known = 0;
  let value = 0n;
  return (bits) => {
    if (bits > known) {
      known = bits + 64;
      value = compute(known + 16) >> 16n;
    }
    return value >> BigInt(known - bits);
  };
};

/** Σ ±1 / ((2k+1) n^(2k+1)): atan(1/n) with alternating signs, atanh(1/n) without. */
const inverseSeries = (n: bigint, bits: number, alternating: boolean): bigint => {
  const square = n * n;
  let power = (1n << BigInt(bits)) / n;
  let sum = 0n;
  for (let k = 0n; power !== 0n; k += 1n) {
    const term = power / (2n * k + 1n);
    sum += alternating && (k & 1n) === 1n ? -term : term;
    power /= square;
  }
  return sum;
};

/** Machin 1706: π = 16 atan(1/5) − 4 atan(1/239). */
export const pi = kept((bits) => 16n * inverseSeries(5n, bits, true) - 4n * inverseSeries(239n, bits, true));

export const piBall = (context: Context): Ball => {
  const bits = context.precision + 16;
  return settle(pi(bits), -bits, -bits, context);
};

/** ln 2 = 18 atanh(1/26) − 2 atanh(1/4801) + 8 atanh(1/8749). */
export const ln2 = kept(
  (bits) => 18n * inverseSeries(26n, bits, false) - 2n * inverseSeries(4801n, bits, false) + 8n * inverseSeries(8749n, bits, false),
);
