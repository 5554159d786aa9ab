import type { Arithmetic } from "../arithmetic.ts";
import { requireNonNegative } from "../checks.ts";
import { defineFormula } from "../define.ts";
import { InputError } from "../input-error.ts";
import { scored } from "../plot/elements.ts";
import { listOf } from "../plot/plot.ts";
import { factor, shortList, shortNumber, shortSum } from "../text.ts";
import { sum } from "../vectors.ts";

const requireShare = (path: string, value: number | null): void => {
  if (value === null || (value >= 0 && value <= 1)) return;
  throw new InputError(path, { en: `${path} must be from 0 to 1, not ${value}`, zh: `${path} 必须在 0 到 1 之间，而不是 ${value}` });
};

/** The smallest number of leading weights that make at least p of all. */
const nucleus = <T>(a: Arithmetic<T>, ranked: readonly T[], p: number): number => {
  const wanted = a.mul(a.fromNumber(p), sum(a, ranked));
  let reached = a.fromNumber(0);
  for (let i = 0; i < ranked.length; i += 1) {
    reached = a.add(reached, ranked[i]!);
    if (a.compare(reached, wanted) >= 0) return i + 1;
  }
  return ranked.length;
};

export const sampling = defineFormula({
  id: "sampling",
  aliases: ["top-p", "top-k", "min-p"],
  title: { en: "Sampling distribution", zh: "采样分布" },
  summary: {
    en: "The probabilities from which the next token is drawn: temperature, then top-k, top-p and min-p one after the other; what they drop gets 0 and the rest is scaled up to 1.",
    zh: "抽取下一个词元所用的概率：先温度，再依次 top-k、top-p、min-p；被舍去的为 0，其余重新归一。",
  },
  equation: "p_i = \\frac{e^{z_i / T}}{\\sum_{j \\in S} e^{z_j / T}} \\; (i \\in S), \\quad p_i = 0 \\; (i \\notin S)",
  equations: { greedy: "p_i = \\frac{1}{|S|} \\; (i \\in S), \\quad z_i = \\max_j z_j \\; (i \\in S), \\quad p_i = 0 \\; (i \\notin S)" },
  equationsOf: ({ temperature }) => [temperature === 0 ? "greedy" : "equation"],
  inputs: {
    logits: {
      kind: "vector",
      shape: ["n"],
      symbol: "z",
      about: { en: "the scores of the tokens; -inf is never drawn", zh: "各词元的分数；-inf 永不被抽中" },
    },
    temperature: {
      kind: "scalar",
      symbol: "T",
      default: 1,
      about: { en: "divides the scores; 0 is greedy, and ties share", zh: "用来除分数；0 即贪心，并列者平分" },
    },
    top_k: {
      kind: "integer",
      symbol: "k",
      optional: true,
      about: {
        en: "keep the k likeliest, and what ties with the last of them; 0 keeps all",
        zh: "保留最可能的 k 个，与末位并列的也保留；0 表示全留",
      },
    },
    top_p: {
      kind: "scalar",
      symbol: "p",
      optional: true,
      about: {
        en: "keep the fewest likeliest that make at least p of what is left; of ties the earlier",
        zh: "在余下的里保留概率和达到 p 的最少几个；并列时先取靠前的",
      },
    },
    min_p: {
      kind: "scalar",
      symbol: "m",
      optional: true,
      about: { en: "keep what has at least m times the likeliest one's probability", zh: "保留概率不低于最大者 m 倍的" },
    },
    temperature_order: {
      kind: "choice",
      symbol: "temperature_order",
      choices: ["before", "after"],
      about: {
        en: "temperature before the tokens are cut off (Transformers, vLLM), or after",
        zh: "温度在截断之前起作用（Transformers、vLLM），或在其后",
      },
    },
  },
  result: {
    symbol: "p",
    shape: ["n"],
    about: { en: "probabilities of the draw: 0 for what is cut off, adding up to 1", zh: "抽样概率：被舍去的为 0，总和为 1" },
  },
  dimensions: { n: { en: "tokens of the vocabulary", zh: "词表的词元数" } },
  examples: [
    { command: "almanac calc sampling 3 2 1 0 --top-p 0.9", about: { en: "the nucleus of four tokens", zh: "四个词元的核" } },
    {
      command: "almanac calc sampling 3 2 1 0 --temperature 0.6 --top-p 0.95 --top-k 20",
      about: { en: "as Qwen3 asks for when thinking", zh: "Qwen3 思考时所要求的" },
    },
  ],
  sources: ["holtzman-2019", "fan-2018", "nguyen-2024", "yang-2025"],
  check: ({ logits, temperature, top_k, top_p, min_p }) => {
    requireNonNegative("temperature", temperature);
    requireNonNegative("top_k", top_k);
    requireShare("top_p", top_p);
    requireShare("min_p", min_p);
    const bad = logits.findIndex((z) => !(z < Infinity));
    if (bad >= 0)
      throw new InputError(`logits[${bad}]`, {
        en: `logits[${bad}] is ${logits[bad]}: a score is a finite number or -inf`,
        zh: `logits[${bad}] 为 ${logits[bad]}：分数应为有限数或 -inf`,
      });
    if (logits.every((z) => z === -Infinity))
      throw new InputError("logits", {
        en: "logits: every one is -inf, no token can be drawn (0/0)",
        zh: "logits：全部为 -inf，没有可抽取的词元（0/0）",
      });
  },
  evaluate: (a, { logits, temperature, top_k, top_p, min_p, temperature_order }, step) => {
    const [zero, one] = [a.fromNumber(0), a.fromNumber(1)];
    const most = logits.reduce((one, other) => Math.max(one, other));
    const top = a.fromNumber(most);
    const weigh = (i: number, divisor: number) => {
      if (logits[i] === most) return one;
      if (logits[i] === -Infinity || divisor === 0) return zero;
      return a.exp(a.div(a.sub(a.fromNumber(logits[i]!), top), a.fromNumber(divisor)));
    };
    const cutting = temperature_order === "before" ? temperature : 1;
    const ranked = logits.map((_, i) => i).filter((i) => logits[i] !== -Infinity);
    ranked.sort((i, j) => logits[j]! - logits[i]! || i - j);
    const weights = new Map(ranked.map((i) => [i, weigh(i, cutting)]));
    const numbers = (indices: readonly number[]) => indices.map((i) => a.fromNumber(i));
    step(
      { en: cutting === 0 ? "likeliest" : "weights", zh: cutting === 0 ? "最可能者" : "权重" },
      (show) => {
        if (cutting === 0) return `max ${show(ranked.map((i) => a.fromNumber(logits[i]!)))}`;
        const difference = (i: number) => `${shortNumber(logits[i]!)} − ${factor(show(top))}`;
        return shortList(
          ranked.map((i) => (cutting === 1 ? `exp(${difference(i)})` : `exp((${difference(i)}) / ${shortNumber(cutting)})`)),
        );
      },
      ranked.map((i) => weights.get(i)!),
    );
    let kept = ranked;
    const keep = (rule: string, bound: number, next: number[]) => {
      step("S", (show) => `${rule}(${show(numbers(kept))}, ${shortNumber(bound)})`, numbers(next));
      kept = next;
    };
    if (top_k) {
      const least = logits[kept[Math.min(top_k, kept.length) - 1]!]!;
      keep(
        "top-k",
        top_k,
        kept.filter((i) => logits[i]! >= least),
      );
    }
    if (top_p !== null && top_p < 1) {
      const ordered = kept.map((i) => weights.get(i)!);
      keep("top-p", top_p, kept.slice(0, nucleus(a, ordered, top_p)));
    }
    if (min_p !== null) {
      const least = a.fromNumber(min_p);
      keep(
        "min-p",
        min_p,
        kept.filter((i) => a.compare(weights.get(i)!, least) >= 0),
      );
    }
    const final = new Map(kept.map((i) => [i, cutting === temperature ? weights.get(i)! : weigh(i, temperature)]));
    const total = step(
      { en: "total", zh: "总和" },
      (show) => shortSum([...final.values()].map((weight) => show(weight))),
      sum(a, [...final.values()]),
    );
    return step(
      "p",
      (show) => `${show([...final.values()])} / ${show(total)}`,
      logits.map((_, i) => (final.has(i) ? a.div(final.get(i)!, total) : zero)),
    );
  },
  plot: {
    about: {
      en: "draw the probabilities as bars, before anything is dropped and after; takes no range",
      zh: "用条形图画出截断前后的各概率；不需要范围",
    },
    draw: ({ inputs: { logits }, compute }) => {
      const [after, before] = [listOf(compute()), listOf(compute({ top_k: null, top_p: null, min_p: null }))];
      const isCut = after.some((p, i) => p !== before[i]);
      return {
        kind: "bars",
        title: { en: "Probabilities of the next token", zh: "下一个词元的概率" },
        series: isCut
          ? [
              { en: "drawn from", zh: "抽取所用" },
              { en: "before the cut", zh: "截断之前" },
            ]
          : ["p"],
        rows: scored("z", logits).map((label, i) => ({ label, values: isCut ? [after[i]!, before[i]!] : [after[i]!] })),
      };
    },
  },
});
