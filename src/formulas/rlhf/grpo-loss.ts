import { elements, requireFinite, requireNonNegative, requireSameLength } from "../checks.ts";
import { defineFormula } from "../define.ts";
import { InputError } from "../input-error.ts";
import { constant, whole } from "../recipes.ts";
import { factor, shortList, shortSum, subscript } from "../text.ts";
import { sum } from "../vectors.ts";
import { advantageEquations, advantageEquationsOf, advantageSigns, checkGroup, groupAdvantages, groupInputs } from "./grpo-advantages.ts";
import { klEstimate, klText, leaveOutItems, shownItems, signed } from "./shared.ts";

const normalizations = ["grpo", "token", "dr_grpo"] as const;

const means: Readonly<Record<(typeof normalizations)[number], string>> = {
  grpo: "\\frac{1}{G} \\sum_i \\frac{1}{T_i} \\sum_t",
  token: "\\frac{1}{\\sum_i T_i} \\sum_i \\sum_t",
  dr_grpo: "\\frac{1}{G \\, T_{\\max}} \\sum_i \\sum_t",
};

const loss = (kind: keyof typeof means, withKl: boolean): string => {
  const surrogate = "-\\min(\\rho_{it} A_i, \\operatorname{clip}(\\rho_{it}, 1 - \\epsilon_l, 1 + \\epsilon_h) A_i)";
  return `L = ${means[kind]} \\left( ${surrogate}${withKl ? " + \\beta k^{(3)}_{it}" : ""} \\right)`;
};

export const grpoLoss = defineFormula({
  id: "grpo-loss",
  aliases: ["grpo"],
  title: { en: "GRPO loss", zh: "GRPO 损失" },
  summary: {
    en: "PPO's clipped loss with advantages from a group of answers, and a KL term in the loss instead of the reward. DAPO and Dr. GRPO divide differently, so that long answers weigh differently.",
    zh: "PPO 的裁剪损失，优势取自一组回答，KL 项放在损失里而不是奖励里。DAPO 和 Dr. GRPO 的除数不同，长回答的分量也就不同。",
  },
  equation: loss("grpo", true),
  equations: {
    ...Object.fromEntries(
      normalizations.flatMap((kind) => [
        [kind, loss(kind, false)],
        [`${kind} KL`, loss(kind, true)],
      ]),
    ),
    k3: "k^{(3)}_{it} = r_{it} - 1 - \\ln r_{it}, \\quad r_{it} = \\frac{\\pi^{\\text{ref}}_{it}}{\\pi_{it}}",
    ratio: "\\rho_{it} = \\frac{\\pi_{it}}{\\pi^{\\text{old}}_{it}}",
    ...advantageEquations,
  },
  equationsOf: ({ normalization, beta, ...group }) => [
    `${normalization}${beta === 0 ? "" : " KL"}`,
    "ratio",
    ...(beta === 0 ? [] : ["k3"]),
    ...advantageEquationsOf(group),
  ],
  inputs: {
    ...groupInputs,
    completions: {
      kind: "completions",
      shape: ["G", "T_i"],
      symbol: "log π",
      about: {
        en: 'for each answer the log-probabilities of its tokens: [{"logp_new": […], "logp_old": […], "logp_ref": […]}, …]; logp_ref may be left out when beta is 0',
        zh: '每个回答各词元的对数概率：[{"logp_new": […], "logp_old": […], "logp_ref": […]}, …]；beta 为 0 时可不给 logp_ref',
      },
    },
    epsilon_low: { kind: "scalar", symbol: "ε_l", default: 0.2, about: { en: "how far the ratio may fall", zh: "概率比允许下降的幅度" } },
    epsilon_high: {
      kind: "scalar",
      symbol: "ε_h",
      default: 0.2,
      about: { en: "how far the ratio may rise (DAPO's clip-higher: 0.28)", zh: "概率比允许上升的幅度（DAPO 的 clip-higher 为 0.28）" },
    },
    beta: {
      kind: "scalar",
      symbol: "β",
      default: 0,
      about: {
        en: "the weight of the KL term, by the estimator k3 (DeepSeekMath: 0.04; DAPO: none)",
        zh: "KL 项（估计量 k3）的权重（DeepSeekMath 为 0.04，DAPO 没有）",
      },
    },
    normalization: {
      kind: "choice",
      symbol: "normalization",
      choices: normalizations,
      about: {
        en: "grpo: the mean over answers of the mean over tokens (DeepSeekMath); token: the mean over all tokens (DAPO); dr_grpo: the sum over G·max_completion_length (Dr. GRPO, which also sets scale_by_std to false)",
        zh: "grpo：先对词元平均，再对回答平均（DeepSeekMath）；token：对所有词元平均（DAPO）；dr_grpo：总和除以 G·max_completion_length（Dr. GRPO，同时 scale_by_std 为 false）",
      },
    },
    max_completion_length: {
      kind: "integer",
      symbol: "T_max",
      optional: true,
      about: {
        en: "a constant for dr_grpo, the longest an answer may be; the longest of the group when left out",
        zh: "dr_grpo 用的常数，即回答允许的最大长度；不给则取组内最长的",
      },
    },
  },
  outputs: {
    advantages: { symbol: "A", shape: ["G"], about: { en: "the advantage of each answer", zh: "每个回答的优势" } },
    loss: { symbol: "L", about: { en: "the loss", zh: "损失" } },
  },
  dimensions: { G: { en: "answers to one prompt", zh: "同一提示的回答数" }, T_i: { en: "tokens of answer i", zh: "第 i 个回答的词元数" } },
  signs: {
    goal: { en: "to be minimised: it is minus the objective that the papers maximise", zh: "最小化：它是论文中要最大化的目标取负" },
    terms: [
      ...advantageSigns,
      {
        term: "ρ = exp(log π − log π_old)",
        why: {
          en: "plus: the policy now, minus: when the answer was sampled; above 1 for a token that has become likelier",
          zh: "正：当前策略，负：采样时的策略；词元变得更可能则大于 1",
        },
      },
      {
        term: "−min(ρ·A, clip(ρ, 1 − ε_l, 1 + ε_h)·A)",
        why: {
          en: "minus: with A above 0 a larger ρ lowers the loss, up to 1 + ε_h; with A below 0 a smaller ρ does, down to 1 − ε_l",
          zh: "取负：A 为正时 ρ 增大使损失下降，到 1 + ε_h 为止；A 为负时 ρ 减小使损失下降，到 1 − ε_l 为止",
        },
      },
      {
        term: "+β·k3",
        why: {
          en: "plus: drift from the reference costs, more for a larger β; k3 is never below 0",
          zh: "正：偏离参考模型要付出代价，β 越大代价越高；k3 恒非负",
        },
      },
      {
        term: "1/G, 1/T_i",
        why: {
          en: "above 0: means; divided by its own length, a token of a long answer weighs less (DAPO and Dr. GRPO divide otherwise)",
          zh: "恒正：取平均；除以自身长度时，长回答里的每个词元分量更轻（DAPO 与 Dr. GRPO 的除法不同）",
        },
      },
    ],
  },
  examples: [
    {
      command: `almanac calc grpo-loss 1 0 --completions '[{"logp_new":[-1,-0.5],"logp_old":[-1,-1]},{"logp_new":[-2],"logp_old":[-1]}]'`,
      about: { en: "two answers, of two tokens and of one", zh: "两个回答，分别有两个和一个词元" },
    },
    {
      command: `almanac calc grpo-loss 1 0 --beta 0.04 --completions '[{"logp_new":[-1],"logp_old":[-1],"logp_ref":[-1.1]},{"logp_new":[-2],"logp_old":[-1],"logp_ref":[-1]}]'`,
      about: { en: "with the KL term", zh: "带 KL 项" },
    },
  ],
  sources: ["shao-2024", "yu-2025", "liu-2025a", "trl-grpo-code"],
  check: (inputs) => {
    checkGroup(inputs);
    const { rewards, completions, epsilon_low, epsilon_high, beta, max_completion_length } = inputs;
    requireSameLength("completions", completions, "rewards", rewards);
    requireNonNegative("epsilon_low", epsilon_low);
    requireNonNegative("epsilon_high", epsilon_high);
    requireFinite("beta", beta);
    for (const [i, { logp_new, logp_old, logp_ref }] of completions.entries()) {
      const at = `completions[${i}]`;
      requireSameLength(`${at}.logp_old`, logp_old, `${at}.logp_new`, logp_new);
      requireSameLength(`${at}.logp_ref`, logp_ref, `${at}.logp_new`, logp_new);
      if (beta !== 0 && logp_ref === null)
        throw new InputError(`${at}.logp_ref`, { en: `${at} lacks logp_ref: beta is ${beta}`, zh: `${at} 缺少 logp_ref：beta 为 ${beta}` });
      if (max_completion_length !== null && logp_new.length > max_completion_length)
        throw new InputError("max_completion_length", {
          en: `max_completion_length is ${max_completion_length}, but ${at} has ${elements(logp_new.length)}`,
          zh: `max_completion_length 为 ${max_completion_length}，而 ${at} 有 ${logp_new.length} 个元素`,
        });
    }
  },
  evaluate: (a, inputs, step) => {
    const { completions, epsilon_low, epsilon_high, beta, normalization, max_completion_length } = inputs;
    const advantages = groupAdvantages(a, inputs, step);
    const low = constant(a, (own) => own.sub(own.fromNumber(1), own.fromNumber(epsilon_low)));
    const high = constant(a, (own) => own.add(own.fromNumber(1), own.fromNumber(epsilon_high)));
    const strength = a.fromNumber(beta);
    let shown = 0;
    const totals = completions.map(({ logp_new, logp_old, logp_ref }, i) => {
      const advantage = advantages[i]!;
      const losses = logp_new.map((logp, t) => {
        const [logNew, logOld] = [a.fromNumber(logp), a.fromNumber(logp_old[t]!)];
        const ratio = a.exp(a.sub(logNew, logOld));
        const bounded = a.compare(ratio, low) < 0 ? low : a.compare(ratio, high) > 0 ? high : ratio;
        const free = a.mul(ratio, advantage);
        // The same product computed twice could not be told from itself at any precision.
        const clipped = bounded === ratio ? free : a.mul(bounded, advantage);
        const surrogate = a.neg(a.compare(clipped, free) < 0 ? clipped : free);
        const logRatio = beta === 0 ? undefined : a.sub(a.fromNumber(logp_ref![t]!), logNew);
        const kl = logRatio === undefined ? undefined : klEstimate(a, logRatio, "k3");
        const loss = kl === undefined ? surrogate : a.add(surrogate, a.mul(strength, kl));
        const isFirst = shown === 0;
        if (shown >= shownItems) return loss;
        shown += 1;
        const name = `${subscript(i)},${subscript(t)}`;
        step(
          signed(`ρ${name}`, isFirst, {
            en: "plus: the policy now; minus: when the answer was sampled",
            zh: "正：当前策略；负：采样时的策略",
          }),
          (show) => `exp(${show(logNew)} − ${factor(show(logOld))})`,
          ratio,
        );
        if (kl !== undefined && logRatio !== undefined)
          step(
            signed(`k${name}`, isFirst, {
              en: "k3 with ln r, the reference minus the policy: never negative",
              zh: "k3，其中 ln r 为参考模型减策略：恒非负",
            }),
            (show) => klText(show(logRatio), "k3"),
            kl,
          );
        return step(
          signed(`ℓ${name}`, isFirst, {
            en: `minus: a better objective is a smaller loss${kl === undefined ? "" : "; plus: drift from the reference costs"}`,
            zh: `取负：目标越大损失越小${kl === undefined ? "" : "；加上：偏离参考模型要付出代价"}`,
          }),
          (show) => {
            const by = factor(show(advantage));
            const first = `−min(${show(ratio)}·${by}, clip(${show(ratio)}, ${show(low)}, ${show(high)})·${by})`;
            return kl === undefined ? first : `${first} + ${factor(show(strength))}·${show(kl)}`;
          },
          loss,
        );
      });
      return { total: sum(a, losses), count: losses.length };
    });
    const tokens = totals.reduce((count, one) => count + one.count, 0);
    leaveOutItems(step, tokens, "token");
    if (normalization === "grpo") {
      const means = totals.map(({ total, count }) => a.div(total, whole(a, count)));
      if (means.length > 1)
        step(
          { en: "mean of each answer", zh: "每个回答的均值" },
          (show) => shortList(totals.map(({ total, count }) => `${show(total)} / ${count}`)),
          means,
        );
      const loss = step(
        { en: "L (mean over the answers)", zh: "L（对各回答平均）" },
        (show) => `(${shortSum(means.map((value) => show(value)))}) / ${means.length}`,
        a.div(sum(a, means), whole(a, means.length)),
      );
      return { advantages, loss };
    }
    const longest = max_completion_length ?? totals.reduce((most, { count }) => Math.max(most, count), 0);
    const divisor = normalization === "token" ? tokens : totals.length * longest;
    const loss = step(
      normalization === "token"
        ? { en: "L (mean over all tokens)", zh: "L（对所有词元平均）" }
        : { en: "L (sum over a constant: the answers times the longest length)", zh: "L（总和除以常数：回答数乘最大长度）" },
      (show) =>
        `(${shortSum(totals.map(({ total }) => show(total)))}) / ${normalization === "token" ? tokens : `(${totals.length}·${longest})`}`,
      a.div(
        sum(
          a,
          totals.map(({ total }) => total),
        ),
        whole(a, divisor),
      ),
    );
    return { advantages, loss };
  },
});
