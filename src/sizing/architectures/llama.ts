/** LLaMA and what was built on it: RMSNorm and gated MLPs. Sources: `modeling_<name>.py` of transformers or of the releaser. */
import { vector } from "../term.ts";
import type { Attention, Norms, Spec } from "./spec.ts";

export const rmsNorm: Norms = { kind: "rmsnorm", bias: false, perLayer: 2, final: 1 };
export const gated = { gated: true, bias: false } as const;

/** No biases unless the configuration asks for them. */
export const grouped: Attention = { kind: "full", qkvBias: ["qkv_bias", "attention_bias"], outputBias: ["attention_bias"] };
/** Biases on queries, keys and values only. */
export const qkvBiased: Attention = { kind: "full", qkvBias: ["qkv_bias", "attention_bias"], outputBias: false };

export const llama: Spec = {
  attention: { ...grouped, qkNorm: { shape: "head", when: ["use_qk_norm"] } },
  mlp: { gated: true, bias: ["mlp_bias"] },
  norms: rmsNorm,
  defaults: { attention_bias: false, mlp_bias: false, use_qk_norm: false },
};

const windowed: Attention = { ...grouped, pattern: { kind: "sliding", rule: "all", where: "sliding_window" } };
export const mistral: Spec = { attention: windowed, mlp: gated, norms: rmsNorm, defaults: { attention_bias: false } };

/** Biases on queries, keys and values only, from Qwen to Qwen2.5. */
export const qwen2: Spec = {
  attention: { ...qkvBiased, pattern: { kind: "sliding", rule: "from-max-window-layers" } },
  mlp: gated,
  norms: rmsNorm,
  defaults: { qkv_bias: true },
};

/** Norms on queries and keys instead of biases; heads of 128 whatever the width. */
export const qwen3: Spec = {
  attention: {
    ...grouped,
    qkNorm: { shape: "head", when: true },
    pattern: { kind: "sliding", rule: "from-max-window-layers" },
  },
  mlp: gated,
  norms: rmsNorm,
  defaults: { attention_bias: false, head_dim: 128 },
};

/** Gemma (arXiv 2403.08295): heads of 256, embedding shared with the head. */
const gemma: Spec = {
  attention: grouped,
  mlp: gated,
  norms: rmsNorm,
  defaults: { tie_word_embeddings: true, attention_bias: false, head_dim: 256 },
};

/** Gemma 2 (arXiv 2408.00118): a norm before and after each block; sliding and full layers alternate. */
const gemma2: Spec = {
  ...gemma,
  attention: { ...grouped, pattern: { kind: "sliding", rule: "all-but-every", nth: "sliding_window_pattern", assumed: 2 } },
  norms: { ...rmsNorm, perLayer: 4 },
};

/** Gemma 3 (arXiv 2503.19786): five sliding layers to a full one, norms on queries and keys. */
const gemma3: Spec = {
  ...gemma2,
  // The 4B text configuration leaves these out and relies on the class (transformers `configuration_gemma3.py`).
  defaults: { ...gemma.defaults, num_attention_heads: 8, num_key_value_heads: 4, vocab_size: 262208 },
  attention: {
    ...grouped,
    qkNorm: { shape: "head", when: true },
    pattern: { kind: "sliding", rule: "all-but-every", nth: "sliding_window_pattern", assumed: 6 },
  },
};

const phi3: Spec = {
  attention: { kind: "full", qkvBias: false, outputBias: false, pattern: { kind: "sliding", rule: "all", where: "sliding_window" } },
  mlp: gated,
  norms: rmsNorm,
  defaults: { tie_word_embeddings: false },
};

/** OLMo (arXiv 2402.00838): a LayerNorm without weights. */
const olmo: Spec = {
  attention: grouped,
  mlp: gated,
  norms: { ...rmsNorm, kind: "none" },
  defaults: { attention_bias: false, tie_word_embeddings: false },
};

/** OLMo 2 (arXiv 2501.00656): norms after the blocks, and one over all query heads and all key heads together. */
const olmo2: Spec = {
  ...olmo,
  attention: { ...grouped, qkNorm: { shape: "width", when: true } },
  norms: rmsNorm,
};

const olmo3: Spec = {
  ...olmo2,
  attention: {
    ...grouped,
    qkNorm: { shape: "width", when: true },
    pattern: { kind: "sliding", rule: "all-but-every", nth: "sliding_window_pattern", assumed: 4 },
  },
};

/** One fused matrix for queries, keys and values, no bias anywhere; rotary positions at 7B, ALiBi at 13B. */
const baichuan: Spec = {
  attention: { kind: "full", qkvBias: false, outputBias: false },
  mlp: gated,
  norms: rmsNorm,
  defaults: { tie_word_embeddings: false },
};

/** `bias` covers queries, keys, values and the output. */
const internlm: Spec = { ...baichuan, attention: grouped, defaults: { tie_word_embeddings: false, attention_bias: true } };
const internlm2: Spec = { ...internlm, defaults: { tie_word_embeddings: false, attention_bias: false } };

/** ChatGLM2-6B to GLM-4-9B (`modeling_chatglm.py`). */
const chatglm: Spec = {
  attention: qkvBiased,
  mlp: gated,
  norms: rmsNorm,
  defaults: { tie_word_embeddings: false, qkv_bias: true },
};

/** The same parts under transformers' own names. */
const glm: Spec = { ...chatglm, defaults: { tie_word_embeddings: false, attention_bias: true, head_dim: 128 } };

/** GLM-4-0414: norms after the blocks too. */
const glm4: Spec = { ...glm, norms: { ...rmsNorm, perLayer: 4 } };

/** ChatGLM-6B: a plain MLP, LayerNorm and biases everywhere; two-dimensional rotary positions. */
const chatglm1: Spec = {
  attention: { kind: "full", qkvBias: true, outputBias: true },
  mlp: { gated: false, bias: true, ratio: 4 },
  norms: { kind: "layernorm", bias: true, perLayer: 2, final: 1 },
  defaults: { tie_word_embeddings: true },
};

/** Exaone 4: norms after attention and MLP only, on the heads too; three sliding layers to a full one in the 32B. */
const exaone4: Spec = {
  attention: {
    ...grouped,
    qkNorm: { shape: "head", when: true },
    pattern: { kind: "sliding", rule: "all-but-every", nth: "sliding_window_pattern", assumed: 1 },
  },
  mlp: gated,
  norms: rmsNorm,
  defaults: { attention_bias: false },
};

/** Apertus (arXiv 2509.14233): xIELU with two trained numbers, no gate; a norm on the heads. */
const apertus: Spec = {
  attention: { ...grouped, qkNorm: { shape: "head", when: true } },
  mlp: { gated: false, bias: false, trained: 2 },
  norms: rmsNorm,
  defaults: { attention_bias: false, tie_word_embeddings: false },
};

const hunyuanDense: Spec = { ...llama, defaults: { ...llama.defaults, use_qk_norm: true } };

/** Biases on queries, keys and values, none on the output. */
const seedOss: Spec = {
  ...llama,
  attention: { kind: "full", qkvBias: ["qkv_bias", "attention_bias"], outputBias: ["attention_out_bias"] },
  defaults: { attention_bias: true, attention_out_bias: false, mlp_bias: false },
};

/** Orion: LLaMA with LayerNorm. */
const orion: Spec = { ...llama, norms: { kind: "layernorm", bias: true, perLayer: 2, final: 1 } };

/** AFM: a squared ReLU in place of the gate. */
const arcee: Spec = { ...llama, mlp: { gated: false, bias: ["mlp_bias"] } };

/** MiniCPM3 (openbmb): latent attention in a dense model. */
const minicpm3: Spec = {
  attention: { kind: "latent", qkvBias: ["attention_bias"], outputBias: ["attention_bias"] },
  mlp: gated,
  norms: rmsNorm,
  defaults: { attention_bias: false },
  requires: ["kv_lora_rank", "qk_nope_head_dim", "qk_rope_head_dim", "v_head_dim"],
};

/** TeleChat (Tele-AI `modeling_telechat.py`): biases on the output of attention and MLP alone. */
const telechat: Spec = {
  attention: { kind: "full", qkvBias: false, outputBias: true },
  mlp: gated,
  norms: rmsNorm,
  more: { layer: (c) => [vector(["D", c.hidden_size])] },
  defaults: {},
};

/** Muse Glimmer (transformers `modeling_muse_glimmer.py`): a gate on the attention output, norms before and after each block. */
const museGlimmer: Spec = {
  attention: { ...grouped, outputGate: { width: ["attn_output_gate"] } },
  mlp: gated,
  norms: { ...rmsNorm, perLayer: 4 },
  defaults: { attention_bias: false, attn_output_gate: true, tie_word_embeddings: false },
};

export const llamaFamily = {
  llama,
  yi: llama,
  smollm3: llama,
  granite: llama,
  ernie4_5: llama,
  exaone: llama,
  minicpm: llama,
  xverse: llama,
  skywork: llama,
  ministral3: mistral,
  qwen2_5_vl: qwen2,
  telechat,
  muse_glimmer_text: museGlimmer,
  internlm3: llama,
  hunyuan_v1_dense: hunyuanDense,
  seed_oss: seedOss,
  exaone4,
  apertus,
  orion,
  arcee,
  minicpm3,
  mistral,
  qwen: qwen2,
  qwen2,
  mimo: qwen2,
  qwen3,
  gemma,
  gemma2,
  gemma3,
  gemma3_text: gemma3,
  phi3,
  olmo,
  olmo2,
  olmo3,
  baichuan,
  internlm,
  internlm2,
  chatglm,
  chatglm1,
  glm,
  glm4,
} as const;
