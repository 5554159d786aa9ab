/** Weights by format, memory of training and serving, FLOP: published figures, hand computations, laws. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { kvCache } from "../../src/sizing/cache.ts";
import { type Compute, type ComputeOptions, type Convention, computeFlops, conventions } from "../../src/sizing/compute.ts";
import type { Configuration } from "../../src/sizing/configuration.ts";
import { bytesOf, dtypeNamed, type dtypes, mostOfMixture } from "../../src/sizing/dtypes.ts";
import { largestContext, trainingMemory } from "../../src/sizing/memory.ts";
import { countParameters } from "../../src/sizing/parameters.ts";
import { releasedWeights, weightBytes } from "../../src/sizing/weights.ts";
import { anyConfiguration } from "./any-configuration.ts";
import { type ModelName, models } from "./models.ts";

describe("weights", () => {
  test("blocks of the formats, from their definitions: bytes of a block over its values", () => {
    // ggml-common.h: block_q4_0 is a half and 16 bytes for 32 values, block_q6_K 128 + 64 + 16 + 2 for 256, …
    const blocks: readonly [(typeof dtypes)[number], number, number][] = [
      ["q4_0", 2 + 16, 32],
      ["q4_1", 4 + 16, 32],
      ["q5_0", 2 + 4 + 16, 32],
      ["q5_1", 4 + 4 + 16, 32],
      ["q8_0", 2 + 32, 32],
      ["q2_k", 16 + 64 + 4, 256],
      ["q3_k", 32 + 64 + 12 + 2, 256],
      ["q4_k", 4 + 12 + 128, 256],
      ["q5_k", 4 + 12 + 32 + 128, 256],
      ["q6_k", 128 + 64 + 16 + 2, 256],
      ["iq4_nl", 2 + 16, 32],
      ["iq4_xs", 2 + 2 + 4 + 128, 256],
      ["mxfp4", 1 + 16, 32],
      ["nvfp4", 1 + 8, 16],
      // QLoRA (arXiv 2305.14314 §3): a constant of 32 bits for 64 values.
      ["nf4", 4 + 32, 64],
    ];
    for (const [dtype, bytes, values] of blocks) expect(bytesOf(values, dtype), dtype).toBe(bytes);
  });
  test("an odd number of 4-bit values ends in half a byte; GB and GiB are two numbers", () => {
    expect(weightBytes(6_738_415_617, "int4").bytes).toBe(3_369_207_808.5);
    expect(weightBytes(6_738_415_616, "bfloat16")).toMatchObject({
      bytes: 13_476_831_232,
      gb: 13.476831232,
      gib: 13_476_831_232 / 1_073_741_824,
    });
  });
  test("formats under the names of files and frameworks", () => {
    expect(["BF16", "torch.float16", "F8_E4M3", "Q4_K", "fp32", "e4m3", "fp4", "int2", "constructor"].map(dtypeNamed)).toEqual([
      "bfloat16",
      "float16",
      "float8",
      "q4_k",
      "float32",
      "float8",
      "float4",
      "int2",
      undefined,
    ]);
    expect(["Q4_K_M", "q5_k_s", "Q3_K_L", "q4_k", "q8_0"].map(mostOfMixture)).toEqual(["q4_k", "q5_k", "q3_k", undefined, undefined]);
  });
  test("gpt-oss as released (arXiv 2508.10925 table 1): 60.8 and 12.8 GiB; FP8 is a bound, for the file does not say which weights are wider", () => {
    const gptOss = (num_hidden_layers: number, num_experts: number): Configuration => ({
      architecture: "gpt_oss",
      num_hidden_layers,
      hidden_size: 2880,
      num_attention_heads: 64,
      num_key_value_heads: 8,
      intermediate_size: 2880,
      vocab_size: 201_088,
      num_experts,
      num_experts_per_tok: 4,
      quant_method: "mxfp4",
    });
    const [large, small] = [releasedWeights(gptOss(36, 128))!, releasedWeights(gptOss(24, 32))!];
    expect([large, small].map(({ gib }) => gib.toFixed(1))).toEqual(["60.8", "12.8"]);
    const experts = 36 * 128 * (2880 * 5760 + 2880 * 2880);
    expect(large.bytes).toBe((experts * 4.25) / 8 + 2 * (116_829_156_672 - experts));
    expect(releasedWeights({ ...models["DeepSeek-V3"], quant_method: "fp8" })).toMatchObject({ bytes: 671_026_419_200, at_least: true });
    expect(releasedWeights(models["DeepSeek-V3"])).toBeUndefined();
    expect(releasedWeights({ ...models["DeepSeek-V3"], quant_method: "awq" })).toBeUndefined();
  });
});

describe("training", () => {
  test("ZeRO (arXiv 1910.02054): 24 GB for 1.5B parameters, 120 GB for 7.5B, at 16 bytes each", () => {
    expect(trainingMemory(1.5e9, "mixed").gb).toBe(24);
    expect(trainingMemory(7.5e9, "mixed").gb).toBe(120);
  });
  test("every recipe is the sum of its parts", () => {
    for (const [recipe, bytes] of [
      ["fp32", 16],
      ["mixed", 16],
      ["mixed-fp32-gradients", 18],
      ["bf16", 8],
      ["adam-8bit", 10],
    ] as const) {
      const memory = trainingMemory(1000, recipe);
      expect([memory.bytes_per_parameter, memory.bytes, Object.values(memory.parts).reduce((a, b) => a + b)]).toEqual([
        bytes,
        bytes * 1000,
        bytes * 1000,
      ]);
    }
  });
});

describe("serving", () => {
  /** Weights and cache in 16 bits. */
  const servedBytes = (configuration: Configuration, context: number, batch: number): number => {
    const [count, cache] = [countParameters(configuration), kvCache(configuration, { context, batch })];
    if ("missing" in count || "missing" in cache) throw new Error(JSON.stringify([count, cache]));
    return 2 * count.total + cache.total!.bytes;
  };
  test("Llama 2 7B in 16 bits with 4096 tokens: 13.48 GB and 2 GiB", () => {
    expect(servedBytes(models["Llama 2 7B"], 4096, 1)).toBe(13_476_831_232 + 2 * 2 ** 30);
  });
  test("what fits beside it in 24 GiB: (25,769,803,776 - 13,476,831,232) / 524,288 tokens, more than it was trained for", () => {
    expect(largestContext(models["Llama 2 7B"], 24 * 2 ** 30)).toMatchObject({ context: 23_446, beyond_positions: true });
  });
  test("nothing fits in 8 GiB; in 4 bits something does; a state-space model has no limit", () => {
    expect(largestContext(models["Llama 2 7B"], 8 * 2 ** 30)).toMatchObject({ context: 0 });
    expect(largestContext(models["Llama 2 7B"], 8 * 2 ** 30, { dtype: "q4_0" })).toMatchObject({ context: 9154 });
    expect(largestContext(models["Mamba 2.8B"], 8 * 2 ** 30)).toMatchObject({ context: null });
    expect(largestContext(models["Llama 2 7B"], -1)).toEqual({ missing: [], invalid: ["memory"] });
  });
  test("the largest context fits, and one token more does not", () => {
    fc.assert(
      fc.property(
        anyConfiguration,
        fc.integer({ min: 1, max: 2 ** 40 }),
        fc.integer({ min: 1, max: 8 }),
        (configuration, memory, batch) => {
          const largest = largestContext(configuration, memory, { batch });
          if ("missing" in largest) throw new Error(JSON.stringify(largest));
          const bytes = (context: number): number => servedBytes(configuration, context, batch);
          if (largest.context === null) return;
          if (largest.context > 0) expect(bytes(largest.context)).toBeLessThanOrEqual(memory);
          expect(bytes(largest.context + 1)).toBeGreaterThan(memory);
        },
      ),
    );
  });
});

describe("FLOP", () => {
  const flops = (name: ModelName, convention: Convention, options: ComputeOptions = {}): Compute => {
    const compute = computeFlops(models[name], convention, options);
    if ("missing" in compute) throw new Error(JSON.stringify(compute));
    return compute;
  };
  test("GPT-3 175B (arXiv 2005.14165 table D.1): 3.14e23 for 300B tokens, every digit kept", () => {
    const { total } = flops("GPT-3 175B", "6n", { tokens: 300e9 });
    expect(total!.value.toExponential(2)).toBe("3.14e+23");
    expect(total!.exact).toBe(String(6n * 174_604_259_328n * 300_000_000_000n));
  });
  test("Llama 3.1 405B (arXiv 2407.21783 §3.2): 3.8e25 for 15.6T tokens", () => {
    expect(flops("Llama 3.1 405B", "6n", { tokens: 15.6e12 }).total!.value.toExponential(1)).toBe("3.8e+25");
  });
  test("Kaplan: non-embedding parameters, one term over the context", () => {
    const n = 12 * (12 * 768 * 768 + 13 * 768) + 2 * 768;
    expect(flops("GPT-2 small", "kaplan", { context: 1024 }).per_token).toBe(2 * n + 2 * 12 * 1024 * 768);
  });
  test("PaLM: 6N + 12·L·H·Q·T", () => {
    expect(flops("GPT-2 small", "palm", { context: 1024 }).per_token).toBe(6 * 124_439_808 + 12 * 12 * 12 * 64 * 1024);
  });
  test("Chinchilla appendix F, term by term as printed, for a sequence of 1024", () => {
    const [s, V, D, L, H, K, F] = [1024, 50257, 768, 12, 12, 64, 3072] as const;
    const embeddings = 2 * s * V * D;
    const qkv = 2 * 3 * s * D * (K * H);
    const logits = 2 * s * s * (K * H);
    const softmax = 3 * H * s * s;
    const values = 2 * s * s * (K * H);
    const output = 2 * s * (K * H) * D;
    const dense = 2 * s * (D * F + F * D);
    const sequence = embeddings + L * (qkv + logits + softmax + values + output + dense) + 2 * s * D * V;
    expect(flops("GPT-2 small", "chinchilla", { context: s }).per_token * s).toBe(sequence);
  });
  test("one generated token: twice the matrices and 4·L·H·d·n; chosen experts only", () => {
    const matrices = 32 * (4 * 4096 * 4096 + 3 * 4096 * 11008) + 32000 * 4096;
    expect(flops("Llama 2 7B", "decode", { context: 2048 }).per_token).toBe(2 * matrices + 4 * 32 * 4096 * 2048);
    const mixtral = 32 * (2 * 4096 * 4096 + 2 * 4096 * 1024 + 2 * 3 * 4096 * 14336 + 4096 * 8) + 32000 * 4096;
    expect(flops("Mixtral 8x7B", "decode", { context: 1 }).per_token).toBe(2 * mixtral + 4 * 32 * 4096);
  });
  test("a window bounds what a token sees; a state costs the same at any length", () => {
    expect(flops("Mistral 7B v0.1", "decode", { context: 100_000 })).toEqual(flops("Mistral 7B v0.1", "decode", { context: 4096 }));
    expect(flops("Mamba 2.8B", "decode", { context: 100_000 }).per_token).toBe(flops("Mamba 2.8B", "decode", { context: 1 }).per_token);
  });
  test("an indexer chooses among the tokens there are: below its limit each costs in full, above it the indexer alone", () => {
    const sparse: Configuration = {
      ...models["DeepSeek-V3"],
      architecture: "deepseek_v32",
      index_n_heads: 64,
      index_head_dim: 128,
      index_topk: 2048,
    };
    // Every fourth layer has an indexer of its own, sixteen of 61; the others follow.
    const followed: Configuration = { ...sparse, index_topk_freq: 4, index_skip_topk_offset: 1 };
    const more = (configuration: Configuration, convention: Convention, from: number, to: number): number => {
      const [few, many] = [from, to].map((context) => (computeFlops(configuration, convention, { context }) as Compute).per_token);
      return many! - few!;
    };
    const [index, seen, latent] = [2 * 64 * 128, 2 * 128 * (128 + 64) + 2 * 128 * 128, 4 * 128 * 512 + 2 * 128 * 64];
    for (const [configuration, indexers] of [
      [sparse, 61],
      [followed, 16],
    ] as const) {
      expect(more(configuration, "decode", 1, 17)).toBe(16 * (61 * latent + indexers * index));
      expect(more(configuration, "palm", 1, 17)).toBe(3 * 16 * (61 * seen + indexers * index));
      expect(more(configuration, "decode", 2047, 2049)).toBe(61 * latent + 2 * indexers * index);
      expect(more(configuration, "palm", 2048, 4096)).toBe(3 * 2048 * indexers * index);
    }
  });
  test("weights that layers share work in every one of them: ALBERT base", () => {
    const layer = 4 * (768 * 768 + 768) + 2 * 768 * 3072 + 3072 + 768 + 4 * 768;
    expect(flops("ALBERT base", "6n").per_token).toBe(6 * (11_683_584 + 11 * layer));
  });
  test("Transformer-XL makes keys and values again from what it keeps, and scores distances too", () => {
    const table = 20000 * 1024 + 20000 * 256 + 160000 * 64 + 67735 * 16 + 1024 * (1024 + 256 + 64 + 16) + 3 * 1024;
    const matrices = 18 * (4 * 1024 * 1024 + 2 * 1024 * 4096) + 1024 * 1024 + table;
    const seen = 18 * 1600 * (6 * 1024 + 4 * 1024 * 1024);
    expect(flops("Transformer-XL", "decode", { context: 20_000 }).per_token).toBe(2 * matrices + seen);
    expect(flops("Transformer-XL", "palm", { context: 100 }).per_token).toBe(6 * 285_205_322 + 3 * 18 * 100 * 6 * 1024);
  });
  test("Reformer: two chunks of 128, or of 256 in each of two rounds with half of 512 rotations", () => {
    const local = 9 * 4 * 1024 * 256;
    const hashed = 3 * (4 * 1024 * 2 * 256 * 2 + 2 * 1024 * 256 * 2);
    expect(flops("Reformer", "palm", { context: 65_536 }).per_token).toBe(6 * 149_182_722 + 3 * (local + hashed));
  });
  test("a convention that does not cover a model says so, one without its context asks for it", () => {
    expect(computeFlops(models["BERT base"], "decode", { context: 1 })).toEqual({ missing: [], unsupported: "decode" });
    expect(computeFlops(models["Mixtral 8x7B"], "chinchilla", { context: 1 })).toEqual({ missing: [], unsupported: "chinchilla" });
    expect(computeFlops(models["DeepSeek-V3"], "kaplan", { context: 1 })).toEqual({ missing: [], unsupported: "kaplan" });
    expect(computeFlops(models["GPT-2 small"], "palm")).toEqual({ missing: ["context"] });
    expect(computeFlops({ architecture: "nonesuch" }, "6n")).toEqual({ missing: ["architecture"], unknown: "nonesuch" });
  });
  test("an expression is what its value says, in every convention and architecture", () => {
    fc.assert(
      fc.property(
        anyConfiguration,
        fc.constantFrom(...conventions),
        fc.integer({ min: 1, max: 10_000 }),
        (configuration, convention, context) => {
          const compute = computeFlops(configuration, convention, { context, tokens: 7 });
          if ("missing" in compute) {
            expect(compute).toEqual({ missing: [], unsupported: convention });
            return;
          }
          for (const { expression, value } of compute.steps)
            expect(new Function(`return ${expression.replaceAll("×", "*")}`)()).toBe(value);
        },
      ),
    );
  });
});
