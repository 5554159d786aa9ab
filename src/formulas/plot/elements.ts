/** Pictures that many formulas share: a bar for each element. */
import type { LocalText } from "../define.ts";
import { shortNumber, subscript } from "../text.ts";
import type { Bars, Label } from "./picture.ts";
import { listOf, type Plot } from "./plot.ts";

/** `x₀`, `x₁`, … */
export const indexed = (symbol: string, count: number): string[] => Array.from({ length: count }, (_, i) => `${symbol}${subscript(i)}`);

/** A bar for each of the scores that were turned into shares, with the score beside it. */
export const scored = (symbol: string, scores: readonly number[]): string[] =>
  scores.map((score, i) => `${symbol}${subscript(i)} = ${shortNumber(score)}`);

/** What became of the scores, a bar for each. */
export const scoredRows = (symbol: string, scores: readonly number[], made: readonly number[]): Bars["rows"] =>
  scored(symbol, scores).map((label, i) => ({ label, values: [made[i]!] }));

const about: LocalText = {
  en: "draw the elements before and after, as bars; takes no range",
  zh: "用条形图画出变换前后的各元素；不需要范围",
};

/** A vector before and after, each over an axis of its own: they need not be of one size. */
export const beforeAndAfter = <K extends string, V extends Readonly<Record<K, readonly number[]>>>(
  input: K,
  symbol: string,
  title: Label,
): Plot<V> => ({
  about,
  draw: ({ inputs, compute }) => {
    const [given, made] = [inputs[input], listOf(compute())];
    return {
      kind: "bars",
      title,
      series: [
        { en: "before", zh: "变换前" },
        { en: "after", zh: "变换后" },
      ],
      rows: indexed(symbol, given.length).map((label, i) => ({ label, values: [given[i]!, made[i]!] })),
      apart: true,
    };
  },
});
