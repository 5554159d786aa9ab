import type { Arithmetic } from "../arithmetic.ts";
import { requireFinite } from "../checks.ts";
import { defineFormula, type LocalText, type Step } from "../define.ts";
import { float64 } from "../float64/arithmetic.ts";
import { InputError } from "../input-error.ts";
import { masked, rowsOf } from "../plot/plot.ts";
import { constant } from "../recipes.ts";
import { leaveOut, silent } from "../steps.ts";
import { factor, shortList, shortNumber, shortSum } from "../text.ts";
import { dot, sum } from "../vectors.ts";
import { attentionEquations, attentionEquationsOf } from "./equations.ts";
import { checkRope, productOf, ropeInput, turnText } from "./rotated.ts";
import { placeOf, requireWindow, type View, visibleKeys } from "./visible.ts";

/** So many queries get lines of their own in the working. */
const shownQueries = 4;

type Scoring<T> = { readonly scale: T; readonly scaleText: string; readonly slope: number | null };

/** The largest of what doubles make of the scores; undefined where they reach beyond the doubles. */
const likelyBest = (scores: readonly number[]): number | undefined =>
  scores.every(Number.isFinite) ? scores.indexOf(scores.reduce((most, score) => Math.max(most, score))) : undefined;

const named = (en: string, zh: string, i: number): LocalText => ({ en: `${en} ${i}`, zh: `${zh} ${i}` });

/**
 * Softmax over the keys that a query sees. The difference of two dot products is scaled, not the difference of two scaled
 * scores taken: equal ones differ by exactly 0. Rotated ones may be equal without a proof of it: `likely` is the key whose
 * score is subtracted then; any would do that keeps exp in bounds.
 */
const weightsOf = <T>(
  a: Arithmetic<T>,
  products: readonly T[],
  distances: readonly number[],
  { scale, scaleText, slope }: Scoring<T>,
  likely: number | undefined,
  i: number,
  step: Step<T>,
): readonly T[] => {
  const steepness = slope === null ? undefined : a.fromNumber(slope);
  const biases = steepness && distances.map((distance) => a.neg(a.mul(steepness, a.fromNumber(distance))));
  const score = (j: number): T => (biases ? a.add(a.mul(products[j]!, scale), biases[j]!) : a.mul(products[j]!, scale));
  const above = (one: number, other: number): T => {
    if (a.recipes) return a.sub(score(one), score(other));
    const scaled = a.mul(a.sub(products[one]!, products[other]!), scale);
    return biases ? a.add(scaled, a.sub(biases[one]!, biases[other]!)) : scaled;
  };
  const best = likely ?? products.reduce((most, _, j) => (a.compare(above(j, most), a.fromNumber(0)) > 0 ? j : most), 0);
  if (i < shownQueries)
    step(
      named("scores of query", "分数，query", i),
      (show) =>
        shortList(
          products.map((product, j) => {
            const scaled = `${factor(show(product))}·${scaleText}`;
            return slope === null ? scaled : `${scaled} − ${factor(shortNumber(slope))}·${factor(shortNumber(distances[j]!))}`;
          }),
        ),
      products.map((_, j) => score(j)),
    );
  const powers = products.map((_, j) => a.exp(above(j, best)));
  const total = sum(a, powers);
  const weights = powers.map((power) => a.div(power, total));
  if (i >= shownQueries) return weights;
  return step(named("weights of query", "权重，query", i), (show) => `${show(powers)} / ${show(total)}`, weights);
};

export const attention = defineFormula({
  id: "attention",
  aliases: ["scaled-dot-product-attention"],
  title: { en: "Attention", zh: "注意力" },
  summary: {
    en: "Each query takes a mean of the values, weighted by the softmax of its scaled dot products with the keys. Masked keys are left out, not lowered by a large number.",
    zh: "每个 query 对 value 求加权平均，权重是它与各 key 的缩放点积的 softmax。被掩去的 key 不参与计算，而不是减去一个大数。",
  },
  equation: "\\operatorname{Attention}(Q, K, V) = \\operatorname{softmax}\\left(\\frac{Q K^{\\top}}{\\sqrt{d_k}}\\right) V",
  equations: attentionEquations,
  equationsOf: attentionEquationsOf,
  inputs: {
    Q: { kind: "matrix", shape: ["n_q", "d_k"], symbol: "Q", about: { en: "the queries, a row for each", zh: "各 query，每个一行" } },
    K: { kind: "matrix", shape: ["n_k", "d_k"], symbol: "K", about: { en: "the keys, a row for each", zh: "各 key，每个一行" } },
    V: {
      kind: "matrix",
      shape: ["n_k", "d_v"],
      symbol: "V",
      about: { en: "the values, a row for each key", zh: "各 value，每个 key 对应一行" },
    },
    causal: {
      kind: "boolean",
      symbol: "j ≤ i",
      default: false,
      about: {
        en: "a query sees the keys up to its own; with more keys than queries the last query stands at the last key, as in decoding",
        zh: "query 只看到不晚于自己的 key；key 多于 query 时，最后一个 query 对齐最后一个 key，解码时即如此",
      },
    },
    scale: {
      kind: "scalar",
      symbol: "1/√d_k",
      optional: true,
      about: {
        en: "multiplies the dot products; 1/√d_k when left out, d_k the length of a key",
        zh: "乘在点积上；不给则为 1/√d_k，d_k 是 key 的长度",
      },
    },
    alibi_slope: {
      kind: "scalar",
      symbol: "m",
      optional: true,
      about: {
        en: "adds ALiBi's −m·(i − j) to the scaled scores (see alibi-slopes); meant for causal attention",
        zh: "给缩放后的分数加上 ALiBi 偏置 −m·(i − j)（见 alibi-slopes），用于因果注意力",
      },
    },
    rope: ropeInput,
    sliding_window: {
      kind: "integer",
      symbol: "W",
      optional: true,
      about: {
        en: "a query sees the W latest keys only, its own among them; with causal, as in Mistral 7B",
        zh: "query 只看到最近的 W 个 key，含自己那个；与 causal 合用即 Mistral 7B 的做法",
      },
    },
  },
  outputs: {
    weights: {
      symbol: "softmax",
      shape: ["n_q", "n_k"],
      about: { en: "a row for each query; 0 for masked keys", zh: "每个 query 一行；被掩去的 key 为 0" },
    },
    output: { symbol: "Attention", shape: ["n_q", "d_v"], about: { en: "a row for each query", zh: "每个 query 一行" } },
  },
  dimensions: {
    n_q: { en: "queries", zh: "query 数" },
    n_k: { en: "keys and values", zh: "key 与 value 数" },
    d_k: { en: "length of a query and of a key", zh: "每个 query 与 key 的长度" },
    d_v: { en: "length of a value", zh: "每个 value 的长度" },
    d: { en: "rotated dimensions: d_k", zh: "旋转的维数，即 d_k" },
  },
  examples: [
    {
      command: "almanac calc attention --Q '1 0; 0 1' --K '1 0; 0 1' --V '1 2; 3 4'",
      about: { en: "two queries, two keys", zh: "两个 query，两个 key" },
    },
    {
      command: "almanac calc attention --Q '1 0; 0 1' --K '1 0; 0 1' --V '1 2; 3 4' --causal --alibi-slope 0.5",
      about: { en: "causal, with ALiBi", zh: "因果掩码，加 ALiBi" },
    },
    {
      command: "almanac calc attention --Q '1 0; 0 1' --K '1 0; 0 1' --V '1 2; 3 4' --causal --rope theta_base=500000",
      about: { en: "queries and keys rotated, positions counted from 0", zh: "先旋转 query 与 key，位置从 0 数起" },
    },
    {
      command: "almanac calc attention --Q '1 0; 0 1; 1 1' --K '1 0; 0 1; 1 1' --V '1 2; 3 4; 5 6' --causal --plot",
      about: { en: "the weights as a heat map", zh: "用热图画出权重" },
    },
  ],
  sources: ["vaswani-2017", "press-2021", "jiang-2023", "su-2021", "peng-2023", "transformers-rope-code"],
  check: ({ Q, K, V, causal, scale, alibi_slope, sliding_window, rope }) => {
    if (Q[0]!.length !== K[0]!.length)
      throw new InputError("K", {
        en: `the rows of K have ${K[0]!.length} elements, those of Q ${Q[0]!.length}: they are multiplied`,
        zh: `K 的每行有 ${K[0]!.length} 个元素，Q 的每行有 ${Q[0]!.length} 个：二者要做点积`,
      });
    if (K.length !== V.length)
      throw new InputError("V", {
        en: `V has ${V.length} rows, K has ${K.length}: every key has a value`,
        zh: `V 有 ${V.length} 行，K 有 ${K.length} 行：每个 key 对应一个 value`,
      });
    if (scale !== null) requireFinite("scale", scale);
    if (alibi_slope !== null) requireFinite("alibi_slope", alibi_slope);
    const view = { queries: Q.length, keys: K.length, causal, window: sliding_window };
    requireWindow(view);
    checkRope(rope, view, K[0]!.length);
  },
  evaluate: (a, inputs, step) => {
    const view: View = { queries: inputs.Q.length, keys: inputs.K.length, causal: inputs.causal, window: inputs.sliding_window };
    const width = inputs.K[0]!.length;
    const scoring = {
      scale:
        inputs.scale === null
          ? constant(a, (own) => own.div(own.fromNumber(1), own.sqrt(own.fromNumber(width))))
          : a.fromNumber(inputs.scale),
      scaleText: inputs.scale === null ? `1/√${width}` : factor(shortNumber(inputs.scale)),
      slope: inputs.alibi_slope,
    };
    const product = productOf(a, inputs.Q, inputs.K, inputs.rope, view, step);
    const plainScale = inputs.scale ?? 1 / Math.sqrt(width);
    const isDoubles = a.recipes !== undefined || a.compound !== undefined;
    const rough = inputs.rope && !isDoubles ? productOf(float64, inputs.Q, inputs.K, inputs.rope, view, silent) : undefined;
    const values = inputs.V.map((row) => row.map(a.fromNumber));
    const rows = inputs.Q.map((_, i) => {
      const seen = visibleKeys(i, view);
      const products = seen.map((j) => product(i, j));
      if (inputs.rope && i < shownQueries) {
        const turns = turnText(inputs.rope, view, i, seen);
        step(named("rotated products of query", "旋转后的点积，query", i), () => `q·k cos φ + q×k sin φ, φ = ${turns} · θ`, products);
      }
      const distances = seen.map((j) => placeOf(i, view) - j);
      const likely = rough && likelyBest(seen.map((j, at) => rough(i, j) * plainScale - (inputs.alibi_slope ?? 0) * distances[at]!));
      const weights = weightsOf(a, products, distances, scoring, likely, i, step);
      const output = values[0]!.map((_, column) =>
        dot(
          a,
          weights,
          seen.map((j) => values[j]![column]!),
        ),
      );
      if (i < shownQueries)
        step(
          named("output of query", "输出，query", i),
          (show) => shortSum(weights.map((weight, at) => `${show(weight)}·${show(values[seen[at]!]!)}`)),
          output,
        );
      const all = inputs.K.map((_, j) => weights[j - seen[0]!] ?? a.fromNumber(0));
      return { weights: all, output };
    });
    leaveOut(step, rows.length - shownQueries, { en: "row", zh: "行" });
    return { weights: rows.map((row) => row.weights), output: rows.map((row) => row.output) };
  },
  plot: {
    about: {
      en: "draw the weights as a heat map, a row for each query; masked keys have a sign of their own; takes no range",
      zh: "用热图画出权重，每个 query 一行；被掩去的 key 另有记号；不需要范围",
    },
    draw: ({ inputs: { Q, K, causal, sliding_window }, compute }) => {
      const view: View = { queries: Q.length, keys: K.length, causal, window: sliding_window };
      return {
        kind: "heat",
        title: { en: "Attention weights", zh: "注意力权重" },
        rows: { label: "query", names: Q.map((_, i) => String(i)) },
        columns: { label: "key", names: K.map((_, j) => String(j)) },
        values: rowsOf(compute(), "weights").map((row, i) => {
          const seen = visibleKeys(i, view);
          return row.map((weight, j) => (j >= seen[0]! && j <= seen.at(-1)! ? weight : null));
        }),
        bounds: [0, 1],
        absent: masked,
      };
    },
  },
});
