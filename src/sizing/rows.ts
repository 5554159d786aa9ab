/** Every tensor group of a model as one row: what it is part of, how many there are of it, what is in one. */
import type { Spec } from "./architectures/spec.ts";
import type { Complete } from "./complete.ts";
import { embedding, head, layerNorms, outerNorms, positions } from "./frame.ts";
import { groupLabel, labels } from "./labels.ts";
import { type LayerGroup, layerGroups } from "./layers.ts";
import type { Label } from "./step.ts";
import { denseMlp, expert, mixing, router, sharedExperts, widths } from "./tensors.ts";
import type { Factor, Sum } from "./term.ts";

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

export type Row = { readonly part: Part; readonly label: Label; readonly count: Factor; readonly sum: Sum; readonly activeCount?: number };

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

export const rowsOf = (spec: Spec, c: Complete): Row[] =>
  [
    { part: "embedding", label: labels.embedding, count: 1, sum: embedding(spec, c) } as const,
    { part: "positions", label: labels.positions, count: 1, sum: positions(spec, c) } as const,
    ...layerGroups(spec, c).flatMap((group) => groupRows(spec, c, group)),
    { part: "norms", label: labels.outer_norms, count: 1, sum: outerNorms(spec, c) } as const,
    { part: "head", label: labels.head, count: 1, sum: head(spec, c) } as const,
  ].filter((row) => row.sum.length > 0);
