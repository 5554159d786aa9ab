import type { Arithmetic } from "../arithmetic.ts";
import { defineFormula } from "../define.ts";
import { numbers } from "../dimensions.ts";
import { eachElement } from "../steps.ts";
import { factor } from "../text.ts";
import { activationPlot } from "./curve.ts";

/** σ(z) through e^−|z|, which cannot overflow. */
export const sigmoidOf = <T>(a: Arithmetic<T>, z: T): T => {
  if (a.recipes) return a.recipes.sigmoid(z);
  const one = a.fromNumber(1);
  const decay = a.exp(a.neg(a.abs(z)));
  return a.div(a.compare(z, a.fromNumber(0)) < 0 ? decay : one, a.add(one, decay));
};

export const sigmoid = defineFormula({
  id: "sigmoid",
  aliases: ["logistic"],
  title: { en: "Sigmoid", zh: "Sigmoid 函数" },
  summary: {
    en: "Squeezes any number into the interval from 0 to 1; the gate of GLU and of Swish.",
    zh: "把任意实数压到 0 与 1 之间；GLU 和 Swish 的门就是它。",
  },
  equation: "\\sigma(x) = \\frac{1}{1 + e^{-x}}",
  inputs: {
    x: { kind: "vector", shape: ["n"], symbol: "x", about: { en: "the numbers to squeeze", zh: "要压缩的数" } },
  },
  result: { symbol: "σ(x)", shape: ["n"], about: { en: "each between 0 and 1", zh: "逐元素，都在 0 与 1 之间" } },
  dimensions: numbers,
  examples: [{ command: "almanac calc sigmoid -2 0 2", about: { en: "each number on its own", zh: "逐个元素计算" } }],
  sources: ["dauphin-2016"],
  isElementwise: true,
  evaluate: (a, { x }, step) =>
    eachElement(a, x, step, (value) => sigmoidOf(a, value), {
      label: (text) => `σ(${text})`,
      expression: (text) => `1 / (1 + exp(−${factor(text)}))`,
    }),
  plot: activationPlot(
    () => "σ",
    () => [],
  ),
});
