/**
 * Every operation rounded to a type. Computed in doubles first: for sums, products, quotients and roots of types of up to 24
 * bits the second rounding changes nothing (Figueroa 1995); the functions are right unless a double's last bits decide.
 */
import type { Arithmetic } from "../arithmetic.ts";
import { float64 } from "../float64/arithmetic.ts";
import { type Format, roundTo } from "./formats.ts";
import { recipesOf } from "./recipes.ts";

export const roundedArithmetic = (format: Format): Arithmetic<number> => {
  const round = roundTo(format);
  const one = (apply: (x: number) => number) => (x: number) => round(apply(x));
  const two = (apply: (x: number, y: number) => number) => (x: number, y: number) => round(apply(x, y));
  const arithmetic: Arithmetic<number> = {
    ...float64,
    compound: undefined,
    fromNumber: round,
    add: two(float64.add),
    sub: two(float64.sub),
    mul: two(float64.mul),
    div: two(float64.div),
    sqrt: one(float64.sqrt),
    exp: one(float64.exp),
    expm1: one(float64.expm1),
    log: one(float64.log),
    log1p: one(float64.log1p),
    erfc: one(float64.erfc),
    sin: one(float64.sin),
    cos: one(float64.cos),
    pi: () => round(Math.PI),
    pow: two(float64.pow),
  };
  return { ...arithmetic, recipes: recipesOf(arithmetic) };
};
