/**
 * FLOP by the conventions of the literature. They differ on purpose: which parameters N counts, whether attention over
 * the context is in it, whether the embedding is a multiplication. A multiplication with its addition is 2 FLOP.
 */
import { isCount } from "./amount.ts";
import type { Spec } from "./architectures/spec.ts";
import { type Complete, complete, isReady, type NoAnswer } from "./complete.ts";
import type { Configuration } from "./configuration.ts";
import { denseMlp } from "./feed.ts";
import { kinds } from "./kinds/index.ts";
import { widths } from "./kinds/widths.ts";
import { conventionLabels } from "./labels.ts";
import { countParameters, type ParameterCount } from "./parameters.ts";
import type { Step } from "./step.ts";
import { countOf, expressionOf, formulaOf, matrix, type Sum } from "./term.ts";
import { attended, matrixWeights } from "./work.ts";

export const conventions = ["2n", "6n", "kaplan", "palm", "chinchilla", "decode"] as const;
export type Convention = (typeof conventions)[number];

export type Compute = {
  readonly convention: Convention;
  /** FLOP of one token; of `chinchilla`, the mean over the sequence. */
  readonly per_token: number;
  /** Forward only, or forward and backward (three times as much). */
  readonly pass: "forward" | "training";
  /** For all `tokens`, where given: nearest double, and every digit. */
  readonly total?: { readonly tokens: number; readonly value: number; readonly exact: string };
  readonly steps: readonly Step[];
};

export type ComputeOptions = {
  /** Length of the sequence, or of what is before the token (`decode`). Needed by all but `2n` and `6n`. */
  readonly context?: number;
  readonly tokens?: number;
};

type Model = { readonly spec: Spec; readonly c: Complete; readonly count: ParameterCount; readonly context: number };
type Part = { readonly formula: string; readonly expression: string; readonly value: number };
type Answer = Part & { readonly pass: Compute["pass"] };

const ofSum = (sum: Sum): Part => ({ formula: formulaOf(sum), expression: expressionOf(sum), value: countOf(sum) });
const join = (...parts: readonly Part[]): Part => ({
  formula: parts.map((part) => part.formula).join(" + "),
  expression: parts.map((part) => part.expression).join(" + "),
  value: parts.reduce((all, part) => all + part.value, 0),
});

const perN = (factor: number, n: number, symbol: string): Part => ofSum([matrix(factor, [symbol, n])]);

/** Each weight as often as a token meets it; another N than the model's where layers share theirs. */
const perApplied = (factor: number, { total, active, applied }: ParameterCount): Part =>
  perN(factor, applied, applied !== active ? "N_applied" : active !== total ? "N_act" : "N");

/** Σ over the layers of what a token does with those it sees. */
const mixing = (model: Model, factor: number, generating = false): Part => {
  const groups = attended(model.spec, model.c, model.context).flatMap(({ kind, layers, c, tokens }) => {
    const { work, decoding = work } = kinds[kind];
    const { each = [], fixed = [] } = (generating ? decoding : work)(c, model.context);
    const all = (sum: Sum, more: readonly (readonly [string, number])[]): Sum =>
      sum.map((term) => matrix(factor, ["L", layers], ...more, ...term.factors));
    return [...all(each, [["n", tokens]]), ...all(fixed, [])];
  });
  return groups.length === 0 ? { formula: "0", expression: "0", value: 0 } : join(...groups.map((term) => ofSum([term])));
};

/** Kaplan et al. (arXiv 2001.08361 §2.1): 2N + 2·L·n·d_attn, N without embedding; one of the two products over the context. */
const kaplan = (model: Model): Answer => {
  const layers = attended(model.spec, model.c, model.context).flatMap(({ kind, layers, c, tokens }) =>
    (kinds[kind].attends?.(c) ?? []).map((term) => ofSum([matrix(2, ["L", layers], ["n", tokens], ...term.factors)])),
  );
  return { ...join(perN(2, model.count.non_embedding.active, "N_ne"), ...layers), pass: "forward" };
};

/** PaLM (arXiv 2204.02311 appendix B): 6N + 12·L·H·Q·T, both products over the context, forward and backward. */
const palm = (model: Model): Answer => ({ ...join(perApplied(6, model.count), mixing(model, 3)), pass: "training" });

/**
 * Hoffmann et al. (arXiv 2203.15556 appendix F), a token's share of the sequence: embedding as a multiplication,
 * projections, scores, softmax (3·H·n), values, MLP, logits. Grouped keys and gated MLPs by the shapes they have.
 */
const chinchilla = ({ spec, c, context }: Model): Answer => {
  const { D, V, H, G, d } = widths(c);
  const L = ["L", c.num_hidden_layers] as const;
  const n = ["n", context] as const;
  const attention: Sum = [matrix(2, L, D, H, d), matrix(4, L, D, G, d), matrix(4, L, n, H, d), matrix(3, L, H, n), matrix(2, L, H, d, D)];
  const dense = denseMlp(spec, c).filter((term) => term.matrix);
  const mlp: Sum = dense.map((term) => matrix(2, L, ...term.factors));
  return { ...join(ofSum([matrix(2, V, D)]), ofSum(attention), ofSum(mlp), ofSum([matrix(2, D, V)])), pass: "forward" };
};

/** One generated token after `context` others: twice the weights it is multiplied by, and its attention. */
const decode = (model: Model): Answer => ({
  ...join(perN(2, matrixWeights(model.spec, model.c), "M"), mixing(model, 1, true)),
  pass: "forward",
});

const rules: Readonly<Record<Convention, (model: Model) => Answer>> = {
  "2n": ({ count }) => ({ ...perApplied(2, count), pass: "forward" }),
  "6n": ({ count }) => ({ ...perApplied(6, count), pass: "training" }),
  kaplan,
  palm,
  chinchilla,
  decode,
};

/** Whether the convention's paper covers this model: what it was written for, no more. */
const covers = (convention: Convention, { spec, c }: Model): boolean => {
  const mixers = attended(spec, c, 1).map(({ kind }) => kind);
  if (convention === "2n" || convention === "6n") return true;
  if (mixers.some((kind) => /bidirectional$/.test(kind))) return false;
  if (convention === "kaplan") return mixers.every((kind) => kinds[kind].attends !== undefined);
  const uniform = spec.ends === undefined && c.num_attention_heads_per_layer === undefined && c.intermediate_size_per_layer === undefined;
  return (
    convention !== "chinchilla" ||
    (c.num_experts === undefined && uniform && mixers.every((kind) => kind === "full" || kind === "relative"))
  );
};

const totalOf = (perToken: number, tokens: number): NonNullable<Compute["total"]> => {
  const exact = BigInt(Math.round(perToken)) * BigInt(tokens);
  return { tokens, value: Number(exact), exact: exact.toString() };
};

const totalStep = (total: NonNullable<Compute["total"]>, perToken: number): Step => ({
  label: conventionLabels.total,
  formula: "C·T",
  expression: `${perToken} × ${total.tokens}`,
  value: total.value,
  ...(total.value >= 2 ** 53 && { exact: total.exact }),
  unit: "FLOP",
});

/** FLOP by one convention. `unsupported` where the convention does not cover the model (an encoder, a state space under Kaplan). */
export const computeFlops = (
  configuration: Configuration,
  convention: Convention,
  options: ComputeOptions = {},
): Compute | NoAnswer | { readonly missing: readonly string[]; readonly unsupported: Convention } => {
  const ready = complete(configuration);
  if (!isReady(ready)) return ready;
  const count = countParameters(configuration) as ParameterCount;
  const { context, tokens } = options;
  const invalid = (["context", "tokens"] as const).filter((key) => options[key] !== undefined && !isCount(options[key]));
  const missing = context === undefined && convention !== "2n" && convention !== "6n" ? ["context"] : [];
  if (missing.length > 0 || invalid.length > 0) return { missing, ...(invalid.length > 0 && { invalid }) };
  const model: Model = { spec: ready.spec, c: ready.c, count, context: context ?? 1 };
  if (!covers(convention, model)) return { missing: [], unsupported: convention };
  const { pass, ...part } = rules[convention](model);
  const total = tokens === undefined ? undefined : totalOf(part.value, tokens);
  return {
    convention,
    per_token: part.value,
    pass,
    ...(total && { total }),
    steps: [{ label: conventionLabels[convention], ...part, unit: "FLOP" }, ...(total ? [totalStep(total, part.value)] : [])],
  };
};
