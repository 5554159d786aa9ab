/** TeX -> an equation set in one and two dimensions, in Unicode and in ASCII. Runs at build only. */
import type { SetEquation } from "../../knowledge/record.ts";
import { blockOf } from "./block.ts";
import { lineOf } from "./line.ts";
import { readEquation } from "./read.ts";

/** Errors: what TeX's parser refuses, or what this product cannot set, by name. */
export const setEquation = (tex: string): SetEquation => {
  const equation = readEquation(tex);
  return {
    tex: tex.trim(),
    line: lineOf(equation, "unicode").trim(),
    asciiLine: lineOf(equation, "ascii").trim(),
    block: blockOf(equation, "unicode").rows,
    asciiBlock: blockOf(equation, "ascii").rows,
  };
};
