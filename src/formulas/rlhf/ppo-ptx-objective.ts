import { requireFinite, requireSameLength } from "../checks.ts";
import { defineFormula } from "../define.ts";
import { InputError } from "../input-error.ts";
import { whole } from "../recipes.ts";
import { factor, shortSum, subscript } from "../text.ts";
import { sum } from "../vectors.ts";
import { leaveOutItems, shownItems, signed } from "./shared.ts";

export const ppoPtxObjective = defineFormula({
  id: "ppo-ptx-objective",
  aliases: ["ppo-ptx"],
  title: { en: "PPO-ptx objective", zh: "PPO-ptx 目标" },
  summary: {
    en: "What InstructGPT maximises: the reward less the KL penalty, plus the log-likelihood of pretraining text. It is an objective, not a loss. With γ = 0 it is plain PPO.",
    zh: "InstructGPT 要最大化的目标：奖励减去 KL 惩罚，再加上预训练文本的对数似然。它是目标而非损失。γ = 0 即普通 PPO。",
  },
  equation:
    "J = \\frac{1}{N} \\sum_i \\left( s_i - \\beta \\log \\frac{\\pi^{\\text{RL}}(y_i)}{\\pi^{\\text{SFT}}(y_i)} \\right) + \\frac{\\gamma}{M} \\sum_j \\log \\pi^{\\text{RL}}(x_j)",
  equations: {
    ppo: "J = \\frac{1}{N} \\sum_i \\left( s_i - \\beta \\log \\frac{\\pi^{\\text{RL}}(y_i)}{\\pi^{\\text{SFT}}(y_i)} \\right)",
  },
  equationsOf: ({ gamma_ptx }) => [gamma_ptx === 0 ? "ppo" : "equation"],
  inputs: {
    scores: {
      kind: "vector",
      shape: ["N"],
      symbol: "s",
      about: { en: "the reward model's score of each sampled answer", zh: "奖励模型给每个采样回答的分数" },
    },
    logp_rl: {
      kind: "vector",
      shape: ["N"],
      symbol: "log π_RL",
      about: { en: "log-probability of each answer under the policy that is trained", zh: "每个回答在所训练策略下的对数概率" },
    },
    logp_sft: {
      kind: "vector",
      shape: ["N"],
      symbol: "log π_SFT",
      about: { en: "the same under the SFT model", zh: "同样的回答在 SFT 模型下的对数概率" },
    },
    beta: {
      kind: "scalar",
      symbol: "β",
      about: { en: "the weight of the KL penalty (InstructGPT: 0.02)", zh: "KL 惩罚的权重（InstructGPT 为 0.02）" },
    },
    gamma_ptx: {
      kind: "scalar",
      symbol: "γ",
      about: {
        en: "the weight of pretraining (InstructGPT: 27.8; 0 is plain PPO)",
        zh: "预训练项的权重（InstructGPT 为 27.8；0 即普通 PPO）",
      },
    },
    logp_pretrain: {
      kind: "list",
      shape: ["M"],
      symbol: "log π_RL(x)",
      optional: true,
      about: {
        en: "log-probability of each pretraining text under the policy; may be empty or left out when gamma_ptx is 0",
        zh: "每段预训练文本在策略下的对数概率；gamma_ptx 为 0 时可为空或不给",
      },
    },
  },
  outputs: { objective: { symbol: "J", about: { en: "to be maximised", zh: "越大越好" } } },
  dimensions: { N: { en: "sampled answers", zh: "采样的回答数" }, M: { en: "pretraining texts", zh: "预训练文本数" } },
  signs: {
    goal: { en: "to be maximised; a program that minimises takes its negative", zh: "最大化；按最小化写的程序取其相反数" },
    terms: [
      { term: "+s", why: { en: "plus: the reward model's score", zh: "正：奖励模型的分数" } },
      { term: "−β·log(π_RL/π_SFT)", why: { en: "minus: drift from the SFT model costs", zh: "负：偏离 SFT 模型要付出代价" } },
      { term: "+γ·log π_RL(x)", why: { en: "plus: pretraining text should stay likely", zh: "正：预训练文本应当保持可能" } },
    ],
  },
  examples: [
    {
      command: "almanac calc ppo-ptx-objective 1.2 0.4 --logp-rl='-20 -31' --logp-sft='-22 -30' --beta 0.02 --gamma-ptx 0",
      about: { en: "plain PPO: no pretraining text", zh: "普通 PPO，不含预训练文本" },
    },
    {
      command:
        "almanac calc ppo-ptx-objective 1.2 0.4 --logp-rl='-20 -31' --logp-sft='-22 -30' --beta 0.02 --gamma-ptx 27.8 --logp-pretrain=-2.5,-3",
      about: { en: "with InstructGPT's weights", zh: "权重同 InstructGPT" },
    },
  ],
  sources: ["ouyang-2022"],
  check: ({ scores, logp_rl, logp_sft, beta, gamma_ptx, logp_pretrain }) => {
    requireSameLength("logp_rl", logp_rl, "scores", scores);
    requireSameLength("logp_sft", logp_sft, "scores", scores);
    requireFinite("beta", beta);
    requireFinite("gamma_ptx", gamma_ptx);
    if (gamma_ptx !== 0 && (logp_pretrain === null || logp_pretrain.length === 0))
      throw new InputError("logp_pretrain", {
        en: `0/0: no pretraining text to average over, but gamma_ptx is ${gamma_ptx}; give logp_pretrain, or gamma_ptx 0`,
        zh: `0/0：没有可供平均的预训练文本，而 gamma_ptx 为 ${gamma_ptx}；请给出 logp_pretrain，或令 gamma_ptx 为 0`,
      });
  },
  evaluate: (a, { scores, logp_rl, logp_sft, beta, gamma_ptx, logp_pretrain }, step) => {
    const strength = a.fromNumber(beta);
    const rewards = scores.map((score, i) => {
      const [given, policy, start] = [a.fromNumber(score), a.fromNumber(logp_rl[i]!), a.fromNumber(logp_sft[i]!)];
      const reward = a.sub(given, a.mul(strength, a.sub(policy, start)));
      if (i >= shownItems) return reward;
      return step(
        signed(`R${subscript(i)}`, i === 0, {
          en: "plus: the score; minus: drift from the SFT model costs",
          zh: "正：分数；负：偏离 SFT 模型要扣分",
        }),
        (show) => `${show(given)} − ${factor(show(strength))}·(${show(policy)} − ${factor(show(start))})`,
        reward,
      );
    });
    leaveOutItems(step, rewards.length, "answer");
    const mean = a.div(sum(a, rewards), whole(a, rewards.length));
    const meanText = (show: (value: typeof mean) => string): string =>
      `(${shortSum(rewards.map((value) => show(value)))}) / ${rewards.length}`;
    if (gamma_ptx === 0) {
      const label = {
        en: "J (an objective: larger is better; PPO's losses are its negative)",
        zh: "J（目标：越大越好；PPO 的损失是它的相反数）",
      };
      return { objective: step(label, meanText, mean) };
    }
    step({ en: "E[R] (mean over the answers)", zh: "E[R]（对各回答平均）" }, meanText, mean);
    const texts = (logp_pretrain ?? []).map(a.fromNumber);
    const likelihood = step(
      { en: "E[ln p(x)] (mean over the pretraining texts)", zh: "E[ln p(x)]（对预训练文本平均）" },
      (show) => `(${shortSum(texts.map((value) => show(value)))}) / ${texts.length}`,
      a.div(sum(a, texts), whole(a, texts.length)),
    );
    const weight = a.fromNumber(gamma_ptx);
    const objective = step(
      {
        en: "J (plus: pretraining text should stay likely; larger is better, PPO's losses are its negative)",
        zh: "J（加上：预训练文本应保持高概率；越大越好，PPO 的损失是它的相反数）",
      },
      (show) => `${show(mean)} + ${factor(show(weight))}·${factor(show(likelihood))}`,
      a.add(mean, a.mul(weight, likelihood)),
    );
    return { objective };
  },
});
