import { requirePositive } from "../checks.ts";
import { defineFormula } from "../define.ts";
import type { Label } from "../plot/picture.ts";
import { dots, enclosing, numberOf } from "../plot/plot.ts";
import { powerText, shortNumber } from "../text.ts";
import { type Fit, fitChoice, fits } from "./chinchilla-fits.ts";

export const chinchillaLaw = defineFormula({
  id: "chinchilla-law",
  aliases: ["chinchilla", "hoffmann-law"],
  title: { en: "Chinchilla scaling law", zh: "Chinchilla 缩放定律" },
  summary: {
    en: "The training loss to expect, in nats per token, from the number of parameters and of tokens: what text leaves uncertain, plus what a finite model and finite data miss.",
    zh: "由参数量与词元数估计训练损失（每词元的奈特数）：文本自身的不确定性，加上模型有限与数据有限各自的不足。",
  },
  equation: "L(N, D) = E + \\frac{A}{N^{\\alpha}} + \\frac{B}{D^{\\beta}}",
  inputs: {
    parameters: { kind: "scalar", symbol: "N", about: { en: "parameters", zh: "参数量" } },
    tokens: { kind: "scalar", symbol: "D", about: { en: "training tokens", zh: "训练词元数" } },
    constants: fitChoice,
  },
  outputs: {
    loss: { symbol: "L", about: { en: "nats per token", zh: "每词元的奈特数" } },
    model_term: { symbol: "A/N^α", about: { en: "what the finite model misses", zh: "模型有限造成的部分" } },
    data_term: { symbol: "B/D^β", about: { en: "what finite data miss", zh: "数据有限造成的部分" } },
  },
  examples: [
    { command: "almanac calc chinchilla-law 70e9 1.4e12", about: { en: "Chinchilla itself", zh: "Chinchilla 自身" } },
    {
      command: "almanac calc chinchilla-law 70e9 1.4e12 --constants besiroglu",
      about: { en: "with the constants refitted in 2024", zh: "用 2024 年重新拟合的常数" },
    },
    { command: "almanac calc chinchilla-law 70e9 1.4e12 --plot", about: { en: "the loss against parameters", zh: "损失随参数量的变化" } },
  ],
  sources: ["hoffmann-2022", "besiroglu-2024"],
  check: ({ parameters, tokens }) => {
    requirePositive("parameters", parameters);
    requirePositive("tokens", tokens);
  },
  evaluate: (a, { parameters, tokens, constants }, step) => {
    const fit: Fit = fits[constants];
    const term = (label: string, coefficient: number, count: number, exponent: number) =>
      step(
        label,
        () => `${coefficient} / ${shortNumber(count)}^${exponent}`,
        a.mul(a.fromNumber(coefficient), a.pow(a.fromNumber(count), a.fromNumber(-exponent))),
      );
    const model_term = term("A/N^α", fit.A, parameters, fit.alpha);
    const data_term = term("B/D^β", fit.B, tokens, fit.beta);
    const loss = step(
      "L",
      (show) => `${fit.E} + ${show(model_term)} + ${show(data_term)}`,
      a.add(a.fromNumber(fit.E), a.add(model_term, data_term)),
    );
    return { loss, model_term, data_term };
  },
  plot: {
    about: {
      en: "draw the loss against parameters N (over 1e7:1e13, or a range a:b) with the given tokens, and with endless ones",
      zh: "画出损失随参数量 N 的变化（默认 1e7:1e13，也可给范围 a:b），词元数取所给值或无穷",
    },
    over: {
      symbol: "N",
      log: true,
      usual: ({ inputs: { parameters }, given }) => enclosing([1e7, 1e13], given("parameters") ? [parameters] : []),
    },
    without: [{ parameters: 70e9 }, { tokens: 1.4e12 }],
    draw: ({ inputs: { parameters, tokens }, given, from, to, xs, compute }) => {
      const curve = (name: Label, data: number) => ({
        name,
        points: dots(
          xs,
          xs.map((count) => numberOf(compute({ parameters: count, tokens: data }), "loss")),
        ),
      });
      return {
        kind: "curves",
        title: { en: "Loss against parameters, in nats per token", zh: "损失随参数量的变化（每词元的奈特数）" },
        x: { label: "N", log: true, from, to },
        y: { label: "L" },
        curves: [curve(`D = ${powerText(tokens)}`, tokens), curve("D = ∞", Infinity)],
        marks: given("parameters") ? [{ x: parameters, y: numberOf(compute(), "loss") }] : [],
        levels: [{ at: numberOf(compute({ parameters: Infinity }), "loss"), name: { en: "limit for this D", zh: "此 D 的极限" } }],
      };
    },
  },
});
