/** `calc --explain`: every symbol of every formula, in both languages, wherever it is drawn. */
import { describe, expect, test } from "vitest";
import { formulas } from "../../src/formulas/index.ts";
import type { Entry, FormulaDoc } from "../../src/knowledge/record.ts";
import { openStore } from "../../src/knowledge/store.ts";
import { explainedLines } from "../../src/render/explained.ts";
import { plainStyle } from "../../src/render/style.ts";
import { cells } from "../../src/render/width.ts";
import { inline } from "../inline.ts";
import { root } from "../run.ts";

const store = openStore(`${root}/dist/knowledge`);
const entry = (id: string) => store.entry("formula", id) as Entry<FormulaDoc>;
const drawn = (id: string, lang: "en" | "zh", width = 80, ascii = false): readonly string[] =>
  explainedLines(entry(id), ["equation"], { width, lang, ascii, style: plainStyle });

describe.each(formulas.map((formula) => [formula.id, formula] as const))("%s", (id, formula) => {
  test("every input, output and dimension has its line", () => {
    for (const lang of ["en", "zh"] as const) {
      const lines = drawn(id, lang, 200);
      const names = [...Object.keys(formula.inputs), ...Object.keys(formula.outputs ?? {}), ...Object.keys(formula.dimensions ?? {})];
      for (const name of names)
        expect(
          lines.some((line) => line.startsWith(`${name} `)),
          `${name} in ${lang}`,
        ).toBe(true);
      for (const { why } of formula.signs?.terms ?? []) expect(lines.join("")).toContain(why[lang].slice(0, 30));
    }
  });
  test("fits the width, and needs no sign beyond ASCII where there is none", () => {
    for (const width of [40, 60, 80]) for (const line of drawn(id, "zh", width)) expect(cells(line), line).toBeLessThanOrEqual(width);
    expect(drawn(id, "en", 80, true).join("")).toMatch(/^[\x20-\x7e]*$/);
  });
});

test("spaces are written as mathematics writes them", () => {
  const text = drawn("swiglu", "en").join("\n");
  expect(text).toMatch(/^x ∈ ℝ\^n {2}/m);
  expect(text).toMatch(/^W ∈ ℝ\^\(n×m\) {2}/m);
  expect(drawn("gae", "en").join("\n")).toMatch(/^dones {2}d ∈ \{0, 1\}\^T {2}/m);
  expect(drawn("swiglu", "en", 80, true).join("\n")).toMatch(/^W in R\^\(n x m\) {2}/m);
});

describe("from outside", () => {
  test("without numbers it explains and evaluates nothing", async () => {
    const { code, out, err } = await inline(["calc", "gae", "--explain"]);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/^Signs$/m);
    expect(out.trimEnd()).toMatch(/said$/);
  });
  test("with numbers the result follows, as usual", async () => {
    const { out } = await inline(["calc", "rmsnorm", "3", "4", "--explain"]);
    expect(out.split("\n").at(-2)).toBe((await inline(["calc", "rmsnorm", "3", "4"])).out.trimEnd());
  });
  test("with a model alone: the constants that do not make a result are not a mistake", async () => {
    expect((await inline(["calc", "rmsnorm", "--explain", "--model", "llama-3-8b"])).code).toBe(0);
    expect((await inline(["calc", "yarn-softmax-scale", "--explain", "--model", "deepseek-v3"])).out).toContain("0.1352337788608801");
  });
  test("a mistake leaves standard output empty", async () => {
    const { code, out, err } = await inline(["calc", "ppo", "1", "--explain"]);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain("logp_old");
  });
  test.each([[["--json"]], [["--input", "-"]], [["--field", "result"]]])(
    "%j is no text to read: the error says where the data are",
    async (more) => {
      const { code, out, err } = await inline(["calc", "rmsnorm", "1", "--explain", ...more]);
      expect([code, out]).toEqual([2, ""]);
      expect(err).toContain("almanac show rmsnorm --json");
    },
  );
  test("show --json has the same as data", async () => {
    const doc = JSON.parse((await inline(["show", "gae", "--json"])).out);
    expect(doc.inputs[0]).toMatchObject({ name: "rewards", shape: ["T"] });
    expect(doc.outputs[0]).toMatchObject({ name: "advantages", shape: ["T"] });
    expect(Object.keys(doc.dimensions)).toEqual(["T"]);
    expect(doc.signs.terms.length).toBe(5);
  });
});
