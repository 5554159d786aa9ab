/** Plain doubles with compensated sums: as fast as the machine, as accurate as Math and the order of operations allow. */
import type { Arithmetic } from "../arithmetic.ts";
import { centred, dot, expm1Less, sum } from "./compensated.ts";
import { erfc, normal } from "./error-function.ts";

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
  compound: { sum, dot, centred, expm1Less, normal },
};
