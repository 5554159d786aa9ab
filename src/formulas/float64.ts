/** Plain doubles: as fast as the machine, as accurate as Math and the order of operations allow. */
import type { Arithmetic } from "./arithmetic.ts";

const farFraction = 60;

/** 1 − erf by its series of positive terms up to 2, the continued fraction of Laplace beyond. */
const erfc = (x: number): number => {
  if (Number.isNaN(x)) return x;
  if (x < 0) return 2 - erfc(-x);
  const decay = Math.exp(-x * x) / Math.sqrt(Math.PI);
  if (x < 2) {
    let term = x;
    let sum = x;
    for (let odd = 3; term > sum * 2 ** -54; odd += 2) {
      term *= (2 * x * x) / odd;
      sum += term;
    }
    return 1 - 2 * decay * sum;
  }
  let tail = x;
  for (let k = farFraction; k > 0; k -= 1) tail = x + k / 2 / tail;
  return decay / tail;
};

export const float64: Arithmetic<number> = {
  fromNumber: (value) => value,
  toNumber: (value) => value,
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  neg: (a) => -a,
  abs: Math.abs,
  sqrt: Math.sqrt,
  exp: Math.exp,
  expm1: Math.expm1,
  log: Math.log,
  log1p: Math.log1p,
  erfc,
  sin: Math.sin,
  cos: Math.cos,
  pi: () => Math.PI,
  pow: (base, exponent) => base ** exponent,
  compare: (a, b) => (a < b ? -1 : a > b ? 1 : a === b ? 0 : Number.NaN),
  isZero: (a) => a === 0,
  isFinite: Number.isFinite,
};
