import { requireCount, requireFinite, requireFiniteAll } from "../checks.ts";
import { defineFormula } from "../define.ts";
import { whole } from "../recipes.ts";
import { shortSum } from "../text.ts";
import { sum } from "../vectors.ts";
import { byScore, gate, gateEquations, gatesOf } from "./gates.ts";

export const moeBalancingLoss = defineFormula({
  id: "moe-balancing-loss",
  aliases: ["load-balancing-loss", "moe-aux-loss"],
  title: { en: "Load-balancing loss", zh: "负载均衡损失" },
  summary: {
    en: "What keeps a router from sending every token to the same few experts: the share of choices that fall on an expert times its mean gate, added up. Even use gives the coefficient itself.",
    zh: "防止路由器把词元都送给少数专家：每个专家被选中的比例乘以它的平均门值，再求和。使用均匀时恰为系数本身。",
  },
  equation: "L = a N \\sum_{i=1}^{N} f_i P_i",
  equations: {
    ...gateEquations,
    per_choice: "f_i = \\frac{n_i}{k T}, \\quad P_i = \\frac{1}{T} \\sum_t g_{ti}",
    per_token: "f_i = \\frac{n_i}{T}, \\quad P_i = \\frac{1}{T} \\sum_t g_{ti}",
    "per_choice shared": "f_i = \\frac{n_i}{k T}, \\quad P_i = \\frac{1}{T} \\sum_t \\frac{g_{ti}}{\\sum_j g_{tj}}",
    "per_token shared": "f_i = \\frac{n_i}{T}, \\quad P_i = \\frac{1}{T} \\sum_t \\frac{g_{ti}}{\\sum_j g_{tj}}",
  },
  equationsOf: ({ gate: kind, share }) => ["equation", `${share}${kind === "softmax" ? "" : " shared"}`, kind],
  inputs: {
    logits: {
      kind: "matrix",
      shape: ["T", "N"],
      symbol: "z",
      about: { en: "the router's outputs, a row for each token", zh: "路由器的输出，每个词元一行" },
    },
    gate,
    top_k: { kind: "integer", symbol: "k", default: 1, about: { en: "experts used by each token", zh: "每个词元选用的专家数" } },
    coefficient: {
      kind: "scalar",
      symbol: "a",
      default: 0.01,
      about: { en: "weight of the loss: 0.01 in Switch", zh: "损失的权重：Switch 为 0.01" },
    },
    share: {
      kind: "choice",
      symbol: "f",
      choices: ["per_choice", "per_token"],
      about: {
        en: "f counts choices over all choices, or over tokens, which gives k times as much; the same for Switch, where k is 1",
        zh: "f 以全部选择次数为分母，或以词元数为分母（结果为 k 倍）；Switch 的 k 为 1，二者相同",
      },
    },
  },
  outputs: {
    loss: { symbol: "L", about: { en: "the loss", zh: "损失" } },
    load: { symbol: "fᵢ", shape: ["N"], about: { en: "how often each expert is chosen", zh: "各专家被选中的比例" } },
    mean_gate: {
      symbol: "Pᵢ",
      shape: ["N"],
      about: { en: "mean over tokens of each expert's gate, as a share", zh: "各专家门值（归一后）对词元的平均" },
    },
  },
  dimensions: { T: { en: "tokens", zh: "词元数" }, N: { en: "experts of the layer", zh: "该层的专家数" } },
  examples: [
    {
      command: "almanac calc moe-balancing-loss --logits '2 0; 0 2'",
      about: { en: "two tokens, two experts, evenly used", zh: "两个词元、两个专家，使用均匀" },
    },
    { command: "almanac calc moe-balancing-loss --logits '2 0; 2 0'", about: { en: "all on the first", zh: "全部落在第一个专家" } },
  ],
  sources: ["fedus-2021", "deepseek-v2-2024", "deepseek-v3-2024", "jiang-2024", "kimi-k2-config", "deepseek-v4-pro-config"],
  check: ({ logits, top_k, coefficient }) => {
    logits.forEach((row, t) => {
      requireFiniteAll(`logits[${t}]`, row);
    });
    requireCount("top_k", top_k, logits[0]!.length);
    requireFinite("coefficient", coefficient);
  },
  evaluate: (a, { logits, gate: kind, top_k, coefficient, share }, step) => {
    const experts = logits[0]!.map((_, i) => i);
    const counts = experts.map(() => 0);
    const shares = logits.map((row) => {
      const gates = gatesOf(a, row, kind);
      const all = row.map((logit, expert) => ({ expert, logit, bias: 0, score: gates[expert]! }));
      for (const { expert } of all.sort(byScore(a, false)).slice(0, top_k)) counts[expert] = counts[expert]! + 1;
      if (kind === "softmax") return gates;
      const total = sum(a, gates);
      return gates.map((value) => a.div(value, total));
    });
    const tokens = whole(a, logits.length);
    const chosen = share === "per_choice" ? logits.length * top_k : logits.length;
    const load = step(
      "f",
      (show) => `${show(counts.map((count) => whole(a, count)))} / ${chosen}`,
      counts.map((count) => a.div(whole(a, count), whole(a, chosen))),
    );
    const totals = experts.map((i) =>
      sum(
        a,
        shares.map((row) => row[i]!),
      ),
    );
    const mean_gate = step(
      "P",
      (show) => `${show(totals)} / ${logits.length}`,
      totals.map((total) => a.div(total, tokens)),
    );
    const products = load.map((f, i) => a.mul(f, mean_gate[i]!));
    const scale = a.mul(a.fromNumber(coefficient), whole(a, experts.length));
    const loss = step(
      "L",
      (show) => `${show(a.fromNumber(coefficient))} · ${experts.length} · (${shortSum(products.map((value) => show(value)))})`,
      a.mul(scale, sum(a, products)),
    );
    return { loss, load, mean_gate };
  },
});
