/** Every tensor group of a model as one row: what it is part of, how many there are of it, what is in one. */
import type { Spec } from "./architectures/spec.ts";
import type { Complete } from "./complete.ts";
import { denseMlp, expert, router, sharedExperts } from "./feed.ts";
import { embedding, head, layerNorms, outerNorms, perLayerEmbedding, pooler, positions } from "./frame.ts";
import { kinds } from "./kinds/index.ts";
import { widths } from "./kinds/widths.ts";
import { groupLabel, labels, sharedLabel } from "./labels.ts";
import { type LayerGroup, layerGroups } from "./layers.ts";
import type { Label } from "./step.ts";
import type { Factor, Sum } from "./term.ts";

export const partNames = [
  "embedding",
  "per_layer_embedding",
  "positions",
  "attention",
  "state_space",
  "mlp",
  "experts",
  "shared_experts",
  "router",
  "norms",
  "other",
  "pooler",
  "head",
] as const;
export type Part = (typeof partNames)[number];

export type Row = {
  readonly part: Part;
  readonly label: Label;
  readonly count: Factor;
  readonly sum: Sum;
  /** How many of them one token passes through, where not all: the chosen experts. */
  readonly activeCount?: number;
  /** How often one token passes through such weights, where layers share them (ALBERT, Zamba2); 0 of a table that is only looked up. */
  readonly passes?: number;
};

const groupRows = (spec: Spec, group: LayerGroup): Row[] => {
  const { c } = group;
  const count: Factor = group.stored === undefined ? ["L", group.layers] : ["L_own", group.stored];
  const passes = group.stored === undefined ? {} : { passes: group.layers };
  const { E, K } = widths(c);
  const row = (part: Part, sum: Sum): Row => ({ part, label: groupLabel(part, group), count, sum, ...passes });
  const experts = (): Row[] => [
    row("router", router(spec, c, group.feed === "hashed")),
    {
      part: "experts",
      label: groupLabel("experts", group),
      count: ["L·E", group.layers * E[1]],
      sum: expert(spec, c),
      activeCount: group.layers * K[1],
    },
    row("shared_experts", sharedExperts(spec, c)),
  ];
  const { part = "attention", tensors } = kinds[group.kind];
  const sparse = group.feed === "sparse" || group.feed === "hashed";
  const dense = sparse ? (spec.experts?.besideDense ?? 0) : group.feed === "dense" ? 1 : 0;
  const { D, F } = widths(c);
  // Layers of Gemma 4 that borrow keys and values have wider MLPs.
  const doubled = c.use_double_wide_mlp === true && group.kind.startsWith("idle_borrowing");
  const inner: Factor = sparse && spec.experts?.besideWidth ? D : doubled ? ["2F", 2 * F[1]] : F;
  const mlps = Array.from({ length: dense }, () => denseMlp(spec, c, inner)).flat();
  return [
    row(part, tensors(spec, c)),
    ...(sparse ? experts() : []),
    group.inner === undefined ? row("mlp", mlps) : { ...row("mlp", denseMlp(spec, c, ["ΣF", group.inner])), count: 1 },
    row("norms", layerNorms(spec, c, group)),
    row("other", spec.more?.layer?.(c) ?? []),
  ];
};

/** Blocks that several layers call and that are stored once (Zamba2). */
const sharedRows = (spec: Spec, c: Complete): Row[] => {
  if (!spec.sharedBlocks) return [];
  const { blocks, calls, parts } = spec.sharedBlocks(c);
  return Object.entries(parts).map(([part, sum]) => ({
    part: part as Part,
    label: sharedLabel(part, blocks, calls),
    count: ["L_s", blocks],
    sum,
    passes: calls,
  }));
};

export const rowsOf = (spec: Spec, c: Complete): Row[] =>
  [
    { part: "embedding", label: labels.embedding, count: 1, sum: embedding(spec, c) } as const,
    { part: "per_layer_embedding", label: labels.per_layer_embedding, count: 1, sum: perLayerEmbedding(c), passes: 0 } as const,
    { part: "positions", label: labels.positions, count: 1, sum: positions(spec, c) } as const,
    ...layerGroups(spec, c).flatMap((group) => groupRows(spec, group)),
    ...sharedRows(spec, c),
    { part: "norms", label: labels.outer_norms, count: 1, sum: outerNorms(spec, c) } as const,
    { part: "other", label: labels.outer_other, count: 1, sum: spec.more?.once?.(c) ?? [] } as const,
    { part: "pooler", label: labels.pooler, count: 1, sum: pooler(spec, c) } as const,
    { part: "head", label: labels.head, count: 1, sum: head(spec, c) } as const,
  ].filter((row) => row.sum.length > 0);
