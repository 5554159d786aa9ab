/**
 * The order of operations of PyTorch, Transformers and TRL. `a` rounds every operation; what it lacks (tanh, erf) is rounded here.
 * Sources: ATen/native/cpu (Activation.cpp, SoftMaxKernel.cpp, UnaryOpsKernel.cpp), Transformers' modeling_rope_utils.py and
 * modeling_llama.py, TRL's dpo_trainer.py, grpo_trainer.py and ppo_trainer.py.
 */
import type { Arithmetic } from "../arithmetic.ts";
import { float64 } from "../float64/arithmetic.ts";
import { erf } from "../float64/error-function.ts";
import type { Recipes } from "../recipes.ts";
import { sum } from "../vectors.ts";

/** torch.nn.functional.softplus: x itself beyond this. */
const softplusThreshold = 20;

export const recipesOf = (a: Arithmetic<number>): Recipes<number> => {
  const [half, one] = [a.fromNumber(0.5), a.fromNumber(1)];
  const sigmoid = (z: number): number => a.div(one, a.add(one, a.exp(-z)));
  return {
    constant: (form) => a.fromNumber(form(float64)),
    whole: (count) => count,
    sigmoid,
    // silu is one kernel; a beta of one's own is x * sigmoid(beta * x).
    swish: (x, beta) => (beta === 1 ? a.div(x, a.add(one, a.exp(-x))) : a.mul(x, sigmoid(a.mul(beta, x)))),
    softplus: (z) => (z > softplusThreshold ? z : a.log1p(a.exp(z))),
    gelu(x, approximate, coefficient) {
      if (approximate === "sigmoid") return a.mul(x, sigmoid(a.mul(coefficient, x)));
      if (approximate === "none") return a.mul(a.mul(x, half), a.add(one, a.fromNumber(erf(a.mul(x, a.fromNumber(Math.SQRT1_2))))));
      const cube = a.mul(a.mul(x, x), x);
      const inner = a.mul(a.fromNumber(Math.sqrt(2 / Math.PI)), a.add(x, a.mul(coefficient, cube)));
      return a.mul(a.mul(half, x), a.add(one, a.fromNumber(Math.tanh(inner))));
    },
    // Programs divide the logits before softmax sees them.
    tempered(scores, most, temperature) {
      const top = a.div(most, temperature);
      return scores.map((score) => a.sub(a.div(score, temperature), top));
    },
    logSum: (powers) => a.log(sum(a, powers)),
    // rsqrt, rounded, then a product.
    overRoot(values, root) {
      const inverse = a.div(one, root);
      return values.map((value) => a.mul(value, inverse));
    },
    inversePower: (base, over, under) => a.div(one, a.pow(base, a.div(a.fromNumber(over), a.fromNumber(under)))),
    // original_max_position_embeddings / wavelen, and wavelen = 2 * math.pi / inv_freq.
    turns: (frequency, positions) => a.div(a.fromNumber(positions), a.div(a.fromNumber(2 * Math.PI), frequency)),
    blended(base, over, under, share, factor) {
      const power = a.pow(base, a.div(a.fromNumber(over), a.fromNumber(under)));
      const kept = a.sub(one, share);
      return a.add(a.mul(a.div(one, a.mul(factor, power)), a.sub(one, kept)), a.mul(a.div(one, power), kept));
    },
    // exp(2i * (-ln(10000) / d)), the parenthesis in Python's floats.
    sinusoidPower: (base, over, under) => a.exp(a.mul(a.fromNumber(over), a.fromNumber(-Math.log(base) / under))),
    k3: (logRatio) => a.sub(a.sub(a.exp(logRatio), logRatio), one),
    preference: (chosen, rejected, chosenRef, rejectedRef) => a.sub(a.sub(chosen, rejected), a.sub(chosenRef, rejectedRef)),
  };
};
