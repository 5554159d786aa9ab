/** `calc` beyond one exact evaluation: types of floating point, and much data at once. */
import { spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { cells } from "../../src/render/width.ts";
import { inline } from "../inline.ts";
import { almanac, environment, program, root } from "../run.ts";

const json = async (args: readonly string[], input = "") => JSON.parse((await inline(["calc", ...args, "--json"], { input })).out);

describe("--dtype", () => {
  test("the result in the type, the exact one, errors, and which type it was", async () => {
    const answer = await json(["bradley-terry-probability", "2", "1", "--dtype", "half"]);
    // 1/(1 + e⁻¹) = 0.73105857…; binary16 numbers there lie 2⁻¹¹ apart: 1497.2 of them, so 1497, or 1498 one operation off.
    expect(answer.options).toEqual({ dtype: "f16" });
    expect(answer.result).toBe(1497 / 2048);
    expect(answer.exact.result).toBeCloseTo(0.7310585786300049, 15);
    expect(answer.exact.error).toBeCloseTo(1497 / 2048 - 0.7310585786300049, 15);
    expect(answer.exact.ulp).toBeCloseTo((0.7310585786300049 - 1497 / 2048) * 2048, 10);
    expect(answer.exact.relative).toBeCloseTo((0.7310585786300049 - 1497 / 2048) / 0.7310585786300049, 10);
  });

  test("without it results are exact, of which options say nothing", async () =>
    expect(await json(["sigmoid", "0"])).toMatchObject({ options: {}, result: [0.5] }));

  test("overflow is infinity in f16 and NaN in f8e4m3", async () => {
    expect((await json(["relu", "70000", "--dtype", "f16"])).result).toEqual(["Infinity"]);
    expect((await json(["relu", "464", "465", "--dtype", "fp8"])).result).toEqual([448, "NaN"]);
    expect((await inline(["calc", "relu", "70000", "--dtype", "f16"])).out).toMatch(/Infinity +70000 +Infinity/);
  });

  test("--steps shows the rounded working", async () => {
    const { out } = await inline(["calc", "softplus", "0", "--dtype", "bf16", "--steps"]);
    // ln 2 = 0.693147… is 177.4 steps of 2⁻⁸.
    expect(out).toContain("0.69140625");
    expect((await json(["softplus", "0", "--dtype", "bf16"])).steps.at(-1).value).toBe(177 / 256);
  });

  test("a long position: the note says how far apart numbers of its size lie", async () => {
    const { out } = await inline(["calc", "rope", "1", "0", "--position", "131071", "--dtype", "f32", "--plain"]);
    expect(out).toContain("0.0078125 apart");
    expect(out).toContain("0.00390625 rad");
    expect((await inline(["calc", "rope", "1", "0", "--position", "131071", "--dtype", "bf16", "--plain", "--lang", "zh"])).out).toContain(
      "131072",
    );
  });

  test.each([40, 80])("no line is wider than %d columns, no number is cut", async (width) => {
    for (const args of [
      ["softmax", "1", "2", "3", "--dtype", "f32"],
      ["attention", "--Q", "[[1,2],[3,4]]", "--K", "[[1,2],[3,4]]", "--V", "[[1,2],[3,4]]", "--dtype", "bf16"],
      ["sinusoidal-pe", "100", "--d-model", "64", "--dtype", "f16"],
    ])
      for (const lang of ["en", "zh"]) {
        const { code, out } = await inline(["calc", ...args, "--lang", lang, "--width", String(width)]);
        expect(code).toBe(0);
        expect(out.split("\n").filter((line) => cells(line) > width)).toEqual([]);
        expect(out).not.toContain("…");
      }
  });

  test("an unknown type is one line with the choices", async () => {
    for (const name of ["f64", "int8", "e5m2", ""]) {
      const { code, out, err } = await inline(["calc", "relu", "1", "--dtype", name]);
      expect({ code, out }).toEqual({ code: 2, out: "" });
      expect(err).toContain(`--dtype "${name}" is none of f32, bf16, f16, f8e4m3`);
    }
    expect((await inline(["calc", "relu", "1", "--dtype", "f16", "--arithmetic", "exact"])).code).toBe(2);
    expect((await inline(["calc", "relu", "1", "--arithmetic", "fast"])).err).toContain("exact, float64");
  });

  test("NDJSON lines have the same keys", async () => {
    const { out } = await inline(["calc", "softmax", "--input", "-", "--dtype", "bf16"], { input: '{"x":[0,0]}\n' });
    expect(JSON.parse(out)).toMatchObject({ options: { dtype: "bf16" }, result: [0.5, 0.5], exact: { ulp: [0, 0] } });
  });
});

/** More than a megabyte of numbers whose answers are known. */
const count = 150_000;
const many = `${Array.from({ length: count }, (_, i) => (i % 2 === 0 ? "-123456789" : "0.25")).join("\n")}\n`;

describe("much input", () => {
  test("a long list is computed in float64, which standard error says", () => {
    const { code, out, err } = almanac(["calc", "relu", "-", "--plain"], { input: many });
    expect(code).toBe(0);
    expect(err).toMatch(/^almanac: computed in float64 with compensated sums; .*\n$/);
    expect(out).toBe(`${Array.from({ length: count }, (_, i) => (i % 2 === 0 ? "0" : "0.25")).join(" ")}\n`);
  });

  test("lines are as wide as asked, and hold the same numbers", () => {
    const { out } = almanac(["calc", "relu", "-", "--width", "61"], { input: many });
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(61);
    expect(out.trim().split(/\s+/)).toHaveLength(count);
  });

  test("JSON says it, whatever the formula; a short list stays exact, unless asked", async () => {
    const answer = await json(["softmax", "-"], many);
    expect(answer).toMatchObject({ formula: "softmax", options: { arithmetic: "float64" }, steps: [] });
    expect(answer.inputs.x).toHaveLength(count);
    // Half the scores are equal, the others have no weight.
    expect(answer.result.slice(0, 4)).toEqual([0, 2 / count, 0, 2 / count]);
    expect((await json(["logsumexp", "-"], many)).result).toBeCloseTo(0.25 + Math.log(count / 2), 12);
    expect((await json(["softmax", "-"], "1 1")).options).toEqual({});
    expect(await json(["softmax", "-", "--arithmetic", "float64"], "1 1")).toMatchObject({
      options: { arithmetic: "float64" },
      result: [0.5, 0.5],
    });
    expect(almanac(["calc", "relu", "-", "--arithmetic", "exact", "--field", "options"], { input: many }).out).toBe("{}\n");
  });

  test("from a file, by name, beside other inputs", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "almanac-much-")), "x.txt");
    writeFileSync(file, many);
    const { out } = await inline(["calc", "swish", `x=@${file}`, "beta=0", "--plain"]);
    expect(out.split(" ").slice(0, 2)).toEqual(["-61728394.5", "0.125"]);
    expect((await json(["rmsnorm", `@${file}`, "--eps", "0"])).options).toEqual({ arithmetic: "float64" });
    expect((await inline(["calc", "relu", "@/no/such/file"])).code).toBe(3);
  });

  test("a bad number is named with its place, however far down", () => {
    const { code, err } = almanac(["calc", "softmax", "-"], { input: `${many}1 2 x3 4\n` });
    expect(code).toBe(2);
    expect(err).toContain(`x[${count + 2}]`);
    expect(err).toContain('"x3"');
  });

  test("NDJSON: every line of a large input is float64, of a small one exact; bad lines keep their numbers", () => {
    const line = '{"x":[1,2,3,4]}\n';
    const large = `${line.repeat(70_000)}{"x":"a"}\n${line}`;
    const { code, out } = almanac(["calc", "rmsnorm", "--input", "-", "--field", "options.arithmetic"], { input: large });
    expect(code).toBe(2);
    const answers = out.trim().split("\n");
    expect(answers).toHaveLength(70_002);
    expect(new Set(answers.filter((_, i) => i !== 70_000))).toEqual(new Set(['{"options.arithmetic":"float64"}']));
    expect(JSON.parse(answers[70_000]!)).toMatchObject({ error: { path: "x[0]" }, line: 70_001 });
    const small = almanac(["calc", "rmsnorm", "--input", "-", "--field", "options"], { input: line.repeat(3) }).out;
    expect(small).toBe('{"options":{}}\n'.repeat(3));
  });

  test("answers come before the input ends", async () => {
    const child = spawn(process.execPath, [program, "calc", "sigmoid", "-"], {
      cwd: root,
      env: environment(),
      stdio: ["pipe", "pipe", "ignore"],
    });
    const first = new Promise<string>((resolve) => {
      child.stdout.setEncoding("utf8").once("data", resolve);
      child.once("exit", () => resolve("nothing"));
    });
    child.stdin.write(many);
    expect(await first).toMatch(/^0 0.5621765008857981 0 /);
    const code = new Promise<number | null>((resolve) => child.once("exit", resolve));
    child.stdout.resume();
    child.stdin.end();
    expect(await code).toBe(0);
  });

  /** What a process that reads the input has at most, in bytes. A small nursery: what waits to be collected does not count. */
  const peak = (args: readonly string[], input: string): number => {
    const env = { NODE_OPTIONS: `--max-semi-space-size=1 --require "${join(import.meta.dirname, "peak.cjs")}"` };
    const { code, err } = almanac(["calc", ...args], { input, env });
    expect(code).toBe(0);
    return 1024 * Number(/^peak (\d+)$/m.exec(err)![1]);
  };
  const line = `{"x":[${Array(64).fill("0.12345678901234567").join(",")}]}\n`;
  test.each([
    ["numbers that stand alone", ["sigmoid", "-", "--plain"], many],
    ["lines", ["rmsnorm", "--input", "-", "--field", "formula"], line.repeat(3000)],
  ])("memory does not grow with the input: %s", (_what, args, input) => {
    // With fewer the code is still being compiled.
    const [few, more] = [5, 15];
    const growth = peak(args, input.repeat(more)) - peak(args, input.repeat(few));
    // Held as text alone it would be all of it.
    expect(growth).toBeLessThan(((more - few) * input.length) / 3);
  });
});

describe("many numbers", () => {
  test("the working shortens long values, the result below it is whole", async () => {
    const input = Array.from({ length: 4000 }, (_, i) => i % 7).join(" ");
    const { code, out } = await inline(["calc", "relu", "-", "--steps", "--plain"], { input });
    expect(code).toBe(0);
    expect(out).toContain("[0,1,2,3,4,5,…,2]");
    expect(out.split("\n").at(-2)?.split(" ")).toHaveLength(4000);
    const working = (await inline(["calc", "softmax", "-", "--steps", "--plain"], { input })).out.split("\n");
    expect(working.filter((line) => line.split(" ").length > 60)).toHaveLength(1);
  });

  test("no working of more numbers than anyone reads", () => {
    const { code, out, err } = almanac(["calc", "softmax", "-", "--steps"], { input: "1 ".repeat(100_001) });
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("at most 100000 numbers, 100001 are given");
  });

  test("a picture of many numbers draws the first", () => {
    const { code, out } = almanac(["calc", "softmax", "-", "--plot"], { input: "1 ".repeat(16_000) });
    expect(code).toBe(0);
    expect(out).toContain("of 16000 are drawn");
  });
});

describe("inputs as words", () => {
  test("an object of named inputs by position, from standard input or a file, is one evaluation", async () => {
    // sqrt(mean(3², 4²)) = sqrt(12.5)
    const wanted = [3 / Math.sqrt(12.5), 4 / Math.sqrt(12.5)];
    const object = '{"x":[3,4],"eps":0}';
    const file = join(mkdtempSync(join(tmpdir(), "almanac-")), "x.json");
    writeFileSync(file, object);
    for (const [word, input] of [[object], [`@${file}`], ["-", object]] as const) {
      const { result } = await json(["rmsnorm", word], input);
      expect(result[0]).toBeCloseTo(wanted[0]!, 12);
      expect(result[1]).toBeCloseTo(wanted[1]!, 12);
    }
    expect(await inline(["calc", "rmsnorm", object, "--x", "1"])).toMatchObject({ code: 2, out: "" });
    expect((await inline(["calc", "rmsnorm", '{"x":[3,4]'])).err).toContain("--input");
  });

  test("what is missing or torn apart is named with the way to give it", async () => {
    expect((await inline(["calc", "softmax"], { input: "1 2 3" })).err).toContain("standard input, write -");
    expect((await inline(["calc", "gae", "1,2,3", "1,2,3"])).err).toContain("--values");
    expect((await inline(["calc", "rmsnorm", "--x", "1", "2", "3", "4"])).err).toContain("a list is one word: 1,1,1,2");
    expect((await inline(["calc", "rmsnorm", "1", "2", "--gain", "1", "1"])).err).toContain("a list is one word: 1,1,1,2");
  });

  test("a field further down, a choice with all its names, no working of many", async () => {
    expect((await inline(["calc", "moe-routing", "1", "2", "3", "--field", "experts"])).err).toContain("nearest: result.experts");
    expect((await inline(["calc", "rope", "1", "2", "--position", "1", "--layout", "foo"])).err).not.toContain("nearest");
    expect(await inline(["calc", "relu", "--input", "-", "--steps"], { input: '{"x":[1]}\n' })).toMatchObject({ code: 2, out: "" });
  });

  test("a formula is found by the Chinese name in parentheses", async () => {
    for (const [name, id] of [
      ["均方根归一化", "rmsnorm"],
      ["层归一化", "layernorm"],
    ] as const)
      expect((await json([name, "1", "2"])).formula).toBe(id);
  });

  test("help keeps to ASCII and to the width, and lists the formulas", async () => {
    const { out } = await inline(["calc", "attention", "--help", "--ascii", "--width", "50"]);
    expect(out).toMatch(/^[\n -~]*$/);
    expect(Math.max(...out.split("\n").map(cells))).toBeLessThanOrEqual(50);
    expect((await inline(["calc", "rope", "--help", "--plain"])).out).toContain("default interleaved");
    const list = (await inline(["calc", "--help", "--width", "60"])).out;
    for (const name of ["layernorm", "perplexity", "grpo-loss", "almanac list formulas"]) expect(list).toContain(name);
    expect(Math.max(...list.split("\n").map(cells))).toBeLessThanOrEqual(60);
  });

  test("errors in a column are written in one way, and a column without room is owned up to", async () => {
    const { out } = await inline(["calc", "softmax", "1", "2", "3", "--dtype", "bf16", "--width", "60"]);
    const errors = [...out.matchAll(/^\[\d\].*? {2}(-?[\d.e-]+) {2,}\S+$/gm)].map(([, error]) => error!);
    expect(errors).toHaveLength(3);
    expect(new Set(errors.map((error) => error.includes("e"))).size).toBe(1);
    expect(out).toContain("Relative errors have no room");
  });
});
