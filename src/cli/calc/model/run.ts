/** `calc --model`: the inputs of one evaluation, or of each line, with the model's constants in them. In the chunk of `size`. */
import type { Formula } from "../../../formulas/define.ts";
import type { LocalText } from "../../../knowledge/record.ts";
import { type Taken, takenLines } from "../../../render/taken.ts";
import type { Context } from "../../command.ts";
import type { Completion, EvaluateNamed, Inputs } from "../completion.ts";
import { type ModelConstants, modelConstants } from "./constants.ts";
import { mergeInputs, type Use } from "./merge.ts";

const takenOf = ({ constant, how, given }: Use): Taken => ({
  value: constant.value,
  from: constant.from,
  ...(constant.how && { how: constant.how }),
  ...(constant.status && { status: constant.status }),
  sources: constant.sources.map(({ id }) => id),
  ...(constant.where && { where: constant.where }),
  ...((how === "overruled" || how === "dropped") && { [how]: true as const }),
  ...(given.length > 0 && { given }),
});

/** Of an input with something wrong: the model's own value is told apart from what the reader typed. */
const originOf = (model: ModelConstants, uses: readonly Use[], path: string): LocalText | undefined => {
  const fits = uses.some(({ constant, how }) => how === "taken" && path.startsWith(`${constant.input}.`)) ? model.fits(path) : undefined;
  if (fits) return fits;
  const of = (input: string): boolean => path === input || path.startsWith(`${input}.`) || path.startsWith(`${input}[`);
  if (uses.some(({ constant, how }) => how === "taken" && of(constant.input)))
    return { en: `this comes from ${model.name}, what is given beside it wins`, zh: `该值取自 ${model.name}，另行给出的优先` };
  return model.silent.some(of) ? { en: `the record of ${model.name} does not say`, zh: `${model.name} 的资料中没有` } : undefined;
};

const completed = (formula: Formula, model: ModelConstants, context: Context, own: Inputs, positional: readonly string[]) => {
  const { inputs, uses } = mergeInputs(formula, model, own, positional);
  const taken = Object.fromEntries(uses.map((use) => [use.constant.input, takenOf(use)]));
  const sources = uses.flatMap(({ constant, how }) => (how === "taken" || how === "partly" ? constant.sources : []));
  return {
    inputs,
    options: { model: model.id, taken },
    sources: sources.filter(({ id }, i) => sources.findIndex((other) => other.id === id) === i),
    origin: (input: string) => originOf(model, uses, input),
    lines: (checked: Inputs) =>
      takenLines(
        model.name,
        uses.map((use) => ({ input: use.constant.input, taken: takenOf(use), titles: use.constant.sources.map(({ title }) => title) })),
        { warnings: model.warnings(checked), remarks: model.remarks(checked) },
        context.canvas,
      ),
  };
};

/** Throws CliError for the model; the completion itself throws InputError for what is given beside it. */
export const withModel = async (context: Context, formula: Formula, word: string, evaluate: EvaluateNamed): Promise<Completion> => {
  const model = await modelConstants(context, formula, word, evaluate);
  return (own, positional = []) => completed(formula, model, context, own, positional);
};
