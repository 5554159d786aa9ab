/** State-space and recurrent models. */
import { gated, rmsNorm } from "./llama.ts";
import type { Spec } from "./spec.ts";

/** Mamba (arXiv 2312.00752): one mixing block a layer and nothing else. `intermediate_size` is `expand` × `hidden_size`. */
const mamba: Spec = {
  attention: { kind: "state_space", qkvBias: false, outputBias: false },
  mlp: "none",
  norms: { ...rmsNorm, perLayer: 1 },
  defaults: { tie_word_embeddings: true, state_size: 16, conv_kernel: 4, expand: 2, use_bias: false, use_conv_bias: true },
};

/** Jamba (arXiv 2403.19887): one attention layer in eight, experts in every second layer. */
const jamba: Spec = {
  attention: { kind: "full", qkvBias: false, outputBias: false, pattern: { kind: "state_space", rule: "all-but-attention-period" } },
  mlp: gated,
  experts: {},
  norms: rmsNorm,
  stateSpaceNorms: true,
  defaults: {
    tie_word_embeddings: false,
    state_size: 16,
    conv_kernel: 4,
    expand: 2,
    use_bias: false,
    use_conv_bias: true,
    attn_layer_period: 8,
    attn_layer_offset: 4,
    expert_layer_period: 2,
    expert_layer_offset: 1,
  },
};

/** RWKV-4 (arXiv 2305.13048): time mixing and channel mixing; one norm more after the embedding. */
const rwkv: Spec = {
  attention: { kind: "time_mix", qkvBias: false, outputBias: false },
  mlp: "channel-mix",
  norms: { kind: "layernorm", bias: true, perLayer: 2, final: 1, embedding: true },
  defaults: { tie_word_embeddings: false },
};

/** FalconMamba: norms without weights inside the blocks. */
const falconMamba: Spec = { ...mamba, defaults: { ...mamba.defaults, tie_word_embeddings: false } };

const rwkv5: Spec = {
  ...rwkv,
  attention: { ...rwkv.attention, kind: "time_mix_5" },
  defaults: { tie_word_embeddings: false, head_dim: 64 },
};
const rwkv6: Spec = { ...rwkv5, attention: { ...rwkv.attention, kind: "time_mix_6" } };
const rwkv7: Spec = {
  ...rwkv5,
  attention: { ...rwkv.attention, kind: "time_mix_7", pattern: { kind: "time_mix_7_first", rule: "first" } },
  mlp: "channel-mix-7",
  requires: ["decay_low_rank_dim", "a_low_rank_dim", "v_low_rank_dim", "gate_low_rank_dim"],
};

export const otherFamily = {
  mamba,
  falcon_mamba: falconMamba,
  jamba,
  rwkv,
  rwkv5,
  rwkv6,
  rwkv7,
} as const;
