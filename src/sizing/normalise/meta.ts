/** `params.json`, beside the weights of LLaMA 1 to 3 (Meta) and of Mistral and Mixtral in their own format. */
import { isObject, type OwnWords, type Raw } from "./raw.ts";

const read = [
  "dim",
  "n_layers",
  "n_heads",
  "n_kv_heads",
  "vocab_size",
  "multiple_of",
  "ffn_dim_multiplier",
  "norm_eps",
  "use_scaled_rope",
  "hidden_dim",
  "head_dim",
  "moe",
];

export const isMetaParams = (raw: Raw): boolean =>
  typeof raw.dim === "number" && raw.n_layers !== undefined && raw.model_type === undefined;

/** Two thirds of four widths, scaled, up to the next multiple (meta-llama/llama `model.py`, FeedForward). */
const innerWidth = (dim: number, multiple: number, scale: number | undefined): number => {
  const inner = Math.trunc((2 * 4 * dim) / 3);
  return multiple * Math.ceil(Math.trunc((scale ?? 1) * inner) / multiple);
};

/** A vocabulary of -1 stands for "that of the tokenizer": it stays missing. The output matrix is a layer of its own in
 * Meta's code, yet that of Llama 3.2 1B and 3B is the embedding: the file does not say, so the default is taken and listed. */
export const metaParams = (raw: Raw): OwnWords => {
  const number = (key: string): number | undefined => (typeof raw[key] === "number" ? raw[key] : undefined);
  const words = number("vocab_size");
  const multiple = number("multiple_of");
  const experts = isObject(raw.moe) ? raw.moe : undefined;
  const expertNumber = (key: string): number | undefined => (typeof experts?.[key] === "number" ? experts[key] : undefined);
  return {
    means: {
      architecture: experts ? "mixtral" : raw.hidden_dim === undefined ? "llama" : "mistral",
      head_dim: number("head_dim"),
      num_experts: expertNumber("num_experts"),
      num_experts_per_tok: expertNumber("num_experts_per_tok"),
      num_hidden_layers: number("n_layers"),
      hidden_size: number("dim"),
      num_attention_heads: number("n_heads"),
      num_key_value_heads: number("n_kv_heads") ?? number("n_heads"),
      intermediate_size:
        number("hidden_dim") ?? (multiple === undefined ? undefined : innerWidth(number("dim")!, multiple, number("ffn_dim_multiplier"))),
      vocab_size: words !== undefined && words > 0 ? words : undefined,
    },
    read,
  };
};
