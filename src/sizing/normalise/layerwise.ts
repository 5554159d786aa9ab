/** Own words of models whose layers differ in width, share weights, or run over several residual streams. */
import { numberOf, numbersOf, objectOf, type Raw, type Rule, single } from "./raw.ts";

/** The nearest multiple, no more than a tenth below (apple/corenet `math_utils.py`, make_divisible). */
const nearestMultiple = (value: number, of: number): number => {
  const near = Math.max(of, Math.floor((value + of / 2) / of) * of);
  return near < 0.9 * value ? near + of : near;
};

const openelm: Rule = (raw) => {
  const width = numberOf(raw.model_dim);
  const multiple = numberOf(raw.ffn_dim_divisor);
  const ratios = numbersOf(raw.ffn_multipliers);
  const inner = width && multiple && ratios ? ratios.map((ratio) => nearestMultiple(ratio * width, multiple)) : undefined;
  return {
    means: {
      hidden_size: width,
      num_hidden_layers: numberOf(raw.num_transformer_layers),
      num_attention_heads_per_layer: numbersOf(raw.num_query_heads),
      num_key_value_heads_per_layer: numbersOf(raw.num_kv_heads),
      intermediate_size_per_layer: inner,
      max_position_embeddings: numberOf(raw.max_context_length),
      ...(typeof raw.share_input_output_layers === "boolean" && { tie_word_embeddings: raw.share_input_output_layers }),
      ...(typeof raw.normalize_qk_projections === "boolean" && { use_qk_norm: raw.normalize_qk_projections }),
    },
    read: [
      "model_dim",
      "num_transformer_layers",
      "num_query_heads",
      "num_kv_heads",
      "num_gqa_groups",
      "qkv_multipliers",
      "ffn_multipliers",
      "ffn_dim_divisor",
      "max_context_length",
      "share_input_output_layers",
      "normalize_qk_projections",
    ],
    released: { ffn_with_glu: [true], normalization_layer_name: ["rms_norm"] },
  };
};

/** In the first files `m` is a Mamba-2 layer and `g` one that calls a shared block; adapters are LoRAs. */
const zambaLetters: Readonly<Record<string, string>> = { m: "mamba", g: "hybrid" };
const zamba2: Rule = (raw) => {
  const types = raw.layers_block_type ?? raw.layer_mapping;
  const adapted = raw.use_shared_attention_adapter ?? raw.use_shared_attention_lora;
  return {
    means: {
      ...(Array.isArray(types) && { layer_types: types.map((type) => zambaLetters[String(type)] ?? String(type)) }),
      ...(typeof adapted === "boolean" && { use_shared_attention_adapter: adapted }),
      ...(typeof raw.add_bias_linear === "boolean" && { use_bias: raw.add_bias_linear }),
      adapter_rank: numberOf(raw.adapter_rank) ?? numberOf(raw.lora_rank),
      state_size: numberOf(raw.mamba_d_state) ?? numberOf(raw.state_size),
      conv_kernel: numberOf(raw.mamba_d_conv) ?? numberOf(raw.conv_dimension),
      expand: numberOf(raw.mamba_expand) ?? numberOf(raw.expansion_factor),
      mamba_head_dim: numberOf(raw.mamba_headdim),
      mamba_num_heads: numberOf(raw.n_mamba_heads),
      mamba_n_groups: numberOf(raw.mamba_ngroups),
    },
    read: [
      "layers_block_type",
      "layer_mapping",
      "hybrid_layer_ids",
      // Half the head of the shared blocks, which are two widths wide.
      "kv_channels",
      "attention_hidden_size",
      "add_bias_linear",
      "lora_rank",
      "lora_rank_mamba",
      "use_shared_attention_lora",
      "state_size",
      "mamba_d_state",
      "mamba_d_conv",
      "conv_dimension",
      "mamba_expand",
      "expansion_factor",
      "mamba_headdim",
      "n_mamba_heads",
      "mamba_ngroups",
      "use_mem_rope",
      "use_mem_eff_path",
      "use_long_context",
      "chunk_size",
    ],
    released: {
      ft_lora: [false],
      use_shared_block_lora: [true],
      use_shared_mlp_adapter: [true],
      gated_linear_unit: [true],
      rms_norm: [true],
      use_mem_mlp: [true],
      num_mem_heads: [raw.num_attention_heads],
      num_query_groups: [raw.num_attention_heads],
    },
  };
};

/** The inner width stands once a layer; the released models give the same everywhere. */
const gemma3n: Rule = (raw) => ({
  means: { intermediate_size: single(raw.intermediate_size) },
  read: ["intermediate_size", "altup_active_idx", "altup_coef_clip", "altup_correct_scale", "altup_lr_multiplier"],
});

/** One block a layer, with or without attention and MLP; a width is two thirds of its multiple of the model's, to the next 256. */
const nemotronNas: Rule = (raw) => {
  const blocks = Array.isArray(raw.block_configs) ? raw.block_configs.map(objectOf) : undefined;
  if (!blocks) return { means: {}, read: [] };
  const parts = blocks.map((block) => ({ attention: objectOf(block.attention), ffn: objectOf(block.ffn) }));
  const [width, heads] = [numberOf(raw.hidden_size) ?? 0, numberOf(raw.num_attention_heads) ?? 0];
  const shared = single(parts.flatMap(({ attention }) => numberOf(attention.n_heads_in_group) ?? []));
  const linear = parts.some(({ attention, ffn }) => attention.replace_with_linear === true || ffn.replace_with_linear === true);
  const inner = ({ ffn_mult }: Raw): number => 256 * Math.ceil(Math.floor((2 * (numberOf(ffn_mult) ?? 0) * width) / 3) / 256);
  return {
    means: {
      ...(shared && heads && { num_key_value_heads: heads / shared }),
      layer_types: parts.map(({ attention, ffn }) =>
        attention.no_op === true ? (ffn.no_op === true ? "none" : "mlp") : ffn.no_op === true ? "attention" : "attention_and_mlp",
      ),
      intermediate_size_per_layer: parts.map(({ ffn }) => (ffn.no_op === true ? 0 : inner(ffn))),
    },
    // Layers that are one matrix are in no released model: the key stays unknown and the answer says so.
    read: linear ? [] : ["block_configs"],
  };
};

export const layerwiseWords: Readonly<Record<string, Rule>> = {
  "nemotron-nas": nemotronNas,
  openelm,
  zamba2,
  gemma3n,
  gemma3n_text: gemma3n,
};
