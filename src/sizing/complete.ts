/** From a configuration to one that can be counted: defaults filled in and named, what is missing or impossible named. */

import { specOf } from "./architectures/index.ts";
import type { Choice, Spec } from "./architectures/spec.ts";
import { type Configuration, type Key, keys, type NumberKey } from "./configuration.ts";
import { impossible, type Wrong } from "./impossible.ts";

type Needed = "num_hidden_layers" | "hidden_size" | "vocab_size" | "tie_word_embeddings";
export type Complete = Configuration & { readonly [K in Needed]: NonNullable<Configuration[K]> };

/** Why there is no answer. `missing` holds `architecture` where that is not known; `unknown` then repeats its name. */
export type NoAnswer = {
  readonly missing: readonly string[];
  readonly unknown?: string;
  /** Keys whose values cannot be: zero, negative, fractional, or at odds with another key. */
  readonly invalid?: readonly string[];
};

export type Ready = { readonly spec: Spec; readonly c: Complete; readonly assumed: Configuration };

export const choose = (choice: Choice, c: Configuration): boolean =>
  typeof choice === "boolean" ? choice : (choice.map((key) => c[key]).find((value) => value !== undefined) ?? false);

/** The same width under Jamba's names. */
const synonyms: readonly (readonly [NumberKey, NumberKey])[] = [
  ["mamba_d_state", "state_size"],
  ["mamba_d_conv", "conv_kernel"],
  ["mamba_expand", "expand"],
  ["mamba_dt_rank", "time_step_rank"],
  ["interleave_moe_layer_step", "decoder_sparse_step"],
  ["routed_expert_hidden_size", "moe_latent_size"],
];

/** The keys that size depends on, each under one name; records and files say more. */
const renamed = (given: Configuration): Configuration => {
  const own: Record<string, unknown> = { ...given };
  for (const [theirs, ours] of synonyms) own[ours] ??= given[theirs];
  own.use_conv_bias ??= given.mamba_conv_bias;
  own.use_bias ??= given.mamba_proj_bias;
  return Object.fromEntries(keys.flatMap((key) => (own[key] === undefined || own[key] === null ? [] : [[key, own[key]]])));
};

/** Multi-head latent attention, with an indexer or without: heads have the widths that it names, and no groups. */
const latent = /^(?:latent|indexed|followed|double_latent)$/;

/** Widths that follow from others where the reference code derives them. */
const derived = (spec: Spec, c: Configuration): Configuration => {
  const { hidden_size: width, num_attention_heads: heads } = c;
  const ratio = typeof spec.mlp === "object" ? spec.mlp.ratio : undefined;
  const grouped = !latent.test(spec.attention.kind) && heads !== undefined;
  // Shared blocks attend over state and embedding side by side (Zamba2).
  const inputs = spec.sharedBlocks ? 2 : 1;
  const mamba2 = spec.requires?.includes("mamba_num_heads");
  const stateful = spec.attention.kind === "state_space" || spec.attention.pattern?.kind === "state_space";
  return {
    ...(grouped && c.num_key_value_heads === undefined && { num_key_value_heads: heads }),
    ...(grouped && width !== undefined && c.head_dim === undefined && { head_dim: (inputs * width) / heads }),
    ...(width !== undefined && ratio !== undefined && c.intermediate_size === undefined && { intermediate_size: ratio * width }),
    ...(mamba2 &&
      width !== undefined &&
      c.expand !== undefined &&
      c.mamba_head_dim !== undefined &&
      c.mamba_num_heads === undefined && { mamba_num_heads: (c.expand * width) / c.mamba_head_dim }),
    ...(width !== undefined && stateful && c.time_step_rank === undefined && { time_step_rank: Math.ceil(width / 16) }),
    ...(spec.attention.kind.startsWith("time_mix") &&
      width !== undefined && {
        attention_hidden_size: c.attention_hidden_size ?? width,
        intermediate_size: c.intermediate_size ?? 4 * width,
      }),
  };
};

/** Ways of mixing that have no attention heads. */
const headless = /^(?:state_space|mamba2|time_mix)/;

const needs = (spec: Spec, c: Configuration): readonly Key[] => {
  const headed = !headless.test(spec.attention.kind);
  const sparse = spec.experts !== undefined && c.num_experts !== undefined;
  const listed = c.num_attention_heads_per_layer !== undefined || spec.requires?.includes("num_attention_heads_per_layer");
  const inner = c.intermediate_size_per_layer !== undefined || spec.requires?.includes("intermediate_size_per_layer");
  const derivable = typeof spec.mlp !== "object" || spec.mlp.ratio !== undefined || inner;
  const dense = !derivable && !(sparse && c.moe_intermediate_size !== undefined && !c.first_k_dense_replace);
  const learned =
    c.position_embedding_type === "learned" || (spec.positions?.type === "learned" && c.position_embedding_type === undefined);
  return [
    "num_hidden_layers",
    "hidden_size",
    ...(headed && !listed ? (["num_attention_heads"] as const) : []),
    "vocab_size",
    "tie_word_embeddings",
    ...(dense ? (["intermediate_size"] as const) : []),
    ...(sparse ? (["num_experts_per_tok"] as const) : []),
    ...(learned ? (["max_position_embeddings"] as const) : []),
    ...(spec.requires ?? []),
  ];
};

/** What is given under the engine's names, and what the architecture's defaults and derivations add to it. */
const filledBy = (spec: Spec, given: Configuration) => {
  const own = renamed(given);
  const filled: Configuration = { ...spec.defaults, ...own };
  const rest = Object.fromEntries(Object.entries(derived(spec, filled)).filter(([key]) => !(key in filled))) as Configuration;
  const c: Configuration = { ...rest, ...filled };
  return { own, rest, c };
};

/** Dimensions of a head, and whether they follow from the width, for a configuration that need not be whole. */
export const headDim = (given: Configuration): { readonly size: number; readonly derived: boolean } | undefined => {
  const spec = specOf(given.architecture);
  const size = spec ? filledBy(spec, given).c.head_dim : given.head_dim;
  return size === undefined ? undefined : { size, derived: given.head_dim === undefined };
};

/** Whether the feed-forward layers are gated; undefined for an architecture that is not known. */
export const isGated = (given: Configuration): boolean | undefined => {
  const spec = specOf(given.architecture);
  return spec && typeof spec.mlp === "object" && choose(spec.mlp.gated, filledBy(spec, given).c);
};

/** The configuration with its architecture's defaults, or why it cannot be counted. */
export const complete = (given: Configuration): Ready | NoAnswer => {
  const spec = specOf(given.architecture);
  if (!spec) return { missing: ["architecture"], ...(given.architecture !== undefined && { unknown: given.architecture }) };
  const { own, rest, c } = filledBy(spec, given);
  const missing = needs(spec, c).filter((key) => c[key] === undefined);
  const invalid = impossible(spec, c, rest).map(({ key }) => key);
  if (missing.length > 0 || invalid.length > 0) return { missing, ...(invalid.length > 0 && { invalid }) };
  const assumed = Object.fromEntries(Object.entries({ ...spec.defaults, ...rest }).filter(([key]) => !(key in own)));
  return { spec, c: c as Complete, assumed };
};

/** The values that cannot be, each with its reason, under the keys they are given by; none where the architecture is not known. */
export const impossibleValues = (given: Configuration): readonly Wrong[] => {
  const spec = specOf(given.architecture);
  if (!spec) return [];
  const { rest, c } = filledBy(spec, given);
  const theirName = (key: string): string =>
    synonyms.find(([theirs, ours]) => ours === key && given[ours] === undefined && given[theirs] !== undefined)?.[0] ?? key;
  const found = impossible(spec, c, rest).map((wrong) => ({ ...wrong, key: theirName(wrong.key) }));
  return found.filter(({ key }, i) => found.findIndex((one) => one.key === key) === i);
};

export const isReady = (answer: Ready | NoAnswer): answer is Ready => "spec" in answer;
