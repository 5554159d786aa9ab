/** The arithmetic of a calculation: exact, float64, or rounded to a type. */
import {
  type Evaluation,
  evaluate,
  evaluateInFloat64,
  evaluateRounded,
  type Format,
  type Formula,
  findFormat,
  formats,
  type RoundedEvaluation,
} from "../../formulas/index.ts";
import type { Context, Options } from "../command.ts";
import { usageError } from "../errors.ts";
import { noneOf } from "../none-of.ts";

/** undefined: exact, or float64 where there is much to compute. */
export type Mode = "exact" | "float64" | Format | undefined;

export const modeOf = (options: Options): Mode => {
  const dtype = options.dtype as string | undefined;
  const arithmetic = options.arithmetic as string | undefined;
  if (dtype !== undefined) {
    if (arithmetic !== undefined)
      throw usageError(
        "--dtype rounds every operation to a type: it leaves nothing for --arithmetic to choose",
        "--dtype 把每步运算舍入到某一类型，不能再用 --arithmetic 选择",
      );
    const format = findFormat(dtype);
    if (format) return format;
    throw noneOf(
      "--dtype",
      dtype,
      formats.map(({ id }) => id),
      formats.flatMap(({ aliases }) => aliases),
    );
  }
  return arithmetic as "exact" | "float64" | undefined;
};

export const evaluateBy = (
  mode: Mode,
  formula: Formula,
  named: Readonly<Record<string, unknown>>,
  positional: readonly string[],
  working: boolean,
): Evaluation | RoundedEvaluation => {
  if (mode === "float64") return evaluateInFloat64(formula, named, positional, working);
  if (mode === undefined || mode === "exact") return evaluate(formula, named, positional, working);
  return evaluateRounded(formula, named, positional, mode, working);
};

/** What `options` says in JSON: nothing of exact arithmetic. */
export const modeOptions = (mode: Mode): Readonly<Record<string, string>> => {
  if (mode === undefined || mode === "exact") return {};
  return mode === "float64" ? { arithmetic: mode } : { dtype: mode.id };
};

export const noteFloat64 = ({ terminal, lang }: Context): void =>
  terminal.writeError(
    lang === "zh"
      ? "almanac: 以 float64 加补偿求和计算；要精确结果请用 --arithmetic exact\n"
      : "almanac: computed in float64 with compensated sums; --arithmetic exact for exact results\n",
  );
