/** A formula, inputs and a range -> a picture, computed in plain doubles by the formula's own body. */
import { byName, readInputs } from "../arguments.ts";
import type { Arithmetic } from "../arithmetic.ts";
import type { Formula, InputValues } from "../define.ts";
import { evaluateIn, type Result } from "../evaluate.ts";
import { float64 } from "../float64/arithmetic.ts";
import { findFormula } from "../index.ts";
import { InputError } from "../input-error.ts";
import { table } from "../table.ts";
import type { Picture } from "./picture.ts";
import type { Plot, Setting } from "./plot.ts";
import { readRange, samples, strideOf } from "./range.ts";

export type Drawing = {
  readonly picture: Picture;
  /** Other inputs stood in for some that were not given: there is nothing to evaluate. */
  readonly alone: boolean;
};

const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

/** Inputs are read as JSON, which has no words for infinity and NaN. */
const asText = (value: unknown): unknown => {
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (Array.isArray(value)) return value.map(asText);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, asText(child)]));
};

/** Throws InputError for a formula without a picture; it names the others without. */
export const plotOf = (formula: Formula): Plot<InputValues> => {
  if (formula.plot) return formula.plot;
  const others = Object.values(table).filter(({ id, plot }) => plot === undefined && id !== formula.id);
  const names = others.map(({ id }) => id);
  throw new InputError("plot", {
    en: `${formula.id} has no picture for --plot; all have one but it and ${names.join(", ")}`,
    zh: `${formula.id} 没有可供 --plot 绘制的图；除它与 ${names.join("、")} 外，各公式都有`,
  });
};

/**
 * `range`: `a:b`, or empty for the usual one. Inputs as `evaluate` takes them. `doubles`: plain ones, or such as stop when they
 * have had enough. Throws InputError.
 */
export const drawFormula = (
  formula: Formula,
  named: Readonly<Record<string, unknown>>,
  positional: readonly string[],
  range: string,
  doubles: Arithmetic<number> = float64,
): Drawing => {
  const inDoubles = (one: Formula, values: InputValues): Result => evaluateIn(doubles, one, values, false).result;
  const plot = plotOf(formula);
  const { over } = plot;
  if (range !== "" && !over)
    throw new InputError("plot", {
      en: `--plot "${range}": the picture of ${formula.id} takes no range`,
      zh: `--plot “${range}”：${formula.id} 的图不需要范围`,
    });
  const all = byName(formula, named, positional);
  const standIns: Record<string, unknown> = {};
  for (const group of plot.without ?? []) if (!Object.keys(group).some((name) => isGiven(all[name]))) Object.assign(standIns, group);
  const inputs = readInputs(formula, { ...all, ...standIns });
  const given = (name: string): boolean => isGiven(all[name]);
  const setting: Setting<InputValues> = {
    inputs,
    given,
    compute: (changes) => inDoubles(formula, { ...inputs, ...(changes as InputValues) }),
    other: (id, others) => {
      const one = findFormula(id)!;
      return inDoubles(one, readInputs(one, asText(others) as Readonly<Record<string, unknown>>));
    },
  };
  const [from, to] = !over ? [0, 0] : range === "" ? over.usual(setting) : readRange(range, over, inputs);
  const picture = plot.draw({ ...setting, from, to, xs: over ? samples([from, to], over) : [] });
  const every = over ? strideOf([from, to], over) : 1;
  return { picture: every > 1 && picture.kind !== "bars" ? { ...picture, every } : picture, alone: Object.keys(standIns).length > 0 };
};
