/** Selective state spaces, and the short convolutions and gated recurrences that stand in the same place. */
import type { Complete } from "../complete.ts";
import { type Factor, matrix, type Sum, vector, when } from "../term.ts";
import type { Kind } from "./kind.ts";
import { widths } from "./widths.ts";

const space = (c: Complete) =>
  ({
    I: [
      "I",
      c.intermediate_size !== undefined && c.num_attention_heads === undefined ? c.intermediate_size : (c.expand ?? 0) * c.hidden_size,
    ],
    N: ["S", c.state_size ?? 0],
    k: ["k", c.conv_kernel ?? 0],
    R: ["R", c.time_step_rank ?? 0],
  }) satisfies Record<string, Factor>;

/** Mamba (arXiv 2312.00752 §3.4): input and gate, convolution, Δ, B, C, A, the skip D, output. */
export const mamba1: Kind = {
  label: { en: "state-space", zh: "状态空间" },
  part: "state_space",
  tensors: (spec, c) => {
    const { D } = widths(c);
    const { I, N, k, R } = space(c);
    return [
      matrix(2, D, I),
      matrix(I, k),
      matrix(I, R),
      matrix(2, I, N),
      matrix(R, I),
      vector(I),
      vector(I, N),
      vector(I),
      matrix(I, D),
      ...when(c.use_conv_bias, vector(I)),
      ...when(c.use_bias, vector(2, I), vector(D)),
      ...when(spec.stateSpaceNorms, vector(R), vector(2, N)),
    ];
  },
  // h and the last k inputs, as mamba_ssm keeps them.
  state: (c) => {
    const { I, N, k } = space(c);
    return [matrix(I, N), matrix(I, k)];
  },
  // Δ·A, Δ·B·x, their sum into h, and C·h: six a state value (§3.3).
  work: (c) => {
    const { I, N } = space(c);
    return { fixed: [matrix(6, I, N)] };
  },
};

/** Heads of Mamba-2, their width, the groups that share B and C. */
const heads = (c: Complete) => {
  const { N, k } = space(c);
  return {
    N,
    k,
    Hm: ["H_m", c.mamba_num_heads ?? 0],
    P: ["d_m", c.mamba_head_dim ?? 0],
    Gm: ["G_m", c.mamba_n_groups ?? 1],
  } satisfies Record<string, Factor>;
};

const convolved = (c: Complete, ...more: Factor[]): Sum => {
  const { Hm, P, Gm, N } = heads(c);
  return [matrix(...more, Hm, P), matrix(2, ...more, Gm, N)];
};

/** Mamba-2 (arXiv 2405.21060 §7): one projection for gate, input, B, C and Δ; a scalar A a head; a norm before the output. */
export const mamba2: Kind = {
  label: { en: "state-space (Mamba-2)", zh: "状态空间（Mamba-2）" },
  part: "state_space",
  tensors: (_spec, c) => {
    const { D } = widths(c);
    const { Hm, P, k } = heads(c);
    return [
      matrix(D, Hm, P),
      ...convolved(c, D),
      matrix(D, Hm),
      ...convolved(c, k),
      ...when(c.use_conv_bias, ...convolved(c).map((term) => vector(...term.factors))),
      vector(3, Hm),
      ...when(c.mamba_rms_norm !== false, vector(Hm, P)),
      matrix(Hm, P, D),
      ...when(c.use_bias, vector(Hm, P), ...convolved(c).map((term) => vector(...term.factors)), vector(Hm), vector(D)),
    ];
  },
  state: (c) => {
    const { Hm, P, N, k } = heads(c);
    return [matrix(Hm, P, N), ...convolved(c, k)];
  },
  work: (c) => {
    const { Hm, P, N } = heads(c);
    return { fixed: [matrix(6, Hm, P, N)] };
  },
};

/** Falcon-H1 (arXiv 2507.22448 §2): attention and Mamba-2 side by side in every layer. */
export const beside = (attention: Kind): Kind => ({
  label: { en: "attention beside Mamba-2", zh: "注意力与 Mamba-2 并联" },
  tensors: (spec, c) => [...attention.tensors(spec, c), ...mamba2.tensors(spec, c)],
  kept: attention.kept!,
  state: mamba2.state!,
  work: (c, n) => ({ each: attention.work(c, n).each ?? [], fixed: mamba2.work(c, n).fixed ?? [] }),
});

/**
 * A Mamba-2 layer whose input a shared transformer block changes first (Zamba2, arXiv 2411.15242 §II): a projection of the block's
 * output and low-rank adapters of this call are its own; keys and values too, for every call has another input. The block attends
 * over state and embedding side by side, so that it is two widths wide.
 */
export const mamba2Calling: Kind = {
  label: { en: "Mamba-2 calling a shared block", zh: "调用共享模块的 Mamba-2" },
  part: "state_space",
  tensors: (spec, c) => {
    const { D, F } = widths(c);
    const r: Factor = ["r", c.adapter_rank ?? 0];
    return [
      ...mamba2.tensors(spec, c),
      matrix(D, D),
      matrix(D, r),
      matrix(2, r, F),
      ...when(c.use_shared_attention_adapter, matrix(12, D, r)),
    ];
  },
  kept: (c) => {
    const { G, d } = widths(c);
    return [{ values: [matrix(2, G, d)] }];
  },
  state: mamba2.state!,
  work: (c, n) => {
    const { H, d } = widths(c);
    return { each: [matrix(4, H, d)], fixed: mamba2.work(c, n).fixed ?? [] };
  },
  feed: "none",
};

/** A gated convolution over a few tokens (LFM2): three projections in, one out. */
export const shortConvolution: Kind = {
  label: { en: "short convolution", zh: "短卷积" },
  part: "state_space",
  tensors: (_spec, c) => {
    const { D } = widths(c);
    const { k } = space(c);
    const bias = c.use_conv_bias === true;
    return [matrix(3, D, D), matrix(D, k), matrix(D, D), ...when(bias, vector(5, D))];
  },
  state: (c) => [matrix(widths(c).D, space(c).k)],
  work: () => ({}),
};

/** Real-gated linear recurrent unit (arXiv 2402.19427 §2.4): two branches in, a convolution, gates a block of channels, the output; biases. */
export const gatedRecurrence: Kind = {
  label: { en: "gated linear recurrence (RG-LRU)", zh: "门控线性循环（RG-LRU）" },
  part: "state_space",
  tensors: (_spec, c) => {
    const { D, H } = widths(c);
    const R: Factor = ["D_r", c.lru_width ?? c.hidden_size];
    const block: Factor = ["(D_r/H)", R[1] / H[1]];
    return [
      matrix(2, D, R),
      vector(2, R),
      matrix(R, D),
      vector(D),
      matrix(R, space(c).k),
      vector(R),
      matrix(2, H, block, block),
      vector(3, R),
    ];
  },
  state: (c) => {
    const R: Factor = ["D_r", c.lru_width ?? c.hidden_size];
    const { k } = space(c);
    return [matrix(R), matrix(R, ["(k-1)", k[1] - 1])];
  },
  work: () => ({}),
};
