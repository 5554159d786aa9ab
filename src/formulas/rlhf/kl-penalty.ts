import { requireFinite, requireSameLength } from "../checks.ts";
import { defineFormula } from "../define.ts";
import { tokens } from "../dimensions.ts";
import { dots, enclosing, listOf } from "../plot/plot.ts";
import { factor, shortSum, subscript } from "../text.ts";
import { sum } from "../vectors.ts";
import { klEstimate, klEstimator, klSigns, klText, leaveOutItems, logpPolicy, logpRef, shownItems, signed } from "./shared.ts";

/** ln r of each token, where the picture marks it. */
const logRatios = ({ logp_policy, logp_ref }: Readonly<Record<"logp_policy" | "logp_ref", readonly number[]>>): number[] =>
  logp_ref.map((logp, t) => logp - logp_policy[t]!);

const penalty = (estimate: string): string =>
  `p_t = -\\beta k_t, \\quad k_t = ${estimate}, \\quad r_t = \\frac{\\pi^{\\text{ref}}_t}{\\pi_t}`;

export const klPenalty = defineFormula({
  id: "kl-penalty",
  aliases: ["kl-estimate"],
  title: { en: "KL penalty", zh: "KL 惩罚" },
  summary: {
    en: "How far the policy has drifted from its reference, estimated token by token from samples of the policy, and what that costs in reward.",
    zh: "用策略采样到的词元逐个估计策略偏离参考模型多远，以及为此扣去多少奖励。",
  },
  equation:
    "p_t = -\\beta k_t, \\quad k^{(1)} = -\\ln r, \\quad k^{(2)} = \\frac{(\\ln r)^2}{2}, \\quad k^{(3)} = r - 1 - \\ln r, \\quad r = \\frac{\\pi^{\\text{ref}}_t}{\\pi_t}",
  equations: { k1: penalty("-\\ln r_t"), k2: penalty("\\frac{(\\ln r_t)^2}{2}"), k3: penalty("r_t - 1 - \\ln r_t") },
  equationsOf: ({ estimator }) => [estimator],
  inputs: {
    logp_policy: logpPolicy,
    logp_ref: logpRef,
    beta: {
      kind: "scalar",
      symbol: "β",
      default: 0.02,
      about: {
        en: "what one nat of KL costs (InstructGPT: 0.02; Llama 2: 0.01 and 0.005)",
        zh: "每 nat 的 KL 扣多少（InstructGPT 为 0.02，Llama 2 为 0.01 和 0.005）",
      },
    },
    estimator: klEstimator,
  },
  outputs: {
    per_token_kl: { symbol: "k", shape: ["T"], about: { en: "the estimate for each token", zh: "每个词元的估计值" } },
    per_token_penalty: {
      symbol: "−β·k",
      shape: ["T"],
      about: { en: "what is added to each token's reward", zh: "加到每个词元奖励上的值" },
    },
    sum_kl: { symbol: "Σ k", about: { en: "over the whole answer", zh: "整个回答之和" } },
  },
  dimensions: tokens,
  signs: {
    goal: { en: "added to a reward that is maximised: the penalty should be near 0", zh: "加到要最大化的奖励上：惩罚越接近 0 越好" },
    terms: [
      {
        term: "ln r = ln π_ref − ln π",
        why: { en: "below 0 where the policy finds the token likelier than the reference does", zh: "策略比参考模型更偏爱该词元时为负" },
      },
      {
        term: "k1 = −ln r",
        why: {
          en: "minus: so that such a token counts as drift, above 0; another token may count below 0, and the mean over samples of the policy is the KL",
          zh: "取负：这样的词元算作正的偏离；别的词元可能为负，对策略的采样求平均即为 KL",
        },
      },
      { term: "k2 = (ln r)²/2", why: { en: "a square: drift either way counts upward", zh: "平方：往哪边偏离都算正的" } },
      {
        term: "k3 = r − 1 − ln r",
        why: {
          en: "minus ln r: r − 1 is never below it, so the estimate is never negative",
          zh: "减去 ln r：r − 1 不小于 ln r，估计值恒非负",
        },
      },
      { term: "−β·k", why: { en: "minus: drift costs reward, β for each nat", zh: "取负：偏离要扣奖励，每 nat 扣 β" } },
    ],
  },
  examples: [
    {
      command: "almanac calc kl-penalty --logp-policy='-1 -2' --logp-ref='-1.5 -1.8'",
      about: { en: "k1, as InstructGPT has it", zh: "k1，同 InstructGPT" },
    },
    {
      command: "almanac calc kl-penalty --logp-policy='-1 -2' --logp-ref='-1.5 -1.8' --estimator k3 --beta 0.04",
      about: { en: "k3 with the β of DeepSeekMath's GRPO", zh: "k3，β 同 DeepSeekMath 的 GRPO" },
    },
  ],
  sources: ["ouyang-2022", "shao-2024", "lambert-rlhf-book", "touvron-2023b"],
  check: ({ logp_policy, logp_ref, beta }) => {
    requireSameLength("logp_ref", logp_ref, "logp_policy", logp_policy);
    requireFinite("beta", beta);
  },
  evaluate: (a, { logp_policy, logp_ref, beta, estimator }, step) => {
    const strength = a.fromNumber(beta);
    const tokens = logp_policy.map((logp, t) => {
      const [policy, reference] = [a.fromNumber(logp), a.fromNumber(logp_ref[t]!)];
      const isFirst = t === 0;
      const logRatio = a.sub(reference, policy);
      const kl = klEstimate(a, logRatio, estimator);
      const penalty = a.neg(a.mul(strength, kl));
      if (t >= shownItems) return { kl, penalty };
      const ratio = { en: "plus: the reference; minus: the policy that was sampled", zh: "参考模型取正，被采样的策略取负" };
      step(signed(`ln r${subscript(t)}`, isFirst, ratio), (show) => `${show(reference)} − ${factor(show(policy))}`, logRatio);
      step(signed(`${estimator}${subscript(t)}`, isFirst, klSigns[estimator]), (show) => klText(show(logRatio), estimator), kl);
      const cost = { en: "minus: drift costs reward", zh: "取负：偏离要扣奖励" };
      step(signed(`p${subscript(t)}`, isFirst, cost), (show) => `−${factor(show(strength))}·${factor(show(kl))}`, penalty);
      return { kl, penalty };
    });
    leaveOutItems(step, tokens.length, "token");
    const estimates = tokens.map(({ kl }) => kl);
    const total = step(
      { en: "Σ k (plus: the drift of the whole answer)", zh: "Σ k（相加：整个回答的偏离）" },
      (show) => shortSum(estimates.map((value) => show(value))),
      sum(a, estimates),
    );
    return { per_token_kl: estimates, per_token_penalty: tokens.map(({ penalty }) => penalty), sum_kl: total };
  },
  plot: {
    about: {
      en: "draw the three estimators against ln r (over -3:3, or a range a:b), the given tokens on theirs",
      zh: "画出三种估计随 ln r 的变化（默认 -3:3，也可给范围 a:b），所给的词元标在所用的那一条上",
    },
    over: { symbol: "ln r", usual: ({ inputs, given }) => enclosing([-3, 3], given("logp_policy") ? logRatios(inputs) : []) },
    without: [{ logp_policy: [0], logp_ref: [0] }],
    draw: ({ inputs, given, from, to, xs, compute }) => {
      const none = xs.map(() => 0);
      const estimates = (estimator: (typeof klEstimator.choices)[number]) =>
        listOf(compute({ logp_policy: none, logp_ref: xs, estimator }), "per_token_kl");
      return {
        kind: "curves",
        title: { en: "Estimates of KL from one token", zh: "由单个词元得到的 KL 估计" },
        x: { label: "ln r = ln π_ref − ln π", from, to },
        y: { label: "k" },
        curves: klEstimator.choices.map((name) => ({ name, points: dots(xs, estimates(name)) })),
        marks: given("logp_policy") ? dots(logRatios(inputs), listOf(compute(), "per_token_kl")) : [],
      };
    },
  },
});
