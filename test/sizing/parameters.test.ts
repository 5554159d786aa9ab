/**
 * Totals published as exact integers: the `total_parameters` of safetensors metadata (LLaMA, Llama 2, Llama 3,
 * Qwen2, Qwen2.5) and, for DeepSeek-V3, the sum over the tensors of its main model, router biases included.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Configuration } from "../../src/sizing/configuration.ts";
import { countParameters } from "../../src/sizing/parameters.ts";

const llama = { architecture: "llama", tie_word_embeddings: false, vocab_size: 32000 };
const qwen2 = { architecture: "qwen2", qkv_bias: true };

const published: readonly (readonly [string, number, Configuration])[] = [
  ["LLaMA 7B", 6_738_415_616, { ...llama, num_hidden_layers: 32, hidden_size: 4096, num_attention_heads: 32, intermediate_size: 11008 }],
  ["LLaMA 13B", 13_015_864_320, { ...llama, num_hidden_layers: 40, hidden_size: 5120, num_attention_heads: 40, intermediate_size: 13824 }],
  [
    "Llama 2 70B",
    68_976_648_192,
    { ...llama, num_hidden_layers: 80, hidden_size: 8192, num_attention_heads: 64, num_key_value_heads: 8, intermediate_size: 28672 },
  ],
  [
    "Llama 3 8B",
    8_030_261_248,
    {
      ...llama,
      vocab_size: 128256,
      num_hidden_layers: 32,
      hidden_size: 4096,
      num_attention_heads: 32,
      num_key_value_heads: 8,
      intermediate_size: 14336,
    },
  ],
  [
    "Qwen2 7B",
    7_615_616_512,
    {
      ...qwen2,
      tie_word_embeddings: false,
      vocab_size: 152064,
      num_hidden_layers: 28,
      hidden_size: 3584,
      num_attention_heads: 28,
      num_key_value_heads: 4,
      intermediate_size: 18944,
    },
  ],
  [
    "Qwen2.5 0.5B",
    494_032_768,
    {
      ...qwen2,
      tie_word_embeddings: true,
      vocab_size: 151936,
      num_hidden_layers: 24,
      hidden_size: 896,
      num_attention_heads: 14,
      num_key_value_heads: 2,
      intermediate_size: 4864,
    },
  ],
  [
    "DeepSeek-V3",
    671_026_419_200,
    {
      architecture: "deepseek_v3",
      tie_word_embeddings: false,
      vocab_size: 129280,
      num_hidden_layers: 61,
      hidden_size: 7168,
      num_attention_heads: 128,
      intermediate_size: 18432,
      moe_intermediate_size: 2048,
      num_experts: 256,
      num_experts_per_tok: 8,
      num_shared_experts: 1,
      first_k_dense_replace: 3,
      q_lora_rank: 1536,
      kv_lora_rank: 512,
      qk_nope_head_dim: 128,
      qk_rope_head_dim: 64,
      v_head_dim: 128,
    },
  ],
];

test.each(published)("%s has %d parameters", (_name, total, configuration) => {
  expect(countParameters(configuration)).toMatchObject({ total });
});

const minimax: Configuration = {
  architecture: "minimax",
  tie_word_embeddings: false,
  full_attention_interval: 8,
  num_hidden_layers: 80,
  hidden_size: 6144,
  num_attention_heads: 64,
  num_key_value_heads: 8,
  head_dim: 128,
  intermediate_size: 9216,
  num_experts: 32,
  num_experts_per_tok: 2,
  vocab_size: 200064,
};

test("MiniMax-Text-01: the stated 456B, and the stated 45.9B active without the two embedding matrices", () => {
  const count = countParameters(minimax) as { total: number; active: number; parts: { embedding: number; head: number } };
  expect((count.total / 1e9).toFixed(0)).toBe("456");
  expect(Math.floor((count.active - count.parts.embedding - count.parts.head) / 1e8) / 10).toBe(45.9);
});

describe("properties", () => {
  const dense = fc.record({
    num_hidden_layers: fc.integer({ min: 1, max: 128 }),
    num_attention_heads: fc.integer({ min: 1, max: 128 }),
    head: fc.constantFrom(32, 64, 128),
    intermediate_size: fc.integer({ min: 1, max: 50_000 }),
    vocab_size: fc.integer({ min: 1, max: 300_000 }),
    tie_word_embeddings: fc.boolean(),
    qkv_bias: fc.boolean(),
  });
  test("the parts make the whole", () => {
    fc.assert(
      fc.property(dense, ({ head, ...rest }) => {
        const count = countParameters({ architecture: "qwen2", hidden_size: head * rest.num_attention_heads, ...rest });
        if ("missing" in count) throw new Error(String(count.missing));
        expect(Object.values(count.parts).reduce((a, b) => a + b, 0)).toBe(count.total);
        expect(Number.isSafeInteger(count.total)).toBe(true);
      }),
    );
  });
  test("a deeper, wider or wordier model has more", () => {
    fc.assert(
      fc.property(dense, fc.constantFrom("num_hidden_layers", "intermediate_size", "vocab_size"), ({ head, ...rest }, key) => {
        const base = { architecture: "llama", hidden_size: head * rest.num_attention_heads, ...rest };
        const more = { ...base, [key]: base[key as keyof typeof rest as "vocab_size"] + 1 };
        expect((countParameters(more) as { total: number }).total).toBeGreaterThan((countParameters(base) as { total: number }).total);
      }),
    );
  });
});

test("what is missing is named, never guessed", () => {
  expect(countParameters({ architecture: "llama", num_hidden_layers: 32 })).toEqual({
    missing: ["hidden_size", "num_attention_heads", "vocab_size", "tie_word_embeddings", "intermediate_size"],
  });
  expect(countParameters({ architecture: "gpt2" })).toEqual({ missing: ["architecture"] });
});
