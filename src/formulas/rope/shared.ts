/** Rotary position embedding (Su 2021): frequencies, angles and the two ways of pairing dimensions. */
import type { Arithmetic } from "../arithmetic.ts";
import type { InputSpec, LocalText, NumberType, Step } from "../define.ts";
import { leaveOut } from "../steps.ts";
import { factor, shortNumber, subscript } from "../text.ts";

export const thetaBase = {
  kind: "scalar",
  symbol: "b",
  default: 10_000,
  about: {
    en: "the base (rope_theta): 1e4 in LLaMA, 5e5 in Llama 3, 1e6 in Qwen2.5",
    zh: "底数（rope_theta）：LLaMA 为 1e4，Llama 3 为 5e5，Qwen2.5 为 1e6",
  },
} as const satisfies InputSpec;

export const layout = {
  kind: "choice",
  symbol: "layout",
  choices: ["interleaved", "half"],
  about: {
    en: "which dimensions form a pair: neighbours (2i, 2i+1), as in the paper, or halves (i, i+d/2), as in Hugging Face code",
    zh: "哪两维成对：相邻的 (2i, 2i+1)，同论文；或前后两半的 (i, i+d/2)，同 Hugging Face 代码",
  },
} as const satisfies InputSpec;

export type Layout = (typeof layout.choices)[number];

/** So many pairs get lines of their own in the working. */
export const shownPairs = 4;

/** Says so where d dimensions have more pairs than are shown. */
export const leaveOutPairs = (step: Step<never>, d: number): void => leaveOut(step, d / 2 - shownPairs, { en: "pair", zh: "对" });

/** The dimensions of pair i of d. */
export const pairOf = (i: number, d: number, kind: Layout): readonly [number, number] =>
  kind === "half" ? [i, i + d / 2] : [2 * i, 2 * i + 1];

/** Why long positions hurt: for a position and angles of its size. `isAlone`: the one pair turns by the position itself. */
export const positionNote = (position: number, { id, round, spacing }: NumberType, isAlone = false): LocalText | undefined => {
  if (position === 0) return undefined;
  const held = round(position);
  const [at, gap, half] = [position, spacing(position), spacing(position) / 2].map((value) => String(Math.abs(value)));
  const apart = { en: `Near ${at} neighbouring ${id} numbers lie ${gap} apart`, zh: `在 ${at} 附近，相邻两个 ${id} 数相距 ${gap}` };
  if (isAlone && held === position)
    return {
      en: `${apart.en}. This position is one of them, and the only pair turns by it: its angle is exact. One that has to be rounded can be off by as much as ${half} rad.`,
      zh: `${apart.zh}。这个位置正是其中之一，而唯一的一对恰好转过这么多：角度没有误差。需要舍入的角度误差最多可达 ${half} 弧度。`,
    };
  const becomes = held === position ? { en: "", zh: "" } : { en: `the position becomes ${held}, and `, zh: `位置本身就成了 ${held}，` };
  return {
    en: `${apart.en}: ${becomes.en}an angle of that size can be off by as much as ${half} rad. The error of a frequency is multiplied by the position too. These are bounds: how far off these numbers are, the table shows.`,
    zh: `${apart.zh}：${becomes.zh}这么大的角度误差最多可达 ${half} 弧度。频率的误差还会乘上位置。这些是上限，实际误差见表。`,
  };
};

/** base^(−2i/d), in radians for each position. */
export const frequency = <T>(a: Arithmetic<T>, base: number, i: number, d: number): T => frequencyFrom(a, a.fromNumber(base), i, d);

export const frequencyFrom = <T>(a: Arithmetic<T>, base: T, i: number, d: number): T =>
  a.recipes?.inversePower(base, 2 * i, d) ?? a.pow(base, a.div(a.fromNumber(-2 * i), a.fromNumber(d)));

export const frequencyText = (base: number, i: number, d: number): string => `${shortNumber(base)}^(−2·${i}/${d})`;

/** The angle of pair i at a position, with its line of the working; `text` writes the frequency. */
export const angleOf = <T>(a: Arithmetic<T>, position: T, theta: T, i: number, text: string, step: Step<T>): T => {
  const angle = a.mul(position, theta);
  if (i >= shownPairs) return angle;
  return step(`φ${subscript(i)}`, (show) => `${factor(show(position))} · ${text}`, angle);
};
