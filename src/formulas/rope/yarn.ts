/** YaRN (Peng 2023): which pairs keep their frequency, which are slowed, and the temperature of attention. */
import type { Arithmetic } from "../arithmetic.ts";
import type { Step } from "../define.ts";
import { shortNumber } from "../text.ts";
import type { Scaling } from "./scaling-input.ts";

const [defaultFast, defaultSlow] = [32, 1];
/** Between equal bounds: keeps the ramp from dividing by 0. */
const narrowest = 0.001;
const coefficient = 0.1;

/** 0.1 m ln s + 1; 1 where nothing is lengthened. */
export const yarnMscale = <T>(a: Arithmetic<T>, s: T, m: number, label: string, step: Step<T>): T => {
  const one = a.fromNumber(1);
  if (a.compare(s, one) <= 0) return step(label, () => "1", one);
  const value = a.add(a.mul(a.mul(a.fromNumber(coefficient), a.fromNumber(m)), a.log(s)), one);
  return step(label, (show) => `${coefficient}${m === 1 ? "" : `·${shortNumber(m)}`} · ln ${show(s)} + 1`, value);
};

/** The integer next to a value between 0 and `most`: at or below it, or at or above it. */
const whole = <T>(a: Arithmetic<T>, value: T, upwards: boolean): T => {
  const near = Math.round(a.toNumber(value));
  const order = a.compare(a.fromNumber(near), value);
  if (upwards) return a.fromNumber(order < 0 ? near + 1 : near);
  return a.fromNumber(order > 0 ? near - 1 : near);
};

/** For each pair 0 (kept) to 1 (slowed by the whole factor). The bounds count dimensions, the ramp pairs, as in the code of the models. */
export const yarnRamp = <T>(a: Arithmetic<T>, d: number, base: number, scaling: Scaling, step: Step<T>): ((i: number) => T) => {
  const [zero, one, last] = [a.fromNumber(0), a.fromNumber(1), a.fromNumber(d - 1)];
  const length = (scaling.original_max_position_embeddings ?? scaling.max_position_embeddings)!;
  const truncate = scaling.truncate ?? true;
  const doubled = a.mul(a.fromNumber(2), a.log(a.fromNumber(base)));
  /** The dimension whose pair turns so often in L₀. */
  const dimension = (turns: number, name: string): T => {
    const wave = a.div(a.fromNumber(length), a.mul(a.mul(a.fromNumber(2), a.pi()), a.fromNumber(turns)));
    const value = a.div(a.mul(a.fromNumber(d), a.log(wave)), doubled);
    return step(name, () => `${d} · ln(${shortNumber(length)} / (2π·${shortNumber(turns)})) / (2 ln ${shortNumber(base)})`, value);
  };
  const [fastTurns, slowTurns] = [scaling.beta_fast ?? defaultFast, scaling.beta_slow ?? defaultSlow];
  const fast = dimension(fastTurns, "c_fast");
  const slow = fastTurns === slowTurns ? fast : dimension(slowTurns, "c_slow");
  const isBelow = a.compare(fast, zero) <= 0;
  const isAbove = a.compare(slow, last) >= 0;
  const low = step(
    { en: "low", zh: "下界" },
    (show) => (isBelow ? `max(${show(fast)}, 0)` : truncate ? `⌊${show(fast)}⌋` : show(fast)),
    isBelow ? zero : truncate ? whole(a, fast, false) : fast,
  );
  const top = step(
    { en: "high", zh: "上界" },
    (show) => (isAbove ? `min(${show(slow)}, ${d - 1})` : truncate ? `⌈${show(slow)}⌉` : show(slow)),
    isAbove ? last : truncate ? whole(a, slow, true) : slow,
  );
  const high = a.compare(low, top) === 0 ? a.add(top, a.fromNumber(narrowest)) : top;
  const width = a.sub(high, low);
  return (i) => {
    const share = a.div(a.sub(a.fromNumber(i), low), width);
    if (a.compare(share, zero) <= 0) return zero;
    return a.compare(share, one) >= 0 ? one : share;
  };
};
