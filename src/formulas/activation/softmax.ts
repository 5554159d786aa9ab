import type { Arithmetic } from "../arithmetic.ts";
import { requirePositive } from "../checks.ts";
import { defineFormula } from "../define.ts";
import { scores } from "../dimensions.ts";
import { scoredRows } from "../plot/elements.ts";
import { listOf } from "../plot/plot.ts";
import { factor, shortList, shortNumber, shortSum } from "../text.ts";
import { maximum, sum } from "../vectors.ts";
import { scoresInput } from "./inputs.ts";

/** e^x over the sum of such: the largest is subtracted first, so that none overflows. */
export const softmaxOf = <T>(a: Arithmetic<T>, scores: readonly T[]): readonly T[] => {
  const most = maximum(a, scores);
  const weights = scores.map((score) => a.exp(a.sub(score, most)));
  const total = sum(a, weights);
  return weights.map((weight) => a.div(weight, total));
};

export const softmax = defineFormula({
  id: "softmax",
  aliases: [],
  title: { en: "Softmax", zh: "Softmax" },
  summary: {
    en: "Turns scores into probabilities that add up to 1. A low temperature sharpens them, a high one flattens them.",
    zh: "把分数变成总和为 1 的概率。温度低则分布尖锐，温度高则分布平缓。",
  },
  equation: "\\operatorname{softmax}(x)_i = \\frac{e^{x_i / T}}{\\sum_j e^{x_j / T}}",
  inputs: {
    x: scoresInput,
    temperature: {
      kind: "scalar",
      symbol: "T",
      default: 1,
      about: { en: "divides the scores; more than 0", zh: "用来除分数，必须大于 0" },
    },
  },
  result: { symbol: "p", shape: ["n"], about: { en: "probabilities: positive, adding up to 1", zh: "概率：都为正，总和为 1" } },
  dimensions: scores,
  examples: [
    { command: "almanac calc softmax 1 2 3", about: { en: "three scores as probabilities", zh: "三个分数化为概率" } },
    { command: "almanac calc softmax 1 2 3 --temperature 0.5", about: { en: "sharper", zh: "更尖锐" } },
    { command: "almanac calc softmax 1 2 3 --plot", about: { en: "as bars", zh: "画成条形图" } },
  ],
  sources: ["vaswani-2017"],
  check: ({ temperature }) => requirePositive("temperature", temperature),
  evaluate: (a, { x, temperature }, step) => {
    const scores = x.map(a.fromNumber);
    const divisor = a.fromNumber(temperature);
    const most = step("max x", (show) => `max ${show(scores)}`, maximum(a, scores));
    const distances = step(
      temperature === 1 ? "x − max x" : "(x − max x) / T",
      (show) => {
        const difference = `${show(scores)} − ${factor(show(most))}`;
        return temperature === 1 ? difference : `(${difference}) / ${shortNumber(temperature)}`;
      },
      a.recipes?.tempered(scores, most, divisor) ?? scores.map((score) => a.div(a.sub(score, most), divisor)),
    );
    const weights = step("exp", (show) => shortList(distances.map((distance) => `exp(${show(distance)})`)), distances.map(a.exp));
    const total = step("Σ exp", (show) => shortSum(weights.map((weight) => show(weight))), sum(a, weights));
    return step(
      "softmax(x)",
      (show) => `${show(weights)} / ${show(total)}`,
      weights.map((weight) => a.div(weight, total)),
    );
  },
  plot: {
    about: { en: "draw the probabilities as bars; takes no range", zh: "用条形图画出各概率；不需要范围" },
    draw: ({ inputs: { x, temperature }, compute }) => ({
      kind: "bars",
      title: temperature === 1 ? "softmax(x)" : `softmax(x / T), T = ${shortNumber(temperature)}`,
      series: ["p"],
      rows: scoredRows("x", x, listOf(compute())),
    }),
  },
});
