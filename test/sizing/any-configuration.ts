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

const latent = { q_lora_rank: 96, kv_lora_rank: 64, qk_nope_head_dim: 32, qk_rope_head_dim: 16, v_head_dim: 48 };

export const anyConfiguration: fc.Arbitrary<Configuration> = widths.map(({ group, experts, ...rest }) => {
  const num_attention_heads = rest.num_key_value_heads * group;
  const name = rest.architecture;
  const needs = (pattern: RegExp): boolean => pattern.test(name);
  return {
    ...rest,
    num_attention_heads,
    hidden_size: num_attention_heads * rest.head_dim,
    ...((specOf(name)?.experts && experts) ??
      (needs(/deepseek_v3|kimi/) && { num_experts: 8, num_experts_per_tok: 2, moe_intermediate_size: 64 })),
    ...(needs(/deepseek_v|kimi/) && latent),
    ...(needs(/minimax/) && { full_attention_interval: 8 }),
    ...(needs(/hunyuan/) && { cla_share_factor: 2 }),
    ...(needs(/t5/) && { num_decoder_layers: 3 }),
    ...(needs(/^(?:mamba|rwkv)$/) && { num_attention_heads: undefined, num_key_value_heads: undefined, head_dim: undefined }),
    ...(needs(/gemma|cohere2|olmo3|gpt_oss|gpt_neo$/) && { sliding_window: rest.sliding_window ?? 64 }),
    ...(needs(/llama4/) && { attention_chunk_size: 128 }),
  };
});
