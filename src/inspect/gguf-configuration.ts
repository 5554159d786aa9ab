/**
 * GGUF's metadata as a configuration in Hugging Face keys. Keys by ggml-org/ggml docs/gguf.md and llama.cpp gguf-py/gguf/constants.py
 * (`Keys`); which Hugging Face model an architecture name stands for, by llama.cpp convert_hf_to_gguf.py. What the file does not say
 * is left out; what only its tensors say (vocabulary, tied embeddings) is read from them.
 */
import { type GgufValue, isGgufArray } from "./gguf-values.ts";
import type { Tensors } from "./tally.ts";

export type GgufConfiguration = Readonly<Record<string, unknown>>;

/** Where GGUF's name of an architecture is not Hugging Face's `model_type`. */
const modelTypes: Readonly<Record<string, string>> = {
  gptneox: "gpt_neox",
  qwen2moe: "qwen2_moe",
  qwen3moe: "qwen3_moe",
  qwen3next: "qwen3_next",
  gemma3: "gemma3_text",
  phi2: "phi",
  phimoe: "phimoe",
  "command-r": "cohere",
  cohere2: "cohere2",
  deepseek2: "deepseek_v2",
  "gpt-oss": "gpt_oss",
  grok: "grok-1",
  llama4: "llama4_text",
  glm4moe: "glm4_moe",
  "hunyuan-moe": "hunyuan",
  "hunyuan-dense": "hunyuan_v1_dense",
  "minimax-m2": "minimax_m2",
  olmo2: "olmo2",
  rwkv6: "rwkv6",
  "ernie4_5-moe": "ernie4_5_moe",
};

/** Keys after the architecture's name. */
const keys: Readonly<Record<string, string>> = {
  block_count: "num_hidden_layers",
  embedding_length: "hidden_size",
  feed_forward_length: "intermediate_size",
  context_length: "max_position_embeddings",
  vocab_size: "vocab_size",
  "attention.head_count": "num_attention_heads",
  "attention.head_count_kv": "num_key_value_heads",
  "attention.key_length": "head_dim",
  "attention.layer_norm_rms_epsilon": "rms_norm_eps",
  "attention.layer_norm_epsilon": "layer_norm_eps",
  "attention.sliding_window": "sliding_window",
  "attention.q_lora_rank": "q_lora_rank",
  "attention.kv_lora_rank": "kv_lora_rank",
  "rope.freq_base": "rope_theta",
  expert_count: "num_experts",
  expert_used_count: "num_experts_per_tok",
  expert_shared_count: "num_shared_experts",
  expert_feed_forward_length: "moe_intermediate_size",
  expert_shared_feed_forward_length: "shared_expert_intermediate_size",
  leading_dense_block_count: "first_k_dense_replace",
  interleave_moe_layer_step: "interleave_moe_layer_step",
  full_attention_interval: "full_attention_interval",
  nextn_predict_layers: "num_nextn_predict_layers",
  attn_logit_softcapping: "attn_logit_softcapping",
  final_logit_softcapping: "final_logit_softcapping",
  "ssm.conv_kernel": "conv_kernel",
  "ssm.state_size": "state_size",
  "ssm.time_step_rank": "time_step_rank",
  "ssm.group_count": "n_groups",
  "wkv.head_size": "head_size",
};

/** `ExpertGatingFuncType`. */
const scoring: ReadonlyMap<unknown, string> = new Map([
  [1, "softmax"],
  [2, "sigmoid"],
]);

/** Scalars as they are; an array with one value for every layer as that value if all agree, else as a list. */
const plainValue = (value: GgufValue): unknown => {
  if (!isGgufArray(value)) return typeof value === "object" ? undefined : value;
  const values = value.values?.map(plainValue);
  return values && values.length > 0 && values.every((one) => one === values[0]) ? values[0] : values;
};

const number = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);

export const ggufConfiguration = (metadata: ReadonlyMap<string, GgufValue>, tensors: Tensors): GgufConfiguration | undefined => {
  const architecture = metadata.get("general.architecture");
  if (typeof architecture !== "string") return undefined;
  const own = (key: string): unknown => {
    const value = metadata.get(`${architecture}.${key}`);
    return value === undefined ? undefined : plainValue(value);
  };
  const configuration: Record<string, unknown> = Object.create(null);
  const put = (key: string, value: unknown): void => {
    if (value !== undefined) configuration[key] = value;
  };
  put("model_type", Object.hasOwn(modelTypes, architecture) ? modelTypes[architecture] : architecture);
  for (const [key, name] of Object.entries(keys)) put(name, own(key));
  if (Object.keys(configuration).length === 1) return undefined;

  const shapeOf = (name: string): readonly number[] | undefined => tensors.groups.find((group) => group.first === name)?.shape;
  const tokens = metadata.get("tokenizer.ggml.tokens");
  // The rows of the embedding are what the model has; the tokenizer may know fewer.
  put("vocab_size", shapeOf("token_embd.weight")?.[0] ?? configuration.vocab_size ?? (isGgufArray(tokens) ? tokens.length : undefined));
  if (shapeOf("token_embd.weight")) put("tie_word_embeddings", shapeOf("output.weight") === undefined);
  // Converters count the layers that predict further tokens among the blocks.
  const [blocks, further] = [number(configuration.num_hidden_layers), number(configuration.num_nextn_predict_layers)];
  if (blocks !== undefined && further !== undefined && further < blocks) put("num_hidden_layers", blocks - further);
  put("scoring_func", scoring.get(own("expert_gating_func")));
  if (configuration.num_experts === 0) for (const key of ["num_experts", "num_experts_per_tok"]) delete configuration[key];

  const type = own("rope.scaling.type");
  if (typeof type === "string" && type !== "none") {
    const scaling = {
      rope_type: type,
      factor: own("rope.scaling.factor"),
      original_max_position_embeddings: own("rope.scaling.original_context_length"),
    };
    put("rope_scaling", Object.fromEntries(Object.entries(scaling).filter(([, value]) => value !== undefined)));
  }
  latent(architecture, own, configuration);
  return configuration;
};

/**
 * Multi-head latent attention (DeepSeek-V2 and V3): newer files describe it as one shared key head and give the real sizes under
 * `key_length_mla` and `value_length_mla`; older ones give them as `key_length` and `value_length`.
 */
const latent = (architecture: string, own: (key: string) => unknown, configuration: Record<string, unknown>): void => {
  const rotary = number(own("rope.dimension_count"));
  const shared = number(own("attention.key_length_mla"));
  const key = shared ?? number(own("attention.key_length"));
  const value = number(own("attention.value_length_mla")) ?? number(own("attention.value_length"));
  if (configuration.kv_lora_rank === undefined || rotary === undefined || key === undefined || value === undefined) return;
  configuration.qk_rope_head_dim = rotary;
  configuration.qk_nope_head_dim = key - rotary;
  configuration.v_head_dim = value;
  delete configuration.head_dim;
  // A list, one for every layer, says which layers have attention at all.
  if (shared !== undefined && number(configuration.num_key_value_heads) !== undefined)
    configuration.num_key_value_heads = configuration.num_attention_heads;
  if (architecture === "deepseek2" && configuration.scoring_func === "sigmoid") configuration.model_type = "deepseek_v3";
};
