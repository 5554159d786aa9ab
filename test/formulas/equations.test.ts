/** The equation that is shown is that of what is computed. */
import { describe, expect, test } from "vitest";
import { readInputs } from "../../src/formulas/arguments.ts";
import { equationsOf, equationsOfGiven, general } from "../../src/formulas/equations.ts";
import { evaluate, evaluateInFloat64, findFormula, formulas, InputError } from "../../src/formulas/index.ts";
import { cases } from "./oracle-cases.ts";

type Inputs = Readonly<Record<string, unknown>>;

const yarn = { type: "yarn", factor: 4, original_max_position_embeddings: 64 };
const eye = { Q: [[1, 0]], K: [[1, 0]], V: [[1, 0]] };

/** What no case of the oracle combines. */
const further: Readonly<Record<string, readonly Inputs[]>> = {
  rmsnorm: [{ x: [1], unit_offset: true, eps_placement: "outside_sqrt" }],
  attention: [undefined, {}, { scaling: yarn }].flatMap((rope) =>
    [undefined, 0.5].flatMap((scale) => [undefined, 1].map((alibi_slope) => ({ ...eye, rope, scale, alibi_slope }))),
  ),
};

describe.each(formulas.map((formula) => [formula.id, formula] as const))("%s", (id, formula) => {
  test("every equation it has is that of some inputs, and none is asked for that it has not", () => {
    const own = [...cases.filter((one) => one.formula === id).map(({ inputs }) => inputs), ...(further[id] ?? [])];
    const asked = own.flatMap((inputs) => {
      try {
        return equationsOf(formula, readInputs(formula, inputs));
      } catch (error) {
        if (error instanceof InputError) return [];
        throw error;
      }
    });
    const declared = Object.keys(formula.equations ?? {});
    expect([...new Set(asked)].filter((name) => name !== general).sort()).toEqual(declared.sort());
  });

  test("before anything is given there is an equation too", () => {
    expect(equationsOfGiven(formula, {}).length).toBeGreaterThan(0);
  });
});

const tex = (id: string, named: Inputs): string => {
  const formula = findFormula(id)!;
  return equationsOfGiven(formula, named)
    .map((name) => (name === general ? formula.equation : formula.equations![name]!))
    .join("\n");
};

const dpo = { logp_policy_chosen: [-1], logp_policy_rejected: [-2], logp_ref_chosen: [-1], logp_ref_rejected: [-1] };

/** In the letters of the papers: what must stand there, and what must not. */
test.each<[string, Inputs, readonly string[], readonly string[]]>([
  ["gelu", { x: [1] }, ["\\operatorname{erfc}"], ["\\tanh", "\\sigma"]],
  ["gelu", { x: [1], approximate: "tanh" }, ["\\tanh"], ["\\operatorname{erfc}"]],
  ["gelu", { x: [1], approximate: "sigmoid" }, ["\\sigma(c x)"], ["\\tanh"]],
  ["swiglu", { x: [1], W2: [[1]] }, ["\\right) W_2"], []],
  ["swiglu", { x: [1] }, ["\\odot"], ["W_2"]],
  ["rmsnorm", { x: [1], unit_offset: true }, ["(1 + g_i)", "+ \\epsilon}"], []],
  ["rmsnorm", { x: [1], eps_placement: "outside_sqrt" }, ["x_j^2} + \\epsilon"], ["(1 + g_i)"]],
  ["layernorm", { x: [1, 2], ddof: 1 }, ["n - \\text{ddof}"], []],
  ["whiten", { x: [1, 2], shift_mean: false }, ["} + \\mu"], []],
  ["rope", { x: [1, 0, 0, 1], position: 3 }, ["x_{2i+1}", "m \\theta_i"], ["d/2}", "a \\begin"]],
  ["rope", { x: [1, 0, 0, 1], position: 3, layout: "half" }, ["x_{i+d/2}"], ["x_{2i+1}"]],
  ["rope", { x: [1, 0, 0, 1], position: 3, inverse: true }, ["-m \\theta_i"], []],
  ["rope", { x: [1, 0, 0, 1], position: 3, scaling: yarn }, ["a \\begin", "a = 0.1 \\ln s + 1", "\\kappa_i"], ["m \\theta_i"]],
  ["rope-frequencies", { rotary_dim: 4, scaling: "type=linear factor=2" }, ["\\frac{\\theta_i}{s}"], ["a ="]],
  [
    "rope-score",
    { q: [1, 0], k: [1, 0], query_position: 1, key_position: 0, scale_by_sqrt_d: true },
    ["{\\sqrt{d}}"],
    ["a^2", "\\theta'_i"],
  ],
  ["attention", eye, ["\\operatorname{softmax}"], ["j \\le i"]],
  ["attention", { ...eye, causal: true }, ["j \\le i"], ["- m (i - j)", "R_"]],
  ["attention", { ...eye, causal: true, alibi_slope: 1, sliding_window: 2 }, ["i - W < j \\le i", "- m (i - j)"], []],
  ["attention", { ...eye, rope: { scaling: yarn } }, ["a^2 (R", "x_{2i+1}"], ["j \\le i"]],
  ["attention", { ...eye, scale: 0.5 }, ["\\text{scale}"], ["\\sqrt{d_k}"]],
  [
    "sinusoidal-pe",
    { position: 1, d_model: 4, layout: "concatenated", frequency_exponent: "i/(d/2-1)" },
    ["_{i+d/2}", "b^{i/(d/2-1)}"],
    [],
  ],
  ["alibi-slopes", { num_heads: 12 }, ["k > N"], []],
  ["alibi-slopes", { num_heads: 16 }, ["2^{-8k/n}"], ["N"]],
  ["perplexity", { loss: 3, unit: "bits" }, ["2^{L}"], ["\\sum"]],
  ["moe-routing", { logits: [1, 2], gate: "sigmoid", normalize: false }, ["\\sigma(z_i)", "r \\, g_i"], ["b_i", "\\frac"]],
  ["moe-routing", { logits: [1, 2], bias: [0, 1] }, ["g_i + b_i", "\\operatorname{softmax}"], []],
  ["sampling", { logits: [1, 2], temperature: 0 }, ["\\frac{1}{|S|}"], ["e^"]],
  ["kaplan-law", { tokens: 1e9 }, ["D_c"], ["N_c"]],
  ["sft-cross-entropy", { logits: [[1]], targets: [0], reduction: "sum", with_perplexity: true }, ["L = -\\sum", "L/N"], []],
  ["reward-model-loss", { rewards: [1, 2], normalization: "pairs_compared" }, ["\\frac{1}{N}"], ["\\binom"]],
  ["kl-penalty", { logp_policy: [-1], logp_ref: [-1], estimator: "k3" }, ["r_t - 1 - \\ln r_t"], ["^2"]],
  ["gae", { rewards: [1], values: [1], dones: [1] }, ["(1 - d_t)"], []],
  ["ppo", { logp_new: [-1], logp_old: [-1], advantages: [1], clip_epsilon_high: 0.3 }, ["1 + \\epsilon_{\\text{high}}"], []],
  ["value-loss", { values_new: [1], values_old: [1], returns: [1], clip_range: "inf" }, ["(V_t - R_t)^2"], ["clip"]],
  ["ppo-ptx", { scores: [1], logp_rl: [-1], logp_sft: [-1], beta: 1, gamma_ptx: 0 }, ["SFT"], ["\\gamma"]],
  ["dpo", dpo, ["\\log \\sigma(\\beta h)"], ["\\epsilon"]],
  ["dpo", { ...dpo, label_smoothing: 0.1 }, ["(1 - \\epsilon) \\log \\sigma(\\beta h) - \\epsilon \\log \\sigma(-\\beta h)"], []],
  ["dpo", { ...dpo, loss_type: "ipo" }, ["h - \\frac{1}{2 \\beta}"], ["\\sigma"]],
  ["dpo", { ...dpo, loss_type: "hinge" }, ["\\max(0, 1 - \\beta h)"], ["\\sigma"]],
  ["grpo-advantages", { rewards: [1, 2], scale_by_std: false }, ["r_i - "], ["std"]],
  ["grpo-loss", { normalization: "token" }, ["\\sum_i T_i"], ["k^{(3)}"]],
  ["grpo-loss", { normalization: "dr_grpo", beta: 0.1, scale_by_std: false }, ["T_{\\max}", "\\beta k^{(3)}"], ["std"]],
])("%s %j", (id, named, present, absent) => {
  const shown = tex(id, named);
  for (const part of present) expect(shown).toContain(part);
  for (const part of absent) expect(shown).not.toContain(part);
});

test("an evaluation says which equations it is of, in every arithmetic", () => {
  const formula = findFormula("dpo-loss")!;
  const named = { ...dpo, loss_type: "ipo" };
  expect(evaluate(formula, named).equations).toEqual(["ipo"]);
  expect(evaluateInFloat64(formula, named).equations).toEqual(["ipo"]);
});

test("an input that cannot be read is a mistake before all are given too", () => {
  expect(() => equationsOfGiven(findFormula("dpo-loss")!, { loss_type: "simpo" })).toThrow(InputError);
});
