/** CONTRIBUTING's example, step by step: the errors it shows are those the check gives, and mended as it says the release is sound. */
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readContent } from "../../src/build/record.ts";
import { describeProblem } from "../../src/knowledge/load.ts";
import { root } from "../run.ts";

const guide = readFileSync(join(root, "CONTRIBUTING.md"), "utf8");
const block = (name: string): string => new RegExp(`<!-- example: ${name} -->\\n\`\`\`\\w+\\n([\\s\\S]*?)\\n\`\`\``).exec(guide)![1]!;

const copy = mkdtempSync(join(tmpdir(), "almanac-growing-"));
cpSync(join(root, "content"), join(copy, "content"), { recursive: true });
const check = (release: unknown): string[] => {
  writeFileSync(join(copy, "content", "releases", "tinyllama.json"), JSON.stringify(release));
  return readContent(copy).problems.map(describeProblem);
};

const first = JSON.parse(block("tinyllama"));

test("the errors are those the guide shows", () => {
  expect(check(first).sort()).toEqual(block("errors").split("\n").sort());
});

test("mended as the guide says, the record is sound and the count is the upload's", () => {
  const mended = structuredClone(first);
  mended.era = "open-boom";
  mended.uses[1] = "swiglu";
  mended.facts.training = { ...mended.facts.uses };
  mended.checkpoints["tinyllama-1.1b"].config.num_key_value_heads = 4;
  expect(check(mended)).toEqual([]);
  const { record } = readContent(copy);
  // Total of the safetensors metadata of TinyLlama/TinyLlama-1.1B-Chat-v1.0.
  expect(record.checkpoints.find(({ id }) => id === "tinyllama-1.1b-chat-v1.0")?.parameters?.total).toBe(1_100_048_384);
  expect(record.releases.find(({ id }) => id === "llama-2")?.led_to).toContain("tinyllama");
});
