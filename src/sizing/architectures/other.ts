/** State-space and recurrent models, encoders, and encoders with decoders. */
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

/** BERT (arXiv 1810.04805): token types, a norm on the embedding, a pooler. */
const bert: Spec = {
  attention: { kind: "bidirectional", qkvBias: true, outputBias: true },
  mlp: { gated: false, bias: true },
  norms: { kind: "layernorm", bias: true, perLayer: 2, final: 0, embedding: true },
  positions: { type: "learned", offset: 0 },
  bert: true,
  defaults: { tie_word_embeddings: true, type_vocab_size: 2, model_class: "BertModel" },
};

/** T5 (arXiv 1910.10683): relative position biases in the first layer of each stack; v1.1 has gated MLPs and its own head. */
const t5: Spec = {
  attention: { kind: "bidirectional", qkvBias: false, outputBias: false },
  mlp: { gated: ["is_gated_act"], bias: false },
  norms: { ...rmsNorm, final: 2 },
  positions: { type: "relative", offset: 0 },
  defaults: { tie_word_embeddings: true, is_gated_act: false, relative_attention_num_buckets: 32 },
  requires: ["num_decoder_layers", "head_dim"],
};

export const otherFamily = { mamba, jamba, rwkv, bert, t5 } as const;
