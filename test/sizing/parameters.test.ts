/** Counts from the record's own keys, what cannot be counted, and the laws every count obeys. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { architectures, specOf } from "../../src/sizing/architectures/index.ts";
import type { Configuration } from "../../src/sizing/configuration.ts";
import { countParameters, type ParameterCount } from "../../src/sizing/parameters.ts";
import { anyConfiguration } from "./any-configuration.ts";
import { models } from "./models.ts";
import * as sums from "./sums.ts";

const counted = (configuration: Configuration): ParameterCount => {
  const count = countParameters(configuration);
  if ("missing" in count) throw new Error(JSON.stringify([configuration, count]));
  return count;
};

const llama7b: Configuration = {
  architecture: "llama",
  num_hidden_layers: 32,
  hidden_size: 4096,
  num_attention_heads: 32,
  intermediate_size: 11008,
  vocab_size: 32000,
  tie_word_embeddings: false,
};

test("LLaMA 7B by part, by hand", () => {
  expect(counted(llama7b).parts).toEqual({
    embedding: 32000 * 4096,
    per_layer_embedding: 0,
    positions: 0,
    attention: 32 * 4 * 4096 * 4096,
    state_space: 0,
    mlp: 32 * 3 * 4096 * 11008,
    experts: 0,
    shared_experts: 0,
    router: 0,
    norms: 65 * 4096,
    other: 0,
    pooler: 0,
    head: 32000 * 4096,
  });
  expect(counted(llama7b).non_embedding.total).toBe(6_738_415_616 - 2 * 32000 * 4096);
});

test("the steps show the formula with the numbers, and end in the total", () => {
  const { steps } = counted(llama7b);
  expect(steps[1]).toEqual({
    label: { en: "Attention, 32 layers of full attention", zh: "注意力，32 层全注意力" },
    formula: "L·(2·D·H·d + 2·D·G·d)",
    expression: "32 × (2 × 4096 × 32 × 128 + 2 × 4096 × 32 × 128)",
    value: 2_147_483_648,
    unit: "parameters",
  });
  expect(steps.at(-1)).toMatchObject({ formula: "(1) + (2) + (3) + (4) + (5) + (6)", value: 6_738_415_616 });
});

test("ALBERT base: one layer's weights, met twelve times", () => {
  const albert: Configuration = {
    architecture: "albert",
    num_hidden_layers: 12,
    hidden_size: 768,
    num_attention_heads: 12,
    intermediate_size: 3072,
    vocab_size: 30000,
    max_position_embeddings: 512,
  };
  const layer = 4 * (768 * 768 + 768) + 2 * 768 * 3072 + 3072 + 768 + 4 * 768;
  const { total, active, applied, steps } = counted(albert);
  expect([total, active, applied - total]).toEqual([11_683_584, 11_683_584, 11 * layer]);
  expect(steps[2]!.label).toEqual({
    en: "Attention, 12 layers of bidirectional attention that share the weights of 1",
    zh: "注意力，12 层双向注意力（共用 1 层的权重）",
  });
  expect(counted({ ...albert, num_hidden_groups: 12 }).total - total).toBe(11 * layer);
});

test("Transformer-XL large: bands of the vocabulary, one projection of its own in the softmax", () => {
  const { parts, total } = counted({
    architecture: "transfo-xl",
    num_hidden_layers: 18,
    hidden_size: 1024,
    num_attention_heads: 16,
    head_dim: 64,
    intermediate_size: 4096,
    vocab_size: 267735,
    embedding_size: 1024,
    cutoffs: [20000, 40000, 200000],
    div_val: 4,
  });
  expect(parts.embedding).toBe(20000 * 1024 + 20000 * 256 + 160000 * 64 + 67735 * 16 + 1024 * (1024 + 256 + 64 + 16));
  expect(parts.head).toBe(267735 + 3 * 1024 + 3 + 1024 * 1024);
  // Of every layer: five square matrices with the heads, two bias vectors, the MLP, two norms.
  expect(total - parts.embedding - parts.head).toBe(18 * (5 * 1024 * 1024 + 2 * 1024 + 2 * 1024 * 4096 + 4096 + 1024 + 4 * 1024));
});

test.each<[string, number, Configuration]>([
  [
    "yandex/YaLM-100B",
    sums.yalm(),
    {
      architecture: "yalm",
      num_hidden_layers: 80,
      hidden_size: 10240,
      embedding_size: 2048,
      num_attention_heads: 128,
      intermediate_size: 27308,
      vocab_size: 128000,
    },
  ],
  [
    "THUDM/GLM-130B",
    sums.glm130b(),
    {
      architecture: "glm-130b",
      num_hidden_layers: 70,
      hidden_size: 12288,
      num_attention_heads: 96,
      intermediate_size: 32768,
      vocab_size: 150528,
    },
  ],
  [
    "PanGu-α 13B",
    sums.panguAlpha(),
    {
      architecture: "pangu_alpha",
      num_hidden_layers: 40,
      hidden_size: 5120,
      num_attention_heads: 40,
      vocab_size: 40000,
      max_position_embeddings: 1024,
    },
  ],
  [
    "CPM-2",
    sums.cpm2(),
    {
      architecture: "cpm2",
      num_hidden_layers: 24,
      num_decoder_layers: 24,
      hidden_size: 4096,
      num_attention_heads: 64,
      head_dim: 64,
      intermediate_size: 10240,
      vocab_size: 26240,
    },
  ],
])("%s: %d", (_name, total, configuration) => {
  expect(counted(configuration).total).toBe(total);
});

test("what a file leaves out is what transformers' class has, and is listed; where releasers differ it is asked for", () => {
  const { tie_word_embeddings: _, ...silent } = llama7b;
  const { total, assumed } = counted(silent);
  expect([total, assumed.tie_word_embeddings]).toEqual([6_738_415_616, false]);
  expect(counted({ ...silent, architecture: "smollm3" })).toMatchObject({
    total: 6_738_415_616 - 32000 * 4096,
    assumed: { tie_word_embeddings: true },
  });
  expect(countParameters({ ...silent, architecture: "yi" })).toEqual({ missing: ["tie_word_embeddings"] });
});

test("latent attention has no head width of its own: none is assumed", () => {
  const indexer = { index_n_heads: 64, index_head_dim: 128, index_topk: 2048 };
  for (const configuration of [models["DeepSeek-V3"], { ...models["DeepSeek-V3"], ...indexer, architecture: "deepseek_v32" }])
    expect(counted(configuration).assumed).not.toHaveProperty("head_dim");
});

describe("embeddings and poolers", () => {
  test("BERT base: twelve layers, the embedding's norm and the pooler are no embedding", () => {
    const layer = 4 * (768 * 768 + 768) + 2 * 768 * 3072 + 3072 + 768 + 4 * 768;
    const { parts, non_embedding } = counted(models["BERT base"]);
    expect([parts.pooler, parts.head]).toEqual([768 * 768 + 768, 0]);
    expect(non_embedding.total).toBe(12 * layer + 2 * 768 + 768 * 768 + 768);
  });
  test("gpt-oss (arXiv 2508.10925 §2): 5.1B and 3.6B active, without the embedding", () => {
    const gptOss = (layers: number, num_experts: number): Configuration => ({
      architecture: "gpt_oss",
      num_hidden_layers: layers,
      hidden_size: 2880,
      num_attention_heads: 64,
      num_key_value_heads: 8,
      intermediate_size: 2880,
      vocab_size: 201088,
      num_experts,
      num_experts_per_tok: 4,
    });
    const [large, small] = [counted(gptOss(36, 128)), counted(gptOss(24, 32))];
    expect([large, small].map((one) => (one.active_without_embedding! / 1e9).toFixed(1))).toEqual(["5.1", "3.6"]);
    expect(large.active - large.active_without_embedding!).toBe(201088 * 2880);
  });
  test("a head that is the embedding is met: there is no such number", () => {
    expect(counted(models["GPT-2 small"])).not.toHaveProperty("active_without_embedding");
  });
});

describe("what cannot be counted", () => {
  test("a missing key is named, never guessed", () => {
    expect(countParameters({ architecture: "llama", num_hidden_layers: 32 })).toEqual({
      missing: ["hidden_size", "num_attention_heads", "vocab_size", "intermediate_size"],
    });
    expect(countParameters({ ...llama7b, architecture: "deepseek_v3" })).toEqual({
      missing: [
        "q_lora_rank",
        "kv_lora_rank",
        "qk_nope_head_dim",
        "qk_rope_head_dim",
        "v_head_dim",
        "num_experts",
        "moe_intermediate_size",
      ],
    });
  });
  test("an unknown architecture is named", () => {
    expect(countParameters({ ...llama7b, architecture: "nonesuch" })).toEqual({ missing: ["architecture"], unknown: "nonesuch" });
    expect(countParameters({ ...llama7b, architecture: "toString" })).toEqual({ missing: ["architecture"], unknown: "toString" });
    expect(countParameters({})).toEqual({ missing: ["architecture"] });
  });
  test.each<[keyof Configuration, Configuration]>([
    ["hidden_size", { hidden_size: 4096.5, head_dim: 128 }],
    ["vocab_size", { vocab_size: -1 }],
    ["num_hidden_layers", { num_hidden_layers: 1e9 }],
    ["num_key_value_heads", { num_key_value_heads: 5 }],
    ["num_attention_heads", { num_attention_heads: 33, num_key_value_heads: 33 }],
    ["num_experts_per_tok", { architecture: "mixtral", num_experts: 8, num_experts_per_tok: 9 }],
    ["layer_types", { layer_types: ["full_attention"] }],
    ["cutoffs", { cutoffs: [20000, 10000] }],
    ["cutoffs", { cutoffs: [20000, 32000] }],
    ["cutoffs", { cutoffs: [0.5] }],
    ["div_val", { cutoffs: [100, 200], div_val: 65 }],
    ["axial_pos_embds_dim", { axial_pos_shape: [64, 64], axial_pos_embds_dim: [64, 64] }],
    ["num_sparse_decoder_layers", { num_sparse_decoder_layers: 1 }],
    ["num_hidden_groups", { num_hidden_groups: 33 }],
  ])("a value of %s that cannot be is named", (key, change) => {
    expect(countParameters({ ...llama7b, ...change })).toEqual({ missing: [], invalid: [key] });
  });
  test("a default that was used is reported", () => {
    expect(counted({ ...llama7b, architecture: "gpt_neox" }).assumed).toEqual({
      attention_bias: true,
      num_key_value_heads: 32,
      head_dim: 128,
    });
  });
});

describe("laws, over every architecture", () => {
  test("every architecture is reached", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(anyConfiguration, (c) => void seen.add(c.architecture!)),
      { numRuns: 2000 },
    );
    expect([...seen].sort()).toEqual([...architectures].sort());
  });
  test("the parts make the whole, and the steps make the parts", () => {
    fc.assert(
      fc.property(anyConfiguration, (configuration) => {
        const { total, active, parts, steps } = counted(configuration);
        expect(Object.values(parts).reduce((a, b) => a + b, 0)).toBe(total);
        expect(Number.isSafeInteger(total) && active <= total && active > 0).toBe(true);
        const sums = steps.slice(
          0,
          steps.findIndex((step) => step.label.en === "Total"),
        );
        expect(sums.reduce((all, step) => all + step.value, 0)).toBe(total);
      }),
      { numRuns: 1000 },
    );
  });
  test("an expression is what its value says", () => {
    fc.assert(
      fc.property(anyConfiguration, (configuration) => {
        for (const { expression, value } of counted(configuration).steps)
          expect(new Function(`return ${expression.replaceAll("×", "*")}`)()).toBe(value);
      }),
    );
  });
  test.each(["num_hidden_layers", "intermediate_size", "vocab_size"] as const)("more %s, more parameters", (key) => {
    fc.assert(
      fc.property(anyConfiguration, (configuration) => {
        const { architecture } = configuration;
        // Mamba has no MLP: its intermediate size follows from the width.
        fc.pre(configuration[key] !== undefined && !(key === "intermediate_size" && /mamba/.test(architecture!)));
        const lists = Object.entries(configuration).filter(([name]) => name === "layer_types" || name.endsWith("_per_layer"));
        const longer = lists.map(([name, list]) => [name, [...(list as unknown[]), (list as unknown[])[0]]]);
        const again = key === "num_hidden_layers" ? Object.fromEntries(longer) : {};
        const more = counted({ ...configuration, ...again, [key]: configuration[key]! + 1 });
        const less = counted(configuration).total;
        // A width that only the dense layers have counts for nothing where there are none; a layer that shares its weights adds none.
        if (key === "intermediate_size" || (key === "num_hidden_layers" && specOf(architecture)!.shared))
          expect(more.total).toBeGreaterThanOrEqual(less);
        else expect(more.total).toBeGreaterThan(less);
      }),
      { numRuns: 500 },
    );
  });
});
