/** RoPE scaling: the parameter sets of real models as the record has them, how they are written, and what is refused. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate, findFormula } from "../../src/formulas/index.ts";
import { expectRefusal } from "./evaluated.ts";
import { cases } from "./oracle-cases.ts";

const frequencies = findFormula("rope-frequencies")!;
const run = (scaling: unknown, rotary_dim = 8, theta_base = 10_000) => evaluate(frequencies, { rotary_dim, theta_base, scaling });
const invFreq = (scaling: unknown): number[] => (run(scaling).result as unknown as { inv_freq: number[] }).inv_freq;

test.each([
  ["llama-3.1", "llama-3.1-8b"],
  ["llama-4", "llama-4-scout-instruct"],
  ["gpt-oss", "gpt-oss-20b"],
  ["hunyuan-large", "hunyuan-a52b-pretrain"],
  ["kimi-k2", "kimi-k2-instruct"],
  ["gemma-3", "gemma-3-27b"],
  ["deepseek-v3", undefined],
])("the set that the record gives for %s is among the cases held against mpmath", (release, checkpoint) => {
  const file = JSON.parse(readFileSync(join(import.meta.dirname, `../../content/releases/${release}.json`), "utf8"));
  const { config } = file.checkpoints[checkpoint ?? Object.keys(file.checkpoints)[0]!];
  expect(config.rope_scaling).toBeTypeOf("object");
  expect(
    cases.filter(({ formula }) => formula === "rope-frequencies").map(({ inputs }) => [inputs.theta_base, inputs.scaling]),
  ).toContainEqual([config.rope_theta, config.rope_scaling]);
});

describe("is written", () => {
  const wanted = run({
    type: "longrope",
    short_factor: [1, 2, 3, 4],
    long_factor: [2, 3, 4, 5],
    factor: 4,
    original_max_position_embeddings: 2048,
  });
  test.each([
    ["as JSON", '{"type":"longrope","short_factor":[1,2,3,4],"long_factor":[2,3,4,5],"factor":4,"original_max_position_embeddings":2048}'],
    ["as words", "type=longrope short_factor=[1,2,3,4] long_factor=[2, 3, 4, 5] factor=4 original_max_position_embeddings=2048"],
    ["with commas", "rope_type=su,short_factor=[1 2 3 4],long_factor=[2 3 4 5],factor=4,original_max_position_embeddings=2048"],
    [
      "with keys that are null",
      {
        type: "LongRoPE",
        rope_type: null,
        short_factor: "1 2 3 4",
        long_factor: [2, 3, 4, 5],
        factor: 4,
        original_max_position_embeddings: 2048,
        truncate: null,
      },
    ],
  ])("%s", (_how, scaling) => {
    expect(run(scaling)).toEqual(wanted);
  });
});

test.each([
  ["yarn", "scaling"],
  ["4", "scaling"],
  [4, "scaling"],
  [[1], "scaling"],
  ["{", "scaling"],
  ["{}", "scaling.type"],
  [{ type: "ntkk", factor: 2 }, "scaling.type"],
  [{ type: "linear" }, "scaling.factor"],
  [{ type: "linear", factor: 0 }, "scaling.factor"],
  [{ type: "linear", factor: "inf" }, "scaling.factor"],
  [{ type: "linear", factor: 2, beta: 3 }, "scaling.beta"],
  [{ type: "linear", rope_type: "yarn", factor: 2 }, "scaling.rope_type"],
  [{ type: "yarn", factor: 2 }, "scaling.original_max_position_embeddings"],
  [{ type: "dynamic", factor: 2, seq_len: 9 }, "scaling.original_max_position_embeddings"],
  [{ type: "llama3", factor: 2, original_max_position_embeddings: 9, low_freq_factor: 4 }, "scaling.high_freq_factor"],
  [{ type: "llama3", factor: 2, original_max_position_embeddings: 9, low_freq_factor: 4, high_freq_factor: 1 }, "scaling.high_freq_factor"],
  [{ type: "longrope", factor: 2, original_max_position_embeddings: 9, short_factor: [1], long_factor: [1] }, "scaling.short_factor"],
  [
    { type: "longrope", factor: 2, original_max_position_embeddings: 1, short_factor: [1, 1, 1, 1], long_factor: [1, 1, 1, 1] },
    "scaling.original_max_position_embeddings",
  ],
])("%j is refused at %s", (scaling, path) => {
  expectRefusal(() => run(scaling), path);
});

test("two dimensions have no NTK scaling, a base of 1 no YaRN", () => {
  expect(() => run({ type: "ntk", factor: 2 }, 2)).toThrow(/undefined for two/);
  expect(() => run({ type: "yarn", factor: 2, original_max_position_embeddings: 99 }, 8, 1)).toThrow(/base above 1/);
});

test("no scaling speeds a pair up, none slows it by more than the factor, and a factor of 1 changes nothing", () => {
  const plain = invFreq(null);
  const scaling = fc.record({
    type: fc.constantFrom("linear", "ntk", "yarn", "llama3"),
    factor: fc.double({ min: 1, max: 100, noNaN: true }),
    original_max_position_embeddings: fc.integer({ min: 1, max: 1_000_000 }),
    low_freq_factor: fc.double({ min: 0.5, max: 2, noNaN: true }),
    high_freq_factor: fc.double({ min: 2, max: 9, noNaN: true }),
  });
  fc.assert(
    fc.property(scaling, (given) => {
      invFreq(given).forEach((theta, i) => {
        expect(theta).toBeLessThanOrEqual(plain[i]!);
        expect(theta).toBeGreaterThanOrEqual((plain[i]! / given.factor) * (1 - 2 ** -51));
      });
      expect(invFreq({ ...given, factor: 1 })).toEqual(plain);
    }),
    { numRuns: 60 },
  );
});
