/** The content as it stands: sound, whole, in both languages. */
import { describe, expect, test } from "vitest";
import { readContent } from "../../src/build/record.ts";
import { describeProblem } from "../../src/knowledge/load.ts";
import { root } from "../run.ts";

const { record, problems } = readContent(root);
const release = (id: string) => record.releases.find((one) => one.id === id)!;
const checkpoint = (id: string) => record.checkpoints.find((one) => one.id === id)!;

test("npm run check finds nothing", () => expect(problems.map(describeProblem)).toEqual([]));

test("the releases of the first chapters are all there, on their days", () => {
  // Days of the releasers' own announcements, weights or papers, as their sources print them.
  const days = Object.fromEntries(record.releases.map((one) => [one.id, one.released]));
  expect(days).toMatchObject({
    instructgpt: "2022-01-27",
    chatgpt: "2022-11-30",
    llama: "2023-02-24",
    "gpt-4": "2023-03-14",
    "llama-2": "2023-07-18",
    qwen: "2023-08-03",
    "qwen1.5": "2024-02-05",
    "llama-3": "2024-04-18",
    "gpt-4o": "2024-05-13",
    o1: "2024-09-12",
    "qwen2.5": "2024-09-19",
    "hunyuan-large": "2024-11-05",
    "minimax-01": "2025-01-15",
    "deepseek-r1": "2025-01-20",
    "o3-mini": "2025-01-31",
    "qwq-32b": "2025-03-06",
    o3: "2025-04-16",
  });
  expect(days).toHaveProperty(["qwen2"]);
});

test("no checkpoint is older than the one it continues", () => {
  const days = new Map(record.checkpoints.map(({ id, released }) => [id, released]));
  const older = record.checkpoints.filter((one) => one.extends !== undefined && one.released! < days.get(one.extends)!);
  expect(older.map(({ id }) => id)).toEqual([]);
  // Of the release of 2023-09-27 the third version (mistral-inference 0e5b458).
  expect(days.get("mistral-7b-instruct-v0.3")).toBe("2024-05-22");
});

test("exact counts are those of the published weights", () => {
  // Totals of the safetensors metadata on Hugging Face.
  const totals: Record<string, number> = {
    "llama-2-7b": 6738415616,
    "llama-2-13b": 13015864320,
    "llama-2-70b": 68976648192,
    "llama-3-8b": 8030261248,
    "llama-3-70b": 70553706496,
    "qwen2.5-7b": 7615616512,
    "qwen2.5-72b": 72706203648,
    "qwq-32b": 32763876352,
  };
  for (const [id, total] of Object.entries(totals)) expect(checkpoint(id).parameters?.total, id).toBe(total);
});

describe("what is not disclosed is said", () => {
  test.each(["chatgpt", "gpt-4", "gpt-4o", "o1", "o3-mini", "o3"])("%s: parameters", (id) => {
    expect(release(id).facts.parameters?.status).toBe("undisclosed");
    expect(release(id).parameters).toBeUndefined();
  });
});

describe.each(record.concepts.map((concept) => [concept.id, concept] as const))("concept %s", (_id, concept) => {
  // What is walked through on numbers is as long as its steps.
  const bare = (markdown: string): string =>
    markdown.replace(/^## The chain on numbers$[\s\S]*?(?=^## )/m, " ").replace(/```[\s\S]*?```|\$\$[\s\S]*?\$\$/g, " ");
  test("has 250 to 500 English words and 400 to 900 Chinese characters; an equation where something is computed", () => {
    const words = bare(concept.prose.en).match(/[\p{L}\p{N}][\p{L}\p{N}.,'’/%-]*/gu) ?? [];
    expect(words.length).toBeGreaterThanOrEqual(250);
    expect(words.length).toBeLessThanOrEqual(500);
    const characters = bare(concept.prose.zh).match(/[\u3400-\u9fff]/g) ?? [];
    expect(characters.length).toBeGreaterThanOrEqual(400);
    expect(characters.length).toBeLessThanOrEqual(900);
    if (concept.formulas.length > 0) for (const prose of Object.values(concept.prose)) expect(prose).toMatch(/\$/);
  });
  test("says what is often got wrong, and rests on sources", () => {
    expect(concept.prose.en).toMatch(/^## Often got wrong$/m);
    expect(concept.prose.zh).toMatch(/^## 常见误解$/m);
    expect(concept.sources.length).toBeGreaterThan(0);
    expect(Object.keys(concept.facts)).toContain("prose");
  });
});

test("every concept that is to be told is there", () => {
  expect(record.concepts.map((concept) => concept.id)).toEqual(
    expect.arrayContaining([
      "instruction-following",
      "sft",
      "reward-model",
      "ppo",
      "rlhf",
      "layernorm",
      "rmsnorm",
      "glu",
      "swish",
      "reglu",
      "swiglu",
      "attention",
      "absolute-position",
      "rope",
      "extrapolation",
      "perplexity",
      "moe",
      "reasoning-rl",
    ]),
  );
});

test("two concepts draw what they tell", () => {
  for (const id of ["rlhf", "rope"]) {
    const concept = record.concepts.find((one) => one.id === id)!;
    for (const prose of Object.values(concept.prose)) expect(prose).toContain("```diagram");
  }
});

test("relations hold both ways", () => {
  for (const one of record.releases)
    for (const base of one.based_on) expect(release(base).led_to, `${one.id} from ${base}`).toContain(one.id);
  for (const concept of record.concepts)
    for (const id of concept.used_by) expect(release(id).uses, `${id} uses ${concept.id}`).toContain(concept.id);
});
