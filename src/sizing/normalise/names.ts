/** Other spellings of the engine's keys, by key. Each is one releaser's or one framework's own `config.json`. */
import type { Key } from "../configuration.ts";
import type { Released } from "./raw.ts";

export const spellings: Readonly<Record<string, Key>> = {
  model_type: "architecture",
  // GPT-2, GPT-J, BLOOM, Falcon, MPT, DBRX, Mamba.
  n_layer: "num_hidden_layers",
  n_layers: "num_hidden_layers",
  num_layers: "num_hidden_layers",
  n_embd: "hidden_size",
  n_embed: "hidden_size",
  d_model: "hidden_size",
  n_head: "num_attention_heads",
  n_heads: "num_attention_heads",
  num_heads: "num_attention_heads",
  n_inner: "intermediate_size",
  n_positions: "max_position_embeddings",
  n_ctx: "max_position_embeddings",
  max_seq_len: "max_position_embeddings",
  ffn_dim: "intermediate_size",
  d_ff: "intermediate_size",
  inner_hidden_size: "intermediate_size",
  d_kv: "head_dim",
  // Transformer-XL, Reformer, XGLM.
  d_head: "head_dim",
  d_embed: "embedding_size",
  d_inner: "intermediate_size",
  attention_head_size: "head_dim",
  feed_forward_size: "intermediate_size",
  attention_heads: "num_attention_heads",
  attention_head_dim: "head_dim",
  num_kv_heads: "num_key_value_heads",
  n_head_kv: "num_key_value_heads",
  ffn_hidden_size: "intermediate_size",
  // ChatGLM.
  padded_vocab_size: "vocab_size",
  multi_query_group_num: "num_key_value_heads",
  kv_channels: "head_dim",
  seq_length: "max_position_embeddings",
  max_sequence_length: "max_position_embeddings",
  add_qkv_bias: "qkv_bias",
  // Biases and norms.
  bias: "attention_bias",
  enable_bias: "use_bias",
  use_qkv_bias: "qkv_bias",
  qk_layernorm: "use_qk_norm",
  // Experts.
  num_local_experts: "num_experts",
  n_routed_experts: "num_experts",
  moe_num_experts: "num_experts",
  n_shared_experts: "num_shared_experts",
  num_shared_expert: "num_shared_experts",
  num_experts_per_token: "num_experts_per_tok",
  num_selected_experts: "num_experts_per_tok",
  moe_top_k: "num_experts_per_tok",
  moe_topk: "num_experts_per_tok",
  // State spaces, RWKV.
  d_state: "state_size",
  d_conv: "conv_kernel",
  dt_rank: "time_step_rank",
  context_length: "max_position_embeddings",
  head_size: "head_dim",
  ssm_state_size: "state_size",
  n_groups: "mamba_n_groups",
  mamba_n_heads: "mamba_num_heads",
  mamba_d_head: "mamba_head_dim",
  conv1d_width: "conv_kernel",
  attention_window_size: "sliding_window",
  // LFM2.
  conv_L_cache: "conv_kernel",
  conv_bias: "use_conv_bias",
  num_dense_layers: "first_k_dense_replace",
  // ERNIE 4.5, LongCat-Flash, Granite, Nemotron 3.
  moe_k: "num_experts_per_tok",
  moe_num_shared_experts: "num_shared_experts",
  moe_layer_start_index: "first_k_dense_replace",
  expert_ffn_hidden_size: "moe_intermediate_size",
  shared_intermediate_size: "shared_expert_intermediate_size",
  moe_shared_expert_intermediate_size: "shared_expert_intermediate_size",
};

/** Keys that change the size of a model where they say anything but this. */
export const released: Released = {
  add_cross_attention: [false],
  tie_encoder_decoder: [false],
  // A trained prefix of keys and values (P-tuning).
  pre_seq_len: [0],
  prefix_projection: [false],
};

/** Keys that say how a model computes, is trained, sampled or loaded, never how large it is. */
export const sizeless: readonly RegExp[] = [
  // Loading and bookkeeping.
  /^(?:_.*|architectures|auto_map|transformers.*|.*dtype|torchscript|onnx_safe|name|model_name|task_specific_params|quantization_config)$/,
  /^(?:use_cache|cache_implementation|return_dict|use_return_dict|output_.*|(?:id2label|label2id)|is_(?:decoder|encoder_decoder)|prefix)$/,
  /^(?:tokenizer_\w+|quantization_bit|verbose|num_logits_to_keep|use_mamba(?:py|_kernels))$/,
  /^(?:zero_expert_type|expert_layer_(?:period|offset)_\w+|ffn_dim_multiplier|block_(?:multiple_of|auto_adjust_ff_dim|use_swiglu|norm_eps|mlp_init_scale|out_init_scale|dim)|conv_use_xavier_init|theta)$/,
  /^use_bidirectional_attention$/,
  // Tokens and generation.
  /^(?:.*_token_id|(?:bos|eos|pad|sep|unk|cls|mask|image|video|audio|vision_start|vision_end)_token|.*_token_index|pad_.*|for_llm_.*|chunk_size_feed_forward|num_logits_to_keep|.*no_repeat.*|do_sample|num_beams|(?:max|min)_length|length_penalty|early_stopping|force_\w+)$/,
  /^(?:tf_legacy_loss|use_bfloat16|num_(?:beam_groups|return_sequences)|remove_invalid_values|pruned_heads|return_dict_in_generate|(?:diversity|repetition)_penalty|temperature|top_[kp]|typical_p)$/,
  // Training.
  /^(?:.*dropout.*|.*layerdrop|.*_pdrop|.*_prob|.*_drop|.*init(?:ializer)?(?:_.*)?|.*_init|init_.*|.*_loss.*|.*_coef|aux_.*|seq_aux|gradient_checkpointing)$/,
  // Kernels and parallelism.
  /^(?:pretraining_tp|tensor_parallel.*|ep_size|.*_impl.*|fused_.*|slow_but_exact|use_(?:flash|mamba_kernels|dynamic_ntk|logn).*|.*(?:fp32|fp16|bf16).*|.*_layernorm_num_groups)$/,
  // Arithmetic of a layer that has no weights of its own.
  /^(?:hidden_act|layernorm_\w+_(?:alpha|beta)|skip_bias_add\w*|masked_softmax_fusion|bias_dropout_fusion|offset_alibi|original_max_position_embeddings|.*activation.*|act_fn|dense_act_fn|.*_eps(?:ilon)?|norm_type|.*softcapping|clip_qkv|swiglu_limit|.*scal(?:e|ing).*|.*logit.*|residual_.*|query_pre_attn_scalar)$/,
  /^(?:rope_.*|.*rotary.*|.*rope(?:_ratio|_layers)?|.*_theta|.*_base_freq|alibi|relative_attention_max_distance|attn_temperature_tuning|initial_context_length|no_rope_layers)$/,
  // Which experts a token goes to.
  /^(?:router_.*|scoring_func|topk_method|norm_topk_prob|n_group|topk_group|norm_min|moe_drop_tokens|experts_per_token|num_nextn_predict_layers|apply_residual_connection_post_layernorm|moe_layers)$/,
  // Heads for other tasks, and inputs that are not text.
  /^(?:summary_.*|classifier_.*|vision_.*|image_.*|audio_.*|mm_.*|boi_.*|eoi_.*|time_step_(?:min|max|floor|limit)|rescale_.*|attention_probs.*)$/,
];
