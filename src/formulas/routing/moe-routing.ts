import type { Arithmetic } from "../arithmetic.ts";
import { requireCount, requireFinite, requireFiniteAll, requireSameLength } from "../checks.ts";
import { defineFormula } from "../define.ts";
import { InputError } from "../input-error.ts";
import { scored } from "../plot/elements.ts";
import { listOf } from "../plot/plot.ts";
import { whole } from "../recipes.ts";
import { factor, shortNumber, shortSum } from "../text.ts";
import { sum } from "../vectors.ts";
import { byScore, type Candidate, gate, gateEquations, gatesOf } from "./gates.ts";

type Groups = { readonly n_group: number; readonly topk_group: number };

/** The experts of the best groups. A group counts by its best expert, or, with biases, by its best two. */
const inBestGroups = <T>(
  a: Arithmetic<T>,
  all: readonly Candidate<T>[],
  { n_group, topk_group }: Groups,
  biased: boolean,
): Candidate<T>[] => {
  if (n_group === topk_group) return [...all];
  const size = all.length / n_group;
  const order = byScore(a, biased);
  const groups = Array.from({ length: n_group }, (_, g) => {
    const own = all.slice(g * size, (g + 1) * size);
    const best = [...own].sort(order).slice(0, biased ? 2 : 1);
    return { g, own, best, score: best.map(({ score }) => score).reduce(a.add) };
  });
  const isTie = (x: readonly Candidate<T>[], y: readonly Candidate<T>[]): boolean =>
    x.every(({ logit, bias }, i) => logit === y[i]!.logit && bias === y[i]!.bias);
  groups.sort((x, y) => {
    if (isTie(x.best, y.best)) return x.g - y.g;
    return (biased ? a.compare(y.score, x.score) : order(x.best[0]!, y.best[0]!)) || x.g - y.g;
  });
  return groups.slice(0, topk_group).flatMap(({ own }) => own);
};

const inGroups = (score: string): string => `T = \\operatorname{top}_k \\{ ${score} \\mid i \\in B \\}`;
const bestGroups = "B = \\operatorname{top}_{n_k} (G_1, \\ldots, G_n)";

export const moeRouting = defineFormula({
  id: "moe-routing",
  aliases: ["expert-routing", "router"],
  title: { en: "Expert routing", zh: "专家路由" },
  summary: {
    en: "Which experts a token goes to and with what weights: the k best gates, rescaled to add up to 1 where the model does so, times a factor. A bias takes part in the choice only.",
    zh: "一个词元去往哪些专家、权重各是多少：取最大的 k 个门值，有的模型再归一，再乘以系数。偏置只参与挑选。",
  },
  equation: "T = \\operatorname{top}_k (g_i + b_i), \\quad w_i = r \\, \\frac{g_i}{\\sum_{j \\in T} g_j} \\; (i \\in T)",
  equations: {
    ...gateEquations,
    best: "T = \\operatorname{top}_k (g_i)",
    "best biased": "T = \\operatorname{top}_k (g_i + b_i)",
    "best grouped": `${inGroups("g_i")}, \\quad ${bestGroups}`,
    "best biased grouped": `${inGroups("g_i + b_i")}, \\quad ${bestGroups}`,
    normalised: "w_i = r \\, \\frac{g_i}{\\sum_{j \\in T} g_j} \\; (i \\in T)",
    plain: "w_i = r \\, g_i \\; (i \\in T)",
  },
  equationsOf: ({ gate: kind, bias, n_group, topk_group, normalize }) => [
    kind,
    `best${bias ? " biased" : ""}${n_group === topk_group ? "" : " grouped"}`,
    normalize ? "normalised" : "plain",
  ],
  inputs: {
    logits: {
      kind: "vector",
      shape: ["N"],
      symbol: "z",
      about: { en: "the router's outputs for one token, one for each expert", zh: "路由器对一个词元的输出，每个专家一个" },
    },
    gate,
    top_k: { kind: "integer", symbol: "k", default: 2, about: { en: "experts used", zh: "选用的专家数" } },
    normalize: {
      kind: "boolean",
      symbol: "normalize",
      default: true,
      about: {
        en: "divide by the sum of the chosen gates (norm_topk_prob; Mixtral, DeepSeek-V3); Switch does not",
        zh: "除以所选门值之和（norm_topk_prob；Mixtral、DeepSeek-V3）；Switch 不除",
      },
    },
    bias: {
      kind: "vector",
      shape: ["N"],
      symbol: "b",
      optional: true,
      about: { en: "added to the gates for choosing only (DeepSeek-V3's balancing)", zh: "只在挑选时加到门值上（DeepSeek-V3 的均衡办法）" },
    },
    routed_scaling_factor: {
      kind: "scalar",
      symbol: "r",
      default: 1,
      about: { en: "multiplies the weights: 2.5 in DeepSeek-V3", zh: "乘在权重上：DeepSeek-V3 为 2.5" },
    },
    n_group: {
      kind: "integer",
      symbol: "n",
      default: 1,
      about: { en: "equal groups that the experts form: 8 in DeepSeek-V3", zh: "专家等分成的组数：DeepSeek-V3 为 8" },
    },
    topk_group: {
      kind: "integer",
      symbol: "n_k",
      default: 1,
      about: {
        en: "groups chosen first, by their best expert or, with a bias, their best two: 4 in DeepSeek-V3",
        zh: "先选出的组数，按组内最好的一个专家，有偏置时按最好的两个之和：DeepSeek-V3 为 4",
      },
    },
  },
  outputs: {
    weights: { symbol: "w", shape: ["k"], about: { en: "of the chosen experts, best first", zh: "所选专家的权重，最好的在前" } },
    experts: { symbol: "T", shape: ["k"], about: { en: "their numbers, counted from 0", zh: "它们的编号，从 0 数起" } },
    gates: { symbol: "g", shape: ["N"], about: { en: "of all experts", zh: "全部专家的门值" } },
  },
  dimensions: { N: { en: "experts of the layer", zh: "该层的专家数" } },
  examples: [
    {
      command: "almanac calc moe-routing 2 1 0 -1 --top-k 2",
      about: { en: "two of four experts, as in Mixtral", zh: "四个专家选两个，同 Mixtral" },
    },
    {
      command: "almanac calc moe-routing 2 1 0 -1 --gate sigmoid --bias '0 0 0.5 0' --routed-scaling-factor 2.5",
      about: { en: "as in DeepSeek-V3: the bias brings in the third", zh: "同 DeepSeek-V3：偏置使第三个入选" },
    },
  ],
  sources: ["shazeer-2017", "fedus-2021", "wang-2024", "deepseek-v3-code", "jiang-2024", "kimi-k2-config", "deepseek-v4-pro-config"],
  check: ({ logits, top_k, bias, routed_scaling_factor, n_group, topk_group }) => {
    requireFiniteAll("logits", logits);
    requireFiniteAll("bias", bias);
    requireSameLength("bias", bias, "logits", logits);
    requireFinite("routed_scaling_factor", routed_scaling_factor);
    requireCount("n_group", n_group, logits.length);
    requireCount("topk_group", topk_group, n_group);
    if (logits.length % n_group !== 0)
      throw new InputError("n_group", {
        en: `n_group is ${n_group}: ${logits.length} experts do not fall into as many equal groups`,
        zh: `n_group 为 ${n_group}：${logits.length} 个专家不能等分成这么多组`,
      });
    const among = (logits.length / n_group) * topk_group;
    if (topk_group < n_group && top_k > among)
      throw new InputError("top_k", {
        en: `top_k is ${top_k}, but ${logits.length} experts in ${n_group} groups, ${topk_group} of them chosen, leave ${among} to choose from`,
        zh: `top_k 为 ${top_k}，但 ${logits.length} 个专家分成 ${n_group} 组、选其中 ${topk_group} 组，可选的只有 ${among} 个`,
      });
    requireCount("top_k", top_k, among);
  },
  evaluate: (a, { logits, gate: kind, top_k, normalize, bias, routed_scaling_factor, ...groups }, step) => {
    const gates = step("g", (show) => `${kind}(${show(logits.map(a.fromNumber))})`, gatesOf(a, logits, kind));
    const biases = bias ?? logits.map(() => 0);
    const scores = bias
      ? step(
          "g + b",
          (show) => `${show(gates)} + ${show(bias.map(a.fromNumber))}`,
          gates.map((value, i) => a.add(value, a.fromNumber(biases[i]!))),
        )
      : gates;
    const all = logits.map((logit, expert) => ({ expert, logit, bias: biases[expert]!, score: scores[expert]! }));
    const chosen = inBestGroups(a, all, groups, bias !== null)
      .sort(byScore(a, bias !== null))
      .slice(0, top_k)
      .map(({ expert }) => expert);
    const experts = step(
      "T",
      (show) => `top ${top_k} ${show(scores)}`,
      chosen.map((expert) => whole(a, expert)),
    );
    const taken = chosen.map((i) => gates[i]!);
    const r = a.fromNumber(routed_scaling_factor);
    const total = normalize
      ? step({ en: "total", zh: "总和" }, (show) => shortSum(taken.map((value) => show(value))), sum(a, taken))
      : null;
    const weights = step(
      "w",
      (show) =>
        `${routed_scaling_factor === 1 ? "" : `${factor(shortNumber(routed_scaling_factor))} · `}${show(taken)}${total === null ? "" : ` / ${show(total)}`}`,
      taken.map((value) => a.mul(r, total === null ? value : a.div(value, total))),
    );
    return { weights, experts, gates };
  },
  plot: {
    about: { en: "draw gates and weights of the experts as bars; takes no range", zh: "用条形图画出各专家的门值与权重；不需要范围" },
    draw: ({ inputs: { logits }, compute }) => {
      const result = compute();
      const [gates, weights, experts] = [listOf(result, "gates"), listOf(result, "weights"), listOf(result, "experts")];
      const weightOf = new Map(experts.map((expert, at) => [expert, weights[at]!]));
      return {
        kind: "bars",
        title: { en: "Gates of all experts, weights of those chosen", zh: "全部专家的门值与入选者的权重" },
        series: [
          { en: "gate", zh: "门值" },
          { en: "weight", zh: "权重" },
        ],
        rows: scored("z", logits).map((label, i) => ({ label, values: [gates[i]!, weightOf.get(i) ?? null] })),
      };
    },
  },
});
