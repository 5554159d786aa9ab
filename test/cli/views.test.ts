/** The views on the record from outside: timeline filters, compare, lineage, cite, stats, export. Expected facts are those of the releasers. */
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { inline } from "../inline.ts";
import { almanac } from "../run.ts";

const json = async (...args: string[]) => JSON.parse((await inline([...args, "--json"])).out);
const ids = (list: readonly { readonly id: string }[]): string[] => list.map(({ id }) => id);

describe("timeline filters", () => {
  test("an idea: LLaMA uses RoPE, GPT-2 does not; who introduced it is marked", async () => {
    const rope = ids(await json("timeline", "--concept", "rope"));
    expect(rope).toEqual(expect.arrayContaining(["roformer", "gpt-j", "llama", "qwen", "deepseek-v3"]));
    expect(rope).not.toContain("gpt-2");
    expect((await inline(["timeline", "--concept", "rope"])).out).toMatch(/RoFormer .* first/);
  });
  test("weights, country, modality and size add up", async () => {
    const rows = await json("timeline", "--open", "--country", "cn", "--min-parameters", "500B");
    expect(ids(rows)).toEqual(expect.arrayContaining(["deepseek-v3", "kimi-k2"]));
    for (const row of rows) {
      expect(row).toMatchObject({ open_weights: true, country: "CN" });
      expect(row.parameters_most).toBeGreaterThanOrEqual(500e9);
    }
    expect(ids(await json("timeline", "--closed", "--org", "openai"))).toContain("gpt-4");
    expect(ids(await json("timeline", "--modality", "audio"))).toContain("gpt-4o");
    expect(ids(await json("timeline", "--max-parameters", "200M", "--to", "2018"))).toContain("gpt-1");
  });
  test.each([
    [["--open", "--closed"], /exclude each other/],
    [["--country", "xx"], /xx.*one of/],
    [["--modality", "smell"], /one of audio, image/],
    [["--min-parameters", "big"], /no size/],
    [["--min-parameters", "2B", "--max-parameters", "1B"], /above/],
    [["--concept", "ropee"], /nearest: rope/],
  ])("%j is refused", async (args, message) => {
    const { code, out, err } = await inline(["timeline", ...args]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(message);
  });
});

describe("list", () => {
  test("the end of a column's name is enough, a list holds where a word does", async () => {
    const rows = await json("list", "checkpoints", "--where", "num_key_value_heads=8", "--sort", "-total");
    const totals = rows.map((row: { parameters_total?: number }) => row.parameters_total).filter(Boolean);
    expect(totals).toEqual([...totals].sort((a, b) => b - a));
    for (const row of rows) expect(row.num_key_value_heads).toBe(8);
    expect(ids(await json("list", "releases", "--where", "uses=mla"))).toContain("deepseek-v3");
    expect((await inline(["list", "checkpoints", "--where", "layers=3"])).code).toBe(2);
  });
});

const { entries, fields } = await json("compare", "llama-2-70b", "llama-3-70b");
describe("compare", () => {
  const field = (name: string) => fields.find((one: { field: string }) => one.field === name);
  test("values stand in the order of the names, with what they rest on", () => {
    expect(entries.map((one: { id: string }) => one.id)).toEqual(["llama-2-70b", "llama-3-70b"]);
    expect(field("config.rope_theta")).toMatchObject({ same: false, values: [10000, 500000] });
    expect(field("config.rope_theta").facts[0].source).toBe("llama-2-code");
    expect(field("config.hidden_size")).toMatchObject({ same: true, values: [8192, 8192] });
    expect(field("kv_bytes_per_token").values).toEqual([327680, 327680]);
  });
  test("a release is compared by its largest checkpoint; what is not disclosed is said", async () => {
    const { entries: sides, fields: rows } = await json("compare", "llama-2", "gpt-4");
    expect(sides[0]).toMatchObject({ id: "llama-2", checkpoint: "llama-2-70b" });
    expect(rows.find((one: { field: string }) => one.field === "parameters.published").values).toEqual(["70B", "undisclosed"]);
  });
  test("only differences, only some fields, sources under the table", async () => {
    const text = (await inline(["compare", "llama-2-70b", "llama-3-70b", "--diff", "--field", "config", "--sources"])).out;
    expect(text).toMatch(/≠ rope_theta +10000 \[\d\] +500000 \[\d\]/);
    expect(text).not.toContain("hidden_size");
    expect(text).toMatch(/^\[1\] official/m);
    expect((await inline(["compare", "llama-2-70b", "llama-3-70b", "--diff", "--ascii"])).out).toMatch(/^[\x20-\x7e\n]*$/);
  });
  test.each([[["llama"]], [["llama", "rope"]], [["llama", "nosuchthing"]]])("%j is refused", async (names) => {
    const { code, out } = await inline(["compare", ...names]);
    expect(out).toBe("");
    expect([1, 2]).toContain(code);
  });
  test("a size that a name states is compared: Baichuan 7B and 13B, as their uploads count", async () => {
    for (const first of ["百川-7B", "baichuan-7b"]) {
      const { entries: sides, fields: rows } = await json("compare", first, "baichuan-13b");
      expect(ids(sides)).toEqual(["baichuan-7b", "baichuan-13b"]);
      expect(rows.find((one: { field: string }) => one.field === "parameters.total").values).toEqual([7_000_559_616, 13_264_901_120]);
    }
    const { code, out, err } = await inline(["compare", "opt-175b", "gpt-3"]);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(/no checkpoint of 175B; it has .*OPT-66B/);
    expect((await json("compare", "Llama-3.1-Tulu-3-70B", "llama-2")).entries[0].id).toBe("tulu-3-70b");
  });
  test.each(["en", "zh"])("under one another: what one lacks is no value of all, what all have is said once (%s)", async (lang) => {
    const env = { COLUMNS: "50" };
    const text = (await inline(["compare", "deepseek-v3", "kimi-k3", "zamba2", "--field", "training,benchmarks", "--lang", lang], { env }))
      .out;
    // 2.788M H800 GPU hours: DeepSeek-V3's report, table 1.
    expect(text).toMatch(/training\.gpu_hours\n +DeepSeek-V3 +2,788,000\n +Kimi K3 +—\n +Zamba2 +—\n/);
    expect(text).toMatch(/MMLU\n +DeepSeek-V3 +87\.1%\n +Kimi K3 +—\n/);
    const same = await inline(["compare", "llama-2-7b", "llama-2-13b", "llama-2-70b", "--field", "config.vocab_size", "--lang", lang], {
      env,
    });
    expect(same.out).toMatch(/ vocab_size\n +32000\n/);
  });
  test("columns of a table, and no line wider than the screen", async () => {
    const [head] = (await inline(["compare", "llama-2-70b", "llama-3-70b", "--csv"])).out.split("\n");
    expect(head).toBe("field,same,llama-2-70b,llama-3-70b");
  });
});

describe("lineage", () => {
  test("a family: from LLaMA to Llama 4, over Llama 2 and 3", async () => {
    const { came_from, led_to } = await json("lineage", "llama-3");
    expect(ids(came_from)).toEqual(["llama-2"]);
    expect(ids(came_from[0].relatives)).toEqual(["llama"]);
    expect(ids(led_to)).toEqual(expect.arrayContaining(["llama-3.1", "llama-4"]));
    expect((await inline(["lineage", "llama-3"])).out).toMatch(/└─ LLaMA {2}2023-02-24/);
  });
  test("a checkpoint stands for its release; depth cuts; ASCII draws", async () => {
    expect((await json("lineage", "llama-2-70b-chat")).id).toBe("llama-2");
    expect(
      (await json("lineage", "llama", "--depth", "1")).led_to.every((one: { relatives: unknown[] }) => one.relatives.length === 0),
    ).toBe(true);
    expect((await inline(["lineage", "deepseek-r1", "--ascii"])).out).toMatch(/^[\x20-\x7e\n]*$/);
    expect((await inline(["lineage", "llama", "--depth", "0"])).code).toBe(2);
  });
  test("an idea: RoFormer brought RoPE", async () => {
    const { introduced_by, used_by } = await json("lineage", "rope");
    expect(ids(introduced_by)).toEqual(["roformer"]);
    expect(ids(used_by)).toContain("llama");
    expect(used_by.map((one: { released: string }) => one.released)).toEqual(
      [...used_by.map((one: { released: string }) => one.released)].sort(),
    );
  });
  test("edges as a table; the roots", async () => {
    const rows = (await inline(["lineage", "llama-2", "--csv"])).out.trim().split("\n");
    expect(rows[0]).toBe("from,to,released,distance");
    expect(rows).toContain("llama,llama-2,2023-02-24,-1");
    expect(ids(await json("lineage"))).toContain("original-transformer");
  });
});

describe("why", () => {
  test.each(["kimi-k3", "gopher", "zamba2", "t5", "deepseek-v3"])(
    "%s parameters.total: the checkpoint to ask, and it answers",
    async (name) => {
      const { code, out, err } = await inline(["why", name, "parameters.total"]);
      expect({ code, out }).toEqual({ code: 2, out: "" });
      const [, command] = /(why \S+ parameters\.total.*)$/.exec(err.trim())!;
      expect(await inline(command!.split(" "))).toMatchObject({ code: 0, out: expect.stringMatching(/^\d[\d,]+$/m) });
    },
  );
  test("a size in the name of a release chooses the checkpoint", async () =>
    expect((await inline(["why", "百川-7B", "parameters.total"])).err).toContain("why baichuan-7b parameters.total --kind checkpoint"));
  test("the cache of a token is explained: 32 layers of 32 heads of 128, keys and values of two bytes", async () => {
    expect(await json("why", "llama-2-7b", "kv_bytes_per_token")).toMatchObject({
      value: 2 * 32 * 32 * 128 * 2,
      status: "derived",
      from: "config",
    });
    expect((await inline(["why", "llama-2-7b", "kv_bytes_per_token"])).out).toContain("32 × 2 × 32 × 128");
    expect((await inline(["why", "llama-2", "kv_bytes_per_token"])).err).toContain("why llama-2-70b kv_bytes_per_token");
    expect((await inline(["why", "gpt-4", "kv_bytes_per_token"])).code).toBe(2);
  });
});

describe("cite", () => {
  test("the paper of a release, of an idea, by number", async () => {
    const bibtex = (await inline(["cite", "llama-2"])).out;
    expect(bibtex).toMatch(/^@misc\{touvron-2023b,$/m);
    expect(bibtex).toContain("eprint = {2307.09288}");
    expect((await inline(["cite", "rope"])).out).toContain("RoFormer: Enhanced Transformer with Rotary Position Embedding");
    expect((await json("cite", "2104.09864"))[0]).toMatchObject({ id: "su-2021", arxiv: "2104.09864" });
    expect((await json("cite", "llama-2-70b-chat"))[0].id).toBe("touvron-2023b");
  });
  test("every source of the record makes balanced BibTeX", async () => {
    const sources: { id: string }[] = await json("list", "sources");
    for (const { id } of sources.filter((_, i) => i % 97 === 0)) {
      const { out } = await inline(["cite", id, "--kind", "source"]);
      const bare = out.replace(/\\[{}]/g, "");
      expect((bare.match(/\{/g) ?? []).length, id).toBe((bare.match(/\}/g) ?? []).length);
    }
  });
});

describe("stats", () => {
  test("counts agree with the lists", async () => {
    const { entries, by_year, growth, facts } = await json("stats");
    const releases: { released: string }[] = await json("list", "releases");
    expect(entries.release).toBe(releases.length);
    for (const { key, releases: count } of by_year) expect(releases.filter(({ released }) => released.startsWith(key)).length).toBe(count);
    expect(growth.parameters.find((one: { id: string }) => one.id === "llama-2")).toMatchObject({
      date: "2023-07-18",
      open: true,
      value: 68_976_648_192,
    });
    expect(facts.official).toBeGreaterThan(facts.reported);
  });
  test.each(["parameters", "tokens", "context"])("growth of %s: axes, both looks told apart by shape", async (measure) => {
    const lines = (await inline(["stats", "--growth", measure])).out.split("\n");
    expect(lines.some((line) => /^ *\d+[KMBT]?│/.test(line))).toBe(true);
    expect(lines.some((line) => /2018.*2020.*2024/.test(line))).toBe(true);
    expect((await inline(["stats", "--growth", measure, "--ascii"])).out).toMatch(/^[\x20-\x7e\n]*$/);
  });
  test("an unknown grouping names the ones there are", async () => expect((await inline(["stats", "--by", "colour"])).err).toMatch(/year/));
});

describe("export", () => {
  const folder = mkdtempSync(join(tmpdir(), "almanac-export-"));
  test("everything as one document, a line each, one kind", async () => {
    const all = JSON.parse((await inline(["export"])).out);
    expect(Object.keys(all)).toEqual(["releases", "checkpoints", "concepts", "formulas", "organisations", "sources", "eras"]);
    expect(all.releases[0]).toEqual(await json("show", all.releases[0].id, "--kind", "release"));
    const lines = (await inline(["export", "--ndjson"])).out.trim().split("\n");
    expect(lines.length).toBe(Object.values(all).reduce((sum: number, list) => sum + (list as unknown[]).length, 0));
    expect(JSON.parse((await inline(["export", "eras"])).out).eras).toEqual(all.eras);
  });
  test("a folder of Markdown whose links lead somewhere", async () => {
    const path = join(folder, "md");
    expect(await inline(["export", "concepts", "--md", "--to", path])).toMatchObject({ code: 0, out: "" });
    expect(readFileSync(join(path, "concepts", "rope.md"), "utf8")).toMatch(/^# .*\n[\s\S]*\]\(\.\.\/releases\/llama\.md\)/);
    expect((await inline(["export", "concepts", "--md", "--to", path])).code).toBe(4);
  });
  test("a table a kind", async () => {
    const path = join(folder, "csv");
    await inline(["export", "--csv", "--to", path]);
    expect(readdirSync(path).sort()).toEqual(
      ["checkpoints.csv", "concepts.csv", "eras.csv", "formulas.csv", "organisations.csv", "releases.csv", "sources.csv"].sort(),
    );
  });
  test("what cannot be written or is not there", async () => {
    expect((await inline(["export", "--to", "/proc/none/x"])).code).toBe(4);
    expect((await inline(["export", "--csv"])).code).toBe(2);
    expect((await inline(["export", "nothing"])).code).toBe(2);
    expect((await inline(["export", "schema", "nothing"])).code).toBe(2);
    expect(JSON.parse(almanac(["export", "schema", "release"]).out).properties.kind).toEqual({ type: "string", const: "release" });
  });
});

describe("filters", () => {
  const named = async (...args: string[]): Promise<string[]> => (await inline([...args, "--field", "id"])).out.trim().split("\n");
  test("a range of sizes is one checkpoint's: Llama 2 has 7B, 13B and 70B, nothing between 20B and 60B", async () => {
    const found = await named("timeline", "--to", "2023", "--min-parameters", "20B", "--max-parameters", "60B");
    expect(found).toContain("falcon");
    expect(found).not.toContain("llama-2");
    expect(await named("timeline", "--to", "2023", "--min-parameters", "10B", "--max-parameters", "20B")).toContain("llama-2");
  });
  test("a country by its name, an organisation by its models", async () => {
    expect(await named("timeline", "--country", "法国")).toEqual(await named("timeline", "--country", "FR"));
    expect(await named("timeline", "--org", "qwen")).toEqual(await named("timeline", "--org", "alibaba"));
  });
  test("a month equals its days", async () => {
    expect(await named("list", "releases", "--where", "released=2023-07")).toContain("llama-2");
    expect(await named("list", "releases", "--where", "released>2023-07", "--where", "released<2023-09")).not.toContain("llama-2");
  });
  test("the column sorted by is shown", async () => {
    expect((await inline(["list", "releases", "--sort", "-training_tokens"])).out.split("\n")[0]).toMatch(/^id +training_tokens/);
  });
  test("calc: a gate called as a formula is called is no formula", async () => {
    expect((await inline(["calc", "--gate", "sigmoid", "moe-routing", "2", "1"])).out).toBe(
      (await inline(["calc", "moe-routing", "2", "1", "--gate", "sigmoid"])).out,
    );
  });
});
