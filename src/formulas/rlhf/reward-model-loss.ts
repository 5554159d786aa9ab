import { logisticLoss } from "../activation/softplus.ts";
import { requireSameLength } from "../checks.ts";
import { defineFormula } from "../define.ts";
import { InputError } from "../input-error.ts";
import { whole } from "../recipes.ts";
import { factor, shortSum } from "../text.ts";
import { sum } from "../vectors.ts";
import { leaveOutItems, signed } from "./shared.ts";

/** So many pairs get a line of their own in the working. */
const shownPairs = 10;

type Pair = readonly [better: number, worse: number];

/** Every pair whose ranks differ, the better one first. */
const comparedPairs = (ranks: readonly number[]): Pair[] =>
  ranks.flatMap((rank, i) =>
    ranks.slice(i + 1).flatMap((other, step): Pair[] => {
      const j = i + 1 + step;
      return rank === other ? [] : [rank < other ? [i, j] : [j, i]];
    }),
  );

export const rewardModelLoss = defineFormula({
  id: "reward-model-loss",
  aliases: ["rm-loss"],
  title: { en: "Reward-model loss", zh: "奖励模型损失" },
  summary: {
    en: "InstructGPT's ranking loss: over all pairs of the K answers to one prompt, how surprising the labellers' order is to the reward model.",
    zh: "InstructGPT 的排序损失：对同一提示的 K 个回答两两配对，衡量标注者的排序让奖励模型多意外。",
  },
  equation: "L = -\\frac{1}{\\binom{K}{2}} \\sum_{w \\succ l} \\log \\sigma(r_w - r_l)",
  equations: { pairs_compared: "L = -\\frac{1}{N} \\sum_{w \\succ l} \\log \\sigma(r_w - r_l)" },
  equationsOf: ({ normalization }) => [normalization === "pairs_compared" ? normalization : "equation"],
  inputs: {
    rewards: {
      kind: "vector",
      shape: ["K"],
      symbol: "r",
      about: { en: "the model's rewards of the K answers, the best answer first", zh: "模型给 K 个回答的奖励，最好的回答在前" },
    },
    ranks: {
      kind: "vector",
      shape: ["K"],
      isCount: true,
      symbol: "ranks",
      optional: true,
      about: {
        en: "the labellers' ranks, 1 = best; equal ranks are ties, and their pairs are dropped; 1, 2, … when left out",
        zh: "标注者的名次，1 为最好；名次相同即平局，该对不参与比较；不给则依次为 1、2、…",
      },
    },
    normalization: {
      kind: "choice",
      symbol: "normalization",
      choices: ["k_choose_2", "pairs_compared"],
      about: { en: "what the sum is divided by when there are ties", zh: "有平局时，总和除以什么" },
    },
  },
  outputs: {
    loss: { symbol: "L", about: { en: "the loss", zh: "损失" } },
    num_pairs: { symbol: "N", about: { en: "how many pairs were compared", zh: "参与比较的对数" } },
  },
  dimensions: { K: { en: "answers to one prompt", zh: "同一提示的回答数" } },
  signs: {
    goal: { en: "to be minimised: the likelier the labellers' order, the smaller the loss", zh: "最小化：标注者的排序越可能，损失越小" },
    terms: [
      {
        term: "+r_w",
        why: {
          en: "plus inside σ: the higher the reward of the answer ranked better, the likelier the order",
          zh: "σ 内取正：排名靠前的回答奖励越高，这一次序越可能",
        },
      },
      {
        term: "−r_l",
        why: {
          en: "minus inside σ: the reward of the one ranked worse counts against it; a constant added to all rewards changes nothing",
          zh: "σ 内取负：排名靠后的回答奖励与之相抵；全部奖励同加一个常数，损失不变",
        },
      },
      {
        term: "−Σ log σ",
        why: {
          en: "minus: ln σ is below 0, the loss above; minimising it maximises the likelihood of all comparisons",
          zh: "取负：ln σ 小于 0，损失大于 0；使它最小，就是使全部比较的似然最大",
        },
      },
      {
        term: "1/C(K, 2)",
        why: {
          en: "plus: a mean over the pairs of one prompt, so that a prompt with many answers weighs no more (InstructGPT, equation 1)",
          zh: "正：对同一提示的各对取平均，回答多的提示不会更重（InstructGPT 式 1）",
        },
      },
    ],
  },
  examples: [
    { command: "almanac calc reward-model-loss 2 1 -0.5", about: { en: "three answers, best first", zh: "三个回答，最好的在前" } },
    { command: "almanac calc reward-model-loss 2 1 1.5 --ranks 1,2,2", about: { en: "the last two are tied", zh: "后两个打平" } },
  ],
  sources: ["ouyang-2022"],
  check: ({ rewards, ranks, normalization }) => {
    requireSameLength("ranks", ranks, "rewards", rewards);
    const odd = ranks?.findIndex((rank) => !Number.isInteger(rank) || rank < 1) ?? -1;
    if (odd >= 0)
      throw new InputError(`ranks[${odd}]`, {
        en: `ranks[${odd}] is ${ranks![odd]}; ranks are 1, 2, 3, …`,
        zh: `ranks[${odd}] 为 ${ranks![odd]}；名次应为 1、2、3、…`,
      });
    if (rewards.length < 2)
      throw new InputError("rewards", {
        en: "0/0: one answer makes no pair; give at least two rewards",
        zh: "0/0：一个回答配不成对；至少给出两个奖励",
      });
    if (normalization === "pairs_compared" && ranks?.every((rank) => rank === ranks[0]))
      throw new InputError("ranks", {
        en: "0/0: all ranks are tied, so that no pair is compared",
        zh: "0/0：所有名次相同，没有可比较的对",
      });
  },
  evaluate: (a, { rewards, ranks, normalization }, step) => {
    const values = rewards.map(a.fromNumber);
    const pairs = comparedPairs(ranks ?? rewards.map((_, i) => i + 1));
    const losses = pairs.map(([better, worse], at) => {
      const margin = a.sub(values[better]!, values[worse]!);
      const loss = logisticLoss(a, margin);
      if (at >= shownPairs) return loss;
      const why = {
        en: "plus: the better answer; minus: the worse one; −ln: ln σ is below 0, the loss above",
        zh: "正：较好的回答；负：较差的回答；−ln：ln σ 小于 0，损失大于 0",
      };
      return step(
        signed(`ℓ(${better + 1} ≻ ${worse + 1})`, at === 0, why),
        (show) => `−ln σ(${show(values[better]!)} − ${factor(show(values[worse]!))})`,
        loss,
      );
    });
    leaveOutItems(step, pairs.length, "pair", shownPairs);
    const divisor = normalization === "k_choose_2" ? (rewards.length * (rewards.length - 1)) / 2 : pairs.length;
    const loss = step(
      "L",
      (show) => `(${losses.length === 0 ? "0" : shortSum(losses.map((value) => show(value)))}) / ${divisor}`,
      a.div(sum(a, losses), whole(a, divisor)),
    );
    return { loss, num_pairs: whole(a, pairs.length) };
  },
});
