import type { Arithmetic } from "../arithmetic.ts";
import { defineFormula } from "../define.ts";
import { numbers } from "../dimensions.ts";
import { eachElement } from "../steps.ts";
import { factor } from "../text.ts";
import { activationPlot } from "./curve.ts";
import { numbersInput } from "./inputs.ts";

/** log(1 + e^z) = max(z, 0) + log(1 + e^−|z|), which neither overflows nor vanishes. */
const logOnePlusExp = <T>(a: Arithmetic<T>, z: T): T => {
  const zero = a.fromNumber(0);
  const rest = a.log1p(a.exp(a.neg(a.abs(z))));
  return a.compare(z, zero) > 0 ? a.add(z, rest) : rest;
};

export const softplusOf = <T>(a: Arithmetic<T>, z: T): T => a.recipes?.softplus(z) ?? logOnePlusExp(a, z);

/** −log σ(z) = log(1 + e^−z): of a small probability as exact as of one near 1. Programs do not take their softplus here. */
export const logisticLoss = <T>(a: Arithmetic<T>, z: T): T => logOnePlusExp(a, a.neg(z));

export const softplus = defineFormula({
  id: "softplus",
  aliases: [],
  title: { en: "Softplus", zh: "Softplus" },
  summary: {
    en: "A smooth ReLU, and the loss of a preference: softplus(−x) is −log σ(x). Computed whole; torch returns x itself beyond 20.",
    zh: "ReLU 的平滑版本，也是偏好损失的形式：softplus(−x) 就是 −log σ(x)。这里不作截断；torch 在 x 超过 20 时直接返回 x。",
  },
  equation: "\\operatorname{softplus}(x) = \\ln(1 + e^{x})",
  inputs: {
    x: numbersInput,
  },
  result: { symbol: "y", shape: ["n"], about: { en: "each above 0 and above x", zh: "逐元素，都大于 0 且大于 x" } },
  dimensions: numbers,
  examples: [
    { command: "almanac calc softplus -2 0 2", about: { en: "each number on its own", zh: "逐个元素计算" } },
    { command: "almanac calc softplus 21", about: { en: "more than 21, though by 8e-10 only", zh: "比 21 大，但只大 8e-10" } },
  ],
  sources: ["torch-activation-code"],
  isElementwise: true,
  evaluate: (a, { x }, step) =>
    eachElement(a, x, step, (value) => softplusOf(a, value), {
      label: (text) => `softplus(${text})`,
      expression: (text) => `ln(1 + exp(${text}))`,
    }),
  plot: activationPlot(
    () => "softplus",
    () => [{ id: "relu", name: "ReLU" }],
  ),
});

export const logSigmoid = defineFormula({
  id: "log-sigmoid",
  aliases: ["logsigmoid"],
  title: { en: "Log-sigmoid", zh: "Log-sigmoid（对数 sigmoid）" },
  summary: {
    en: "The logarithm of a sigmoid: the log-probability in the reward-model and DPO losses. Taken of the rounded sigmoid it would be 0 from 38 on and −∞ below −745.",
    zh: "sigmoid 的对数：奖励模型损失与 DPO 损失里的对数概率。若先算出 sigmoid 再取对数，x 到 38 就成了 0，低于 −745 就成了 −∞。",
  },
  equation: "\\ln \\sigma(x) = -\\ln(1 + e^{-x})",
  inputs: {
    x: {
      kind: "vector",
      shape: ["n"],
      symbol: "x",
      about: { en: "the numbers, such as differences of rewards", zh: "输入的数，例如奖励之差" },
    },
  },
  result: { symbol: "y", shape: ["n"], about: { en: "each below 0", zh: "逐元素，都小于 0" } },
  dimensions: numbers,
  examples: [
    { command: "almanac calc log-sigmoid -2 0 2", about: { en: "each number on its own", zh: "逐个元素计算" } },
    { command: "almanac calc log-sigmoid 40 -800", about: { en: "neither 0 nor −∞", zh: "既不是 0，也不是 −∞" } },
  ],
  sources: ["torch-activation-code", "ouyang-2022"],
  isElementwise: true,
  evaluate: (a, { x }, step) =>
    eachElement(a, x, step, (value) => a.neg(logisticLoss(a, value)), {
      label: (text) => `ln σ(${text})`,
      expression: (text) => `−ln(1 + exp(−${factor(text)}))`,
    }),
  plot: activationPlot(
    () => "ln σ",
    () => [{ id: "sigmoid", name: "σ" }],
  ),
});
