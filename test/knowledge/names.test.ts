import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { editDistance, isOneSlip, nearest } from "../../src/knowledge/nearest.ts";
import { normaliseName, textKeys, words } from "../../src/knowledge/normalise.ts";
import { governing, pathsOf, valueAt } from "../../src/knowledge/paths.ts";
import { hostileCharacters, visible } from "../../src/knowledge/sanitise.ts";

describe("normaliseName", () => {
  test.each([
    ["LLama-2", "llama2"],
    ["llama 2", "llama2"],
    ["ＬＬａｍａ　２", "llama2"],
    ["Qwen2.5", "qwen25"],
    ["GPT‑4", "gpt4"],
    ["混元 Large", "混元large"],
  ])("%s", (typed, key) => expect(normaliseName(typed)).toBe(key));

  test("is its own fixed point and never empty for something visible", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (text) => {
        const once = normaliseName(text);
        expect(normaliseName(once)).toBe(once);
      }),
    );
  });
});

test("words keep runs of Chinese together, keys of text pair them", () => {
  expect(words("旋转位置编码 RoPE-2D")).toEqual(["旋转位置编码", "rope", "2d"]);
  expect(textKeys("旋转位置 RoPE")).toEqual(["旋转", "转位", "位置", "rope"]);
});

describe("nearest", () => {
  test("a swap of neighbours is one step (optimal string alignment)", () => {
    expect(editDistance("shwo", "show")).toBe(1);
    expect(editDistance("kitten", "sitting")).toBe(3);
    expect(editDistance("", "abc")).toBe(3);
  });
  test("one slip is told in one pass as the table tells it", () => {
    const letters = fc.string({ unit: fc.constantFrom(..."abc"), maxLength: 6 });
    fc.assert(
      fc.property(letters, letters, (left, right) => {
        expect(isOneSlip(left, right)).toBe(editDistance(left, right) === 1);
      }),
      { numRuns: 3000 },
    );
  });
  test("names what was meant, and nothing that is far", () => {
    expect(nearest("shwo", ["timeline", "show", "search"])).toEqual(["show"]);
    expect(nearest("brown-2002", ["brown-2020", "touvron-2023a"])[0]).toBe("brown-2020");
    expect(nearest("zzzzzz", ["show", "search"])).toEqual([]);
  });
});

describe("paths", () => {
  const document = { config: { rope_theta: 1e4 }, checkpoints: [{ id: "qwen2.5-72b", config: { hidden_size: 8192 } }], list: ["a", "b"] };
  test("ids may hold dots", () => expect(valueAt(document, "checkpoints.qwen2.5-72b.config.hidden_size")?.value).toBe(8192));
  test("lists count from 0", () => expect(valueAt(document, "list.1")?.value).toBe("b"));
  test("nothing is found in the prototype", () => {
    expect(valueAt(document, "constructor")).toBeUndefined();
    expect(valueAt(document, "config.__proto__")).toBeUndefined();
  });
  test("every path leads to its value", () => {
    for (const path of pathsOf(document)) expect(valueAt(document, path)).toBeDefined();
  });
  test("the longest prefix governs", () => {
    const facts = { config: "all", "config.rope_theta": "one" };
    expect(governing(facts, "config.rope_theta")?.value).toBe("one");
    expect(governing(facts, "config.hidden_size")?.value).toBe("all");
    expect(governing(facts, "other")).toBeUndefined();
  });
});

test("nothing hostile survives being made visible, and nothing else changes", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(hostileCharacters(visible(text))).toEqual([]);
    }),
  );
  expect(visible("\u001b[2Jx\u202e")).toBe("<U+001B>[2Jx<U+202E>");
  expect(visible("Llama 2 羊驼 ½ 👍🏽")).toBe("Llama 2 羊驼 ½ 👍🏽");
});
