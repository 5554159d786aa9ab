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

/** RoBERTa (arXiv 1907.11692), XLM-R: BERT with one token type; positions start after the padding index, so the table has two rows more. */
const roberta: Spec = { ...bert, defaults: { ...bert.defaults, type_vocab_size: 1, model_class: "RobertaModel" } };

/** ELECTRA (arXiv 2003.10555): BERT without a pooler; the small models' embedding is narrower and projected. */
const electra: Spec = { ...bert, defaults: { ...bert.defaults, model_class: "ElectraModel" } };

/** DistilBERT (arXiv 1910.01108): no token types, no pooler. */
const distilbert: Spec = { ...bert, defaults: { ...bert.defaults, type_vocab_size: 0, model_class: "DistilBertModel" } };

/** BART (arXiv 1910.13461): encoder and decoder with learned positions each (two rows more), biases everywhere, a norm on each embedding. */
const bart: Spec = {
  attention: { kind: "bidirectional", qkvBias: true, outputBias: true },
  mlp: { gated: false, bias: true },
  norms: { kind: "layernorm", bias: true, perLayer: 2, final: 0, embedding: true },
  defaults: { tie_word_embeddings: true },
  requires: ["num_decoder_layers", "max_position_embeddings"],
  more: {
    once: (c) => [
      { factors: [2, ["P", (c.max_position_embeddings ?? 0) + 2], ["D", c.hidden_size]], matrix: false },
      { factors: [2, ["D", c.hidden_size]], matrix: false },
    ],
  },
};

export const otherFamily = {
  mamba,
  falcon_mamba: falconMamba,
  jamba,
  rwkv,
  rwkv5,
  rwkv6,
  rwkv7,
  bert,
  roberta,
  "xlm-roberta": roberta,
  electra,
  distilbert,
  t5,
  mt5: { ...t5, defaults: { ...t5.defaults, tie_word_embeddings: false, is_gated_act: true } },
  bart,
} as const;
