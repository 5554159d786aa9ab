/** Every formula, in the order of the story, and how one is found by name. */
import { relu } from "./activation/relu.ts";
import { sigmoid } from "./activation/sigmoid.ts";
import type { Formula } from "./define.ts";

export { inputNames } from "./arguments.ts";
export type { Formula, InputSpec, InputValue, InputValues, LocalText } from "./define.ts";
export { type Evaluation, evaluate, type Result, type WorkingStep } from "./evaluate.ts";
export { InputError } from "./input-error.ts";

export const formulas: readonly Formula[] = [sigmoid, relu];

const key = (name: string): string => name.trim().toLowerCase().replaceAll("_", "-");

/** By id or alias; case and underscores do not matter. */
export const findFormula = (name: string): Formula | undefined =>
  formulas.find((formula) => formula.id === key(name)) ?? formulas.find((formula) => formula.aliases.some((alias) => alias === key(name)));
