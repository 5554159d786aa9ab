/**
 * Keys of a checkpoint's `config`, as in a Llama-style Hugging Face `config.json`, by the kind of value they hold.
 * Those whose values need more than a kind are in schema.ts.
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
  "rotary_dim",
  "original_max_position_embeddings",
  "sliding_window",
  // One full-attention layer after every n-1 sliding ones (Gemma 3: 6).
  "sliding_window_pattern",
  "max_window_layers",
  // One full-attention layer after every n-1 others (MiniMax: 8).
  "full_attention_interval",
  "cla_share_factor",
  // Llama 4: attention within chunks of this length, except in every nth layer, which has no rotary positions.
  "attention_chunk_size",
  "no_rope_layer_interval",
  // Llama 4: every nth layer has experts; `intermediate_size_mlp` is the width of the dense layers between.
  "interleave_moe_layer_step",
  "intermediate_size_mlp",
  // Qwen-MoE: every nth layer has experts.
  "decoder_sparse_step",
  // Mamba.
  "state_size",
  "conv_kernel",
  "expand",
  "time_step_rank",
  // Jamba: which layers have attention (the others are Mamba) and which have experts.
  "attn_layer_period",
  "expert_layer_period",
  "mamba_d_state",
  "mamba_d_conv",
  "mamba_expand",
  "mamba_dt_rank",
  "num_experts",
  "num_experts_per_tok",
  "num_shared_experts",
  "moe_intermediate_size",
  "shared_expert_intermediate_size",
  "n_group",
  "topk_group",
  "q_lora_rank",
  "kv_lora_rank",
  "qk_nope_head_dim",
  "qk_rope_head_dim",
  "v_head_dim",
  "num_nextn_predict_layers",
  // OPT-350M: width of the embeddings where it is not `hidden_size`.
  "word_embed_proj_dim",
  // BERT: segment embeddings.
  "type_vocab_size",
  // T5: `num_hidden_layers` is the encoder's.
  "num_decoder_layers",
  "relative_attention_num_buckets",
  // Falcon: norms before the attention and MLP that run side by side.
  "num_ln_in_parallel_attn",
  // ALBERT, ELECTRA: width of the token embedding, projected to `hidden_size` where it is smaller (padded to it in YaLM).
  "embedding_size",
  // ALBERT: groups of layers with weights of their own (1: every layer is the same one).
  "num_hidden_groups",
  // DeBERTa: half the rows of the shared table of relative positions.
  "position_buckets",
  // Switch Transformer: layers with experts in the encoder and in the decoder.
  "num_sparse_encoder_layers",
  "num_sparse_decoder_layers",
  // DeepSeek-V3.2, GLM-5: the lightning indexer of sparse attention. GLM-5.2: only every nth layer has one of its own.
  "index_n_heads",
  "index_head_dim",
  "index_topk",
  "index_topk_freq",
  "index_skip_topk_offset",
  // MiniMax-M3: indexer over blocks of keys.
  "sparse_num_index_heads",
  "sparse_index_dim",
  "sparse_block_size",
  "sparse_topk_blocks",
  // DeepSeek-V4: grouped low-rank output projection, residual streams (hyper-connections), layers routed by a hash of the token.
  "o_groups",
  "o_lora_rank",
  "hc_mult",
  "num_hash_layers",
  // Qwen3-Next, Qwen3.5: Gated DeltaNet layers.
  "linear_num_key_heads",
  "linear_num_value_heads",
  "linear_key_head_dim",
  "linear_value_head_dim",
  "linear_conv_kernel_dim",
  // Kimi Linear, Kimi K3: Kimi Delta Attention layers (`linear_attn_config.num_heads`, `.head_dim`, `.short_conv_kernel_size`).
  "linear_num_heads",
  "linear_head_dim",
  // Kimi K3: experts work in a narrower space; layers attend to the outputs of earlier blocks of this length.
  "routed_expert_hidden_size",
  "attn_res_block_size",
  // Nemotron 3: Mamba-2 heads and groups; experts of Super and Ultra work in a space of this width.
  "mamba_num_heads",
  "mamba_head_dim",
  "mamba_n_groups",
  "moe_latent_size",
  // MiMo-V2, Step 3.5: heads of the sliding layers where they differ.
  "swa_num_attention_heads",
  "swa_num_key_value_heads",
  "swa_head_dim",
  "swa_v_head_dim",
  // Gemma 4: heads of the full-attention layers; embeddings per layer; layers that reuse earlier keys and values.
  "global_head_dim",
  "num_global_key_value_heads",
  "hidden_size_per_layer_input",
  "vocab_size_per_layer_input",
  "num_kv_shared_layers",
  // LongCat-Flash: experts of the router that pass their input on and have no weights.
  "zero_expert_num",
  // Gemma 3n: rank of the learned residual (LAuReL) and number of residual streams (AltUp).
  "laurel_rank",
  "altup_num_inputs",
  // RWKV-7: ranks of the small networks for decay, in-context learning rate, value mixing and gate.
  "decay_low_rank_dim",
  "a_low_rank_dim",
  "v_low_rank_dim",
  "gate_low_rank_dim",
  // DeepSeek-V4.1: blocks of entries that later indexers score; n-gram memory (Engram).
  "candidate_source_layer_id",
  "candidate_topk_blocks",
  "candidate_block_size",
  "engram_max_ngram_size",
  "engram_vocab_size",
  "engram_n_heads",
  "engram_head_dim",
  "engram_compressed_vocab_size",
  // ELMo, AWD-LSTM: cells of a recurrent layer, `hidden_size` being what they are projected to; ELMo's characters and highway layers.
  "lstm_dim",
  "char_embedding_dim",
  "n_characters",
  "max_characters_per_token",
  "n_highway",
  // Transformer-XL: bands of the vocabulary (`cutoffs`) grow narrower by this factor; hidden states kept as memory.
  "div_val",
  "mem_len",
  // Reformer: chunks of local and of hashed attention, rounds of hashing, buckets a round.
  "local_attn_chunk_length",
  "lsh_attn_chunk_length",
  "num_hashes",
  "num_buckets",
  // Zamba2: transformer blocks that the hybrid layers call in turn; rank of the adapters of each call.
  "num_mem_blocks",
  "adapter_rank",
] as const;

/** Lists of positive integers. */
export const series = [
  // Transformer-XL: first words of the bands of the vocabulary but the first.
  "cutoffs",
  // Reformer: rows and widths of the tables of axial positions.
  "axial_pos_shape",
  "axial_pos_embds_dim",
  // OpenELM: heads and MLPs that grow with depth, one number a layer.
  "num_attention_heads_per_layer",
  "num_key_value_heads_per_layer",
  // DeepSeek-V4.1: layers that make compressed entries, that choose among them, that read n-gram memory; rows of its tables.
  "kv_source_layer_ids",
  "index_source_layer_ids",
  "engram_layer_ids",
  "engram_num_embeddings",
  // ELMo: widths of the convolutions over characters and their numbers.
  "char_cnn_widths",
  "char_cnn_filters",
] as const;

/** Lists of integers from zero. */
export const ranges = [
  // Layers that keep a dense MLP among sparse ones.
  "mlp_only_layers",
  // OpenELM, Llama-Nemotron: the MLP's width, one number a layer; 0 where a layer has none.
  "intermediate_size_per_layer",
] as const;

/** Words. `quant_method`: of `quantization_config`, where the releaser's own upload has one. */
export const texts = ["architecture", "hidden_act", "scoring_func", "topk_method", "torch_dtype", "quant_method"] as const;

/** Booleans. */
export const flags = [
  "rope_interleaved",
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
  "norm_topk_prob",
  // Attention and MLP read the same input: Falcon, GPT-NeoX.
  "parallel_attn",
  "use_parallel_residual",
  // OPT: false only in the 350M, whose norms follow the blocks.
  "do_layer_norm_before",
  "is_gated_act",
  // Qwen3-Next, Qwen3.5: queries carry a gate for the attention output.
  "attn_output_gate",
  // MiMo-V2: a learned sink a head in the sliding layers, in the full ones.
  "add_swa_attention_sink_bias",
  "add_full_attention_sink_bias",
  // Gemma 4: full-attention layers use the keys as values; MLPs of layers without keys and values are twice as wide.
  "attention_k_eq_v",
  "use_double_wide_mlp",
  // Kimi Linear, Kimi K3: latent attention without positions; a gate on its output; full-rank gates in the linear layers.
  "mla_use_nope",
  "mla_use_output_gate",
  "use_full_rank_gate",
  // Step 3.5: one gate a head on the attention output.
  "use_head_wise_attn_gate",
  // Seed-OSS: a bias on the output of the attention, apart from `attention_bias` on queries, keys and values.
  "attention_out_bias",
  // Falcon-H1: a norm inside the Mamba-2 part.
  "mamba_rms_norm",
  // Kimi K3: a norm on the narrower space of the experts.
  "latent_moe_use_norm",
  // Zamba2: the adapters of a call change queries, keys and values too.
  "use_shared_attention_adapter",
] as const;

/** Positive numbers. */
export const measures = [
  "rope_theta",
  "partial_rotary_factor",
  "rms_norm_eps",
  "layer_norm_eps",
  "attn_logit_softcapping",
  "final_logit_softcapping",
  "query_pre_attn_scalar",
  "rope_local_base_freq",
  "clip_qkv",
  "logit_scale",
  "swiglu_limit",
  // MiMo-V2: rotary base of the sliding layers. DeepSeek-V4: of the compressed branches.
  "swa_rope_theta",
  "compress_rope_theta",
] as const;

/** Integers from zero. */
export const offsets = ["attn_layer_offset", "expert_layer_offset", "first_k_dense_replace"] as const;
