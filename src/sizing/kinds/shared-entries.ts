/**
 * DeepSeek-V4.1's attention (CSA2; NeMo AutoModel `deepseek_v41/layers.py`): DeepSeek-V4's shared head and window in every layer,
 * and one store of compressed entries for many layers. A Full layer makes the entries, their index keys and a choice among them,
 * a Reindex layer only a choice of its own, a Reuse layer nothing. An entry stands for two tokens in the encoder, for one in the decoder.
 */
import type { Complete } from "../complete.ts";
import { type Factor, matrix, type Sum, vector } from "../term.ts";
import { over, recent, sharedHead } from "./compressed.ts";
import type { Kind } from "./kind.ts";
import { widths } from "./widths.ts";

type Mode = "full" | "reindex" | "reuse";

const labels = {
  full: { en: "compressed sparse attention, source", zh: "压缩稀疏注意力（产生共享条目）" },
  reindex: { en: "compressed sparse attention, own choice of shared entries", zh: "压缩稀疏注意力（自行挑选共享条目）" },
  reuse: { en: "compressed sparse attention, entries and choice of an earlier layer", zh: "压缩稀疏注意力（沿用前层条目与挑选）" },
} as const;

const index = (c: Complete) => ({ Hi: ["H_i", c.index_n_heads ?? 0], di: ["d_i", c.index_head_dim ?? 0] }) as const;

/** The projection to entries, a gate where several tokens are pooled, a norm; the projection to index keys, a norm. */
const sourceTensors = (c: Complete, every: number): Sum => {
  const { D, d } = widths(c);
  const { di } = index(c);
  return [matrix(every === 1 ? 1 : 2, D, d), vector(d), matrix(d, di), vector(di)];
};

const choiceTensors = (c: Complete): Sum => {
  const { D, rq } = widths(c);
  const { Hi, di } = index(c);
  return [matrix(rq, Hi, di), matrix(D, Hi)];
};

/** A Reindex layer scores only the blocks that the candidate source kept. */
const scored = (c: Complete, mode: Mode, entries: number): number =>
  mode === "reindex" && c.candidate_topk_blocks !== undefined
    ? Math.min(entries, c.candidate_topk_blocks * (c.candidate_block_size ?? 1))
    : entries;

const sharing = (mode: Mode, every: number): Kind => ({
  label: labels[mode],
  tensors: (_spec, c) => [
    ...sharedHead(c),
    ...(mode === "full" ? sourceTensors(c, every) : []),
    ...(mode === "reuse" ? [] : choiceTensors(c)),
  ],
  kept: (c) => [
    recent(c),
    ...(mode === "full"
      ? [
          { values: [matrix(widths(c).d)], every },
          { values: [matrix(index(c).di)], every },
        ]
      : []),
  ],
  work: (c, n) => {
    const entries = Math.floor(n / every);
    const { Hi, di } = index(c);
    const symbol = every === 1 ? "n" : `(n/${every})`;
    const scoring: Factor = [symbol, scored(c, mode, entries)];
    const chosen = over(c, n, ["k_i", Math.min(entries, c.index_topk ?? entries)]);
    return { fixed: [...chosen, ...(mode === "reuse" ? [] : [matrix(2, scoring, Hi, di)])] };
  },
});

export const pooledSource = sharing("full", 2);
export const pooledReindex = sharing("reindex", 2);
export const pooledReuse = sharing("reuse", 2);
export const plainSource = sharing("full", 1);
export const plainReindex = sharing("reindex", 1);
export const plainReuse = sharing("reuse", 1);
