/**
 * The arithmetic behind every result of the calculator. A body runs at a modest precision first; when its bounds leave a
 * double, a comparison or a division open, it runs again at a higher one (Ziv's strategy), so that results are correctly rounded.
 */
import type { Arithmetic } from "../arithmetic.ts";
import {
  absolute,
  add,
  type Ball,
  type Context,
  compare,
  divide,
  fromDouble,
  isExactZero,
  isSpecial,
  mayBeZero,
  multiply,
  negate,
  squareRoot,
  subtract,
  Undecided,
} from "./ball.ts";
import { piBall } from "./constants.ts";
import { erfc } from "./error-function.ts";
import { exp, expm1, log, log1p, power } from "./exponential.ts";
import { roundBall } from "./round.ts";
import { cos, sin } from "./trigonometric.ts";

/** Bits. The doubles span 2,098 binary orders, their squares twice that: the last attempt sees across both. */
const precisions = [128, 512, 2048, 8192] as const;

const isZero = (a: Ball, context: Context): boolean => {
  if (isSpecial(a)) return false;
  if (isExactZero(a) || !mayBeZero(a)) return isExactZero(a);
  if (context.final) return true;
  throw new Undecided();
};

export const exactArithmetic = (context: Context): Arithmetic<Ball> => ({
  fromNumber: fromDouble,
  toNumber: (value) => roundBall(value, context),
  add: (a, b) => add(a, b, context),
  sub: (a, b) => subtract(a, b, context),
  mul: (a, b) => multiply(a, b, context),
  div: (a, b) => divide(a, b, context),
  neg: negate,
  abs: absolute,
  sqrt: (a) => squareRoot(a, context),
  exp: (a) => exp(a, context),
  expm1: (a) => expm1(a, context),
  log: (a) => log(a, context),
  log1p: (a) => log1p(a, context),
  erfc: (a) => erfc(a, context),
  sin: (a) => sin(a, context),
  cos: (a) => cos(a, context),
  pi: () => piBall(context),
  pow: (base, exponent) => power(base, exponent, context),
  compare: (a, b) => compare(a, b, context),
  isZero: (a) => isZero(a, context),
  isFinite: (a) => !isSpecial(a),
});

/** Runs a computation at rising precision until it decides every double it asks for. */
export const inExactArithmetic = <R>(compute: (arithmetic: Arithmetic<Ball>) => R): R => {
  for (const precision of precisions.slice(0, -1)) {
    try {
      return compute(exactArithmetic({ precision, final: false }));
    } catch (error) {
      if (!(error instanceof Undecided)) throw error;
    }
  }
  return compute(exactArithmetic({ precision: precisions.at(-1)!, final: true }));
};
