import type { Arithmetic } from "../arithmetic.ts";
import { requireCount } from "../checks.ts";
import { defineFormula, type InputSpec } from "../define.ts";
import { InputError } from "../input-error.ts";
import { listOf, masked, rowsOf } from "../plot/plot.ts";
import { leaveOut } from "../steps.ts";
import { factor, shortList, shortNumber } from "../text.ts";

/** Above every model; keeps a slip of the keyboard from filling the memory. */
const mostHeads = 65_536;
const mostTokens = 1024;
/** So many rows of the bias get a line of the working. */
const shownRows = 4;

const lowerPower = (heads: number): number => 2 ** Math.floor(Math.log2(heads));

type Exponent = { readonly over: number; readonly under: number };

/** Slope k of n is 2^(−over/under): −8k/n for a power of two; else those of the lower power, then every other one of its double. */
const exponents = (heads: number): readonly Exponent[] => {
  const lower = lowerPower(heads);
  return Array.from({ length: heads }, (_, head) =>
    head < lower ? { over: 8 * (head + 1), under: lower } : { over: 8 * (2 * (head - lower) + 1), under: 2 * lower },
  );
};

const slopeOf = <T>(a: Arithmetic<T>, { over, under }: Exponent): T =>
  a.pow(a.fromNumber(2), a.div(a.fromNumber(-over), a.fromNumber(under)));

const slopeText = ({ over, under }: Exponent): string => `2^(−${shortNumber(over / under)})`;

const numHeads = {
  kind: "integer",
  symbol: "n",
  about: { en: "how many attention heads the layer has", zh: "该层的注意力头数" },
} as const satisfies InputSpec;

export const alibiSlopes = defineFormula({
  id: "alibi-slopes",
  aliases: [],
  title: { en: "ALiBi slopes", zh: "ALiBi 斜率" },
  summary: {
    en: "How steeply each head punishes distance: a geometric series. When n is no power of two, the code takes the slopes of the lower power and fills up with every other one of its double.",
    zh: "各个头对距离的惩罚有多陡：一个等比数列。头数不是 2 的幂时，代码先取较小那个 2 的幂的全部斜率，再从它两倍头数的斜率里隔一个取一个补足。",
  },
  equation: "m_k = 2^{-8k/n}, \\quad k = 1, \\ldots, n",
  equations: {
    filled: "m_k = 2^{-8k/N} \\; (k \\le N), \\quad m_k = 2^{-4(2(k - N) - 1)/N} \\; (k > N), \\quad N = 2^{\\lfloor \\log_2 n \\rfloor}",
  },
  equationsOf: ({ num_heads }) => [num_heads === null || lowerPower(num_heads) === num_heads ? "equation" : "filled"],
  inputs: { num_heads: numHeads },
  result: { symbol: "m", shape: ["n"], about: { en: "a slope for each head", zh: "每个头一个斜率" } },
  examples: [
    { command: "almanac calc alibi-slopes 8", about: { en: "1/2, 1/4, … as in the paper", zh: "1/2、1/4、……，同论文" } },
    { command: "almanac calc alibi-slopes 112", about: { en: "the heads of BLOOM, no power of two", zh: "BLOOM 的头数，不是 2 的幂" } },
  ],
  sources: ["press-2021", "alibi-readme"],
  check: ({ num_heads }) => requireCount("num_heads", num_heads, mostHeads),
  evaluate: (a, { num_heads }, step) => {
    const all = exponents(num_heads);
    return step(
      "m",
      () => shortList(all.map(slopeText)),
      all.map((exponent) => slopeOf(a, exponent)),
    );
  },
  plot: {
    about: { en: "draw the slope of each head as bars; takes no range", zh: "用条形图画出各头的斜率；不需要范围" },
    draw: ({ compute }) => ({
      kind: "bars",
      title: { en: "Slopes by head", zh: "各头的斜率" },
      series: ["m"],
      rows: listOf(compute()).map((slope, head) => ({ label: String(head), values: [slope] })),
    }),
  },
});

export const alibiBias = defineFormula({
  id: "alibi-bias",
  aliases: ["alibi"],
  title: { en: "ALiBi bias", zh: "ALiBi 偏置" },
  summary: {
    en: "What ALiBi adds to the scaled scores of one head: for query i and key j, minus the slope times their distance. Row i ends at key i; the rest is masked. The authors' code adds m·j, which is the same after softmax.",
    zh: "ALiBi 加在某个头缩放后分数上的偏置：query i 与 key j 之间为斜率乘距离的相反数。第 i 行止于 key i，其后被掩去。作者的代码加的是 m·j，经 softmax 后结果相同。",
  },
  equation: "b_{ij} = -m (i - j), \\quad j \\le i",
  inputs: {
    num_heads: numHeads,
    head: { kind: "integer", symbol: "k − 1", about: { en: "which head, counted from 0", zh: "第几个头，从 0 数起" } },
    seq_len: { kind: "integer", symbol: "L", about: { en: "how many tokens: so many rows", zh: "词元数，即行数" } },
  },
  result: {
    symbol: "b",
    shape: ["L", "i + 1"],
    about: {
      en: "row i holds the i + 1 keys that query i sees; none is above 0",
      zh: "第 i 行是 query i 看得到的 i + 1 个 key；都不大于 0",
    },
  },
  dimensions: { i: { en: "the row, counted from 0", zh: "行号，从 0 数起" } },
  examples: [
    { command: "almanac calc alibi-bias 8 0 4", about: { en: "the first of 8 heads, four tokens", zh: "8 个头中的第一个，四个词元" } },
  ],
  sources: ["press-2021", "alibi-readme"],
  check: ({ num_heads, head, seq_len }) => {
    requireCount("num_heads", num_heads, mostHeads);
    requireCount("seq_len", seq_len, mostTokens);
    if (head >= 0 && head < num_heads) return;
    throw new InputError("head", {
      en: `head is ${head}; ${num_heads} heads are counted from 0 to ${num_heads - 1}`,
      zh: `head 为 ${head}；${num_heads} 个头从 0 数到 ${num_heads - 1}`,
    });
  },
  evaluate: (a, { num_heads, head, seq_len }, step) => {
    const exponent = exponents(num_heads)[head]!;
    const slope = step("m", () => slopeText(exponent), slopeOf(a, exponent));
    const byDistance = Array.from({ length: seq_len }, (_, distance) => a.neg(a.mul(slope, a.fromNumber(distance))));
    const rows = Array.from({ length: seq_len }, (_, i) => {
      const row = byDistance.slice(0, i + 1).reverse();
      if (i >= shownRows) return row;
      const distances = row.map((_, j) => shortNumber(i - j));
      return step({ en: `row ${i}`, zh: `第 ${i} 行` }, (show) => `−${factor(show(slope))} · ${shortList(distances)}`, row);
    });
    leaveOut(step, seq_len - shownRows, { en: "row", zh: "行" });
    return rows;
  },
  plot: {
    about: {
      en: "draw the bias of every query and key as a heat map; takes no range",
      zh: "用热图画出每个 query 与 key 之间的偏置；不需要范围",
    },
    draw: ({ inputs: { seq_len }, compute }) => {
      const names = Array.from({ length: seq_len }, (_, i) => String(i));
      return {
        kind: "heat",
        title: "−m (i − j)",
        rows: { label: { en: "query i", zh: "query i" }, names },
        columns: { label: { en: "key j", zh: "key j" }, names },
        values: rowsOf(compute()).map((row) => names.map((_, j) => row[j] ?? null)),
        absent: masked,
      };
    },
  },
});
