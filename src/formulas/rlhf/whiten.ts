import { requireDdof, requireNonNegative } from "../checks.ts";
import { defineFormula } from "../define.ts";
import { numbers } from "../dimensions.ts";
import { denominator, moments, overRoot } from "../normalisation/shared.ts";
import { beforeAndAfter } from "../plot/elements.ts";
import { factor } from "../text.ts";

const white = "\\frac{x_i - \\mu}{\\sqrt{s^2 + \\epsilon}}";
const variance = "s^2 = \\frac{1}{n - \\text{ddof}} \\sum_j (x_j - \\mu)^2";

export const whiten = defineFormula({
  id: "whiten",
  aliases: [],
  title: { en: "Whitening", zh: "白化（优势归一化）" },
  summary: {
    en: "Gives the advantages or rewards of a batch mean 0 and variance 1, as PPO implementations do before the update.",
    zh: "把一批优势或奖励变成均值为 0、方差为 1；PPO 的各种实现在更新前都这样做。",
  },
  equation: `y_i = ${white}, \\quad ${variance}`,
  equations: { kept: `y_i = ${white} + \\mu, \\quad ${variance}` },
  equationsOf: ({ shift_mean }) => [shift_mean ? "equation" : "kept"],
  inputs: {
    x: { kind: "vector", shape: ["n"], symbol: "x", about: { en: "the advantages or rewards of the batch", zh: "一批优势或奖励" } },
    ddof: {
      kind: "integer",
      symbol: "ddof",
      default: 1,
      about: {
        en: "the variance divides by n − ddof: 1 in TRL, 0 in OpenAI's lm-human-preferences",
        zh: "方差除以 n − ddof：TRL 用 1，OpenAI 的 lm-human-preferences 用 0",
      },
    },
    eps: {
      kind: "scalar",
      symbol: "ε",
      default: 1e-8,
      about: { en: "added to the variance, under the root", zh: "加在方差上，在根号之内" },
    },
    shift_mean: {
      kind: "boolean",
      symbol: "shift_mean",
      default: true,
      about: { en: "move the mean to 0; false adds it back after scaling", zh: "把均值移到 0；设为 false 则缩放后再加回均值" },
    },
  },
  result: {
    symbol: "y",
    shape: ["n"],
    about: {
      en: "mean 0 and variance 1, but for ε; with shift_mean false the mean is kept",
      zh: "均值为 0，方差为 1（ε 除外）；shift_mean 为 false 时保留均值",
    },
  },
  dimensions: numbers,
  signs: {
    goal: {
      en: "neither: what counts is whether an element lies above or below the mean of its batch",
      zh: "既不最大化也不最小化：要看的是元素高于还是低于整批的均值",
    },
    terms: [
      {
        term: "+x_i",
        why: {
          en: "plus: a larger element gets a larger result, and raises the mean that all are measured against",
          zh: "正：该元素越大，结果越大；它同时抬高用来比照的均值",
        },
      },
      {
        term: "−μ",
        why: {
          en: "minus: above the mean the result is above 0, below it below; the same added to all changes nothing",
          zh: "负：高于均值者为正，低于均值者为负；全体同加一数，结果不变",
        },
      },
      {
        term: "1/√(s² + ε)",
        why: {
          en: "above 0: it changes no sign; a wider batch is shrunk, a narrower one stretched, and a larger ε shrinks both",
          zh: "恒正，不改变符号：离散的一批被压缩，集中的一批被拉开；ε 越大，压得越小",
        },
      },
    ],
  },
  examples: [
    { command: "almanac calc whiten 1 2 3 4", about: { en: "as in TRL", zh: "TRL 的写法" } },
    {
      command: "almanac calc whiten 1 2 3 4 --ddof 0 --shift-mean=false",
      about: { en: "as lm-human-preferences whitens rewards", zh: "lm-human-preferences 对奖励的做法" },
    },
  ],
  sources: ["trl-core-code", "lm-human-preferences-code"],
  check: ({ x, ddof, eps }) => {
    requireNonNegative("eps", eps);
    requireDdof(ddof, "x", x);
  },
  evaluate: (a, { x, ddof, eps, shift_mean }, step) => {
    const { mean, centred, variance } = moments(a, x, ddof, "s²", step);
    const root = denominator(a, variance, "s²", eps, "inside_sqrt", step);
    const white = step("(x − μ) / √(s² + ε)", (show) => `${show(centred)} / ${show(root)}`, overRoot(a, centred, root, "inside_sqrt"));
    if (shift_mean) return white;
    return step(
      "y",
      (show) => `${show(white)} + ${factor(show(mean))}`,
      white.map((value) => a.add(value, mean)),
    );
  },
  plot: beforeAndAfter("x", "x", { en: "Whitening", zh: "白化" }),
});
