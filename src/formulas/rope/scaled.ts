/** The frequencies of RoPE, scaled or not, and the factor that comes with them. */
import type { Arithmetic } from "../arithmetic.ts";
import type { Step } from "../define.ts";
import { constant, type Form } from "../recipes.ts";
import { silent } from "../steps.ts";
import { factor as braced, shortNumber, subscript } from "../text.ts";
import type { Scaling } from "./scaling-input.ts";
import { frequency, frequencyFrom, frequencyText, leaveOutPairs, shownPairs } from "./shared.ts";
import { yarnMscale, yarnMscaleOf, yarnRamp } from "./yarn.ts";

export type Rotation<T> = {
  /** In radians for each position, a frequency for each pair. */
  readonly frequencies: readonly T[];
  /** How the working writes the frequency of pair i inside an angle. */
  readonly text: (i: number) => string;
  /** Multiplies cos and sin; null without scaling. */
  readonly attention: T | null;
};

type Job<T> = { readonly a: Arithmetic<T>; readonly d: number; readonly base: number; readonly scaling: Scaling; readonly step: Step<T> };

const pairsOf = (d: number): number[] => Array.from({ length: d / 2 }, (_, i) => i);

/** For each pair its frequency; lines of working for the first ones. */
const overPairs = <T>({ d, step }: Job<T>, compute: (i: number, step: Step<T>) => T): T[] => {
  const values = pairsOf(d).map((i) => compute(i, i < shownPairs ? step : silent));
  leaveOutPairs(step, d);
  return values;
};

const eachPair = <T>(job: Job<T>, compute: (i: number) => T, text: (i: number) => string): T[] =>
  overPairs(job, (i, step) => step(`θ′${subscript(i)}`, () => text(i), compute(i)));

/** base′ = base · growth^(d/(d−2)), so that the last pair alone is slowed by the whole growth. */
const enlargedBase = <T>(job: Job<T>, growth: Form, text: string): T[] => {
  const { a, d, base, step } = job;
  const enlarged = step(
    "b′",
    () => `${shortNumber(base)} · ${text}^(${d}/${d - 2})`,
    constant(a, (own) => own.mul(own.fromNumber(base), own.pow(growth(own), own.div(own.fromNumber(d), own.fromNumber(d - 2))))),
  );
  return eachPair(
    job,
    (i) => frequencyFrom(a, enlarged, i, d),
    (i) => `b′^(−2·${i}/${d})`,
  );
};

/** The exact value of a double. */
const given =
  (value: number): Form =>
  (own) =>
    own.fromNumber(value);

const dynamic = <T>(job: Job<T>): T[] => {
  const { a, scaling, step } = job;
  if (scaling.alpha !== undefined) return enlargedBase(job, given(scaling.alpha), shortNumber(scaling.alpha));
  const original = scaling.original_max_position_embeddings ?? scaling.max_position_embeddings;
  const length = scaling.seq_len;
  if (original === undefined || length === undefined || length <= original)
    return eachPair(
      job,
      (i) => frequency(a, job.base, i, job.d),
      (i) => frequencyText(job.base, i, job.d),
    );
  const growth: Form = (own) => {
    const s = own.fromNumber(scaling.factor!);
    const times = own.div(own.mul(s, own.fromNumber(length)), own.fromNumber(original));
    return own.sub(times, own.sub(s, own.fromNumber(1)));
  };
  const s = shortNumber(scaling.factor!);
  step("g", () => `${s}·${shortNumber(length)} / ${shortNumber(original)} − (${s} − 1)`, constant(a, growth));
  return enlargedBase(job, growth, "g");
};

/** The factor given, or the ratio of the two lengths. */
const lengthening = ({ factor, original_max_position_embeddings, max_position_embeddings }: Scaling, ratioFirst: boolean): Form => {
  if (factor !== undefined && (!ratioFirst || max_position_embeddings === undefined)) return given(factor);
  return (own) => own.div(own.fromNumber(max_position_embeddings!), own.fromNumber(original_max_position_embeddings!));
};

const llama3 = <T>(job: Job<T>): T[] => {
  const { a, d, base, scaling } = job;
  const [low, high] = [scaling.low_freq_factor!, scaling.high_freq_factor!];
  const [alpha, beta, s] = [a.fromNumber(low), a.fromNumber(high), a.fromNumber(scaling.factor!)];
  const original = scaling.original_max_position_embeddings!;
  const length = a.div(a.fromNumber(original), a.mul(a.fromNumber(2), a.pi()));
  return overPairs(job, (i, step) => {
    const theta = frequency(a, base, i, d);
    // L₀ over the wavelength. Wavelengths are never a bound exactly, since π is transcendental.
    const turns = a.recipes?.turns(theta, original) ?? a.mul(theta, length);
    step(
      { en: `turns${subscript(i)}`, zh: `圈数${subscript(i)}` },
      () => `${shortNumber(original)} · ${frequencyText(base, i, d)} / 2π`,
      turns,
    );
    const label = `θ′${subscript(i)}`;
    if (low === high ? a.compare(turns, beta) >= 0 : a.compare(turns, beta) > 0) return step(label, () => frequencyText(base, i, d), theta);
    if (a.compare(turns, alpha) < 0) return step(label, (show) => `${frequencyText(base, i, d)} / ${show(s)}`, a.div(theta, s));
    const smooth = step(
      `γ${subscript(i)}`,
      (show) => `(${show(turns)} − ${show(alpha)}) / (${show(beta)} − ${show(alpha)})`,
      a.div(a.sub(turns, alpha), a.sub(beta, alpha)),
    );
    const slowed = a.div(a.mul(a.sub(a.fromNumber(1), smooth), theta), s);
    return step(
      label,
      (show) => `((1 − ${show(smooth)}) / ${show(s)} + ${show(smooth)}) · ${frequencyText(base, i, d)}`,
      a.add(slowed, a.mul(smooth, theta)),
    );
  });
};

const yarn = <T>(job: Job<T>): { frequencies: T[]; attention: T } => {
  const { a, d, base, scaling, step } = job;
  const longer = lengthening(scaling, false);
  const s = constant(a, longer);
  const ramp = yarnRamp(a, d, base, scaling, step);
  const one = a.fromNumber(1);
  const frequencies = overPairs(job, (i, own) => {
    const theta = frequency(a, base, i, d);
    const share = ramp(i);
    const value =
      a.recipes?.blended(a.fromNumber(base), 2 * i, d, share, s) ?? a.add(a.mul(theta, a.sub(one, share)), a.div(a.mul(theta, share), s));
    return own(`θ′${subscript(i)}`, (show) => `${frequencyText(base, i, d)} · (1 − ${show(share)} + ${show(share)}/${show(s)})`, value);
  });
  if (scaling.attention_factor !== undefined) return { frequencies, attention: a.fromNumber(scaling.attention_factor) };
  const { mscale, mscale_all_dim } = scaling;
  if (!mscale || !mscale_all_dim) return { frequencies, attention: yarnMscale(a, longer, 1, "a", step) };
  const above = yarnMscale(a, longer, mscale, "m", step);
  const below = yarnMscale(a, longer, mscale_all_dim, "m_all", step);
  const ratio: Form = (own) => own.div(yarnMscaleOf(own, longer(own), mscale), yarnMscaleOf(own, longer(own), mscale_all_dim));
  return { frequencies, attention: step("a", (show) => `${show(above)} / ${show(below)}`, constant(a, ratio)) };
};

const longrope = <T>(job: Job<T>): { frequencies: T[]; attention: T } => {
  const { a, d, base, scaling, step } = job;
  const original = scaling.original_max_position_embeddings!;
  const divisors = ((scaling.seq_len ?? 0) > original ? scaling.long_factor : scaling.short_factor)!;
  const frequencies = eachPair(
    job,
    (i) => a.div(frequency(a, base, i, d), a.fromNumber(divisors[i]!)),
    (i) => `${frequencyText(base, i, d)} / ${shortNumber(divisors[i]!)}`,
  );
  if (scaling.attention_factor !== undefined) return { frequencies, attention: a.fromNumber(scaling.attention_factor) };
  const longer = lengthening(scaling, true);
  const s = constant(a, longer);
  if (a.compare(s, a.fromNumber(1)) <= 0) return { frequencies, attention: a.fromNumber(1) };
  const root: Form = (own) => {
    const share = own.div(own.log(longer(own)), own.log(own.fromNumber(original)));
    return own.sqrt(own.add(own.fromNumber(1), share));
  };
  return { frequencies, attention: step("a", (show) => `√(1 + ln ${show(s)} / ln ${shortNumber(original)})`, constant(a, root)) };
};

const scaledBy = <T>(job: Job<T>): { frequencies: T[]; attention: T } => {
  const { a, scaling } = job;
  const attention = a.fromNumber(1);
  switch (scaling.type) {
    case "linear": {
      const s = scaling.factor!;
      const text = (i: number) => `${frequencyText(job.base, i, job.d)} / ${shortNumber(s)}`;
      return { frequencies: eachPair(job, (i) => a.div(frequency(a, job.base, i, job.d), a.fromNumber(s)), text), attention };
    }
    case "ntk":
      return { frequencies: enlargedBase(job, given(scaling.factor!), braced(shortNumber(scaling.factor!))), attention };
    case "dynamic_ntk":
      return { frequencies: dynamic(job), attention };
    case "llama3":
      return { frequencies: llama3(job), attention };
    case "yarn":
      return yarn(job);
    case "longrope":
      return longrope(job);
  }
};

/** With lines of working where something is scaled. */
export const rotationOf = <T>(a: Arithmetic<T>, d: number, base: number, scaling: Scaling | null, step: Step<T>): Rotation<T> => {
  if (scaling === null)
    return { frequencies: pairsOf(d).map((i) => frequency(a, base, i, d)), text: (i) => frequencyText(base, i, d), attention: null };
  return { ...scaledBy({ a, d, base, scaling, step }), text: (i) => `θ′${subscript(i)}` };
};
