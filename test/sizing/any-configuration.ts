/** Configurations of any architecture with small random widths: for laws, not for real models. */
import fc from "fast-check";
import { architectures, specOf } from "../../src/sizing/architectures/index.ts";
import type { Configuration } from "../../src/sizing/configuration.ts";

const count = (max: number) => fc.integer({ min: 1, max });

const sparse = fc.record({
  num_experts: fc.integer({ min: 4, max: 64 }),
  num_experts_per_tok: count(4),
  moe_intermediate_size: count(2000),
  num_shared_experts: fc.integer({ min: 0, max: 2 }),
});

const widths = fc.record({
  architecture: fc.constantFrom(...architectures),
  num_hidden_layers: count(48),
  num_key_value_heads: count(8),
  group: count(8),
  head_dim: fc.constantFrom(32, 64, 128),
  intermediate_size: count(20_000),
  vocab_size: count(100_000),
  max_position_embeddings: count(4096),
  tie_word_embeddings: fc.boolean(),
  attention_bias: fc.boolean(),
  sliding_window: fc.option(count(512), { nil: undefined }),
  experts: fc.option(sparse, { nil: undefined }),
});

/** Values for the keys that an architecture asks for beyond the usual ones. */
const required: Configuration = {
  q_lora_rank: 96,
  kv_lora_rank: 64,
  qk_nope_head_dim: 32,
  qk_rope_head_dim: 16,
  v_head_dim: 48,
  num_experts: 8,
  num_experts_per_tok: 2,
  moe_intermediate_size: 64,
  full_attention_interval: 8,
  cla_share_factor: 2,
  num_decoder_layers: 3,
  index_n_heads: 4,
  index_head_dim: 32,
  index_topk: 16,
  linear_num_key_heads: 4,
  linear_num_value_heads: 8,
  linear_key_head_dim: 32,
  linear_value_head_dim: 32,
  linear_conv_kernel_dim: 4,
  linear_num_heads: 4,
  linear_head_dim: 32,
  mamba_num_heads: 8,
  mamba_head_dim: 16,
  mamba_n_groups: 2,
  state_size: 16,
  conv_kernel: 4,
  o_groups: 2,
  o_lora_rank: 32,
  hc_mult: 4,
  global_head_dim: 64,
  position_buckets: 32,
  decay_low_rank_dim: 16,
  a_low_rank_dim: 16,
  v_low_rank_dim: 8,
  gate_low_rank_dim: 32,
  num_sparse_encoder_layers: 1,
  num_sparse_decoder_layers: 2,
  axial_pos_shape: [8, 16],
  embedding_size: 48,
  num_mem_blocks: 2,
  laurel_rank: 8,
  altup_num_inputs: 4,
  hidden_size_per_layer_input: 16,
  sparse_num_index_heads: 4,
  sparse_index_dim: 32,
  sparse_block_size: 16,
  sparse_topk_blocks: 4,
  relative_attention_num_buckets: 32,
};

/** One word a layer, of those the architecture knows. */
const layerTypes = (names: readonly string[], layers: number): readonly string[] =>
  Array.from({ length: layers }, (_, i) => names[i % names.length]!);

export const anyConfiguration: fc.Arbitrary<Configuration> = widths.map(({ group, experts, ...rest }) => {
  const num_attention_heads = rest.num_key_value_heads * group;
  const name = rest.architecture;
  const spec = specOf(name)!;
  const asks = spec.requires ?? [];
  const asked = Object.fromEntries(Object.entries(required).filter(([key]) => asks.includes(key as keyof Configuration)));
  const windowed = spec.attention.kind === "sliding" || spec.attention.pattern?.kind === "sliding" || asks.includes("layer_types");
  const headless = /^(?:mamba|falcon_mamba|rwkv|mamba2)/.test(name);
  return {
    ...rest,
    num_attention_heads,
    hidden_size: num_attention_heads * rest.head_dim,
    ...(spec.experts && experts),
    ...asked,
    ...(asks.includes("layer_types") && {
      layer_types: layerTypes(["full_attention", ...Object.keys(spec.attention.names ?? {})], rest.num_hidden_layers),
    }),
    ...(spec.experts &&
      (asks.includes("layer_types") || asks.includes("num_experts")) && {
        num_experts: 8,
        num_experts_per_tok: 2,
        moe_intermediate_size: 64,
      }),
    ...(asks.includes("intermediate_size_per_layer") && {
      intermediate_size_per_layer: Array.from({ length: rest.num_hidden_layers }, (_, i) => rest.intermediate_size + i),
    }),
    ...(asks.includes("num_attention_heads_per_layer") && {
      num_attention_heads_per_layer: Array.from({ length: rest.num_hidden_layers }, (_, i) => num_attention_heads * (1 + (i % 3))),
      num_key_value_heads_per_layer: Array.from({ length: rest.num_hidden_layers }, () => rest.num_key_value_heads),
    }),
    ...(headless && { num_attention_heads: undefined, num_key_value_heads: undefined, head_dim: undefined }),
    ...((windowed || /gemma|cohere2|olmo3|gpt_oss|gpt_neo$|deepseek_v4/.test(name)) && { sliding_window: rest.sliding_window ?? 64 }),
    ...(/llama4/.test(name) && { attention_chunk_size: 128 }),
    ...(name === "reformer" && { axial_pos_embds_dim: [16, num_attention_heads * rest.head_dim - 16], num_buckets: 32, num_hashes: 2 }),
    ...(name === "transfo-xl" && { mem_len: 64, div_val: 2, cutoffs: rest.vocab_size > 2 ? [1, 2] : [] }),
  };
});
