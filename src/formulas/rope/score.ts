import { requireEvenLength, requireFinite, requirePositive, requireSameLength } from "../checks.ts";
import { defineFormula } from "../define.ts";
import { dots, enclosing, numberOf } from "../plot/plot.ts";
import { factor, shortNumber, shortSum, subscript } from "../text.ts";
import { dot, sum } from "../vectors.ts";
import { frequencyEquations, hasFactor, rotatedEquations, rotatedEquationsOf } from "./equations.ts";
import { rotationOf } from "./scaled.ts";
import { checkScaling, scalingInput, scalingInTitle } from "./scaling-input.ts";
import { angleOf, layout, leaveOutPairs, pairOf, positionNote, shownPairs, thetaBase } from "./shared.ts";
import { pairProducts, turned } from "./turned.ts";

const equation = (factor: string, divisor?: string): string => {
  const share = (product: string): string => (divisor ? `\\frac{${factor}${product}}{${divisor}}` : factor + product);
  return `s = ${share("(R_m q)^{\\top} (R_n k)")} = ${share("q^{\\top} R_{n-m} k")}`;
};

export const ropeScore = defineFormula({
  id: "rope-score",
  aliases: [],
  title: { en: "RoPE attention score", zh: "RoPE 注意力分数" },
  summary: {
    en: "The dot product of a rotated query and a rotated key. It depends on the two positions through their difference only, which is how it is computed here.",
    zh: "旋转后的 query 与 key 的点积。它只通过两者的位置之差依赖于位置，这里正是这样计算的。",
  },
  equation: equation(""),
  equations: {
    scaled: equation("", "\\sqrt{d}"),
    factor: equation("a^2 "),
    "factor scaled": equation("a^2 ", "\\sqrt{d}"),
    ...rotatedEquations,
    ...frequencyEquations,
  },
  equationsOf: ({ layout, scaling, scale_by_sqrt_d }) => {
    const own = [...(hasFactor(scaling) ? ["factor"] : []), ...(scale_by_sqrt_d ? ["scaled"] : [])].join(" ");
    return [own || "equation", ...rotatedEquationsOf(layout, scaling)];
  },
  inputs: {
    q: { kind: "vector", shape: ["d"], symbol: "q", about: { en: "the query before rotation", zh: "旋转前的 query" } },
    k: { kind: "vector", shape: ["d"], symbol: "k", about: { en: "the key before rotation", zh: "旋转前的 key" } },
    query_position: { kind: "scalar", symbol: "m", about: { en: "the query's position", zh: "query 的位置" } },
    key_position: { kind: "scalar", symbol: "n", about: { en: "the key's position", zh: "key 的位置" } },
    theta_base: thetaBase,
    layout,
    scale_by_sqrt_d: {
      kind: "boolean",
      symbol: "1/√d",
      default: false,
      about: { en: "divide by √d, d the head dimension, as attention does", zh: "像注意力那样除以 √d，d 为头维度" },
    },
    scaling: scalingInput,
  },
  result: { symbol: "s", about: { en: "the score, before softmax", zh: "分数，进入 softmax 之前" } },
  dimensions: { d: { en: "length of query and key", zh: "query 与 key 的长度" } },
  examples: [
    {
      command: "almanac calc rope-score 1 0 --k '1 0' --query-position 5 --key-position 2",
      about: { en: "three positions apart", zh: "相距三个位置" },
    },
    { command: "almanac calc rope-score --plot 0:256", about: { en: "the score fades with distance", zh: "分数随距离衰减" } },
  ],
  sources: ["su-2021", "peng-2023", "transformers-rope-code"],
  check: ({ q, k, query_position, key_position, theta_base, scaling }) => {
    requireEvenLength("q", q);
    requireSameLength("k", k, "q", q);
    requireFinite("query_position", query_position);
    requireFinite("key_position", key_position);
    requirePositive("theta_base", theta_base);
    checkScaling(scaling, q.length, theta_base);
  },
  roundingNote: ({ q, query_position, key_position, scaling }, type) => {
    const [far, near] = Math.abs(query_position) > Math.abs(key_position) ? [query_position, key_position] : [key_position, query_position];
    return positionNote(far, type, q.length === 2 && scaling === null && type.round(near) === near);
  },
  evaluate: (a, inputs, step) => {
    const d = inputs.q.length;
    const q = inputs.q.map(a.fromNumber);
    const k = inputs.k.map(a.fromNumber);
    const [m, n] = [a.fromNumber(inputs.query_position), a.fromNumber(inputs.key_position)];
    const rotation = rotationOf(a, d, inputs.theta_base, inputs.scaling, step);
    const { frequencies, text, attention } = rotation;
    const overRoot = (score: typeof m) =>
      inputs.scale_by_sqrt_d ? step("s / √d", (show) => `${show(score)} / √${d}`, a.div(score, a.sqrt(a.fromNumber(d)))) : score;
    if (a.recipes) {
      const places = { q: turned(a, q, m, rotation, inputs.layout), k: turned(a, k, n, rotation, inputs.layout) };
      const rotatedQuery = step({ en: "q at m", zh: "位置 m 的 q" }, (show) => `R(${show(m)}) ${show(q)}`, places.q);
      const rotatedKey = step({ en: "k at n", zh: "位置 n 的 k" }, (show) => `R(${show(n)}) ${show(k)}`, places.k);
      return overRoot(step("s", (show) => `${show(rotatedQuery)} · ${show(rotatedKey)}`, dot(a, rotatedQuery, rotatedKey)));
    }
    const distance = step("m − n", (show) => `${show(m)} − ${factor(show(n))}`, a.sub(m, n));
    const terms = Array.from({ length: d / 2 }, (_, i) => {
      const angle = angleOf(a, distance, frequencies[i]!, i, text(i), step);
      const { along, across } = pairProducts(a, q, k, pairOf(i, d, inputs.layout));
      const [cos, sin] = [a.cos(angle), a.sin(angle)];
      const term = a.add(a.mul(along, cos), a.mul(across, sin));
      if (i >= shownPairs) return term;
      return step(
        `s${subscript(i)}`,
        (show) => `${factor(show(along))}·${factor(show(cos))} + ${factor(show(across))}·${factor(show(sin))}`,
        term,
      );
    });
    leaveOutPairs(step, d);
    const plain = step("s", (show) => shortSum(terms.map((term) => show(term))), sum(a, terms));
    const score =
      attention === null
        ? plain
        : step("a²·s", (show) => `${show(attention)}² · ${factor(show(plain))}`, a.mul(a.mul(attention, attention), plain));
    return overRoot(score);
  },
  plot: {
    about: {
      en: "draw the score against the distance m − n (over 0:256, or a range a:b), the given pair on it; all ones stand in for q and k",
      zh: "画出分数随距离 m − n 的变化（默认 0:256，也可给范围 a:b）并标出所给的位置；不给 q 与 k 时全取 1",
    },
    over: {
      symbol: "m − n",
      whole: true,
      usual: ({ inputs: { query_position, key_position } }) =>
        enclosing([0, 256], [Math.floor(query_position - key_position), Math.ceil(query_position - key_position)]),
    },
    without: [
      { q: Array(64).fill(1), k: Array(64).fill(1) },
      { query_position: 0, key_position: 0 },
    ],
    draw: ({ inputs: { q, theta_base, scaling, query_position, key_position }, given, from, to, xs, compute }) => ({
      kind: "curves",
      title: {
        en: `Score against distance, d = ${q.length}, b = ${shortNumber(theta_base)}${scalingInTitle(scaling).en}`,
        zh: `分数随距离的变化，d = ${q.length}，b = ${shortNumber(theta_base)}${scalingInTitle(scaling).zh}`,
      },
      x: { label: { en: "distance m − n", zh: "距离 m − n" }, from, to },
      y: { label: "s" },
      curves: [
        {
          name: "s",
          points: dots(
            xs,
            xs.map((distance) => numberOf(compute({ query_position: distance, key_position: 0 }))),
          ),
        },
      ],
      marks: given("query_position") ? [{ x: query_position - key_position, y: numberOf(compute()) }] : [],
    }),
  },
});
