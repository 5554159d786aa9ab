import type { Arithmetic } from "../arithmetic.ts";
import { defineFormula } from "../define.ts";
import { numbers } from "../dimensions.ts";
import { eachElement } from "../steps.ts";
import { activationPlot } from "./curve.ts";
import { numbersInput } from "./inputs.ts";

export const reluOf = <T>(a: Arithmetic<T>, x: T): T => {
  const zero = a.fromNumber(0);
  return a.compare(x, zero) < 0 ? zero : x;
};

export const relu = defineFormula({
  id: "relu",
  aliases: [],
  title: { en: "ReLU", zh: "ReLU（修正线性单元）" },
  summary: { en: "Keeps what is positive and sets the rest to zero.", zh: "正数原样通过，其余一律归零。" },
  equation: "\\operatorname{ReLU}(x) = \\max(0, x)",
  inputs: {
    x: numbersInput,
  },
  result: { symbol: "y", shape: ["n"], about: { en: "element by element", zh: "逐元素的结果" } },
  dimensions: numbers,
  examples: [{ command: "almanac calc relu -1.5 0 2", about: { en: "each number on its own", zh: "逐个元素计算" } }],
  sources: ["shazeer-2020"],
  isElementwise: true,
  evaluate: (a, { x }, step) =>
    eachElement(a, x, step, (value) => reluOf(a, value), { label: (text) => `ReLU(${text})`, expression: (text) => `max(0, ${text})` }),
  plot: activationPlot(
    () => "ReLU",
    () => [
      { id: "swish", name: "Swish" },
      { id: "softplus", name: "softplus" },
    ],
  ),
});
