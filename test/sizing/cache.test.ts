/** Published cache sizes, and the laws of every cache. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Cache, type CacheOptions, kvCache } from "../../src/sizing/cache.ts";
import type { Configuration } from "../../src/sizing/configuration.ts";
import { dtypes } from "../../src/sizing/dtypes.ts";
import { countOf } from "../../src/sizing/term.ts";
import { anyConfiguration } from "./any-configuration.ts";
import { type ModelName, models } from "./models.ts";

const cacheOf = (configuration: Configuration, options: CacheOptions = {}): Cache => {
  const cache = kvCache(configuration, options);
  if ("missing" in cache) throw new Error(JSON.stringify(cache));
  return cache;
};

describe("bytes of one token in 16 bits", () => {
  test.each<[ModelName, number, string]>([
    ["DeepSeek-V3", 70_272, "arXiv 2505.09343 table 1: 70.272 KB"],
    ["Qwen2.5 72B", 327_680, "arXiv 2505.09343 table 1: 327.680 KB"],
    ["Llama 3.1 405B", 516_096, "arXiv 2505.09343 table 1: 516.096 KB"],
    ["OPT 13B", 819_200, "arXiv 2309.06180 §3: 2 × 5120 × 40 × 2 bytes, 800 KiB"],
    ["Llama 2 7B", 524_288, "2 × 32 × 32 × 128 × 2"],
    ["Llama 2 70B", 327_680, "2 × 80 × 8 × 128 × 2"],
    ["Mixtral 8x7B", 131_072, "2 × 32 × 8 × 128 × 2"],
    ["Falcon 7B", 8_192, "one head: 2 × 32 × 64 × 2"],
    ["GPT-3 175B", 4_718_592, "2 × 96 × 12288 × 2"],
    ["DeepSeek-V2", 69_120, "(512 + 64) × 60 × 2"],
    ["Hunyuan-Large", 81_920, "every second layer: 2 × 32 × 8 × 80 × 2"],
    ["MiniMax-Text-01", 40_960, "ten softmax layers: 2 × 10 × 8 × 128 × 2"],
    ["Mamba 2.8B", 0, "a state only"],
    ["BERT base", 0, "an encoder keeps nothing"],
    ["ALBERT base", 0, "an encoder keeps nothing"],
  ])("%s: %d", (name, bytes) => {
    expect(cacheOf(models[name]).bytes_per_token).toBe(bytes);
  });
});

describe("a whole context", () => {
  const gib = (name: ModelName, context: number, batch = 1): number => cacheOf(models[name], { context, batch }).total!.gib;
  test("table 1 of the Jamba paper (arXiv 2403.19887): 256K tokens in 16 bits", () => {
    expect(gib("Llama 2 7B", 262_144)).toBe(128);
    expect(gib("Mistral 7B", 262_144)).toBe(32);
    expect(gib("Mixtral 8x7B", 262_144)).toBe(32);
    expect(Math.round(gib("Jamba v0.1", 262_144))).toBe(4);
  });
  test("FlexGen (arXiv 2303.06865 §3): OPT-175B, 512 sequences of 512 + 32 tokens, 1.2 TB", () => {
    expect((gib("OPT 175B", 544, 512) / 1024).toFixed(1)).toBe("1.2");
  });
  test("a window holds the cache of its layers: Mistral 7B v0.1 stays at 4096 × 131,072 bytes", () => {
    const cache = cacheOf(models["Mistral 7B v0.1"], { context: 1_000_000 });
    expect([cache.total!.bytes, cache.bytes_per_token_beyond_windows]).toEqual([536_870_912, 0]);
  });
  test("Gemma 2 9B: half of the layers slide", () => {
    const per = 2 * 8 * 256 * 2;
    expect(cacheOf(models["Gemma 2 9B"], { context: 8192 }).total!.bytes).toBe(21 * per * 8192 + 21 * per * 4096);
  });
  test("Llama 4 Scout: twelve full layers, thirty-six within chunks of 8192", () => {
    const per = 2 * 8 * 128 * 2;
    expect(cacheOf(models["Llama 4 Scout"], { context: 1_000_000 }).total!.bytes).toBe(12 * per * 1_000_000 + 36 * per * 8192);
  });
  test("state-space, linear and recurrent layers keep the same whatever the length", () => {
    // mamba_ssm: 64 layers of 5120 × 16 states and 5120 × 4 inputs; MiniMax: 70 layers of 64 heads of 128 × 128.
    expect(cacheOf(models["Mamba 2.8B"], { context: 1 }).total!.bytes).toBe(64 * 5120 * 20 * 2);
    expect(cacheOf(models["Mamba 2.8B"], { context: 100_000 }).total!.bytes).toBe(64 * 5120 * 20 * 2);
    expect(cacheOf(models["MiniMax-Text-01"]).state_bytes).toBe(70 * 64 * 128 * 128 * 2);
    expect(cacheOf(models["RWKV-4 3B"]).state_bytes).toBe(32 * 5 * 2560 * 2);
  });
  test("a narrower cache leaves states alone: the delta rule's in 32 bits, the rest in 16", () => {
    // transformers `modeling_qwen3_next.py`: a matrix of 128 × 128 a head in float32, four columns of inputs of the convolution.
    const qwen3Next: Configuration = {
      architecture: "qwen3_next",
      num_hidden_layers: 48,
      hidden_size: 2048,
      num_attention_heads: 16,
      num_key_value_heads: 2,
      head_dim: 256,
      intermediate_size: 5120,
      vocab_size: 151936,
      linear_num_key_heads: 16,
      linear_num_value_heads: 32,
      linear_key_head_dim: 128,
      linear_value_head_dim: 128,
      linear_conv_kernel_dim: 4,
    };
    const state = 36 * (32 * 128 * 128 * 4 + (2 * 16 * 128 + 32 * 128) * 4 * 2);
    for (const [dtype, bytes] of [
      ["bfloat16", 2],
      ["int4", 0.5],
    ] as const) {
      const cache = cacheOf(qwen3Next, { dtype, context: 1000, batch: 3 });
      expect([cache.state_bytes, cache.bytes_per_token]).toEqual([state, 12 * 2 * 2 * 256 * bytes]);
      expect(cache.total!.bytes).toBe(3 * (state + 1000 * cache.bytes_per_token));
    }
    expect(cacheOf(models["Mamba 2.8B"], { dtype: "int4" }).state_bytes).toBe(64 * 5120 * 20 * 2);
  });
  test("Transformer-XL keeps the hidden states of a memory: 18 × 1024 values a token, of 1600 tokens", () => {
    const cache = cacheOf(models["Transformer-XL"], { context: 10_000 });
    expect([cache.bytes_per_token, cache.total!.bytes]).toEqual([18 * 1024 * 2, 18 * 1024 * 1600 * 2]);
  });
  test("Reformer: two chunks of 128 in nine layers, all tokens with a bucket a head and round in three", () => {
    const hashed = 3 * (1024 + 8 * 2) * 2;
    const cache = cacheOf(models.Reformer, { context: 65_536 });
    expect([cache.bytes_per_token_beyond_windows, cache.total!.bytes]).toEqual([hashed, hashed * 65_536 + 9 * 1024 * 256 * 2]);
  });
  test("Switch Transformer keeps what T5 keeps", () => {
    const bytes = (name: ModelName): number => cacheOf(models[name], { context: 100, source: 512 }).total!.bytes;
    expect(bytes("Switch base")).toBe(bytes("T5 base"));
  });
  test("a decoder beside an encoder keeps the source too", () => {
    expect(cacheOf(models["T5 base"], { context: 100, source: 512 }).total!.bytes).toBe(12 * 2 * 768 * 2 * (100 + 512));
    expect(cacheOf(models["T5 base"]).bytes_per_source_token).toBe(12 * 2 * 768 * 2);
    expect(cacheOf(models["Llama 2 7B"]).bytes_per_source_token).toBe(0);
  });
});

test("a window that is not given is missing, an impossible length is named", () => {
  const { sliding_window: _, ...gemma } = models["Gemma 2 9B"];
  expect(kvCache(gemma)).toEqual({ missing: ["sliding_window"] });
  expect(kvCache(models["Llama 2 7B"], { context: 0, batch: 1.5 })).toEqual({ missing: [], invalid: ["context", "batch"] });
});

test("the steps say what is kept, for one token and for all", () => {
  expect(cacheOf(models["DeepSeek-V3"], { context: 4096, batch: 2 }).steps).toEqual([
    {
      label: { en: "Kept for every token, 61 × latent attention (MLA)", zh: "每个词元保留，61 层潜在注意力（MLA）" },
      formula: "L·(r_kv + d_rope)",
      expression: "61 × (512 + 64)",
      value: 35_136,
      unit: "elements",
    },
    {
      label: { en: "Cache of one more token", zh: "每多一个词元的缓存" },
      formula: "Σ L·e·bytes",
      expression: "35136 × 2",
      value: 70_272,
      unit: "bytes",
    },
    {
      label: { en: "Cache of the whole batch", zh: "整批缓存" },
      formula: "B·Σ L·e·n·bytes",
      expression: "2 × (61 × 576 × 4096) × 2",
      value: 575_668_224,
      unit: "bytes",
    },
  ]);
});

describe("laws, over every architecture", () => {
  const length = fc.integer({ min: 1, max: 200_000 });
  const dtype = fc.constantFrom(...dtypes);
  test("linear in the batch", () => {
    fc.assert(
      fc.property(anyConfiguration, length, fc.integer({ min: 1, max: 64 }), dtype, (configuration, context, batch, kind) => {
        const bytes = (batch: number): number => cacheOf(configuration, { context, batch, dtype: kind }).total!.bytes;
        expect(bytes(batch)).toBe(batch * bytes(1));
      }),
    );
  });
  test("never shorter for a longer context, and by no more than the bytes of its tokens", () => {
    fc.assert(
      fc.property(anyConfiguration, length, length, (configuration, context, more) => {
        const cache = cacheOf(configuration, { context });
        const grown = cacheOf(configuration, { context: context + more, source: context }).total!.bytes - cache.total!.bytes;
        // What is kept for every few tokens comes at once: up to one entry more, or less, than its share.
        const entries = cache.layers.flatMap(({ layers, streams }) =>
          streams.map(({ values, every }) => (every === undefined ? 0 : layers * countOf(values))),
        );
        const slack = 2 * entries.reduce((all, count) => all + count, 0);
        expect(grown).toBeGreaterThanOrEqual(cache.bytes_per_token_beyond_windows * more - slack);
        expect(grown).toBeLessThanOrEqual(cache.bytes_per_token * more + slack);
      }),
    );
  });
  test("an expression is what its value says", () => {
    fc.assert(
      fc.property(anyConfiguration, length, (configuration, context) => {
        for (const { expression, value } of cacheOf(configuration, { context, batch: 3 }).steps)
          expect(new Function(`return ${expression.replaceAll("×", "*")}`)()).toBe(value);
      }),
    );
  });
});
