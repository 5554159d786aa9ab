import { sigmoidOf } from "../activation/sigmoid.ts";
import { logisticLoss } from "../activation/softplus.ts";
import { defineFormula } from "../define.ts";
import { dots, enclosing, numberOf } from "../plot/plot.ts";
import { factor } from "../text.ts";

export const bradleyTerryProbability = defineFormula({
  id: "bradley-terry-probability",
  aliases: ["bradley-terry"],
  title: { en: "Bradley–Terry probability", zh: "Bradley–Terry 偏好概率" },
  summary: {
    en: "How probable it is that answer a is preferred to answer b, from their rewards. Only the difference counts: a constant added to both changes nothing.",
    zh: "由两个回答的奖励算出 a 比 b 更受偏好的概率。起作用的只有差：两者同加一个常数，结果不变。",
  },
  equation: "P(a \\succ b) = \\frac{e^{r_a}}{e^{r_a} + e^{r_b}} = \\sigma(r_a - r_b)",
  inputs: {
    reward_a: { kind: "scalar", symbol: "r_a", about: { en: "the reward of answer a", zh: "回答 a 的奖励" } },
    reward_b: { kind: "scalar", symbol: "r_b", about: { en: "the reward of answer b", zh: "回答 b 的奖励" } },
  },
  result: { symbol: "P(a ≻ b)", about: { en: "a probability, 0 to 1", zh: "概率，在 0 与 1 之间" } },
  signs: {
    goal: {
      en: "a probability: training a reward model raises it for the answers that people chose",
      zh: "这是概率：训练奖励模型，就是让人所选的回答的概率变大",
    },
    terms: [
      { term: "+r_a", why: { en: "plus: a higher reward of a makes a likelier to be preferred", zh: "正：a 的奖励越高，越可能选 a" } },
      {
        term: "−r_b",
        why: {
          en: "minus: a higher reward of b makes a less likely; the same added to both changes nothing",
          zh: "负：b 的奖励越高，越不可能选 a；两者同加一数，概率不变",
        },
      },
    ],
  },
  examples: [
    {
      command: "almanac calc bradley-terry-probability 2 1",
      about: { en: "a reward one higher wins 73% of the time", zh: "奖励高 1，胜率为 73%" },
    },
  ],
  sources: ["rafailov-2023", "ouyang-2022"],
  evaluate: (a, { reward_a, reward_b }, step) => {
    const [first, second] = [a.fromNumber(reward_a), a.fromNumber(reward_b)];
    const margin = step(
      { en: "z (plus for a, minus for b: a's lead)", zh: "z（a 取正，b 取负：a 领先多少）" },
      (show) => `${show(first)} − ${factor(show(second))}`,
      a.sub(first, second),
    );
    const isBehind = a.compare(margin, a.fromNumber(0)) < 0;
    return step(
      { en: "P (a larger lead, a larger probability)", zh: "P（领先越多，概率越大）" },
      (show) => (isBehind ? `exp(${show(margin)}) / (1 + exp(${show(margin)}))` : `1 / (1 + exp(−${factor(show(margin))}))`),
      sigmoidOf(a, margin),
    );
  },
  plot: {
    about: {
      en: "draw the probability against the lead r_a − r_b (over -6:6, or a range a:b), the given one on it",
      zh: "画出概率随领先 r_a − r_b 的变化（默认 -6:6，也可给范围 a:b）并标出所给的值",
    },
    over: {
      symbol: "r_a − r_b",
      usual: ({ inputs: { reward_a, reward_b }, given }) => enclosing([-6, 6], given("reward_a") ? [reward_a - reward_b] : []),
    },
    without: [{ reward_a: 0, reward_b: 0 }],
    draw: ({ inputs: { reward_a, reward_b }, given, from, to, xs, compute }) => ({
      kind: "curves",
      title: { en: "Probability that a is preferred", zh: "a 更受偏好的概率" },
      x: { label: "r_a − r_b", from, to },
      y: { label: "P" },
      curves: [
        {
          name: "P",
          points: dots(
            xs,
            xs.map((lead) => numberOf(compute({ reward_a: lead, reward_b: 0 }))),
          ),
        },
      ],
      marks: given("reward_a") ? [{ x: reward_a - reward_b, y: numberOf(compute()) }] : [],
    }),
  },
});

export const rewardModelPairLoss = defineFormula({
  id: "reward-model-pair-loss",
  aliases: ["rm-pair-loss"],
  title: { en: "Reward-model loss of a pair", zh: "奖励模型成对损失" },
  summary: {
    en: "How surprised a reward model is that people chose one answer over the other. Llama 2 asks for a lead as large as the margin, by how much better the choice was.",
    zh: "人们选了其中一个回答，这让奖励模型多意外。Llama 2 还要求领先幅度达到一个间隔，间隔取决于好多少。",
  },
  equation: "L = -\\log \\sigma(r_c - r_r - m)",
  inputs: {
    reward_chosen: { kind: "scalar", symbol: "r_c", about: { en: "the reward of the answer that was chosen", zh: "被选中的回答的奖励" } },
    reward_rejected: { kind: "scalar", symbol: "r_r", about: { en: "the reward of the other answer", zh: "另一个回答的奖励" } },
    margin: {
      kind: "scalar",
      symbol: "m",
      default: 0,
      about: {
        en: "how far ahead the chosen answer should be (Llama 2; InstructGPT has none)",
        zh: "被选中的回答应领先多少（Llama 2；InstructGPT 没有）",
      },
    },
  },
  result: {
    symbol: "L",
    about: {
      en: "the loss in nats: 0 for a certain and right order, ln 2 for a toss-up",
      zh: "损失，以 nat 计：排序正确且确定时为 0，拿不准时为 ln 2",
    },
  },
  signs: {
    goal: { en: "to be minimised: the likelier the people's choice, the smaller the loss", zh: "最小化：人的选择越可能，损失越小" },
    terms: [
      {
        term: "+r_c",
        why: {
          en: "plus inside σ: the higher the reward of the chosen answer, the likelier the choice",
          zh: "σ 内取正：被选中的回答奖励越高，这一选择越可能",
        },
      },
      {
        term: "−r_r",
        why: {
          en: "minus inside σ: the reward of the other answer counts against it; only the difference matters",
          zh: "σ 内取负：另一个回答的奖励与之相抵；起作用的只有差",
        },
      },
      {
        term: "−m",
        why: {
          en: "minus inside σ: a lead up to the margin is taken off, so that more is asked for (Llama 2)",
          zh: "σ 内取负：先扣去一个间隔，要求领先更多（Llama 2）",
        },
      },
      { term: "−log σ", why: { en: "minus: ln σ is below 0, the loss above", zh: "取负：ln σ 小于 0，损失大于 0" } },
    ],
  },
  examples: [
    { command: "almanac calc reward-model-pair-loss 2 1", about: { en: "the chosen answer is one ahead", zh: "被选中的回答领先 1" } },
    {
      command: "almanac calc reward-model-pair-loss 2 1 --margin 1",
      about: { en: "where one ahead is only just enough", zh: "领先 1 刚够间隔" },
    },
  ],
  sources: ["stiennon-2020", "touvron-2023b"],
  evaluate: (a, { reward_chosen, reward_rejected, margin }, step) => {
    const [chosen, rejected, least] = [a.fromNumber(reward_chosen), a.fromNumber(reward_rejected), a.fromNumber(margin)];
    const lead = step(
      {
        en: "z (plus: the chosen answer should lead; minus: the rejected one, and the margin that the lead must exceed)",
        zh: "z（正：被选中的应领先；负：未选中的，以及领先须超过的间隔）",
      },
      (show) => `${show(chosen)} − ${factor(show(rejected))}${margin === 0 ? "" : ` − ${factor(show(least))}`}`,
      a.sub(a.sub(chosen, rejected), least),
    );
    return step(
      { en: "L = −ln σ(z) (minus: ln σ is below 0, the loss above)", zh: "L = −ln σ(z)（取负：ln σ 小于 0，损失大于 0）" },
      (show) => {
        const z = show(lead);
        return `max(−${factor(z)}, 0) + ln(1 + exp(−|${z}|))`;
      },
      logisticLoss(a, lead),
    );
  },
  plot: {
    about: {
      en: "draw the loss against the lead r_c − r_r (over -6:6, or a range a:b), the given one on it",
      zh: "画出损失随领先 r_c − r_r 的变化（默认 -6:6，也可给范围 a:b）并标出所给的值",
    },
    over: {
      symbol: "r_c − r_r",
      usual: ({ inputs: { reward_chosen, reward_rejected }, given }) =>
        enclosing([-6, 6], given("reward_chosen") ? [reward_chosen - reward_rejected] : []),
    },
    without: [{ reward_chosen: 0, reward_rejected: 0 }],
    draw: ({ inputs: { reward_chosen, reward_rejected, margin }, given, from, to, xs, compute }) => ({
      kind: "curves",
      title: { en: "Loss of a pair", zh: "单个配对的损失" },
      x: { label: "r_c − r_r", from, to },
      y: { label: "L" },
      curves: [
        {
          name: "L",
          points: dots(
            xs,
            xs.map((lead) => numberOf(compute({ reward_chosen: lead, reward_rejected: 0 }))),
          ),
        },
      ],
      marks: given("reward_chosen") ? [{ x: reward_chosen - reward_rejected, y: numberOf(compute()) }] : [],
      uprights: margin === 0 ? [] : [{ at: margin, name: { en: "margin", zh: "间隔" } }],
    }),
  },
});
