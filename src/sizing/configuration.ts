/**
 * What the engine reads of a configuration: keys of a Llama-style Hugging Face `config.json`. Other spellings
 * (GPT-2's `n_layer`, Meta's `dim`, …) are brought to these by `normalise`.
 */

/** Positive integers. */
export const counts = [
  "num_hidden_layers",
  "hidden_size",
  "num_attention_heads",
  "num_key_value_heads",
  "head_dim",
  "intermediate_size",
  "vocab_size",
  "max_position_embeddings",
  "sliding_window",
  "sliding_window_pattern",
  "max_window_layers",
  "attention_chunk_size",
  "no_rope_layer_interval",
  "full_attention_interval",
  "cla_share_factor",
  "num_experts",
  "num_experts_per_tok",
  "moe_intermediate_size",
  "shared_expert_intermediate_size",
  "intermediate_size_mlp",
  "interleave_moe_layer_step",
  "decoder_sparse_step",
  "moe_layer_freq",
  "attn_layer_period",
  "expert_layer_period",
  "q_lora_rank",
  "kv_lora_rank",
  "qk_nope_head_dim",
  "qk_rope_head_dim",
  "v_head_dim",
  "state_size",
  "conv_kernel",
  "expand",
  "time_step_rank",
  "mamba_d_state",
  "mamba_d_conv",
  "mamba_expand",
  "mamba_dt_rank",
  "attention_hidden_size",
  "word_embed_proj_dim",
  "type_vocab_size",
  "num_decoder_layers",
  "relative_attention_num_buckets",
  "num_ln_in_parallel_attn",
] as const;

/** Integers from zero. */
export const offsets = ["first_k_dense_replace", "attn_layer_offset", "expert_layer_offset", "num_shared_experts"] as const;

export const flags = [
  "tie_word_embeddings",
  "attention_bias",
  "qkv_bias",
  "mlp_bias",
  "lm_head_bias",
  "use_qk_norm",
  "use_sliding_window",
  "use_bias",
  "use_conv_bias",
  "mamba_conv_bias",
  "mamba_proj_bias",
  "parallel_attn",
  "use_parallel_residual",
  "do_layer_norm_before",
  "is_gated_act",
] as const;

export const words = ["architecture", "position_embedding_type", "model_class", "topk_method"] as const;

export type NumberKey = (typeof counts)[number] | (typeof offsets)[number];
export type FlagKey = (typeof flags)[number];

export type Configuration = { readonly [K in NumberKey]?: number | undefined } & {
  readonly [K in FlagKey]?: boolean | undefined;
} & { readonly [K in (typeof words)[number]]?: string | undefined } & {
  /** One entry a layer: `full_attention`, `sliding_attention`, `chunked_attention`, `linear_attention`, `mamba`. */
  readonly layer_types?: readonly string[] | undefined;
  /** Layers that keep a dense MLP among sparse ones (Qwen-MoE). */
  readonly mlp_only_layers?: readonly number[] | undefined;
};

export type Key = keyof Configuration;

export const keys: readonly Key[] = [...counts, ...offsets, ...flags, ...words, "layer_types", "mlp_only_layers"];
