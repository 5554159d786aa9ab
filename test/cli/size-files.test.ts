/** `size` and `inspect` of files and of standard input. Expected numbers are published ones. */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { inline } from "../inline.ts";
import { almanac } from "../run.ts";

const json = async (...args: string[]) => JSON.parse((await inline([...args, "--json"])).out);

/** As published (Meta-Llama-3-8B, config.json). */
const llama3 = {
  model_type: "llama",
  num_hidden_layers: 32,
  hidden_size: 4096,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  intermediate_size: 14336,
  vocab_size: 128256,
  tie_word_embeddings: false,
};

/** LLaMA 7B, as a file has it. */
const config = JSON.stringify({
  model_type: "llama",
  num_hidden_layers: 32,
  hidden_size: 4096,
  num_attention_heads: 32,
  intermediate_size: 11008,
  vocab_size: 32000,
  tie_word_embeddings: false,
});

describe("size", () => {
  test("a folder, with and without a slash, and a file without an ending", () => {
    const cwd = mkdtempSync(join(tmpdir(), "almanac-here-"));
    mkdirSync(join(cwd, "shard"));
    mkdirSync(join(cwd, "gpt-2"));
    writeFileSync(join(cwd, "shard", "config.json"), config);
    writeFileSync(join(cwd, "gpt-2", "config.json"), config);
    writeFileSync(join(cwd, "configuration"), config);
    const total = (word: string) => JSON.parse(almanac(["size", word, "--json"], { cwd }).out).parameters.total;
    for (const word of ["shard", "./shard", "shard/", "shard/config.json", "configuration", "gpt-2/"])
      expect(total(word), word).toBe(6_738_415_616);
    // An entry of that name comes first: GPT-2 XL has 1.5 billion.
    expect(total("gpt-2")).toBeLessThan(2e9);
  });
  test("standard input is bounded, and a slip in it is named with its place", async () => {
    const { code, err } = almanac(["size", "-"], { input: "[".repeat(9_000_000) });
    expect({ code, err }).toEqual({ code: 3, err: expect.stringMatching(/9000000 bytes/) });
    expect(await inline(["size", "-"], { input: '{"model_type":' })).toMatchObject({ code: 3, err: expect.stringMatching(/byte 14/) });
  });
  test("a key of the wrong kind is named, not called missing", async () => {
    const { err } = await inline(["size", "-"], { input: '{"model_type":"llama","hidden_size":"4096"}' });
    expect(err).toMatch(/hidden_size "4096": must be a number/);
    expect(err).not.toMatch(/say [^;]*hidden_size/);
  });
  test("one file that cannot be read hides no other; exit 3 says so", async () => {
    const folder = mkdtempSync(join(tmpdir(), "almanac-folder-"));
    const header = JSON.stringify({ w: { dtype: "F32", shape: [2], data_offsets: [0, 8] } });
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(header.length));
    writeFileSync(join(folder, "good.safetensors"), Buffer.concat([length, Buffer.from(header), Buffer.alloc(8)]));
    writeFileSync(join(folder, "bad.safetensors"), "rubbish");
    const { code, out } = await inline(["inspect", folder, "--json"]);
    expect(code).toBe(3);
    expect(JSON.parse(out)).toMatchObject({ tensors: { parameters: 2 }, problems: [{ code: "unreadable-file" }] });
  });
  test("a configuration on standard input and in a file", async () => {
    expect(JSON.parse((await inline(["size", "-", "--json"], { input: config })).out).parameters.total).toBe(6_738_415_616);
    const file = join(mkdtempSync(join(tmpdir(), "almanac-size-")), "config.json");
    writeFileSync(file, config);
    expect((await json("size", file)).parameters.total).toBe(6_738_415_616);
    expect(await json("inspect", file)).toMatchObject({ parameters: { total: 6_738_415_616 }, nearest: [{ id: "llama-7b" }, {}, {}] });
  });
  test.each([
    [{ hidden_size: -4096 }, "hidden_size -4096: must be a whole number from 1 on"],
    [{ num_hidden_layers: 0 }, "num_hidden_layers 0: must be a whole number from 1 on"],
    [{ num_attention_heads: 30 }, "num_attention_heads 30: 4096 is no multiple of it"],
    [{ num_key_value_heads: 5 }, "num_key_value_heads 5: 32 is no multiple of it"],
    [{ num_hidden_layers: undefined, n_layer: -2 }, "n_layer -2: must be a whole number from 1 on"],
    [{ vocab_size: true }, "vocab_size true: must be a number"],
  ])("%j: only keys of the file are named, with value and reason; size and inspect say the same and exit 3", async (change, reason) => {
    const input = JSON.stringify({ ...llama3, ...change });
    const { code, err } = await inline(["size", "-"], { input });
    expect(code).toBe(3);
    expect(err).toContain(`standard input: ${reason}\n`);
    const inspected = await inline(["inspect", "-"], { input });
    expect(inspected.code).toBe(3);
    expect(inspected.out).toContain(`Problems\n${reason}\n`);
  });
});

describe("inspect", () => {
  test("says of a file what size says of it, field by field and line by line", async () => {
    const file = "test/inspect/fixtures/llama-2-7b-header.gguf";
    const [sized, inspected] = [await json("size", file), await json("inspect", file)];
    for (const key of ["parameters", "weights", "kv_cache", "serving", "compute"]) expect(inspected[key], key).toEqual(sized[key]);
    const [card, found] = [(await inline(["size", file])).out, (await inline(["inspect", file])).out];
    const lines = card
      .split("\n")
      .filter((line) => /^(?:Attention|Output head|Cache per token|Weights and cache|FLOP per token) /.test(line));
    expect(lines).toHaveLength(5);
    for (const line of lines) expect(found).toContain(`\n${line}\n`);
  });
  test("of models of one shape the first released comes first", async () => {
    const { nearest } = await json("inspect", "test/inspect/fixtures/llama-2-7b-header.gguf");
    expect(nearest[0].id).toBe("llama-2-7b");
  });
  test("at 50 columns a key and its value share a line", async () => {
    const input = JSON.stringify(llama3);
    expect((await inline(["inspect", "-", "--width", "50"], { input })).out).toMatch(/^num_attention_heads {2,}32$/m);
  });
  test("tensors and configuration agree, shard by shard", async () => {
    const found = await json("inspect", "test/inspect/fixtures/sharded");
    expect(found.tensors.count).toBeGreaterThan(0);
    expect(JSON.stringify(found)).not.toContain("undefined");
  });
  test("tensors that differ from those of nearly all other layers are named; data that is missing makes the file invalid", async () => {
    const tensors: Record<string, object> = {};
    let end = 0;
    const add = (name: string, ...shape: number[]): void => {
      const start = end;
      end += 2 * shape.reduce((all, size) => all * size, 1);
      tensors[name] = { dtype: "BF16", shape, data_offsets: [start, end] };
    };
    for (let layer = 0; layer < 32; layer += 1) {
      add(`model.layers.${layer}.self_attn.q_proj.weight`, layer === 7 ? 4 : 8, 8);
      if (layer !== 5) add(`model.layers.${layer}.mlp.up_proj.weight`, 16, 8);
    }
    const header = Buffer.from(JSON.stringify(tensors));
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(header.length));
    const file = join(mkdtempSync(join(tmpdir(), "almanac-odd-")), "bad.safetensors");
    writeFileSync(file, Buffer.concat([length, header, Buffer.alloc(end)]));
    expect(await inline(["inspect", file, "--plain"])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/up_proj\.weight: missing in layer 5; 31 others/),
    });
    const problems = (await json("inspect", file)).problems as { text: { en: string } }[];
    expect(problems.map(({ text }) => text.en)).toEqual([
      "model.layers.*.mlp.up_proj.weight: missing in layer 5; 31 others have it",
      "model.layers.*.self_attn.q_proj.weight: [4, 8] in layer 7; [8, 8] in 31 others",
    ]);
    writeFileSync(file, Buffer.concat([length, header, Buffer.alloc(end - 1200)]));
    const cut = await inline(["inspect", file, "--plain"]);
    expect(cut.code).toBe(3);
    expect(cut.out).toContain("truncated: it lacks the last 1,200 bytes");
  });
  test("the header of Llama 2 7B: its published total", async () => {
    expect((await json("inspect", "test/inspect/fixtures/llama-2-7b-header.gguf")).tensors.parameters).toBe(6_738_415_616);
  });
});
