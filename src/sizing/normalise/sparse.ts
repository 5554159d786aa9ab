/** Own words of mixtures of experts whose files nest their widths or call them otherwise. */
import { layersOf, numberOf, numbersOf, objectOf, type Raw, type Rule } from "./raw.ts";

/** Layers before the first with experts, where 0 stands for a dense layer and no dense one follows. */
const denseFirst = (flags: readonly number[] | undefined): number | undefined => {
  const first = flags?.indexOf(1);
  return flags === undefined || first === undefined || first < 0 || flags.indexOf(0, first) >= 0 ? undefined : first;
};

/** `intermediate_size` is the experts'; the indexer's widths stand in an object of their own or, in transformers' class, flat. */
const minimaxM3: Rule = (raw) => {
  const sparse = objectOf(raw.sparse_attention_config);
  const flags = numbersOf(sparse.sparse_attention_freq);
  const index = (nested: string, flat: string): number | undefined => numberOf(sparse[nested]) ?? numberOf(raw[flat]);
  const shared = numberOf(raw.shared_intermediate_size);
  return {
    means: {
      architecture: "minimax_m3",
      moe_intermediate_size: numberOf(raw.moe_intermediate_size) ?? numberOf(raw.intermediate_size),
      intermediate_size: numberOf(raw.dense_intermediate_size),
      ...(shared !== undefined && { shared_expert_intermediate_size: shared * (numberOf(raw.n_shared_experts) ?? 1) }),
      first_k_dense_replace: denseFirst(numbersOf(raw.moe_layer_freq)) ?? numberOf(raw.first_k_dense_replace),
      ...(flags && { layer_types: flags.map((flag) => (flag === 0 ? "full_attention" : "sparse_attention")) }),
      sparse_num_index_heads: index("sparse_num_index_heads", "index_n_heads"),
      sparse_index_dim: index("sparse_index_dim", "index_head_dim"),
      sparse_block_size: index("sparse_block_size", "index_block_size"),
      sparse_topk_blocks: index("sparse_topk_blocks", "index_topk_blocks"),
    },
    read: [
      "sparse_attention_config",
      "moe_intermediate_size",
      "intermediate_size",
      "dense_intermediate_size",
      "shared_intermediate_size",
      "moe_layer_freq",
      "index_n_heads",
      "index_head_dim",
      "index_block_size",
      "index_topk_blocks",
      "index_init_blocks",
      "index_local_blocks",
      "swiglu_alpha",
      "use_gemma_norm",
      "num_mtp_modules",
    ],
    released: { attention_output_gate: [false], qk_norm_type: ["per_head"], use_routing_bias: [true] },
  };
};

/** Layers are numbered from one in two lists. */
const kimiLinear: Rule = (raw) => {
  const linear = objectOf(raw.linear_attn_config);
  const listed = numbersOf(linear.kda_layers);
  const delta = listed && new Set(listed);
  const types = delta && layersOf(raw)?.map((layer) => (delta.has(layer + 1) ? "linear_attention" : "full_attention"));
  return {
    means: {
      // Kimi K3's file calls its language model `kimi_linear` too.
      ...(raw.attn_res_block_size !== undefined && { architecture: "kimi_k3" }),
      ...(types && { layer_types: types }),
      linear_num_heads: numberOf(linear.num_heads),
      linear_head_dim: numberOf(linear.head_dim),
      linear_conv_kernel_dim: numberOf(linear.short_conv_kernel_size),
      ...(typeof linear.use_full_rank_gate === "boolean" && { use_full_rank_gate: linear.use_full_rank_gate }),
    },
    read: ["linear_attn_config", "mla_use_nope", "moe_renormalize", "num_expert_group", "use_grouped_topk", "head_dim"],
  };
};

/** Experts have the width that the dense MLP of other models has; dense layers at the start have one of their own. */
const cohere2Moe: Rule = (raw) => ({
  means: {
    first_k_dense_replace:
      (Array.isArray(raw.mlp_layer_types) ? denseFirst(raw.mlp_layer_types.map((type) => (type === "dense" ? 0 : 1))) : undefined) ??
      numberOf(raw.first_k_dense_replace),
    moe_intermediate_size: numberOf(raw.intermediate_size),
    intermediate_size: numberOf(raw.prefix_dense_intermediate_size) ?? numberOf(raw.intermediate_size),
  },
  read: [
    "intermediate_size",
    "prefix_dense_intermediate_size",
    "prefix_dense_sliding_window_pattern",
    "mlp_layer_types",
    "expert_selection_fn",
    "moe_gate_act",
    "shared_expert_combination_strategy",
    "order_of_interleaved_layers",
  ],
  released: {
    use_parallel_block: [true],
    layer_norm_bias: [false],
    use_gated_activation: [true],
    position_embedding_type: ["rope_gptj", "rope"],
  },
});

/** xAI's files say "git"; the residual MLP tells Grok-2 from Grok-1. */
const grok: Rule = (raw: Raw) => {
  const isGrok = Array.isArray(raw.architectures) && /^Grok1(?:Model)?ForCausalLM$/.test(String(raw.architectures[0]));
  return {
    means: isGrok ? { architecture: raw.residual_moe === true ? "grok-2" : "grok-1" } : {},
    read: isGrok
      ? [
          "residual_moe",
          "attn_temperature_len",
          "sliding_window_size",
          "global_attn_every_n",
          "extrapolation_factor",
          "attn_factor",
          "beta_fast",
          "beta_slow",
        ]
      : [],
  };
};

export const sparseWords: Readonly<Record<string, Rule>> = {
  minimax_m3: minimaxM3,
  minimax_m3_vl: minimaxM3,
  minimax_m3_vl_text: minimaxM3,
  kimi_linear: kimiLinear,
  kimi_k3: kimiLinear,
  cohere2_moe: cohere2Moe,
  git: grok,
};
