import { requireEvenLength, requireFinite, requirePairs, requirePositive } from "../checks.ts";
import { defineFormula } from "../define.ts";
import { listOf, positionsUpTo } from "../plot/plot.ts";
import { factor, shortNumber, subscript } from "../text.ts";
import { frequencyEquations, frequencyEquationsOf, turnEquations, turnEquationsOf } from "./equations.ts";
import { rotationOf } from "./scaled.ts";
import { checkScaling, scalingInput, scalingInTitle } from "./scaling-input.ts";
import { angleOf, layout, leaveOutPairs, pairOf, positionNote, shownPairs, thetaBase } from "./shared.ts";
import { turnPair } from "./turned.ts";

export const ropeRotate = defineFormula({
  id: "rope-rotate",
  aliases: ["rope"],
  title: { en: "RoPE rotation", zh: "RoPE 旋转" },
  summary: {
    en: "Turns each pair of dimensions of a query or key by an angle that grows with its position.",
    zh: "把 query 或 key 的每对维度旋转一个角度，角度随位置增大。",
  },
  equation:
    "\\begin{pmatrix} y_0 \\\\ y_1 \\end{pmatrix} = \\begin{pmatrix} \\cos m\\theta_i & -\\sin m\\theta_i \\\\ \\sin m\\theta_i & \\cos m\\theta_i \\end{pmatrix} \\begin{pmatrix} x_0 \\\\ x_1 \\end{pmatrix}",
  equations: { ...turnEquations, ...frequencyEquations },
  equationsOf: ({ layout, scaling, inverse }) => [...turnEquationsOf(layout, scaling, inverse), ...frequencyEquationsOf(scaling)],
  inputs: {
    x: { kind: "vector", shape: ["n"], symbol: "x", about: { en: "the query or key of one head", zh: "一个注意力头的 query 或 key" } },
    position: { kind: "scalar", symbol: "m", about: { en: "the token's position, counted from 0", zh: "词元的位置，从 0 数起" } },
    theta_base: thetaBase,
    layout,
    rotary_dim: {
      kind: "integer",
      symbol: "d",
      optional: true,
      about: { en: "how many leading dimensions are rotated; all when left out", zh: "参与旋转的前若干维；不给则全部旋转" },
    },
    inverse: { kind: "boolean", symbol: "−m", default: false, about: { en: "turn back, by −m", zh: "反向旋转，即转 −m" } },
    scaling: scalingInput,
  },
  result: {
    symbol: "y",
    shape: ["n"],
    about: {
      en: "the rotated vector, as long as x (its length is kept, but for an attention factor)",
      zh: "旋转后的向量，与 x 同长（模长不变，乘注意力系数时除外）",
    },
  },
  dimensions: { n: { en: "length of the vector", zh: "向量的长度" } },
  examples: [
    { command: "almanac calc rope 1 0 0 1 --position 3", about: { en: "two pairs of neighbours", zh: "相邻成对，共两对" } },
    {
      command: "almanac calc rope 1 0 0 1 --position 3 --layout half",
      about: { en: "paired by halves, as in Hugging Face code", zh: "前后两半成对，同 Hugging Face 代码" },
    },
    {
      command: "almanac calc rope 1 0 0 1 --position 3 --scaling 'type=yarn factor=4 original_max_position_embeddings=32768'",
      about: { en: "with YaRN: its attention factor multiplies cos and sin", zh: "用 YaRN：注意力系数乘在 cos 与 sin 上" },
    },
    {
      command: "almanac calc rope --rotary-dim 32 --plot 0:63",
      about: { en: "how far every pair has turned, as a heat map", zh: "用热图画出每对维度转过的角度" },
    },
  ],
  sources: ["su-2021", "peng-2023", "transformers-rope-code"],
  check: ({ x, position, theta_base, rotary_dim, scaling }) => {
    if (rotary_dim === null) requireEvenLength("x", x);
    else requirePairs("rotary_dim", rotary_dim, x.length);
    requireFinite("position", position);
    requirePositive("theta_base", theta_base);
    checkScaling(scaling, rotary_dim ?? x.length, theta_base);
  },
  roundingNote: ({ x, position, rotary_dim, scaling }, type) =>
    positionNote(position, type, (rotary_dim ?? x.length) === 2 && scaling === null),
  evaluate: (a, inputs, step) => {
    const d = inputs.rotary_dim ?? inputs.x.length;
    const result = inputs.x.map(a.fromNumber);
    const position = a.fromNumber(inputs.inverse ? -inputs.position : inputs.position);
    const { frequencies, text, attention } = rotationOf(a, d, inputs.theta_base, inputs.scaling, step);
    for (let i = 0; i < d / 2; i += 1) {
      const [first, second] = pairOf(i, d, inputs.layout);
      const x0 = result[first]!;
      const x1 = result[second]!;
      const angle = angleOf(a, position, frequencies[i]!, i, text(i), step);
      const { cos, sin, pair } = turnPair(a, x0, x1, angle, attention);
      [result[first], result[second]] = pair;
      if (i >= shownPairs) continue;
      step(
        `y${subscript(first)}, y${subscript(second)}`,
        (show) => {
          const [f, s, c, n] = [factor(show(x0)), factor(show(x1)), factor(show(cos)), factor(show(sin))];
          return `[${f}·${c} − ${s}·${n}, ${f}·${n} + ${s}·${c}]`;
        },
        pair,
      );
    }
    leaveOutPairs(step, d);
    return result;
  },
  plot: {
    about: {
      en: "draw cos(mθᵢ) by pair i and position m as a heat map, up to the position or over a range a:b; the numbers may be left out",
      zh: "用热图画出第 i 对维度在位置 m 的 cos(mθᵢ)，到所给位置为止，或取范围 a:b；可以不给数",
    },
    over: { symbol: "m", whole: true, usual: ({ inputs, given }) => positionsUpTo(given("position") ? inputs.position : 63) },
    without: [{ x: Array(64).fill(0) }, { position: 0 }],
    draw: ({ inputs: { x, rotary_dim, theta_base, scaling }, xs, compute }) => {
      const d = rotary_dim ?? x.length;
      // The first unit vector of every pair: its first coordinate becomes a·cos(mθ).
      const units = x.map((_, i) => (i < d && i % 2 === 0 ? 1 : 0));
      const cosines = (position: number): number[] =>
        listOf(compute({ x: units, position, layout: "interleaved" })).filter((_, i) => i < d && i % 2 === 0);
      const columns = xs.map(cosines);
      const most = cosines(0)[0]!;
      return {
        kind: "heat",
        title: {
          en: `cos(mθᵢ): how far each pair has turned, d = ${d}, b = ${shortNumber(theta_base)}${scalingInTitle(scaling).en}`,
          zh: `cos(mθᵢ)：各对维度转过的角度，d = ${d}，b = ${shortNumber(theta_base)}${scalingInTitle(scaling).zh}`,
        },
        rows: { label: { en: "pair i", zh: "第 i 对" }, names: Array.from({ length: d / 2 }, (_, i) => String(i)) },
        columns: { label: { en: "position m", zh: "位置 m" }, names: xs.map(String) },
        values: Array.from({ length: d / 2 }, (_, i) => columns.map((column) => column[i]!)),
        bounds: [-most, most],
      };
    },
  },
});
