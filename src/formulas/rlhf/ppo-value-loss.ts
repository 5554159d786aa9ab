import { requireFinite, requireSameLength } from "../checks.ts";
import { defineFormula } from "../define.ts";
import { tokens } from "../dimensions.ts";
import { InputError } from "../input-error.ts";
import { dots, enclosing, numberOf } from "../plot/plot.ts";
import { whole } from "../recipes.ts";
import { factor, shortNumber, shortSum, subscript } from "../text.ts";
import { sum } from "../vectors.ts";
import { leaveOutItems, shownItems, signed } from "./shared.ts";

/** So many tokens have a curve in the picture. */
const drawnTokens = 3;

export const ppoValueLoss = defineFormula({
  id: "ppo-value-loss",
  aliases: ["value-loss"],
  title: { en: "PPO value loss", zh: "PPO 价值损失" },
  summary: {
    en: "The value model's squared error against the returns. A step beyond the clip range counts as if it had stopped there, unless it made matters worse.",
    zh: "价值模型相对于回报的平方误差。超出裁剪范围的一步按停在边界上计，除非它让误差更大。",
  },
  equation:
    "L = \\frac{c}{N} \\sum_t \\max\\left((V_t - R_t)^2, (\\operatorname{clip}(V_t, V^{\\text{old}}_t - \\epsilon, V^{\\text{old}}_t + \\epsilon) - R_t)^2\\right)",
  equations: { unclipped: "L = \\frac{c}{N} \\sum_t (V_t - R_t)^2" },
  equationsOf: ({ clip_range }) => [clip_range === Infinity ? "unclipped" : "equation"],
  inputs: {
    values_new: { kind: "vector", shape: ["T"], symbol: "V", about: { en: "the value model's estimates now", zh: "价值模型当前的估计" } },
    values_old: {
      kind: "vector",
      shape: ["T"],
      symbol: "V_old",
      about: { en: "its estimates when the answer was sampled", zh: "采样时的估计" },
    },
    returns: {
      kind: "vector",
      shape: ["T"],
      symbol: "R",
      about: { en: "the targets: advantages plus old values", zh: "目标：优势加旧的估计" },
    },
    clip_range: {
      kind: "scalar",
      symbol: "ε",
      default: 0.2,
      about: {
        en: "how far an estimate may move; inf for no clipping, as in the paper of PPO",
        zh: "估计值允许移动的幅度；inf 表示不裁剪，同 PPO 论文",
      },
    },
    coefficient: {
      kind: "scalar",
      symbol: "c",
      default: 0.5,
      about: { en: "a factor; some programs leave out the 0.5", zh: "系数；有的程序不乘 0.5" },
    },
  },
  outputs: { loss: { symbol: "L", about: { en: "the mean over the tokens", zh: "对词元的平均" } } },
  dimensions: tokens,
  signs: {
    goal: { en: "to be minimised", zh: "越小越好（最小化）" },
    terms: [
      {
        term: "(V − R)²",
        why: { en: "minus, squared: an estimate above the return is as wrong as one below", zh: "相减后平方：高估与低估同样算错" },
      },
      {
        term: "max(…)",
        why: {
          en: "the larger error: a step beyond the clip range may not look better than it is",
          zh: "取较大的误差：超出裁剪范围的一步不能显得比实际更好",
        },
      },
    ],
  },
  examples: [
    {
      command: "almanac calc ppo-value-loss --values-new 0.5,1 --values-old 0.1,0.9 --returns 1,1",
      about: { en: "the first estimate moved by 0.4, of which 0.2 counts", zh: "第一个估计移动了 0.4，只按 0.2 计" },
    },
  ],
  sources: ["schulman-2017", "ziegler-2019"],
  check: ({ values_new, values_old, returns, clip_range, coefficient }) => {
    requireSameLength("values_old", values_old, "values_new", values_new);
    requireSameLength("returns", returns, "values_new", values_new);
    if (!(clip_range >= 0))
      throw new InputError("clip_range", {
        en: `clip_range must be zero or more, not ${clip_range}`,
        zh: `clip_range 必须非负，而不是 ${clip_range}`,
      });
    requireFinite("coefficient", coefficient);
  },
  evaluate: (a, { values_new, values_old, returns, clip_range, coefficient }, step) => {
    const range = a.fromNumber(clip_range);
    const squares = values_new.map((_, t) => {
      const [value, old, target] = [a.fromNumber(values_new[t]!), a.fromNumber(values_old[t]!), a.fromNumber(returns[t]!)];
      const [low, high] = [a.sub(old, range), a.add(old, range)];
      const bounded = a.compare(value, low) < 0 ? low : a.compare(value, high) > 0 ? high : value;
      const [error, clippedError] = [a.sub(value, target), a.sub(bounded, target)];
      const [free, clipped] = [a.mul(error, error), a.mul(clippedError, clippedError)];
      const square = a.compare(clipped, free) > 0 ? clipped : free;
      if (t >= shownItems) return square;
      return step(
        signed(`ℓ${subscript(t)}`, t === 0, {
          en: "minus: estimate against return, squared, so that either way is an error; max: the worse counts",
          zh: "相减：估计与回报之差，平方后高估低估都算误差；取 max：较差者计入",
        }),
        (show) => {
          const minus = ` − ${factor(show(target))}`;
          return `max((${show(value)}${minus})², (clip(${show(value)}, ${show(low)}, ${show(high)})${minus})²)`;
        },
        square,
      );
    });
    leaveOutItems(step, squares.length, "token");
    const factorOf = a.fromNumber(coefficient);
    const loss = step(
      { en: "L (plus: an error to be made small)", zh: "L（取正：误差，越小越好）" },
      (show) => `${factor(show(factorOf))}·(${shortSum(squares.map((value) => show(value)))}) / ${squares.length}`,
      a.div(a.mul(factorOf, sum(a, squares)), whole(a, squares.length)),
    );
    return { loss };
  },
  plot: {
    about: {
      en: "draw the loss of each of the first tokens against its new estimate V (around the given ones, or over a range a:b), the given estimates on it",
      zh: "画出前几个词元的损失随新估计 V 的变化（默认在所给值附近，也可给范围 a:b）并标出所给的估计",
    },
    over: {
      symbol: "V",
      usual: ({ inputs: { values_new, values_old, returns, clip_range } }) => {
        const [from, to] = enclosing([Infinity, -Infinity], [...values_new, ...values_old, ...returns]);
        const beside = Math.max((to - from) / 4, Number.isFinite(clip_range) ? 2 * clip_range : 0) || 1;
        return from <= to ? [from - beside, to + beside] : [-1, 1];
      },
    },
    without: [{ values_new: [0], values_old: [0], returns: [1] }],
    draw: ({ inputs: { values_new, values_old, returns, clip_range }, given, from, to, xs, compute }) => {
      const lossOf = (t: number, value: number): number =>
        numberOf(compute({ values_new: [value], values_old: [values_old[t]!], returns: [returns[t]!] }), "loss");
      const tokens = values_new.map((_, t) => t).slice(0, drawnTokens);
      const clip = { en: "clip range", zh: "裁剪范围" };
      return {
        kind: "curves",
        title: { en: "Loss of a token against its new estimate", zh: "单个词元的损失随新估计的变化" },
        x: { label: "V", from, to },
        y: { label: "ℓ" },
        curves: tokens.map((t) => ({
          name: `V_old = ${shortNumber(values_old[t]!)}, R = ${shortNumber(returns[t]!)}`,
          points: dots(
            xs,
            xs.map((value) => lossOf(t, value)),
          ),
        })),
        marks: given("values_new") ? tokens.map((t) => ({ x: values_new[t]!, y: lossOf(t, values_new[t]!) })) : [],
        uprights:
          tokens.length === 1
            ? [
                { at: values_old[0]! - clip_range, name: clip },
                { at: values_old[0]! + clip_range, name: clip },
              ]
            : [],
      };
    },
  },
});
