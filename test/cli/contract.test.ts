import { describe, expect, test } from "vitest";
import { cells } from "../../src/render/width.ts";
import { inline } from "../inline.ts";
import { almanac } from "../run.ts";

describe("wrong usage: exit 2, nothing on standard output, the token named", () => {
  test.each([
    [["shwo", "x"], /shwo.*nearest: show/],
    [["show", "llama", "--jsn"], /--jsn.*--json/],
    [["show"], /name/],
    [["timeline", "extra"], /timeline/],
    [["timeline", "--from", "yesterday"], /yesterday/],
    [["timeline", "--org", "opnai"], /opnai.*openai/],
    [["list", "relases"], /relases.*releases/],
    [["list", "--where", "nonsense"], /nonsense/],
    [["list", "checkpoints", "--where", "num_hiden_layers=80"], /num_hiden_layers.*num_hidden_layers/],
    [["list", "--sort", "nam"], /nam.*name/],
    [["search"], /words/],
    [["search", "rope", "--limit", "0"], /--limit "0"/],
    [["why", "llama-2"], /name|field/],
    [["why", "llama-2-70b", "config.rope_teta"], /rope_teta.*config\.rope_theta/],
    [["show", "llama-2", "--field", "relased"], /relased.*released/],
    [["show", "llama-2", "--json", "--csv"], /--json.*--csv/],
    [["show", "llama-2", "--lang", "de"], /de.*en, zh/],
    [["show", "llama-2", "--width", "wide"], /wide/],
    [["show", "llama-2", "--width"], /--width/],
    [["show", "llama-2", "--kind", "relase"], /relase.*release/],
    [["--nope"], /--nope/],
    [["calc", "rmsnrm", "1"], /rmsnrm.*rmsnorm/],
    [["calc"], /formula/],
    [["timeline", "--from", "2025-13"], /2025-13/],
    [["timeline", "--from", "2023-02-30"], /2023-02-30/],
    [["timeline", "--from", "2025", "--to", "2024"], /2025 is after --to 2024/],
    [["list", "checkpoints", "--where", "parameters_total>=many"], /parameters_total is a number.*many/],
    [["list", "checkpoints", "--field", "id,rope_teta"], /rope_teta.*rope_theta/],
  ] as const)("%j", async (args, message) => {
    const { code, out, err } = await inline(args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(message);
    expect(err.trim().split("\n")).toHaveLength(1);
  });
});

describe("nothing found: exit 1", () => {
  test("a name, with the nearest three", () => {
    const { code, out, err } = almanac(["show", "lama-2-70b"]);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("llama-2-70b");
  });
  test("a search, as prose on standard error", () => expect(almanac(["search", "zqxjkv"])).toMatchObject({ code: 1, out: "" }));
  test("a search, as an empty list in JSON", () =>
    expect(almanac(["search", "zqxjkv", "--json"])).toEqual({ code: 1, out: "[]\n", err: "" }));
  test("a timeline of a time without releases", () =>
    expect(almanac(["timeline", "--to", "1999", "--json"])).toMatchObject({ code: 1, out: "[]\n" }));
  test("with --json the error is one JSON line on standard error", () => {
    const { out, err } = almanac(["show", "nope-nope", "--json"]);
    expect(out).toBe("");
    expect(JSON.parse(err)).toMatchObject({ error: { code: 1 } });
  });
});

describe("names as people write them", () => {
  test.each([
    ["LLama2", "llama-2"],
    ["llama 2", "llama-2"],
    ["llama 2 70b", "llama-2-70b"],
    ["LLama", "llama"],
    ["混元", "hunyuan-large"],
    ["千问", "qwen"],
    ["qianwen", "qwen"],
    ["minimax", "minimax-01"],
    ["QwQ", "qwq-32b"],
    ["GPT4", "gpt-4"],
    ["gpt 4o", "gpt-4o"],
    ["r1", "deepseek-r1"],
    ["旋转位置编码", "rope"],
    ["奖励模型", "reward-model"],
    ["SiLU", "swish"],
    ["2104.09864", "su-2021"],
    ["https://arxiv.org/abs/2104.09864v5", "su-2021"],
    ["QWEN2-57B-A14B", "qwen2-57b-a14b"],
    ["OpenAI", "openai"],
  ])("%s", async (name, id) => {
    const { code, out } = await inline(["show", name, "--field", "id"]);
    expect({ code, out }).toEqual({ code: 0, out: `${id}\n` });
  });
  test("where several kinds answer, standard error names the others and --kind picks", () => {
    expect(almanac(["show", "rmsnorm"]).err).toMatch(/formula rmsnorm/);
    expect(almanac(["show", "rmsnorm", "--kind", "formula", "--field", "kind"]).out).toBe("formula\n");
  });
  test("show - reads a name a line, answers in order, and reports what it did not find", () => {
    const { code, out } = almanac(["show", "-"], { input: "llama-2\nnope-nope\n\nrope\n" });
    const lines = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(code).toBe(1);
    expect(lines.map((line) => line.id ?? Object.keys(line)[0])).toEqual(["llama-2", "error", "rope"]);
  });
});

describe("data formats", () => {
  test("the order of options never matters", () => {
    const plain = almanac(["show", "llama-2", "--json"]).out;
    expect(almanac(["--json", "show", "llama-2"]).out).toBe(plain);
    expect(almanac(["show", "--json", "llama-2"]).out).toBe(plain);
    expect(almanac(["show", "--json", "--", "llama-2"]).out).toBe(plain);
  });
  test("JSON is one document with a trailing newline and no escape sequence, coloured or not", () => {
    const { out } = almanac(["list", "checkpoints", "--json"], { env: { FORCE_COLOR: "3" } });
    expect(out.endsWith("]\n")).toBe(true);
    expect(out).not.toContain("\x1b");
    expect(JSON.parse(out).length).toBeGreaterThan(30);
  });
  test("one field prints bare, several as TSV", () => {
    expect(almanac(["show", "llama-2", "--field", "released"]).out).toBe("2023-07-18\n");
    expect(almanac(["show", "llama-2", "--field", "id,released"]).out).toBe("llama-2\t2023-07-18\n");
    expect(almanac(["show", "gpt-4", "--field", "parameters"]).out).toBe("undisclosed\n");
  });
  test("every row of TSV and CSV has as many columns as the header", () => {
    const rows = almanac(["list", "sources", "--tsv"]).out.trimEnd().split("\n");
    expect(new Set(rows.map((row) => row.split("\t").length)).size).toBe(1);
    expect(almanac(["list", "releases", "--csv"]).out.split("\n")[0]).toMatch(/^kind,id,name,released/);
  });
  test("a row that lacks a field of the others leaves it empty", () => {
    const rows = almanac(["list", "checkpoints", "--field", "id,rope_theta"]).out.trimEnd().split("\n");
    expect(rows).toContain("llama-2-7b\t10000");
    expect(rows).toContain("gpt-4\t");
  });
  test("sizes compare as quantities, with or without their units", () => {
    const ids = (...args: string[]) =>
      almanac(["list", "checkpoints", ...args, "--field", "id"])
        .out.trimEnd()
        .split("\n");
    expect(ids("--where", "parameters>=70B")).toEqual(expect.arrayContaining(["llama-2-70b", "qwen2.5-72b", "deepseek-r1"]));
    expect(ids("--where", "parameters>=70B")).not.toContain("llama-2-7b");
    expect(ids("--where", "parameters_total>=70B")).toContain("qwen2.5-72b");
    const sorted = ids("--sort", "-parameters");
    expect(sorted.indexOf("deepseek-r1")).toBeLessThan(sorted.indexOf("llama-2-70b"));
    expect(sorted.indexOf("llama-2-70b")).toBeLessThan(sorted.indexOf("llama-2-7b"));
  });
  test("where and sort", () => {
    const rows = JSON.parse(
      almanac([
        "list",
        "checkpoints",
        "--where",
        "num_key_value_heads=8",
        "--where",
        "num_hidden_layers>=80",
        "--sort",
        "-released",
        "--json",
      ]).out,
    );
    expect(rows.length).toBeGreaterThan(2);
    for (const row of rows) expect(row).toMatchObject({ num_key_value_heads: 8 });
    const dates = rows.map((row: { released: string }) => row.released);
    expect(dates).toEqual([...dates].sort().reverse());
  });
});

describe("text", () => {
  const commands = [
    ["timeline"],
    ["list"],
    ["list", "checkpoints"],
    ["list", "concepts"],
    ["show", "llama-2"],
    ["show", "rope"],
    ["show", "deepseek-r1"],
    ["show", "gpt-4"],
    ["show", "openai"],
    ["show", "su-2021"],
    ["show", "rmsnorm", "--kind", "formula"],
    ["search", "qwen"],
    ["why", "llama-2-70b", "config.rope_theta"],
    ["calc", "rmsnorm", "1", "2", "3", "4", "--steps"],
    ["size", "llama-2-70b", "--steps"],
    ["size", "deepseek-r1", "--gpu-memory", "1128GB", "--training", "mixed", "--chart"],
    ["size", "llama-2-7b", "llama-3-8b", "qwen2.5-7b", "--chart"],
    ["inspect", "test/inspect/fixtures/llama-2-7b-header.gguf"],
    ["inspect", "test/inspect/fixtures/sharded"],
    ["--help"],
  ];
  const cases = commands.flatMap((args) =>
    ["en", "zh"].flatMap((lang) => [40, 60, 80, 120, 200].map((width) => [args, lang, width] as const)),
  );
  test.each(cases)("%j in %s at %d columns: no line is wider, none is a slip of the program", async (args, lang, width) => {
    const { code, out } = await inline([...args, "--lang", lang], { env: { COLUMNS: String(width) } });
    // Of that file only the header is kept here: its data is missing.
    expect(code).toBe(args.some((word) => word.endsWith("-header.gguf")) ? 3 : 0);
    expect(out.split("\n").filter((line) => cells(line) > width)).toEqual([]);
    expect(out).not.toMatch(/undefined|\[object|NaN(?!\w)/);
  });
  test("why shows a checkpoint's notes, which stand under its path in the release", () => {
    const notes = (field: string): string[] =>
      JSON.parse(almanac(["why", "gemma-3n-e4b-it", field, "--json"]).out).notes.map(({ id }: { id: string }) => id);
    expect(notes("parameters")).toEqual(["keys-that-nothing-reads"]);
    expect(notes("context.configured")).toEqual([]);
  });
  test("--width wins over COLUMNS", () => {
    const { out } = almanac(["show", "llama-2", "--width", "50"], { env: { COLUMNS: "100" } });
    expect(Math.max(...out.split("\n").map(cells))).toBeLessThanOrEqual(50);
  });
  test("--plain never wraps", () =>
    expect(
      almanac(["show", "llama-2", "--plain"], { env: { COLUMNS: "40" } })
        .out.split("\n")
        .some((line) => line.length > 200),
    ).toBe(true));
  test("colour only where it is wanted", () => {
    expect(almanac(["show", "llama-2"]).out).not.toContain("\x1b");
    expect(almanac(["show", "llama-2"], { env: { FORCE_COLOR: "1" } }).out).toContain("\x1b[");
    expect(almanac(["show", "llama-2", "--no-color"], { env: { FORCE_COLOR: "1" } }).out).not.toContain("\x1b");
    expect(almanac(["show", "llama-2"], { env: { FORCE_COLOR: "1", NO_COLOR: "1" } }).out).not.toContain("\x1b");
  });
  test("prose in colour says what plain prose says", () => {
    const plain = almanac(["show", "rope"]).out;
    expect(almanac(["show", "rope"], { env: { FORCE_COLOR: "1" } }).out.replace(/\x1b\[[\d;]*m/g, "")).toBe(plain);
  });
  test("a locale without UTF-8 gets ASCII chrome", () => {
    const { out } = almanac(["timeline"], { env: { LANG: "C", LC_ALL: "C" } });
    expect(out).not.toMatch(/[─│·…→]/);
  });
  test("the language comes from --lang, ALMANAC_LANG, the locale, in this order", () => {
    expect(almanac(["timeline"], { env: { LANG: "zh_CN.UTF-8" } }).out).toMatch(/[\u4e00-\u9fff]/);
    expect(almanac(["timeline"], { env: { LANG: "zh_CN.UTF-8", ALMANAC_LANG: "en" } }).out).toBe(almanac(["timeline"]).out);
    expect(almanac(["timeline", "--lang", "en"], { env: { ALMANAC_LANG: "zh" } }).out).toBe(almanac(["timeline"]).out);
  });
  test("without a terminal almanac prints the timeline", () => expect(almanac([]).out).toBe(almanac(["timeline"]).out));
  test("help: on standard output, 80 columns, an example on the first screen", () => {
    for (const args of [["--help"], ["-h"], ["help", "calc"], ["calc", "-h"], ["show", "--help"], ["calc", "rmsnorm", "--help"]]) {
      const { code, out, err } = almanac(args);
      expect({ code, err }).toEqual({ code: 0, err: "" });
      expect(out).toMatch(/almanac /);
      expect(Math.max(...out.split("\n").map(cells))).toBeLessThanOrEqual(80);
    }
    expect(almanac(["--version"]).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
