/** Files as releasers wrote them, in the engine's keys; what is not understood is named. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { headDim } from "../../src/sizing/complete.ts";
import { normalise, wrongValues } from "../../src/sizing/normalise.ts";
import { countParameters } from "../../src/sizing/parameters.ts";

const total = (raw: unknown): unknown => {
  const count = countParameters(normalise(raw).configuration);
  return "missing" in count ? count : count.total;
};

describe("params.json", () => {
  const llama2 = { dim: 4096, multiple_of: 256, n_heads: 32, n_layers: 32, norm_eps: 1e-5 };
  test("Meta: the inner width follows; a vocabulary of -1 has to be asked for", () => {
    expect(normalise({ ...llama2, vocab_size: -1 })).toMatchObject({
      configuration: { intermediate_size: 11008 },
      unknown: [],
      invalid: [],
    });
    expect(total({ ...llama2, vocab_size: -1 })).toEqual({ missing: ["vocab_size"] });
    expect(total({ ...llama2, vocab_size: 32000 })).toBe(6_738_415_616);
  });
  test("Meta: Llama 2 70B and Llama 3 8B, with their multipliers", () => {
    expect(
      total({
        dim: 8192,
        multiple_of: 4096,
        ffn_dim_multiplier: 1.3,
        n_heads: 64,
        n_kv_heads: 8,
        n_layers: 80,
        norm_eps: 1e-5,
        vocab_size: 32000,
      }),
    ).toBe(68_976_648_192);
    expect(
      total({
        dim: 4096,
        multiple_of: 1024,
        ffn_dim_multiplier: 1.3,
        n_heads: 32,
        n_kv_heads: 8,
        n_layers: 32,
        norm_eps: 1e-5,
        vocab_size: 128256,
        rope_theta: 500000,
      }),
    ).toBe(8_030_261_248);
  });
  test("Meta: Llama 3.2 1B does not say that its tables are one; the default is listed, and 1.24B follow when it is said", () => {
    const raw = { dim: 2048, n_layers: 16, n_heads: 32, n_kv_heads: 8, vocab_size: 128256, ffn_dim_multiplier: 1.5, multiple_of: 256 };
    const { configuration } = normalise(raw);
    expect(countParameters(configuration)).toMatchObject({ assumed: { tie_word_embeddings: false } });
    expect(countParameters({ ...configuration, tie_word_embeddings: true })).toMatchObject({ total: 1_235_814_400 });
  });
  test("Mistral: 7B and Mixtral 8x7B in their own format", () => {
    const mistral = {
      dim: 4096,
      n_layers: 32,
      head_dim: 128,
      hidden_dim: 14336,
      n_heads: 32,
      n_kv_heads: 8,
      norm_eps: 1e-5,
      vocab_size: 32000,
    };
    expect(total(mistral)).toBe(7_241_732_096);
    expect(total({ ...mistral, moe: { num_experts_per_tok: 2, num_experts: 8 } })).toBe(46_702_792_704);
  });
});

describe("what is around the sizes", () => {
  const qwen = {
    model_type: "qwen2",
    num_hidden_layers: 24,
    hidden_size: 896,
    num_attention_heads: 14,
    num_key_value_heads: 2,
    intermediate_size: 4864,
    vocab_size: 151936,
    tie_word_embeddings: true,
  };
  test("a whole config.json of Qwen2.5-0.5B leaves nothing unread", () => {
    const rest = {
      architectures: ["Qwen2ForCausalLM"],
      attention_dropout: 0,
      bos_token_id: 151643,
      eos_token_id: 151643,
      hidden_act: "silu",
      initializer_range: 0.02,
      max_position_embeddings: 32768,
      max_window_layers: 24,
      rms_norm_eps: 1e-6,
      rope_theta: 1e6,
      sliding_window: 32768,
      torch_dtype: "bfloat16",
      transformers_version: "4.40.1",
      use_cache: true,
      use_mrope: false,
      use_sliding_window: false,
    };
    expect(normalise({ ...qwen, ...rest })).toMatchObject({ unknown: [], invalid: [], left_out: [], rope: { rope_theta: 1e6 } });
    expect(total({ ...qwen, ...rest })).toBe(494_032_768);
  });
  test("a key the engine does not know is reported, one of the wrong kind too, null is silence", () => {
    const odd = normalise({ ...qwen, memory_tokens: 16, head_dim: "64", sliding_window: null });
    expect(odd).toMatchObject({ unknown: ["memory_tokens"], invalid: ["head_dim"] });
    expect(odd.configuration).not.toHaveProperty("sliding_window");
  });
  test("the standard key counts where two spellings stand together", () => {
    expect(normalise({ ...qwen, n_layer: 7 }).configuration.num_hidden_layers).toBe(24);
    expect(normalise({ n_layer: 7, ...qwen }).configuration.num_hidden_layers).toBe(24);
  });
  test("rope_parameters of newer transformers and rope_scaling of older say the same", () => {
    const yarn = { factor: 40, rope_type: "yarn" };
    expect(normalise({ ...qwen, rope_parameters: { rope_theta: 1e4, ...yarn } }).rope).toEqual({ rope_theta: 1e4, rope_scaling: yarn });
    expect(normalise({ ...qwen, rope_theta: 1e4, rope_scaling: yarn }).rope).toEqual({ rope_theta: 1e4, rope_scaling: yarn });
    expect(normalise({ ...qwen, rope_parameters: { rope_theta: 1e4, rope_type: "default" } }).rope).toEqual({ rope_theta: 1e4 });
  });
  test("of a multimodal model the language part is read and the rest named", () => {
    const { model_type, ...text } = qwen;
    const both = normalise({
      model_type: "wrapper",
      vision_config: { hidden_size: 1 },
      text_config: { model_type, ...text, tie_word_embeddings: undefined },
      tie_word_embeddings: true,
    });
    expect(both.left_out).toEqual(["vision_config"]);
    expect(both.configuration).toMatchObject({ architecture: "qwen2", tie_word_embeddings: true });
  });
  test("the method of quantization is read from where it stands", () => {
    expect(normalise({ ...qwen, quantization_config: { quant_method: "fp8" } }).configuration.quant_method).toBe("fp8");
    expect(normalise({ text_config: qwen, quantization_config: { quant_method: "mxfp4" } }).configuration.quant_method).toBe("mxfp4");
  });
  test("layers of multi-token prediction are named as left out", () => {
    expect(normalise({ model_type: "deepseek_v3", num_nextn_predict_layers: 1 }).left_out).toEqual(["num_nextn_predict_layers"]);
  });
  test("a configuration in the record's own keys passes through", () => {
    const record = {
      architecture: "qwen",
      num_hidden_layers: 32,
      hidden_size: 4096,
      num_attention_heads: 32,
      intermediate_size: 11008,
      vocab_size: 151936,
      tie_word_embeddings: false,
    };
    expect(normalise(record).configuration).toEqual(record);
  });
});

describe("a number of layers that cannot be", () => {
  const step3 = { model_type: "step3_text", moe_layers_enum: "1,2" };
  test.each([-1, 1.5, 0, 1e9])("%d is named, whatever lists the layers", (num_hidden_layers) => {
    for (const raw of [
      { ...step3, num_hidden_layers },
      { model_type: "kimi_linear", linear_attn_config: { kda_layers: [1] }, num_hidden_layers },
      { model_type: "recurrent_gemma", block_types: ["recurrent"], num_hidden_layers },
    ])
      expect(wrongValues(raw, normalise(raw)).map(({ key }) => key)).toContain("num_hidden_layers");
  });
  test("the layers that are not listed are dense; a list of a thousand layers is one of a thousand", () => {
    expect(normalise({ ...step3, num_hidden_layers: 5 }).configuration.mlp_only_layers).toEqual([0, 3, 4]);
    const kimi = { model_type: "kimi_linear", linear_attn_config: { kda_layers: [1, 1000] }, num_hidden_layers: 1000 };
    const types = normalise(kimi).configuration.layer_types!;
    expect([types.length, types[0], types[1], types[999]]).toEqual([1000, "linear_attention", "full_attention", "linear_attention"]);
  });
});

describe("a key that no released model varies", () => {
  const cases: readonly (readonly [type: string, key: string, released: unknown, other: unknown])[] = [
    ["openelm", "ffn_with_glu", true, false],
    ["openelm", "normalization_layer_name", "rms_norm", "layer_norm"],
    ["zamba2", "gated_linear_unit", true, false],
    ["zamba2", "use_shared_block_lora", true, false],
    ["zamba2", "ft_lora", false, true],
    ["minimax_m3", "attention_output_gate", false, true],
    ["minimax_m3", "use_routing_bias", true, false],
    ["cohere2_moe", "layer_norm_bias", false, true],
    ["cohere2_moe", "use_gated_activation", true, false],
    ["cohere2_moe", "position_embedding_type", "rope_gptj", "learned"],
    ["llama", "add_cross_attention", false, true],
    ["chatglm", "pre_seq_len", 0, 128],
    ["deepseek_v41_text", "compress_ratios", [0, 2, 1], [0, 4, 1]],
  ];
  test.each(cases)("%s %s: read as released, any other value is told", (model_type, key, released, other) => {
    expect(normalise({ model_type, [key]: released }).unknown).toEqual([]);
    expect(normalise({ model_type, [key]: other }).unknown).toEqual([key]);
  });
  test("entries of four tokens are no kind of layer that is known", () => {
    expect(normalise({ model_type: "deepseek_v41_text", compress_ratios: [4] }).configuration.layer_types).toBeUndefined();
  });
  test("Zamba2: a head of the shared blocks is two widths over the heads, whether the file says so or not", () => {
    const raw = { model_type: "zamba2", hidden_size: 2560, num_attention_heads: 32, num_query_groups: 32, kv_channels: 80 };
    for (const more of [{}, { attention_head_dim: 160 }]) {
      const { configuration, unknown } = normalise({ ...raw, ...more });
      expect(unknown).toEqual([]);
      expect(headDim(configuration)?.size).toBe(160);
    }
  });
});

describe("what one key says of another is not asked while the other is missing", () => {
  const wrong = (raw: object): readonly string[] => wrongValues(raw, normalise(raw)).map(({ key }) => key);
  test.each([
    ["layer_types without the number of layers", { model_type: "gemma3_text", layer_types: ["full_attention", "sliding_attention"] }],
    ["groups of ALBERT", { model_type: "albert", num_hidden_groups: 2 }],
    ["heads a layer", { model_type: "openelm", num_query_heads: [4, 4], num_kv_heads: [2, 2] }],
    ["axes without the width or the shape", { model_type: "reformer", axial_pos_embds_dim: [64, 192] }],
    ["bands without the width", { model_type: "transfo-xl", cutoffs: [10], div_val: 4 }],
  ])("%s", (_what, raw) => expect(wrong(raw)).toEqual([]));
  test("and is as soon as it is there", () => {
    expect(wrong({ model_type: "gemma3_text", layer_types: ["full_attention"], num_hidden_layers: 2 })).toEqual(["layer_types"]);
    expect(wrong({ model_type: "albert", num_hidden_groups: 2, num_hidden_layers: 1 })).toEqual(["num_hidden_groups"]);
    expect(wrong({ model_type: "reformer", axial_pos_embds_dim: [64, 192], hidden_size: 512 })).toEqual(["axial_pos_embds_dim"]);
  });
});

test("an unknown key is reported for every architecture, whatever it is called", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("llama", "falcon", "mpt", "t5", "mamba", "hunyuan"),
      fc.stringMatching(/^zz[a-z]{1,8}$/),
      (model_type, key) => {
        expect(normalise({ model_type, [key]: 1 }).unknown).toEqual([key]);
      },
    ),
  );
});

test("any value at all is read without a throw, and counted or refused", () => {
  const names = [
    "model_type",
    "architecture",
    "n_layer",
    "hidden_size",
    "num_attention_heads",
    "vocab_size",
    "text_config",
    "attn_config",
    "ssm_cfg",
    "attn_type_list",
    "layer_types",
    "mlp_only_layers",
    "dim",
    "n_layers",
    "moe",
    "num_experts",
    "rope_parameters",
    "__proto__",
  ];
  const value = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom("llama", "falcon", "mpt", "minimax", "t5", "mamba", "toString", "__proto__"),
    fc.integer(),
    fc.double(),
  );
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom(...names), value)), (raw) => {
      const count = countParameters(normalise(raw).configuration);
      expect("missing" in count || count.total > 0).toBe(true);
    }),
    { numRuns: 5000 },
  );
});
