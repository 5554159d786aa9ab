/** What the losses of RLHF share. */
import type { Arithmetic } from "../arithmetic.ts";
import type { InputSpec, LocalText, Step } from "../define.ts";
import { leaveOut } from "../steps.ts";
import { factor } from "../text.ts";

/** So many tokens, pairs or samples get lines of their own in the working. */
export const shownItems = 6;

/** The label of item `at`; why its terms have their signs is said once, at the first line shown. */
export const signed = (label: string, isFirst: boolean, why: LocalText): LocalText | string =>
  isFirst ? { en: `${label} (${why.en})`, zh: `${label}（${why.zh}）` } : label;

type Kind = "token" | "pair" | "answer" | "outcome";

const kinds: Readonly<Record<Kind, string>> = { token: "个词元", pair: "对", answer: "个回答", outcome: "个结果" };

/** Says so where there are more than `shownItems` in the working. */
export const leaveOutItems = (step: Step<never>, all: number, kind: Kind, shown = shownItems): void =>
  leaveOut(step, all - shown, { en: kind, zh: kinds[kind] });

export const klEstimator = {
  kind: "choice",
  symbol: "k",
  choices: ["k1", "k2", "k3"],
  about: {
    en: "with r = π_ref/π: k1 = −ln r (InstructGPT; TRL's PPO), k2 = (ln r)²/2, k3 = r − 1 − ln r (GRPO); k1 and k3 are unbiased, k3 is never negative",
    zh: "记 r = π_ref/π：k1 = −ln r（InstructGPT、TRL 的 PPO），k2 = (ln r)²/2，k3 = r − 1 − ln r（GRPO）；k1、k3 无偏，k3 恒非负",
  },
} as const satisfies InputSpec;

export type KlEstimator = (typeof klEstimator.choices)[number];

/** An estimate of KL(π ∥ π_ref) from one token, by ln r = ln π_ref − ln π. */
export const klEstimate = <T>(a: Arithmetic<T>, logRatio: T, estimator: KlEstimator): T => {
  if (estimator === "k1") return a.neg(logRatio);
  if (estimator === "k2") return a.div(a.mul(logRatio, logRatio), a.fromNumber(2));
  return a.recipes?.k3(logRatio) ?? a.compound?.expm1Less(logRatio) ?? a.sub(a.expm1(logRatio), logRatio);
};

/** The estimate as the working writes it. */
export const klText = (logRatio: string, estimator: KlEstimator): string => {
  if (estimator === "k1") return `−${factor(logRatio)}`;
  if (estimator === "k2") return `${factor(logRatio)}² / 2`;
  return `exp(${logRatio}) − 1 − ${factor(logRatio)}`;
};

/** Why each estimator has the sign it has. */
export const klSigns: Readonly<Record<KlEstimator, LocalText>> = {
  k1: {
    en: "minus: above 0 where the policy finds the token likelier than the reference does",
    zh: "取负：策略比参考模型更偏爱该词元时为正",
  },
  k2: { en: "a square: drift either way counts upward", zh: "平方：往哪边偏离都算正的" },
  k3: { en: "minus ln r: r − 1 is never below ln r, so the estimate is never negative", zh: "减去 ln r：r − 1 不小于 ln r，估计值恒非负" },
};

export const logpPolicy = {
  kind: "vector",
  shape: ["T"],
  symbol: "log π",
  about: { en: "log-probabilities of the sampled tokens under the policy", zh: "采样到的各词元在策略下的对数概率" },
} as const satisfies InputSpec;

export const logpRef = {
  kind: "vector",
  shape: ["T"],
  symbol: "log π_ref",
  about: {
    en: "the same under the reference, a fixed model such as the SFT model",
    zh: "同样的词元在参考模型（固定不变，如 SFT 模型）下的对数概率",
  },
} as const satisfies InputSpec;
