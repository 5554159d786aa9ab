/** Whole configuration files as released: every key is either read or known not to bear on size, and the count is right. */
import { expect, test } from "vitest";
import { normalise } from "../../src/sizing/normalise.ts";
import { countParameters } from "../../src/sizing/parameters.ts";
import * as sums from "./sums.ts";

/** Layers counted from one. */
const numbered = (count: number, which: (layer: number) => boolean): number[] =>
  Array.from({ length: count }, (_, i) => i + 1).filter(which);
const fromFourth = numbered(60, () => true).map((layer) => (layer > 3 ? 1 : 0));

// biome-ignore format: files as they are, a few keys a line
const files: readonly (readonly [string, number, Readonly<Record<string, unknown>>])[] = [
  ["mosaicml/mpt-7b", 6_649_286_656, {
    architectures: ["MPTForCausalLM"], auto_map: { AutoConfig: "configuration_mpt.MPTConfig" }, d_model: 4096, emb_pdrop: 0, embedding_fraction: 1, expansion_ratio: 4,
    attn_config: { alibi: true, alibi_bias_max: 8, attn_impl: "torch", attn_pdrop: 0, attn_type: "multihead_attention", attn_uses_sequence_id: false, clip_qkv: null, prefix_lm: false, qk_ln: false, softmax_scale: null },
    init_config: { init_std: 0.02, name: "kaiming_normal_" }, init_device: "cpu", learned_pos_emb: true, logit_scale: null, max_seq_len: 2048, model_type: "mpt", n_heads: 32, n_layers: 32, no_bias: true,
    norm_type: "low_precision_layernorm", resid_pdrop: 0, tokenizer_name: "EleutherAI/gpt-neox-20b", torch_dtype: "bfloat16", transformers_version: "4.28.1", use_cache: false, verbose: 0, vocab_size: 50432,
  }],
  ["databricks/dbrx-instruct", 131_596_523_520, {
    architectures: ["DbrxForCausalLM"], attn_config: { attn_pdrop: 0, clip_qkv: 8, kv_n_heads: 8, rope_theta: 500000 }, d_model: 6144, emb_pdrop: 0,
    ffn_config: { ffn_act_fn: { name: "silu" }, ffn_hidden_size: 10752, moe_num_experts: 16, moe_top_k: 4, moe_jitter_eps: 0, moe_loss_weight: 0.05, moe_normalize_expert_weights: 1, uniform_expert_assignment: false },
    initializer_range: 0.02, max_seq_len: 32768, model_type: "dbrx", n_heads: 48, n_layers: 40, output_router_logits: false, resid_pdrop: 0, router_aux_loss_coef: 0.05, tie_word_embeddings: false,
    torch_dtype: "bfloat16", transformers_version: "4.39.2", use_cache: true, vocab_size: 100352,
  }],
  ["ai21labs/AI21-Jamba-1.5-Mini", 51_570_323_328, {
    architectures: ["JambaForCausalLM"], attention_dropout: 0, attn_layer_offset: 4, attn_layer_period: 8, bos_token_id: 1, eos_token_id: [2, 518], expert_layer_offset: 1, expert_layer_period: 2, hidden_act: "silu",
    hidden_size: 4096, initializer_range: 0.02, intermediate_size: 14336, mamba_conv_bias: true, mamba_d_conv: 4, mamba_d_state: 16, mamba_dt_rank: 256, mamba_expand: 2, mamba_proj_bias: false,
    max_position_embeddings: 262144, model_type: "jamba", num_attention_heads: 32, num_experts: 16, num_experts_per_tok: 2, num_hidden_layers: 32, num_key_value_heads: 8, num_logits_to_keep: 1,
    output_router_logits: false, pad_token_id: 0, rms_norm_eps: 1e-6, router_aux_loss_coef: 0.001, sliding_window: null, tie_word_embeddings: false, torch_dtype: "bfloat16", transformers_version: "4.40.2",
    use_cache: true, use_mamba_kernels: false, vocab_size: 65536,
  }],
  ["THUDM/chatglm2-6b", 6_243_584_000, {
    _name_or_path: "THUDM/chatglm2-6b", add_bias_linear: false, add_qkv_bias: true, apply_query_key_layer_scaling: true, apply_residual_connection_post_layernorm: false, architectures: ["ChatGLMModel"],
    attention_dropout: 0, attention_softmax_in_fp32: true, auto_map: {}, bias_dropout_fusion: true, eos_token_id: 2, ffn_hidden_size: 13696, fp32_residual_connection: false, hidden_dropout: 0, hidden_size: 4096,
    kv_channels: 128, layernorm_epsilon: 1e-5, model_type: "chatglm", multi_query_attention: true, multi_query_group_num: 2, num_attention_heads: 32, num_layers: 28, original_rope: true, pad_token_id: 0,
    padded_vocab_size: 65024, post_layer_norm: true, pre_seq_len: null, prefix_projection: false, quantization_bit: 0, rmsnorm: true, seq_length: 32768, tie_word_embeddings: false, torch_dtype: "float16",
    transformers_version: "4.31.0", use_cache: true, vocab_size: 65024,
  }],
  ["THUDM/glm-4-9b-chat", 9_399_951_360, {
    add_bias_linear: false, add_qkv_bias: true, attention_softmax_in_fp32: true, auto_map: {}, bias_dropout_fusion: true, classifier_dropout: null, eos_token_id: [151329, 151336, 151338], ffn_hidden_size: 13696,
    fp32_residual_connection: false, hidden_dropout: 0, hidden_size: 4096, kv_channels: 128, layernorm_epsilon: 1.5625e-7, model_type: "chatglm", multi_query_attention: true, multi_query_group_num: 2,
    num_attention_heads: 32, num_hidden_layers: 40, num_layers: 40, original_rope: true, pad_token_id: 151329, padded_vocab_size: 151552, post_layer_norm: true, rmsnorm: true, rope_ratio: 500, seq_length: 131072,
    tie_word_embeddings: false, torch_dtype: "bfloat16", transformers_version: "4.43.4", use_cache: true, vocab_size: 151552,
  }],
  ["Qwen/Qwen3-30B-A3B", 30_532_122_624, {
    architectures: ["Qwen3MoeForCausalLM"], attention_bias: false, attention_dropout: 0, bos_token_id: 151643, decoder_sparse_step: 1, eos_token_id: 151645, head_dim: 128, hidden_act: "silu", hidden_size: 2048,
    initializer_range: 0.02, intermediate_size: 6144, max_position_embeddings: 40960, max_window_layers: 48, mlp_only_layers: [], model_type: "qwen3_moe", moe_intermediate_size: 768, norm_topk_prob: true,
    num_attention_heads: 32, num_experts: 128, num_experts_per_tok: 8, num_hidden_layers: 48, num_key_value_heads: 4, output_router_logits: false, rms_norm_eps: 1e-6, rope_scaling: null, rope_theta: 1000000,
    router_aux_loss_coef: 0.001, sliding_window: null, tie_word_embeddings: false, torch_dtype: "bfloat16", transformers_version: "4.51.0", use_cache: true, use_sliding_window: false, vocab_size: 151936,
  }],
  ["meta-llama/Llama-3.1-8B", 8_030_261_248, {
    architectures: ["LlamaForCausalLM"], attention_bias: false, attention_dropout: 0, bos_token_id: 128000, eos_token_id: 128001, hidden_act: "silu", hidden_size: 4096, initializer_range: 0.02,
    intermediate_size: 14336, max_position_embeddings: 131072, mlp_bias: false, model_type: "llama", num_attention_heads: 32, num_hidden_layers: 32, num_key_value_heads: 8, pretraining_tp: 1, rms_norm_eps: 1e-5,
    rope_scaling: { factor: 8, low_freq_factor: 1, high_freq_factor: 4, original_max_position_embeddings: 8192, rope_type: "llama3" }, rope_theta: 500000, tie_word_embeddings: false, torch_dtype: "bfloat16",
    transformers_version: "4.43.0.dev0", use_cache: true, vocab_size: 128256,
  }],
  ["maple-v2/v2-bpd-longformer-selector-ppl-grammar-selector", 148_659_456, {
    _name_or_path: "allenai/longformer-base-4096", architectures: ["LongformerModel"], attention_mode: "longformer", attention_probs_dropout_prob: 0.1, attention_window: Array(12).fill(512), bos_token_id: 0,
    eos_token_id: 2, gradient_checkpointing: false, hidden_act: "gelu", hidden_dropout_prob: 0.1, hidden_size: 768, ignore_attention_mask: false, initializer_range: 0.02, intermediate_size: 3072, layer_norm_eps: 1e-5,
    max_position_embeddings: 4098, model_type: "longformer", num_attention_heads: 12, num_hidden_layers: 12, onnx_export: false, pad_token_id: 1, position_embedding_type: "absolute", sep_token_id: 2,
    torch_dtype: "float32", transformers_version: "4.27.4", type_vocab_size: 1, vocab_size: 50265,
  }],
  // Of the rest no exact count is published.
  ["junnyu/roformer_chinese_base", sums.roformerBase(), {
    architectures: ["RoFormerForMaskedLM"], attention_probs_dropout_prob: 0.1, hidden_act: "gelu", embedding_size: 768, hidden_dropout_prob: 0.1, hidden_size: 768, max_position_embeddings: 1536, initializer_range: 0.02,
    intermediate_size: 3072, layer_norm_eps: 1e-12, model_type: "roformer", num_attention_heads: 12, num_hidden_layers: 12, pad_token_id: 0, type_vocab_size: 2, vocab_size: 50000,
  }],
  ["junnyu/roformer_small_discriminator", sums.roformerSmall(), {
    architectures: ["RoFormerModel"], attention_probs_dropout_prob: 0.1, embedding_size: 128, hidden_act: "gelu", hidden_dropout_prob: 0.1, hidden_size: 256, initializer_range: 0.02, intermediate_size: 1024,
    layer_norm_eps: 1e-12, max_position_embeddings: 128, model_type: "roformer", num_attention_heads: 4, num_hidden_layers: 12, pad_token_id: 0, type_vocab_size: 2, vocab_size: 30522, rotary_value: true,
  }],
  ["lexlms/legal-longformer-base", sums.longformerLegal(), {
    architectures: ["LongformerForMaskedLM"], attention_mode: "longformer", attention_probs_dropout_prob: 0.1, attention_window: Array(12).fill(512), bos_token_id: 1, classifier_dropout: null, cls_token_id: 1,
    eos_token_id: 2, gradient_checkpointing: false, hidden_act: "gelu", hidden_dropout_prob: 0.1, hidden_size: 768, ignore_attention_mask: false, initializer_range: 0.02, intermediate_size: 3072, layer_norm_eps: 1e-5,
    max_position_embeddings: 4098, model_max_length: 4096, model_type: "longformer", num_attention_heads: 12, num_hidden_layers: 12, pad_token_id: 0, position_embedding_type: "absolute", sep_token_id: 2,
    torch_dtype: "float32", transformers_version: "4.20.0", type_vocab_size: 2, use_cache: true, vocab_size: 50000,
  }],
  ["patrickvonplaten/hf-reformer-crime-and-punish", sums.reformer(), {
    architectures: ["ReformerModelWithLMHead"], attention_head_size: 64, attention_probs_dropout_prob: 0.1, attn_layers: ["local", "lsh", "local", "lsh", "local", "lsh"], axial_norm_std: 1, axial_pos_embds: true,
    axial_pos_embds_dim: [64, 192], axial_pos_shape: [512, 1024], chunk_size_feed_forward: 0, chunk_size_lm_head: 0, feed_forward_size: 512, hidden_act: "relu", hidden_dropout_prob: 0.05, hidden_size: 256,
    initializer_range: 0.02, is_decoder: true, layer_norm_eps: 1e-12, local_attn_chunk_length: 64, lsh_attn_chunk_length: 64, max_position_embeddings: 524288, model_type: "reformer", num_attention_heads: 2,
    num_buckets: [64, 128], num_hashes: 1, num_hidden_layers: 6, pad_token_id: 0, vocab_size: 320,
  }],
  ["the defaults of TransfoXLConfig, which are those of transfo-xl-wt103", sums.transformerXl(), {
    adaptive: true, architectures: ["TransfoXLLMHeadModel"], attn_type: 0, clamp_len: 1000, cutoffs: [20000, 40000, 200000], d_embed: 1024, d_head: 64, d_inner: 4096, d_model: 1024, div_val: 4, dropatt: 0, dropout: 0.1,
    eos_token_id: 0, init: "normal", init_range: 0.01, init_std: 0.02, layer_norm_epsilon: 1e-5, mem_len: 1600, model_type: "transfo-xl", n_head: 16, n_layer: 18, pre_lnorm: false, proj_init_std: 0.01,
    proj_share_all_but_first: true, same_length: true, sample_softmax: -1, tie_projs: [false, true, true, true], untie_r: true, vocab_size: 267735,
  }],
  ["THUDM/glm-10b", sums.glm10b(), {
    _name_or_path: "THUDM/glm-10b", architectures: ["GLMModel"], attention_dropout_prob: 0.1, attention_scale: 1, auto_map: {}, block_position_encoding: true, checkpoint_activations: false, checkpoint_num_layers: 1,
    embedding_dropout_prob: 0.1, hidden_size: 4096, initializer_range: 0.02, max_sequence_length: 1024, model_type: "glm", num_attention_heads: 64, num_layers: 48, output_dropout_prob: 0.1, output_predict: true,
    parallel_output: true, pool_token: "cls", relative_encoding: false, spell_func: "lstm", spell_length: null, torch_dtype: "float32", transformers_version: "4.23.1", vocab_size: 50304,
  }],
  ["facebook/xglm-7.5B", sums.xglm(), {
    activation_dropout: 0, activation_function: "gelu", architectures: ["XGLMForCausalLM"], attention_dropout: 0.1, attention_heads: 32, bos_token_id: 0, d_model: 4096, decoder_start_token_id: 2, dropout: 0.1,
    eos_token_id: 2, ffn_dim: 16384, init_std: 0.02, layerdrop: 0, max_position_embeddings: 2048, model_type: "xglm", num_layers: 32, pad_token_id: 1, scale_embedding: true, transformers_version: "4.16.0.dev0",
    use_cache: true, vocab_size: 256008,
  }],
  ["moonshotai/Kimi-K3", sums.kimiK3(), {
    architectures: ["KimiK3ForConditionalGeneration"],
    auto_map: { AutoConfig: "configuration_kimi_k3.KimiK3Config", AutoModel: "modeling_kimi_k3.KimiK3ForConditionalGeneration", AutoModelForCausalLM: "modeling_kimi_k3.KimiK3ForConditionalGeneration" },
    bos_token_id: 163584, dtype: "bfloat16", eos_token_id: 163586, ignore_index: -100, image_placeholder: "<|kimi_image_placeholder|>", media_placeholder_token_id: 163605, model_type: "kimi_k3",
    pad_token_id: 163839, tie_word_embeddings: false,
    vision_config: { _attn_implementation: "flash_attention_2", activation_func: "gelu_pytorch_tanh", attn_bias: false, init_pos_emb_height: 64, init_pos_emb_time: 4, init_pos_emb_width: 64, linear_bias: false, merge_kernel_size: [2, 2], merge_type: "sd2_tpool", mlp_type: "mlp2", mm_hidden_size: 1024, mm_projector_type: "patchmergerv2", norm_type: "rmsnorm", patch_embed_proj_bias: false, patch_size: 14, pos_emb_interpolation_mode: "bilinear", pos_emb_type: "divided_fixed", projector_hidden_act: "gelu", projector_ln_eps: 1e-05, qkv_hidden_size: 1536, text_hidden_size: 7168, vt_hidden_size: 1024, vt_intermediate_size: 4096, vt_num_attention_heads: 12, vt_num_hidden_layers: 27 },
    text_config: {
      _name_or_path: "", activation_situ_beta: 4.0, activation_situ_linear_beta: 25.0, add_cross_attention: false, architectures: ["KimiLinearForCausalLM"], attn_res_block_size: 12,
      auto_map: { AutoConfig: "configuration_kimi_k3.KimiLinearConfig", AutoModel: "modeling_kimi_linear.KimiLinearModel", AutoModelForCausalLM: "modeling_kimi_linear.KimiLinearForCausalLM" },
      bad_words_ids: null, begin_suppress_tokens: null, bos_token_id: 163584, chunk_size_feed_forward: 0, cross_attention_hidden_size: null, decoder_start_token_id: null, diversity_penalty: 0.0,
      do_sample: false, dtype: "bfloat16", early_stopping: false, encoder_no_repeat_ngram_size: 0, eos_token_id: 163586, exponential_decay_length_penalty: null, finetuning_task: null,
      first_k_dense_replace: 1, forced_bos_token_id: null, forced_eos_token_id: null, hidden_act: "situ", hidden_size: 7168, id2label: { "0": "LABEL_0", "1": "LABEL_1" }, initializer_range: 0.02,
      intermediate_size: 33792, is_decoder: false, is_encoder_decoder: false, kv_lora_rank: 512, label2id: { LABEL_0: 0, LABEL_1: 1 }, latent_moe_use_norm: true, length_penalty: 1.0,
      linear_attn_config: { full_attn_layers: [...numbered(92, (layer) => layer % 4 === 0), 93], gate_lower_bound: -5.0, head_dim: 128, kda_layers: numbered(92, (layer) => layer % 4 !== 0), num_heads: 96, short_conv_kernel_size: 4, use_full_rank_gate: true },
      max_length: 20, max_position_embeddings: 1048576, min_length: 0, mla_use_nope: true, mla_use_output_gate: true, model_type: "kimi_linear", moe_intermediate_size: 3072, moe_layer_freq: 1,
      moe_renormalize: true, moe_router_activation_func: "sigmoid", no_repeat_ngram_size: 0, num_attention_heads: 96, num_beam_groups: 1, num_beams: 1, num_expert_group: 1, num_experts: 896,
      num_experts_per_token: 16, num_hidden_layers: 93, num_key_value_heads: 96, num_nextn_predict_layers: 0, num_return_sequences: 1, num_shared_experts: 2, output_attentions: false,
      output_hidden_states: false, output_scores: false, pad_token_id: 163839, prefix: null, problem_type: null, pruned_heads: {  }, q_lora_rank: 1536, qk_nope_head_dim: 128, qk_rope_head_dim: 64,
      quantization_config: { quant_method: "compressed-tensors" }, remove_invalid_values: false, repetition_penalty: 1.0, return_dict: true, return_dict_in_generate: false, rms_norm_eps: 1e-05,
      routed_expert_hidden_size: 3584, routed_scaling_factor: 1.0, sep_token_id: null, suppress_tokens: null, task_specific_params: null, temperature: 1.0, tf_legacy_loss: false,
      tie_encoder_decoder: false, tie_word_embeddings: false, tokenizer_class: null, top_k: 50, top_p: 1.0, topk_group: 1, topk_method: "noaux_tc", torchscript: false,
      transformers_version: "4.56.2", typical_p: 1.0, use_bfloat16: false, use_cache: true, use_grouped_topk: true, v_head_dim: 128, vocab_size: 163840,
    },
  }],
  ["nvidia/MiniMax-M3-NVFP4, the language model", sums.minimaxM3(), {
    architectures: ["MiniMaxM3SparseForConditionalGeneration"], auto_map: { AutoConfig: "configuration_minimax_m3_vl.MiniMaxM3VLConfig" }, model_type: "minimax_m3_vl",
    vision_config: { hidden_size: 1280, num_attention_heads: 16, num_hidden_layers: 32, intermediate_size: 5120, patch_size: 14, image_size: 2016, projection_dim: 6144, position_embedding_type: "rope", rope_mode: "3d", rope_theta: 10000.0, attention_dropout: 0.0, hidden_act: "gelu", initializer_factor: 1.0, initializer_range: 0.02, layer_norm_eps: 1e-05, model_type: "clip_vision_model", num_channels: 3, vocab_size: 32000, img_token_compression_config: { image_token_compression_method: "patch_merge", spatial_merge_size: 2, temporal_patch_size: 2 }, vision_segment_max_frames: 4 },
    img_token_compression_config: { image_token_compression_method: "patch_merge", spatial_merge_size: 2, temporal_patch_size: 2 }, image_seq_length: 576, image_token_index: 200025,
    video_token_index: 200026, multimodal_projector_bias: true, num_reward_heads: 0, process_image_mode: "dynamic_res", projector_hidden_act: "gelu", vision_feature_layer: -1,
    vision_feature_select_strategy: "full", torch_dtype: "bfloat16", transformers_version: "4.52.4", projector_hidden_size: 6144,
    text_config: {
      dtype: "bfloat16", hidden_size: 6144, intermediate_size: 3072, num_hidden_layers: 60, num_attention_heads: 64, num_key_value_heads: 4, head_dim: 128, vocab_size: 200064,
      max_position_embeddings: 1048576, rms_norm_eps: 1e-06, use_gemma_norm: true, attention_output_gate: false, rope_theta: 5000000, rotary_dim: 64, partial_rotary_factor: 0.5,
      hidden_act: "swigluoai", use_qk_norm: true, tie_word_embeddings: false, dense_intermediate_size: 12288, shared_intermediate_size: 3072, num_local_experts: 128, num_experts_per_tok: 4,
      n_shared_experts: 1, scoring_func: "sigmoid", use_routing_bias: true, moe_layer_freq: fromFourth, qk_norm_type: "per_head", num_mtp_modules: 1, swiglu_alpha: 1.702, swiglu_limit: 7.0,
      routed_scaling_factor: 2.0,
      sparse_attention_config: { use_sparse_attention: true, sparse_index_dim: 128, sparse_num_index_heads: 4, sparse_topk_blocks: 16, sparse_block_size: 128, sparse_disable_index_value: fromFourth, sparse_score_type: "max", sparse_init_block: 0, sparse_local_block: 1, sparse_attention_freq: fromFourth },
      architectures: ["MiniMaxM3SparseForCausalLM"],
    },
  }],
  ["Zyphra/Zamba2-7B", sums.zamba2(), {
    add_bias_linear: false, architectures: ["Zamba2ForCausalLM"], attention_dropout: 0.0, bos_token_id: 1, conv_dimension: 4, eos_token_id: 2, expansion_factor: 2, ffn_hidden_size: 14336,
    ft_lora: false, gated_linear_unit: true, hidden_size: 3584, initializer_range: 0.02, kv_channels: 112,
    layers_block_type: numbered(81, () => true).map((n) => (n === 7 || (n > 7 && n % 6 === 0) ? "hybrid" : "mamba")), lora_rank: 128, mamba_headdim: 64, mamba_ngroups: 2,
    max_position_embeddings: 4096, model_type: "zamba2", num_attention_heads: 32, num_hidden_layers: 81, num_key_value_heads: 32, num_logits_to_keep: 1, num_mem_blocks: 2, num_query_groups: 32,
    pad_token_id: 0, rms_norm_eps: 1e-05, rope_theta: 10000, sliding_window: null, state_size: 64, torch_dtype: "bfloat16", transformers_version: "4.43.0.dev0", use_cache: true,
    use_mamba_kernels: true, use_mem_rope: true, use_shared_attention_lora: false, use_shared_block_lora: true, vocab_size: 32000,
  }],
];

test.each(files)("%s: %d", (_name, total, raw) => {
  const { configuration, unknown, invalid } = normalise(raw);
  expect({ unknown, invalid }).toEqual({ unknown: [], invalid: [] });
  expect(countParameters(configuration)).toMatchObject({ total });
});
