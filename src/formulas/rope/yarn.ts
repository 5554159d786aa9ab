/** YaRN (Peng 2023): which pairs keep their frequency, which are slowed, and the temperature of attention. */
import type { Arithmetic } from "../arithmetic.ts";
import type { Step } from "../define.ts";
import { constant, type Form } from "../recipes.ts";
import { shortNumber } from "../text.ts";
import type { Scaling } from "./scaling-input.ts";

const [defaultFast, defaultSlow] = [32, 1];
/** Between equal bounds: keeps the ramp from dividing by 0. */
const narrowest = 0.001;
const coefficient = 0.1;

/** 0.1 m ln s + 1; 1 where nothing is lengthened. */
export const yarnMscaleOf = <T>(a: Arithmetic<T>, s: T, m: number): T => {
  const one = a.fromNumber(1);
  return a.compare(s, one) <= 0 ? one : a.add(a.mul(a.mul(a.fromNumber(coefficient), a.fromNumber(m)), a.log(s)), one);
};

export const yarnMscale = <T>(a: Arithmetic<T>, longer: Form, m: number, label: string, step: Step<T>): T => {
  const s = constant(a, longer);
  const text = (shown: string): string => `${coefficient}${m === 1 ? "" : `·${shortNumber(m)}`} · ln ${shown} + 1`;
  const isLonger = a.compare(s, a.fromNumber(1)) > 0;
  return step(
    label,
    (show) => (isLonger ? text(show(s)) : "1"),
    constant(a, (own) => yarnMscaleOf(own, longer(own), m)),
  );
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
  /** The dimension whose pair turns so often in L₀. */
  const dimensionOf =
    (turns: number): Form =>
    (own) => {
      const wave = own.div(own.fromNumber(length), own.mul(own.mul(own.fromNumber(2), own.pi()), own.fromNumber(turns)));
      const doubled = own.mul(own.fromNumber(2), own.log(own.fromNumber(base)));
      return own.div(own.mul(own.fromNumber(d), own.log(wave)), doubled);
    };
  const dimension = (turns: number, name: string): T =>
    step(
      name,
      () => `${d} · ln(${shortNumber(length)} / (2π·${shortNumber(turns)})) / (2 ln ${shortNumber(base)})`,
      constant(a, dimensionOf(turns)),
    );
  const bound = (turns: number, upwards: boolean): T => constant(a, (own) => whole(own, dimensionOf(turns)(own), upwards));
  const [fastTurns, slowTurns] = [scaling.beta_fast ?? defaultFast, scaling.beta_slow ?? defaultSlow];
  const fast = dimension(fastTurns, "c_fast");
  const slow = fastTurns === slowTurns ? fast : dimension(slowTurns, "c_slow");
  const isBelow = a.compare(fast, zero) <= 0;
  const isAbove = a.compare(slow, last) >= 0;
  const low = step(
    { en: "low", zh: "下界" },
    (show) => (isBelow ? `max(${show(fast)}, 0)` : truncate ? `floor(${show(fast)})` : show(fast)),
    isBelow ? zero : truncate ? bound(fastTurns, false) : fast,
  );
  const top = step(
    { en: "high", zh: "上界" },
    (show) => (isAbove ? `min(${show(slow)}, ${d - 1})` : truncate ? `ceil(${show(slow)})` : show(slow)),
    isAbove ? last : truncate ? bound(slowTurns, true) : slow,
  );
  const high = a.compare(low, top) === 0 ? a.add(top, a.fromNumber(narrowest)) : top;
  /** Their difference in the arithmetic of the bounds: programs take it before it meets a tensor. */
  const span: Form = (own) => {
    const at = (turns: number, upwards: boolean) => (truncate ? whole(own, dimensionOf(turns)(own), upwards) : dimensionOf(turns)(own));
    const from = isBelow ? own.fromNumber(0) : at(fastTurns, false);
    const to = isAbove ? own.fromNumber(d - 1) : at(slowTurns, true);
    return own.compare(from, to) === 0 ? own.fromNumber(narrowest) : own.sub(to, from);
  };
  const width = a.recipes ? a.recipes.constant(span) : a.sub(high, low);
  return (i) => {
    const share = a.div(a.sub(a.fromNumber(i), low), width);
    if (a.compare(share, zero) <= 0) return zero;
    return a.compare(share, one) >= 0 ? one : share;
  };
};
