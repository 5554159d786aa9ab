import type { Arithmetic } from "../arithmetic.ts";
import { requireCount, requireFinite, requirePositive } from "../checks.ts";
import { defineFormula } from "../define.ts";
import { InputError } from "../input-error.ts";
import { listOf, positionsUpTo } from "../plot/plot.ts";
import { leaveOutPairs, positionNote, shownPairs } from "../rope/shared.ts";
import { factor, shortNumber, subscript } from "../text.ts";

const mostDimensions = 65_536;

const rules = ["2i/d", "i/(d/2-1)"] as const;
type Layout = "interleaved" | "concatenated";
type Rule = (typeof rules)[number];

/** The exponent of frequency i is −over/under. */
const exponentOf = (i: number, d: number, rule: Rule): readonly [over: number, under: number] =>
  rule === "2i/d" ? [2 * i, d] : [i, d / 2 - 1];

const equation = (layout: Layout, exponent: Rule): string => {
  const [sine, cosine] = layout === "interleaved" ? ["2i", "2i+1"] : ["i", "i+d/2"];
  const angle = `\\left(\\frac{p}{b^{${exponent}}}\\right)`;
  return `\\operatorname{PE}(p)_{${sine}} = \\sin${angle}, \\quad \\operatorname{PE}(p)_{${cosine}} = \\cos${angle}`;
};

const frequencyOf = <T>(a: Arithmetic<T>, base: number, i: number, d: number, rule: Rule): T => {
  const [over, under] = exponentOf(i, d, rule);
  return a.recipes?.sinusoidPower(base, over, under) ?? a.pow(a.fromNumber(base), a.div(a.fromNumber(-over), a.fromNumber(under)));
};

export const sinusoidalPe = defineFormula({
  id: "sinusoidal-pe",
  aliases: ["sinusoidal", "sinusoidal-position-encoding"],
  title: { en: "Sinusoidal position encoding", zh: "正弦位置编码" },
  summary: {
    en: "The vector that the first Transformer adds to a token's embedding: sines and cosines of the position at falling frequencies.",
    zh: "最初的 Transformer 加在词嵌入上的位置向量：位置在一组递减频率下的正弦与余弦。",
  },
  equation: equation("interleaved", rules[0]),
  equations: {
    concatenated: equation("concatenated", rules[0]),
    "interleaved last": equation("interleaved", rules[1]),
    "concatenated last": equation("concatenated", rules[1]),
  },
  equationsOf: ({ layout, frequency_exponent }) => {
    if (frequency_exponent === rules[1]) return [`${layout} last`];
    return [layout === "interleaved" ? "equation" : layout];
  },
  inputs: {
    position: { kind: "scalar", symbol: "p", about: { en: "the token's position, counted from 0", zh: "词元的位置，从 0 数起" } },
    d_model: { kind: "integer", symbol: "d", about: { en: "the width of the model; even", zh: "模型宽度，偶数" } },
    base: { kind: "scalar", symbol: "b", default: 10_000, about: { en: "the base of the frequencies", zh: "频率的底数" } },
    layout: {
      kind: "choice",
      symbol: "layout",
      choices: ["interleaved", "concatenated"],
      about: {
        en: "sines and cosines in turn, as in the paper, or all sines before all cosines, as in tensor2tensor and fairseq",
        zh: "正弦与余弦交替，同论文；或正弦全在余弦之前，同 tensor2tensor 与 fairseq",
      },
    },
    frequency_exponent: {
      kind: "choice",
      symbol: "frequency_exponent",
      choices: rules,
      about: {
        en: "the exponent of frequency i: 2i/d in the paper, i/(d/2 − 1) in tensor2tensor and fairseq, whose last frequency is 1/b",
        zh: "第 i 个频率的指数：论文为 2i/d；tensor2tensor 与 fairseq 为 i/(d/2 − 1)，最后一个频率正好是 1/b",
      },
    },
  },
  result: { symbol: "PE(p)", shape: ["d"], about: { en: "is added to the embedding of the token", zh: "加在词嵌入上的向量" } },
  examples: [
    { command: "almanac calc sinusoidal-pe 3 8", about: { en: "position 3 of a model 8 wide", zh: "宽度为 8 的模型，位置 3" } },
    {
      command: "almanac calc sinusoidal-pe 3 8 --layout concatenated --frequency-exponent 'i/(d/2-1)'",
      about: { en: "as tensor2tensor and fairseq compute it", zh: "tensor2tensor 与 fairseq 的算法" },
    },
  ],
  sources: ["vaswani-2017", "fairseq-sinusoidal-code"],
  check: ({ position, d_model, base, frequency_exponent }) => {
    requireFinite("position", position);
    requireCount("d_model", d_model, mostDimensions);
    if (d_model % 2 !== 0)
      throw new InputError("d_model", {
        en: `d_model is ${d_model}; it must be even: every frequency gives a sine and a cosine`,
        zh: `d_model 为 ${d_model}；每个频率给出一个正弦和一个余弦，因此它必须是偶数`,
      });
    requirePositive("base", base);
    if (d_model === 2 && frequency_exponent !== "2i/d")
      throw new InputError("d_model", {
        en: "0/0 is undefined: with d_model 2 the exponent i/(d/2 − 1) is 0/0",
        zh: "0/0 没有定义：d_model 为 2 时，指数 i/(d/2 − 1) 即 0/0",
      });
  },
  roundingNote: ({ position }, type) => positionNote(position, type),
  evaluate: (a, { position, d_model, base, layout, frequency_exponent }, step) => {
    const at = a.fromNumber(position);
    const pairs = Array.from({ length: d_model / 2 }, (_, i) => {
      const angle = a.mul(at, frequencyOf(a, base, i, d_model, frequency_exponent));
      if (i < shownPairs) {
        const [over, under] = exponentOf(i, d_model, frequency_exponent);
        step(`φ${subscript(i)}`, (show) => `${factor(show(at))} · ${shortNumber(base)}^(−${over}/${under})`, angle);
      }
      const pair = [a.sin(angle), a.cos(angle)] as const;
      if (i >= shownPairs) return pair;
      return step(`sin φ${subscript(i)}, cos φ${subscript(i)}`, (show) => `[sin ${factor(show(angle))}, cos ${factor(show(angle))}]`, pair);
    });
    leaveOutPairs(step, d_model);
    return layout === "interleaved" ? pairs.flat() : [...pairs.map(([sin]) => sin), ...pairs.map(([, cos]) => cos)];
  },
  plot: {
    about: {
      en: "draw every dimension by position as a heat map, up to the position or over a range a:b",
      zh: "用热图画出各维随位置的变化，到所给位置为止，或取范围 a:b",
    },
    over: { symbol: "p", whole: true, usual: ({ inputs, given }) => positionsUpTo(given("position") ? inputs.position : 63) },
    without: [{ position: 0 }, { d_model: 32 }],
    draw: ({ inputs: { d_model, layout }, xs, compute }) => {
      const columns = xs.map((position) => listOf(compute({ position })));
      return {
        kind: "heat",
        title: { en: `Positional encoding, d = ${d_model}`, zh: `位置编码，d = ${d_model}` },
        rows: {
          label: { en: "dimension", zh: "维度" },
          names: Array.from({ length: d_model }, (_, i) => String(i)),
          ...(layout === "interleaved" ? { together: 2 } : {}),
        },
        columns: { label: { en: "position", zh: "位置" }, names: xs.map(String) },
        values: Array.from({ length: d_model }, (_, i) => columns.map((column) => column[i]!)),
        bounds: [-1, 1],
      };
    },
  },
});
