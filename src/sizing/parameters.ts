/**
 * How many parameters a configuration has: an exact integer by part, in total and active per token.
 * Counts are products of widths far below 2^53, so every number here is an exact double.
 */
import { type Configuration, isKnownArchitecture } from "./configuration.ts";

export type Parts = {
  readonly embedding: number;
  readonly attention: number;
  readonly mlp: number;
  readonly norms: number;
  readonly head: number;
};

export type ParameterCount = { readonly total: number; readonly active: number; readonly parts: Parts };

/** Why there is no count: the architecture is not known, or a key the count needs is missing. */
export type NoCount = { readonly missing: readonly string[] };

type Needed = "num_hidden_layers" | "hidden_size" | "num_attention_heads" | "vocab_size" | "tie_word_embeddings";
type Complete = Configuration & { readonly [K in Needed]: NonNullable<Configuration[K]> };

const gated = (width: number, inner: number): number => 3 * width * inner;

/** Query, key, value and output projections of grouped-query attention, with what the architecture adds to them. */
const groupedAttention = (c: Complete): number => {
  const head = c.head_dim ?? c.hidden_size / c.num_attention_heads;
  const queries = c.num_attention_heads * head;
  const keys = (c.num_key_value_heads ?? c.num_attention_heads) * head;
  const qkvBias = c.qkv_bias ?? c.attention_bias ?? false;
  return (
    c.hidden_size * (2 * queries + 2 * keys) +
    (qkvBias ? queries + 2 * keys : 0) +
    (c.attention_bias ? c.hidden_size : 0) +
    (c.use_qk_norm ? 2 * head : 0)
  );
};

/** Multi-head latent attention (DeepSeek-V2, arXiv 2405.04434 §2.1): low-rank queries and a joint low-rank cache, each with its norm. */
const latentAttention = (c: Complete): number => {
  const rope = c.qk_rope_head_dim!;
  const nope = c.qk_nope_head_dim!;
  const query = c.q_lora_rank!;
  const cache = c.kv_lora_rank!;
  const heads = c.num_attention_heads;
  return (
    c.hidden_size * query +
    query +
    query * heads * (nope + rope) +
    c.hidden_size * (cache + rope) +
    cache +
    cache * heads * (nope + c.v_head_dim!) +
    heads * c.v_head_dim! * c.hidden_size
  );
};

/** Lightning attention (MiniMax-01, arXiv 2501.08313): joint qkv, an output gate, a norm over the heads, the output projection. */
const lightningAttention = (c: Complete): number => {
  const inner = c.num_attention_heads * (c.head_dim ?? c.hidden_size / c.num_attention_heads);
  return c.hidden_size * 3 * inner + c.hidden_size * inner + inner + inner * c.hidden_size;
};

/** A layer that borrows its neighbour's keys and values (cross-layer attention) projects queries and output only. */
const borrowingAttention = (c: Complete): number => {
  const head = c.head_dim ?? c.hidden_size / c.num_attention_heads;
  return 2 * c.hidden_size * c.num_attention_heads * head + (c.use_qk_norm ? head : 0);
};

const attention = (c: Complete): number => {
  const layers = c.num_hidden_layers;
  if (c.kv_lora_rank !== undefined) return layers * latentAttention(c);
  if (c.full_attention_interval !== undefined) {
    const full = Math.floor(layers / c.full_attention_interval);
    return full * groupedAttention(c) + (layers - full) * lightningAttention(c);
  }
  if (c.cla_share_factor !== undefined && c.cla_share_factor > 1) {
    const own = Math.ceil(layers / c.cla_share_factor);
    return own * groupedAttention(c) + (layers - own) * borrowingAttention(c);
  }
  return layers * groupedAttention(c);
};

type Mlp = { readonly total: number; readonly active: number };

/** Router, routed experts and shared ones of every sparse layer, and the dense layers before them. */
const experts = (c: Complete): Mlp => {
  const width = c.hidden_size;
  const inner = c.moe_intermediate_size ?? c.intermediate_size!;
  const dense = c.first_k_dense_replace ?? 0;
  const sparse = c.num_hidden_layers - dense;
  const shared = c.shared_expert_intermediate_size ?? (c.num_shared_experts ?? 0) * inner;
  // DeepSeek-V3 keeps a bias per expert for balancing; Qwen's shared expert has a scalar gate.
  const router =
    width * c.num_experts! +
    (c.architecture === "deepseek_v3" ? c.num_experts! : 0) +
    (c.architecture === "qwen2_moe" && shared > 0 ? width : 0);
  const common = dense * gated(width, c.intermediate_size ?? 0) + sparse * (router + gated(width, shared));
  return {
    total: common + sparse * c.num_experts! * gated(width, inner),
    active: common + sparse * c.num_experts_per_tok! * gated(width, inner),
  };
};

const needs = (c: Configuration): string[] => {
  const always: (keyof Configuration)[] = ["num_hidden_layers", "hidden_size", "num_attention_heads", "vocab_size", "tie_word_embeddings"];
  const sparse: (keyof Configuration)[] = c.num_experts === undefined ? ["intermediate_size"] : ["num_experts_per_tok"];
  const latent: (keyof Configuration)[] =
    c.architecture === "deepseek_v3"
      ? ["q_lora_rank", "kv_lora_rank", "qk_nope_head_dim", "qk_rope_head_dim", "v_head_dim", "num_experts", "moe_intermediate_size"]
      : [];
  const hybrid: (keyof Configuration)[] =
    c.architecture === "minimax" ? ["full_attention_interval", "head_dim", "num_key_value_heads"] : [];
  const borrowed: (keyof Configuration)[] = c.architecture === "hunyuan" ? ["cla_share_factor", "num_key_value_heads"] : [];
  return [...always, ...sparse, ...latent, ...hybrid, ...borrowed].filter((key) => c[key] === undefined);
};

/** Parameters by part; `active` counts what one token passes through, embedding and head included. */
export const countParameters = (configuration: Configuration): ParameterCount | NoCount => {
  if (!isKnownArchitecture(configuration.architecture)) return { missing: ["architecture"] };
  const missing = needs(configuration);
  if (missing.length > 0) return { missing };
  const c = configuration as Complete;
  const mlp: Mlp = c.num_experts === undefined ? same(c.num_hidden_layers * gated(c.hidden_size, c.intermediate_size!)) : experts(c);
  const embedding = c.vocab_size * c.hidden_size;
  const shared = {
    embedding,
    attention: attention(c),
    // Two norms a layer and one before the head.
    norms: (2 * c.num_hidden_layers + 1) * c.hidden_size,
    head: c.tie_word_embeddings ? 0 : embedding,
  };
  const outside = shared.embedding + shared.attention + shared.norms + shared.head;
  return { total: outside + mlp.total, active: outside + mlp.active, parts: { ...shared, mlp: mlp.total } };
};

const same = (count: number): Mlp => ({ total: count, active: count });
