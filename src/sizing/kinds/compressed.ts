/**
 * DeepSeek-V4's attention: one head that is key and value for all, low-rank queries, outputs in groups, a logit a head; a window of
 * recent tokens and, in most layers, one entry for every few tokens before it (transformers `modular_deepseek_v4.py`).
 */
import type { Complete } from "../complete.ts";
import { type Factor, matrix, type Sum, vector } from "../term.ts";
import type { Kind, Stream } from "./kind.ts";
import { widths } from "./widths.ts";

/** Tokens an entry stands for: in compressed sparse attention, and in heavily compressed attention. */
const stride = { sparse: 4, heavy: 128 } as const;

export const sharedHead = (c: Complete): Sum => {
  const { D, H, d, rq } = widths(c);
  const g: Factor = ["o_g", c.o_groups ?? 1];
  const ro: Factor = ["r_o", c.o_lora_rank ?? 0];
  return [matrix(D, rq), vector(rq), matrix(rq, H, d), matrix(D, d), vector(d), matrix(ro, H, d), matrix(D, g, ro), vector(H)];
};

export const recent = (c: Complete): Stream => ({ values: [matrix(widths(c).d)], window: "sliding_window" });
/** Scores and values over the same vectors. */
const scores = (c: Complete): Sum => {
  const { H, d } = widths(c);
  return [matrix(4, H, d)];
};
/** Scores and values of the window and of so many entries. */
export const over = (c: Complete, n: number, entries: Factor): Sum => {
  const window: Factor = ["W", Math.min(n, c.sliding_window ?? n)];
  return scores(c).flatMap((term) => [matrix(window, ...term.factors), matrix(entries, ...term.factors)]);
};

export const sharedWindow: Kind = {
  label: { en: "sliding-window attention, one shared head", zh: "滑动窗口注意力（共享单头）" },
  tensors: (_spec, c) => sharedHead(c),
  kept: (c) => [recent(c)],
  work: (c) => ({ each: scores(c) }),
};

/** Key-values and gates of the compressor, a bias a place, a norm. */
const compressor = (c: Complete, width: Factor, copies: number, every: number): Sum => {
  const { D } = widths(c);
  return [matrix(2 * copies, D, width), vector(every * copies, width), vector(width)];
};

export const heavilyCompressed: Kind = {
  label: { en: "heavily compressed attention (HCA)", zh: "重度压缩注意力（HCA）" },
  tensors: (_spec, c) => [...sharedHead(c), ...compressor(c, widths(c).d, 1, stride.heavy)],
  kept: (c) => [recent(c), { values: [matrix(widths(c).d)], every: stride.heavy }],
  work: (c, n) => ({ fixed: over(c, n, ["(n/128)", Math.floor(n / stride.heavy)]) }),
};

export const compressedSparse: Kind = {
  label: { en: "compressed sparse attention (CSA)", zh: "压缩稀疏注意力（CSA）" },
  tensors: (_spec, c) => {
    const { D, rq, d } = widths(c);
    const Hi: Factor = ["H_i", c.index_n_heads ?? 0];
    const di: Factor = ["d_i", c.index_head_dim ?? 0];
    const index = [...compressor(c, di, 2, stride.sparse), matrix(rq, Hi, di), matrix(D, Hi)];
    return [...sharedHead(c), ...compressor(c, d, 2, stride.sparse), ...index];
  },
  kept: (c) => [
    recent(c),
    { values: [matrix(widths(c).d)], every: stride.sparse },
    { values: [matrix(["d_i", c.index_head_dim ?? 0])], every: stride.sparse },
  ],
  work: (c, n) => {
    const entries = Math.floor(n / stride.sparse);
    const index = matrix(2, ["(n/4)", entries], ["H_i", c.index_n_heads ?? 0], ["d_i", c.index_head_dim ?? 0]);
    return { fixed: [...over(c, n, ["k_i", Math.min(entries, c.index_topk ?? entries)]), index] };
  },
};
