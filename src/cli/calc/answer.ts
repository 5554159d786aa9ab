/** What `calc` answers in data formats. */
import { type Evaluation, type Formula, isInputError, type RoundedEvaluation } from "../../formulas/index.ts";
import type { SourceRef } from "../../knowledge/record.ts";
import { visible } from "../../knowledge/sanitise.ts";
import { usageError } from "../errors.ts";
import type { Completed } from "./completion.ts";

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
  readonly options: Completed["options"];
  readonly result: unknown;
  /** With --dtype: the exact result and how far the rounded one is from it. */
  readonly exact?: unknown;
  readonly steps: unknown;
  readonly sources: readonly SourceRef[];
};

export const answerOf = (
  formula: Formula,
  evaluation: Evaluation | RoundedEvaluation,
  sources: readonly SourceRef[],
  options: Completed["options"] = {},
): Answer => ({
  formula: formula.id,
  inputs: jsonReady(evaluation.inputs),
  options,
  result: jsonReady(evaluation.result),
  ...("exact" in evaluation ? { exact: jsonReady(evaluation.exact) } : {}),
  steps: jsonReady(evaluation.steps),
  sources,
});

/** What is wrong with an input becomes an error of usage; `origin` tells where a value came from that was not given. */
export const explained = <T>(work: () => T, origin?: Completed["origin"]): T => {
  try {
    return work();
  } catch (error) {
    if (!isInputError(error)) throw error;
    const more = origin?.(error.path);
    throw usageError(
      visible(`${error.text.en}${more ? `; ${more.en}` : ""}`),
      visible(`${error.text.zh}${more ? `；${more.zh}` : ""}`),
      error.suggestions,
    );
  }
};
