import { requirePairs, requirePositive } from "../checks.ts";
import { defineFormula } from "../define.ts";
import { subscript } from "../text.ts";
import { rotationOf } from "./scaled.ts";
import { checkScaling, scalingInput } from "./scaling-input.ts";
import { shownPairs, thetaBase } from "./shared.ts";

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
    return { inv_freq: shown, attention_factor: attention ?? a.fromNumber(1) };
  },
});
