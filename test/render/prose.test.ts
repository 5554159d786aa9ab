import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { lexProse } from "../../src/build/prose.ts";
import type { Lang } from "../../src/knowledge/record.ts";
import type { Canvas } from "../../src/render/canvas.ts";
import { renderProseInColour } from "../../src/render/prose/colour.ts";
import { breakEquation } from "../../src/render/prose/equation.ts";
import { renderProse } from "../../src/render/prose/plain.ts";
import { ansiStyle, plainStyle } from "../../src/render/style.ts";
import { cells } from "../../src/render/width.ts";

const canvas = (width: number, more: Partial<Canvas> = {}): Canvas => ({ width, lang: "en", ascii: false, style: plainStyle, ...more });
const draw = (markdown: string, width: number, more: Partial<Canvas> = {}): string =>
  renderProse(lexProse(markdown, "test.md"), canvas(width, more)).join("\n");
const strip = (line: string): string => line.replace(/\x1b\[[\d;]*m/g, "");

test("lists: numbers in a column, text hanging under itself, inline markup", () => {
  expect(draw("9. nine\n10. ten is **long** enough\n    - inner `code`\n    - two\n11. $x_i$ last", 20)).toBe(
    [" 9. nine", "10. ten is long", "    enough", "    – inner code", "    – two", "11. xᵢ last"].join("\n"),
  );
});

test("items of several paragraphs stand apart", () => {
  expect(draw("- a\n\n  b\n- c", 20)).toBe(["• a", "", "  b", "", "• c"].join("\n"));
});

test("headings are underlined, text follows", () => {
  expect(draw("one\n\n## Two `x`\n\nthree\n\n### Four\n\nfive", 20)).toBe(
    ["one", "", "Two x", "─────", "three", "", "Four", "five"].join("\n"),
  );
});

test("Chinese wraps anywhere, but no line begins with a comma", () => {
  expect(draw("一二三四五，六七八九十", 10)).toBe(["一二三四", "五，六七八", "九十"].join("\n"));
});

const table =
  "| Model | Base | Note |\n|:--|--:|---|\n| [LLaMA](release:llama) | 10,000 | the first of them all, and the best known |\n| 模型 | 5 | 短 |";

test("tables: alignment and Chinese", () => {
  expect(draw("| a | 数 |\n|---|--:|\n| 模型 | 1 |\n| b | `22` |", 40)).toBe(
    ["a    │ 数", "─────┼───", "模型 │  1", "b    │ 22"].join("\n"),
  );
});

test("tables: cells wrap where the canvas is narrower", () => {
  expect(draw(table, 48)).toBe(
    [
      "Model │   Base │ Note",
      "──────┼────────┼────────────────────────────────",
      "LLaMA │ 10,000 │ the first of them all, and the",
      "      │        │ best known",
      "      │        │",
      "模型  │      5 │ 短",
    ].join("\n"),
  );
});

test("tables: a list below that", () => {
  expect(draw(table, 40)).toBe(
    [
      "Model: LLaMA",
      "  Base: 10,000",
      "  Note: the first of them all, and the",
      "    best known",
      "",
      "Model: 模型",
      "  Base: 5",
      "  Note: 短",
    ].join("\n"),
  );
});

test("a display keeps its form where it fits, and is broken at operators where not", () => {
  const equation = "$$\nf(x) = \\frac{a + b}{c} + g(x) - h(x, y)\n$$";
  expect(draw(equation, 40)).toBe(["           a + b", "    f(x) = ───── + g(x) − h(x, y)", "             c"].join("\n"));
  expect(draw(equation, 20)).toBe(["f(x) = (a + b)/c", "  + g(x) − h(x, y)"].join("\n"));
  expect(draw(equation, 40, { ascii: true })).toBe(["           a + b", "    f(x) = ----- + g(x) - h(x, y)", "             c"].join("\n"));
});

test("an equation breaks between equations, then where one break is enough, then at its outermost operators", () => {
  expect(breakEquation("μ = (1/d) ∑ᵢ xᵢ,   σ² = (1/d) ∑ᵢ (xᵢ − μ)²", 30)).toEqual(["μ = (1/d) ∑ᵢ xᵢ,", "  σ² = (1/d) ∑ᵢ (xᵢ − μ)²"]);
  expect(breakEquation("L(θ) = Êₜ[min(ρₜÂₜ, clip(ρₜ, 1 − ε, 1 + ε) Âₜ)]", 40)).toEqual([
    "L(θ) = Êₜ[",
    "  min(ρₜÂₜ, clip(ρₜ, 1 − ε, 1 + ε) Âₜ)]",
  ]);
  expect(breakEquation("E_(x, y~π)[r(x, y) − β log(π(y | x)/π_ref(y | x))] + γ E_z[log π(z)]", 40)).toEqual([
    "E_(x, y~π)[r(x, y)",
    "  − β log(π(y | x)/π_ref(y | x))]",
    "  + γ E_z[log π(z)]",
  ]);
  expect(breakEquation("abcdefgh", 5)).toEqual(["abcde", "  fgh"]);
});

test("a short formula in a line is not broken", () => {
  expect(draw("aaaa bbbb $x + y$ c", 12)).toBe(["aaaa bbbb", "x + y c"].join("\n"));
});

const diagram = "```diagram\n┌────┐\n│ ab │\n└─┬──┘\n  ▼ →\n```";

test("diagrams stand as they are; their words are left where there is no room", () => {
  expect(draw(diagram, 20)).toBe(["    ┌────┐", "    │ ab │", "    └─┬──┘", "      ▼ →"].join("\n"));
  expect(draw(diagram, 20, { ascii: true })).toBe(["    +----+", "    | ab |", "    +-+--+", "      v >"].join("\n"));
  expect(draw(diagram, 5)).toBe(["ab", "▼ →"].join("\n"));
});

test("quotes, code and rules", () => {
  expect(draw("> one two three\n\n```\na  b\n```\n\n---", 11)).toBe(["│ one two", "│ three", "", "  a  b", "", "───────────"].join("\n"));
});

test("addresses are written out, names of the guide are not", () => {
  expect(draw("[RoPE](concept:rope) and [post](https://example.org)", 80)).toBe("RoPE and post (https://example.org)");
});

test("ASCII: signs are spelt, letters stay, Chinese keeps its punctuation", () => {
  expect(draw("“a” — 2×3 → b…, Schrödinger", 80, { ascii: true })).toBe('"a" - 2x3 -> b..., Schrödinger');
  expect(draw("“甲”——乙……", 80, { ascii: true, lang: "zh" })).toBe("“甲”——乙……");
});

test("colour uses the roles of the canvas", () => {
  const lines = renderProseInColour(
    lexProse("**a** *b* `c:d:` [e](concept:rope) $f$ :smile: &amp;lt;", "x.md"),
    canvas(80, { style: ansiStyle }),
  );
  expect(lines).toEqual(["\x1b[1ma\x1b[22m \x1b[3mb\x1b[23m \x1b[33mc:d:\x1b[39m \x1b[4;34me\x1b[24;39m \x1b[35mf\x1b[39m :smile: &lt;"]);
});

const concepts = join(import.meta.dirname, "..", "..", "content", "concepts");
const pages = readdirSync(concepts)
  .filter((file) => file.endsWith(".md"))
  .map((file) => [file, lexProse(readFileSync(join(concepts, file), "utf8"), file)] as const);

describe.each([40, 60, 80, 120, 200, Number.POSITIVE_INFINITY])("at %s columns", (width) => {
  test.each(pages)("%s", (file, blocks) => {
    const lang: Lang = file.endsWith(".zh.md") ? "zh" : "en";
    for (const ascii of [false, true]) {
      const plain = renderProse(blocks, canvas(width, { lang, ascii }));
      for (const line of plain) {
        expect(cells(line), line).toBeLessThanOrEqual(width);
        expect(line).not.toMatch(/\s$|\x1b|undefined|\u00a0/);
        if (ascii) expect(line).not.toMatch(/[\u2190-\u21ff\u2200-\u23ff\u2500-\u25ff\u2080-\u209c]/);
        if (ascii && lang === "en") expect(line).not.toMatch(/[\u2010-\u2027]/);
      }
      const colour = renderProseInColour(blocks, canvas(width, { lang, ascii, style: ansiStyle }));
      expect(colour.map(strip)).toEqual(plain);
      expect(colour.join("")).toContain("\x1b[");
      // The 16-colour palette and attributes: no 38;5 or 38;2.
      expect(colour.join("\n")).not.toMatch(/\x1b\[[\d;]*\b[34]8;/);
    }
  });
});
