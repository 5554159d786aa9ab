/** Architectures of 2024 to 2026: hybrids, sparse attention, experts beside dense parts; and encoders. `hub` unless a row says otherwise. */

import * as beside from "./beside.ts";
import { llamaStyle, type Row } from "./row.ts";

type Keys = Readonly<Record<string, unknown>>;
type Stored = readonly [count: number, what: string];

const hub = (name: string, repository: string, total: number, raw: Keys, stored?: Stored): Row => ({
  name,
  total,
  source: `hub ${repository}`,
  raw,
  ...(stored && { stored }),
});

const layers = (count: number, full: (layer: number) => boolean, usual: string, other = "full_attention"): string[] =>
  Array.from({ length: count }, (_, i) => (full(i) ? other : usual));
const among = (list: readonly number[]) => (layer: number) => list.includes(layer);

const latentV3 = { q_lora_rank: 1536, kv_lora_rank: 512, qk_nope_head_dim: 128, qk_rope_head_dim: 64, v_head_dim: 128 };
const expertsV3 = {
  n_routed_experts: 256,
  num_experts_per_tok: 8,
  n_shared_experts: 1,
  moe_intermediate_size: 2048,
  first_k_dense_replace: 3,
};
const indexer = (heads: number) => ({ index_n_heads: heads, index_head_dim: 128, index_topk: 2048 });

const qwen35 = (shape: string, values: number, more = {}) => ({
  model_type: "qwen3_5",
  vision_config: {},
  text_config: llamaStyle("qwen3_5_text", {
    head_dim: 256,
    full_attention_interval: 4,
    attn_output_gate: true,
    linear_num_key_heads: 16,
    linear_num_value_heads: values,
    linear_key_head_dim: 128,
    linear_value_head_dim: 128,
    linear_conv_kernel_dim: 4,
  })(shape, more),
});
const sparseWidth = (experts: number, chosen: number, width: number) => ({
  num_experts: experts,
  num_experts_per_tok: chosen,
  moe_intermediate_size: width,
  shared_expert_intermediate_size: width,
});

const lfm2 = (shape: string, full: readonly number[], more = {}) =>
  llamaStyle("lfm2", {
    tie_word_embeddings: true,
    conv_L_cache: 3,
    conv_bias: false,
    layer_types: layers(Number(shape.split(" ")[0]), among(full), "conv"),
  })(shape, more);
const mamba2 = (heads: number, width: number) => ({ mamba_num_heads: heads, mamba_head_dim: width, n_groups: 8, ssm_state_size: 128 });
const nemotronH = (hybrid_override_pattern: string, shape: string, more: Keys) =>
  llamaStyle("nemotron_h", { hybrid_override_pattern, conv_kernel: 4, use_conv_bias: true, head_dim: 128 })(shape, more);
const granite4 = (shape: string, heads: number, experts: Keys) =>
  llamaStyle("granitemoehybrid", {
    tie_word_embeddings: true,
    layer_types: layers(40, among([5, 15, 25, 35]), "mamba", "attention"),
    mamba_n_heads: heads,
    mamba_d_head: 64,
    mamba_n_groups: 1,
    mamba_d_state: 128,
    mamba_d_conv: 4,
    mamba_conv_bias: true,
    mamba_proj_bias: false,
  })(shape, experts);

const gemma4 = (shape: string, more: Keys) =>
  llamaStyle("gemma4_text", {
    tie_word_embeddings: true,
    head_dim: 256,
    global_head_dim: 512,
    attention_k_eq_v: true,
    sliding_window: 1024,
  })(shape, more);
const starcoder = (n_layer: number, n_embd: number, n_head: number) => ({
  model_type: "gpt_bigcode",
  n_layer,
  n_embd,
  n_head,
  n_inner: 4 * n_embd,
  n_positions: 8192,
  vocab_size: 49152,
  multi_query: true,
});
const exaone4 = (shape: string, more: Keys) => llamaStyle("exaone4", more)(shape);

const hybrids: readonly Row[] = [
  hub(
    "Qwen3.5 397B A17B",
    "Qwen/Qwen3.5-397B-A17B",
    403397928944,
    {
      model_type: "qwen3_5_moe",
      text_config: { ...qwen35("60 4096 32 2 1024 248320", 64, sparseWidth(512, 10, 1024)).text_config, model_type: "qwen3_5_moe_text" },
    },
    beside.qwen35({ width: 4096, heads: 32, groups: 2, feed: 4096 * 512 + 513 * 3 * 4096 * 1024 + 4096 }),
  ),
  hub(
    "Qwen3.5 0.8B",
    "Qwen/Qwen3.5-0.8B",
    873438784,
    qwen35("24 1024 8 2 3584 248320", 16, { tie_word_embeddings: true }),
    beside.qwen35({ width: 1024, heads: 8, groups: 2, feed: 3 * 1024 * 3584, tower: [12, 768, 3072] }),
  ),
  hub(
    "Qwen3.5 9B",
    "Qwen/Qwen3.5-9B",
    9653104368,
    qwen35("32 4096 16 4 12288 248320", 32),
    beside.qwen35({ width: 4096, heads: 16, groups: 4, feed: 3 * 4096 * 12288 }),
  ),
  hub(
    "Kimi Linear 48B A3B",
    "moonshotai/Kimi-Linear-48B-A3B-Instruct",
    49122681728,
    llamaStyle("kimi_linear", {
      ...latentV3,
      q_lora_rank: null,
      linear_num_heads: 32,
      linear_head_dim: 128,
      linear_conv_kernel_dim: 4,
      layer_types: layers(27, (i) => i === 26 || (i + 1) % 4 === 0, "linear_attention"),
      ...expertsV3,
      moe_intermediate_size: 1024,
      first_k_dense_replace: 1,
    })("27 2304 32 32 9216 163840"),
  ),
  hub(
    "Nemotron 3 Nano 30B A3B",
    "nvidia/NVIDIA-Nemotron-3-Nano-30B-A3B-BF16",
    31577937344,
    nemotronH("MEMEM*EMEMEM*EMEMEM*EMEMEM*EMEMEM*EMEMEMEM*EMEMEMEME", "52 2688 32 2 1856 131072", {
      ...mamba2(64, 64),
      n_routed_experts: 128,
      num_experts_per_tok: 6,
      n_shared_experts: 1,
      moe_intermediate_size: 1856,
      moe_shared_expert_intermediate_size: 3712,
    }),
    [-23 * 128, "balancing biases in 32 bits, which the figure leaves out"],
  ),
  hub(
    "Nemotron Nano 9B v2",
    "nvidia/NVIDIA-Nemotron-Nano-9B-v2",
    8888227328,
    nemotronH("M-M-M-MM-M-M-M*-M-M-M*-M-M-M-M*-M-M-M-M*-M-MM-M-M-M-M-M-", "56 4480 40 8 15680 131072", mamba2(128, 80)),
  ),
  hub(
    "Falcon-H1 0.5B",
    "tiiuae/Falcon-H1-0.5B-Base",
    521411104,
    llamaStyle("falcon_h1", {
      mamba_n_heads: 24,
      mamba_d_head: 64,
      mamba_n_groups: 1,
      mamba_d_state: 128,
      mamba_d_conv: 4,
      mamba_conv_bias: true,
      mamba_proj_bias: false,
      mamba_rms_norm: false,
      head_dim: 64,
    })("36 1024 8 2 2048 32784"),
  ),
  hub(
    "Granite 4.0 H Micro",
    "ibm-granite/granite-4.0-h-micro",
    3191396096,
    granite4("40 2048 32 8 8192 100352", 64, { num_local_experts: 0, shared_intermediate_size: 8192 }),
  ),
  hub(
    "Granite 4.0 H Tiny",
    "ibm-granite/granite-4.0-h-tiny",
    6939037248,
    granite4("40 1536 12 4 512 100352", 48, { num_local_experts: 64, num_experts_per_tok: 6, shared_intermediate_size: 1024 }),
  ),
  hub("LFM2 1.2B", "LiquidAI/LFM2-1.2B", 1170340608, lfm2("16 2048 32 8 8192 65536", [2, 5, 8, 10, 12, 14])),
  hub("LFM2 350M", "LiquidAI/LFM2-350M", 354483968, lfm2("16 1024 16 8 4608 65536", [2, 5, 8, 10, 12, 14])),
  hub(
    "LFM2 8B A1B",
    "LiquidAI/LFM2-8B-A1B",
    8339929856,
    {
      ...lfm2("24 2048 32 8 7168 65536", [2, 6, 10, 14, 18, 21], {
        num_experts: 32,
        num_experts_per_tok: 4,
        moe_intermediate_size: 1792,
        num_dense_layers: 2,
      }),
      model_type: "lfm2_moe",
    },
    [-22 * 32, "balancing biases in 32 bits, which the figure leaves out"],
  ),
  hub("Falcon Mamba 7B", "tiiuae/falcon-mamba-7b-instruct", 7272665088, {
    model_type: "falcon_mamba",
    num_hidden_layers: 64,
    hidden_size: 4096,
    intermediate_size: 8192,
    state_size: 16,
    conv_kernel: 4,
    time_step_rank: 256,
    expand: 16,
    use_bias: false,
    use_conv_bias: true,
    vocab_size: 65024,
    tie_word_embeddings: false,
  }),
];

const sparse: readonly Row[] = [
  hub(
    "MiniMax-M2",
    "MiniMaxAI/MiniMax-M2",
    228703644928,
    llamaStyle("minimax_m2", { head_dim: 128, num_local_experts: 256, num_experts_per_tok: 8 })("62 3072 48 8 1536 200064"),
    [62 * (256 * 3 * 12 * 24 + 2 * 48 * 24 + 2 * 8 * 24), "scales of FP8 blocks of 128 by 128"],
  ),
  hub(
    "OLMoE 1B 7B",
    "allenai/OLMoE-1B-7B-0924-Instruct",
    6919161856,
    llamaStyle("olmoe", { num_experts: 64, num_experts_per_tok: 8 })("16 2048 16 16 1024 50304"),
  ),
  hub(
    "dots.llm1",
    "rednote-hilab/dots.llm1.inst",
    142774381696,
    llamaStyle("dots1", {
      ...expertsV3,
      n_routed_experts: 128,
      num_experts_per_tok: 6,
      n_shared_experts: 2,
      moe_intermediate_size: 1408,
      first_k_dense_replace: 1,
    })("62 4096 32 32 10944 152064"),
  ),
  hub(
    "Ling mini 2.0",
    "inclusionAI/Ling-mini-2.0",
    16255643392,
    llamaStyle("bailing_moe", {
      num_experts: 256,
      num_experts_per_tok: 8,
      num_shared_experts: 1,
      moe_intermediate_size: 512,
      first_k_dense_replace: 1,
      use_qk_norm: true,
    })("20 2048 16 4 5120 157184"),
  ),
  hub(
    "ERNIE 4.5 21B A3B",
    "baidu/ERNIE-4.5-21B-A3B-Thinking",
    21825437888,
    llamaStyle("ernie4_5_moe", {
      tie_word_embeddings: true,
      moe_num_experts: 64,
      moe_k: 6,
      moe_num_shared_experts: 2,
      moe_intermediate_size: 1536,
      moe_layer_start_index: 1,
    })("28 2560 20 4 12288 103424"),
  ),
  hub(
    "LongCat-Flash",
    "meituan-longcat/LongCat-Flash-Chat",
    561862880256,
    {
      ...latentV3,
      model_type: "longcat_flash",
      num_layers: 28,
      hidden_size: 6144,
      num_attention_heads: 64,
      ffn_hidden_size: 12288,
      expert_ffn_hidden_size: 2048,
      n_routed_experts: 512,
      zero_expert_num: 256,
      moe_topk: 12,
      vocab_size: 131072,
      tie_word_embeddings: false,
    },
    beside.longcat,
  ),
  hub(
    "DeepSeek-V3.2",
    "deepseek-ai/DeepSeek-V3.2",
    685396921376,
    llamaStyle("deepseek_v32", { ...latentV3, ...indexer(64), ...expertsV3 })("61 7168 128 128 18432 129280"),
    beside.deepseekV32,
  ),
  hub(
    "GLM-5",
    "zai-org/GLM-5",
    753864139008,
    llamaStyle("glm_moe_dsa", {
      q_lora_rank: 2048,
      kv_lora_rank: 512,
      qk_nope_head_dim: 192,
      qk_rope_head_dim: 64,
      v_head_dim: 256,
      ...indexer(32),
      ...expertsV3,
    })("78 6144 64 64 12288 154880"),
    beside.glm5,
  ),
  hub(
    "Gemma 4 26B A4B",
    "google/gemma-4-26B-A4B",
    26544131376,
    gemma4("30 2816 16 8 2112 262144", {
      num_global_key_value_heads: 2,
      num_experts: 128,
      num_experts_per_tok: 8,
      moe_intermediate_size: 704,
    }),
    beside.gemma4(2816),
  ),
  hub(
    "Step 3.5 Flash",
    "stepfun-ai/Step-3.5-Flash",
    199384301376,
    llamaStyle("step3p5", {
      head_dim: 128,
      layer_types: layers(45, (i) => i % 4 === 0, "sliding_attention"),
      swa_num_attention_heads: 96,
      swa_num_key_value_heads: 8,
      num_experts: 288,
      num_experts_per_tok: 8,
      moe_intermediate_size: 1280,
      shared_expert_intermediate_size: 1280,
      first_k_dense_replace: 3,
      sliding_window: 512,
    })("45 4096 64 8 11264 128896"),
    beside.step35,
  ),
];

const dense: readonly Row[] = [
  hub(
    "Gemma 4 31B",
    "google/gemma-4-31B",
    32682372656,
    gemma4("60 5376 32 16 21504 262144", { num_global_key_value_heads: 4 }),
    beside.gemma4(5376),
  ),
  hub(
    "SmolLM3 3B",
    "HuggingFaceTB/SmolLM3-3B",
    3075098624,
    llamaStyle("smollm3", { tie_word_embeddings: true })("36 2048 16 4 11008 128256"),
  ),
  hub("Apertus 8B", "swiss-ai/Apertus-8B-2509", 8053338176, llamaStyle("apertus")("32 4096 32 8 21504 131072")),
  hub("EXAONE 4.0 1.2B", "LGAI-EXAONE/EXAONE-4.0-1.2B", 1279391488, exaone4("30 2048 32 8 4096 102400", { tie_word_embeddings: true })),
  hub(
    "EXAONE 4.0 32B",
    "LGAI-EXAONE/EXAONE-4.0-32B",
    32003216384,
    exaone4("64 5120 40 8 27392 102400", { sliding_window: 4096, sliding_window_pattern: "LLLG" }),
  ),
  hub(
    "Granite 3.3 8B",
    "ibm-granite/granite-3.3-8b-instruct",
    8170864640,
    llamaStyle("granite", { tie_word_embeddings: true })("40 4096 32 8 12800 49159"),
  ),
  hub("AFM 4.5B", "arcee-ai/AFM-4.5B-Base", 4619184640, llamaStyle("arcee")("36 2560 20 4 18432 128004")),
  hub(
    "StarCoder2 3B",
    "bigcode/starcoder2-3b",
    3030371328,
    llamaStyle("starcoder2", { tie_word_embeddings: true, use_bias: true })("30 3072 24 2 12288 49152"),
  ),
  hub(
    "StarCoder2 7B",
    "bigcode/starcoder2-7b",
    7173923840,
    llamaStyle("starcoder2", { tie_word_embeddings: true, use_bias: true })("32 4608 36 4 18432 49152"),
  ),
  hub("StarCoder 15.5B", "bigcode/starcoder", 15819446272, starcoder(40, 6144, 48), [49152 * 6144, "the tied head, stored"]),
  hub("tiny StarCoder", "bigcode/tiny_starcoder_py", 164144128, starcoder(20, 768, 12)),
  hub(
    "MiMo 7B",
    "XiaomiMiMo/MiMo-7B-Base",
    7833409536,
    llamaStyle("mimo", { attention_bias: true })("36 4096 32 8 11008 151680"),
    beside.mimo,
  ),
  hub("BART base", "facebook/bart-base", 139420416, {
    model_type: "bart",
    encoder_layers: 6,
    decoder_layers: 6,
    d_model: 768,
    encoder_attention_heads: 12,
    encoder_ffn_dim: 3072,
    vocab_size: 50265,
    max_position_embeddings: 1024,
  }),
  hub(
    "GPT-1",
    "openai-community/openai-gpt",
    119680512,
    { model_type: "openai-gpt", n_layer: 12, n_embd: 768, n_head: 12, n_positions: 512, vocab_size: 40478 },
    [12 * 512 * 512, "causal masks, one buffer a layer"],
  ),
];

export const laterRows: readonly Row[] = [...hybrids, ...sparse, ...dense];
