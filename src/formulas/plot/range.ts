/** The range of a picture: `a:b` as text -> two numbers, and the values between them at which it is computed. */
import { InputError } from "../input-error.ts";
import { parseNumber } from "../values.ts";
import type { Range, Sweep } from "./plot.ts";

/** A dot for every half cell of the widest terminals, and a multiple of 12 intervals: -6:6 has its kink at 0. */
const intervals = 480;
/** Three for each half cell of a terminal 200 wide: enough to see that there is more than is drawn. */
const mostWhole = 1200;

const refuse = (text: string, en: string, zh: string): never => {
  throw new InputError("plot", { en: `--plot "${text}": ${en}`, zh: `--plot “${text}”：${zh}` });
};

/** Throws InputError. */
export const readRange = <V>(text: string, { symbol, log, whole, within }: Sweep<V>, inputs: V): Range => {
  const parts = text.split(/[:：]/);
  if (parts.length !== 2) return refuse(text, "a range is two numbers, a:b, such as -6:6", "范围由两个数组成，写作 a:b，例如 -6:6");
  const [from, to] = [parseNumber(parts[0]!, "--plot"), parseNumber(parts[1]!, "--plot")];
  if (!Number.isFinite(from) || !Number.isFinite(to) || !Number.isFinite(to - from))
    return refuse(text, "both ends must be finite", "两端都必须是有限的数");
  if (!(from < to)) return refuse(text, "the first number must be the smaller one", "第一个数必须较小");
  if (log && !(from > 0))
    return refuse(text, `${symbol} is drawn on a logarithmic axis and must be positive`, `${symbol} 用对数轴，必须为正`);
  const [least, most] = within?.(inputs) ?? [-Infinity, Infinity];
  if (from < least || to > most) {
    const bound = Number.isFinite(most)
      ? [`from ${least} to ${most}`, `在 ${least} 到 ${most} 之间`]
      : [`${least} or more`, `不小于 ${least}`];
    return refuse(text, `${symbol} is ${bound[0]}`, `${symbol} 应${bound[1]}`);
  }
  if (whole && Math.ceil(from) >= Math.floor(to)) return refuse(text, "there are no two whole numbers in it", "其中没有两个整数");
  return whole ? [Math.ceil(from), Math.floor(to)] : [from, to];
};

/** How far apart the whole numbers of a range are drawn: 1 where all are. */
export const strideOf = ([from, to]: Range, { whole }: Pick<Sweep<never>, "whole">): number =>
  whole ? Math.max(1, Math.ceil((to - from + 1) / mostWhole)) : 1;

export const samples = (range: Range, { log, whole }: Pick<Sweep<never>, "log" | "whole">): number[] => {
  const [from, to] = range;
  if (whole) {
    const stride = strideOf(range, { whole });
    return Array.from({ length: Math.floor((to - from) / stride) + 1 }, (_, i) => from + i * stride);
  }
  const [low, high] = [Math.log10(from), Math.log10(to)];
  const at = (share: number): number => (log ? 10 ** (low + (high - low) * share) : from + (to - from) * share);
  return [from, ...Array.from({ length: intervals - 1 }, (_, i) => at((i + 1) / intervals)), to];
};
