import { requireDdof, requireNonNegative, requireSameLength } from "../checks.ts";
import { defineFormula } from "../define.ts";
import { beforeAndAfter } from "../plot/elements.ts";
import { denominator, epsPlacement, moments, overRoot, scale } from "./shared.ts";

export const layernorm = defineFormula({
  id: "layernorm",
  aliases: ["layer-norm"],
  title: { en: "LayerNorm", zh: "LayerNorm（层归一化）" },
  summary: {
    en: "Centres a vector and divides it by its standard deviation, so that every layer sees inputs of the same scale.",
    zh: "先减去均值，再除以标准差，使每一层看到的输入尺度一致。",
  },
  equation: "\\operatorname{LayerNorm}(x)_i = \\frac{x_i - \\mu}{\\sqrt{\\sigma^2 + \\epsilon}} \\, g_i + b_i",
  equations: {
    outside_sqrt: "\\operatorname{LayerNorm}(x)_i = \\frac{x_i - \\mu}{\\sigma + \\epsilon} \\, g_i + b_i",
    variance: "\\sigma^2 = \\frac{1}{n} \\sum_j (x_j - \\mu)^2",
    "variance ddof": "\\sigma^2 = \\frac{1}{n - \\text{ddof}} \\sum_j (x_j - \\mu)^2",
  },
  equationsOf: ({ eps_placement, ddof }) => [
    eps_placement === "inside_sqrt" ? "equation" : eps_placement,
    ddof === 0 ? "variance" : "variance ddof",
  ],
  inputs: {
    x: { kind: "vector", shape: ["n"], symbol: "x", about: { en: "the vector to normalise", zh: "要归一化的向量" } },
    gain: {
      kind: "vector",
      shape: ["n"],
      symbol: "g",
      optional: true,
      about: { en: "a factor for each element; ones when left out", zh: "逐元素的增益；不给则全为 1" },
    },
    bias: {
      kind: "vector",
      shape: ["n"],
      symbol: "b",
      optional: true,
      about: { en: "added to each element; zeros when left out", zh: "逐元素的偏置；不给则全为 0" },
    },
    eps: { kind: "scalar", symbol: "ε", default: 1e-5, about: { en: "keeps the divisor away from 0", zh: "防止除数为 0" } },
    ddof: {
      kind: "integer",
      symbol: "ddof",
      default: 0,
      about: {
        en: "the variance divides by n − ddof: 0 as in the paper, 1 for the sample's",
        zh: "方差除以 n − ddof：0 同论文，1 为样本方差",
      },
    },
    eps_placement: epsPlacement,
  },
  result: {
    symbol: "y",
    shape: ["n"],
    about: {
      en: "the normalised vector: mean 0 and variance 1 before gain and bias",
      zh: "归一化后的向量：乘增益、加偏置之前，均值为 0，方差为 1",
    },
  },
  dimensions: { n: { en: "width: as many as x has elements", zh: "宽度，即 x 的元素数" } },
  examples: [
    { command: "almanac calc layernorm 1 2 3 4", about: { en: "without gain and bias", zh: "不带增益和偏置" } },
    {
      command: "almanac calc layernorm 1 2 3 4 --ddof 1 --eps-placement outside_sqrt --eps 1e-6",
      about: { en: "as the Annotated Transformer has it", zh: "The Annotated Transformer 的写法" },
    },
  ],
  sources: ["ba-2016", "annotated-transformer-code"],
  check: ({ x, gain, bias, eps, ddof }) => {
    requireSameLength("gain", gain, "x", x);
    requireSameLength("bias", bias, "x", x);
    requireNonNegative("eps", eps);
    requireDdof(ddof, "x", x);
  },
  evaluate: (a, { x, gain, bias, eps, ddof, eps_placement }, step) => {
    const { centred, variance } = moments(a, x, ddof, "σ²", step);
    const root = denominator(a, variance, "σ²", eps, eps_placement, step);
    const normalised = step(
      gain || bias ? { en: "normalised", zh: "归一化" } : "LayerNorm(x)",
      (show) => `${show(centred)} / ${show(root)}`,
      overRoot(a, centred, root, eps_placement),
    );
    const scaled = gain
      ? scale(a, normalised, gain.map(a.fromNumber), bias ? { en: "scaled", zh: "乘增益" } : "LayerNorm(x)", step)
      : normalised;
    if (!bias) return scaled;
    const shift = bias.map(a.fromNumber);
    return step(
      "LayerNorm(x)",
      (show) => `${show(scaled)} + ${show(shift)}`,
      scaled.map((value, i) => a.add(value, shift[i]!)),
    );
  },
  plot: beforeAndAfter("x", "x", "LayerNorm(x)"),
});
