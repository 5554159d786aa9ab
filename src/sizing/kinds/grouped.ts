/** Softmax attention over keys and values of heads or groups of heads. */
import type { Spec } from "../architectures/spec.ts";
import { type Complete, choose } from "../complete.ts";
import { type Factor, matrix, type Sum, vector, when } from "../term.ts";
import type { Kind } from "./kind.ts";
import { widths } from "./widths.ts";

/** Heads of queries, heads of keys and values, widths of a query or key head and of a value head. */
type Heads = { readonly H: Factor; readonly G: Factor; readonly d: Factor; readonly v: Factor };

const heads = (c: Complete): Heads => {
  const { H, G, d } = widths(c);
  return { H, G, d, v: c.v_head_dim === undefined ? d : ["d_v", c.v_head_dim] };
};

/** Sliding layers may have head counts and widths of their own (MiMo-V2-Flash, Step 3.5). */
const slidingHeads = (c: Complete): Heads => {
  const { H, G, d, v } = heads(c);
  const own = (symbol: string, value: number | undefined, usual: Factor): Factor => (value === undefined ? usual : [symbol, value]);
  const width = own("d_w", c.swa_head_dim, d);
  return {
    H: own("H_w", c.swa_num_attention_heads, H),
    G: own("G_w", c.swa_num_key_value_heads, G),
    d: width,
    v: own("d_wv", c.swa_v_head_dim, c.swa_head_dim === undefined ? v : width),
  };
};

/** Full layers may have wider heads in fewer groups, and keys that are the values too (Gemma 4). */
const globalHeads = (c: Complete): Heads => {
  const { H, G, d, v } = heads(c);
  if (c.global_head_dim === undefined) return { H, G, d, v };
  const width: Factor = ["d_g", c.global_head_dim];
  return { H, G: c.num_global_key_value_heads === undefined ? G : ["G_g", c.num_global_key_value_heads], d: width, v: width };
};

/** `borrows`: no keys and values of its own; `idle`: their projections are stored but not used; `one`: keys are the values too. */
type Keys = { readonly borrows?: boolean; readonly idle?: boolean; readonly one?: boolean };

/** With G = H multi-head, with G = 1 multi-query. */
const groupedTensors = (spec: Spec, c: Complete, { H, G, d, v }: Heads, { borrows = false, idle = false, one = false }: Keys = {}): Sum => {
  const { D } = widths(c);
  const { qkvBias, outputBias, qkNorm, sinks, outputGate } = spec.attention;
  const norm = qkNorm && choose(qkNorm.when, c) ? qkNorm.shape : "none";
  const each = qkNorm?.bias ? 2 : 1;
  const project = idle ? vector : matrix;
  return [
    matrix(D, H, d),
    ...when(choose(outputGate?.width ?? false, c), matrix(D, H, d)),
    ...when(choose(outputGate?.head ?? false, c), matrix(D, H)),
    ...when(!borrows, project(D, G, d), ...(one ? [] : [project(D, G, v)])),
    matrix(H, v, D),
    ...when(choose(qkvBias, c), vector(H, d), ...(borrows ? [] : [vector(G, d), vector(G, v)])),
    ...when(choose(outputBias, c), vector(D)),
    ...when(norm === "head", vector(borrows ? each : 2 * each, d)),
    ...when(norm === "per-head" || norm === "width", vector(each, H, d), ...(borrows ? [] : [vector(each, G, d)])),
    ...when(choose(sinks ?? false, c), vector(H)),
  ];
};

const pairs = ({ G, d, v }: Heads): Sum => (v === d ? [matrix(2, G, d)] : [matrix(G, d), matrix(G, v)]);
const width = ({ H, d }: Heads): Sum => [matrix(H, d)];
const scores = ({ H, d, v }: Heads): Sum => (v === d ? [matrix(4, H, d)] : [matrix(2, H, d), matrix(2, H, v)]);

/** Heads and width of the indexer, and tokens in the blocks it chooses. */
const blocks = (c: Complete) =>
  ({
    Hi: ["H_i", c.sparse_num_index_heads ?? 0],
    di: ["d_i", c.sparse_index_dim ?? 0],
    most: (c.sparse_topk_blocks ?? 0) * (c.sparse_block_size ?? 0),
  }) as const;

export const full: Kind = {
  label: { en: "full attention", zh: "全注意力" },
  tensors: (spec, c) => groupedTensors(spec, c, globalHeads(c), { one: c.attention_k_eq_v === true }),
  kept: (c) => [{ values: pairs(globalHeads(c)) }],
  attends: (c) => width(globalHeads(c)),
  work: (c) => ({ each: scores(globalHeads(c)) }),
};

export const sliding: Kind = {
  label: { en: "sliding-window attention", zh: "滑动窗口注意力" },
  tensors: (spec, c) => [...groupedTensors(spec, c, slidingHeads(c)), ...when(c.add_swa_attention_sink_bias, vector(slidingHeads(c).H))],
  kept: (c) => [{ values: pairs(slidingHeads(c)), window: "sliding_window" }],
  attends: (c) => width(slidingHeads(c)),
  work: (c) => ({ each: scores(slidingHeads(c)) }),
};

export const chunked: Kind = {
  label: { en: "chunked attention", zh: "分块注意力" },
  tensors: (spec, c) => groupedTensors(spec, c, heads(c)),
  kept: (c) => [{ values: pairs(heads(c)), window: "attention_chunk_size" }],
  attends: (c) => width(heads(c)),
  work: (c) => ({ each: scores(heads(c)) }),
};

/** Those within the window, where there is one. */
const inWindow = (c: Complete): number => c.sliding_window ?? Number.POSITIVE_INFINITY;

/** Keys and values of another layer: nothing of its own is kept (cross-layer attention). */
export const borrowing: Kind = {
  label: { en: "attention with borrowed keys and values", zh: "共享键值的注意力" },
  tensors: (spec, c) => groupedTensors(spec, c, slidingHeads(c), { borrows: true }),
  attends: (c) => width(slidingHeads(c)),
  work: (c) => ({ each: scores(slidingHeads(c)) }),
  sees: inWindow,
};

/** The same in Gemma 3n and 4, whose uploads hold projections to keys and values, and the keys' norm, in these layers too; nothing reads them. */
export const idleBorrowing: Kind = {
  label: { en: "sliding-window attention with borrowed keys and values", zh: "共享键值的滑动窗口注意力" },
  tensors: (spec, c) => groupedTensors(spec, c, slidingHeads(c), { idle: true }),
  attends: (c) => width(slidingHeads(c)),
  work: (c) => ({ each: scores(slidingHeads(c)) }),
  sees: inWindow,
};
/** The same for full layers, whose heads may differ from the others' (Gemma 4). */
export const idleBorrowingFull: Kind = {
  label: { en: "full attention with borrowed keys and values", zh: "共享键值的全注意力" },
  tensors: (spec, c) => groupedTensors(spec, c, globalHeads(c), { idle: true, one: c.attention_k_eq_v === true }),
  attends: (c) => width(globalHeads(c)),
  work: (c) => ({ each: scores(globalHeads(c)) }),
};

/**
 * Relative positions of Transformer-XL (arXiv 1901.02860 §3.3): a projection of distances, two vectors a head that stand for the
 * query, a second product over the context. The projection works on distances, not on tokens.
 */
export const relative: Kind = {
  label: { en: "full attention with relative positions", zh: "相对位置的全注意力" },
  tensors: (spec, c) => {
    const { D, H, d } = widths(c);
    return [...groupedTensors(spec, c, heads(c)), vector(D, H, d), vector(2, H, d)];
  },
  kept: (c) => [{ values: pairs(heads(c)) }],
  attends: (c) => width(heads(c)),
  work: (c) => {
    const { H, d } = widths(c);
    return { each: [matrix(6, H, d)] };
  },
};

/**
 * MiniMax sparse attention (transformers `modular_minimax_m3_vl.py`): an indexer with a key of its own scores blocks of tokens, and
 * attention sees the best `sparse_topk_blocks` of them.
 */
export const blockSparse: Kind = {
  label: { en: "block-sparse attention", zh: "块稀疏注意力" },
  tensors: (spec, c) => {
    const { D } = widths(c);
    const { Hi, di } = blocks(c);
    return [...groupedTensors(spec, c, heads(c)), matrix(D, Hi, di), matrix(D, di), vector(2, di)];
  },
  kept: (c) => [{ values: pairs(heads(c)) }, { values: [matrix(blocks(c).di)] }],
  work: (c, n) => {
    const { Hi, di, most } = blocks(c);
    const tokens: Factor = ["n_b", Math.min(n, most)];
    return { fixed: [...scores(heads(c)).map((term) => matrix(tokens, ...term.factors)), matrix(2, ["n", n], Hi, di)] };
  },
};

export const bidirectional: Kind = {
  label: { en: "bidirectional attention", zh: "双向注意力" },
  tensors: (spec, c) => groupedTensors(spec, c, heads(c)),
  work: (c) => ({ each: scores(heads(c)) }),
};

/** A window around each token; a few tokens see all and are seen by all, through projections of their own (Longformer, arXiv 2004.05150 §3.1). */
export const windowedBidirectional: Kind = {
  ...bidirectional,
  label: { en: "bidirectional attention in a window", zh: "窗口双向注意力" },
  tensors: (spec, c) => {
    const { D } = widths(c);
    const { H, d } = heads(c);
    return [...bidirectional.tensors(spec, c), vector(3, D, H, d), vector(3, H, d)];
  },
};

/** Self-attention and attention to the encoder's output. */
export const decoder: Kind = {
  label: { en: "decoder, self- and cross-attention", zh: "解码器（自注意力与交叉注意力）" },
  tensors: (spec, c) => [...groupedTensors(spec, c, heads(c)), ...groupedTensors(spec, c, heads(c))],
  kept: (c) => [{ values: pairs(heads(c)) }, { values: pairs(heads(c)), source: true }],
  work: (c) => ({ each: [...scores(heads(c)), ...scores(heads(c))] }),
};
