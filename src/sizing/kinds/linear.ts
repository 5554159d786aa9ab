/** Linear attention: a matrix a head that every token updates, whatever the length. */

import type { Complete } from "../complete.ts";
import { type Factor, matrix, vector } from "../term.ts";
import type { Kind } from "./kind.ts";
import { widths } from "./widths.ts";

/** Lightning attention (arXiv 2501.08313 §2.2): joint queries, keys and values, an output gate, a norm over the heads, the output. */
export const lightning: Kind = {
  label: { en: "lightning attention", zh: "闪电注意力" },
  tensors: (_spec, c) => {
    const { D, H, d } = widths(c);
    return [matrix(3, D, H, d), matrix(D, H, d), vector(H, d), matrix(H, d, D)];
  },
  state: (c) => {
    const { H, d } = widths(c);
    return [matrix(H, d, d)];
  },
  // Update of the state with k and v, then the query's look-up.
  work: (c) => {
    const { H, d } = widths(c);
    return { fixed: [matrix(4, H, d, d)] };
  },
};

const delta = (c: Complete) =>
  ({
    Hk: ["H_k", c.linear_num_key_heads ?? c.linear_num_heads ?? 0],
    dk: ["d_k", c.linear_key_head_dim ?? c.linear_head_dim ?? 0],
    Hv: ["H_v", c.linear_num_value_heads ?? c.linear_num_heads ?? 0],
    dv: ["d_v", c.linear_value_head_dim ?? c.linear_head_dim ?? 0],
    k: ["k", c.linear_conv_kernel_dim ?? 0],
  }) satisfies Record<string, Factor>;

/** The state of a delta rule (arXiv 2412.06464 §3), in 32 bits in transformers and flash-linear-attention whatever the model is in. */
const deltaState = (c: Complete) => {
  const { Hv, dk, dv } = delta(c);
  return [matrix(Hv, dk, dv)];
};
/** The last k inputs of the short convolutions, as both keep them (transformers `modeling_qwen3_next.py`); vLLM keeps k - 1. */
const deltaInputs = (c: Complete) => {
  const { Hk, dk, Hv, dv, k } = delta(c);
  return [matrix(2, Hk, dk, k), matrix(Hv, dv, k)];
};
/** Decay, look-up of the old value, update, look-up of the query; 2 FLOP each but the decay. */
const deltaWork = (c: Complete, heads: Factor) => {
  const { dk, dv } = delta(c);
  return { fixed: [matrix(7, heads, dk, dv)] };
};

/**
 * Gated DeltaNet (arXiv 2412.06464) as in Qwen3-Next: queries, keys, values and output gate in one projection, update rate and decay
 * a value head, a short convolution over queries, keys and values, a gated norm, the output.
 */
export const gatedDelta: Kind = {
  label: { en: "Gated DeltaNet", zh: "Gated DeltaNet" },
  tensors: (_spec, c) => {
    const { D } = widths(c);
    const { Hk, dk, Hv, dv, k } = delta(c);
    return [
      matrix(2, D, Hk, dk),
      matrix(2, D, Hv, dv),
      matrix(2, D, Hv),
      matrix(2, Hk, dk, k),
      matrix(Hv, dv, k),
      vector(2, Hv),
      vector(dv),
      matrix(Hv, dv, D),
    ];
  },
  state: deltaInputs,
  state32: deltaState,
  work: (c) => deltaWork(c, delta(c).Hv),
};

/**
 * Kimi delta attention (arXiv 2510.26692 §3): queries, keys and values with a short convolution each, a decay a channel through a
 * narrow projection, an update rate a head, a gated norm with a narrow gate (in Kimi K3 a full one), the output.
 */
export const kimiDelta: Kind = {
  label: { en: "Kimi delta attention", zh: "Kimi Delta 注意力" },
  tensors: (_spec, c) => {
    const { D } = widths(c);
    const { Hk, dk, Hv, dv, k } = delta(c);
    return [
      matrix(2, D, Hk, dk),
      matrix(D, Hv, dv),
      matrix(2, Hk, dk, k),
      matrix(Hv, dv, k),
      matrix(D, dk),
      matrix(dk, Hk, dk),
      vector(Hk, dk),
      vector(Hk),
      matrix(D, Hk),
      ...(c.use_full_rank_gate ? [matrix(D, Hv, dv)] : [matrix(D, dv), matrix(dv, Hv, dv)]),
      vector(dv),
      matrix(Hv, dv, D),
    ];
  },
  state: deltaInputs,
  state32: deltaState,
  work: (c) => deltaWork(c, delta(c).Hv),
};
