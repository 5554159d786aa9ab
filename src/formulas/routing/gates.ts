/** Scores of a router and the choice of the best few, for the formulas of expert routing. */
import type { Arithmetic } from "../arithmetic.ts";
import type { InputSpec } from "../define.ts";
import { InputError } from "../input-error.ts";
import { maximum, sum } from "../vectors.ts";

export const gate = {
  kind: "choice",
  symbol: "g",
  choices: ["softmax", "sigmoid", "sqrtsoftplus"],
  about: {
    en: "softmax over all experts (Switch, Mixtral), a sigmoid of each logit (DeepSeek-V3, Kimi K2), or √(softplus) of each (DeepSeek-V4)",
    zh: "对全部专家取 softmax（Switch、Mixtral），逐个取 sigmoid（DeepSeek-V3、Kimi K2），或逐个取 √(softplus)（DeepSeek-V4）",
  },
} as const satisfies InputSpec;

export type Gate = (typeof gate.choices)[number];

export const gatesOf = <T>(a: Arithmetic<T>, logits: readonly number[], kind: Gate): T[] => {
  const values = logits.map(a.fromNumber);
  if (kind === "softmax") {
    const most = maximum(a, values);
    const weights = values.map((value) => a.exp(a.sub(value, most)));
    const total = sum(a, weights);
    return weights.map((weight) => a.div(weight, total));
  }
  const [zero, one] = [a.fromNumber(0), a.fromNumber(1)];
  return values.map((value) => {
    const decay = a.exp(a.neg(a.abs(value)));
    const isNegative = a.compare(value, zero) < 0;
    if (kind === "sqrtsoftplus") return a.sqrt(a.add(isNegative ? zero : value, a.log1p(decay)));
    return a.div(isNegative ? decay : one, a.add(one, decay));
  });
};

/** What an expert is chosen by: its gate, with a bias where there is one. Equal logits and biases are ties without a calculation. */
export type Candidate<T> = { readonly expert: number; readonly logit: number; readonly bias: number; readonly score: T };

/** All gates grow with the logit, so that without biases the logits decide. Ties: the lower number first. */
export const byScore =
  <T>(a: Arithmetic<T>, biased: boolean) =>
  (x: Candidate<T>, y: Candidate<T>): number => {
    if (!biased || (x.logit === y.logit && x.bias === y.bias)) return y.logit - x.logit || x.expert - y.expert;
    return a.compare(y.score, x.score) || x.expert - y.expert;
  };

export const requireFiniteAll = (path: string, values: readonly number[] | null): void => {
  const bad = values?.findIndex((value) => !Number.isFinite(value)) ?? -1;
  if (bad < 0) return;
  throw new InputError(`${path}[${bad}]`, {
    en: `${path}[${bad}] must be finite, not ${values![bad]}`,
    zh: `${path}[${bad}] 必须是有限的数，而不是 ${values![bad]}`,
  });
};

export const requireCount = (path: string, value: number, most: number): void => {
  if (value >= 1 && value <= most) return;
  throw new InputError(path, {
    en: `${path} must be from 1 to ${most}, not ${value}`,
    zh: `${path} 必须在 1 到 ${most} 之间，而不是 ${value}`,
  });
};
