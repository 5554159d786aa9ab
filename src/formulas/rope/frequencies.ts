import { requirePairs, requirePositive } from "../checks.ts";
import { defineFormula } from "../define.ts";
import { dots, listOf } from "../plot/plot.ts";
import { shortNumber, subscript } from "../text.ts";
import { frequencyEquations, frequencyEquationsOf } from "./equations.ts";
import { rotationOf } from "./scaled.ts";
import { checkScaling, scalingInput } from "./scaling-input.ts";
import { leaveOutPairs, shownPairs, thetaBase } from "./shared.ts";

/** Far above every head dimension in use; keeps a slip of the keyboard from filling the memory. */
const mostDimensions = 65_536;

export const ropeFrequencies = defineFormula({
  id: "rope-frequencies",
  aliases: ["rope-inv-freq"],
  title: { en: "RoPE frequencies", zh: "RoPE 频率" },
  summary: {
    en: "How fast each pair of dimensions turns from one position to the next, in radians: the first pair by 1, the last ones very slowly.",
    zh: "位置每前进一步，每对维度转过的弧度：第一对转 1 弧度，越靠后转得越慢。",
  },
  equation: "\\theta_i = b^{-2i/d}, \\quad i = 0, \\ldots, d/2 - 1",
  equations: frequencyEquations,
  equationsOf: ({ scaling }) => (scaling === null ? ["equation"] : frequencyEquationsOf(scaling)),
  inputs: {
    rotary_dim: {
      kind: "integer",
      symbol: "d",
      about: { en: "how many dimensions of a head are rotated; even", zh: "每个注意力头参与旋转的维数，偶数" },
    },
    theta_base: thetaBase,
    scaling: scalingInput,
  },
  outputs: {
    inv_freq: { symbol: "θᵢ", shape: ["d/2"], about: { en: "a frequency for each pair", zh: "每对维度的频率" } },
    attention_factor: {
      symbol: "a",
      about: { en: "multiplies cos and sin; 1 without scaling", zh: "乘在 cos 与 sin 上的系数；无缩放时为 1" },
    },
  },
  examples: [
    { command: "almanac calc rope-frequencies 8", about: { en: "four pairs", zh: "四对维度" } },
    { command: "almanac calc rope-frequencies 128 --theta-base 500000", about: { en: "a head of Llama 3", zh: "Llama 3 的一个注意力头" } },
    {
      command:
        "almanac calc rope-frequencies 128 500000 --scaling 'type=llama3 factor=8 low_freq_factor=1 high_freq_factor=4 original_max_position_embeddings=8192'",
      about: { en: "scaled as in Llama 3.1", zh: "Llama 3.1 的缩放" },
    },
    {
      command: `almanac calc rope-frequencies 128 1000000 --scaling '{"type":"yarn","factor":4,"original_max_position_embeddings":32768}'`,
      about: { en: "Qwen2.5 stretched to 131,072 positions", zh: "Qwen2.5 扩展到 131,072 个位置" },
    },
  ],
  sources: ["su-2021", "peng-2023", "chen-2023", "ding-2024", "llama-3-code", "transformers-rope-code"],
  check: ({ rotary_dim, theta_base, scaling }) => {
    requirePairs("rotary_dim", rotary_dim, mostDimensions);
    requirePositive("theta_base", theta_base);
    checkScaling(scaling, rotary_dim, theta_base);
  },
  evaluate: (a, { rotary_dim, theta_base, scaling }, step) => {
    const { frequencies, text, attention } = rotationOf(a, rotary_dim, theta_base, scaling, step);
    const shown = frequencies.map((theta, i) =>
      scaling === null && i < shownPairs ? step(`θ${subscript(i)}`, () => text(i), theta) : theta,
    );
    if (scaling === null) leaveOutPairs(step, rotary_dim);
    return { inv_freq: shown, attention_factor: attention ?? a.fromNumber(1) };
  },
  plot: {
    about: {
      en: "draw the wavelength 2π/θᵢ of each pair, scaled against unscaled, on a logarithmic axis; a range a:b of pairs",
      zh: "用对数轴画出各对维度的波长 2π/θᵢ，缩放前后对照；可给对的范围 a:b",
    },
    over: {
      symbol: "i",
      whole: true,
      usual: ({ inputs }) => [0, inputs.rotary_dim / 2 - 1],
      within: ({ rotary_dim }) => [0, rotary_dim / 2 - 1],
    },
    without: [{ rotary_dim: 128 }],
    draw: ({ inputs: { rotary_dim, theta_base, scaling }, from, to, xs, compute }) => {
      const wavelengths = (changes?: { readonly scaling: null }) => {
        const frequencies = listOf(compute(changes), "inv_freq");
        return dots(
          xs,
          xs.map((i) => (2 * Math.PI) / frequencies[i]!),
        );
      };
      const length = scaling?.original_max_position_embeddings;
      const scaled = scaling ? [{ name: { en: `scaled (${scaling.type})`, zh: `缩放后（${scaling.type}）` }, points: wavelengths() }] : [];
      return {
        kind: "curves",
        title: {
          en: `Wavelengths in tokens, d = ${rotary_dim}, b = ${shortNumber(theta_base)}`,
          zh: `波长（词元），d = ${rotary_dim}，b = ${shortNumber(theta_base)}`,
        },
        x: { label: { en: "pair i", zh: "第 i 对" }, from, to },
        y: { label: "2π/θᵢ", log: true },
        curves: [...scaled, { name: { en: "unscaled", zh: "未缩放" }, points: wavelengths({ scaling: null }) }],
        levels: length === undefined ? [] : [{ at: length, name: { en: "length trained on", zh: "训练长度" } }],
      };
    },
  },
});
