import type { Arithmetic } from "../arithmetic.ts";
import { defineFormula } from "../define.ts";
import { numbers } from "../dimensions.ts";
import { eachElement } from "../steps.ts";
import { factor, shortNumber } from "../text.ts";
import { type Activated, activationPlot } from "./curve.ts";
import { numbersInput } from "./inputs.ts";
import { sigmoidOf } from "./sigmoid.ts";

/** x σ(βx), with its limits: 0 as βx → −∞, x/2 for β = 0, ReLU for β = ∞. */
export const swishOf = <T>(a: Arithmetic<T>, x: T, beta: T): T => {
  if (a.recipes) return a.recipes.swish(x, beta);
  if (a.isZero(beta)) return a.div(x, a.fromNumber(2));
  const z = a.mul(beta, x);
  if (!a.isFinite(z)) {
    if (a.isFinite(x) && a.isZero(x)) return x;
    if (a.compare(z, a.fromNumber(0)) < 0) return a.fromNumber(0);
  }
  return a.mul(x, sigmoidOf(a, z));
};

export const swish = defineFormula({
  id: "swish",
  aliases: ["silu"],
  title: { en: "Swish (SiLU)", zh: "Swish（SiLU）" },
  summary: {
    en: "A smooth relative of ReLU: a number times its own sigmoid. With β = 1 it is SiLU, the gate of SwiGLU.",
    zh: "ReLU 的平滑版本：一个数乘以它自己的 sigmoid。β = 1 时就是 SiLU，也是 SwiGLU 的门。",
  },
  equation: "\\operatorname{Swish}_{\\beta}(x) = x \\, \\sigma(\\beta x) = \\frac{x}{1 + e^{-\\beta x}}",
  inputs: {
    x: numbersInput,
    beta: {
      kind: "scalar",
      symbol: "β",
      default: 1,
      about: { en: "steepness: 0 gives x/2, ∞ gives ReLU", zh: "陡峭程度：0 时为 x/2，∞ 时为 ReLU" },
    },
  },
  result: { symbol: "y", shape: ["n"], about: { en: "element by element", zh: "逐元素的结果" } },
  dimensions: numbers,
  examples: [
    { command: "almanac calc swish -2 0 2", about: { en: "SiLU of each number", zh: "逐个元素计算 SiLU" } },
    { command: "almanac calc swish 1 --beta 1.702", about: { en: "another steepness", zh: "换一个陡峭程度" } },
    {
      command: "almanac calc swish -1.28 2 --plot -6:6",
      about: {
        en: "the curve beside ReLU, GELU and the sigmoid, two numbers on it",
        zh: "与 ReLU、GELU、sigmoid 对照的曲线，并标出两个数",
      },
    },
  ],
  sources: ["ramachandran-2017"],
  isElementwise: true,
  evaluate: (a, { x, beta }, step) => {
    const steepness = a.fromNumber(beta);
    return eachElement(a, x, step, (value) => swishOf(a, value, steepness), {
      label: (text) => `Swish(${text})`,
      expression: (text) => `${factor(text)} · σ(${shortNumber(beta)}·${factor(text)})`,
    });
  },
  plot: activationPlot<Activated & { readonly beta: number }>(
    ({ beta }) => (beta === 1 ? "Swish" : `Swish, β = ${shortNumber(beta)}`),
    () => [
      { id: "relu", name: "ReLU" },
      { id: "gelu", name: "GELU" },
      { id: "sigmoid", name: "sigmoid" },
    ],
  ),
});
