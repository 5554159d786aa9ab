import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lexProse } from "../../src/build/prose.ts";
import type { Block } from "../../src/knowledge/record.ts";

const lex = (markdown: string): readonly Block[] => lexProse(markdown, "concept.en.md");
const text = (content: string) => ({ type: "text", text: content });
const paragraph = (...children: unknown[]) => ({ type: "paragraph", children });

test("entities, escapes and code", () => {
  expect(lex("a &amp; b \\* &lt;c&gt; `x &amp; y` &amp;lt; 1&nbsp;2 &#8594;")).toEqual([
    paragraph(text("a & b * <c> "), { type: "code", text: "x &amp; y" }, text(" &lt; 1\u00a02 →")),
  ]);
});

test("strong, emphasis and links nest", () => {
  expect(lex("**a *b* [c](concept:rope)** [d](https://example.org/x)")).toEqual([
    paragraph(
      {
        type: "strong",
        children: [
          text("a "),
          { type: "em", children: [text("b")] },
          text(" "),
          { type: "link", href: "concept:rope", children: [text("c")] },
        ],
      },
      text(" "),
      { type: "link", href: "https://example.org/x", children: [text("d")] },
    ),
  ]);
});

test("a line break is a space, but none in Chinese", () => {
  expect(lex("one\ntwo")).toEqual([paragraph(text("one two"))]);
  expect(lex("一行\n两行")).toEqual([paragraph(text("一行两行"))]);
});

test("dollars are mathematics or money", () => {
  expect(lex("$a_i$ costs $5 and $10, or \\$x")).toEqual([
    paragraph({ type: "math", tex: "a_i", text: "aᵢ", ascii: "a_i" }, text(" costs $5 and $10, or $x")),
  ]);
  expect(lex("**$x$** and $\\theta$")).toEqual([
    paragraph({ type: "strong", children: [{ type: "math", tex: "x", text: "x", ascii: "x" }] }, text(" and "), {
      type: "math",
      tex: "\\theta",
      text: "θ",
      ascii: "theta",
    }),
  ]);
});

test("a display between paragraphs", () => {
  expect(lex("before\n$$\nx^2\n$$\nafter")).toEqual([
    paragraph(text("before")),
    { type: "equation", equation: { tex: "x^2", line: "x²", asciiLine: "x^2", block: ["x²"], asciiBlock: ["x^2"] } },
    paragraph(text("after")),
  ]);
});

test("lists keep their first number and their nesting", () => {
  expect(lex("3. a\n4. b\n   - c `d`")).toEqual([
    {
      type: "list",
      ordered: true,
      start: 3,
      items: [
        [paragraph(text("a"))],
        [paragraph(text("b")), { type: "list", ordered: false, start: 1, items: [[paragraph(text("c "), { type: "code", text: "d" })]] }],
      ],
    },
  ]);
});

test("tables, quotes, headings, rules, code", () => {
  expect(lex("## A `b`\n\n> q\n\n---\n\n| x | y |\n|:--|--:|\n| 1 \\| 2 | *3* |\n\n```ts\nconst a = 1;\n```")).toEqual([
    { type: "heading", depth: 2, children: [text("A "), { type: "code", text: "b" }] },
    { type: "quote", children: [paragraph(text("q"))] },
    { type: "rule" },
    {
      type: "table",
      align: ["left", "right"],
      header: [[text("x")], [text("y")]],
      rows: [[[text("1 | 2")], [{ type: "em", children: [text("3")] }]]],
    },
    { type: "code", lang: "ts", text: "const a = 1;" },
  ]);
});

test("a diagram keeps every space", () => {
  expect(lex("```diagram\n  ┌──┐\n  │ *a* &amp; │ \n\n  └──┘\n```")).toEqual([
    { type: "diagram", lines: ["  ┌──┐", "  │ *a* &amp; │ ", "", "  └──┘"] },
  ]);
});

test.each([
  ["![plot](plot.png)", "image"],
  ["a <b>bold</b> word", "html"],
  ["<div>\nblock\n</div>", "html"],
  ["[a](http://example.org)", "link"],
  ["[a](javascript:x)", "link"],
  ["[a](rope.md)", "link"],
  ["- [ ] do it", "task"],
  ["~~gone~~", "del"],
  ["hard  \nbreak", "br"],
  ["[ref]: https://example.org", "def"],
  ["&nosuch; thing", "&nosuch;"],
  ["$\\underbrace{x}$", "\\underbrace"],
  ["$$\n\\foo\n$$", "\\foo"],
])("%s is refused with the file's name", (markdown, named) => {
  expect(() => lex(markdown)).toThrow(named);
  expect(() => lex(markdown)).toThrow("concept.en.md: ");
});

const concepts = join(import.meta.dirname, "..", "..", "content", "concepts");

test.each(readdirSync(concepts).filter((file) => file.endsWith(".md")))("%s is within the subset", (file) => {
  const text = readFileSync(join(concepts, file), "utf8");
  const blocks = lexProse(text, file);
  expect(blocks.filter((block) => block.type === "equation").length).toBe((text.match(/^\$\$$/gm)?.length ?? 0) / 2);
  expect(JSON.stringify(blocks)).not.toMatch(/\$\$|\]\(/);
});
