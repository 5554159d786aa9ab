/** Multi-head latent attention (arXiv 2405.04434 §2.1): low-rank queries, a joint low-rank cache, a norm on each. */
import type { Spec } from "../architectures/spec.ts";
import { type Complete, choose } from "../complete.ts";
import { type Factor, matrix, type Sum, vector, when } from "../term.ts";
import type { Kind } from "./kind.ts";
import { widths } from "./widths.ts";

const latentTensors = (spec: Spec, c: Complete): Sum => {
  const { D, H, rq, rkv, nope, rope, v } = widths(c);
  const low = c.q_lora_rank !== undefined;
  return [
    ...(low ? [matrix(D, rq), vector(rq), matrix(rq, H, nope), matrix(rq, H, rope)] : [matrix(D, H, nope), matrix(D, H, rope)]),
    matrix(D, rkv),
    matrix(D, rope),
    vector(rkv),
    matrix(rkv, H, nope),
    matrix(rkv, H, v),
    matrix(H, v, D),
    ...when(choose(spec.attention.outputGate?.width ?? false, c), matrix(D, H, v)),
    ...when(choose(spec.attention.qkvBias, c), ...(low ? [vector(rq)] : []), vector(rkv), vector(rope), vector(D)),
  ];
};

/** The joint latent and the rotary key, once and not for keys and values each (§2.1.3). */
const joint = (c: Complete): Sum => {
  const { rkv, rope } = widths(c);
  return [matrix(rkv), matrix(rope)];
};

/** Scores over both halves of the key, then the sum of values. */
const scores = (c: Complete): Sum => {
  const { H, nope, rope, v } = widths(c);
  return [matrix(2, H, nope), matrix(2, H, rope), matrix(2, H, v)];
};

/**
 * Generating reads the latent itself: its projections to keys and values are multiplied into queries and outputs (§2.1.3), so
 * that a token before costs scores over latent and rotary key and a sum of latents.
 */
const fromLatent = (c: Complete): Sum => {
  const { H, rkv, rope } = widths(c);
  return [matrix(4, H, rkv), matrix(2, H, rope)];
};

export const latent: Kind = {
  label: { en: "latent attention (MLA)", zh: "潜在注意力（MLA）" },
  tensors: latentTensors,
  kept: (c) => [{ values: joint(c) }],
  work: (c) => ({ each: scores(c) }),
  decoding: (c) => ({ each: fromLatent(c) }),
};

const indexer = (c: Complete) => ({ Hi: ["H_i", c.index_n_heads ?? 0], di: ["d_i", c.index_head_dim ?? 0] }) as const;

/** Over the tokens that were chosen: of fewer than it may choose, all. */
const overChosen = (c: Complete, n: number, sum: Sum): Sum => {
  const top: Factor = ["k_i", Math.min(n, c.index_topk ?? n)];
  return sum.map((term) => matrix(top, ...term.factors));
};
const scoring = (c: Complete): Sum => {
  const { Hi, di } = indexer(c);
  return [matrix(2, Hi, di)];
};

/**
 * DeepSeek sparse attention (arXiv 2512.02556 §2.1): a small indexer scores every token and attention sees the best `index_topk`.
 * Its queries from the low-rank ones, one key with a LayerNorm, a weight a head.
 */
const indexed: Kind = {
  label: { en: "sparse latent attention (DSA)", zh: "稀疏潜在注意力（DSA）" },
  tensors: (spec, c) => {
    const { D, rq } = widths(c);
    const { Hi, di } = indexer(c);
    return [...latentTensors(spec, c), matrix(rq, Hi, di), matrix(D, di), vector(2, di), matrix(D, Hi)];
  },
  kept: (c) => [{ values: joint(c) }, { values: [matrix(indexer(c).di)] }],
  work: (c, n) => ({ each: scoring(c), fixed: overChosen(c, n, scores(c)) }),
  decoding: (c, n) => ({ each: scoring(c), fixed: overChosen(c, n, fromLatent(c)) }),
};

/** Sparse attention by the choice of an earlier layer's indexer (GLM-5.2). */
const followed: Kind = {
  label: { en: "sparse latent attention by an earlier indexer", zh: "沿用前层索引的稀疏潜在注意力" },
  tensors: latentTensors,
  kept: (c) => [{ values: joint(c) }],
  work: (c, n) => ({ fixed: overChosen(c, n, scores(c)) }),
  decoding: (c, n) => ({ fixed: overChosen(c, n, fromLatent(c)) }),
};

export const sparseLatent = { indexed, followed };

/** Two attention blocks a layer (LongCat-Flash, arXiv 2509.01322 §2.2). */
export const doubleLatent: Kind = {
  label: { en: "two blocks of latent attention (MLA)", zh: "两个潜在注意力块（MLA）" },
  tensors: (spec, c) => [...latentTensors(spec, c), ...latentTensors(spec, c)],
  kept: (c) => [{ values: joint(c) }, { values: joint(c) }],
  work: (c) => ({ each: [...scores(c), ...scores(c)] }),
  decoding: (c) => ({ each: [...fromLatent(c), ...fromLatent(c)] }),
};
