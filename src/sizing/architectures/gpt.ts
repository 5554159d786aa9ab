/** Decoders before and beside LLaMA: LayerNorm, mostly plain MLPs. Sources: the modelling code named beside each. */
import type { Complete } from "../complete.ts";
import { type Factor, matrix, vector } from "../term.ts";
import type { Spec } from "./spec.ts";

const layerNorm = { kind: "layernorm", bias: true, perLayer: 2, final: 1 } as const;
const everyBias = { kind: "full", qkvBias: true, outputBias: true } as const;
const plain = { gated: false, bias: true, ratio: 4 } as const;
const narrow = (c: Complete): Factor => ["D_e", c.embedding_size ?? c.hidden_size];

/** openai/gpt-2 `src/model.py`; GPT-3 has the same parts (arXiv 2005.14165 §2.1). */
export const gpt2: Spec = {
  attention: everyBias,
  mlp: plain,
  norms: layerNorm,
  positions: { type: "learned", offset: 0 },
  defaults: { tie_word_embeddings: true },
};

/** transformers `modeling_gpt_neo.py`: alternating global and local layers, no bias on queries, keys and values. */
const gptNeo: Spec = { ...gpt2, attention: { kind: "full", qkvBias: false, outputBias: true } };

/** transformers `modeling_gptj.py`: one norm feeds attention and MLP in parallel; the untied head has a bias. */
const gptJ: Spec = {
  attention: { kind: "full", qkvBias: false, outputBias: false },
  mlp: plain,
  norms: { ...layerNorm, perLayer: 1 },
  headBias: true,
  defaults: { tie_word_embeddings: false },
};

/** transformers `modeling_gpt_neox.py` (arXiv 2204.06745). */
const gptNeoX: Spec = {
  attention: { kind: "full", qkvBias: ["qkv_bias", "attention_bias"], outputBias: ["attention_bias"] },
  mlp: { gated: false, bias: true },
  norms: layerNorm,
  defaults: { tie_word_embeddings: false, attention_bias: true },
};

/** transformers `modeling_opt.py`: two unused rows before the learned positions; projections where the embedding is narrower (350M). */
const opt: Spec = {
  attention: { kind: "full", qkvBias: ["use_bias"], outputBias: ["use_bias"] },
  mlp: { gated: false, bias: ["use_bias"], ratio: 4 },
  norms: { ...layerNorm, final: (c) => (c.do_layer_norm_before ? 1 : 0) },
  positions: { type: "learned", offset: 2 },
  defaults: { tie_word_embeddings: true, use_bias: true, do_layer_norm_before: true },
};

/** transformers `modeling_bloom.py` (arXiv 2211.05100): ALiBi and a LayerNorm on the embedding. */
const bloom: Spec = { attention: everyBias, mlp: plain, norms: { ...layerNorm, embedding: true }, defaults: { tie_word_embeddings: true } };

/** transformers `modeling_falcon.py`: 7B one norm for both branches, 40B and 180B one each. */
const falcon: Spec = {
  attention: { kind: "full", qkvBias: ["use_bias"], outputBias: ["use_bias"] },
  mlp: { gated: false, bias: ["use_bias"], ratio: 4 },
  norms: { ...layerNorm, perLayer: (c) => (c.parallel_attn ? (c.num_ln_in_parallel_attn ?? 1) : 2) },
  defaults: { tie_word_embeddings: true, use_bias: false, parallel_attn: true },
};

/** mosaicml/llm-foundry `modeling_mpt.py`: ALiBi or learned positions, `no_bias` covers the norms too. */
const mpt: Spec = {
  attention: { kind: "full", qkvBias: ["use_bias"], outputBias: ["use_bias"], qkNorm: { shape: "width", when: ["use_qk_norm"] } },
  mlp: { gated: false, bias: ["use_bias"], ratio: 4 },
  norms: { ...layerNorm, bias: false },
  mayLearnPositions: true,
  defaults: { tie_word_embeddings: true, use_bias: false, use_qk_norm: false },
};

/** transformers `modeling_phi.py` (phi-1, 1.5 and 2): one norm feeds both branches, biases everywhere, the head too. */
const phi: Spec = {
  attention: { ...everyBias, qkNorm: { shape: "head", when: ["use_qk_norm"] } },
  mlp: plain,
  norms: { ...layerNorm, perLayer: 1 },
  headBias: true,
  defaults: { tie_word_embeddings: false, use_qk_norm: false },
};

/** transformers `modeling_stablelm.py`: gated MLP, LayerNorm with bias, queries and keys normed a head (2 12B). */
const stablelm: Spec = {
  attention: { kind: "full", qkvBias: ["qkv_bias"], outputBias: false, qkNorm: { shape: "per-head", when: ["use_qk_norm"] } },
  mlp: { gated: true, bias: false },
  norms: { ...layerNorm, perLayer: (c) => (c.use_parallel_residual ? 1 : 2) },
  defaults: { tie_word_embeddings: false, qkv_bias: false, use_qk_norm: false, use_parallel_residual: false },
};

/** transformers `modeling_cohere.py`: one LayerNorm without bias feeds both branches; tied. Command R+ norms queries and keys a head. */
const cohere: Spec = {
  attention: {
    kind: "full",
    qkvBias: ["qkv_bias", "attention_bias"],
    outputBias: ["attention_bias"],
    qkNorm: { shape: "per-head", when: ["use_qk_norm"] },
  },
  mlp: { gated: true, bias: false },
  norms: { kind: "layernorm", bias: false, perLayer: 1, final: 1 },
  defaults: { tie_word_embeddings: true, attention_bias: false, use_qk_norm: false },
};

/** Three sliding layers, then a full one. */
export const cohere2: Spec = {
  ...cohere,
  attention: {
    kind: "full",
    qkvBias: ["qkv_bias", "attention_bias"],
    outputBias: ["attention_bias"],
    pattern: { kind: "sliding", rule: "all-but-every", nth: "sliding_window_pattern", assumed: 4 },
  },
  defaults: { tie_word_embeddings: true, attention_bias: false },
};

/** StarCoder, SantaCoder (transformers `modeling_gpt_bigcode.py`): GPT-2 with one head of keys and values. */
const gptBigcode: Spec = { ...gpt2, defaults: { ...gpt2.defaults, num_key_value_heads: 1 } };

/** StarCoder2 (arXiv 2402.19173): LayerNorm, biases everywhere, grouped keys within a window. */
const starcoder2: Spec = {
  attention: {
    kind: "full",
    qkvBias: ["use_bias"],
    outputBias: ["use_bias"],
    pattern: { kind: "sliding", rule: "all", where: "sliding_window" },
  },
  mlp: { gated: false, bias: ["use_bias"] },
  norms: layerNorm,
  defaults: { tie_word_embeddings: true, use_bias: true },
};

/** Nemotron-4, Minitron (transformers `modeling_nemotron.py`): LayerNorm with bias, a squared ReLU, no other bias. */
const nemotron: Spec = {
  attention: { kind: "full", qkvBias: ["attention_bias"], outputBias: ["attention_bias"] },
  mlp: { gated: false, bias: ["mlp_bias"] },
  norms: layerNorm,
  defaults: { tie_word_embeddings: false, attention_bias: false, mlp_bias: false },
};

/** Persimmon (transformers `modeling_persimmon.py`): biases everywhere, norms with bias on the heads, a squared ReLU. */
const persimmon: Spec = {
  attention: { ...everyBias, qkNorm: { shape: "head", when: ["use_qk_norm"], bias: true } },
  mlp: { gated: false, bias: true },
  norms: layerNorm,
  defaults: { tie_word_embeddings: false, use_qk_norm: true },
};

/** Jais (arXiv 2308.16149): GPT-2 with ALiBi and a gated MLP. */
const jais: Spec = { ...gpt2, mlp: { gated: true, bias: true } };

/** GPT-1 (openai/finetune-transformer-lm): norms after the blocks, none at the end. */
const openaiGpt: Spec = { ...gpt2, norms: { ...layerNorm, final: 0 } };

/** CTRL (transformers `modeling_ctrl.py`): sinusoids, a tied head with a bias. */
const ctrl: Spec = {
  attention: everyBias,
  mlp: { gated: false, bias: true },
  norms: layerNorm,
  headBias: true,
  defaults: { tie_word_embeddings: true },
};

/** XGLM (transformers `modeling_xglm.py`): sinusoids, biases everywhere. */
const xglm: Spec = { attention: everyBias, mlp: plain, norms: layerNorm, defaults: { tie_word_embeddings: true } };

/** PaLM (arXiv 2204.02311 §2): no biases, one norm feeds attention and a gated MLP in parallel, one head of keys and values. */
const palm: Spec = {
  attention: { kind: "full", qkvBias: false, outputBias: false },
  mlp: { gated: true, bias: false },
  norms: { kind: "layernorm", bias: false, perLayer: 1, final: 1 },
  defaults: { tie_word_embeddings: true, num_key_value_heads: 1, head_dim: 256 },
};

/** GLM (arXiv 2103.10360, THUDM/GLM `model/modeling_glm.py`): GPT-2's parts with two tables of block positions, each with a row more. */
const glmInfilling: Spec = { ...gpt2, positions: { type: "learned", offset: 1, tables: 2 } };

/**
 * PanGu-α (arXiv 2104.12369 §2.2, `PanGu-α/pangu_alpha.py`): the last layer takes its queries from a second table of positions;
 * `num_hidden_layers` counts it.
 */
const panguAlpha: Spec = { ...gpt2, positions: { type: "learned", offset: 0, tables: 2 } };

/** GLM-130B (arXiv 2210.02414 §2; SwissArmyTransformer `glm130b_model.py`): rotary positions, norms after the blocks, GEGLU, biases everywhere. */
const glm130b: Spec = { attention: everyBias, mlp: { gated: true, bias: true }, norms: layerNorm, defaults: { tie_word_embeddings: true } };

/**
 * YaLM 100B (yandex/YaLM-100B `megatron_lm/megatron/model/`): a narrow embedding that is padded to the width, not projected; its norm
 * stands in for the first layer's, so the one after the last layer makes up the number; back through a dense layer with its norm.
 */
const yalm: Spec = {
  attention: everyBias,
  mlp: { gated: true, bias: true },
  norms: { ...layerNorm, final: 0 },
  more: { once: (c) => [vector(2, narrow(c))] },
  ends: {
    embedding: (c) => [vector(["V", c.vocab_size], narrow(c))],
    head: (c) => [matrix(["D", c.hidden_size], narrow(c)), vector(3, narrow(c)), vector(["V", c.vocab_size])],
    logits: (c) => [matrix(["D", c.hidden_size], narrow(c)), matrix(["V", c.vocab_size], narrow(c))],
  },
  defaults: { tie_word_embeddings: true },
  requires: ["embedding_size"],
};

export const gptFamily = {
  gpt2,
  gpt3: gpt2,
  gpt_neo: gptNeo,
  gptj: gptJ,
  gpt_neox: gptNeoX,
  opt,
  bloom,
  falcon,
  mpt,
  phi,
  stablelm,
  cohere,
  cohere2,
  gpt_bigcode: gptBigcode,
  starcoder2,
  nemotron,
  persimmon,
  codegen: gptJ,
  jais,
  "openai-gpt": openaiGpt,
  ctrl,
  xglm,
  palm,
  "glm-blank-infilling": glmInfilling,
  "glm-130b": glm130b,
  pangu_alpha: panguAlpha,
  yalm,
} as const;
