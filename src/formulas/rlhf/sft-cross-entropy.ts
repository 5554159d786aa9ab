import { logSumExpParts } from "../activation/log-softmax.ts";
import { requireSameLength } from "../checks.ts";
import { defineFormula } from "../define.ts";
import { InputError } from "../input-error.ts";
import { whole } from "../recipes.ts";
import { silent } from "../steps.ts";
import { factor, shortSum, subscript } from "../text.ts";
import { sum } from "../vectors.ts";
import { leaveOutItems, shownItems, signed } from "./shared.ts";

/** A target of prompts and padding: it does not count. */
const ignored = -100;

export const sftCrossEntropy = defineFormula({
  id: "sft-cross-entropy",
  aliases: ["sft-loss", "cross-entropy"],
  title: { en: "SFT cross-entropy", zh: "SFT 交叉熵损失" },
  summary: {
    en: "The loss of supervised fine-tuning, and of pretraining: how surprised the model is at each token of the demonstration. Tokens of the prompt are left out by the label −100.",
    zh: "监督微调（也是预训练）的损失：示范文本的每个词元让模型多意外。提示部分的词元用标签 −100 排除在外。",
  },
  equation: "L = -\\frac{1}{N} \\sum_{t : y_t \\ne -100} \\log \\operatorname{softmax}(z_t)_{y_t}",
  equations: {
    sum: "L = -\\sum_{t : y_t \\ne -100} \\log \\operatorname{softmax}(z_t)_{y_t}",
    perplexity: "\\operatorname{PPL} = e^{L}",
    "perplexity of the sum": "\\operatorname{PPL} = e^{L/N}",
  },
  equationsOf: ({ reduction, with_perplexity }) => [
    reduction === "mean" ? "equation" : reduction,
    ...(with_perplexity ? [reduction === "mean" ? "perplexity" : "perplexity of the sum"] : []),
  ],
  inputs: {
    logits: {
      kind: "matrix",
      shape: ["T", "V"],
      symbol: "z",
      about: { en: "a row of scores over the vocabulary for each position", zh: "每个位置一行，为词表上的分数" },
    },
    targets: {
      kind: "vector",
      shape: ["T"],
      isCount: true,
      symbol: "y",
      about: {
        en: "the token that comes next at each position, counted from 0; −100 = ignored. Shifting by one is up to the caller",
        zh: "每个位置的下一个词元，从 0 数起；−100 表示忽略。错开一位由调用者完成",
      },
    },
    reduction: {
      kind: "choice",
      symbol: "reduction",
      choices: ["mean", "sum"],
      about: { en: "mean over the tokens that count, as in PyTorch, or their sum", zh: "对计入的词元取平均（同 PyTorch），或求和" },
    },
    with_perplexity: {
      kind: "boolean",
      symbol: "PPL",
      default: false,
      about: { en: "also e to the power of the mean", zh: "同时给出 e 的均值次方，即困惑度" },
    },
  },
  outputs: {
    loss: { symbol: "L", about: { en: "the loss, in nats", zh: "损失，以 nat 计" } },
    perplexity: { symbol: "PPL", about: { en: "exp of the mean loss, where asked for", zh: "平均损失的指数（要求时才有）" } },
  },
  dimensions: { T: { en: "positions of the text", zh: "文本的位置数" }, V: { en: "tokens of the vocabulary", zh: "词表的词元数" } },
  signs: {
    goal: { en: "to be minimised: the likelier the demonstration, the smaller the loss", zh: "最小化：示范文本越可能，损失越小" },
    terms: [
      {
        term: "−log softmax(z)_y",
        why: {
          en: "minus: a log-probability is at most 0, so the loss is at least 0; making the demonstrated token likelier lowers it",
          zh: "取负：对数概率不大于 0，损失便不小于 0；示范的词元越可能，损失越小",
        },
      },
      {
        term: "−z_y + ln Σ e^z",
        why: {
          en: "the same, written out: the demonstrated token's own score counts against the loss, the scores of all tokens count for it",
          zh: "上式展开：示范词元自己的分数使损失下降，所有词元的分数使损失上升",
        },
      },
      {
        term: "1/N",
        why: {
          en: "plus: a mean over the tokens that count; prompts and padding (−100) are not in it",
          zh: "正：对计入的词元取平均；提示与填充（−100）不计",
        },
      },
    ],
  },
  examples: [
    {
      command: "almanac calc sft-cross-entropy '2 0 1; 0 3 0; 1 1 1' --targets='-100 1 2'",
      about: { en: "three positions, the first belongs to the prompt", zh: "三个位置，第一个属于提示" },
    },
    {
      command: "almanac calc sft-cross-entropy '2 0 1; 0 3 0' --targets '0 1' --with-perplexity",
      about: { en: "with the perplexity", zh: "同时给出困惑度" },
    },
  ],
  sources: ["ouyang-2022", "transformers-perplexity-doc"],
  check: ({ logits, targets, reduction, with_perplexity }) => {
    requireSameLength("targets", targets, "logits", logits);
    const size = logits[0]!.length;
    const odd = targets.findIndex((target) => target !== ignored && !(Number.isInteger(target) && target >= 0 && target < size));
    if (odd >= 0)
      throw new InputError(`targets[${odd}]`, {
        en: `targets[${odd}] is ${targets[odd]}; a target is ${size === 1 ? "0" : `0 to ${size - 1}`}, a column of logits, or -100`,
        zh: `targets[${odd}] 为 ${targets[odd]}；目标应为 logits 的列号 ${size === 1 ? "0" : `0 到 ${size - 1}`}，或 -100`,
      });
    if ((reduction === "mean" || with_perplexity) && targets.every((target) => target === ignored))
      throw new InputError("targets", {
        en: "0/0: every target is -100, so that no token is left to average over",
        zh: "0/0：所有目标都是 -100，没有词元可供平均",
      });
  },
  evaluate: (a, { logits, targets, reduction, with_perplexity }, step) => {
    const counted = targets.flatMap((target, t) => (target === ignored ? [] : [{ t, target }]));
    const losses = counted.map(({ t, target }, at) => {
      const scores = logits[t]!.map(a.fromNumber);
      const { most, rest, distances } = logSumExpParts(a, scores, silent);
      const loss = a.sub(rest, distances[target]!);
      if (at >= shownItems) return loss;
      return step(
        signed(`ℓ${subscript(t)} = −ln p(${target})`, at === 0, {
          en: "minus: ln p is at most 0, the loss at least 0; less likely costs more",
          zh: "取负：ln p 不大于 0，损失便不小于 0；概率越小代价越大",
        }),
        (show) => {
          const peak = scores.indexOf(most);
          const terms = scores.flatMap((other, j) => (j === peak ? [] : [`exp(${show(other)} − ${factor(show(most))})`]));
          return `(${show(most)} − ${factor(show(scores[target]!))}) + ln(${shortSum(["1", ...terms])})`;
        },
        loss,
      );
    });
    leaveOutItems(step, losses.length, "token");
    const total = sum(a, losses);
    const mean = a.div(total, whole(a, losses.length));
    const terms = (show: (value: (typeof losses)[number]) => string): string => (losses.length === 0 ? "0" : shortSum(losses.map(show)));
    const loss =
      reduction === "mean"
        ? step(
            { en: "L (mean over the tokens that count)", zh: "L（对计入词元平均）" },
            (show) => `(${terms(show)}) / ${losses.length}`,
            mean,
          )
        : step({ en: "L (sum over the tokens that count)", zh: "L（对计入词元求和）" }, terms, total);
    if (!with_perplexity) return { loss };
    const perplexity = step(
      { en: "PPL (plus: of the mean loss, 1 at best)", zh: "PPL（取正号：平均损失的指数，最好为 1）" },
      (show) => `exp(${show(mean)})`,
      a.exp(mean),
    );
    return { loss, perplexity };
  },
});
