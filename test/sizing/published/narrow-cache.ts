/** Mixtures of experts that keep little of each token, and models whose uploads the record could not size before. */
import { llamaStyle, type Row } from "./row.ts";

/** `text_config` of the class in SGLang (`step3_vl.py`). */
const step3 = {
  ...llamaStyle("step3_text", {
    num_key_value_heads: undefined,
    num_attention_groups: 1,
    head_dim: 256,
    share_q_dim: 2048,
    share_expert_dim: 5120,
    moe_num_experts: 48,
    moe_top_k: 3,
    moe_intermediate_size: 5120,
    moe_layers_enum: Array.from({ length: 56 }, (_, i) => i + 4).join(","),
  })("61 7168 64 1 18432 128815"),
};

/** `text_config` by NeMo AutoModel's `DeepseekV41TextConfig`; three layers of multi-token prediction at the end of the ratios. */
const deepseekV41 = {
  model_type: "deepseek_v41_text",
  num_hidden_layers: 40,
  hidden_size: 5120,
  num_attention_heads: 64,
  num_key_value_heads: 1,
  head_dim: 512,
  vocab_size: 129280,
  tie_word_embeddings: false,
  q_lora_rank: 1280,
  qk_rope_head_dim: 64,
  o_lora_rank: 1024,
  o_groups: 8,
  n_routed_experts: 384,
  n_shared_experts: 1,
  num_experts_per_tok: 6,
  moe_intermediate_size: 2304,
  sliding_window: 128,
  compress_ratios: [0, 0, ...Array(18).fill(2), ...Array(20).fill(1), 0, 0, 0],
  kv_source_layer_ids: [2, 8, 14, 20],
  index_source_layer_ids: [2, 8, 14, 20, 24, 28, 32, 36],
  index_n_heads: 32,
  index_head_dim: 128,
  index_topk: 512,
  candidate_source_layer_id: 20,
  candidate_topk_blocks: 2048,
  candidate_block_size: 8,
  hc_mult: 4,
};

export const narrowCacheRows: readonly Row[] = [
  {
    name: "Step3, language model",
    total: 316e9,
    source: "stepfun-ai/Step3 README.md, model card: total parameters (LLM), activated parameters per token",
    raw: step3,
    within: 0.5 / 316,
    active: [38e9, 1 / 38],
  },
  {
    name: "DeepSeek-V4.1-Flash without Engram",
    total: 552e9,
    source: "report and cards: 552B backbone, 16B active in generation; NVIDIA NeMo AutoModel, DeepSeek-V4.1-Flash",
    raw: deepseekV41,
    within: 0.5 / 552,
    active: [16e9, 0.5 / 16],
  },
  {
    name: "Command A",
    total: 111057580032,
    source: "hub CohereForAI/c4ai-command-a-03-2025",
    raw: llamaStyle("cohere2", { head_dim: 128, tie_word_embeddings: true, sliding_window: 4096, sliding_window_pattern: 4 })(
      "64 12288 96 8 36864 256000",
    ),
  },
];
