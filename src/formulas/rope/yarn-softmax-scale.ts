import { requireNonNegative, requirePositive } from "../checks.ts";
import { defineFormula } from "../define.ts";
import { dots, enclosing, numberOf } from "../plot/plot.ts";
import { shortNumber } from "../text.ts";
import { yarnMscale } from "./yarn.ts";

export const yarnSoftmaxScale = defineFormula({
  id: "yarn-softmax-scale",
  aliases: ["deepseek-softmax-scale"],
  title: { en: "YaRN softmax scale", zh: "YaRN 的 softmax 缩放" },
  summary: {
    en: "What DeepSeek's models multiply attention scores by: 1/√d, raised by the square of YaRN's factor, which they put here instead of into cos and sin.",
    zh: "DeepSeek 各模型乘在注意力分数上的系数：1/√d 再乘以 YaRN 系数的平方；这一系数没有放进 cos 与 sin，而放在这里。",
  },
  equation: "c = \\frac{(0.1 \\, m \\ln s + 1)^2}{\\sqrt{d}}",
  equations: { short: "c = \\frac{1}{\\sqrt{d}}, \\quad s \\le 1" },
  equationsOf: ({ factor }) => [factor !== null && factor <= 1 ? "short" : "equation"],
  inputs: {
    qk_head_dim: {
      kind: "scalar",
      symbol: "d",
      about: {
        en: "dimensions of a query head, rotated or not (DeepSeek-V3: 128 + 64)",
        zh: "一个 query 头的维数，含旋转与不旋转的（DeepSeek-V3：128 + 64）",
      },
    },
    factor: { kind: "scalar", symbol: "s", about: { en: "how many times longer the context becomes", zh: "上下文扩展的倍数" } },
    mscale_all_dim: {
      kind: "scalar",
      symbol: "m",
      about: {
        en: "weight of the logarithm: 1 in DeepSeek-V3, 0.707 in DeepSeek-V2-Lite",
        zh: "对数项的权重：DeepSeek-V3 为 1，DeepSeek-V2-Lite 为 0.707",
      },
    },
  },
  result: { symbol: "c", about: { en: "multiplies the dot products of queries and keys", zh: "乘在 query 与 key 的点积上" } },
  examples: [{ command: "almanac calc yarn-softmax-scale 192 40 1", about: { en: "DeepSeek-V3", zh: "DeepSeek-V3 的取值" } }],
  sources: ["peng-2023", "deepseek-v3-code", "deepseek-v2-lite-config"],
  check: ({ qk_head_dim, factor, mscale_all_dim }) => {
    requirePositive("qk_head_dim", qk_head_dim);
    requirePositive("factor", factor);
    requireNonNegative("mscale_all_dim", mscale_all_dim);
  },
  evaluate: (a, { qk_head_dim, factor, mscale_all_dim }, step) => {
    const m = yarnMscale(a, (own) => own.fromNumber(factor), mscale_all_dim, "m_s", step);
    const root = a.sqrt(a.fromNumber(qk_head_dim));
    return step("c", (show) => `${show(m)}² / √${shortNumber(qk_head_dim)}`, a.div(a.mul(m, m), root));
  },
  plot: {
    about: {
      en: "draw the scale against the factor s (over 1:64, or a range a:b), the given one on it",
      zh: "画出系数随扩展倍数 s 的变化（默认 1:64，也可给范围 a:b）并标出所给的值",
    },
    over: { symbol: "s", log: true, usual: ({ inputs, given }) => enclosing([1, 64], given("factor") ? [inputs.factor] : []) },
    without: [{ qk_head_dim: 192 }, { factor: 40 }, { mscale_all_dim: 1 }],
    draw: ({ inputs: { qk_head_dim, factor }, given, from, to, xs, compute }) => ({
      kind: "curves",
      title: { en: `Softmax scale, d = ${shortNumber(qk_head_dim)}`, zh: `softmax 缩放，d = ${shortNumber(qk_head_dim)}` },
      x: { label: "s", log: true, from, to },
      y: { label: { en: "scale", zh: "系数" } },
      curves: [
        {
          name: { en: "scale", zh: "系数" },
          points: dots(
            xs,
            xs.map((s) => numberOf(compute({ factor: s }))),
          ),
        },
      ],
      marks: given("factor") ? [{ x: factor, y: numberOf(compute()) }] : [],
      levels: [{ at: numberOf(compute({ factor: 1 })), name: "1/√d" }],
    }),
  },
});
