/** Models of papers alone, models whose layers differ or are shared, and the mixtures of experts of 2026. */
import { llamaStyle, type Row } from "./row.ts";

type Keys = Readonly<Record<string, unknown>>;

const among = (count: number, chosen: readonly number[], usual: string, other: string): string[] =>
  Array.from({ length: count }, (_, i) => (chosen.includes(i) ? other : usual));
const everyNth = (count: number, n: number): number[] => Array.from({ length: count / n }, (_, i) => n * (i + 1) - 1);
const repeated = (list: readonly (readonly [value: number, times: number])[]): number[] =>
  list.flatMap(([value, times]) => Array.from({ length: times }, () => value));

/** The printed figure's relative half step. */
const rounded = (name: string, source: string, total: number, step: number, raw: Keys, more: Partial<Row> = {}): Row => ({
  name,
  source,
  total,
  within: step / 2 / total,
  raw,
  ...more,
});

const gopher = (shape: string, head_dim: number) => llamaStyle("gopher", { head_dim, tie_word_embeddings: true })(shape);
const gopherTable = "arXiv 2112.11446 Table 1";

const zamba2 = (layers: number, hybrid: readonly number[], more: Keys) => ({
  model_type: "zamba2",
  num_hidden_layers: layers,
  num_attention_heads: 32,
  num_key_value_heads: 32,
  layers_block_type: among(layers, hybrid, "mamba", "hybrid"),
  vocab_size: 32000,
  mamba_headdim: 64,
  mamba_d_conv: 4,
  mamba_expand: 2,
  adapter_rank: 128,
  ...more,
});

/** As in the files of the hub: heads and ratios a layer. */
const openelm = (width: number, head_dim: number, heads: readonly number[], ratios: readonly number[]) => ({
  model_type: "openelm",
  model_dim: width,
  head_dim,
  num_transformer_layers: heads.length,
  num_query_heads: heads,
  num_kv_heads: heads.map((count) => count / 4),
  num_gqa_groups: 4,
  ffn_multipliers: ratios,
  ffn_dim_divisor: 256,
  ffn_with_glu: true,
  normalize_qk_projections: true,
  share_input_output_layers: true,
  vocab_size: 32000,
});

/** 32 blocks of 1280 with a convolution over patches, a projector of two layers, another over four patches each; biases. */
const minimaxVision = (): number => {
  const [width, inner, text] = [1280, 5120, 6144];
  const block = 4 * (width * width + width) + 2 * width * inner + inner + width + 4 * width;
  const projector = (from: number): number => from * text + text + text * text + text;
  return 3 * 2 * 14 * 14 * width + 2 * width + 32 * block + projector(width) + projector(4 * text);
};
const sparseFrom = (count: number, first: number): number[] => Array.from({ length: count }, (_, i) => (i < first ? 0 : 1));

export const layerwiseRows: readonly Row[] = [
  // With the vocabulary as printed, 256K.
  rounded(
    "J1-Large",
    "Jurassic-1 Table 1",
    7.5e9,
    1e8,
    llamaStyle("jurassic-1", { max_position_embeddings: 2048, tie_word_embeddings: true })("32 4096 32 32 16384 256000"),
  ),
  rounded(
    "J1-Jumbo",
    "Jurassic-1 Table 1",
    178e9,
    1e9,
    llamaStyle("jurassic-1", { max_position_embeddings: 2048, tie_word_embeddings: true })("76 13824 96 96 55296 256000"),
  ),
  rounded("Gopher 44M", gopherTable, 44e6, 1e6, gopher("8 512 16 16 2048 32000", 32)),
  rounded("Gopher 117M", gopherTable, 117e6, 1e6, gopher("12 768 12 12 3072 32000", 64)),
  rounded("Gopher 417M", gopherTable, 417e6, 1e6, gopher("12 1536 12 12 6144 32000", 128)),
  rounded("Gopher 1.4B", gopherTable, 1.4e9, 1e8, gopher("24 2048 16 16 8192 32000", 128)),
  rounded("Gopher 7.1B", gopherTable, 7.1e9, 1e8, gopher("32 4096 32 32 16384 32000", 128)),
  rounded("Gopher 280B", gopherTable, 280e9, 1e9, gopher("80 16384 128 128 65536 32000", 128)),
  rounded("Chinchilla", "arXiv 2203.15556 Table 4", 70e9, 1e9, gopher("80 8192 64 64 32768 32000", 128)),
  // With the vocabulary as printed, 256K, and T5's number of buckets, which changes nothing here.
  rounded(
    "GLaM 64B/64E",
    "arXiv 2112.06905 Table 4",
    1.2e12,
    1e11,
    llamaStyle("glam", {
      head_dim: 128,
      tie_word_embeddings: true,
      num_experts: 64,
      num_experts_per_tok: 2,
      moe_intermediate_size: 32768,
      relative_attention_num_buckets: 32,
    })("64 8192 128 128 32768 256000"),
    { active: [96.6e9, 0.05 / 96.6] },
  ),
  {
    name: "Zamba2 1.2B",
    total: 1_215_064_704,
    source: "header of model.safetensors, Zyphra/Zamba2-1.2B",
    raw: zamba2(38, [5, 11, 17, 23, 29, 35], {
      hidden_size: 2048,
      intermediate_size: 8192,
      mamba_d_state: 128,
      n_mamba_heads: 64,
      mamba_ngroups: 1,
      num_mem_blocks: 1,
      use_shared_attention_adapter: true,
    }),
  },
  rounded(
    "Zamba2 2.7B",
    "arXiv 2411.15242 abstract",
    2.7e9,
    1e8,
    zamba2(54, [6, 12, 18, 24, 30, 36, 42, 47, 51], {
      hidden_size: 2560,
      intermediate_size: 10240,
      mamba_d_state: 64,
      n_mamba_heads: 80,
      mamba_ngroups: 1,
      num_mem_blocks: 2,
      use_shared_attention_adapter: false,
    }),
  ),
  rounded(
    "Zamba2 7B",
    "arXiv 2411.15242 abstract",
    7.4e9,
    1e8,
    zamba2(81, [6, 11, 17, 23, 29, 35, 41, 47, 53, 59, 65, 71, 77], {
      hidden_size: 3584,
      intermediate_size: 14336,
      mamba_d_state: 64,
      n_mamba_heads: 112,
      mamba_ngroups: 2,
      num_mem_blocks: 2,
      use_shared_attention_adapter: false,
    }),
  ),
  rounded(
    "OpenELM 270M",
    "size of model.safetensors, apple/OpenELM-270M-Instruct: 543 MB, two bytes each",
    271.5e6,
    5e5,
    openelm(
      1280,
      64,
      repeated([
        [12, 5],
        [16, 7],
        [20, 4],
      ]),
      [0.5, 0.73, 0.97, 1.2, 1.43, 1.67, 1.9, 2.13, 2.37, 2.6, 2.83, 3.07, 3.3, 3.53, 3.77, 4],
    ),
  ),
  rounded(
    "OpenELM 3B",
    "name of the model",
    3e9,
    1e9,
    openelm(
      3072,
      128,
      repeated([
        [12, 4],
        [16, 14],
        [20, 12],
        [24, 6],
      ]),
      Array.from({ length: 36 }, (_, i) => (5 + i) / 10),
    ),
  ),
  {
    name: "Gemma 3n E4B",
    total: 7_849_978_192,
    source: "hub lmstudio-community/gemma-3n-E4B-it-MLX-bf16",
    raw: {
      model_type: "gemma3n",
      vision_config: {},
      audio_config: {},
      text_config: {
        model_type: "gemma3n_text",
        num_hidden_layers: 35,
        hidden_size: 2048,
        num_attention_heads: 8,
        num_key_value_heads: 2,
        head_dim: 256,
        intermediate_size: Array.from({ length: 35 }, () => 16384),
        vocab_size: 262400,
        vocab_size_per_layer_input: 262144,
        hidden_size_per_layer_input: 256,
        layer_types: among(35, everyNth(35, 5), "sliding_attention", "full_attention"),
        sliding_window: 512,
        num_kv_shared_layers: 15,
        laurel_rank: 64,
        altup_num_inputs: 4,
        altup_active_idx: 0,
        altup_coef_clip: 120,
        altup_correct_scale: true,
        activation_sparsity_pattern: Array.from({ length: 35 }, (_, i) => (i < 10 ? 0.95 : 0)),
      },
    },
    // Counted from the constructors of mlx-vlm's vision.py and audio.py; each has 128 embeddings, two norms and a projection.
    stored: [294_126_912 + 681_348_640 + (130 + 2048) * 2048 + (130 + 2048) * 1536, "vision and audio encoders with their embeddings"],
  },
  rounded("Grok-2", "architecture gallery", 270e9, 1e9, {
    architectures: ["Grok1ForCausalLM"],
    ...llamaStyle("git", { head_dim: 128, moe_intermediate_size: 16384, num_local_experts: 8, num_experts_per_tok: 2, residual_moe: true })(
      "64 8192 64 8 32768 131072",
    ),
  }),
  rounded(
    "Command A+",
    "documentation of Cohere",
    218e9,
    1e9,
    {
      model_type: "cohere2_vision",
      vision_config: {},
      tie_word_embeddings: true,
      text_config: {
        ...llamaStyle("cohere2_moe", {
          tie_word_embeddings: true,
          head_dim: 128,
          num_experts: 128,
          num_experts_per_tok: 8,
          num_shared_experts: 4,
          first_k_dense_replace: 0,
          expert_selection_fn: "sigmoid",
          shared_expert_combination_strategy: "average",
          use_parallel_block: true,
          use_qk_norm: false,
          position_embedding_type: "rope_gptj",
          rotary_pct: 1,
          sliding_window: 4096,
        })("32 4096 128 8 4096 262144"),
        layer_types: among(32, everyNth(32, 4), "sliding_attention", "full_attention"),
      },
    },
    { active: [25e9, 0.5 / 25] },
  ),
  {
    name: "MiniMax-M3",
    total: 427.04e9,
    within: 0.005 / 427.04,
    source: "safetensors metadata, in vllm-project/recipes MiniMax-M3.yaml",
    raw: {
      model_type: "minimax_m3_vl",
      vision_config: {},
      text_config: {
        num_hidden_layers: 60,
        hidden_size: 6144,
        num_attention_heads: 64,
        num_key_value_heads: 4,
        head_dim: 128,
        intermediate_size: 3072,
        dense_intermediate_size: 12288,
        shared_intermediate_size: 3072,
        vocab_size: 200064,
        num_local_experts: 128,
        num_experts_per_tok: 4,
        n_shared_experts: 1,
        moe_layer_freq: sparseFrom(60, 3),
        use_qk_norm: true,
        qk_norm_type: "per_head",
        tie_word_embeddings: false,
        sparse_attention_config: {
          sparse_attention_freq: sparseFrom(60, 3),
          sparse_num_index_heads: 4,
          sparse_index_dim: 128,
          sparse_block_size: 128,
          sparse_topk_blocks: 16,
        },
      },
    },
    stored: [minimaxVision(), "vision encoder and projectors"],
    active: [26e9, 0.5 / 26],
  },
  rounded(
    "Kimi K3",
    "arXiv 2607.24653 abstract",
    2.8e12,
    1e11,
    {
      model_type: "kimi_k3",
      vision_config: {},
      tie_word_embeddings: false,
      text_config: {
        ...llamaStyle("kimi_linear", {
          q_lora_rank: 1536,
          kv_lora_rank: 512,
          qk_nope_head_dim: 128,
          qk_rope_head_dim: 64,
          v_head_dim: 128,
          num_experts: 896,
          num_experts_per_token: 16,
          num_shared_experts: 2,
          moe_intermediate_size: 3072,
          routed_expert_hidden_size: 3584,
          latent_moe_use_norm: true,
          first_k_dense_replace: 1,
          attn_res_block_size: 12,
          mla_use_output_gate: true,
        })("93 7168 96 96 33792 163840"),
        linear_attn_config: {
          kda_layers: Array.from({ length: 92 }, (_, i) => i + 1).filter((layer) => layer % 4 !== 0),
          num_heads: 96,
          head_dim: 128,
          short_conv_kernel_size: 4,
          use_full_rank_gate: true,
        },
      },
    },
    { active: [104e9, 0.5 / 104, "embedding"] },
  ),
];
