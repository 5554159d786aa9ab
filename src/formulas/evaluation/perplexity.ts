import { requireSameLength } from "../checks.ts";
import { defineFormula } from "../define.ts";
import { InputError } from "../input-error.ts";
import { whole } from "../recipes.ts";
import { factor, shortSum } from "../text.ts";
import { sum } from "../vectors.ts";

export const perplexity = defineFormula({
  id: "perplexity",
  aliases: ["ppl"],
  title: { en: "Perplexity", zh: "困惑度" },
  summary: {
    en: "The exponential of the mean negative log-likelihood per token, from log-probabilities or from a loss. A loss is in nats as frameworks print it; papers sometimes give bits.",
    zh: "每个词元平均负对数似然的指数，由对数概率或损失算出。各框架打印的损失以奈特为单位，有些论文则用比特。",
  },
  equation: "\\operatorname{PPL} = \\exp\\left(-\\frac{1}{N} \\sum_t \\ln p(x_t \\mid x_{<t})\\right)",
  equations: {
    bits: "\\operatorname{PPL} = 2^{L}, \\quad L = -\\frac{1}{N} \\sum_t \\log_2 p(x_t \\mid x_{<t})",
    loss: "\\operatorname{PPL} = e^{L}",
    "loss bits": "\\operatorname{PPL} = 2^{L}",
  },
  equationsOf: ({ loss, unit }) => [loss === null ? (unit === "bits" ? unit : "equation") : unit === "bits" ? "loss bits" : "loss"],
  inputs: {
    logp: {
      kind: "vector",
      shape: ["T"],
      symbol: "ln p",
      optional: true,
      about: { en: "the log-probability of each token; give this or loss", zh: "每个词元的对数概率；与 loss 二选一" },
    },
    loss: {
      kind: "scalar",
      symbol: "L",
      optional: true,
      about: { en: "the mean loss per token (cross-entropy) instead", zh: "每个词元的平均损失（交叉熵），代替 logp" },
    },
    mask: {
      kind: "mask",
      shape: ["T"],
      symbol: "mask",
      optional: true,
      about: { en: "1 for the tokens that count, 0 for the rest; all count when left out", zh: "计入的词元为 1，其余为 0；不给则全部计入" },
    },
    unit: {
      kind: "choice",
      symbol: "unit",
      choices: ["nats", "bits"],
      about: {
        en: "of logp or loss: natural logarithms, or binary ones: then it is 2 to the power of the loss",
        zh: "logp 或 loss 的单位：自然对数，或以 2 为底；后者的困惑度是 2 的 loss 次方",
      },
    },
  },
  outputs: {
    perplexity: { symbol: "PPL", about: { en: "the perplexity", zh: "困惑度" } },
    loss: { symbol: "L", about: { en: "the mean loss per token, in the same unit", zh: "每个词元的平均损失，单位同输入" } },
  },
  dimensions: { T: { en: "tokens of the text", zh: "文本的词元数" } },
  examples: [
    { command: "almanac calc perplexity -0.5 -1 -3", about: { en: "three tokens", zh: "三个词元" } },
    { command: "almanac calc perplexity --loss 1.636", about: { en: "from a printed loss", zh: "由公布的损失计算" } },
    { command: "almanac calc perplexity --loss 3 --unit bits", about: { en: "eight equally likely tokens", zh: "相当于八个等可能的词元" } },
  ],
  sources: ["transformers-perplexity-doc", "jelinek-1977"],
  check: ({ logp, loss, mask }) => {
    if ((logp === null) === (loss === null))
      throw new InputError(logp === null ? "logp" : "loss", {
        en: `perplexity needs logp or loss${logp === null ? "" : ", not both"}`,
        zh: `perplexity 需要 logp 或 loss${logp === null ? "" : "，不能两个都给"}`,
      });
    if (mask && logp === null)
      throw new InputError("mask", { en: "mask belongs to logp: a loss is one number", zh: "mask 只用于 logp：loss 只是一个数" });
    requireSameLength("mask", mask, "logp", logp ?? []);
    const odd = logp?.findIndex((value) => value > 0) ?? -1;
    if (odd >= 0)
      throw new InputError(`logp[${odd}]`, {
        en: `logp[${odd}] is ${logp![odd]}: a log-probability is never above 0; a loss is given as loss`,
        zh: `logp[${odd}] 为 ${logp![odd]}：对数概率不会大于 0；若是损失，请用 loss 给出`,
      });
    if (mask && !mask.includes(true))
      throw new InputError("mask", { en: "0/0: the mask leaves no token to average over", zh: "0/0：掩码没有留下任何词元，无从求平均" });
  },
  evaluate: (a, { logp, loss, mask, unit }, step) => {
    const counted = logp?.filter((_, t) => !mask || mask[t]).map(a.fromNumber);
    const mean = counted
      ? step(
          "L",
          (show) => `−(${shortSum(counted.map((value) => show(value)))}) / ${counted.length}`,
          a.div(a.neg(sum(a, counted)), whole(a, counted.length)),
        )
      : a.fromNumber(loss!);
    const value =
      unit === "nats"
        ? step("PPL", (show) => `exp(${show(mean)})`, a.exp(mean))
        : step("PPL", (show) => `2^${factor(show(mean))}`, a.pow(a.fromNumber(2), mean));
    return { perplexity: value, loss: mean };
  },
});
