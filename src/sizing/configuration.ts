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
  "num_decoder_layers",
  "relative_attention_num_buckets",
  "num_ln_in_parallel_attn",
  "index_n_heads",
  "index_head_dim",
  "index_topk",
  "index_topk_freq",
  "index_skip_topk_offset",
  "linear_num_key_heads",
  "linear_num_value_heads",
  "linear_key_head_dim",
  "linear_value_head_dim",
  "linear_conv_kernel_dim",
  "linear_num_heads",
  "linear_head_dim",
  "mamba_num_heads",
  "mamba_head_dim",
  "mamba_n_groups",
  "moe_latent_size",
  "routed_expert_hidden_size",
  "zero_expert_num",
  "swa_num_attention_heads",
  "swa_num_key_value_heads",
  "swa_head_dim",
  "swa_v_head_dim",
  "global_head_dim",
  "num_global_key_value_heads",
  "hidden_size_per_layer_input",
  "vocab_size_per_layer_input",
  "o_groups",
  "o_lora_rank",
  "hc_mult",
  "lru_width",
  "embedding_size",
  "position_buckets",
  "time_mix_extra_dim",
  "time_decay_extra_dim",
  "decay_low_rank_dim",
  "a_low_rank_dim",
  "v_low_rank_dim",
  "gate_low_rank_dim",
  "candidate_topk_blocks",
  "candidate_block_size",
  "num_hidden_groups",
  "div_val",
  "local_attn_chunk_length",
  "lsh_attn_chunk_length",
  "num_hashes",
  "num_buckets",
  "sparse_num_index_heads",
  "sparse_index_dim",
  "sparse_block_size",
  "sparse_topk_blocks",
  "laurel_rank",
  "altup_num_inputs",
  "attn_res_block_size",
  "num_mem_blocks",
  "adapter_rank",
] as const;

/** Integers from zero. */
export const offsets = [
  "first_k_dense_replace",
  "attn_layer_offset",
  "expert_layer_offset",
  "num_shared_experts",
  "num_kv_shared_layers",
  "num_hash_layers",
  "type_vocab_size",
  "num_sparse_encoder_layers",
  "num_sparse_decoder_layers",
  "mem_len",
] as const;

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
  "attention_out_bias",
  "add_swa_attention_sink_bias",
  "add_full_attention_sink_bias",
  "attention_k_eq_v",
  "use_double_wide_mlp",
  "attn_output_gate",
  "use_head_wise_attn_gate",
  "mamba_rms_norm",
  "mla_use_output_gate",
  "use_full_rank_gate",
  "latent_moe_use_norm",
  "use_shared_attention_adapter",
] as const;

/** Lists of positive integers. */
export const series = ["cutoffs", "axial_pos_shape", "axial_pos_embds_dim"] as const;

/** Positive integers, one a layer, where widths differ from layer to layer (OpenELM). */
export const perLayer = ["num_attention_heads_per_layer", "num_key_value_heads_per_layer", "intermediate_size_per_layer"] as const;

export const words = ["architecture", "position_embedding_type", "model_class", "topk_method", "quant_method"] as const;

export type NumberKey = (typeof counts)[number] | (typeof offsets)[number];
export type FlagKey = (typeof flags)[number];
type PerLayerKey = (typeof perLayer)[number];

export type Configuration = { readonly [K in NumberKey]?: number | undefined } & {
  readonly [K in FlagKey]?: boolean | undefined;
} & { readonly [K in (typeof words)[number]]?: string | undefined } & {
  readonly [K in (typeof series)[number] | PerLayerKey]?: readonly number[] | undefined;
} & {
  /** One entry a layer: `full_attention`, `sliding_attention`, `chunked_attention`, `linear_attention`, `mamba`. */
  readonly layer_types?: readonly string[] | undefined;
  /** Layers that keep a dense MLP among sparse ones (Qwen-MoE). */
  readonly mlp_only_layers?: readonly number[] | undefined;
};

export type Key = keyof Configuration;

/** No released model has a tenth of this; a hostile one must not make the engine walk a billion layers. */
export const mostLayers = 10_000;

export const keys: readonly Key[] = [...counts, ...offsets, ...flags, ...words, ...series, ...perLayer, "layer_types", "mlp_only_layers"];
