/** Models that keep little of each token: mixtures of experts with one head or shared entries, Llama-Nemotron without half its attention. */
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

/** "3x8/5.25 1x0/2.625": so many blocks with groups of 8 query heads (0: no attention) and such an `ffn_mult` (0: no MLP). */
const blocks = (runs: string): readonly Readonly<Record<string, unknown>>[] =>
  runs.split(" ").flatMap((run) => {
    const [times, group, ffn_mult] = run.split(/[x/]/).map(Number) as [number, number, number];
    const attention = group === 0 ? { no_op: true, n_heads_in_group: null } : { no_op: false, n_heads_in_group: group };
    const ffn = ffn_mult === 0 ? { no_op: true, ffn_mult: null } : { no_op: false, ffn_mult };
    return Array.from({ length: times }, () => ({ attention, ffn }));
  });

/** `config.json`, of which NVIDIA keeps copies in NeMo (`llama_nemotron_config.py`). */
const nemotron = (hidden_size: number, num_attention_heads: number, block_configs: readonly unknown[]) => ({
  model_type: "nemotron-nas",
  num_hidden_layers: block_configs.length,
  hidden_size,
  num_attention_heads,
  num_key_value_heads: null,
  intermediate_size: null,
  vocab_size: 128256,
  tie_word_embeddings: false,
  attention_bias: false,
  mlp_bias: false,
  block_configs,
});
const superBlocks = blocks(
  "1x8/2.625 5x8/5.25 2x0/2.625 3x8/5.25 1x0/3.28125 30x8/5.25 1x0/1.3125 2x0/2.625 1x0/1.3125 1x0/5.25 1x0/1.3125 1x0/2.625 3x0/1.3125 1x8/5.25 1x0/1.3125 2x0/1 1x0/1.3125 3x0/1 2x0/1.3125 2x0/0.5 2x0/1 2x0/0.5 1x0/1 2x0/0.5 9x8/5.25",
);
const ultraBlocks = blocks(
  "1x16/0.4875 1x16/0.975 6x16/1.4625 1x16/1.95 4x0/0 3x16/1.95 2x16/4.875 6x0/0 3x16/4.875 5x0/0 3x16/4.875 1x16/2.4375 3x0/0 3x16/1.95 1x0/1.95 1x16/4.875 1x0/4.875 5x0/0 4x16/4.875 5x0/0 4x16/4.875 5x0/0 4x16/4.875 5x0/0 4x16/4.875 5x0/0 1x16/4.875 3x16/3.4125 2x0/0 1x16/2.925 3x16/2.4375 2x0/2.4375 1x16/2.4375 1x0/0 7x0/2.4375 1x16/2.4375 5x0/0 1x16/2.925 1x16/4.875 1x0/4.875 1x16/4.875 8x0/0 1x0/36.5625 8x0/0 1x0/39 8x0/0 1x0/31.40625 5x0/0 1x0/27.5625 1x0/1.95 1x16/1.95 1x16/2.4375 1x0/0 2x16/2.4375 1x16/3.4125 4x16/4.875 1x16/2.4375",
);

export const narrowCacheConfigurations = { step3, deepseekV41, nemotronSuper: nemotron(8192, 64, superBlocks) };

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
  {
    name: "Llama-3.3-Nemotron-Super 49B",
    total: 49867145216,
    source: "hub nvidia/Llama-3_3-Nemotron-Super-49B-v1",
    raw: nemotron(8192, 64, superBlocks),
  },
  {
    name: "Llama-3.1-Nemotron-Ultra 253B",
    total: 253e9,
    source: "arXiv 2505.00949, abstract",
    raw: nemotron(16384, 128, ultraBlocks),
    within: 0.5 / 253,
  },
];
