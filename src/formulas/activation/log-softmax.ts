import type { Arithmetic } from "../arithmetic.ts";
import { defineFormula, type Step } from "../define.ts";
import { scores } from "../dimensions.ts";
import { scoredRows } from "../plot/elements.ts";
import { listOf } from "../plot/plot.ts";
import { factor, shortList, shortSum } from "../text.ts";
import { maximum, sum } from "../vectors.ts";
import { scoresInput } from "./inputs.ts";

type Parts<T> = {
  readonly most: T;
  /** log Σ e^(xⱼ − max x), 0 or more. */
  readonly rest: T;
  readonly distances: readonly T[];
};

/** ln Σ e^x = max x + ln(1 + the others): one term of the sum is e^0, and what lies far below it is not lost beside it. */
export const logSumExpParts = <T>(a: Arithmetic<T>, scores: readonly T[], step: Step<T>): Parts<T> => {
  const most = step("max x", (show) => `max ${show(scores)}`, maximum(a, scores));
  const at = scores.indexOf(most);
  const distances = step(
    "x − max x",
    (show) => `${show(scores)} − ${factor(show(most))}`,
    scores.map((score) => a.sub(score, most)),
  );
  const weights = step("exp", (show) => shortList(distances.map((distance) => `exp(${show(distance)})`)), distances.map(a.exp));
  const others = sum(
    a,
    weights.filter((_, i) => i !== at),
  );
  // 0, unless ∞ − ∞ made a NaN of it.
  const surplus = a.sub(weights[at] ?? most, a.fromNumber(1));
  const rest = step(
    "ln Σ exp",
    (show) => `ln(${shortSum(weights.map((weight) => show(weight)))})`,
    a.recipes?.logSum(weights) ?? a.log1p(a.add(others, surplus)),
  );
  return { most, rest, distances };
};

export const logsumexp = defineFormula({
  id: "logsumexp",
  aliases: ["log-sum-exp", "lse"],
  title: { en: "LogSumExp", zh: "LogSumExp（对数指数和）" },
  summary: {
    en: "The logarithm of a sum of exponentials: a smooth maximum, and what log-softmax subtracts. FlashAttention keeps one for each query.",
    zh: "指数之和的对数：平滑的最大值，也是 log-softmax 要减去的量。FlashAttention 为每个 query 保存一个。",
  },
  equation: "\\operatorname{LSE}(x) = \\ln \\sum_j e^{x_j} = m + \\ln \\sum_j e^{x_j - m}, \\quad m = \\max_j x_j",
  inputs: {
    x: scoresInput,
  },
  result: { symbol: "LSE(x)", about: { en: "at least the largest score", zh: "不小于最大的分数" } },
  dimensions: scores,
  examples: [
    { command: "almanac calc logsumexp 1 2 3", about: { en: "a little more than the largest", zh: "比最大的略大" } },
    { command: "almanac calc logsumexp 1000 1000", about: { en: "1000 + ln 2, without overflow", zh: "1000 + ln 2，不会溢出" } },
  ],
  sources: ["dao-2023"],
  evaluate: (a, { x }, step) => {
    const scores = x.map(a.fromNumber);
    // −∞ throughout, +∞ or NaN: beside them the differences below would be ∞ − ∞.
    const endless = scores.filter((score) => !a.isFinite(score) && !(a.compare(score, a.fromNumber(0)) < 0));
    if (endless.length > 0) return sum(a, endless);
    if (scores.every((score) => !a.isFinite(score))) return scores[0]!;
    const { most, rest } = logSumExpParts(a, scores, step);
    return step("LSE(x)", (show) => `${show(most)} + ${show(rest)}`, a.add(most, rest));
  },
});

export const logSoftmax = defineFormula({
  id: "log-softmax",
  aliases: ["logsoftmax"],
  title: { en: "Log-softmax", zh: "Log-softmax（对数 softmax）" },
  summary: {
    en: "The logarithm of softmax: log-probabilities from scores, as losses use them. Of the largest score it may be tiny, where the logarithm of a rounded probability is 0.",
    zh: "softmax 的对数：由分数得到损失所用的对数概率。最大分数的对数概率可以极小；若先把概率舍入再取对数，就成了 0。",
  },
  equation: "\\ln \\operatorname{softmax}(x)_i = x_i - \\ln \\sum_j e^{x_j}",
  inputs: {
    x: scoresInput,
  },
  result: {
    symbol: "ln p",
    shape: ["n"],
    about: { en: "log-probabilities: their exponentials add up to 1", zh: "对数概率：其指数之和为 1" },
  },
  dimensions: scores,
  examples: [
    { command: "almanac calc log-softmax 1 2 3", about: { en: "three log-probabilities", zh: "三个对数概率" } },
    { command: "almanac calc log-softmax 40 0 0", about: { en: "the first is -8.5e-18, not 0", zh: "第一个是 -8.5e-18，而不是 0" } },
  ],
  sources: ["torch-activation-code"],
  evaluate: (a, { x }, step) => {
    const { distances, rest } = logSumExpParts(a, x.map(a.fromNumber), step);
    return step(
      "log-softmax(x)",
      (show) => `${show(distances)} − ${show(rest)}`,
      distances.map((distance) => a.sub(distance, rest)),
    );
  },
  plot: {
    about: { en: "draw the log-probabilities as bars; takes no range", zh: "用条形图画出各对数概率；不需要范围" },
    draw: ({ inputs: { x }, compute }) => ({
      kind: "bars",
      title: "log-softmax(x)",
      series: ["ln p"],
      rows: scoredRows("x", x, listOf(compute())),
    }),
  },
});
