/** Mixtures of experts of 2026. Sources: `modular_<name>.py` of transformers or the modelling code named beside each. */
import type { Complete } from "../complete.ts";
import { widths } from "../kinds/widths.ts";
import { matrix, type Sum, vector } from "../term.ts";
import { cohere2 } from "./gpt.ts";
import { kimiLinear } from "./hybrid.ts";
import { gated, grouped, rmsNorm } from "./llama.ts";
import type { Spec } from "./spec.ts";

/** MiniMax-M3 (`modular_minimax_m3_vl.py`): an indexer over blocks of tokens in the layers with experts, norms on the heads. */
const minimaxM3: Spec = {
  attention: {
    ...grouped,
    qkNorm: { shape: "head", when: ["use_qk_norm"] },
    names: { sparse_attention: "block_sparse", minimax_m3_sparse: "block_sparse" },
  },
  mlp: gated,
  experts: { correctionBias: true },
  norms: rmsNorm,
  defaults: { attention_bias: false, use_qk_norm: true, tie_word_embeddings: false },
  requires: [
    "head_dim",
    "layer_types",
    "sparse_num_index_heads",
    "sparse_index_dim",
    "sparse_block_size",
    "sparse_topk_blocks",
    "moe_intermediate_size",
  ],
};

/** Command A+ (`modular_cohere2_moe.py`): Cohere2's parallel block with experts beside shared ones in place of the MLP. */
const cohere2Moe: Spec = { ...cohere2, experts: {} };

/** A norm and a query vector wherever a layer attends to the outputs of earlier blocks: before attention, before experts, at the end. */
const residualAttention = (c: Complete, times: number): Sum => {
  const { D } = widths(c);
  return c.attn_res_block_size === undefined ? [] : [vector(times, D), matrix(times, D)];
};

/** Kimi K3 (arXiv 2607.24653; mlx-vlm `kimi_k3/language.py`): Kimi Linear's layers with gates, experts in a narrower space, attention over depth. */
const kimiK3: Spec = {
  ...kimiLinear,
  attention: { ...kimiLinear.attention, outputGate: { width: ["mla_use_output_gate"] } },
  experts: { ...kimiLinear.experts, latentNorm: ["latent_moe_use_norm"] },
  more: { layer: (c) => residualAttention(c, 2), once: (c) => residualAttention(c, 1) },
};

export const newestSparseFamily = {
  minimax_m3: minimaxM3,
  cohere2_moe: cohere2Moe,
  kimi_k3: kimiK3,
} as const;
