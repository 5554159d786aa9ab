/** From a path to its models: files, folders, shards, configurations beside weights. */
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { codes, folder, folderOf, only, parameters, read, reason } from "./folders.ts";
import { failure, fixtures, safetensorsOf } from "./read.ts";

describe("weights", () => {
  test("a folder with a configuration and one file", () => {
    const found = only(join(fixtures, "llama"));
    expect(found).toMatchObject({ kind: "safetensors", shards: undefined, problems: [], metadata: { format: "pt" } });
    expect(found.configuration).toMatchObject({ kind: "config", values: { model_type: "llama", hidden_size: 8 } });
    expect(found.tensors).toMatchObject({ count: 111, parameters, bytes: 2n * parameters });
    expect(found.tensors!.dtypes).toEqual([{ dtype: "F16", count: 111, parameters, bytes: 2n * parameters }]);
    expect(found.tensors!.groups).toHaveLength(12);
    expect(found.tensors!.groups).toContainEqual({
      name: "model.layers.*.mlp.down_proj.weight",
      first: "model.layers.0.mlp.down_proj.weight",
      count: 12,
      dtype: "F16",
      shape: [8, 16],
      parameters: 12n * 128n,
      bytes: 24n * 128n,
    });
    expect(found.files.map(({ path }) => path)).toEqual([join(fixtures, "llama/config.json"), join(fixtures, "llama/model.safetensors")]);
  });

  test("the file alone is the same model", () => {
    const [file, whole] = [only(join(fixtures, "llama/model.safetensors")), only(join(fixtures, "llama"))];
    expect(file).toEqual(whole);
  });

  test("an index and its shards, by the folder and by the index", () => {
    const path = join(fixtures, "sharded");
    const found = only(path);
    expect(found.shards).toEqual({ count: 2, present: 2, tensors: 111, totalSize: Number(2n * parameters) });
    expect(found.problems).toEqual([]);
    // The other half of the tensors stand in another order, and the sums are the same.
    expect(found.tensors!.parameters).toBe(parameters);
    expect(only(join(path, "model.safetensors.index.json"))).toEqual(found);
  });

  test("a shard that is not there, and one alone", () => {
    const path = folderOf("sharded");
    rmSync(join(path, "model-00002-of-00002.safetensors"));
    const found = only(path);
    expect(found.shards).toMatchObject({ count: 2, present: 1 });
    expect(found.problems.map(({ code }) => code)).toEqual(["missing-shard"]);
    expect(found.problems[0]!.text.en).toMatch(/^"model-00002-of-00002.safetensors" is not there; the index puts 56 tensors into it$/);
    expect(codes(join(path, "model-00001-of-00002.safetensors"))).toEqual(["missing-shard"]);
    rmSync(join(path, "model.safetensors.index.json"));
    expect(codes(path)).toEqual(["missing-shard"]);
  });

  test("a shard that cannot be read hides no other, and nothing of it is counted", () => {
    const path = folderOf("sharded");
    const shard = join(path, "model-00002-of-00002.safetensors");
    const whole = only(join(path, "model-00001-of-00002.safetensors")).tensors!;
    // Every tensor but the last could be read.
    const header = readFileSync(shard);
    const at = header.lastIndexOf("dtype");
    header[at] = 0x7a;
    writeFileSync(shard, header);
    for (const each of [path, join(path, "model.safetensors.index.json")]) {
      const found = only(each);
      expect(found.shards).toMatchObject({ count: 2, present: 1 });
      expect(found.tensors).toMatchObject({ count: whole.count, parameters: whole.parameters });
      expect(found.problems).toHaveLength(1);
      expect(found.problems[0]).toMatchObject({ code: "unreadable-file", path: shard });
    }
    rmSync(join(path, "model.safetensors.index.json"));
    expect(codes(path)).toEqual(["unreadable-file", "missing-shard"]);
    writeFileSync(join(path, "model-00001-of-00002.safetensors"), "x".repeat(20));
    expect(failure(() => read(path)).faults.map((fault) => fault.path)).toEqual([join(path, "model-00001-of-00002.safetensors"), shard]);
  });

  test("a broken configuration hides neither the weights nor what is wrong with them", () => {
    const path = folderOf("llama");
    const [configuration, weights] = [join(path, "config.json"), join(path, "model.safetensors")];
    writeFileSync(configuration, "{");
    const found = only(path);
    expect(found.configuration).toBeUndefined();
    expect(found.tensors).toMatchObject({ parameters });
    expect(found.problems).toMatchObject([{ code: "unreadable-file", path: configuration }]);
    writeFileSync(weights, "12345678{");
    const { faults, text } = failure(() => read(path));
    expect(faults.map((fault) => fault.path)).toEqual([configuration, weights]);
    for (const lang of ["en", "zh"] as const) for (const fault of faults) expect(text[lang]).toContain(fault.text[lang]);
  });

  test("shards that do not hold what the index says", () => {
    const path = folderOf("sharded");
    const [first, second] = [1, 2].map((n) => join(path, `model-0000${n}-of-00002.safetensors`));
    renameSync(first!, join(path, "x"));
    renameSync(second!, first!);
    renameSync(join(path, "x"), second!);
    const { problems } = only(path);
    expect([...new Set(problems.map(({ code }) => code))].sort()).toEqual(["missing-tensor", "unexpected-tensor"]);
    expect(problems.some(({ text }) => /and 108 more of this kind/.test(text.en))).toBe(true);
  });

  test("an index that leads out of its folder or says nothing", () => {
    const index = (text: string): string => join(folderOf({ "model.safetensors.index.json": text }), "model.safetensors.index.json");
    expect(reason(index('{"weight_map":{"a":"../x.safetensors"}}'))).toMatch(/is no file of the same folder/);
    expect(reason(index('{"weight_map":{"a":"/etc/passwd"}}'))).toMatch(/is no file of the same folder/);
    expect(reason(index('{"weight_map":{"a":"a.safetensors","a":"b.safetensors"}}'))).toMatch(/stands twice/);
    expect(reason(index('{"metadata":{}}'))).toMatch(/no weight_map/);
    expect(reason(index('{"weight_map":[]}'))).toMatch(/should be/);
    expect(codes(index('{"weight_map":{"a":"a.safetensors"}}'))).toEqual(["missing-shard"]);
  });

  test("an index whose total is wrong", () => {
    const path = folderOf({
      "model.safetensors.index.json": '{"metadata":{"total_size":5.0},"weight_map":{"a":"a.safetensors"}}',
      "a.safetensors": safetensorsOf('{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}', 4),
    });
    expect(codes(path)).toEqual(["total-size"]);
  });

  test("Mistral's own weights go with params.json, the others with config.json", () => {
    const empty = safetensorsOf("{}");
    const path = folderOf({
      "config.json": "{}",
      "params.json": '{"dim":8,"n_layers":1}',
      "consolidated.safetensors": empty,
      "model.safetensors": empty,
    });
    expect(read(path).map(({ path, configuration }) => [path.slice(folder.length + 1).replace(/^\d+./, ""), configuration?.kind])).toEqual([
      ["consolidated.safetensors", "params"],
      ["model.safetensors", "config"],
    ]);
  });
});

describe("GGUF", () => {
  test("the header of Llama 2 7B: its published count and its configuration", () => {
    const found = only(join(fixtures, "llama-2-7b-header.gguf"));
    expect(found.tensors).toMatchObject({ count: 291, parameters: 6_738_415_616n });
    expect(found.problems.map(({ code }) => code)).toEqual(["data-incomplete"]);
    // meta-llama/Llama-2-7b-hf config.json; the norms are F32, everything else Q4_0.
    expect({ ...found.configuration!.values }).toEqual({
      model_type: "llama",
      num_hidden_layers: 32,
      hidden_size: 4096,
      intermediate_size: 11008,
      max_position_embeddings: 4096,
      vocab_size: 32000,
      num_attention_heads: 32,
      num_key_value_heads: 32,
      rms_norm_eps: 1e-5,
      rope_theta: 10000,
      tie_word_embeddings: false,
    });
    expect(found.tensors!.dtypes.map(({ dtype, count }) => [dtype, count])).toEqual([
      ["Q4_0", 226],
      ["F32", 65],
    ]);
  });

  test("latent attention under its own keys: DeepSeek-V3's config.json", () => {
    expect({ ...only(join(fixtures, "deepseek-v3-metadata.gguf")).configuration!.values }).toEqual({
      model_type: "deepseek_v3",
      num_hidden_layers: 61,
      hidden_size: 7168,
      intermediate_size: 18432,
      max_position_embeddings: 163840,
      vocab_size: 129280,
      num_attention_heads: 128,
      num_key_value_heads: 128,
      rms_norm_eps: 1e-6,
      rope_theta: 10000,
      q_lora_rank: 1536,
      kv_lora_rank: 512,
      qk_nope_head_dim: 128,
      qk_rope_head_dim: 64,
      v_head_dim: 128,
      num_experts: 256,
      num_experts_per_tok: 8,
      num_shared_experts: 1,
      moe_intermediate_size: 2048,
      first_k_dense_replace: 3,
      scoring_func: "sigmoid",
      rope_scaling: { rope_type: "yarn", factor: 40, original_max_position_embeddings: 4096 },
    });
  });

  test("parts: the folder, any one of them, and one missing", () => {
    const path = folderOf("split");
    const found = only(path);
    expect(found).toMatchObject({ kind: "gguf", shards: { count: 3, present: 3, tensors: 5 }, problems: [] });
    expect(found.tensors).toMatchObject({ count: 5, parameters: 20n });
    expect(only(join(path, "tiny-00002-of-00003.gguf"))).toEqual(found);
    rmSync(join(path, "tiny-00003-of-00003.gguf"));
    expect(codes(path)).toEqual(["missing-shard"]);
  });

  test("several models in a folder are several", () => {
    expect(read(fixtures).map(({ kind, path }) => [kind, path.slice(fixtures.length + 1)])).toEqual([
      ["safetensors", "dtypes.safetensors"],
      ["gguf", "deepseek-v3-metadata.gguf"],
      ["gguf", "kinds-big.gguf"],
      ["gguf", "kinds-fugg.gguf"],
      ["gguf", "kinds-little.gguf"],
      ["gguf", "kinds-v2.gguf"],
      ["gguf", "llama-2-7b-header.gguf"],
      ["gguf", "types.gguf"],
    ]);
  });
});
