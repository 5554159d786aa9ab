/** What `calc` answers in data formats. */
import { type Evaluation, type Formula, InputError } from "../../formulas/index.ts";
import type { SourceRef } from "../../knowledge/record.ts";
import { visible } from "../../knowledge/sanitise.ts";
import { usageError } from "../errors.ts";

/** JSON has no words for these numbers: strings stand for them. */
export const jsonReady = (value: unknown): unknown => {
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (Array.isArray(value)) return value.map(jsonReady);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, jsonReady(child)]));
  return value;
};

export type Answer = {
  readonly formula: string;
  readonly inputs: unknown;
  readonly options: Readonly<Record<string, never>>;
  readonly result: unknown;
  readonly steps: unknown;
  readonly sources: readonly SourceRef[];
};

export const answerOf = (formula: Formula, evaluation: Evaluation, sources: readonly SourceRef[]): Answer => ({
  formula: formula.id,
  inputs: jsonReady(evaluation.inputs),
  options: {},
  result: jsonReady(evaluation.result),
  steps: jsonReady(evaluation.steps),
  sources,
});

/** What is wrong with an input becomes an error of usage. */
export const explained = <T>(work: () => T): T => {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw usageError(visible(error.text.en), visible(error.text.zh), error.suggestions);
  }
};
