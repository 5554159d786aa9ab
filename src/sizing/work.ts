/** What one token is multiplied by, and what its attention costs at a given length. */
import type { Spec } from "./architectures/spec.ts";
import type { Complete } from "./complete.ts";
import { headMatrix } from "./frame.ts";
import { kinds, type LayerKind } from "./kinds/index.ts";
import { windowOf } from "./kinds/kind.ts";
import { layerGroups } from "./layers.ts";
import { rowsOf } from "./rows.ts";
import { countOf, matrixCountOf } from "./term.ts";

/** Weights of all matrices on one token's way: chosen experts only, the head even where it is tied, embedding look-ups not. */
export const matrixWeights = (spec: Spec, c: Complete): number =>
  countOf(headMatrix(spec, c)) +
  rowsOf(spec, c)
    .filter(({ part }) => part !== "head")
    .reduce((all, { count, sum, activeCount, passes }) => {
      const layers = typeof count === "number" ? count : count[1];
      return all + (passes ?? activeCount ?? layers) * matrixCountOf(sum);
    }, 0);

const windowsOf = (c: Complete, kind: LayerKind): readonly number[] => [
  ...(kinds[kind].kept?.(c) ?? []).flatMap((stream) => windowOf(stream, c) ?? []),
  ...(kinds[kind].sees ? [kinds[kind].sees(c)] : []),
];

/** Layers with what a token of theirs sees at length `context`. */
export const attended = (spec: Spec, c: Complete, context: number) =>
  layerGroups(spec, c).map(({ kind, layers, c: own }) => ({
    kind,
    layers,
    c: own,
    tokens: Math.min(context, ...windowsOf(c, kind)),
  }));
