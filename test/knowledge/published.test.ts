/** Counts against published sizes: what counts as agreement. Sizes are those that the releasers print. */
import { describe, expect, test } from "vitest";
import { readContent } from "../../src/build/record.ts";
import type { RawRecord } from "../../src/knowledge/load.ts";
import { printedSize } from "../../src/knowledge/printed-size.ts";
import { checkPublished, disagreement } from "../../src/knowledge/published.ts";
import { root } from "../run.ts";

describe("a printed size", () => {
  test.each([
    ["70B", 70e9, 1.4e9],
    ["7B", 7e9, 1e9],
    ["1.5B", 1.5e9, 0.05e9],
    ["46.7B (12.9B active)", 46.7e9, 0.2335e9],
    ["124M", 124e6, 2.48e6],
    ["1T", 1e12, 1e12],
  ])("%s", (text, value, within) => {
    const size = printedSize(text)!;
    expect(size.value).toBeCloseTo(value, -3);
    expect(size.within).toBeCloseTo(within, -3);
  });
  test("words are no size", () => expect(printedSize("not disclosed")).toBeUndefined());
});

describe("agreement", () => {
  test("LLaMA 7B is 6.7 billion, Gemma 2B 2.5 billion: names are cut off", () => {
    expect(disagreement({ total: 6738415616, published: "7B" })).toBeUndefined();
    expect(disagreement({ total: 2506172416, published: "2B" })).toBeUndefined();
  });
  test("a figure with decimals holds within half a unit or half a percent", () => {
    expect(disagreement({ total: 46702792704, published: "46.7B" })).toBeUndefined();
    expect(disagreement({ total: 32763876352, published: "32.5B" })).toMatch(/32763876352.*32\.5B/);
  });
  test("an exact integer holds exactly, or says what is beyond the model", () => {
    const upload = { total: 6738415616, published: "7B", published_total: 6738417664 };
    expect(disagreement(upload)).toMatch(/2048 more/);
    const what = { en: "buffers", zh: "缓冲区" };
    expect(disagreement({ ...upload, published_beyond: { count: 2048, what } })).toBeUndefined();
    expect(disagreement({ ...upload, published_beyond: { count: 2047, what } })).toBeDefined();
  });
});

test("a checkpoint of the wrong size is named with its file", () => {
  const { raw } = readContent(root);
  const llama = structuredClone(raw.releases.get("llama-2")!);
  llama.checkpoints["llama-2-70b"]!.config!.num_key_value_heads = 64;
  const record: RawRecord = { ...raw, releases: new Map([["llama-2", llama]]) };
  expect(checkPublished(record)).toEqual([
    expect.objectContaining({ file: "content/releases/llama-2.json", path: "checkpoints.llama-2-70b.parameters" }),
  ]);
});
