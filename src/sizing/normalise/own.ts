/** What a releaser's configuration says in its own way and no renaming can bring over, by `model_type`. */
import { layerwiseWords } from "./layerwise.ts";
import { narrowCacheWords } from "./narrow-cache.ts";
import { encoderWords } from "./own-encoders.ts";
import { layersOf, numberOf, objectOf, type Rule, single } from "./raw.ts";
import { sparseWords } from "./sparse.ts";

/** 7B: one head of keys and values; 40B and 180B: `num_kv_heads` of them and two norms; RW: as many as queries. */
const falcon: Rule = (raw) => {
  const grouped = raw.new_decoder_architecture === true;
  const kv = numberOf(raw.num_kv_heads) ?? numberOf(raw.n_head_kv);
  return {
    means: {
      ...(grouped ? kv !== undefined && { num_key_value_heads: kv } : raw.multi_query !== false && { num_key_value_heads: 1 }),
      ...(grouped && { parallel_attn: true, num_ln_in_parallel_attn: numberOf(raw.num_ln_in_parallel_attn) ?? 2 }),
      ...(typeof raw.bias === "boolean" && { use_bias: raw.bias }),
    },
    read: ["new_decoder_architecture", "multi_query", "num_kv_heads", "n_head_kv", "bias", "num_ln_in_parallel_attn", "alibi"],
  };
};

/** Norms without weights are not read: no release has them. */
const opt: Rule = (raw) => ({
  means: raw._remove_final_layer_norm === true ? { do_layer_norm_before: false } : {},
  read: ["_remove_final_layer_norm", ...(raw.layer_norm_elementwise_affine === false ? [] : ["layer_norm_elementwise_affine"])],
});

const mpt: Rule = (raw) => {
  const attention = objectOf(raw.attn_config);
  const heads = numberOf(raw.n_heads);
  const kv = attention.attn_type === "multiquery_attention" ? 1 : (numberOf(attention.kv_n_heads) ?? heads);
  const width = numberOf(raw.d_model);
  const ratio = numberOf(raw.expansion_ratio);
  return {
    means: {
      ...(kv !== undefined && { num_key_value_heads: kv }),
      ...(width !== undefined && ratio !== undefined && { intermediate_size: ratio * width }),
      ...(typeof raw.no_bias === "boolean" && { use_bias: !raw.no_bias }),
      position_embedding_type: attention.alibi === true ? "alibi" : attention.rope === true ? "rope" : "learned",
      use_qk_norm: attention.qk_ln === true,
    },
    read: ["attn_config", "expansion_ratio", "no_bias", "learned_pos_emb", "norm_type", "verbose", "embedding_fraction"],
  };
};

const dbrx: Rule = (raw) => {
  const ffn = objectOf(raw.ffn_config);
  const kv = numberOf(objectOf(raw.attn_config).kv_n_heads);
  const pick = (key: string): number | undefined => numberOf(ffn[key]);
  return {
    means: {
      ...(kv !== undefined && { num_key_value_heads: kv }),
      intermediate_size: pick("ffn_hidden_size"),
      num_experts: pick("moe_num_experts"),
      num_experts_per_tok: pick("moe_top_k"),
    },
    read: ["attn_config", "ffn_config"],
  };
};

/** The two halves of the gated MLP share the number that the file gives. */
const qwen: Rule = (raw) => {
  const both = numberOf(raw.intermediate_size);
  return { means: both === undefined ? {} : { intermediate_size: both / 2 }, read: ["intermediate_size", "no_bias"] };
};

/** ChatGLM-6B, unlike its successors, names an inner size; those say whether keys and values are shared. */
const chatglm: Rule = (raw) => {
  if (raw.inner_hidden_size !== undefined) return { means: { architecture: "chatglm1" }, read: ["position_encoding_2d"] };
  const shared = raw.multi_query_attention === true;
  return {
    means: shared ? {} : { num_key_value_heads: numberOf(raw.num_attention_heads) },
    read: ["multi_query_attention", "add_bias_linear", "rmsnorm", "post_layer_norm", ...(shared ? [] : ["multi_query_group_num"])],
  };
};

/** The experts' width is `intermediate_size`; `true` would ask for one a layer, which no release does. */
const llama4: Rule = (raw) => ({
  means: { moe_intermediate_size: numberOf(raw.intermediate_size) },
  read: ["moe_layers", "for_llm_compressor"],
});

const hunyuan: Rule = (raw) => ({
  means: {
    num_shared_experts: single(raw.num_shared_expert),
    num_experts_per_tok: single(raw.moe_topk),
    moe_intermediate_size: single(raw.moe_intermediate_size) ?? numberOf(raw.intermediate_size),
    cla_share_factor: raw.use_cla === false ? 1 : numberOf(raw.cla_share_factor),
  },
  read: ["num_shared_expert", "moe_topk", "moe_intermediate_size", "use_cla", "use_mixed_mlp_moe"],
});

/** 0 is lightning attention, 1 softmax. */
const minimax: Rule = (raw) => {
  const kinds = Array.isArray(raw.attn_type_list) ? raw.attn_type_list : undefined;
  const first = kinds?.indexOf(1);
  return {
    means: {
      ...(kinds && { layer_types: kinds.map((kind) => (kind === 1 ? "full_attention" : "linear_attention")) }),
      ...(first !== undefined && first >= 0 && { full_attention_interval: first + 1 }),
    },
    read: ["attn_type_list", "shared_intermediate_size", "shared_moe_mode", "postnorm"],
  };
};

/** `attention_types: [[["global", "local"], 12]]`, and the window of the local layers. */
const gptNeo: Rule = (raw) => {
  const kinds = Array.isArray(raw.attention_layers) ? raw.attention_layers : undefined;
  return {
    means: {
      sliding_window: numberOf(raw.window_size),
      ...(kinds && { layer_types: kinds.map((kind) => (kind === "local" ? "sliding_attention" : "full_attention")) }),
    },
    read: ["attention_layers", "attention_types", "window_size"],
  };
};

/** The table is padded to a multiple of 8 (`mamba_ssm/models/config_mamba.py`). */
const mamba: Rule = (raw) => {
  const own = objectOf(raw.ssm_cfg);
  const words = numberOf(raw.vocab_size);
  const multiple = numberOf(raw.pad_vocab_size_multiple) ?? 1;
  return {
    means: {
      ...(words !== undefined && { vocab_size: Math.ceil(words / multiple) * multiple }),
      state_size: numberOf(raw.state_size) ?? numberOf(own.d_state),
      conv_kernel: numberOf(raw.conv_kernel) ?? numberOf(own.d_conv),
      expand: numberOf(raw.expand) ?? numberOf(own.expand),
      ...(typeof raw.tie_embeddings === "boolean" && { tie_word_embeddings: raw.tie_embeddings }),
    },
    read: ["ssm_cfg", "pad_vocab_size_multiple", "vocab_size", "tie_embeddings", "rms_norm", "fused_add_norm"],
  };
};

/** A letter a layer: `M` Mamba-2, `*` attention, `E` experts, `-` an MLP. */
const nemotronLetters: Readonly<Record<string, string>> = { M: "mamba", "*": "attention", E: "moe", "-": "mlp" };
const nemotronH: Rule = (raw) => {
  const letters = typeof raw.hybrid_override_pattern === "string" ? [...raw.hybrid_override_pattern] : undefined;
  const named = letters?.flatMap((letter) => nemotronLetters[letter] ?? []);
  return { means: named ? { layer_types: named } : {}, read: ["hybrid_override_pattern", ...(named ? ["layers_block_type"] : [])] };
};

/** `num_heads` and `head_dim` are the state space's. */
const mamba2: Rule = (raw) => ({
  means: { mamba_num_heads: numberOf(raw.num_heads), mamba_head_dim: numberOf(raw.head_dim) },
  read: ["num_heads", "head_dim", "norm_before_gate", "rms_norm", "chunk_size"],
});

/** The gated MLP's two halves share the number that the file gives; `block_types` repeats. */
const recurrentGemma: Rule = (raw) => {
  const types = Array.isArray(raw.block_types) ? (raw.block_types as unknown[]) : undefined;
  const both = numberOf(raw.intermediate_size);
  const repeated = types && types.length > 0 ? layersOf(raw)?.map((layer) => String(types[layer % types.length])) : undefined;
  return {
    means: { ...(both !== undefined && { intermediate_size: both / 2 }), ...(repeated && { layer_types: repeated }) },
    read: ["intermediate_size", "block_types", "_block_types"],
  };
};

/** One head of keys and values unless it says otherwise. */
const gptBigcode: Rule = (raw) => ({
  means: raw.multi_query === false ? { num_key_value_heads: numberOf(raw.n_head) } : {},
  read: ["multi_query"],
});

/** "LLLG": so many layers to a full one. */
const exaone4: Rule = (raw) => {
  const letters = typeof raw.sliding_window_pattern === "string" ? raw.sliding_window_pattern : undefined;
  return { means: letters ? { sliding_window_pattern: letters.length } : {}, read: letters ? ["sliding_window_pattern"] : [] };
};

export const ownWords: Readonly<Record<string, Rule>> = {
  falcon,
  RefinedWeb: falcon,
  RefinedWebModel: falcon,
  opt,
  mpt,
  dbrx,
  qwen,
  chatglm,
  llama4_text: llama4,
  hunyuan,
  hunyuan_v1_moe: hunyuan,
  ...encoderWords,
  gpt_bigcode: gptBigcode,
  exaone4,
  nemotron_h: nemotronH,
  mamba2,
  recurrent_gemma: recurrentGemma,
  minimax,
  minimax_text_01: minimax,
  minimax_m1: minimax,
  gpt_neo: gptNeo,
  ...narrowCacheWords,
  mamba,
  ...layerwiseWords,
  ...sparseWords,
};
