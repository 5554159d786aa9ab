/**
 * The formulas as tutorials write them, in plain doubles: the equation, operation by operation, with the softmax's largest score
 * subtracted where every tutorial does. Reads the oracle's cases as JSON on standard input and answers their results
 * (measure.py runs it). Names and inputs are the calculator's.
 */
import { readFileSync } from "node:fs";

const { exp, log, sqrt, tanh, sin, cos, max, min, abs, floor, ceil, log2, PI } = Math;
const range = (n) => Array.from({ length: n }, (_, i) => i);
const sum = (x) => x.reduce((total, value) => total + value, 0);
const mean = (x) => sum(x) / x.length;
const dot = (x, y) => x.reduce((total, value, i) => total + value * y[i], 0);
const variance = (x, ddof) => sum(x.map((v) => (v - mean(x)) ** 2)) / (x.length - ddof);
const clamp = (x, low, high) => min(max(x, low), high);
const largest = (x) => x.reduce((most, value) => (value > most ? value : most), -Infinity);

const sigmoid = (x) => 1 / (1 + exp(-x));
const softplus = (x) => log(1 + exp(x));
const swish = (x, beta = 1) => x * sigmoid(beta * x);
const softmax = (x) => {
  const most = largest(x);
  const powers = x.map((v) => exp(v - most));
  const total = sum(powers);
  return powers.map((p) => p / total);
};
const logsumexp = (x) => {
  const most = largest(x);
  return most + log(sum(x.map((v) => exp(v - most))));
};
const logSoftmax = (x) => {
  const total = logsumexp(x);
  return x.map((v) => v - total);
};
const softmaxAt = (x, temperature) => softmax(x.map((v) => v / temperature));

/** Abramowitz and Stegun 7.1.26, which every tutorial without a library copies, is good to 1e-7; this is the series to the last term that counts. */
const erf = (x) => {
  if (abs(x) > 6) return Math.sign(x);
  let term = x;
  let total = x;
  for (let n = 1; abs(term) > abs(total) * 1e-17; n += 1) {
    term *= (-x * x) / n;
    total += term / (2 * n + 1);
  }
  return (2 / sqrt(PI)) * total;
};
const gelu = (x, approximate = "none", coefficient) => {
  if (approximate === "sigmoid") return x * sigmoid((coefficient ?? 1.702) * x);
  if (approximate === "tanh") return 0.5 * x * (1 + tanh(sqrt(2 / PI) * (x + (coefficient ?? 0.044715) * x ** 3)));
  return 0.5 * x * (1 + erf(x / sqrt(2)));
};

const over = (square, eps, placement) => (placement === "outside_sqrt" ? sqrt(square) + eps : sqrt(square + eps));
const layernorm = ({ x, gain, bias, eps = 1e-5, ddof = 0, eps_placement }) => {
  const root = over(variance(x, ddof), eps, eps_placement);
  return x.map((v, i) => ((v - mean(x)) / root) * (gain?.[i] ?? 1) + (bias?.[i] ?? 0));
};
const rmsnorm = ({ x, gain, eps = 1e-6, unit_offset, eps_placement }) => {
  const root = over(mean(x.map((v) => v * v)), eps, eps_placement);
  return x.map((v, i) => (v / root) * ((gain?.[i] ?? 1) + (unit_offset ? 1 : 0)));
};

const times = (x, matrix) =>
  matrix
    ? range(matrix[0].length).map((j) =>
        dot(
          x,
          matrix.map((row) => row[j]),
        ),
      )
    : x;
const gated =
  (activation) =>
  ({ x, W, V, b, c, W2, ...options }) => {
    const branch = times(x, V);
    const y = times(x, W).map((v, j) => activation(v + (b?.[j] ?? 0), options) * (branch[j] + (c?.[j] ?? 0)));
    return times(y, W2);
  };

const mscaleOf = (s, m = 1) => (s <= 1 ? 1 : 0.1 * m * log(s) + 1);
const thetas = (d, base) => range(d / 2).map((i) => base ** ((-2 * i) / d));
const yarn = (d, base, scaling) => {
  const trained = scaling.original_max_position_embeddings ?? scaling.max_position_embeddings;
  const s = scaling.factor ?? scaling.max_position_embeddings / trained;
  const dimension = (turns) => (d * log(trained / (2 * PI * turns))) / (2 * log(base));
  let [low, high] = [dimension(scaling.beta_fast ?? 32), dimension(scaling.beta_slow ?? 1)];
  if (scaling.truncate ?? true) [low, high] = [floor(low), ceil(high)];
  [low, high] = [max(low, 0), min(high, d - 1)];
  if (low === high) high += 0.001;
  const inv_freq = thetas(d, base).map((theta, i) => {
    const ramp = clamp((i - low) / (high - low), 0, 1);
    return (theta / s) * ramp + theta * (1 - ramp);
  });
  const { mscale, mscale_all_dim } = scaling;
  const factor = mscale && mscale_all_dim ? mscaleOf(s, mscale) / mscaleOf(s, mscale_all_dim) : mscaleOf(s);
  return { inv_freq, attention_factor: scaling.attention_factor ?? factor };
};
const llama3 = (d, base, { factor, low_freq_factor: low, high_freq_factor: high, original_max_position_embeddings: trained }) =>
  thetas(d, base).map((theta) => {
    const wavelength = (2 * PI) / theta;
    if (wavelength < trained / high) return theta;
    if (wavelength > trained / low) return theta / factor;
    const smooth = (trained / wavelength - low) / (high - low);
    return ((1 - smooth) * theta) / factor + smooth * theta;
  });
const longrope = (d, base, scaling) => {
  const trained = scaling.original_max_position_embeddings;
  const divisors = (scaling.seq_len ?? 0) > trained ? scaling.long_factor : scaling.short_factor;
  const s = scaling.max_position_embeddings === undefined ? scaling.factor : scaling.max_position_embeddings / trained;
  const factor = s <= 1 ? 1 : sqrt(1 + log(s) / log(trained));
  return { inv_freq: thetas(d, base).map((theta, i) => theta / divisors[i]), attention_factor: scaling.attention_factor ?? factor };
};
const dynamicGrowth = ({ alpha, factor, original_max_position_embeddings, max_position_embeddings, seq_len }) => {
  const trained = original_max_position_embeddings ?? max_position_embeddings;
  if (alpha !== undefined) return alpha;
  return seq_len > trained ? (factor * seq_len) / trained - (factor - 1) : 1;
};
const frequencies = (d, base, scaling) => {
  const plain = (inv_freq) => ({ inv_freq, attention_factor: 1 });
  const grown = (growth) => plain(thetas(d, base * growth ** (d / (d - 2))));
  switch (scaling?.rope_type ?? scaling?.type) {
    case undefined:
      return plain(thetas(d, base));
    case "linear":
      return plain(thetas(d, base).map((theta) => theta / scaling.factor));
    case "ntk":
      return grown(scaling.factor);
    case "dynamic":
    case "dynamic_ntk":
      return grown(dynamicGrowth(scaling));
    case "llama3":
      return plain(llama3(d, base, scaling));
    case "longrope":
    case "su":
      return longrope(d, base, scaling);
    default:
      return yarn(d, base, scaling);
  }
};
const rotate = ({ x, position, theta_base = 10000, layout = "interleaved", rotary_dim, inverse, scaling }) => {
  const d = rotary_dim ?? x.length;
  const y = [...x];
  const { inv_freq, attention_factor } = frequencies(d, theta_base, scaling);
  inv_freq.forEach((theta, i) => {
    const [p, q] = layout === "interleaved" ? [2 * i, 2 * i + 1] : [i, i + d / 2];
    const angle = (inverse ? -position : position) * theta;
    const [c, s] = [cos(angle) * attention_factor, sin(angle) * attention_factor];
    y[p] = x[p] * c - x[q] * s;
    y[q] = x[p] * s + x[q] * c;
  });
  return y;
};
const ropeScore = ({ q, k, query_position, key_position, scale_by_sqrt_d, ...options }) => {
  const score = dot(rotate({ x: q, position: query_position, ...options }), rotate({ x: k, position: key_position, ...options }));
  return scale_by_sqrt_d ? score / sqrt(q.length) : score;
};

const attention = ({ Q, K, V, causal, scale, alibi_slope, sliding_window, rope }) => {
  const shift = K.length - Q.length;
  const turned = (rows, positions, first) =>
    rope ? rows.map((x, i) => rotate({ ...rope, x, position: positions?.[i] ?? first + i })) : rows;
  const [queries, keys] = [turned(Q, rope?.query_positions, shift), turned(K, rope?.key_positions, 0)];
  const factor = scale ?? 1 / sqrt(K[0].length);
  const weights = queries.map((q, i) =>
    softmax(
      keys.map((k, j) => {
        const back = i + shift - j;
        if ((causal && back < 0) || back >= (sliding_window ?? Infinity)) return -Infinity;
        return dot(q, k) * factor - (alibi_slope === undefined ? 0 : alibi_slope * back);
      }),
    ),
  );
  return { weights, output: weights.map((row) => times(row, V)) };
};

const sinusoids = ({ position, d_model, base = 10000, layout, frequency_exponent = "2i/d" }) => {
  const angles = range(d_model / 2).map(
    (i) => position / base ** (frequency_exponent === "2i/d" ? (2 * i) / d_model : i / (d_model / 2 - 1)),
  );
  return layout === "concatenated" ? [...angles.map(sin), ...angles.map(cos)] : angles.flatMap((angle) => [sin(angle), cos(angle)]);
};
/** The authors' code. */
const slopes = (n) => {
  if (Number.isInteger(log2(n))) {
    const start = 2 ** -(2 ** -(log2(n) - 3));
    return range(n).map((i) => start * start ** i);
  }
  const closest = 2 ** floor(log2(n));
  const others = slopes(2 * closest).filter((_, i) => i % 2 === 0);
  return [...slopes(closest), ...others.slice(0, n - closest)];
};
const alibiBias = ({ num_heads, head, seq_len }) => {
  const slope = slopes(num_heads)[head];
  return range(seq_len).map((i) => range(i + 1).map((j) => -slope * (i - j)));
};

const perplexity = ({ logp, loss: given, mask, unit }) => {
  const loss = logp ? -mean(logp.filter((_, i) => mask?.[i] ?? true)) : given;
  return { perplexity: unit === "bits" ? 2 ** loss : exp(loss), loss };
};

const gatesOf = (z, gate = "softmax") =>
  gate === "softmax" ? softmax(z) : z.map((v) => (gate === "sigmoid" ? sigmoid(v) : sqrt(softplus(v))));
const best = (scores, k) =>
  range(scores.length)
    .sort((i, j) => scores[j] - scores[i] || i - j)
    .slice(0, k);
const routing = ({ logits, gate, top_k = 2, normalize = true, bias, routed_scaling_factor = 1, n_group = 1, topk_group = 1 }) => {
  const gates = gatesOf(logits, gate);
  const scores = gates.map((g, i) => g + (bias?.[i] ?? 0));
  const size = logits.length / n_group;
  const worth = range(n_group).map((g) => {
    const own = scores.slice(g * size, (g + 1) * size);
    return sum(best(own, bias ? 2 : 1).map((i) => own[i]));
  });
  const kept = best(worth, topk_group);
  const experts = best(
    scores.map((score, i) => (kept.includes(floor(i / size)) ? score : -Infinity)),
    top_k,
  );
  const total = normalize ? sum(experts.map((i) => gates[i])) : 1;
  return { weights: experts.map((i) => (gates[i] / total) * routed_scaling_factor), experts, gates };
};
const balancing = ({ logits, gate = "softmax", top_k = 1, coefficient = 0.01, share = "per_choice" }) => {
  const gates = logits.map((row) => gatesOf(row, gate));
  const n = logits[0].length;
  const chosen = gates.map((row) => best(row, top_k));
  const load = range(n).map(
    (i) => chosen.filter((experts) => experts.includes(i)).length / (logits.length * (share === "per_choice" ? top_k : 1)),
  );
  const shares = gate === "softmax" ? gates : gates.map((row) => row.map((g) => g / sum(row)));
  const mean_gate = range(n).map((i) => mean(shares.map((row) => row[i])));
  return { loss: coefficient * n * dot(load, mean_gate), load, mean_gate };
};

const kaplan = ({ parameters, tokens, compute, joint_constants, compute_law }) => {
  if (compute !== undefined) return compute_law === "fixed_batch" ? (1.6e7 / compute) ** 0.057 : (3.1e8 / compute) ** 0.05;
  if (tokens === undefined) return (8.8e13 / parameters) ** 0.076;
  if (parameters === undefined) return (5.4e13 / tokens) ** 0.095;
  const [nc, an, dc, ad] = joint_constants === "separate" ? [8.8e13, 0.076, 5.4e13, 0.095] : [6.4e13, 0.076, 1.8e13, 0.103];
  return ((nc / parameters) ** (an / ad) + dc / tokens) ** ad;
};
const fits = { hoffmann: [1.69, 406.4, 410.7, 0.34, 0.28], besiroglu: [1.8172, 482.01, 2085.43, 0.3478, 0.3658] };
const chinchilla = ({ parameters, tokens, constants = "hoffmann" }) => {
  const [E, A, B, alpha, beta] = fits[constants];
  const [model_term, data_term] = [A / parameters ** alpha, B / tokens ** beta];
  return { loss: E + model_term + data_term, model_term, data_term };
};
const optimum = ({ compute, constants = "hoffmann" }) => {
  const [E, A, B, alpha, beta] = fits[constants];
  const G = ((alpha * A) / (beta * B)) ** (1 / (alpha + beta));
  const parameters = G * (compute / 6) ** (beta / (alpha + beta));
  const tokens = (1 / G) * (compute / 6) ** (alpha / (alpha + beta));
  return { parameters, tokens, tokens_per_parameter: tokens / parameters, loss: E + A / parameters ** alpha + B / tokens ** beta };
};

const sampling = ({ logits, temperature = 1, top_k, top_p, min_p, temperature_order = "before" }) => {
  let z = [...logits];
  const probabilities = (T) => {
    if (T !== 0) return softmaxAt(z, T);
    const top = z.filter((v) => v === largest(z)).length;
    return z.map((v) => (v === largest(z) ? 1 / top : 0));
  };
  const T = temperature_order === "before" ? temperature : 1;
  if (top_k) {
    const least = [...z].sort((a, b) => b - a)[min(top_k, z.length) - 1];
    z = z.map((v) => (v < least ? -Infinity : v));
  }
  if (top_p !== undefined && top_p < 1) {
    const p = probabilities(T);
    let total = 0;
    for (const [place, i] of best(z, z.length).entries()) {
      if (place > 0 && total >= top_p) z[i] = -Infinity;
      total += p[i];
    }
  }
  if (min_p !== undefined) {
    const p = probabilities(T);
    z = z.map((v, i) => (p[i] < min_p * largest(p) ? -Infinity : v));
  }
  return probabilities(temperature);
};
const speculative = ({ target, draft, acceptance: given, gamma = 5, cost = 0 }) => {
  const acceptance = given ?? sum(target.map((p, i) => min(p, draft[i])));
  const expected_tokens = acceptance === 1 ? gamma + 1 : (1 - acceptance ** (gamma + 1)) / (1 - acceptance);
  return { acceptance, expected_tokens, speedup: expected_tokens / (gamma * cost + 1) };
};

const crossEntropy = ({ logits, targets, reduction, with_perplexity }) => {
  const losses = logits.flatMap((row, t) => (targets[t] === -100 ? [] : [-logSoftmax(row)[targets[t]]]));
  const loss = reduction === "sum" ? sum(losses) : mean(losses);
  return with_perplexity ? { loss, perplexity: exp(mean(losses)) } : { loss };
};
const pairLoss = (better, worse, margin = 0) => -log(sigmoid(better - worse - margin));
const rankingLoss = ({ rewards, ranks = range(rewards.length), normalization }) => {
  const losses = rewards.flatMap((better, i) => rewards.flatMap((worse, j) => (ranks[i] < ranks[j] ? [pairLoss(better, worse)] : [])));
  const pairs = normalization === "pairs_compared" ? losses.length : (rewards.length * (rewards.length - 1)) / 2;
  return { loss: sum(losses) / pairs, num_pairs: losses.length };
};
const k3 = (d) => exp(d) - 1 - d;
const klPenalty = ({ logp_policy, logp_ref, beta = 0.02, estimator = "k1" }) => {
  const estimate = { k1: (d) => -d, k2: (d) => (d * d) / 2, k3 }[estimator];
  const per_token_kl = logp_policy.map((logp, t) => estimate(logp_ref[t] - logp));
  return { per_token_kl, per_token_penalty: per_token_kl.map((kl) => -beta * kl), sum_kl: sum(per_token_kl) };
};
const shapedRewards = ({ logp_policy, logp_ref, beta, score }) => {
  const rewards = logp_policy.map((logp, t) => -beta * (logp - logp_ref[t]));
  rewards[rewards.length - 1] += score;
  return { rewards, total: sum(rewards) };
};
const gae = ({ rewards, values, bootstrap_value = 0, gamma = 1, lambda = 0.95, dones }) => {
  const advantages = [];
  let last = 0;
  for (let t = rewards.length - 1; t >= 0; t -= 1) {
    const goesOn = dones?.[t] ? 0 : 1;
    last = rewards[t] + gamma * (values[t + 1] ?? bootstrap_value) * goesOn - values[t] + gamma * lambda * goesOn * last;
    advantages[t] = last;
  }
  return { advantages, returns: advantages.map((A, t) => A + values[t]) };
};
const whiten = ({ x, ddof = 1, eps = 1e-8, shift_mean = true }) =>
  x.map((v) => (v - mean(x)) / sqrt(variance(x, ddof) + eps) + (shift_mean ? 0 : mean(x)));
const policyLoss = ({ logp_new, logp_old, advantages, clip_epsilon = 0.2, clip_epsilon_high = clip_epsilon, mask }) => {
  const tokens = range(logp_new.length).filter((t) => mask?.[t] ?? true);
  const terms = tokens.map((t) => {
    const ratio = exp(logp_new[t] - logp_old[t]);
    return [-advantages[t] * ratio, -advantages[t] * clamp(ratio, 1 - clip_epsilon, 1 + clip_epsilon_high)];
  });
  const per_token_loss = terms.map(([plain, clipped]) => max(plain, clipped));
  return {
    loss: mean(per_token_loss),
    per_token_loss,
    clip_fraction: terms.filter(([plain, clipped]) => clipped > plain).length / terms.length,
  };
};
const valueLoss = ({ values_new, values_old, returns, clip_range = 0.2, coefficient = 0.5 }) => {
  const squares = values_new.map((value, t) => {
    const clipped = clamp(value, values_old[t] - clip_range, values_old[t] + clip_range);
    return max((value - returns[t]) ** 2, (clipped - returns[t]) ** 2);
  });
  return { loss: coefficient * mean(squares) };
};
const ptx = ({ scores, logp_rl, logp_sft, beta, gamma_ptx, logp_pretrain }) => {
  const objective = mean(scores.map((score, i) => score - beta * (logp_rl[i] - logp_sft[i])));
  return { objective: gamma_ptx ? objective + gamma_ptx * mean(logp_pretrain) : objective };
};
const dpo = ({
  logp_policy_chosen,
  logp_policy_rejected,
  logp_ref_chosen,
  logp_ref_rejected,
  beta = 0.1,
  label_smoothing = 0,
  loss_type = "sigmoid",
}) => {
  const chosen = logp_policy_chosen.map((logp, i) => logp - logp_ref_chosen[i]);
  const rejected = logp_policy_rejected.map((logp, i) => logp - logp_ref_rejected[i]);
  const per_pair_loss = chosen.map((gain, i) => {
    const h = gain - rejected[i];
    if (loss_type === "ipo") return (h - 1 / (2 * beta)) ** 2;
    if (loss_type === "hinge") return max(0, 1 - beta * h);
    const right = -log(sigmoid(beta * h));
    return label_smoothing ? (1 - label_smoothing) * right - label_smoothing * log(sigmoid(-beta * h)) : right;
  });
  return {
    loss: mean(per_pair_loss),
    per_pair_loss,
    reward_chosen: chosen.map((v) => beta * v),
    reward_rejected: rejected.map((v) => beta * v),
  };
};
const groupAdvantages = ({ rewards, ddof = 1, eps = 1e-4, scale_by_std = true }) =>
  rewards.map((reward) => (scale_by_std ? (reward - mean(rewards)) / (sqrt(variance(rewards, ddof)) + eps) : reward - mean(rewards)));
const grpo = ({
  completions,
  epsilon_low = 0.2,
  epsilon_high = 0.2,
  beta = 0,
  normalization = "grpo",
  max_completion_length,
  ...group
}) => {
  const advantages = groupAdvantages(group);
  const answers = completions.map(({ logp_new, logp_old, logp_ref }, i) =>
    logp_new.map((logp, t) => {
      const ratio = exp(logp - logp_old[t]);
      const loss = -min(ratio * advantages[i], clamp(ratio, 1 - epsilon_low, 1 + epsilon_high) * advantages[i]);
      return beta ? loss + beta * k3(logp_ref[t] - logp) : loss;
    }),
  );
  const longest = max_completion_length ?? max(...answers.map((losses) => losses.length));
  const loss = {
    grpo: () => mean(answers.map(mean)),
    token: () => mean(answers.flat()),
    dr_grpo: () => sum(answers.flat()) / (answers.length * longest),
  };
  return { advantages, loss: loss[normalization]() };
};

const each =
  (apply) =>
  ({ x }) =>
    x.map((v) => apply(v));

const code = {
  layernorm,
  rmsnorm,
  sigmoid: each(sigmoid),
  softplus: each(softplus),
  "log-sigmoid": each((x) => log(sigmoid(x))),
  swish: ({ x, beta }) => x.map((v) => swish(v, beta)),
  gelu: ({ x, approximate, coefficient }) => x.map((v) => gelu(v, approximate, coefficient)),
  relu: each((x) => max(0, x)),
  glu: gated(sigmoid),
  bilinear: gated((z) => z),
  reglu: gated((z) => max(0, z)),
  geglu: gated((z, { gelu_approximate, gelu_coefficient }) => gelu(z, gelu_approximate, gelu_coefficient)),
  swiglu: gated((z, { beta }) => swish(z, beta)),
  softmax: ({ x, temperature = 1 }) => softmaxAt(x, temperature),
  "log-softmax": ({ x }) => logSoftmax(x),
  logsumexp: ({ x }) => logsumexp(x),
  attention,
  "sinusoidal-pe": sinusoids,
  "alibi-slopes": ({ num_heads }) => slopes(num_heads),
  "alibi-bias": alibiBias,
  perplexity,
  "rope-frequencies": ({ rotary_dim, theta_base = 10000, scaling }) => frequencies(rotary_dim, theta_base, scaling),
  "rope-rotate": rotate,
  "rope-score": ropeScore,
  "yarn-softmax-scale": ({ qk_head_dim, factor, mscale_all_dim }) => mscaleOf(factor, mscale_all_dim) ** 2 / sqrt(qk_head_dim),
  "moe-routing": routing,
  "moe-balancing-loss": balancing,
  "kaplan-law": kaplan,
  "chinchilla-law": chinchilla,
  "chinchilla-optimum": optimum,
  sampling,
  "speculative-acceptance": speculative,
  "sft-cross-entropy": crossEntropy,
  "bradley-terry-probability": ({ reward_a, reward_b }) => sigmoid(reward_a - reward_b),
  "reward-model-pair-loss": ({ reward_chosen, reward_rejected, margin }) => pairLoss(reward_chosen, reward_rejected, margin),
  "reward-model-loss": rankingLoss,
  "kl-penalty": klPenalty,
  "rlhf-shaped-rewards": shapedRewards,
  gae,
  whiten,
  "ppo-policy-loss": policyLoss,
  "ppo-value-loss": valueLoss,
  "ppo-ptx-objective": ptx,
  "dpo-loss": dpo,
  "kl-categorical": ({ p, q }) => sum(p.map((v, i) => (v === 0 ? 0 : v * log(v / q[i])))),
  "grpo-advantages": groupAdvantages,
  "grpo-loss": grpo,
};

const special = { NaN: Number.NaN, Infinity: Infinity, "-Infinity": -Infinity };
const cases = JSON.parse(readFileSync(0, "utf8"), (_, value) => (typeof value === "string" && value in special ? special[value] : value));
const results = cases.map(({ formula, inputs }) => code[formula](inputs));
const written = (_, value) => (typeof value === "number" && !Number.isFinite(value) ? String(value) : value);
process.stdout.write(JSON.stringify({ version: `JavaScript, Node ${process.version.slice(1)}`, results }, written));
