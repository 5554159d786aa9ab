/** The working leaves out neither lines nor digits without saying so. */
import { expect, test } from "vitest";
import { evaluate, findFormula } from "../../src/formulas/index.ts";

const many = (count: number): number[] => Array.from({ length: count }, () => -1);
const yarn = { type: "yarn", factor: 4, original_max_position_embeddings: 64 };
const square = Array.from({ length: 6 }, () => [1, 0]);
const llama3 = { type: "llama3", factor: 8, low_freq_factor: 1, high_freq_factor: 4, original_max_position_embeddings: 64 };

const leftOut = (id: string, named: Readonly<Record<string, unknown>>): readonly string[] =>
  evaluate(findFormula(id)!, named).steps.flatMap(({ label, expression, value }) => {
    if (expression !== "…") return [];
    expect(value).toEqual([]);
    return [typeof label === "string" ? label : `${label.en} / ${label.zh}`];
  });

test.each<[string, Readonly<Record<string, unknown>>, readonly string[]]>([
  ["sigmoid", { x: many(8) }, []],
  ["sigmoid", { x: many(9) }, ["1 more element / 另有 1 个元素"]],
  ["rope-frequencies", { rotary_dim: 8 }, []],
  ["rope-frequencies", { rotary_dim: 128 }, ["60 more pairs / 另有 60 对"]],
  ["rope-frequencies", { rotary_dim: 128, scaling: yarn }, ["60 more pairs / 另有 60 对"]],
  ["rope-frequencies", { rotary_dim: 12, scaling: llama3 }, ["2 more pairs / 另有 2 对"]],
  ["rope-rotate", { x: many(10), position: 1 }, ["1 more pair / 另有 1 对"]],
  ["rope-score", { q: many(12), k: many(12), query_position: 1, key_position: 0 }, ["2 more pairs / 另有 2 对"]],
  ["sinusoidal-pe", { position: 1, d_model: 12 }, ["2 more pairs / 另有 2 对"]],
  ["alibi-bias", { num_heads: 1, head: 0, seq_len: 6 }, ["2 more rows / 另有 2 行"]],
  ["attention", { Q: square, K: square, V: square }, ["2 more rows / 另有 2 行"]],
  ["kl-penalty", { logp_policy: many(7), logp_ref: many(7) }, ["1 more token / 另有 1 个词元"]],
  ["rlhf-shaped-rewards", { logp_policy: many(7), logp_ref: many(7), beta: 1, score: 1 }, []],
  ["rlhf-shaped-rewards", { logp_policy: many(8), logp_ref: many(8), beta: 1, score: 1 }, ["1 more token / 另有 1 个词元"]],
  ["kl-categorical", { p: [0, 0, 0, 0, 0, 0, 0, 1], q: [0, 0, 0, 0, 0, 0, 0, 1] }, ["2 more outcomes / 另有 2 个结果"]],
  ["gae", { rewards: many(8), values: many(8) }, ["2 more tokens / 另有 2 个词元"]],
  ["ppo-policy-loss", { logp_new: many(8), logp_old: many(8), advantages: many(8) }, ["2 more tokens / 另有 2 个词元"]],
  ["ppo-value-loss", { values_new: many(8), values_old: many(8), returns: many(8) }, ["2 more tokens / 另有 2 个词元"]],
  ["reward-model-loss", { rewards: many(6) }, ["5 more pairs / 另有 5 对"]],
  ["sft-cross-entropy", { logits: many(8).map(() => [0, 1]), targets: many(8).map(() => 0) }, ["2 more tokens / 另有 2 个词元"]],
])("%s %j", (id, named, wanted) => {
  expect(leftOut(id, named)).toEqual(wanted);
});

test.each<[string, Readonly<Record<string, unknown>>, boolean]>([
  ["sigmoid", { x: [0.123456] }, false],
  ["sigmoid", { x: [0.1234567] }, true],
  ["bilinear", { x: [1, 2] }, false],
  ["softmax", { x: [1, 2] }, true],
  ["chinchilla-law", { parameters: 1e9, tokens: 1e10 }, true],
])("digits left out in the working of %s %j: %j", (id, named, wanted) => {
  expect(evaluate(findFormula(id)!, named).shortened).toBe(wanted);
  expect(evaluate(findFormula(id)!, named, [], false).shortened).toBe(false);
});
