import fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import { pieceAt } from "../../src/render/cluster.ts";
import { lookAfter, plainLook } from "../../src/render/sgr.ts";
import { ansiStyle } from "../../src/render/style.ts";
import { cells, centre, cut, padEnd, padStart } from "../../src/render/width.ts";
import { wrap } from "../../src/render/wrap.ts";

const letters = fc.constantFrom(
  ..."abcXYZ 019-_.,:;!?()[]/",
  ..."旋转位置编码羊驼，。（）《》、",
  ..."θ√∑⎲⎳─│┌┐→·…—",
  "é",
  "e\u0301",
  "ｗ",
  "한",
  "カ",
  "𝐚",
  "👍",
  "👍🏽",
  "✓",
);
const texts = fc.array(letters, { maxLength: 60 }).map((list) => list.join(""));
const styled = fc
  .array(fc.tuple(fc.constantFrom("title", "number", "muted", "note", undefined), texts), { maxLength: 5 })
  .map((parts) => parts.map(([role, text]) => (role ? ansiStyle(role, text) : text)).join(""));

const stripStyles = (text: string): string => text.replace(/\x1b\[[\d;]*m/g, "");

describe("cells", () => {
  test.each([
    ["abc", 3],
    ["旋转", 4],
    ["，。", 4],
    ["─│┌", 3],
    ["a\u0301", 1],
    ["\x1b[1;31mab\x1b[0m", 2],
    ["\x1b]8;;https://example.org\x07link\x1b]8;;\x07", 4],
    ["👍🏽", 2],
    ["👩‍💻", 2],
    ["θ√²ᵢ", 4],
    ["", 0],
  ])("%j takes %d", (text, width) => expect(cells(text)).toBe(width));

  test("agrees with an independent implementation on the scripts the record uses", () => {
    const ranges: readonly (readonly [number, number])[] = [
      [0x20, 0x24f],
      [0x370, 0x4ff],
      [0x2010, 0x2027],
      [0x2030, 0x205e],
      [0x2070, 0x20cf],
      [0x2100, 0x22ff],
      [0x2460, 0x25fc],
      [0x2800, 0x28ff],
      [0x3001, 0x3029],
      [0x3041, 0x3096],
      [0x30a0, 0x30ff],
      [0x3400, 0x9fff],
      [0xac00, 0xd7a3],
      [0xff01, 0xff9d],
      [0x1d400, 0x1d7ff],
      [0x1f300, 0x1f64f],
      [0x20000, 0x20100],
    ];
    const different: string[] = [];
    for (const [low, high] of ranges)
      for (let code = low; code <= high; code++) {
        const character = String.fromCodePoint(code);

        if (cells(character) !== stringWidth(character))
          different.push(`U+${code.toString(16)} ${cells(character)} not ${stringWidth(character)}`);
      }
    expect(different).toEqual([]);
  });

  test("the pieces of a text are the text and take its width", () => {
    fc.assert(
      fc.property(styled, (text) => {
        let sum = 0;
        let at = 0;
        while (at < text.length) {
          const piece = pieceAt(text, at);
          expect(piece.end).toBeGreaterThan(at);
          sum += piece.width;
          at = piece.end;
        }
        expect(at).toBe(text.length);
        expect(sum).toBe(cells(text));
      }),
    );
  });
});

test("cut never goes over, marks what it cut and keeps styles closed", () => {
  fc.assert(
    fc.property(styled, fc.integer({ min: 1, max: 50 }), (text, width) => {
      const result = cut(text, width);
      expect(cells(result)).toBeLessThanOrEqual(width);
      if (cells(text) > width) expect(stripStyles(result).endsWith("…")).toBe(true);
      else expect(result).toBe(text);
      const sequences = result.match(/\x1b\[[\d;]*m/g) ?? [];
      expect(sequences.reduce(lookAfter, plainLook).on).toEqual({});
    }),
  );
});

test("padding reaches exactly the width", () => {
  fc.assert(
    fc.property(texts, (text) => {
      for (const pad of [padEnd, padStart, centre]) expect(cells(pad(text, 130))).toBe(130);
    }),
  );
});

describe("wrap", () => {
  test("no line is wider, no word is lost, nothing but blanks is dropped", () => {
    fc.assert(
      fc.property(styled, fc.integer({ min: 2, max: 60 }), (text, width) => {
        const lines = wrap(text, width);
        for (const line of lines) expect(cells(line)).toBeLessThanOrEqual(width);
        const bare = (value: string): string => stripStyles(value).replace(/\s/g, "");
        expect(bare(lines.join(""))).toBe(bare(text));
      }),
    );
  });
  test("a Chinese line neither begins with closing nor ends with opening punctuation", () => {
    expect(wrap("旋转位置编码，即（旋转）编码。", 12)).toEqual(["旋转位置编", "码，即（旋", "转）编码。"]);
  });
  test("Chinese and Latin words stand on one line as long as they fit", () => {
    expect(wrap("LLaMA 采用 RMSNorm 而不是 LayerNorm", 20)).toEqual(["LLaMA 采用 RMSNorm", "而不是 LayerNorm"]);
  });
  test("styles are closed at the end of a line and opened on the next", () => {
    expect(wrap(ansiStyle("heading", "one two"), 4)).toEqual(["\x1b[1;36mone\x1b[22;39m", "\x1b[1;36mtwo\x1b[22;39m"]);
  });
  test("hanging indents count", () => {
    expect(wrap("one two three", 9, { indent: "- ", hanging: "  " })).toEqual(["- one two", "  three"]);
  });
  test("a word longer than a line is torn, visibly whole", () => {
    expect(wrap("https://arxiv.org/abs/2104.09864", 16)).toEqual(["https://arxiv.or", "g/abs/2104.09864"]);
  });
});

test("ASCII text, which is stepped over by words, breaks where the general rules break it", () => {
  const ascii = fc.array(fc.constantFrom(..."ab .,(|-", "|", " "), { maxLength: 60 }).map((list) => list.join(""));
  fc.assert(
    fc.property(ascii, fc.integer({ min: 2, max: 30 }), (text, width) => {
      // A wide character at the end of a paragraph of its own takes the general way.
      const general = wrap(`${text}\n旋`, width).slice(0, -1);
      expect(wrap(text, width)).toEqual(general);
    }),
    { numRuns: 2000 },
  );
});
