/** Attention that keeps the hidden states below a layer and makes keys and values from them again: Transformer-XL, Reformer. */
import type { Complete } from "../complete.ts";
import { type Factor, matrix, type Sum, vector, when } from "../term.ts";
import type { Kind } from "./kind.ts";
import { widths } from "./widths.ts";

const scores = (c: Complete, products: number): Sum => {
  const { H, d } = widths(c);
  return [matrix(2 * products, H, d)];
};

/** Scores and values, and for each token seen its key and its value anew. */
const again = (c: Complete, products: number): Sum => {
  const { D, H, d } = widths(c);
  return [...scores(c, products), matrix(4, D, H, d)];
};

/**
 * Transformer-XL (arXiv 1901.02860 §3): hidden states of earlier segments are attended to. A projection of distances, the same for every
 * token, and two bias vectors a head in place of absolute positions; so three products, two of them scores.
 */
export const segmentMemory: Kind = {
  label: { en: "relative attention with a memory", zh: "带记忆的相对注意力" },
  tensors: (_spec, c) => {
    const { D, H, d } = widths(c);
    return [matrix(3, D, H, d), matrix(H, d, D), vector(D, H, d), vector(2, H, d)];
  },
  kept: (c) => [{ values: [matrix(widths(c).D)], window: "mem_len" }],
  work: (c) => ({ each: scores(c, 3) }),
  decoding: (c) => ({ each: again(c, 3) }),
};

/** Within a token's own chunk and the one before it (Reformer, arXiv 2001.04451 §5). */
export const localChunks: Kind = {
  label: { en: "local attention in chunks", zh: "分块局部注意力" },
  tensors: (_spec, c) => {
    const { D, H, d } = widths(c);
    return [matrix(3, D, H, d), matrix(H, d, D)];
  },
  kept: (c) => [{ values: [matrix(widths(c).D)], window: "local_attn_chunk_length", times: 2 }],
  work: (c) => ({ each: scores(c, 2) }),
  decoding: (c) => ({ each: again(c, 2) }),
};

/**
 * Locality-sensitive hashing (Reformer, arXiv 2001.04451 §2): keys are the queries; tokens are sorted into buckets by random rotations to
 * half as many dimensions as there are buckets, in so many rounds, and each sees its own chunk and the one before in every round. Kept
 * with the hidden state: its bucket a head and round.
 */
export const hashed: Kind = {
  label: { en: "attention by locality-sensitive hashing (LSH)", zh: "局部敏感哈希（LSH）注意力" },
  tensors: (_spec, c) => {
    const { D, H, d } = widths(c);
    return [matrix(2, D, H, d), matrix(H, d, D)];
  },
  kept: (c) => [{ values: [matrix(widths(c).D), matrix(widths(c).H, rounds(c))] }],
  sees: (c) => 2 * (c.lsh_attn_chunk_length ?? 0) * rounds(c)[1],
  work: (c) => ({ each: scores(c, 2), fixed: hashing(c) }),
  decoding: (c) => ({ each: again(c, 2), fixed: hashing(c) }),
};

const rounds = (c: Complete) => ["h", c.num_hashes ?? 1] as const;

const hashing = (c: Complete): Sum => {
  const { H, d } = widths(c);
  const buckets: Factor = ["b", c.num_buckets ?? 0];
  return when(c.num_buckets !== undefined, matrix(H, d, buckets, rounds(c)));
};
