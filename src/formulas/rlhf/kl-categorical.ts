import { requireSameLength } from "../checks.ts";
import { defineFormula } from "../define.ts";
import { factor, shortSum, subscript } from "../text.ts";
import { sum } from "../vectors.ts";
import { leaveOutItems, shownItems, signed } from "./shared.ts";

export const klCategorical = defineFormula({
  id: "kl-categorical",
  aliases: ["kl-divergence"],
  title: { en: "KL divergence of two distributions", zh: "两个分布的 KL 散度" },
  summary: {
    en: "How far distribution p is from q, in nats, summed over all outcomes. The order matters: RLHF takes KL(policy ∥ reference), the average under the policy.",
    zh: "分布 p 离 q 有多远，以 nat 计，对所有结果求和。顺序有别：RLHF 取 KL(策略 ∥ 参考模型)，即在策略下求平均。",
  },
  equation: "\\operatorname{KL}(p \\parallel q) = \\sum_i p_i \\ln \\frac{p_i}{q_i}",
  inputs: {
    p: {
      kind: "vector",
      shape: ["n"],
      symbol: "p",
      about: {
        en: "the probabilities under which the average is taken; taken as they are, neither checked nor renormalised",
        zh: "在其下求平均的概率；照原样使用，不检查也不归一化",
      },
    },
    q: { kind: "vector", shape: ["n"], symbol: "q", about: { en: "the probabilities it is compared with", zh: "与之比较的概率" } },
  },
  result: { symbol: "KL", about: { en: "in nats; 0 only for equal distributions", zh: "以 nat 计；只有两个分布相同时为 0" } },
  dimensions: { n: { en: "outcomes", zh: "可能结果的个数" } },
  examples: [
    {
      command: "almanac calc kl-categorical 0.5 0.5 --q 0.9,0.1",
      about: { en: "a fair coin against a loaded one", zh: "公平的硬币对灌铅的硬币" },
    },
    {
      command: "almanac calc kl-categorical 0.9 0.1 --q 0.5,0.5",
      about: { en: "the other way round: another number", zh: "反过来，数就不同" },
    },
  ],
  sources: ["lambert-rlhf-book", "ziegler-2019"],
  check: ({ p, q }) => requireSameLength("q", q, "p", p),
  evaluate: (a, { p, q }, step) => {
    const terms = p.map((probability, i) => {
      const [own, other] = [a.fromNumber(probability), a.fromNumber(q[i]!)];
      // p ln p goes to 0 with p.
      const isImpossible = probability === 0 && !Number.isNaN(q[i]!);
      const term = isImpossible ? a.fromNumber(0) : a.mul(own, a.log(a.div(own, other)));
      if (i >= shownItems) return term;
      return step(
        signed(`k${subscript(i)}`, i === 0, {
          en: "above 0 where p exceeds q, below where q exceeds p",
          zh: "p 大于 q 处为正，q 大于 p 处为负",
        }),
        (show) => (isImpossible ? "0" : `${factor(show(own))}·ln(${show(own)} / ${factor(show(other))})`),
        term,
      );
    });
    leaveOutItems(step, p.length, "outcome");
    return step(
      { en: "KL (plus: over all outcomes)", zh: "KL（相加：遍及所有结果）" },
      (show) => shortSum(terms.map((term) => show(term))),
      sum(a, terms),
    );
  },
  plot: {
    about: { en: "draw both distributions as bars; takes no range", zh: "用条形图画出两个分布；不需要范围" },
    draw: ({ inputs: { p, q } }) => ({
      kind: "bars",
      title: { en: "p against q", zh: "p 与 q" },
      series: ["p", "q"],
      rows: p.map((value, i) => ({ label: String(i), values: [value, q[i]!] })),
    }),
  },
});
