/** Cache and compute where layers differ, share weights or borrow: every expectation is worked out by hand from the shapes. */
import { describe, expect, test } from "vitest";
import { type CacheOptions, kvCache } from "../../src/sizing/cache.ts";
import { type Convention, computeFlops } from "../../src/sizing/compute.ts";
import type { Configuration } from "../../src/sizing/configuration.ts";
import { normalise } from "../../src/sizing/normalise.ts";
import { countParameters, type ParameterCount } from "../../src/sizing/parameters.ts";
import { layerwiseRows } from "./published/layerwise.ts";

const configurationOf = (name: string): Configuration => normalise(layerwiseRows.find((row) => row.name === name)!.raw).configuration;
const cacheOf = (name: string, options: CacheOptions = {}) => {
  const cache = kvCache(configurationOf(name), options);
  if ("missing" in cache) throw new Error(JSON.stringify(cache));
  return cache;
};
const flopsOf = (name: string, convention: Convention, context: number): number => {
  const answer = computeFlops(configurationOf(name), convention, { context });
  if (!("per_token" in answer)) throw new Error(JSON.stringify(answer));
  return answer.per_token;
};

describe("Zamba2 1.2B", () => {
  const [width, inner, state, heads] = [2048, 4096, 128, 64];
  test("each of the six calls keeps keys and values of its own, every layer a state", () => {
    // 32 heads of 128, as a block attends over two widths; convolved are inputs, B and C, four tokens of them.
    const cache = cacheOf("Zamba2 1.2B", { context: 4096 });
    expect(cache.bytes_per_token).toBe(6 * 2 * 32 * 128 * 2);
    expect(cache.state_bytes).toBe(38 * (inner * state + 4 * (inner + 2 * state)) * 2);
    expect(cache.total!.bytes).toBe(4096 * cache.bytes_per_token + cache.state_bytes);
  });
  test("a token passes through the one stored block six times", () => {
    const mixer = width * (2 * inner + 2 * state + heads) + 4 * (inner + 2 * state) + inner * width;
    const block = 4 * width * width * 3 + 2 * width * width + 3 * width * 8192;
    const call = width * width + 128 * (width + 2 * 8192) + 3 * 128 * 2 * (2 * width);
    const matrices = 32000 * width + 38 * mixer + 6 * (block + call);
    const mixing = 38 * 6 * inner * state + 6 * 4 * 32 * 128 * 1000;
    expect(flopsOf("Zamba2 1.2B", "decode", 1000)).toBe(2 * matrices + mixing);
  });
});

const [width, inner] = [2048, 16384];
describe("Gemma 3n E4B", () => {
  test("of 35 layers the first twenty keep keys and values, four of them of the whole context", () => {
    const each = 2 * 2 * 256 * 2;
    const cache = cacheOf("Gemma 3n E4B", { context: 32_768 });
    expect([cache.bytes_per_token, cache.bytes_per_token_beyond_windows]).toEqual([20 * each, 4 * each]);
    expect(cache.total!.bytes).toBe(each * (16 * 512 + 4 * 32_768));
  });
  test("nothing is multiplied by the projections that the last fifteen layers do not use", () => {
    const attention = 2 * width * 8 * 256 + 2 * width * 2 * 256;
    const other = 3 * width * inner + 2 * width * 64 + 2 * width * 256 + 4 * width + 64 + 16;
    const outside = 262_400 * width + width * 35 * 256 + 6 * width * width;
    const matrices = 35 * (attention + other) - 15 * 2 * width * 2 * 256 + outside;
    // Seven full layers, borrowing or not; the others see 512 tokens.
    const mixing = 4 * 8 * 256 * (7 * 32_768 + 28 * 512);
    expect(flopsOf("Gemma 3n E4B", "decode", 32_768)).toBe(2 * matrices + mixing);
  });
});

describe("Kaplan's term over the context, 2·n·d_attn a layer (arXiv 2001.08361 Table 1)", () => {
  test("Gemma 3n E4B: layers that borrow keys and values attend as the others do", () => {
    const growth = flopsOf("Gemma 3n E4B", "kaplan", 4096) - flopsOf("Gemma 3n E4B", "kaplan", 2048);
    expect(growth).toBe(2 * 2048 * 7 * 8 * 256);
    expect(flopsOf("Gemma 3n E4B", "kaplan", 2) - flopsOf("Gemma 3n E4B", "kaplan", 1)).toBe(2 * 35 * 8 * 256);
  });
  test("full layers with heads of their own width count that width", () => {
    const at = (context: number): number => {
      const answer = computeFlops(
        {
          architecture: "gemma4",
          num_hidden_layers: 2,
          hidden_size: 1024,
          num_attention_heads: 8,
          num_key_value_heads: 1,
          head_dim: 256,
          global_head_dim: 512,
          vocab_size: 1000,
          intermediate_size: 4096,
          sliding_window: 512,
          layer_types: ["sliding_attention", "full_attention"],
        },
        "kaplan",
        { context },
      );
      if (!("per_token" in answer)) throw new Error(JSON.stringify(answer));
      return answer.per_token;
    };
    expect(at(2) - at(1)).toBe(2 * 8 * (256 + 512));
    expect(at(2049) - at(2048)).toBe(2 * 8 * 512);
  });
});

describe("embeddings of every layer", () => {
  test("Gemma 3n E4B: 262144 × 35 × 256 values are looked up, never multiplied: no part of what is not embedding, nor of 6N", () => {
    const answer = countParameters(configurationOf("Gemma 3n E4B"));
    if ("missing" in answer) throw new Error(JSON.stringify(answer));
    expect(answer.parts.per_layer_embedding).toBe(2_348_810_240);
    expect(answer.total - answer.non_embedding.total).toBe(2_348_810_240 + 262_400 * width);
    expect(flopsOf("Gemma 3n E4B", "6n", 1)).toBe(6 * (answer.total - 2_348_810_240));
  });
  const gemma4 = (num_hidden_layers: number, hidden_size: number, more: Configuration) =>
    countParameters({
      architecture: "gemma4",
      num_hidden_layers,
      hidden_size,
      num_attention_heads: 8,
      head_dim: 256,
      global_head_dim: 512,
      vocab_size: 262_144,
      hidden_size_per_layer_input: 256,
      sliding_window: 512,
      ...more,
    }) as ParameterCount;
  const types = (layers: number, every: number): string[] =>
    Array.from({ length: layers }, (_, i) => ((i + 1) % every === 0 ? "full_attention" : "sliding_attention"));
  test("Gemma 4 E4B and E2B: the uploads hold keys and values that no layer reads; they differ by the text models and what meets their width", () => {
    const large = gemma4(42, 2560, {
      num_key_value_heads: 2,
      intermediate_size: 10_240,
      num_kv_shared_layers: 18,
      layer_types: types(42, 6),
    });
    const small = gemma4(35, 1536, {
      num_key_value_heads: 1,
      intermediate_size: 6144,
      num_kv_shared_layers: 20,
      use_double_wide_mlp: true,
      layer_types: types(35, 5),
    });
    // The encoders are the same; image and audio vectors of 768 and 1536 are brought to the width; a scalar a layer is a buffer.
    const around = (768 + 1536) * (2560 - 1536) + (42 - 35);
    expect(large.total - small.total).toBe(7_996_156_490 - 5_123_178_051 - around);
  });
});

describe("MiniMax-M3", () => {
  test("sparse layers keep the indexer's key beside keys and values", () => {
    expect(cacheOf("MiniMax-M3").bytes_per_token).toBe((60 * 2 * 4 * 128 + 57 * 128) * 2);
  });
  test("attention sees sixteen blocks of 128 tokens, the indexer every token", () => {
    const more = flopsOf("MiniMax-M3", "decode", 100_000) - flopsOf("MiniMax-M3", "decode", 2048);
    expect(more).toBe((100_000 - 2048) * (3 * 4 * 64 * 128 + 57 * 2 * 4 * 128));
    const within = flopsOf("MiniMax-M3", "decode", 2048) - flopsOf("MiniMax-M3", "decode", 2047);
    expect(within).toBe(60 * 4 * 64 * 128 + 57 * 2 * 4 * 128);
  });
});

test("Kimi K3: a latent in 24 layers, a matrix a head and four tokens of convolution in 69", () => {
  const cache = cacheOf("Kimi K3");
  expect(cache.bytes_per_token).toBe(24 * (512 + 64) * 2);
  expect(cache.state_bytes).toBe(69 * (96 * 128 * 128 * 4 + 4 * 3 * 96 * 128 * 2));
});

describe("OpenELM 270M", () => {
  test("heads of keys and values grow from three to five", () => {
    expect(cacheOf("OpenELM 270M").bytes_per_token).toBe(2 * 64 * 2 * (5 * 3 + 7 * 4 + 4 * 5));
  });
  test("attention costs what the layers' own heads cost", () => {
    const more = flopsOf("OpenELM 270M", "decode", 2048) - flopsOf("OpenELM 270M", "decode", 1048);
    expect(more).toBe(1000 * 4 * 64 * (5 * 12 + 7 * 16 + 4 * 20));
  });
  test("lists that do not fit are named", () => {
    const configuration = configurationOf("OpenELM 270M");
    expect(countParameters({ ...configuration, intermediate_size_per_layer: [256] })).toEqual({
      missing: [],
      invalid: ["intermediate_size_per_layer"],
    });
    const { num_attention_heads_per_layer: _, ...rest } = configuration;
    expect(countParameters(rest)).toEqual({ missing: ["num_attention_heads_per_layer"] });
  });
});

describe("relative positions", () => {
  test("a second product over the context: six FLOP a channel", () => {
    const more = flopsOf("Gopher 280B", "decode", 2048) - flopsOf("Gopher 280B", "decode", 2047);
    expect(more).toBe(80 * 6 * 128 * 128);
  });
  test("Chinchilla by its own paper (appendix F), where positions are not counted", () => {
    const [d, f, v, n] = [8192, 32_768, 32_000, 2048];
    const layer = 2 * 3 * d * d + 2 * n * d + 3 * 64 * n + 2 * n * d + 2 * d * d + 2 * 2 * d * f;
    expect(flopsOf("Chinchilla", "chinchilla", n)).toBe(2 * v * d + 80 * layer + 2 * d * v);
  });
});

test("what the papers leave open is missing by name", () => {
  const { vocab_size: _v, tie_word_embeddings: _t, relative_attention_num_buckets: _b, ...glam } = configurationOf("GLaM 64B/64E");
  expect(countParameters(glam)).toEqual({ missing: ["vocab_size", "tie_word_embeddings", "relative_attention_num_buckets"] });
  const { vocab_size: _w, ...jurassic } = configurationOf("J1-Large");
  expect(countParameters(jurassic)).toEqual({ missing: ["vocab_size"] });
});
