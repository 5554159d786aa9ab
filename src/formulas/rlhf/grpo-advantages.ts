import type { Arithmetic } from "../arithmetic.ts";
import { requireDdof, requireNonNegative } from "../checks.ts";
import { defineFormula, type InputSpec, type SignSpec, type Step, type Values } from "../define.ts";
import { InputError } from "../input-error.ts";
import { beforeAndAfter } from "../plot/elements.ts";
import { whole } from "../recipes.ts";
import { factor, shortNumber, shortSum } from "../text.ts";
import { centre, dot } from "../vectors.ts";

export const groupInputs = {
  rewards: {
    kind: "vector",
    shape: ["G"],
    symbol: "r",
    about: { en: "the rewards of the answers to one prompt", zh: "同一提示的各个回答的奖励" },
  },
  ddof: {
    kind: "integer",
    symbol: "ddof",
    default: 1,
    about: {
      en: "the variance is divided by G − ddof: 1 in TRL, 0 the variance of the group itself; the paper does not say",
      zh: "方差除以 G − ddof：TRL 为 1，取 0 则为组内方差；论文未说明",
    },
  },
  eps: {
    kind: "scalar",
    symbol: "ε",
    default: 1e-4,
    about: { en: "is added to the standard deviation: 1e-4 in TRL, none in the paper", zh: "加在标准差上：TRL 为 1e-4，论文没有" },
  },
  scale_by_std: {
    kind: "boolean",
    symbol: "/ std",
    default: true,
    about: { en: "divide by the standard deviation; Dr. GRPO does not", zh: "除以标准差；Dr. GRPO 不除" },
  },
} as const satisfies Record<string, InputSpec>;

type GroupValues = Values<typeof groupInputs>;

export const checkGroup = ({ rewards, ddof, eps, scale_by_std }: GroupValues): void => {
  requireNonNegative("eps", eps);
  if (scale_by_std) requireDdof(ddof, "rewards", rewards);
};

const deviation = (divisor: string): string => `\\operatorname{std}(r)^2 = \\frac{1}{${divisor}} \\sum_i (r_i - \\operatorname{mean}(r))^2`;

export const advantageEquations = {
  scaled: "A_i = \\frac{r_i - \\operatorname{mean}(r)}{\\operatorname{std}(r) + \\epsilon}",
  unscaled: "A_i = r_i - \\operatorname{mean}(r)",
  std: deviation("G"),
  "std ddof": deviation("G - \\text{ddof}"),
} as const;

export const advantageEquationsOf = ({ scale_by_std, ddof }: Pick<GroupValues, "scale_by_std" | "ddof">): readonly string[] =>
  scale_by_std ? ["scaled", ddof === 0 ? "std" : "std ddof"] : ["unscaled"];

/** Of an advantage, for the formulas that have one. */
export const advantageSigns: readonly SignSpec[] = [
  {
    term: "+r_i",
    why: {
      en: "plus: a higher reward raises the answer's own advantage, and the mean that the others are measured against",
      zh: "正：自己的奖励越高，自己的优势越大；其余回答用来比照的均值也随之上升",
    },
  },
  {
    term: "−mean(r)",
    why: {
      en: "minus: a baseline in place of a value model; answers better than their group get an advantage above 0, worse ones below",
      zh: "负：代替价值模型的基线；比组内平均好的回答优势为正，差的为负",
    },
  },
  {
    term: "1/(std(r) + ε)",
    why: {
      en: "above 0: it changes no sign; where the rewards differ little small differences weigh more, and a larger ε shrinks them",
      zh: "恒正，不改变符号：奖励相差不大时，小差别被放大；ε 越大，优势越小",
    },
  },
];

/** Each reward against its group. */
export const groupAdvantages = <T>(a: Arithmetic<T>, { rewards, ddof, eps, scale_by_std }: GroupValues, step: Step<T>): readonly T[] => {
  const values = rewards.map(a.fromNumber);
  const { mean, centred } = centre(a, values);
  step(
    { en: "mean (of the group, in place of a value model)", zh: "均值（组内平均，代替价值模型）" },
    (show) => `(${shortSum(values.map((value) => show(value)))}) / ${values.length}`,
    mean,
  );
  const label = {
    en: `A (plus: the answer's own reward; minus: the group's mean${scale_by_std ? "; over the spread" : ""})`,
    zh: `A（正：回答自己的奖励；负：组内均值${scale_by_std ? "；再除以离散程度" : ""}）`,
  };
  if (!scale_by_std) return step(label, (show) => `${show(values)} − ${factor(show(mean))}`, centred);
  const deviation = step(
    { en: "std", zh: "标准差" },
    (show) => `√((${shortSum(centred.map((value) => `${factor(show(value))}²`))}) / ${values.length - ddof})`,
    a.sqrt(a.div(dot(a, centred, centred), whole(a, values.length - ddof))),
  );
  const divisor = a.add(deviation, a.fromNumber(eps));
  if (a.isZero(divisor) && !a.recipes)
    throw new InputError("rewards", {
      en: "0/0: all rewards are equal, so that their standard deviation is 0, and so is eps",
      zh: "0/0：所有奖励相等，标准差为 0，eps 也为 0",
    });
  return step(
    label,
    (show) => `(${show(values)} − ${factor(show(mean))}) / (${show(deviation)} + ${shortNumber(eps)})`,
    centred.map((value) => a.div(value, divisor)),
  );
};

export const grpoAdvantages = defineFormula({
  id: "grpo-advantages",
  aliases: ["group-advantages"],
  title: { en: "GRPO advantages", zh: "GRPO 组内优势" },
  summary: {
    en: "Several answers to one prompt judge one another: each reward minus the group's mean, over the group's standard deviation. No value model is needed.",
    zh: "同一提示的多个回答互相比照：奖励减去组内均值，再除以组内标准差。不需要价值模型。",
  },
  equation: advantageEquations.scaled,
  equations: advantageEquations,
  equationsOf: advantageEquationsOf,
  inputs: groupInputs,
  result: { symbol: "A", shape: ["G"], about: { en: "an advantage for each answer; they add up to 0", zh: "每个回答的优势，总和为 0" } },
  dimensions: { G: { en: "answers to one prompt", zh: "同一提示的回答数" } },
  signs: {
    goal: {
      en: "neither: an advantage above 0 makes the tokens of its answer likelier in the update, one below 0 less likely",
      zh: "既不最大化也不最小化：优势为正，更新后该回答的词元更可能；为负则更不可能",
    },
    terms: advantageSigns,
  },
  examples: [
    { command: "almanac calc grpo-advantages 1 0 0 1", about: { en: "two right answers of four", zh: "四个回答对了两个" } },
    {
      command: "almanac calc grpo-advantages 1 0 0 1 --ddof 0 --eps 0",
      about: { en: "with the variance of the group itself", zh: "用组内方差" },
    },
    { command: "almanac calc grpo-advantages 1 0 0 1 --scale-by-std=false", about: { en: "as in Dr. GRPO", zh: "同 Dr. GRPO" } },
  ],
  sources: ["shao-2024", "liu-2025a", "trl-grpo-code"],
  check: checkGroup,
  evaluate: (a, inputs, step) => groupAdvantages(a, inputs, step),
  plot: beforeAndAfter("rewards", "r", { en: "Rewards and advantages of a group", zh: "一组回答的奖励与优势" }),
});
