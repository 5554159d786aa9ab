import { logisticLoss } from "../activation/softplus.ts";
import type { Arithmetic } from "../arithmetic.ts";
import { requireFinite, requireSameLength } from "../checks.ts";
import { defineFormula } from "../define.ts";
import { InputError } from "../input-error.ts";
import { dots, enclosing, listOf } from "../plot/plot.ts";
import { constant, whole } from "../recipes.ts";
import { factor, shortNumber, shortSum, subscript } from "../text.ts";
import { sum } from "../vectors.ts";
import { leaveOutItems, shownItems, signed } from "./shared.ts";

/** −ln σ(z) for a right label, −ln σ(−z) for the share ε of wrong ones. */
const smoothed = <T>(a: Arithmetic<T>, z: T, smoothing: number): T => {
  const right = logisticLoss(a, z);
  if (smoothing === 0) return right;
  const wrong = a.fromNumber(smoothing);
  const share = constant(a, (own) => own.sub(own.fromNumber(1), own.fromNumber(smoothing)));
  return a.add(a.mul(share, right), a.mul(wrong, logisticLoss(a, a.neg(z))));
};

/** (h − 1/(2β))². */
const ipo = <T>(a: Arithmetic<T>, h: T, beta: number): T => {
  const distance = a.sub(
    h,
    constant(a, (own) => own.div(own.fromNumber(1), own.mul(own.fromNumber(2), own.fromNumber(beta)))),
  );
  return a.mul(distance, distance);
};

/** max(0, 1 − z). */
const hinge = <T>(a: Arithmetic<T>, z: T): T => {
  const zero = a.fromNumber(0);
  const lack = a.sub(a.fromNumber(1), z);
  return a.compare(lack, zero) < 0 ? zero : lack;
};

const sequence = (en: string, zh: string, symbol: string) =>
  ({ kind: "vector", shape: ["N"], symbol, about: { en: `${en}, an element a pair`, zh: `${zh}，每对一个元素` } }) as const;

type Pairs = Readonly<Record<"logp_policy_chosen" | "logp_policy_rejected" | "logp_ref_chosen" | "logp_ref_rejected", readonly number[]>>;

/** h of each pair, where the picture marks it. */
const gainsOf = ({ logp_policy_chosen, logp_policy_rejected, logp_ref_chosen, logp_ref_rejected }: Pairs): number[] =>
  logp_policy_chosen.map((logp, i) => logp - logp_ref_chosen[i]! - (logp_policy_rejected[i]! - logp_ref_rejected[i]!));

const gain = "h = \\log \\frac{\\pi(y_c)}{\\pi^{\\text{ref}}(y_c)} - \\log \\frac{\\pi(y_r)}{\\pi^{\\text{ref}}(y_r)}";

export const dpoLoss = defineFormula({
  id: "dpo-loss",
  aliases: ["dpo"],
  title: { en: "DPO loss", zh: "DPO 损失" },
  summary: {
    en: "Direct preference optimisation: a classification loss over pairs of answers in which β times the log-ratio of policy to reference stands for the reward.",
    zh: "直接偏好优化：对成对回答的分类损失，奖励由 β 乘以策略与参考模型的对数比来充当。",
  },
  equation: `L = -\\log \\sigma(\\beta h), \\quad ${gain}`,
  equations: {
    smoothed: `L = -(1 - \\epsilon) \\log \\sigma(\\beta h) - \\epsilon \\log \\sigma(-\\beta h), \\quad ${gain}`,
    ipo: `L = \\left(h - \\frac{1}{2 \\beta}\\right)^2, \\quad ${gain}`,
    hinge: `L = \\max(0, 1 - \\beta h), \\quad ${gain}`,
  },
  equationsOf: ({ loss_type, label_smoothing }) => [
    loss_type === "sigmoid" ? (label_smoothing === 0 ? "equation" : "smoothed") : loss_type,
  ],
  inputs: {
    logp_policy_chosen: sequence(
      "log-probability of the chosen answer under the policy: the sum over its tokens, not their mean",
      "被选中回答在策略下的对数概率：对其词元求和，而不是平均",
      "log π(y_c)",
    ),
    logp_policy_rejected: sequence("the same of the rejected answer", "未被选中回答的对数概率", "log π(y_r)"),
    logp_ref_chosen: sequence("of the chosen answer under the reference", "被选中回答在参考模型下的对数概率", "log π_ref(y_c)"),
    logp_ref_rejected: sequence("of the rejected answer under the reference", "未被选中回答在参考模型下的对数概率", "log π_ref(y_r)"),
    beta: {
      kind: "scalar",
      symbol: "β",
      default: 0.1,
      about: { en: "how dear drift from the reference is", zh: "偏离参考模型的代价有多高" },
    },
    label_smoothing: {
      kind: "scalar",
      symbol: "ε",
      default: 0,
      about: {
        en: "the share of pairs taken to be labelled the wrong way round (conservative DPO); of the sigmoid loss only",
        zh: "认为标注颠倒的配对所占比例（保守 DPO）；只用于 sigmoid 损失",
      },
    },
    loss_type: {
      kind: "choice",
      symbol: "loss_type",
      choices: ["sigmoid", "ipo", "hinge"],
      about: {
        en: "sigmoid: −ln σ(βh), the paper; ipo: (h − 1/(2β))², where TRL averages log-probabilities over tokens; hinge: max(0, 1 − βh), as in SLiC",
        zh: "sigmoid：−ln σ(βh)，同论文；ipo：(h − 1/(2β))²，TRL 此时对词元的对数概率取平均；hinge：max(0, 1 − βh)，同 SLiC",
      },
    },
  },
  outputs: {
    loss: { symbol: "L", about: { en: "the mean over the pairs", zh: "对各对取平均" } },
    per_pair_loss: { symbol: "ℓ", shape: ["N"], about: { en: "the loss of each pair", zh: "每对的损失" } },
    reward_chosen: {
      symbol: "r_c",
      shape: ["N"],
      about: { en: "the implicit reward of each chosen answer", zh: "每个被选中回答的隐式奖励" },
    },
    reward_rejected: {
      symbol: "r_r",
      shape: ["N"],
      about: { en: "the implicit reward of each rejected answer", zh: "每个未被选中回答的隐式奖励" },
    },
  },
  dimensions: { N: { en: "pairs of answers", zh: "回答的对数" } },
  signs: {
    goal: { en: "to be minimised", zh: "越小越好（最小化）" },
    terms: [
      {
        term: "+log(π/π_ref)(y_c)",
        why: { en: "plus in h: the chosen answer should gain against the reference", zh: "h 中取正：被选中的回答相对参考模型应当上升" },
      },
      { term: "−log(π/π_ref)(y_r)", why: { en: "minus in h: the rejected one should lose", zh: "h 中取负：未被选中的应当下降" } },
      { term: "−log σ", why: { en: "minus: ln σ is below 0, the loss above", zh: "取负：ln σ 小于 0，损失大于 0" } },
    ],
  },
  examples: [
    {
      command: "almanac calc dpo-loss --logp-policy-chosen=-10 --logp-policy-rejected=-14 --logp-ref-chosen=-12 --logp-ref-rejected=-11",
      about: {
        en: "one pair: the chosen answer e² times likelier than before, the other e³ times less so",
        zh: "一对回答：被选中的概率是原来的 e² 倍，另一个是 e⁻³ 倍",
      },
    },
    {
      command:
        "almanac calc dpo-loss --logp-policy-chosen=-10,-9 --logp-policy-rejected=-14,-8 --logp-ref-chosen=-12,-9 --logp-ref-rejected=-11,-9 --loss-type ipo",
      about: { en: "two pairs, with the loss of IPO", zh: "两对回答，用 IPO 的损失" },
    },
  ],
  sources: ["rafailov-2023", "trl-paper-index"],
  check: ({ logp_policy_chosen, logp_policy_rejected, logp_ref_chosen, logp_ref_rejected, beta, label_smoothing, loss_type }) => {
    requireSameLength("logp_policy_rejected", logp_policy_rejected, "logp_policy_chosen", logp_policy_chosen);
    requireSameLength("logp_ref_chosen", logp_ref_chosen, "logp_policy_chosen", logp_policy_chosen);
    requireSameLength("logp_ref_rejected", logp_ref_rejected, "logp_policy_chosen", logp_policy_chosen);
    requireFinite("beta", beta);
    if (loss_type === "ipo" && beta === 0)
      throw new InputError("beta", {
        en: "1/0: ipo asks for h = 1/(2·beta), and beta is 0",
        zh: "1/0：ipo 要求 h = 1/(2·beta)，而 beta 为 0",
      });
    if (!(label_smoothing >= 0 && label_smoothing <= 1))
      throw new InputError("label_smoothing", {
        en: `label_smoothing is ${label_smoothing}; it is a share of the pairs, 0 to 1`,
        zh: `label_smoothing 为 ${label_smoothing}；它是配对中的比例，应在 0 与 1 之间`,
      });
    if (label_smoothing !== 0 && loss_type !== "sigmoid")
      throw new InputError("label_smoothing", {
        en: `label_smoothing is ${label_smoothing}; it is defined for the sigmoid loss, not for ${loss_type}`,
        zh: `label_smoothing 为 ${label_smoothing}；它只对 sigmoid 损失有定义，对 ${loss_type} 没有`,
      });
  },
  evaluate: (a, inputs, step) => {
    const { logp_policy_chosen, logp_policy_rejected, logp_ref_chosen, logp_ref_rejected, beta, label_smoothing, loss_type } = inputs;
    const strength = a.fromNumber(beta);
    const pairs = logp_policy_chosen.map((_, i) => {
      const of = (list: readonly number[]) => a.fromNumber(list[i]!);
      const [chosen, chosenRef, rejected, rejectedRef] = [
        of(logp_policy_chosen),
        of(logp_ref_chosen),
        of(logp_policy_rejected),
        of(logp_ref_rejected),
      ];
      const [gain, otherGain] = [a.sub(chosen, chosenRef), a.sub(rejected, rejectedRef)];
      const h = a.recipes?.preference(chosen, rejected, chosenRef, rejectedRef) ?? a.sub(gain, otherGain);
      const z = a.mul(strength, h);
      const rewardChosen = a.mul(strength, gain);
      const rewardRejected = a.mul(strength, otherGain);
      const loss = loss_type === "ipo" ? ipo(a, h, beta) : loss_type === "hinge" ? hinge(a, z) : smoothed(a, z, label_smoothing);
      const pair = { loss, rewardChosen, rewardRejected };
      if (i >= shownItems) return pair;
      const [at, isFirst] = [subscript(i), i === 0];
      const implicit = { en: "plus: the policy; minus: the reference it is measured against", zh: "正：策略；负：用来比照的参考模型" };
      step(
        signed(`r_c${at}`, isFirst, implicit),
        (show) => `${factor(show(strength))}·(${show(chosen)} − ${factor(show(chosenRef))})`,
        rewardChosen,
      );
      step(`r_r${at}`, (show) => `${factor(show(strength))}·(${show(rejected)} − ${factor(show(rejectedRef))})`, rewardRejected);
      step(
        signed(`h${at}`, isFirst, {
          en: "plus: the chosen answer should gain; minus: the rejected one should not",
          zh: "正：被选中的应当上升；负：未被选中的不应上升",
        }),
        (show) => `(${show(chosen)} − ${factor(show(chosenRef))}) − (${show(rejected)} − ${factor(show(rejectedRef))})`,
        h,
      );
      if (loss_type === "ipo") {
        const why = { en: "minus: h should be 1/(2β), no less and no more", zh: "相减：h 应恰为 1/(2β)，不多不少" };
        step(signed(`ℓ${at}`, isFirst, why), (show) => `(${show(h)} − 1 / (2·${factor(show(strength))}))²`, loss);
        return pair;
      }
      step(`z${at} = β·h${at}`, (show) => `${factor(show(strength))}·${factor(show(h))}`, z);
      if (loss_type === "hinge") {
        const why = { en: "minus: what z lacks of 1", zh: "相减：z 离 1 还差多少" };
        step(signed(`ℓ${at}`, isFirst, why), (show) => `max(0, 1 − ${factor(show(z))})`, loss);
        return pair;
      }
      const why = {
        en: `minus: ln σ is below 0, the loss above${label_smoothing === 0 ? "" : "; −z in the second term: the pair the other way round"}`,
        zh: `取负：ln σ 小于 0，损失大于 0${label_smoothing === 0 ? "" : "；第二项的 −z：标注颠倒的情形"}`,
      };
      step(
        signed(`ℓ${at}`, isFirst, why),
        (show) =>
          label_smoothing === 0
            ? `−ln σ(${show(z)})`
            : `−(1 − ${show(a.fromNumber(label_smoothing))})·ln σ(${show(z)}) − ${show(a.fromNumber(label_smoothing))}·ln σ(−${factor(show(z))})`,
        loss,
      );
      return pair;
    });
    leaveOutItems(step, pairs.length, "pair");
    const losses = pairs.map((pair) => pair.loss);
    const loss = step(
      { en: "L (mean over the pairs)", zh: "L（对各对取平均）" },
      (show) => `(${shortSum(losses.map((value) => show(value)))}) / ${losses.length}`,
      a.div(sum(a, losses), whole(a, losses.length)),
    );
    return {
      loss,
      per_pair_loss: losses,
      reward_chosen: pairs.map((pair) => pair.rewardChosen),
      reward_rejected: pairs.map((pair) => pair.rewardRejected),
    };
  },
  plot: {
    about: {
      en: "draw the loss against h, how much further the chosen answer has gained (over -6/β:6/β, or a range a:b), the given pairs on it",
      zh: "画出损失随 h（被选中回答多上升了多少）的变化（默认 -6/β:6/β，也可给范围 a:b）并标出所给的配对",
    },
    over: {
      symbol: "h",
      usual: ({ inputs, given }) => {
        const reach = 6 / (Math.abs(inputs.beta) || 1);
        return enclosing([-reach, reach], given("logp_policy_chosen") ? gainsOf(inputs) : []);
      },
    },
    without: [{ logp_policy_chosen: [0], logp_policy_rejected: [0], logp_ref_chosen: [0], logp_ref_rejected: [0] }],
    draw: ({ inputs, given, from, to, xs, compute }) => {
      const none = xs.map(() => 0);
      const losses = compute({ logp_policy_chosen: xs, logp_policy_rejected: none, logp_ref_chosen: none, logp_ref_rejected: none });
      const name = `${inputs.loss_type}, β = ${shortNumber(inputs.beta)}`;
      return {
        kind: "curves",
        title: { en: `DPO loss of a pair (${name})`, zh: `单个配对的 DPO 损失（${name}）` },
        x: { label: "h", from, to },
        y: { label: "ℓ" },
        curves: [{ name, points: dots(xs, listOf(losses, "per_pair_loss")) }],
        marks: given("logp_policy_chosen") ? dots(gainsOf(inputs), listOf(compute(), "per_pair_loss")) : [],
      };
    },
  },
});
