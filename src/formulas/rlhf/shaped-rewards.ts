import { requireFinite, requireSameLength } from "../checks.ts";
import { defineFormula } from "../define.ts";
import { tokens } from "../dimensions.ts";
import { indexed } from "../plot/elements.ts";
import { listOf } from "../plot/plot.ts";
import { factor, shortSum, subscript } from "../text.ts";
import { sum } from "../vectors.ts";
import { leaveOutItems, logpPolicy, logpRef, shownItems } from "./shared.ts";

export const rlhfShapedRewards = defineFormula({
  id: "rlhf-shaped-rewards",
  aliases: ["shaped-rewards"],
  title: { en: "RLHF rewards per token", zh: "RLHF 逐词元奖励" },
  summary: {
    en: "What PPO is given in RLHF: every token pays for its drift from the reference, the last one also gets the reward model's score of the whole answer.",
    zh: "RLHF 里交给 PPO 的奖励：每个词元都要为偏离参考模型付出代价，最后一个词元还得到奖励模型对整个回答的打分。",
  },
  equation:
    "r_t = -\\beta (\\log \\pi_t - \\log \\pi^{\\text{ref}}_t) + [t = T]\\, s, \\quad \\sum_t r_t = s - \\beta \\log \\frac{\\pi(y)}{\\pi^{\\text{ref}}(y)}",
  inputs: {
    logp_policy: logpPolicy,
    logp_ref: logpRef,
    beta: {
      kind: "scalar",
      symbol: "β",
      about: {
        en: "what one nat of drift costs (InstructGPT: 0.02; Llama 2: 0.01 and 0.005)",
        zh: "每 nat 的偏离扣多少（InstructGPT 为 0.02，Llama 2 为 0.01 和 0.005）",
      },
    },
    score: { kind: "scalar", symbol: "s", about: { en: "the reward model's score of the whole answer", zh: "奖励模型给整个回答的分数" } },
  },
  outputs: {
    rewards: { symbol: "r", shape: ["T"], about: { en: "the reward of each token", zh: "每个词元的奖励" } },
    total: { symbol: "Σ r", about: { en: "their sum: the reward of the paper's objective", zh: "总和，即论文目标中的奖励" } },
  },
  dimensions: tokens,
  signs: {
    goal: { en: "to be maximised: the sum is the reward of InstructGPT's objective", zh: "最大化：总和即 InstructGPT 目标中的奖励" },
    terms: [
      {
        term: "−β·log π_t",
        why: { en: "minus: a token that the policy has made likelier costs", zh: "负：策略把该词元变得更可能，就要付出代价" },
      },
      {
        term: "+β·log π_ref_t",
        why: {
          en: "plus: less so where the reference finds it likely too; a token less likely than under the reference even earns",
          zh: "正：参考模型也认为可能的，代价就小；若还不如参考模型下可能，反而得分",
        },
      },
      {
        term: "+[t = T] s",
        why: {
          en: "plus, at the last token only: what the reward model thinks of the whole answer; the advantages carry it back",
          zh: "正，只在最后一个词元：奖励模型对整个回答的评价，由优势往前传",
        },
      },
    ],
  },
  examples: [
    {
      command: "almanac calc rlhf-shaped-rewards --logp-policy='-1 -2' --logp-ref='-1.5 -1.8' --beta 0.02 --score 1.2",
      about: { en: "two tokens; the second one ends the answer", zh: "两个词元，第二个结束回答" },
    },
  ],
  sources: ["ziegler-2019", "ouyang-2022", "touvron-2023b"],
  check: ({ logp_policy, logp_ref, beta }) => {
    requireSameLength("logp_ref", logp_ref, "logp_policy", logp_policy);
    requireFinite("beta", beta);
  },
  evaluate: (a, { logp_policy, logp_ref, beta, score }, step) => {
    const [strength, given] = [a.fromNumber(beta), a.fromNumber(score)];
    const last = logp_policy.length - 1;
    const rewards = logp_policy.map((logp, t) => {
      const [policy, reference] = [a.fromNumber(logp), a.fromNumber(logp_ref[t]!)];
      const penalty = a.neg(a.mul(strength, a.sub(policy, reference)));
      const reward = t === last ? a.add(penalty, given) : penalty;
      if (t >= shownItems && t !== last) return reward;
      const minus = { en: "minus: what the policy finds likelier than the reference costs", zh: "取负：策略比参考模型更偏爱的要扣分" };
      const plus = { en: "plus: the score comes with the last token", zh: "加上：分数在最后一个词元给出" };
      const why = (lang: "en" | "zh"): string =>
        [...(t === 0 ? [minus[lang]] : []), ...(t === last ? [plus[lang]] : [])].join(lang === "en" ? "; " : "；");
      const label = `r${subscript(t)}`;
      return step(
        why("en") === "" ? label : { en: `${label} (${why("en")})`, zh: `${label}（${why("zh")}）` },
        (show) =>
          `−${factor(show(strength))}·(${show(policy)} − ${factor(show(reference))})${t === last ? ` + ${factor(show(given))}` : ""}`,
        reward,
      );
    });
    leaveOutItems(step, rewards.length - 1, "token");
    const total = step(
      { en: "Σ r (plus: what the whole answer earns)", zh: "Σ r（相加：整个回答的所得）" },
      (show) => shortSum(rewards.map((value) => show(value))),
      sum(a, rewards),
    );
    return { rewards, total };
  },
  plot: {
    about: { en: "draw the reward of each token as bars; takes no range", zh: "用条形图画出每个词元的奖励；不需要范围" },
    draw: ({ compute }) => {
      const rewards = listOf(compute(), "rewards");
      return {
        kind: "bars",
        title: { en: "Rewards by token", zh: "各词元的奖励" },
        series: ["r"],
        rows: indexed("r", rewards.length).map((label, t) => ({ label, values: [rewards[t]!] })),
      };
    },
  },
});
