/** Mixtures of experts, latent attention, and the language models inside multimodal checkpoints. */
import { llamaStyle, type Row } from "./row.ts";

const gemma = (model_type: string, more = {}) => llamaStyle(model_type, { tie_word_embeddings: null, head_dim: 256, ...more });
const gemma3 = (shape: string, more = {}) => gemma("gemma3_text", { sliding_window: 512, ...more })(shape);
const latent = { kv_lora_rank: 512, qk_nope_head_dim: 128, qk_rope_head_dim: 64, v_head_dim: 128 };
const mixtral = (shape: string) => llamaStyle("mixtral", { num_local_experts: 8, num_experts_per_tok: 2, sliding_window: null })(shape);
const gptOss = (shape: string, num_local_experts: number) =>
  llamaStyle("gpt_oss", {
    head_dim: 64,
    sliding_window: 128,
    attention_bias: true,
    num_local_experts,
    num_experts_per_tok: 4,
    experts_per_token: 4,
  })(shape);
const phimoe = (shape: string) =>
  llamaStyle("phimoe", { attention_bias: true, lm_head_bias: true, num_local_experts: 16, num_experts_per_tok: 2 })(shape);

/** SigLIP-So400m at 896 pixels: patches, positions, 27 layers, final norm (vision_config of google/gemma-3-4b-pt). */
const siglip =
  3 * 14 * 14 * 1152 + 1152 + 4096 * 1152 + 27 * (4 * (1152 * 1152 + 1152) + 2 * 1152 * 4304 + 4304 + 1152 + 4 * 1152) + 2 * 1152;
const gemma3Vision = (width: number) => [siglip + 1152 * width + 1152, "vision encoder and projector"] as const;
/** Patches, class token, positions, two norms, 34 layers, adapter, projector (vision_config of Llama 4). */
const llama4Vision = [
  588 * 1408 +
    1408 +
    577 * 1408 +
    4 * 1408 +
    34 * (4 * (1408 * 1408 + 1408) + 2 * 1408 * 5632 + 5632 + 1408 + 4 * 1408) +
    5632 * 4096 +
    4096 * 4096 +
    4096 * 5120,
  "vision encoder, adapter and projector",
] as const;
const llama4 = (num_local_experts: number, interleave_moe_layer_step: number) => ({
  model_type: "llama4",
  vision_config: {},
  text_config: llamaStyle("llama4_text", {
    head_dim: 128,
    intermediate_size_mlp: 16384,
    num_local_experts,
    num_experts_per_tok: 1,
    interleave_moe_layer_step,
    attention_chunk_size: 8192,
  })("48 5120 40 8 8192 202048"),
});
/** The layer of multi-token prediction: one sparse layer, a joining matrix and three norms (modeling of GLM-4.5); its embedding and head are copies. */
const glmPrediction = (width: number, heads: number, inner: number, experts: number, headNorms: number, copies: number) =>
  [
    (2 * heads + 2 * 8) * 128 * width +
      (heads + 2 * 8) * 128 +
      headNorms +
      (experts + 1) * 3 * width * inner +
      experts * (width + 1) +
      2 * width +
      2 * width * width +
      3 * width +
      copies * 151552 * width,
    "multi-token prediction",
  ] as const;
const glm = (shape: string, more: object) =>
  llamaStyle("glm4_moe", { attention_bias: true, head_dim: 128, n_shared_experts: 1, num_experts_per_tok: 8, ...more })(shape);
const glm45 = glm("92 5120 96 8 12288 151552", {
  n_routed_experts: 160,
  moe_intermediate_size: 1536,
  first_k_dense_replace: 3,
  use_qk_norm: true,
});

// biome-ignore format: one checkpoint a line
export const sparseRows: readonly Row[] = [
  { name: "Gemma 2B", total: 2_506_172_416, source: "hub google/gemma-2b", raw: gemma("gemma")("18 2048 8 1 16384 256000") },
  { name: "Gemma 7B", total: 8_537_680_896, source: "hub google/gemma-1.1-7b-it", raw: gemma("gemma")("28 3072 16 16 24576 256000") },
  { name: "Gemma 2 2B", total: 2_614_341_888, source: "hub google/gemma-2-2b-it", raw: gemma("gemma2", { sliding_window: 4096 })("26 2304 8 4 9216 256000") },
  { name: "Gemma 2 9B", total: 9_241_705_984, source: "hub google/gemma-2-9b-it", raw: gemma("gemma2", { sliding_window: 4096 })("42 3584 16 8 14336 256000") },
  { name: "Gemma 2 27B", total: 27_227_128_320, source: "hub google/gemma-2-27b-it", raw: gemma("gemma2", { head_dim: 128, sliding_window: 4096 })("46 4608 32 16 36864 256000") },
  { name: "Gemma 3 270M", total: 268_098_176, source: "hub google/gemma-3-270m", raw: gemma3("18 640 4 1 2048 262144") },
  { name: "Gemma 3 1B", total: 999_885_952, source: "hub google/gemma-3-1b-it", raw: gemma3("26 1152 4 1 6912 262144") },
  { name: "Gemma 3 4B", total: 4_300_079_472, stored: gemma3Vision(2560), source: "hub google/gemma-3-4b-pt", raw: { model_type: "gemma3", vision_config: {}, text_config: { model_type: "gemma3_text", hidden_size: 2560, intermediate_size: 10240, num_hidden_layers: 34, sliding_window: 1024 } } },
  { name: "Gemma 3 12B", total: 12_187_325_040, stored: gemma3Vision(3840), source: "hub google/gemma-3-12b-pt", raw: gemma3("48 3840 16 8 15360 262208") },
  { name: "Gemma 3 27B", total: 27_432_406_640, stored: gemma3Vision(5376), source: "hub google/gemma-3-27b-it", raw: gemma3("62 5376 32 16 21504 262208", { head_dim: 128 }) },
  { name: "Mixtral 8x7B", total: 46_702_792_704, active: [12.9e9, 0.005], source: "hub mistralai/Mixtral-8x7B-Instruct-v0.1; active arXiv 2401.04088", raw: mixtral("32 4096 32 8 14336 32000") },
  { name: "Mixtral 8x22B", total: 140_630_071_296, active: [39e9, 0.013], source: "hub mistralai/Mixtral-8x22B-Instruct-v0.1; active mistral.ai", raw: mixtral("56 6144 48 8 16384 32768") },
  { name: "Qwen1.5 MoE A2.7B", total: 14_315_784_192, active: [2.7e9, 0.02], source: "hub Qwen/Qwen1.5-MoE-A2.7B", raw: llamaStyle("qwen2_moe", { num_experts: 60, num_experts_per_tok: 4, moe_intermediate_size: 1408, shared_expert_intermediate_size: 5632 })("24 2048 16 16 5632 151936") },
  { name: "Qwen2 57B A14B", total: 57_408_658_944, source: "hub Qwen/Qwen2-57B-A14B", active: [14e9, 0.03], raw: llamaStyle("qwen2_moe", { num_experts: 64, num_experts_per_tok: 8, moe_intermediate_size: 2560, shared_expert_intermediate_size: 20480 })("28 3584 28 4 18944 151936") },
  { name: "Qwen3 30B A3B", total: 30_532_122_624, active: [3.3e9, 0.02], source: "hub Qwen/Qwen3-30B-A3B-Base; active model card", raw: llamaStyle("qwen3_moe", { head_dim: 128, num_experts: 128, num_experts_per_tok: 8, moe_intermediate_size: 768 })("48 2048 32 4 6144 151936") },
  { name: "Qwen3 235B A22B", total: 235_093_634_560, active: [22e9, 0.02], source: "hub Qwen/Qwen3-235B-A22B", raw: llamaStyle("qwen3_moe", { head_dim: 128, num_experts: 128, num_experts_per_tok: 8, moe_intermediate_size: 1536 })("94 4096 64 4 12288 151936") },
  { name: "Qwen3 Coder 480B A35B", total: 480_154_875_392, active: [35e9, 0.02], source: "hub Qwen/Qwen3-Coder-480B-A35B-Instruct", raw: llamaStyle("qwen3_moe", { head_dim: 128, num_experts: 160, num_experts_per_tok: 8, moe_intermediate_size: 2560 })("62 6144 96 8 8192 151936") },
  { name: "Phi-3.5 MoE", total: 41.9e9, within: 0.0015, active: [6.6e9, 0.01], source: "model card of microsoft/Phi-3.5-MoE-instruct", raw: phimoe("32 4096 32 8 6400 32064") },
  { name: "Phi-mini MoE", total: 7_647_632_704, source: "hub microsoft/Phi-mini-MoE-instruct", raw: phimoe("32 4096 32 8 960 32064") },
  { name: "DeepSeekMoE 16B", total: 16_375_728_128, active: [2.8e9, 0.02], source: "hub deepseek-ai/deepseek-moe-16b-base; active arXiv 2401.06066", raw: llamaStyle("deepseek", { n_routed_experts: 64, n_shared_experts: 2, num_experts_per_tok: 6, moe_intermediate_size: 1408, first_k_dense_replace: 1, moe_layer_freq: 1 })("28 2048 16 16 10944 102400") },
  { name: "DeepSeek-V2 Lite", total: 15_706_484_224, active: [2.4e9, 0.022, "embedding"], source: "hub deepseek-ai/DeepSeek-V2-Lite; active model card", raw: llamaStyle("deepseek_v2", { ...latent, q_lora_rank: null, n_routed_experts: 64, n_shared_experts: 2, num_experts_per_tok: 6, moe_intermediate_size: 1408, first_k_dense_replace: 1, moe_layer_freq: 1 })("27 2048 16 16 10944 102400") },
  { name: "DeepSeek-V2", total: 235_741_434_880, active: [21e9, 0.025], source: "hub deepseek-ai/DeepSeek-Coder-V2-Instruct, the same shape", raw: llamaStyle("deepseek_v2", { ...latent, q_lora_rank: 1536, n_routed_experts: 160, n_shared_experts: 2, num_experts_per_tok: 6, moe_intermediate_size: 1536, first_k_dense_replace: 1, moe_layer_freq: 1 })("60 5120 128 128 12288 102400") },
  { name: "DeepSeek-V3", total: 671_026_419_200, active: [37e9, 0.016], source: "tensors of the main model in deepseek-ai/DeepSeek-V3, router biases included", raw: llamaStyle("deepseek_v3", { ...latent, q_lora_rank: 1536, n_routed_experts: 256, n_shared_experts: 1, num_experts_per_tok: 8, moe_intermediate_size: 2048, first_k_dense_replace: 3, moe_layer_freq: 1 })("61 7168 128 128 18432 129280") },
  { name: "Kimi K2", total: 1_026_408_232_448, active: [32e9, 0.03], source: "logical parameters of every shard header, public audit", raw: llamaStyle("kimi_k2", { ...latent, q_lora_rank: 1536, n_routed_experts: 384, n_shared_experts: 1, num_experts_per_tok: 8, moe_intermediate_size: 2048, first_k_dense_replace: 1, moe_layer_freq: 1 })("61 7168 64 64 18432 163840") },
  { name: "MiniMax-M1", total: 456_089_655_296, active: [45.9e9, 0.002, "embedding and head"], source: "hub MiniMaxAI/MiniMax-M1-80k; active arXiv 2501.08313", raw: llamaStyle("minimax_m1", { head_dim: 128, num_local_experts: 32, num_experts_per_tok: 2, shared_intermediate_size: 0, attn_type_list: Array.from({ length: 80 }, (_, layer) => (layer % 8 === 7 ? 1 : 0)) })("80 6144 64 8 9216 200064") },
  // 52.1B if the head, tied to the embedding, is counted again.
  { name: "Hunyuan-Large", total: 389e9, within: 0.005, active: [52e9, 0.014], source: "arXiv 2411.02265", raw: llamaStyle("hunyuan", { attention_head_dim: 80, use_cla: true, cla_share_factor: 2, num_experts: 16, moe_topk: 1, num_shared_expert: 1, use_mixed_mlp_moe: true, use_qk_norm: true })("64 6400 80 8 18304 128512", { tie_word_embeddings: true }) },
  { name: "gpt-oss 20B", total: 20_914_757_184, active: [3.61e9, 0.0015, "embedding"], source: "hub openai/gpt-oss-20b", raw: gptOss("24 2880 64 8 2880 201088", 32) },
  { name: "gpt-oss 120B", total: 116_829_156_672, active: [5.13e9, 0.001, "embedding"], source: "hub openai/gpt-oss-120b; active arXiv 2508.10925 table 1", raw: gptOss("36 2880 64 8 2880 201088", 128) },
  { name: "DBRX", total: 132e9, within: 0.005, active: [36e9, 0.014], source: "model card of databricks/dbrx-base", raw: { model_type: "dbrx", d_model: 6144, n_heads: 48, n_layers: 40, max_seq_len: 32768, vocab_size: 100352, tie_word_embeddings: false, attn_config: { clip_qkv: 8, kv_n_heads: 8, rope_theta: 500000 }, ffn_config: { ffn_hidden_size: 10752, moe_num_experts: 16, moe_top_k: 4 } } },
  // 314.9B without the embedding, which the releaser's figure seems to leave out.
  { name: "Grok-1", total: 314e9, within: 0.006, source: "README of xai-org/grok-1", raw: llamaStyle("grok-1", { head_dim: 128, num_experts: 8, num_experts_per_tok: 2 })("64 6144 48 8 32768 131072", { tie_word_embeddings: true }) },
  { name: "Jamba v0.1", total: 51_570_323_328, active: [12e9, 0.02], source: "hub ai21labs/AI21-Jamba-Mini-1.5, the same shape; active arXiv 2403.19887", raw: llamaStyle("jamba", { num_experts: 16, num_experts_per_tok: 2, attn_layer_period: 8, attn_layer_offset: 4, expert_layer_period: 2, expert_layer_offset: 1, mamba_d_state: 16, mamba_d_conv: 4, mamba_expand: 2, mamba_dt_rank: 256, mamba_conv_bias: true, mamba_proj_bias: false })("32 4096 32 8 14336 65536") },
  { name: "Llama 4 Scout", total: 108_641_793_536, stored: llama4Vision, active: [17e9, 0.015], source: "hub meta-llama/Llama-4-Scout-17B-16E-Instruct", raw: llama4(16, 1) },
  { name: "Llama 4 Maverick", total: 401_583_781_376, stored: llama4Vision, active: [17e9, 0.015], source: "hub meta-llama/Llama-4-Maverick-17B-128E-Instruct", raw: llama4(128, 2) },
  { name: "GLM-4.5", total: 358_337_791_296, stored: glmPrediction(5120, 96, 1536, 160, 256, 2), source: "hub zai-org/GLM-4.5", raw: glm45 },
  { name: "GLM-4.6", total: 356_785_898_816, stored: glmPrediction(5120, 96, 1536, 160, 256, 0), source: "hub zai-org/GLM-4.6", raw: glm45 },
  { name: "GLM-4.5 Air", total: 110_468_824_832, stored: glmPrediction(4096, 96, 1408, 128, 0, 2), source: "hub zai-org/GLM-4.5-Air", raw: glm("46 4096 96 8 10944 151552", { n_routed_experts: 128, moe_intermediate_size: 1408, first_k_dense_replace: 1, use_qk_norm: false }) },
  { name: "ChatGLM2 6B", total: 6_243_584_000, source: "parameters of THUDM/chatglm2-6b, table of calflops", raw: { model_type: "chatglm", num_layers: 28, hidden_size: 4096, num_attention_heads: 32, kv_channels: 128, multi_query_attention: true, multi_query_group_num: 2, ffn_hidden_size: 13696, padded_vocab_size: 65024, add_bias_linear: false, add_qkv_bias: true, rmsnorm: true, post_layer_norm: true, seq_length: 32768 } },
  { name: "GLM-4 9B", total: 9_399_951_392, stored: [32, "rotary frequencies"], source: "hub THUDM/glm-4-9b-chat", raw: { model_type: "chatglm", num_layers: 40, hidden_size: 4096, num_attention_heads: 32, kv_channels: 128, multi_query_attention: true, multi_query_group_num: 2, ffn_hidden_size: 13696, padded_vocab_size: 151552, vocab_size: 151552, add_bias_linear: false, add_qkv_bias: true, rmsnorm: true, post_layer_norm: true, seq_length: 131072 } },
  { name: "ChatGLM 6B", total: 6_173_286_400, source: "parameters of THUDM/chatglm-6b, table of calflops", raw: { model_type: "chatglm", num_layers: 28, hidden_size: 4096, num_attention_heads: 32, inner_hidden_size: 16384, vocab_size: 130528, max_sequence_length: 2048, position_encoding_2d: true } },
];
