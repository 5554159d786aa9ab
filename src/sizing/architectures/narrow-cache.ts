/** Mixtures of experts that keep little of each token: one wide head of keys and values, or entries that many layers share. */
import type { Complete } from "../complete.ts";
import { type Factor, matrix, vector } from "../term.ts";
import { gated, rmsNorm } from "./llama.ts";
import type { Spec } from "./spec.ts";

/** Step-3 (arXiv 2507.19427; sglang `step3_vl.py`): its `share_q_dim` is `q_lora_rank` here; the router has no balancing bias. */
const step3: Spec = {
  attention: { kind: "factorised", qkvBias: false, outputBias: false },
  mlp: gated,
  experts: {},
  norms: rmsNorm,
  defaults: { tie_word_embeddings: false },
  requires: ["head_dim", "q_lora_rank"],
};

/**
 * DeepSeek-V4.1 (NeMo AutoModel `deepseek_v41`): DeepSeek-V4 with entries shared by layers, learned routing in every layer and two
 * hyper-connections a layer, none before the head. Its n-gram memory (Engram) is not counted.
 */
const deepseekV41: Spec = {
  attention: {
    kind: "shared_window",
    qkvBias: false,
    outputBias: false,
    names: {
      sliding_attention: "shared_window",
      pooled_full: "pooled_source",
      pooled_reindex: "pooled_reindex",
      pooled_reuse: "pooled_reuse",
      full: "plain_source",
      reindex: "plain_reindex",
      reuse: "plain_reuse",
    },
  },
  mlp: gated,
  experts: { correctionBias: true },
  norms: rmsNorm,
  more: {
    layer: (c: Complete) => {
      const streams = c.hc_mult ?? 1;
      const h: Factor = ["H_c", streams];
      const out: Factor = ["(2+H_c)·H_c", (2 + streams) * streams];
      return [matrix(2, out, h, ["D", c.hidden_size]), vector(2, out), vector(6)];
    },
  },
  defaults: { tie_word_embeddings: false },
  requires: [
    "layer_types",
    "head_dim",
    "q_lora_rank",
    "o_groups",
    "o_lora_rank",
    "hc_mult",
    "sliding_window",
    "index_n_heads",
    "index_head_dim",
    "index_topk",
  ],
};

export const narrowCacheFamily = { step3_text: step3, step3_vl: step3, deepseek_v41_text: deepseekV41, deepseek_v41: deepseekV41 } as const;
