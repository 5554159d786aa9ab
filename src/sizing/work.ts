/** What one token is multiplied by, and what its attention costs at a given length. */
import type { LayerKind, Spec } from "./architectures/spec.ts";
import type { Complete } from "./complete.ts";
import { headMatrix } from "./frame.ts";
import { layerGroups } from "./layers.ts";
import { rowsOf } from "./rows.ts";
import { widths } from "./tensors.ts";
import { countOf, matrix, matrixCountOf, type Sum } from "./term.ts";

/** Weights of all matrices on one token's way: chosen experts only, the head even where it is tied, embedding look-ups not. */
export const matrixWeights = (spec: Spec, c: Complete): number =>
  countOf(headMatrix(spec, c)) +
  rowsOf(spec, c)
    .filter(({ part }) => part !== "head")
    .reduce((all, { count, sum, activeCount }) => {
      const layers = typeof count === "number" ? count : count[1];
      return all + (activeCount ?? layers) * matrixCountOf(sum);
    }, 0);

/** FLOP of mixing one token with those it sees, without projections: for each of them, or whatever their number. */
export const mixingWork = (c: Complete, kind: LayerKind): { readonly each: Sum; readonly fixed: Sum } => {
  const { H, d, nope, rope, v, I, N } = widths(c);
  switch (kind) {
    // Scores over both halves of the key, then the sum of values; 2 FLOP a multiplication and addition.
    case "latent":
      return { each: [matrix(2, H, nope), matrix(2, H, rope), matrix(2, H, v)], fixed: [] };
    // Update of the state with k and v, then the query's look-up (arXiv 2501.08313 §2.2).
    case "lightning":
      return { each: [], fixed: [matrix(4, H, d, d)] };
    // Δ·A, Δ·B·x, their sum into h, and C·h: six a state value (arXiv 2312.00752 §3.3).
    case "state_space":
      return { each: [], fixed: [matrix(6, I, N)] };
    // Element by element: nothing the conventions count.
    case "time_mix":
      return { each: [], fixed: [] };
    case "decoder":
      return { each: [matrix(8, H, d)], fixed: [] };
    default:
      return { each: [matrix(4, H, d)], fixed: [] };
  }
};

/** Layers with what a token of theirs sees at length `context`. */
export const attended = (spec: Spec, c: Complete, context: number) =>
  layerGroups(spec, c).map(({ kind, layers }) => ({
    kind,
    layers,
    tokens: Math.min(context, (kind === "sliding" ? c.sliding_window : kind === "chunked" ? c.attention_chunk_size : undefined) ?? context),
  }));
