/**
 * How many parameters a configuration has: an exact integer by part, in total and active per token.
 * Counts of real models are far below 2^53 and exact doubles; an impossible size beyond that is the nearest double.
 */
import { complete, isReady, type NoAnswer } from "./complete.ts";
import type { Configuration } from "./configuration.ts";
import { labels } from "./labels.ts";
import { type Part, partNames, rowsOf } from "./rows.ts";
import type { Step } from "./step.ts";
import { countOf, times } from "./term.ts";

export type Parts = { readonly [P in Part]: number };

export type ParameterCount = {
  readonly total: number;
  /** What one token passes through: of the routed experts only the chosen ones; embedding and head included. */
  readonly active: number;
  /** The same with every weight as often as the token meets it: more than `active` where layers share theirs (ALBERT), less by a
   * table that is only looked up (Gemma 3n). The token table stays in it, as in the literature's N. */
  readonly applied: number;
  /** Without embeddings, learned positions and an untied head: the N of Kaplan et al. (arXiv 2001.08361). */
  readonly non_embedding: { readonly total: number; readonly active: number };
  /** `active` without the token table, which is looked up; undefined where the head is that table. */
  readonly active_without_embedding?: number;
  readonly parts: Parts;
  /** Defaults of the architecture that were used because the configuration does not say. */
  readonly assumed: Configuration;
  readonly steps: readonly Step[];
};

/** Why there is no count: the architecture is not known, a key the count needs is missing, or a value cannot be. */
export type NoCount = NoAnswer;

/** Parameters by part; `active` counts what one token passes through, embedding and head included. */
export const countParameters = (configuration: Configuration): ParameterCount | NoCount => {
  const ready = complete(configuration);
  if (!isReady(ready)) return ready;
  const { spec, c, assumed } = ready;
  const parts = Object.fromEntries(partNames.map((name) => [name, 0])) as { [P in Part]: number };
  const steps: Step[] = [];
  let total = 0;
  let active = 0;
  let applied = 0;
  for (const { part, label, count, sum, activeCount, passes } of rowsOf(spec, c)) {
    const product = times(count, sum);
    parts[part] += product.value;
    total += product.value;
    const met = activeCount === undefined ? product.value : activeCount * countOf(sum);
    active += met;
    applied += passes === undefined ? met : passes * countOf(sum);
    steps.push({ label, ...product, unit: "parameters" });
  }
  const outside = parts.embedding + parts.per_layer_embedding + parts.positions + parts.head;
  const whole: Step = {
    label: labels.total,
    formula: steps.map((_, index) => `(${index + 1})`).join(" + "),
    expression: steps.map((step) => step.value).join(" + "),
    value: total,
    unit: "parameters",
  };
  return {
    total,
    active,
    applied,
    non_embedding: { total: total - outside, active: active - outside },
    ...(parts.head >= parts.embedding && parts.embedding > 0 && { active_without_embedding: active - parts.embedding }),
    parts,
    assumed,
    steps: [...steps, whole, ...(active === total ? [] : [activeStep(total, active)])],
  };
};

/** What the experts that were not chosen hold is left out. */
const activeStep = (total: number, active: number): Step => ({
  label: labels.active,
  formula: "N - L·(E - K)·expert",
  expression: `${total} - ${total - active}`,
  value: active,
  unit: "parameters",
});
