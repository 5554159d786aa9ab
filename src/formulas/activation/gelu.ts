import type { Arithmetic } from "../arithmetic.ts";
import { defineFormula, type InputSpec } from "../define.ts";
import { numbers } from "../dimensions.ts";
import { InputError } from "../input-error.ts";
import { eachElement } from "../steps.ts";
import { factor, shortNumber } from "../text.ts";
import { type Activated, activationPlot } from "./curve.ts";
import { numbersInput } from "./inputs.ts";
import { swishOf } from "./swish.ts";

export const approximate = {
  kind: "choice",
  symbol: "approximate",
  choices: ["none", "tanh", "sigmoid"],
  about: {
    en: "none: the exact x·Φ(x), as in BERT; tanh: as in GPT-2 and Gemma; sigmoid: x·σ(1.702x), quick GELU. They differ in the fourth decimal (tanh) or the second (sigmoid)",
    zh: "none：精确的 x·Φ(x)，BERT 用它；tanh：GPT-2 与 Gemma 用它；sigmoid：x·σ(1.702x)，即 quick GELU。与精确值相比，tanh 差在第四位小数，sigmoid 差在第二位",
  },
} as const satisfies InputSpec;

export const coefficient = {
  kind: "scalar",
  symbol: "c",
  optional: true,
  about: {
    en: "of an approximation: of x³ in the tanh one, 0.044715 when left out; of x in the sigmoid one, 1.702 when left out",
    zh: "近似式的系数：tanh 式中 x³ 的系数，不给则为 0.044715；sigmoid 式中 x 的系数，不给则为 1.702",
  },
} as const satisfies InputSpec;

export type Variant = (typeof approximate.choices)[number];

const usual = { none: 0, tanh: 0.044715, sigmoid: 1.702 } as const;

export const requireUsedCoefficient = (path: string, value: number | null, choice: string, variant: Variant): void => {
  if (value === null || variant !== "none") return;
  throw new InputError(path, {
    en: `${path} belongs to an approximation: give ${choice} tanh or sigmoid too`,
    zh: `${path} 只用于近似式：请同时指定 ${choice} 为 tanh 或 sigmoid`,
  });
};

/** x Φ(x) or an approximation; 0.5(1 + tanh u) is σ(2u), which does not cancel. */
export const geluOf = <T>(a: Arithmetic<T>, x: T, variant: Variant, given: number | null): T => {
  const c = a.fromNumber(given ?? usual[variant]);
  if (a.recipes) return a.recipes.gelu(x, variant, c);
  const [one, two] = [a.fromNumber(1), a.fromNumber(2)];
  if (variant === "sigmoid") return swishOf(a, x, c);
  if (variant === "tanh") {
    const scale = a.mul(two, a.sqrt(a.div(two, a.pi())));
    const bend = a.isZero(c) ? one : a.add(one, a.mul(c, a.mul(x, x)));
    return swishOf(a, x, a.mul(scale, bend));
  }
  if (!a.isFinite(x)) return a.compare(x, a.fromNumber(0)) < 0 ? a.fromNumber(0) : x;
  if (a.compound) return a.mul(x, a.compound.normal(x));
  return a.div(a.mul(x, a.erfc(a.div(a.neg(x), a.sqrt(two)))), two);
};

const wording = (variant: Variant, given: number | null) => (text: string) => {
  const c = shortNumber(given ?? usual[variant]);
  const x = factor(text);
  if (variant === "sigmoid") return `${x} · σ(${factor(c)}·${x})`;
  return variant === "tanh" ? `${x}/2 · (1 + tanh(√(2/π)·(${text} + ${factor(c)}·${x}³)))` : `${x}/2 · erfc(−${x}/√2)`;
};

/** By variant. */
export const geluEquations = {
  none: "\\operatorname{GELU}(x) = x \\, \\Phi(x) = \\frac{x}{2} \\operatorname{erfc}\\left(-\\frac{x}{\\sqrt{2}}\\right)",
  tanh: "\\operatorname{GELU}(x) = \\frac{x}{2} \\left(1 + \\tanh\\left(\\sqrt{\\frac{2}{\\pi}} (x + c x^3)\\right)\\right)",
  sigmoid: "\\operatorname{GELU}(x) = x \\, \\sigma(c x)",
} as const satisfies Record<Variant, string>;

export const gelu = defineFormula({
  id: "gelu",
  aliases: [],
  title: { en: "GELU", zh: "GELU（高斯误差线性单元）" },
  summary: {
    en: "A number times the share of a normal distribution below it: a smooth ReLU. Two approximations of it are in use, and models compute the one they were trained with.",
    zh: "一个数乘以标准正态分布中小于它的概率：平滑的 ReLU。另有两种近似式在用，模型训练时用哪种，推理时就要用哪种。",
  },
  equation:
    "\\operatorname{GELU}(x) = x \\, \\Phi(x) = \\frac{x}{2} \\operatorname{erfc}\\left(-\\frac{x}{\\sqrt{2}}\\right) \\approx \\frac{x}{2} \\left(1 + \\tanh\\left(\\sqrt{\\frac{2}{\\pi}} (x + c x^3)\\right)\\right)",
  equations: geluEquations,
  equationsOf: ({ approximate: variant }) => [variant],
  inputs: {
    x: numbersInput,
    approximate,
    coefficient,
  },
  result: { symbol: "y", shape: ["n"], about: { en: "element by element", zh: "逐元素的结果" } },
  dimensions: numbers,
  examples: [
    { command: "almanac calc gelu -2 0 2", about: { en: "exact", zh: "精确式" } },
    { command: "almanac calc gelu -2 0 2 --approximate tanh", about: { en: "as in GPT-2", zh: "GPT-2 的写法" } },
    { command: "almanac calc gelu -2 0 2 --approximate sigmoid", about: { en: "quick GELU", zh: "即 quick GELU" } },
    { command: "almanac calc gelu --plot -3:1", about: { en: "the three variants as curves", zh: "画出三种写法的曲线" } },
  ],
  sources: ["hendrycks-2016", "hendrycks-gelus-readme", "gpt-2-code", "bert-code", "gemma-code"],
  check: ({ coefficient: given, approximate: variant }) => requireUsedCoefficient("coefficient", given, "approximate", variant),
  isElementwise: true,
  evaluate: (a, { x, approximate: variant, coefficient: given }, step) =>
    eachElement(a, x, step, (value) => geluOf(a, value, variant, given), {
      label: (text) => `GELU(${text})`,
      expression: wording(variant, given),
    }),
  plot: activationPlot<Activated & { readonly approximate: Variant; readonly coefficient: number | null }>(
    ({ approximate: variant }) => `GELU, ${variant === "none" ? "erf" : variant}`,
    ({ approximate: variant }) => [
      ...approximate.choices
        .filter((choice) => choice !== variant)
        .map((choice) => ({ id: "gelu", name: choice === "none" ? "erf" : choice, inputs: { approximate: choice } })),
      { id: "relu", name: "ReLU" },
    ],
  ),
});
