/** The light versions of what Ink measures with give the same answers as the real ones. */
import fc from "fast-check";
import realStringWidth from "string-width";
import { expect, test, vi } from "vitest";
import { LightSegmenter } from "../../src/tui/bundle/segmenter.ts";

// The bundler's name for the real package.
vi.mock("string-width-real", () => import("string-width"));
const { default: lightStringWidth } = await import("../../src/tui/bundle/string-width.ts");

const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc
    .array(
      fc.constantFrom(
        "a",
        "变",
        "é",
        "e\u0301",
        "👩‍🔬",
        "─",
        "›",
        "…",
        "Ω",
        "한",
        "ア",
        "｢",
        "ﾊ",
        "\x1b[1;36m",
        "\x1b[39m",
        "\x1b]8;;x\x07",
        "\t",
        "\u200b",
        "〇",
        "①",
        "️",
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join("")),
);
const runs = { numRuns: process.env.ALMANAC_TEST_LONG ? 200_000 : 3000 };

test("widths of strings", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(lightStringWidth(text)).toBe(realStringWidth(text));
    }),
    runs,
  );
  // Every code unit that the light version answers for by itself.
  for (let code = 0x20; code < 0x10000; code++)
    if (code < 0xd800 || code > 0xdfff)
      expect(lightStringWidth(String.fromCharCode(code)), code.toString(16)).toBe(realStringWidth(String.fromCharCode(code)));
});

test("graphemes", () => {
  const real = new Intl.Segmenter(undefined, { granularity: "grapheme" });
  const light = new LightSegmenter();
  fc.assert(
    fc.property(anyText, (text) => {
      const parts = (segments: Iterable<{ readonly segment: string; readonly index: number }>) =>
        [...segments].map(({ segment, index }) => [segment, index]);
      expect(parts(light.segment(text))).toEqual(parts(real.segment(text)));
    }),
    runs,
  );
  for (let code = 0x20; code < 0x10000; code++) {
    const text = `a${String.fromCharCode(code)}b`;
    expect(
      [...light.segment(text)].map(({ segment }) => segment),
      code.toString(16),
    ).toEqual([...real.segment(text)].map(({ segment }) => segment));
  }
});
