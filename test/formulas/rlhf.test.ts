/** Laws of the formulas of RLHF, one walk through the whole of it, and what they refuse. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate, findFormula } from "../../src/formulas/index.ts";
import { expectRefusal, resultOf } from "./evaluated.ts";

type Parts = Record<string, number & number[]>;

test("from demonstrations to a clipped policy step, on numbers done by hand", () => {
  // 1. Demonstrations: odds of 1 : 3 in favour of the first target, 1 : 1 for the second; the prompt does not count.
  const sft = resultOf<Parts>("sft-cross-entropy", {
    logits: [
      [9, 9],
      [Math.log(3), 0],
      [0, 0],
    ],
    targets: [-100, 0, 1],
    with_perplexity: true,
  });
  expect(sft.loss).toBeCloseTo((Math.log(4 / 3) + Math.log(2)) / 2, 14);
  expect(sft.perplexity).toBeCloseTo(Math.sqrt(8 / 3), 14);

  // 2. Rankings: three answers make three pairs; the mean of the pairs' losses is the loss of the ranking.
  const rewards = [2, 1, -0.5];
  const pair = (chosen: number, rejected: number) =>
    resultOf<number>("reward-model-pair-loss", { reward_chosen: chosen, reward_rejected: rejected });
  const ranking = resultOf<Parts>("reward-model-loss", { rewards });
  expect(ranking.num_pairs).toBe(3);
  expect(ranking.loss).toBeCloseTo((pair(2, 1) + pair(2, -0.5) + pair(1, -0.5)) / 3, 14);
  expect(pair(2, 1)).toBeCloseTo(-Math.log(resultOf<number>("bradley-terry-probability", { reward_a: 2, reward_b: 1 })), 14);
  expect(pair(2, 1)).toBeCloseTo(Math.log(1 + Math.exp(-1)), 14);

  // 3. An answer of three tokens, scored 2: what drifts from the reference pays, the score comes at the end.
  const [logp_policy, logp_ref] = [
    [-1, -0.5, -2],
    [-1.5, -0.5, -1],
  ];
  const beta = 0.5;
  const kl = resultOf<Parts>("kl-penalty", { logp_policy, logp_ref, beta });
  expect(kl.per_token_kl).toEqual([0.5, 0, -1]);
  expect(kl.per_token_penalty).toEqual([-0.25, 0, 0.5]);
  const shaped = resultOf<Parts>("rlhf-shaped-rewards", { logp_policy, logp_ref, beta, score: 2 });
  expect(shaped.rewards).toEqual([-0.25, 0, 2.5]);
  expect(shaped.total).toBe(2 - beta * kl.sum_kl!);
  expect(shaped.total).toBe(2.25);

  // 4. Advantages, from the end: δ₂ = 2.5 − 1, δ₁ = 0 + 1 − 0.5, δ₀ = −0.25 + 0.5 − 1, each later one halved a step.
  const values = [1, 0.5, 1];
  const gae = resultOf<Parts>("gae", { rewards: shaped.rewards, values, gamma: 1, lambda: 0.5 });
  expect(gae.advantages).toEqual([-0.75 + 0.5 * 1.25, 0.5 + 0.5 * 1.5, 1.5]);
  expect(gae.advantages).toEqual([-0.125, 1.25, 1.5]);
  expect(gae.returns).toEqual([0.875, 1.75, 2.5]);

  // 5. The policy has moved by ln 2 on every token. A bad token is punished in full (the ratio 2 counts), a good one is
  // credited up to 1.2 only, and the last, made rarer although good, in full (the ratio 1/2).
  const logp_new = [-1 + Math.LN2, -0.5 + Math.LN2, -2 - Math.LN2];
  const ppo = resultOf<Parts>("ppo-policy-loss", { logp_new, logp_old: logp_policy, advantages: gae.advantages });
  expect(ppo.per_token_loss![0]).toBeCloseTo(0.125 * 2, 14);
  expect(ppo.per_token_loss![1]).toBeCloseTo(-1.25 * 1.2, 14);
  expect(ppo.per_token_loss![2]).toBeCloseTo(-1.5 / 2, 14);
  expect(ppo.loss).toBeCloseTo((0.25 - 1.5 - 0.75) / 3, 14);
  expect(ppo.clip_fraction).toBeCloseTo(1 / 3, 15);

  // 6. The value model is pulled towards the returns.
  const value = resultOf<Parts>("ppo-value-loss", { values_new: [1, 1, 1], values_old: values, returns: gae.returns });
  // (1 − 0.875)²; from 0.5 only 0.2 counts: (0.7 − 1.75)²; (1 − 2.5)².
  expect(value.loss).toBeCloseTo((0.5 * (0.125 ** 2 + 1.05 ** 2 + 1.5 ** 2)) / 3, 14);
});

const logp = fc.double({ min: -50, max: 0, noNaN: true });
const reward = fc.double({ min: -20, max: 20, noNaN: true });
const lists = (...kinds: fc.Arbitrary<number>[]) =>
  fc.integer({ min: 1, max: 5 }).chain((n) => fc.tuple(...kinds.map((kind) => fc.array(kind, { minLength: n, maxLength: n }))));
const settings = { numRuns: 60 };

describe("laws", () => {
  test("either answer is preferred: the probabilities add up to 1, and only the difference counts", () => {
    fc.assert(
      fc.property(reward, reward, (a, b) => {
        const win = resultOf<number>("bradley-terry-probability", { reward_a: a, reward_b: b });
        expect(win + resultOf<number>("bradley-terry-probability", { reward_a: b, reward_b: a })).toBeCloseTo(1, 15);
        expect(resultOf<number>("bradley-terry-probability", { reward_a: -b, reward_b: -a })).toBe(win);
        expect(resultOf<number>("reward-model-pair-loss", { reward_chosen: a, reward_rejected: b })).toBe(
          resultOf<Parts>("reward-model-loss", { rewards: [a, b] }).loss as number,
        );
      }),
      settings,
    );
  });

  test("k2 and k3 are never negative, and all estimators vanish where the models agree", () => {
    fc.assert(
      fc.property(lists(logp, logp), ([policy, reference]) => {
        for (const estimator of ["k2", "k3"])
          for (const value of resultOf<Parts>("kl-penalty", { logp_policy: policy, logp_ref: reference, estimator }).per_token_kl!)
            expect(value).toBeGreaterThanOrEqual(0);
        for (const estimator of ["k1", "k2", "k3"])
          expect(Math.abs(resultOf<Parts>("kl-penalty", { logp_policy: policy, logp_ref: policy, estimator }).sum_kl!)).toBe(0);
      }),
      settings,
    );
  });

  test("the average of k1, and of k3, over all tokens is the divergence", () => {
    const [p, q] = [
      [0.5, 0.25, 0.25],
      [0.2, 0.3, 0.5],
    ];
    const divergence = resultOf<number>("kl-categorical", { p, q });
    for (const estimator of ["k1", "k3"]) {
      const { per_token_kl } = resultOf<Parts>("kl-penalty", { logp_policy: p.map(Math.log), logp_ref: q.map(Math.log), estimator });
      expect(per_token_kl!.reduce((sum, value, i) => sum + p[i]! * value, 0)).toBeCloseTo(divergence, 14);
    }
  });

  test("λ = 1 leaves the rewards to come, less the value; λ = 0 one step", () => {
    fc.assert(
      fc.property(lists(reward, reward), ([rewards, values]) => {
        const far = resultOf<Parts>("gae", { rewards, values, lambda: 1 });
        const near = resultOf<Parts>("gae", { rewards, values, lambda: 0 });
        rewards!.forEach((_, t) => {
          expect(far.returns![t]).toBeCloseTo(
            rewards!.slice(t).reduce((sum, value) => sum + value, 0),
            10,
          );
          expect(near.advantages![t]).toBeCloseTo(rewards![t]! + (values![t + 1] ?? 0) - values![t]!, 10);
        });
      }),
      settings,
    );
  });

  test("DPO is the loss of a pair whose rewards are the implicit ones; at the start it is ln 2", () => {
    fc.assert(
      fc.property(lists(logp, logp, logp, logp), ([chosen, rejected, chosenRef, rejectedRef]) => {
        const inputs = {
          logp_policy_chosen: chosen,
          logp_policy_rejected: rejected,
          logp_ref_chosen: chosenRef,
          logp_ref_rejected: rejectedRef,
        };
        const dpo = resultOf<Parts>("dpo-loss", inputs);
        dpo.per_pair_loss!.forEach((loss, i) => {
          const pair = { reward_chosen: dpo.reward_chosen![i], reward_rejected: dpo.reward_rejected![i] };
          expect(loss).toBeCloseTo(resultOf<number>("reward-model-pair-loss", pair), 12);
        });
        const start = resultOf<Parts>("dpo-loss", {
          ...inputs,
          logp_ref_chosen: chosen,
          logp_ref_rejected: rejected,
          label_smoothing: 0.25,
        });
        expect(start.loss).toBe(Math.LN2);
      }),
      settings,
    );
  });

  test("a group's advantages add up to 0 and do not change with a shift of all rewards", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 2, maxLength: 8 }),
        fc.integer({ min: -99, max: 99 }),
        (rewards, shift) => {
          const advantages = resultOf("grpo-advantages", { rewards });
          expect(advantages.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 12);
          expect(resultOf("grpo-advantages", { rewards: rewards.map((value) => value + shift) })).toEqual(advantages);
        },
      ),
      settings,
    );
  });

  test("one answer's length is no matter to grpo, and is to token and dr_grpo", () => {
    const tokens = (count: number) => ({ logp_new: Array(count).fill(-1), logp_old: Array(count).fill(-1) });
    const loss = (normalization: string) =>
      resultOf<Parts>("grpo-loss", { rewards: [1, 0], completions: [tokens(1), tokens(3)], normalization, ddof: 0, eps: 0 }).loss;
    expect(loss("grpo")).toBeCloseTo(0, 15);
    expect(loss("token")).toBe((-1 + 3) / 4);
    expect(loss("dr_grpo")).toBe((-1 + 3) / (2 * 3));
  });

  test("without pretraining text PPO-ptx is the mean of what the answers earn", () => {
    const { total } = resultOf<Parts>("rlhf-shaped-rewards", { logp_policy: [-1, -2], logp_ref: [-1.5, -2.25], beta: 0.5, score: 1 });
    expect(resultOf<Parts>("ppo-ptx-objective", { scores: [1], logp_rl: [-3], logp_sft: [-3.75], beta: 0.5, gamma_ptx: 0 }).objective).toBe(
      total,
    );
  });
});

test("the sign of every term is told at its first line, in both languages", () => {
  for (const { name, inputs } of [
    { name: "sft-cross-entropy", inputs: { logits: [[1, 2]], targets: [0] } },
    { name: "bradley-terry-probability", inputs: { reward_a: 1, reward_b: 2 } },
    { name: "reward-model-pair-loss", inputs: { reward_chosen: 1, reward_rejected: 2 } },
    { name: "reward-model-loss", inputs: { rewards: [1, 2] } },
    { name: "kl-penalty", inputs: { logp_policy: [-1], logp_ref: [-2] } },
    { name: "rlhf-shaped-rewards", inputs: { logp_policy: [-1], logp_ref: [-2], beta: 1, score: 1 } },
    { name: "gae", inputs: { rewards: [1, 2], values: [1, 2] } },
    { name: "dpo-loss", inputs: { logp_policy_chosen: [-1], logp_policy_rejected: [-2], logp_ref_chosen: [-1], logp_ref_rejected: [-1] } },
    { name: "kl-categorical", inputs: { p: [1, 0], q: [0.5, 0.5] } },
    { name: "grpo-advantages", inputs: { rewards: [1, 0] } },
    { name: "ppo-policy-loss", inputs: { logp_new: [-1], logp_old: [-1], advantages: [1] } },
    { name: "ppo-value-loss", inputs: { values_new: [1], values_old: [1], returns: [1] } },
    { name: "ppo-ptx-objective", inputs: { scores: [1], logp_rl: [-1], logp_sft: [-1], beta: 1, gamma_ptx: 1, logp_pretrain: [-1] } },
  ]) {
    const labels = evaluate(findFormula(name)!, inputs).steps.map(({ label }) =>
      typeof label === "string" ? { en: label, zh: label } : label,
    );
    expect(
      labels.some(({ en }) => /plus|minus|above 0/.test(en)),
      name,
    ).toBe(true);
    expect(
      labels.some(({ zh }) => /[正负加减]/.test(zh)),
      name,
    ).toBe(true);
  }
});

const tokens = { logp_new: [-1], logp_old: [-1] };
test.each([
  ["sft-cross-entropy", { logits: [[1, 2]], targets: [2] }, "targets[0]", "-100"],
  ["sft-cross-entropy", { logits: [[1, 2]], targets: [0.5] }, "targets[0]", "0.5"],
  ["sft-cross-entropy", { logits: [[1, 2]], targets: [-1] }, "targets[0]", "-100"],
  ["sft-cross-entropy", { logits: [[1, 2]], targets: [-100] }, "targets", "0/0"],
  ["sft-cross-entropy", { logits: [[1, 2]], targets: [0, 1] }, "targets", "2"],
  ["bradley-terry", { reward_a: 1 }, "reward_b", "reward_b"],
  ["kl-penalty", { logp_policy: [-1], logp_ref: [-1, -2] }, "logp_ref", "2"],
  ["kl-penalty", { logp_policy: [-1], logp_ref: [-1], beta: "inf" }, "beta", "Infinity"],
  ["kl-penalty", { logp_policy: [-1], logp_ref: [-1], estimator: "k4" }, "estimator", "k4"],
  ["rlhf-shaped-rewards", { logp_policy: [-1], logp_ref: [-1], score: 1 }, "beta", "beta"],
  ["gae", { rewards: [1], values: [1, 2] }, "values", "2"],
  ["gae", { rewards: [1], values: [1], dones: [0, 1] }, "dones", "2"],
  [
    "dpo",
    { logp_policy_chosen: [-1], logp_policy_rejected: [-1], logp_ref_chosen: [-1], logp_ref_rejected: [-1, -2] },
    "logp_ref_rejected",
    "2",
  ],
  ["grpo-advantages", { rewards: [1, 1], eps: 0 }, "rewards", "0/0"],
  ["grpo-advantages", { rewards: [1] }, "ddof", "ddof"],
  ["grpo-advantages", { rewards: [1, 2], eps: -1 }, "eps", "-1"],
  ["grpo-loss", { rewards: [1, 2], completions: [tokens] }, "completions", "1"],
  ["grpo-loss", { rewards: [1, 2], completions: [tokens, { logp_new: [-1] }] }, "completions[1].logp_old", "logp_old"],
  ["grpo-loss", { rewards: [1, 2], completions: [tokens, { ...tokens, mask: [1] }] }, "completions[1]", "mask"],
  ["grpo-loss", { rewards: [1, 2], completions: [tokens, { ...tokens, logp_old: [-1, -2] }] }, "completions[1].logp_old", "2"],
  ["grpo-loss", { rewards: [1, 2], completions: [tokens, tokens], beta: 0.1 }, "completions[0].logp_ref", "0.1"],
  [
    "grpo-loss",
    { rewards: [1, 2], completions: [tokens, { ...tokens, logp_new: [] }] },
    "completions[1].logp_new",
    "completions[1].logp_new",
  ],
  ["grpo-loss", { rewards: [1, 2], completions: [tokens, 3] }, "completions[1]", "logp_new"],
  ["grpo-loss", { rewards: [1, 2], completions: [] }, "completions", "logp_new"],
  ["grpo-loss", { rewards: [1, 2], completions: "[{" }, "completions", "JSON"],
  ["grpo-loss", { rewards: [1, 2], completions: [tokens, tokens], max_completion_length: 0 }, "max_completion_length", "0"],
  ["ppo-value-loss", { values_new: [1], values_old: [1], returns: [1], clip_range: -1 }, "clip_range", "-1"],
  ["ppo-ptx", { scores: [1], logp_rl: [-1], logp_sft: [-1], beta: 1, gamma_ptx: 1, logp_pretrain: [] }, "logp_pretrain", "0/0"],
])("%s %j is refused at %s", (name, inputs, path, shown) => {
  expectRefusal(() => resultOf(name, inputs), path, shown);
});

test("what DPO does not define is refused", () => {
  const pair = { logp_policy_chosen: [-1], logp_policy_rejected: [-1], logp_ref_chosen: [-1], logp_ref_rejected: [-1] };
  for (const [options, path] of [
    [{ loss_type: "ipo", beta: 0 }, "beta"],
    [{ loss_type: "hinge", label_smoothing: 0.1 }, "label_smoothing"],
    [{ label_smoothing: 2 }, "label_smoothing"],
    [{ label_smoothing: -0.1 }, "label_smoothing"],
  ] as const)
    expect(() => resultOf<Parts>("dpo", { ...pair, ...options })).toThrow(expect.objectContaining({ path }));
});
