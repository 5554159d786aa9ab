/** Mixtures of experts. Sources: `modeling_<name>.py` of transformers or of the releaser. */
import { gated, grouped, llama, mistral, qkvBiased, qwen2, qwen3, rmsNorm } from "./llama.ts";
import type { Attention, Spec } from "./spec.ts";

const mixtral: Spec = { ...mistral, experts: {} };
const qwen2Moe: Spec = { ...qwen2, experts: { sharedGate: true }, defaults: { ...qwen2.defaults, decoder_sparse_step: 1 } };
const qwen3Moe: Spec = { ...qwen3, experts: {}, defaults: { ...qwen3.defaults, decoder_sparse_step: 1 } };

/** Phi-3.5-MoE: LayerNorm with bias, biases on attention and head, none on the experts. */
const phimoe: Spec = {
  attention: { ...grouped, pattern: { kind: "sliding", rule: "all", where: "sliding_window" } },
  mlp: gated,
  experts: {},
  norms: { kind: "layernorm", bias: true, perLayer: 2, final: 1 },
  headBias: ["lm_head_bias"],
  defaults: { attention_bias: false, lm_head_bias: false, tie_word_embeddings: false },
};

/** DeepSeekMoE 16B (arXiv 2401.06066): fine-grained experts, shared ones, the first layer dense. */
const deepseek: Spec = { ...llama, experts: {}, defaults: { attention_bias: false, mlp_bias: false } };

const latent: Attention = { kind: "latent", qkvBias: ["attention_bias"], outputBias: ["attention_bias"] };
export const latentKeys = ["kv_lora_rank", "qk_nope_head_dim", "qk_rope_head_dim", "v_head_dim"] as const;
/** DeepSeek-V2 (arXiv 2405.04434): multi-head latent attention; V2-Lite has full-rank queries (no `q_lora_rank`). */
const deepseekV2: Spec = {
  attention: latent,
  mlp: gated,
  experts: {},
  norms: rmsNorm,
  defaults: { attention_bias: false },
  requires: latentKeys,
};
/** DeepSeek-V3 (arXiv 2412.19437): a balancing bias an expert. The multi-token-prediction layer is not part of the main model. */
export const deepseekV3: Spec = {
  ...deepseekV2,
  experts: { correctionBias: true },
  requires: ["q_lora_rank", ...latentKeys, "num_experts", "moe_intermediate_size"],
};

/** MiniMax-01 (arXiv 2501.08313): seven lightning-attention layers to one of softmax. */
const minimax: Spec = {
  attention: {
    kind: "full",
    qkvBias: false,
    outputBias: false,
    pattern: { kind: "lightning", rule: "all-but-every", nth: "full_attention_interval" },
  },
  mlp: gated,
  experts: {},
  norms: rmsNorm,
  defaults: {},
  requires: ["full_attention_interval", "head_dim", "num_key_value_heads"],
};

/** Hunyuan-Large (arXiv 2411.02265): every second layer borrows its neighbour's keys and values. */
const hunyuan: Spec = {
  attention: {
    ...grouped,
    qkNorm: { shape: "head", when: ["use_qk_norm"] },
    pattern: { kind: "borrowing", rule: "all-but-first-of-share" },
  },
  mlp: gated,
  experts: {},
  norms: rmsNorm,
  defaults: { attention_bias: false, use_qk_norm: false },
  requires: ["cla_share_factor", "num_key_value_heads"],
};

/** gpt-oss (arXiv 2508.10925): biases everywhere, attention sinks, sliding and full layers alternate. */
const gptOss: Spec = {
  attention: { ...grouped, sinks: true, pattern: { kind: "sliding", rule: "all-but-every", nth: 2 } },
  mlp: { gated: true, bias: true },
  experts: { bias: true, routerBias: true },
  norms: rmsNorm,
  defaults: { attention_bias: true, tie_word_embeddings: false, head_dim: 64 },
};

/** DBRX (databricks/dbrx-base): LayerNorm without bias. */
const dbrx: Spec = {
  attention: { kind: "full", qkvBias: false, outputBias: false },
  mlp: gated,
  experts: {},
  norms: { kind: "layernorm", bias: false, perLayer: 2, final: 1 },
  defaults: { tie_word_embeddings: false },
};

/** Grok-1 (xai-org/grok-1 `model.py`): a norm before and after each block. */
const grok1: Spec = {
  attention: { kind: "full", qkvBias: false, outputBias: false },
  mlp: gated,
  experts: {},
  norms: { ...rmsNorm, perLayer: 4 },
  defaults: { tie_word_embeddings: true, head_dim: 128 },
};

/** Llama 4: one shared expert beside the routed ones; three chunked layers to a full one; norms on queries and keys have no weights. */
const llama4: Spec = {
  attention: { ...grouped, pattern: { kind: "chunked", rule: "all-but-every", nth: "no_rope_layer_interval", assumed: 4 } },
  mlp: gated,
  experts: {},
  norms: rmsNorm,
  defaults: { attention_bias: false, num_shared_experts: 1, decoder_sparse_step: 1 },
};

/** GLM-4.5: queries, keys and values have a bias, the router DeepSeek-V3's. */
const glm4Moe: Spec = {
  attention: { ...qkvBiased, qkNorm: { shape: "head", when: ["use_qk_norm"] } },
  mlp: gated,
  experts: { correctionBias: true },
  norms: rmsNorm,
  defaults: { tie_word_embeddings: false, attention_bias: false, use_qk_norm: false },
};

export const sparseFamily = {
  mixtral,
  qwen2_moe: qwen2Moe,
  qwen3_moe: qwen3Moe,
  phimoe,
  deepseek,
  deepseek_v2: deepseekV2,
  deepseek_v3: deepseekV3,
  kimi_k2: deepseekV3,
  minimax,
  minimax_text_01: minimax,
  minimax_m1: minimax,
  hunyuan,
  gpt_oss: gptOss,
  dbrx,
  "grok-1": grok1,
  llama4,
  llama4_text: llama4,
  glm4_moe: glm4Moe,
  glm4v_moe: glm4Moe,
} as const;
