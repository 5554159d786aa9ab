import { requireFinite, requireSameLength } from "../checks.ts";
import { defineFormula } from "../define.ts";
import { tokens } from "../dimensions.ts";
import { indexed } from "../plot/elements.ts";
import { listOf } from "../plot/plot.ts";
import { constant } from "../recipes.ts";
import { factor, shortList, subscript } from "../text.ts";
import { leaveOutItems, shownItems, signed } from "./shared.ts";

export const gae = defineFormula({
  id: "gae",
  aliases: ["generalized-advantage-estimation", "generalised-advantage-estimation"],
  title: { en: "Generalised advantage estimation (GAE)", zh: "广义优势估计（GAE）" },
  summary: {
    en: "How much better each token turned out than the value model expected: one-step surprises, added up from the end with weights that shrink by γλ a step.",
    zh: "每个词元的结果比价值模型的预期好多少：把单步的意外从末尾往前累加，每往后一步权重缩小为 γλ 倍。",
  },
  equation: "\\delta_t = r_t + \\gamma V_{t+1} - V_t, \\quad A_t = \\delta_t + \\gamma \\lambda A_{t+1}, \\quad R_t = A_t + V_t",
  equations: {
    dones:
      "\\delta_t = r_t + (1 - d_t) \\gamma V_{t+1} - V_t, \\quad A_t = \\delta_t + (1 - d_t) \\gamma \\lambda A_{t+1}, \\quad R_t = A_t + V_t",
  },
  equationsOf: ({ dones }) => [dones ? "dones" : "equation"],
  inputs: {
    rewards: { kind: "vector", shape: ["T"], symbol: "r", about: { en: "the reward of each token", zh: "每个词元的奖励" } },
    values: {
      kind: "vector",
      shape: ["T"],
      symbol: "V",
      about: { en: "the value model's estimate before each token", zh: "每个词元之前价值模型的估计" },
    },
    bootstrap_value: {
      kind: "scalar",
      symbol: "V_T",
      default: 0,
      about: { en: "the value after the last token: 0 when the answer has ended", zh: "最后一个词元之后的价值；回答已结束则为 0" },
    },
    gamma: {
      kind: "scalar",
      symbol: "γ",
      default: 1,
      about: { en: "the discount of later rewards (InstructGPT: 1)", zh: "对后来奖励的折扣（InstructGPT 为 1）" },
    },
    lambda: {
      kind: "scalar",
      symbol: "λ",
      default: 0.95,
      about: { en: "0 trusts the value model after one step, 1 only the rewards", zh: "取 0 则一步之后全信价值模型，取 1 则只信奖励" },
    },
    dones: {
      kind: "mask",
      shape: ["T"],
      symbol: "d",
      optional: true,
      about: {
        en: "1 where an episode ends with this token: nothing after it counts; none when left out",
        zh: "回合在该词元结束则为 1，其后的一概不计；不给则全为 0",
      },
    },
  },
  outputs: {
    advantages: { symbol: "A", shape: ["T"], about: { en: "the advantages, not whitened", zh: "优势，未做白化" } },
    returns: {
      symbol: "R",
      shape: ["T"],
      about: { en: "A + V: what the value model is trained towards", zh: "A + V，价值模型的训练目标" },
    },
  },
  dimensions: tokens,
  signs: {
    goal: {
      en: "neither: an advantage above 0 makes its token likelier in the update, one below 0 less likely",
      zh: "既不最大化也不最小化：优势为正，更新后该词元更可能；为负则更不可能",
    },
    terms: [
      { term: "+r_t", why: { en: "plus: the reward that came", zh: "正：实际得到的奖励" } },
      {
        term: "+γ·V_(t+1)",
        why: {
          en: "plus: what is still expected from the next state on, discounted; the bootstrap value at the end, nothing after done",
          zh: "正：从下一状态起仍可期待的价值，打折计入；末尾用 bootstrap 值，回合结束后为 0",
        },
      },
      {
        term: "−V_t",
        why: {
          en: "minus: what was expected before; a baseline, which leaves the expected gradient as it is and lowers its variance",
          zh: "负：原先的预期，即基线；不改变梯度的期望，只降低方差",
        },
      },
      {
        term: "+γ·λ·A_(t+1)",
        why: {
          en: "plus: later surprises are to this token's credit too, less by γλ for each step",
          zh: "正：后来的意外也归功于该词元，每隔一步乘 γλ",
        },
      },
      {
        term: "R_t = A_t + V_t",
        why: {
          en: "plus: the expectation, corrected by the surprise, is what the value model should have said",
          zh: "正：预期加上意外，就是价值模型本应给出的值",
        },
      },
    ],
  },
  examples: [
    {
      command: "almanac calc gae --rewards '0 0 1' --values '0.2 0.4 0.7'",
      about: { en: "a reward at the end only", zh: "只在末尾有奖励" },
    },
    {
      command: "almanac calc gae --rewards '1 0 1' --values '0.5 0.5 0.5' --gamma 0.99 --dones 1,0,0 --bootstrap-value 0.3",
      about: { en: "the first token ends an episode", zh: "第一个词元结束一个回合" },
    },
  ],
  sources: ["schulman-2017"],
  check: ({ rewards, values, gamma, lambda, dones }) => {
    requireSameLength("values", values, "rewards", rewards);
    requireSameLength("dones", dones, "rewards", rewards);
    requireFinite("gamma", gamma);
    requireFinite("lambda", lambda);
  },
  evaluate: (a, { rewards, values, bootstrap_value, gamma, lambda, dones }, step) => {
    const discount = a.fromNumber(gamma);
    const decay = constant(a, (own) => own.mul(own.fromNumber(gamma), own.fromNumber(lambda)));
    const advantages: (typeof discount)[] = [];
    const estimates = values.map(a.fromNumber);
    const last = rewards.length - 1;
    for (let t = last; t >= 0; t -= 1) {
      const [reward, value] = [a.fromNumber(rewards[t]!), estimates[t]!];
      const isDone = dones?.[t] ?? false;
      const next = t === last ? a.fromNumber(bootstrap_value) : estimates[t + 1]!;
      const following = isDone || t === last ? undefined : advantages[t + 1]!;
      const gained = isDone ? reward : a.add(reward, a.mul(discount, next));
      const surprise = a.sub(gained, value);
      const advantage = following === undefined ? surprise : a.add(surprise, a.mul(decay, following));
      advantages[t] = advantage;
      if (last - t >= shownItems) continue;
      step(
        signed(`δ${subscript(t)}`, t === last, {
          en: "plus: what came, reward and value of what follows; minus: what was expected",
          zh: "正：实际得到的，即奖励与后续价值；负：原先预期的",
        }),
        (show) => `${show(reward)}${isDone ? "" : ` + ${factor(show(discount))}·${factor(show(next))}`} − ${factor(show(value))}`,
        surprise,
      );
      step(
        signed(`A${subscript(t)}`, t === last - 1 || (isDone && t === last), {
          en: isDone ? "done: nothing after it counts" : "plus: later surprises are to this token's credit, less by γλ a step",
          zh: isDone ? "回合结束：其后的不计" : "加上：后来的意外也归功于这个词元，每步乘 γλ",
        }),
        (show) => (following === undefined ? `δ${subscript(t)}` : `${show(surprise)} + ${factor(show(decay))}·${factor(show(following))}`),
        advantage,
      );
    }
    leaveOutItems(step, rewards.length, "token");
    const returns = step(
      { en: "R = A + V (plus: what was expected and how much better it was)", zh: "R = A + V（相加：预期，加上比预期好多少）" },
      (show) => shortList(advantages.map((advantage, t) => `${show(advantage)} + ${factor(show(estimates[t]!))}`)),
      advantages.map((advantage, t) => a.add(advantage, estimates[t]!)),
    );
    return { advantages, returns };
  },
  plot: {
    about: {
      en: "draw rewards, values and advantages by step, as bars; takes no range",
      zh: "用条形图逐步画出奖励、价值与优势；不需要范围",
    },
    draw: ({ inputs: { rewards, values }, compute }) => {
      const advantages = listOf(compute(), "advantages");
      return {
        kind: "bars",
        title: { en: "Advantages by step", zh: "各步的优势" },
        series: [
          { en: "advantage", zh: "优势" },
          { en: "reward", zh: "奖励" },
          { en: "value", zh: "价值" },
        ],
        rows: indexed("t", rewards.length).map((label, t) => ({ label, values: [advantages[t]!, rewards[t]!, values[t]!] })),
      };
    },
  },
});
