/** What files of Step-3 and DeepSeek-V4.1 say in their own way, by `model_type`. */
import { layersOf, numberOf, numbersOf, type Rule } from "./raw.ts";

/** The layers with experts are listed, as text or as numbers; the others keep a dense MLP. */
const step3: Rule = (raw) => {
  const listed = typeof raw.moe_layers_enum === "string" ? raw.moe_layers_enum.split(",").map(Number) : numbersOf(raw.moe_layers_enum);
  const sparse = listed && new Set(listed);
  return {
    means: {
      num_key_value_heads: numberOf(raw.num_attention_groups),
      q_lora_rank: numberOf(raw.share_q_dim),
      shared_expert_intermediate_size: numberOf(raw.share_expert_dim),
      ...(sparse && { mlp_only_layers: layersOf(raw)?.filter((layer) => !sparse.has(layer)) }),
    },
    read: ["num_attention_groups", "share_q_dim", "share_expert_dim", "moe_layers_enum", "max_position_embedding", "norm_expert_weight"],
  };
};

/** Tokens that an entry is made of, as released; of none, the window alone. */
const known: ReadonlySet<number> = new Set([0, 1, 2]);

/** Which layers make compressed entries or choose among them, and of how many tokens an entry is made. */
const deepseekV41: Rule = (raw) => {
  const listed = numbersOf(raw.compress_ratios)?.slice(0, numberOf(raw.num_hidden_layers));
  const ratios = listed?.every((ratio) => known.has(ratio)) ? listed : undefined;
  const sources = numbersOf(raw.kv_source_layer_ids) ?? [];
  const choosers = numbersOf(raw.index_source_layer_ids) ?? [];
  const word = (ratio: number, layer: number): string => {
    if (ratio === 0) return "sliding_attention";
    const mode = sources.includes(layer) ? "full" : choosers.includes(layer) ? "reindex" : "reuse";
    return ratio === 1 ? mode : `pooled_${mode}`;
  };
  return {
    means: { ...(ratios && { layer_types: ratios.map(word) }) },
    read: [...(ratios ? ["compress_ratios"] : []), "kv_source_layer_ids", "index_source_layer_ids", "candidate_source_layer_id"],
  };
};

export const narrowCacheWords: Readonly<Record<string, Rule>> = {
  step3_text: step3,
  step3_vl: step3,
  deepseek_v41_text: deepseekV41,
  deepseek_v41: deepseekV41,
};
