/**
 * How many parameters a configuration has: an exact integer by part, in total and active per token.
 * Counts of real models are far below 2^53 and exact doubles; an impossible size beyond that is the nearest double.
 */
import type { Spec } from "./architectures/spec.ts";
import { type Complete, complete, isReady, type NoAnswer } from "./complete.ts";
import type { Configuration } from "./configuration.ts";
import { embedding, head, layerNorms, outerNorms, positions } from "./frame.ts";
import { groupLabel, labels } from "./labels.ts";
import { type LayerGroup, layerGroups } from "./layers.ts";
import type { Label, Step } from "./step.ts";
import { denseMlp, expert, mixing, router, sharedExperts, widths } from "./tensors.ts";
import { countOf, type Factor, type Sum, times } from "./term.ts";

export const partNames = [
  "embedding",
  "positions",
  "attention",
  "state_space",
  "mlp",
  "experts",
  "shared_experts",
  "router",
  "norms",
  "head",
] as const;
export type Part = (typeof partNames)[number];
export type Parts = { readonly [P in Part]: number };

export type ParameterCount = {
  readonly total: number;
  /** What one token passes through: of the routed experts only the chosen ones; embedding and head included. */
  readonly active: number;
  /** Without token embedding, learned positions and an untied head: the N of Kaplan et al. (arXiv 2001.08361). */
  readonly non_embedding: { readonly total: number; readonly active: number };
  readonly parts: Parts;
  /** Defaults of the architecture that were used because the configuration does not say. */
  readonly assumed: Configuration;
  readonly steps: readonly Step[];
};

/** Why there is no count: the architecture is not known, a key the count needs is missing, or a value cannot be. */
export type NoCount = NoAnswer;

type Row = { readonly part: Part; readonly label: Label; readonly count: Factor; readonly sum: Sum; readonly activeCount?: number };

const mixingPart = (group: LayerGroup): Part => (group.kind === "state_space" ? "state_space" : "attention");

const groupRows = (spec: Spec, c: Complete, group: LayerGroup): Row[] => {
  const count: Factor = ["L", group.layers];
  const { E, K } = widths(c);
  const row = (part: Part, sum: Sum): Row => ({ part, label: groupLabel(part, group), count, sum });
  const experts = (): Row[] => [
    row("router", router(spec, c)),
    {
      part: "experts",
      label: groupLabel("experts", group),
      count: ["L·E", group.layers * E[1]],
      sum: expert(spec, c),
      activeCount: group.layers * K[1],
    },
    row("shared_experts", sharedExperts(spec, c)),
  ];
  return [
    row(mixingPart(group), mixing(spec, c, group.kind)),
    ...(group.sparse ? experts() : [row("mlp", denseMlp(spec, c))]),
    row("norms", layerNorms(spec, c, group)),
  ];
};

const rows = (spec: Spec, c: Complete): Row[] =>
  [
    { part: "embedding", label: labels.embedding, count: 1, sum: embedding(spec, c) } as const,
    { part: "positions", label: labels.positions, count: 1, sum: positions(spec, c) } as const,
    ...layerGroups(spec, c).flatMap((group) => groupRows(spec, c, group)),
    { part: "norms", label: labels.outer_norms, count: 1, sum: outerNorms(spec, c) } as const,
    { part: "head", label: labels.head, count: 1, sum: head(spec, c) } as const,
  ].filter((row) => row.sum.length > 0);

/** Parameters by part; `active` counts what one token passes through, embedding and head included. */
export const countParameters = (configuration: Configuration): ParameterCount | NoCount => {
  const ready = complete(configuration);
  if (!isReady(ready)) return ready;
  const { spec, c, assumed } = ready;
  const parts = Object.fromEntries(partNames.map((name) => [name, 0])) as { [P in Part]: number };
  const steps: Step[] = [];
  let total = 0;
  let active = 0;
  for (const { part, label, count, sum, activeCount } of rows(spec, c)) {
    const product = times(count, sum);
    parts[part] += product.value;
    total += product.value;
    active += activeCount === undefined ? product.value : activeCount * countOf(sum);
    steps.push({ label, ...product, unit: "parameters" });
  }
  const outside = parts.embedding + parts.positions + parts.head;
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
    non_embedding: { total: total - outside, active: active - outside },
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
