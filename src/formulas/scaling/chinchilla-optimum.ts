import { requirePositive } from "../checks.ts";
import { defineFormula } from "../define.ts";
import type { Label } from "../plot/picture.ts";
import { dots, enclosing, numberOf } from "../plot/plot.ts";
import { shortNumber } from "../text.ts";
import { type Fit, fitChoice, fits } from "./chinchilla-fits.ts";

export const chinchillaOptimum = defineFormula({
  id: "chinchilla-optimum",
  aliases: ["compute-optimal"],
  title: { en: "Compute-optimal size and data", zh: "算力最优的规模与数据" },
  summary: {
    en: "For a budget of C = 6ND operations, the parameters and tokens that make Chinchilla's loss smallest. The constants printed in 2022 do not give the paper's 20 tokens per parameter; those refitted in 2024 do nearly.",
    zh: "在 C = 6ND 次运算的预算下，使 Chinchilla 损失最小的参数量与词元数。2022 年印出的常数得不出论文所说的每参数 20 词元，2024 年重新拟合的常数则大致相符。",
  },
  equation:
    "N = G \\left(\\frac{C}{6}\\right)^{\\frac{\\beta}{\\alpha + \\beta}}, \\quad D = \\frac{C}{6N}, \\quad G = \\left(\\frac{\\alpha A}{\\beta B}\\right)^{\\frac{1}{\\alpha + \\beta}}",
  inputs: {
    compute: {
      kind: "scalar",
      symbol: "C",
      unit: { en: "FLOP", zh: "FLOP" },
      about: { en: "training operations", zh: "训练的浮点运算次数" },
    },
    constants: fitChoice,
  },
  outputs: {
    parameters: { symbol: "N", about: { en: "parameters", zh: "参数量" } },
    tokens: { symbol: "D", about: { en: "training tokens", zh: "训练词元数" } },
    tokens_per_parameter: { symbol: "D/N", about: { en: "tokens for each parameter", zh: "每个参数对应的词元数" } },
    loss: { symbol: "L", about: { en: "the loss they give, in nats per token", zh: "由此得到的损失（每词元的奈特数）" } },
  },
  examples: [
    { command: "almanac calc chinchilla-optimum 5.76e23", about: { en: "Chinchilla's budget", zh: "Chinchilla 的预算" } },
    { command: "almanac calc chinchilla-optimum 5.76e23 --constants besiroglu", about: { en: "with the refit", zh: "用重新拟合的常数" } },
  ],
  sources: ["hoffmann-2022", "besiroglu-2024"],
  check: ({ compute }) => requirePositive("compute", compute),
  evaluate: (a, { compute, constants }, step) => {
    const fit: Fit = fits[constants];
    const [A, B] = [a.fromNumber(fit.A), a.fromNumber(fit.B)];
    const [alpha, beta] = [a.fromNumber(fit.alpha), a.fromNumber(fit.beta)];
    const total = a.add(alpha, beta);
    const pairs = step("C/6", () => `${shortNumber(compute)} / 6`, a.div(a.fromNumber(compute), a.fromNumber(6)));
    const ratio = a.div(a.mul(alpha, A), a.mul(beta, B));
    const G = step(
      "G",
      () => `(${fit.alpha}·${fit.A} / (${fit.beta}·${fit.B}))^(1/(${fit.alpha} + ${fit.beta}))`,
      a.pow(ratio, a.div(a.fromNumber(1), total)),
    );
    const parameters = step(
      "N",
      (show) => `${show(G)} · ${show(pairs)}^(${fit.beta}/(${fit.alpha} + ${fit.beta}))`,
      a.mul(G, a.pow(pairs, a.div(beta, total))),
    );
    const tokens = step("D", (show) => `${show(pairs)} / ${show(parameters)}`, a.div(pairs, parameters));
    const tokens_per_parameter = step("D/N", (show) => `${show(tokens)} / ${show(parameters)}`, a.div(tokens, parameters));
    const missed = a.add(a.mul(A, a.pow(parameters, a.neg(alpha))), a.mul(B, a.pow(tokens, a.neg(beta))));
    const loss = step(
      "L",
      (show) => `${fit.E} + ${fit.A}/${show(parameters)}^${fit.alpha} + ${fit.B}/${show(tokens)}^${fit.beta}`,
      a.add(a.fromNumber(fit.E), missed),
    );
    return { parameters, tokens, tokens_per_parameter, loss };
  },
  plot: {
    about: {
      en: "draw parameters and tokens against compute C (over 1e18:1e26, or a range a:b), both axes logarithmic, the given budget on them",
      zh: "用双对数轴画出参数量与词元数随算力 C 的变化（默认 1e18:1e26，也可给范围 a:b）并标出所给的预算",
    },
    over: {
      symbol: "C",
      log: true,
      usual: ({ inputs: { compute }, given }) => enclosing([1e18, 1e26], given("compute") ? [compute] : []),
    },
    without: [{ compute: 5.76e23 }],
    draw: ({ inputs, given, from, to, xs, compute }) => {
      const results = xs.map((budget) => compute({ compute: budget }));
      const curve = (name: Label, key: string) => ({
        name,
        points: dots(
          xs,
          results.map((result) => numberOf(result, key)),
        ),
      });
      const own = compute();
      return {
        kind: "curves",
        title: { en: "Compute-optimal parameters and tokens", zh: "算力最优的参数量与词元数" },
        x: { label: { en: "C, FLOP", zh: "C（FLOP）" }, log: true, from, to },
        y: { label: "N, D", log: true },
        curves: [curve({ en: "parameters N", zh: "参数量 N" }, "parameters"), curve({ en: "tokens D", zh: "词元数 D" }, "tokens")],
        marks: given("compute") ? ["parameters", "tokens"].map((key) => ({ x: inputs.compute, y: numberOf(own, key) })) : [],
      };
    },
  },
});
