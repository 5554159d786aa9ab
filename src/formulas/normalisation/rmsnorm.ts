import { requireNonNegative, requireSameLength } from "../checks.ts";
import { defineFormula } from "../define.ts";
import { beforeAndAfter } from "../plot/elements.ts";
import { whole } from "../recipes.ts";
import { factor, shortSum } from "../text.ts";
import { dot } from "../vectors.ts";
import { denominator, type EpsPlacement, epsPlacement, overRoot, scale } from "./shared.ts";

const equation = (placement: EpsPlacement, gain: string): string => {
  const mean = "\\frac{1}{n} \\sum_j x_j^2";
  const root = placement === "inside_sqrt" ? `\\sqrt{${mean} + \\epsilon}` : `\\sqrt{${mean}} + \\epsilon`;
  return `\\operatorname{RMSNorm}(x)_i = \\frac{x_i}{${root}} \\, ${gain}`;
};

export const rmsnorm = defineFormula({
  id: "rmsnorm",
  aliases: ["rms-norm"],
  title: { en: "RMSNorm", zh: "RMSNorm（均方根归一化）" },
  summary: {
    en: "Divides a vector by its root mean square: LayerNorm without the mean and without a bias. The paper has no ε; the code of the models adds one.",
    zh: "把向量除以它的均方根：相当于去掉均值和偏置的 LayerNorm。论文里没有 ε，各模型的代码都加了一个。",
  },
  equation: equation("inside_sqrt", "g_i"),
  equations: {
    outside_sqrt: equation("outside_sqrt", "g_i"),
    "inside_sqrt offset": equation("inside_sqrt", "(1 + g_i)"),
    "outside_sqrt offset": equation("outside_sqrt", "(1 + g_i)"),
  },
  equationsOf: ({ eps_placement, unit_offset }) => {
    if (unit_offset) return [`${eps_placement} offset`];
    return [eps_placement === "inside_sqrt" ? "equation" : eps_placement];
  },
  inputs: {
    x: { kind: "vector", shape: ["n"], symbol: "x", about: { en: "the vector to normalise", zh: "要归一化的向量" } },
    gain: {
      kind: "vector",
      shape: ["n"],
      symbol: "g",
      optional: true,
      about: { en: "a factor for each element; ones when left out", zh: "逐元素的增益；不给则全为 1" },
    },
    eps: {
      kind: "scalar",
      symbol: "ε",
      default: 1e-6,
      about: { en: "keeps the divisor away from 0 (Llama 2 and 3: 1e-5)", zh: "防止除数为 0（Llama 2、3 用 1e-5）" },
    },
    unit_offset: {
      kind: "boolean",
      symbol: "1 + g",
      default: false,
      about: { en: "multiply by 1 + g, as Gemma and Qwen3-Next do", zh: "乘以 1 + g，Gemma 与 Qwen3-Next 如此" },
    },
    eps_placement: epsPlacement,
  },
  result: {
    symbol: "y",
    shape: ["n"],
    about: { en: "the normalised vector: root mean square 1 before the gain", zh: "归一化后的向量：乘增益之前，均方根为 1" },
  },
  dimensions: { n: { en: "width: as many as x has elements", zh: "宽度，即 x 的元素数" } },
  examples: [
    { command: "almanac calc rmsnorm 1 2 3 4", about: { en: "without a gain", zh: "不带增益" } },
    {
      command: "almanac calc rmsnorm 1 2 3 4 --gain 1,1,2,2 --eps 1e-5",
      about: { en: "with a gain and Llama 2's ε", zh: "带增益，ε 同 Llama 2" },
    },
  ],
  sources: ["zhang-2019", "touvron-2023a", "gemma-code", "transformers-qwen3-next-code", "llama-2-7b-config", "llama-3-code"],
  check: ({ x, gain, eps }) => {
    requireSameLength("gain", gain, "x", x);
    requireNonNegative("eps", eps);
  },
  evaluate: (a, { x, gain, eps, unit_offset, eps_placement }, step) => {
    const values = x.map(a.fromNumber);
    const one = a.fromNumber(1);
    const meanSquare = step(
      "mean(x²)",
      (show) => `(${shortSum(values.map((value) => `${factor(show(value))}²`))}) / ${x.length}`,
      a.div(dot(a, values, values), whole(a, x.length)),
    );
    const root = denominator(a, meanSquare, "mean(x²)", eps, eps_placement, step);
    const normalised = step(
      gain || unit_offset ? { en: "normalised", zh: "归一化" } : "RMSNorm(x)",
      (show) => `${show(values)} / ${show(root)}`,
      overRoot(a, values, root, eps_placement),
    );
    if (!gain && !unit_offset) return normalised;
    const given = gain ? gain.map(a.fromNumber) : values.map(() => one);
    if (!unit_offset) return scale(a, normalised, given, "RMSNorm(x)", step);
    const shifted = step(
      "1 + g",
      (show) => `1 + ${show(given)}`,
      given.map((factor) => a.add(one, factor)),
    );
    return scale(a, normalised, shifted, "RMSNorm(x)", step);
  },
  plot: beforeAndAfter("x", "x", "RMSNorm(x)"),
});
