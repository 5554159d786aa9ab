/** The search over the built record. */
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fuzzyStage } from "../../src/knowledge/fuzzy.ts";
import { lookUp } from "../../src/knowledge/lookup.ts";
import { pointedName } from "../../src/knowledge/normalise.ts";
import { kinds } from "../../src/knowledge/record.ts";
import { search } from "../../src/knowledge/search.ts";
import { openStore } from "../../src/knowledge/store.ts";
import { root } from "../run.ts";

const store = openStore(join(root, "dist", "knowledge"));
const find = (query: string, limit = 20) => search(store, query, { limit }, fuzzyStage);

describe("an exact name is always first", () => {
  test.each(kinds.flatMap((kind) => store.rowsOf(kind)).map((row) => [row.kind, row.id, row.name] as const))("%s %s", (_kind, id, name) => {
    for (const typed of [id, name, name.toUpperCase(), ` ${name} `]) {
      const [first] = find(typed);
      expect(first, typed).toBeDefined();
      const spelt = [first!.id, first!.name, first!.matched].map(pointedName);
      expect(spelt.includes(pointedName(typed)), `${typed} found ${first!.id}`).toBe(true);
    }
  });
});

describe("in every script", () => {
  test.each([
    ["旋转", "rope"],
    ["xuanzhuan", "rope"],
    ["xzwz", "rope"],
    ["rotary", "rope"],
    ["jiangli moxing", "reward-model"],
    ["jlmx", "reward-model"],
    ["奖励", "reward-model"],
    ["hunyuan", "hunyuan-large"],
    ["混元", "hunyuan-large"],
    ["qianwen", "qwen"],
    ["羊驼", "llama"],
    ["deepsek r1", "deepseek-r1"],
    ["perplexty", "perplexity"],
    ["swigl", "swiglu"],
    ["2104.09864", "su-2021"],
    ["arxiv:2203.02155", "ouyang-2022"],
    ["roformer", "roformer"],
    ["roformer enhanced", "su-2021"],
    ["llama 70b", "llama-2-70b"],
  ])("%s finds %s among the first three", (query, id) => {
    expect(
      find(query)
        .slice(0, 3)
        .map((hit) => hit.id),
    ).toContain(id);
  });
  test("words inside the prose, in both languages, with the place shown", () => {
    const english = find("one-step bandit").find((hit) => hit.id === "rlhf");
    expect(english?.matched.toLowerCase()).toContain("bandit");
    const chinese = find("位置插值").find((hit) => hit.id === "extrapolation");
    expect(chinese?.matched).toContain("位置插值");
  });
});

test("never throws, never repeats an entry, best first", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary", maxLength: 80 }), fc.string({ unit: "grapheme", maxLength: 30 })), (query) => {
      const hits = find(query);
      expect(new Set(hits.map((hit) => `${hit.kind}/${hit.id}`)).size).toBe(hits.length);
      for (let i = 1; i < hits.length; i++) expect(hits[i]!.score).toBeLessThanOrEqual(hits[i - 1]!.score);
      lookUp(store, query);
    }),
    { numRuns: 300 },
  );
});

test("a name cut short anywhere still finds its entry", () => {
  for (const row of store.rowsOf("release"))
    for (let length = Math.min(3, row.name.length); length <= row.name.length; length++)
      expect(
        find(row.name.slice(0, length), 200).map((hit) => hit.id),
        row.name.slice(0, length),
      ).toContain(row.id);
});
