/** Scores of a router and the choice of the best few, for the formulas of expert routing. */
import { sigmoidOf } from "../activation/sigmoid.ts";
import { softmaxOf } from "../activation/softmax.ts";
import { softplusOf } from "../activation/softplus.ts";
import type { Arithmetic } from "../arithmetic.ts";
import type { InputSpec } from "../define.ts";

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

export const gatesOf = <T>(a: Arithmetic<T>, logits: readonly number[], kind: Gate): readonly T[] => {
  const values = logits.map(a.fromNumber);
  if (kind === "softmax") return softmaxOf(a, values);
  return values.map((value) => (kind === "sigmoid" ? sigmoidOf(a, value) : a.sqrt(softplusOf(a, value))));
};

/** By gate. */
export const gateEquations = {
  softmax: "g = \\operatorname{softmax}(z)",
  sigmoid: "g_i = \\sigma(z_i)",
  sqrtsoftplus: "g_i = \\sqrt{\\operatorname{softplus}(z_i)}",
} as const satisfies Record<Gate, string>;

/** What an expert is chosen by: its gate, with a bias where there is one. Equal logits and biases are ties without a calculation. */
export type Candidate<T> = { readonly expert: number; readonly logit: number; readonly bias: number; readonly score: T };

/** All gates grow with the logit, so that without biases the logits decide. Ties: the lower number first. */
export const byScore =
  <T>(a: Arithmetic<T>, biased: boolean) =>
  (x: Candidate<T>, y: Candidate<T>): number => {
    if (!biased || (x.logit === y.logit && x.bias === y.bias)) return y.logit - x.logit || x.expert - y.expert;
    return a.compare(y.score, x.score) || x.expert - y.expert;
  };
