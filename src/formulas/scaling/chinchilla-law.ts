import { requirePositive } from "../checks.ts";
import { defineFormula } from "../define.ts";
import { shortNumber } from "../text.ts";
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
});
