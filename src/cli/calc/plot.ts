/** `--plot`: the picture of a formula under its result, or alone where there are no numbers to evaluate. */
import type { Formula } from "../../formulas/index.ts";
import { drawFormula, plotOf } from "../../formulas/plot/draw.ts";
import type { Context } from "../command.ts";
import { explained } from "./answer.ts";
import type { Completed } from "./completion.ts";

export type Plotted = {
  /** There is nothing to evaluate. */
  readonly alone: boolean;
  readonly text: () => Promise<string>;
};

/** undefined: not asked for, or the output is data, which holds no pictures. */
export const plotAsked = (
  formula: Formula,
  { inputs, origin }: Completed,
  numbers: readonly string[],
  { options, format, fields, canvas }: Context,
): Plotted | undefined => {
  const range = options.plot as string | undefined;
  if (range === undefined) return undefined;
  explained(() => plotOf(formula));
  if (format !== "text" || fields) return undefined;
  const { picture, alone } = explained(() => drawFormula(formula, inputs, numbers, range), origin);
  return {
    alone: alone && options.steps !== true,
    text: async () => `${(await import("../../render/picture/picture.ts")).pictureLines(picture, canvas).join("\n")}\n`,
  };
};
