import { describe, expect, test } from "vitest";
import { inline } from "../inline.ts";

const json = async (...args: string[]) => JSON.parse((await inline([...args, "--json"])).out);

const ids = (list: readonly { readonly id: string }[]): string[] => list.map(({ id }) => id);

describe("size", () => {
  test.each([
    // Totals of the safetensors metadata; bytes a token of 2-byte keys and values: 2 · layers · key-value heads · head width · 2.
    ["llama-2-7b", 6_738_415_616, 2 * 32 * 32 * 128 * 2],
    ["llama-2-70b", 68_976_648_192, 2 * 80 * 8 * 128 * 2],
    ["llama-3-8b", 8_030_261_248, 2 * 32 * 8 * 128 * 2],
    ["qwen2.5-72b", 72_706_203_648, 2 * 80 * 8 * 128 * 2],
    // DeepSeek-V3 keeps 512 + 64 values a layer and token (arXiv 2412.19437).
    ["deepseek-r1", 671_026_419_200, 61 * 576 * 2],
    // One shared block, called six times: six caches of 32 heads of 128.
    ["zamba2-1.2b", 1_215_064_704, 6 * 2 * 32 * 128 * 2],
  ])("%s", async (id, total, perToken) => {
    const answer = await json("size", id);
    expect(answer).toMatchObject({
      parameters: { total },
      kv_cache: { bytes_per_token: perToken },
      weights: { dtype: "bfloat16", bytes: total * 2 },
    });
    const parts = Object.values(answer.parameters.by_part as Record<string, number>);
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total);
  });
  test("what a releaser never published is named, by checkpoint and by release, and why shows where it is silent", async () => {
    // arXiv 2201.08239 §3: "a vocabulary of 32K tokens", "relative attention as described in T5".
    const keys = ["vocab_size", "tie_word_embeddings", "relative_attention_num_buckets"];
    for (const word of ["lamda-137b", "lamda"]) {
      const { code, err } = await inline(["size", word]);
      expect(code).toBe(2);
      expect(err).toBe(
        `almanac: LaMDA 137B cannot be counted: never published are ${keys.join(", ")} (why lamda-137b config.vocab_size)\n`,
      );
    }
    expect((await inline(["size", "lamda", "--lang", "zh"])).err).toContain(keys.join("、"));
    expect(await json("why", "lamda-137b", "config.vocab_size")).toMatchObject({ status: "undisclosed" });
  });
  test("context, batch and formats", async () => {
    const { kv_cache, weights, serving } = await json(
      "size",
      "llama-2-70b",
      "--context",
      "4096",
      "--batch",
      "8",
      "--dtype",
      "int4",
      "--kv-dtype",
      "fp8",
    );
    expect(kv_cache).toMatchObject({ context: 4096, batch: 8, total_bytes: 8 * 4096 * 2 * 80 * 8 * 128 });
    expect(weights.bytes).toBe(68_976_648_192 / 2);
    expect(serving.bytes).toBe(weights.bytes + kv_cache.total_bytes);
  });
  test("the longest context that fits fits, and one more token does not", async () => {
    const { fits } = await json("size", "llama-2-7b", "--gpu-memory", "24GB");
    const left = 24e9 - 2 * 6_738_415_616;
    expect(fits.context).toBe(Math.floor(left / 524_288));
    expect((await json("size", "llama-2-70b", "--gpu-memory", "24GB")).fits.context).toBe(0);
  });
  test("the weights of a file are its bytes, and what fits beside them; --dtype asks for another format", async () => {
    const file = "test/inspect/fixtures/llama-2-7b-header.gguf";
    // Q4_0: 18 bytes for 32 values of all matrices; the norms, 65 of 4096, in 32 bits.
    const bytes = ((6_738_415_616 - 65 * 4096) * 18) / 32 + 65 * 4096 * 4;
    const { weights, fits } = await json("size", file, "--gpu-memory", "8GB");
    expect(weights).toMatchObject({ dtype: "stored", formats: ["Q4_0", "F32"], bytes });
    expect(fits.context).toBe(Math.floor((8e9 - bytes) / 524_288));
    expect((await json("size", file, "--dtype", "bf16")).weights).toMatchObject({ dtype: "bfloat16", bytes: 2 * 6_738_415_616 });
  });
  test("as released: exactly where the configuration tells every tensor's format, at least where it does not", async () => {
    // Checkpoint sizes of the model card (arXiv 2508.10925 table 1).
    const { weights, fits } = await json("size", "gpt-oss-120b", "--gpu-memory", "80GB");
    expect([weights.dtype, weights.gib.toFixed(1), fits.context > 0]).toEqual(["released", "60.8", true]);
    expect((await json("size", "gpt-oss-120b", "--dtype", "bf16")).weights.bytes).toBe(2 * 116_829_156_672);
    expect((await json("size", "deepseek-v3")).weights).toMatchObject({
      bytes: 2 * 671_026_419_200,
      released: { dtype: "float8", at_least: true, bytes: 671_026_419_200 },
    });
    expect((await inline(["size", "deepseek-v3"])).out).toContain("at least 671 GB");
    expect((await inline(["size", "deepseek-v3", "llama-2-7b"])).out).toContain("≥ 624.9 GiB");
  });
  test("several devices are one pool, and the answer says so", async () => {
    const args = ["size", "llama-2-70b", "--gpu-memory", "8x80GB"];
    expect((await json(...args)).fits).toMatchObject({
      memory_bytes: 640e9,
      devices: 8,
      context: Math.floor((640e9 - 2 * 68_976_648_192) / 327_680),
    });
    expect((await inline(args)).out.replaceAll(/\s+/g, " ")).toContain("8 devices as one pool");
  });
  test("lengths as the field writes them: 128k and 128Ki are 131,072", async () => {
    for (const [text, tokens] of [
      ["128k", 131_072],
      ["128Ki", 131_072],
      ["1M", 1_048_576],
      ["1Gi", 2 ** 30],
      ["4_096", 4096],
    ] as const)
      expect((await json("size", "llama-2-7b", "--context", text)).kv_cache.context).toBe(tokens);
  });
  test("--set says what a file does not, and the answer lists it", async () => {
    const input = JSON.stringify({ dim: 4096, multiple_of: 256, n_heads: 32, n_layers: 32, norm_eps: 1e-5, vocab_size: -1 });
    expect((await inline(["size", "-"], { input })).err).toMatch(/does not say vocab_size/);
    const args = ["size", "-", "--set", "vocab_size=32000", "--set", "tie_word_embeddings=false", "--json"];
    const answer = JSON.parse((await inline(args, { input })).out);
    expect(answer.parameters.total).toBe(6_738_415_616);
    expect(JSON.stringify(answer.remarks)).toContain("vocab_size 32000, tie_word_embeddings false");
    expect(answer.assumed).not.toHaveProperty("tie_word_embeddings");
    // GPT-3's spelling, over what the record has.
    expect((await json("size", "llama-2-7b", "--set", "n_layer=1")).parameters.total).toBe(
      6_738_415_616 - 31 * (4 * 4096 ** 2 + 3 * 4096 * 11008 + 2 * 4096),
    );
  });
  test("beside an encoder the source is counted, on the card too", async () => {
    const { kv_cache } = await json("size", "t5-11b");
    expect(kv_cache.total_bytes).toBe(kv_cache.context * (kv_cache.bytes_per_token + kv_cache.bytes_per_source_token));
    const card = (await inline(["size", "t5-11b", "--gpu-memory", "24GB"])).out.replaceAll(/\s+/g, " ");
    expect(card).toContain("1,572,864 B for every source token too");
    expect(card).toContain("4,096 tokens and as many source tokens");
    // (24e9 - 2 × 11,307,321,344) / (2 × 1,572,864)
    expect(card).toContain("440 tokens and as many source tokens in 24 GB");
  });
  test("an encoder keeps no cache: that is said, and no empty chart drawn", async () => {
    const { out } = await inline(["size", "bert-base-uncased", "--gpu-memory", "24GB", "--chart"]);
    expect(out).toContain("an encoder keeps no cache");
    expect(out).not.toContain("against context");
  });
  test("training by recipe: 16 bytes a parameter in mixed precision (ZeRO, arXiv 1910.02054)", async () => {
    expect((await json("size", "llama-2-7b", "--training", "mixed")).training.bytes).toBe(16 * 6_738_415_616);
  });
  test("a release is its largest checkpoint, and says so", async () => {
    expect((await json("size", "llama-2")).id).toBe("llama-2-70b");
    expect((await inline(["size", "llama-2"])).out).toContain("largest");
  });
  test("words that name one checkpoint of a release choose it, not the largest", async () => {
    const answers = ["Falcon-40B", "Yi-6B", "bert base", "gemma 2b", "command r+"].map((name) => json("size", name));
    expect(ids(await Promise.all(answers))).toEqual(["falcon-40b", "yi-6b", "bert-base-uncased", "gemma-2b", "c4ai-command-r-plus"]);
  });
  test.each([
    ["百川-7B", "baichuan-7b"],
    ["baichuan 7b", "baichuan-7b"],
    ["MiniCPM 2B", "minicpm-2b-sft"],
    ["MiniCPM-MoE-8x2B", "minicpm-moe-8x2b"],
    ["Guanaco 33B", "guanaco-33b"],
    ["RedPajama-INCITE-7B-Base", "redpajama-incite-7b"],
    ["Qwen 1", "qwen-72b"],
  ])("a size that a name states is the one that is taken: %s", async (name, id) => expect((await json("size", name)).id).toBe(id));
  test.each([
    ["opt-175b", "175B", "OPT-66B"],
    ["opt175b", "175B", "OPT-66B"],
    ["ministral 3b", "3B", "Ministral 8B Instruct"],
    ["StableLM 2 12B", "12B", "StableLM 2 1.6B"],
    ["蚂蚁 Ling-1T", "1T", "Ling-mini-2.0"],
    ["Llama-3.1-Tulu-3-70B", "70B", "Tülu 3 8B"],
    ["ministral-3b", "3B", "Ministral 8B Instruct"],
  ])("where no configuration of that size is held, no other is given for it: %s", async (name, size, other) => {
    const { code, out, err } = await inline(["size", name]);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain(`no configuration of ${size};`);
    expect(err).toContain(other);
    expect((await inline(["size", ...name.split(" ")])).err).toBe(err);
    expect(await inline(["calc", "rmsnorm", "1,2", "--model", name])).toEqual({ code, out, err });
  });
  test("of a size but not by that name: which it is, is said", async () => {
    const { out } = await inline(["size", "Llama-3.1-Minitron-4B", "--plain"]);
    expect(out).toMatch(/^Nemotron-Mini 4B Instruct/);
    expect(out).toContain("none is called Llama-3.1-Minitron-4B");
  });
  test.each(["gpt-4", "claude-1", "ernie-3.0-titan", "claude-instant-1"])("%s: the hint leads somewhere", async (name) => {
    const [, command] = /(why [^:：]+)$/.exec((await inline(["size", name])).err.trim())!;
    expect(await inline(command!.split(" "))).toMatchObject({ code: 0, out: expect.stringMatching(/undisclosed|260B/) });
  });
  test("a name with a slash; neither a file nor a name", async () => {
    expect((await json("size", "google/codegemma-7b")).id).toBe("codegemma-7b");
    const { code, out, err } = await inline(["size", "google/codegema-7b"]);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(/no such file.*no entry is called.*nearest/);
  });
  test("unknown formats: the nearest, and where all are; the help lists them and the recipes", async () => {
    const { err } = await inline(["size", "llama-2-7b", "--dtype", "q4k"]);
    expect(err).toMatch(/"q4k" is no known format.*size --help.*nearest: q4_k/);
    expect(err.split(",").length).toBeLessThanOrEqual(3);
    expect((await inline(["size", "llama-2-7b", "--kv-dtype", "zzzzzz"])).err).not.toContain("nearest");
    for (const lang of ["en", "zh"]) {
      const help = (await inline(["size", "--help", "--lang", lang])).out;
      for (const word of ["float64", "mxfp4", "iq4_xs", "fp32", "mixed-fp32-gradients", "adam-8bit"]) expect(help).toContain(word);
    }
  });
  test("the table says what the card says: beyond the positions, weights that do not fit, sequences", async () => {
    const asked = ["size", "llama-2-7b", "llama-2-70b", "mamba-2.8b", "--gpu-memory", "24GB", "--batch", "2", "--width"];
    const { out } = await inline([...asked, "120"]);
    // (24e9 - 2 · 6,738,415,616) / (2 · 524,288) tokens, of a model with 4,096 positions.
    expect(out).toMatch(/Llama 2 7B .* 10,035 \*$/m);
    expect(out).toMatch(/Llama 2 70B .*none: weights/);
    expect(out).toMatch(/Mamba 2\.8B .*any length/);
    expect(out).toContain(
      "\n* more than the configuration's positions\nnone: the weights alone do not fit\nthe cache is that of 2 sequences together\n",
    );
  });
  test("where a line has no room for every column nothing is left out: a column each, then lines of its own", async () => {
    const names = ["llama-2-70b", "deepseek-v3", "qwen3-235b-a22b"];
    // Parameters and bytes of cache as the releasers' configurations give them: 2 x 80 x 8 x 128 x 2, 61 x 576 x 2, 2 x 94 x 4 x 128 x 2.
    const told = ["68,976,648,192", "671,026,419,200", "235,093,634,560", "327,680 B", "70,272 B", "192,512 B"];
    for (const width of ["40", "50", "80", "120"]) {
      const { out } = await inline(["size", ...names, "--width", width]);
      for (const value of told) expect(out, `${value} at ${width}`).toContain(value);
    }
    expect((await inline(["size", ...names, "--width", "80"])).out).toMatch(/^Cache per token +327,680 B +70,272 B +192,512 B$/m);
    expect((await inline(["size", ...names, "--width", "50"])).out).toMatch(/^Llama 2 70B\n {2}Parameters +68,976,648,192$/m);
  });
  test("the chart marks lengths beyond the positions, and says of how many sequences it is", async () => {
    const lines = (await inline(["size", "llama-2-7b", "llama-3-8b", "--chart", "--batch", "4"])).out.split("\n");
    const bars = lines
      .slice(lines.findIndex((line) => line.startsWith("Cache in GiB")))
      .filter((line) => /Llama [23] \dB +\S+ [\d.]+/.test(line));
    expect(bars.filter((line) => line.endsWith("*"))).toEqual([expect.stringMatching(/^8,192 +Llama 2 7B/)]);
    expect(lines).toContain("the cache is that of 4 sequences together");
  });
  test("steps end in what their letters and conventions stand for", async () => {
    const { out } = await inline(["size", "llama-3-8b", "--steps", "--lang", "zh"]);
    expect(out).toMatch(/^G +键值头数$/m);
    expect(out).toMatch(/^palm +6N.*附录 B/m);
    expect(out).not.toMatch(/^\(\d+\)[^：]*: /m);
  });
  test("a column of the CSV is a field", async () => {
    // Two FLOP a parameter.
    expect((await inline(["size", "llama-3-8b", "--field", "compute.2n"])).out).toBe(`${2 * 8_030_261_248}\n`);
    expect((await json("size", "mamba-2.8b", "--gpu-memory", "24GB")).fits.context).toBeNull();
  });
  test("at 50 columns a label and its value share a line", async () => {
    const { out } = await inline(["size", "llama-3-8b", "--width", "50"]);
    expect(out).toMatch(/^Cache per token {2,}131,072 B/m);
    expect(out).toMatch(/^FLOP per token {2,}16\.06/m);
  });
  test.each([
    [["size", "gpt-4"], 1, /no configuration of gpt-4/],
    [["size", "rope"], 2, /rope is a concept/],
    [["size", "nope-nope"], 1, /nope-nope/],
    [["size", "llama-2-7b", "--dtype", "bf61"], 2, /bf61.*bfloat16|bf61/],
    [["size", "llama-2-7b", "--gpu-memory", "80"], 2, /80GB.*80GiB/],
    [["size", "llama-2-7b", "--context", "0"], 2, /--context "0".*from 1 to 2\^40.*128Ki/],
    [["size", "llama-2-7b", "--context", "1e20"], 2, /more than 2\^40/],
    [["size", "llama-2-7b", "--dtype", "Q4_K_M"], 2, /mixture, mostly q4_k with some q6_k/],
    [["size", "llama-2-7b", "--gpu-memory", "0x80GB"], 2, /8x80GB for eight/],
    [["size", "llama-2-7b", "--set", "vocab_size"], 2, /a key and its value/],
    [["size", "llama-2-7b", "--set", "vocab=1"], 2, /"vocab" is no key.*vocab_size/],
    [["size", "llama-2-7b", "--set", "vocab_size=many"], 2, /wrong kind/],
    [["size", "no/such/config.json"], 3, /no such file/],
    [["inspect", "no/such/config.json"], 3, /no such file/],
    [["size", "package.json"], 2, /model_type/],
    [["size", "j1-jumbo"], 2, /never published (?:is|are) vocab_size \(why j1-jumbo config\.vocab_size\)$/m],
    [["size", "glam"], 2, /never published are vocab_size, tie_word_embeddings, relative_attention_num_buckets \(/],
  ] as const)("%j: one clear line", async (args, exit, message) => {
    const { code, out, err } = await inline(args);
    expect({ code, out }).toEqual({ code: exit, out: "" });
    expect(err).toMatch(message);
    expect(err.trim().split("\n")).toHaveLength(1);
  });
  test("an unknown architecture is named, nothing is guessed", async () => {
    const { code, err } = await inline(["size", "-"], { input: '{"model_type":"perceiver","hidden_size":8}' });
    expect(code).toBe(2);
    expect(err).toContain("perceiver");
  });
});
