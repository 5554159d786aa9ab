/** Mixtures of experts from 2024 to 2026 beside those of sparse.ts. Sources: `modeling_<name>.py` of transformers or of the releaser. */
import type { Complete } from "../complete.ts";
import { matrix, vector } from "../term.ts";
import { gated, grouped, rmsNorm } from "./llama.ts";
import { deepseekV3, latentKeys } from "./sparse.ts";
import type { Attention, Spec } from "./spec.ts";

/** OLMoE (arXiv 2409.02060): one norm over all query heads and one over all key heads; every layer has experts. */
const olmoe: Spec = {
  attention: { ...grouped, qkNorm: { shape: "width", when: true } },
  mlp: gated,
  experts: {},
  norms: rmsNorm,
  defaults: { attention_bias: false, tie_word_embeddings: false },
};

const minimaxM2: Spec = { ...olmoe, experts: { correctionBias: true }, defaults: { tie_word_embeddings: false, attention_bias: false } };

const headNormed = { ...grouped, qkNorm: { shape: "head", when: ["use_qk_norm"] } } as const satisfies Attention;
/** dots.llm1, Ling: DeepSeek-V3's router and experts over grouped attention with a norm on the heads. */
const groupedV3: Spec = {
  attention: headNormed,
  mlp: gated,
  experts: { correctionBias: true },
  norms: rmsNorm,
  defaults: { tie_word_embeddings: false, attention_bias: false, use_qk_norm: true },
};
const ernieMoe: Spec = { ...groupedV3, defaults: { attention_bias: false, use_qk_norm: false } };

/** Hunyuan-A13B: shared experts, no borrowed keys and values. */
const hunyuanMoe: Spec = {
  attention: headNormed,
  mlp: gated,
  experts: {},
  norms: rmsNorm,
  defaults: { attention_bias: false, use_qk_norm: true },
};

/** Granite 3 MoE. */
const graniteMoe: Spec = { attention: grouped, mlp: gated, experts: {}, norms: rmsNorm, defaults: { attention_bias: false } };

/** Arctic (Snowflake `modeling_arctic.py`): beside 128 experts a residual MLP as wide as the model, with a norm of its own. */
const arctic: Spec = {
  attention: grouped,
  mlp: gated,
  experts: { besideDense: 1, besideWidth: "hidden_size" },
  norms: { ...rmsNorm, perLayer: 3 },
  defaults: { attention_bias: false, tie_word_embeddings: false },
};

/** LongCat-Flash (arXiv 2509.01322): two attention blocks and two dense MLPs a layer beside experts of which some do nothing. */
const longcatFlash: Spec = {
  attention: { kind: "double_latent", qkvBias: ["attention_bias"], outputBias: ["attention_bias"] },
  mlp: gated,
  experts: { correctionBias: true, besideDense: 2 },
  norms: { ...rmsNorm, perLayer: 4 },
  defaults: { attention_bias: false, tie_word_embeddings: false },
  requires: latentKeys,
};

const indexKeys = ["index_n_heads", "index_head_dim", "index_topk"] as const;
/** DeepSeek-V3.2 (arXiv 2512.02556): an indexer in every layer. GLM-5.2 has one in every fourth. */
const deepseekV32: Spec = {
  ...deepseekV3,
  attention: { ...deepseekV3.attention, kind: "indexed", pattern: { kind: "followed", rule: "all-but-indexers" } },
  requires: [...(deepseekV3.requires ?? []), ...indexKeys],
};

/** MiMo-V2-Flash (arXiv 2601.02780): sliding layers with heads and sinks of their own; value heads narrower than key heads. */
const mimoV2: Spec = {
  attention: { kind: "full", qkvBias: ["qkv_bias", "attention_bias"], outputBias: false, names: {} },
  mlp: gated,
  experts: { correctionBias: true },
  norms: rmsNorm,
  defaults: { attention_bias: false, tie_word_embeddings: false },
  requires: ["layer_types", "head_dim"],
};

/** Step 3.5 Flash (arXiv 2602.10604): a gate a head on the output, more heads in sliding layers. */
const step35: Spec = {
  attention: { ...grouped, qkNorm: { shape: "head", when: true }, outputGate: { head: ["use_head_wise_attn_gate"] } },
  mlp: gated,
  experts: { correctionBias: true },
  norms: rmsNorm,
  defaults: { attention_bias: false, tie_word_embeddings: false, use_head_wise_attn_gate: true },
  requires: ["layer_types", "head_dim"],
};

/** Latent attention with full-rank queries beside DeepSeek-V3's router (Kimi-VL's and Sarvam's language models). */
const latentV3: Spec = { ...deepseekV3, requires: [...latentKeys, "num_experts", "moe_intermediate_size"] };

/** Mistral Small 4: the router has no balancing bias. */
const mistral4: Spec = { ...deepseekV3, experts: {} };

/** K-EXAONE, Solar Open, Hy3: grouped attention with a norm on the heads, three sliding layers to a full one where `layer_types` says so. */
const groupedNormed: Spec = { ...groupedV3, defaults: { attention_bias: false, use_qk_norm: true } };
const solarOpen: Spec = { ...groupedV3, defaults: { attention_bias: false, use_qk_norm: false } };

/** Trinity (arcee-ai): a gate on the attention output, norms before and after each block. */
const afmoe: Spec = {
  ...groupedNormed,
  attention: { ...headNormed, outputGate: { width: ["attn_output_gate"] } },
  norms: { ...rmsNorm, perLayer: 4 },
  defaults: { attention_bias: false, use_qk_norm: true, attn_output_gate: true },
};

/** Grok-2 (sglang `grok.py`): a dense MLP beside the experts in every layer, norms before and after each block, a head of its own. */
const grok2: Spec = {
  attention: grouped,
  mlp: gated,
  experts: { besideDense: 1 },
  norms: { ...rmsNorm, perLayer: 4 },
  defaults: { attention_bias: false, tie_word_embeddings: false },
};

/** MiniCPM-MoE: Mixtral with a tied head. */
const minicpmMoe: Spec = {
  attention: grouped,
  mlp: gated,
  experts: {},
  norms: rmsNorm,
  defaults: { attention_bias: false, tie_word_embeddings: true },
};

/** Hyper-connections (arXiv 2409.19606) of `hc_mult` residual streams: mixing weights twice a layer and once before the head. */
const streams = (c: Complete) => ["H_c", c.hc_mult ?? 1] as const;
const deepseekV4: Spec = {
  attention: {
    kind: "compressed_sparse",
    qkvBias: false,
    outputBias: false,
    names: {
      sliding_attention: "shared_window",
      heavily_compressed_attention: "heavily_compressed",
      compressed_sparse_attention: "compressed_sparse",
    },
  },
  mlp: gated,
  experts: { correctionBias: true },
  norms: rmsNorm,
  more: {
    layer: (c) => {
      const h = streams(c);
      const out = ["(2+H_c)·H_c", (2 + h[1]) * h[1]] as const;
      return [matrix(2, out, h, ["D", c.hidden_size]), vector(2, out), vector(6)];
    },
    once: (c) => {
      const h = streams(c);
      return [matrix(h, h, ["D", c.hidden_size]), vector(h), vector(1)];
    },
  },
  defaults: { tie_word_embeddings: false },
  requires: ["layer_types", "head_dim", "q_lora_rank", "o_groups", "o_lora_rank", "hc_mult", ...indexKeys],
};

export const laterSparseFamily = {
  olmoe,
  minimax_m2: minimaxM2,
  dots1: groupedV3,
  bailing_moe: groupedV3,
  bailing_moe_v2: groupedV3,
  ernie4_5_moe: ernieMoe,
  hunyuan_v1_moe: hunyuanMoe,
  granitemoe: graniteMoe,
  granitemoeshared: graniteMoe,
  arctic,
  longcat_flash: longcatFlash,
  deepseek_v32: deepseekV32,
  glm_moe_dsa: deepseekV32,
  glm4_moe_lite: deepseekV3,
  mimo_v2_flash: mimoV2,
  step3p5: step35,
  deepseek_v4: deepseekV4,
  sarvam_mla: latentV3,
  kimi_vl: latentV3,
  sarvam_moe: groupedNormed,
  exaone_moe: groupedNormed,
  hy_v3: groupedNormed,
  solar_open: solarOpen,
  afmoe,
  mistral4,
  "grok-2": grok2,
  minicpm_moe: minicpmMoe,
  mimo_v2: mimoV2,
} as const;
