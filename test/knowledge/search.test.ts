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

test.each(kinds)("an exact name is always first: %s", (kind) => {
  // Of checkpoints and sources, which are many and alike, every seventh is also typed otherwise; all of them in the long run.
  const isMany = !process.env.ALMANAC_TEST_LONG && (kind === "checkpoint" || kind === "source");
  const wrong = store.rowsOf(kind).flatMap(({ id, name }, i) =>
    [id, name, ...(isMany && i % 7 > 0 ? [] : [name.toUpperCase(), ` ${name} `])].flatMap((typed) => {
      const [first] = find(typed);
      const spelt = first ? [first.id, first.name, first.matched].map(pointedName) : [];
      return spelt.includes(pointedName(typed)) ? [] : [`${typed} found ${first?.id}`];
    }),
  );
  expect(store.rowsOf(kind).length).toBeGreaterThan(0);
  expect(wrong).toEqual([]);
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
      expect(hits.filter((hit, i) => i > 0 && hit.score > hits[i - 1]!.score)).toEqual([]);
      lookUp(store, query);
    }),
    { numRuns: 300 },
  );
});

test("a name cut short anywhere still finds its entry", () => {
  // Many names begin alike.
  const known = new Map<string, ReadonlySet<string>>();
  const found = (typed: string): ReadonlySet<string> => {
    if (!known.has(typed)) known.set(typed, new Set(find(typed, 200).map((hit) => hit.id)));
    return known.get(typed)!;
  };
  const lost = store.rowsOf("release").flatMap(({ id, name }) => {
    const shortest = Math.min(3, name.length);
    const cut = Array.from({ length: name.length - shortest + 1 }, (_, i) => name.slice(0, shortest + i));
    return cut.filter((typed) => !found(typed).has(id)).map((typed) => `${typed}: ${id}`);
  });
  expect(known.size).toBeGreaterThan(500);
  expect(lost).toEqual([]);
});
