/** The tensors of one layer and of what is around the layers, as sums that carry their own formula. */
import type { LayerKind, Spec } from "./architectures/spec.ts";
import { type Complete, choose } from "./complete.ts";
import { type Factor, matrix, type Sum, vector, when } from "./term.ts";

/** The symbols of the field for the widths of a configuration. */
export const widths = (c: Complete) =>
  ({
    D: ["D", c.hidden_size],
    V: ["V", c.vocab_size],
    H: ["H", c.num_attention_heads ?? 0],
    G: ["G", c.num_key_value_heads ?? 0],
    d: ["d", c.head_dim ?? 0],
    F: ["F", c.intermediate_size_mlp ?? c.intermediate_size ?? 0],
    Fe: ["F_e", c.moe_intermediate_size ?? c.intermediate_size ?? 0],
    E: ["E", c.num_experts ?? 0],
    K: ["K", c.num_experts_per_tok ?? 0],
    rq: ["r_q", c.q_lora_rank ?? 0],
    rkv: ["r_kv", c.kv_lora_rank ?? 0],
    nope: ["d_nope", c.qk_nope_head_dim ?? 0],
    rope: ["d_rope", c.qk_rope_head_dim ?? 0],
    v: ["d_v", c.v_head_dim ?? 0],
    I: [
      "I",
      c.intermediate_size !== undefined && c.num_attention_heads === undefined ? c.intermediate_size : (c.expand ?? 0) * c.hidden_size,
    ],
    N: ["N", c.state_size ?? 0],
    k: ["k", c.conv_kernel ?? 0],
    R: ["R", c.time_step_rank ?? 0],
    A: ["A", c.attention_hidden_size ?? 0],
  }) satisfies Record<string, Factor>;

/** Grouped-query attention; with G = H multi-head, with G = 1 multi-query. */
const groupedAttention = (spec: Spec, c: Complete, borrows: boolean): Sum => {
  const { D, H, G, d } = widths(c);
  const { qkvBias, outputBias, qkNorm, sinks } = spec.attention;
  const norm = qkNorm && choose(qkNorm.when, c) ? qkNorm.shape : "none";
  return [
    matrix(D, H, d),
    ...when(!borrows, matrix(2, D, G, d)),
    matrix(H, d, D),
    ...when(choose(qkvBias, c), vector(H, d), ...(borrows ? [] : [vector(2, G, d)])),
    ...when(choose(outputBias, c), vector(D)),
    ...when(norm === "head", borrows ? vector(d) : vector(2, d)),
    ...when(norm === "per-head" || norm === "width", vector(H, d), ...(borrows ? [] : [vector(G, d)])),
    ...when(sinks, vector(H)),
  ];
};

/** Multi-head latent attention (arXiv 2405.04434 §2.1): low-rank queries, a joint low-rank cache, a norm on each. */
const latentAttention = (spec: Spec, c: Complete): Sum => {
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
    ...when(choose(spec.attention.qkvBias, c), ...(low ? [vector(rq)] : []), vector(rkv), vector(rope), vector(D)),
  ];
};

/** Lightning attention (arXiv 2501.08313): joint queries, keys and values, an output gate, a norm over the heads, the output. */
const lightningAttention = (c: Complete): Sum => {
  const { D, H, d } = widths(c);
  return [matrix(3, D, H, d), matrix(D, H, d), vector(H, d), matrix(H, d, D)];
};

/** A selective state space (arXiv 2312.00752 §3.4): input and gate, convolution, Δ, B, C, A, the skip D, output. */
const stateSpace = (spec: Spec, c: Complete): Sum => {
  const { D, I, N, k, R } = widths(c);
  const bias = c.use_bias === true;
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
    ...when(bias, vector(2, I), vector(D)),
    ...when(spec.stateSpaceNorms, vector(R), vector(2, N)),
  ];
};

/** RWKV-4 (arXiv 2305.13048 §3.1): decay, bonus and three mixing vectors; receptance, key, value and output. */
const timeMix = (c: Complete): Sum => {
  const { D, A } = widths(c);
  return [vector(2, A), vector(3, D), matrix(3, D, A), matrix(A, D)];
};

export const mixing = (spec: Spec, c: Complete, kind: LayerKind): Sum => {
  switch (kind) {
    case "latent":
      return latentAttention(spec, c);
    case "lightning":
      return lightningAttention(c);
    case "state_space":
      return stateSpace(spec, c);
    case "time_mix":
      return timeMix(c);
    case "borrowing":
      return groupedAttention(spec, c, true);
    case "decoder":
      return [...groupedAttention(spec, c, false), ...groupedAttention(spec, c, false)];
    default:
      return groupedAttention(spec, c, false);
  }
};

/** Up (and gate) and down projections of an MLP of inner width `inner`. */
const mlpOf = (spec: Spec, c: Complete, inner: Factor, bias: boolean): Sum => {
  const { D } = widths(c);
  const up = typeof spec.mlp === "object" && choose(spec.mlp.gated, c) ? 2 : 1;
  return [matrix(up, D, inner), matrix(inner, D), ...when(bias, vector(up, inner), vector(D))];
};

export const denseMlp = (spec: Spec, c: Complete): Sum => {
  const { D, F } = widths(c);
  if (spec.mlp === "none") return [];
  // Two mixing vectors, key, receptance and value (arXiv 2305.13048 §3.2).
  if (spec.mlp === "channel-mix") return [vector(2, D), matrix(D, F), matrix(D, D), matrix(F, D)];
  return mlpOf(spec, c, F, choose(spec.mlp.bias, c));
};

/** One routed expert. */
export const expert = (spec: Spec, c: Complete): Sum => mlpOf(spec, c, widths(c).Fe, spec.experts?.bias === true);

/** The experts every token passes through, with the gate on them. */
export const sharedExperts = (spec: Spec, c: Complete): Sum => {
  const { D, Fe } = widths(c);
  const inner = c.shared_expert_intermediate_size ?? (c.num_shared_experts ?? 0) * Fe[1];
  return inner === 0 ? [] : [...mlpOf(spec, c, ["F_s", inner], spec.experts?.bias === true), ...when(spec.experts?.sharedGate, matrix(D))];
};

export const router = (spec: Spec, c: Complete): Sum => {
  const { D, E } = widths(c);
  return [matrix(D, E), ...when(spec.experts?.routerBias, vector(E)), ...when(spec.experts?.correctionBias, vector(E))];
};
