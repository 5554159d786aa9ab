"""The formulas as users of NumPy and SciPy write them, in float64: library functions where there are any. Names and inputs are the calculator's."""

from types import SimpleNamespace

import numpy as np
import scipy
from scipy.special import erf, expit, log_expit, log_softmax, logsumexp, rel_entr, softmax

import hugging_face_rope as hf
from published import FITS, alibi_slopes

VERSION = f"NumPy {np.__version__}, SciPy {scipy.__version__}"
np.seterr(all="ignore")


def A(values):
    return np.asarray(values, dtype=np.float64)


XP = SimpleNamespace(arange=np.arange, where=np.where, clip=np.clip, array=A, get_dtype=lambda: np.float64)


def swish(x, beta=1.0):
    return A(x) * expit(beta * A(x))


def gelu(x, approximate="none", coefficient=None):
    x = A(x)
    if approximate == "sigmoid":
        return x * expit((1.702 if coefficient is None else coefficient) * x)
    if approximate == "tanh":
        c = 0.044715 if coefficient is None else coefficient
        return 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + c * x**3)))
    return 0.5 * x * (1 + erf(x / np.sqrt(2)))


def layernorm(x, gain=None, bias=None, eps=1e-5, ddof=0, eps_placement="inside_sqrt"):
    x = A(x)
    scale = np.sqrt(x.var(ddof=ddof) + eps) if eps_placement == "inside_sqrt" else x.std(ddof=ddof) + eps
    y = (x - x.mean()) / scale
    y = y if gain is None else y * A(gain)
    return y if bias is None else y + A(bias)


def rmsnorm(x, gain=None, eps=1e-6, unit_offset=False, eps_placement="inside_sqrt"):
    x = A(x)
    y = x / (np.sqrt(np.mean(x**2) + eps) if eps_placement == "inside_sqrt" else np.sqrt(np.mean(x**2)) + eps)
    if gain is None:
        return y * 2 if unit_offset else y
    return y * (1 + A(gain)) if unit_offset else y * A(gain)


def gated(activation):
    def unit(x, W=None, V=None, b=None, c=None):
        gate = A(x) if W is None else A(x) @ A(W)
        branch = A(x) if V is None else A(x) @ A(V)
        gate = gate if b is None else gate + A(b)
        branch = branch if c is None else branch + A(c)
        return activation(gate) * branch

    return unit


def geglu(gelu_approximate="none", gelu_coefficient=None, **inputs):
    return gated(lambda z: gelu(z, gelu_approximate, gelu_coefficient))(**inputs)


def swiglu(beta=1.0, W2=None, **inputs):
    y = gated(lambda z: swish(z, beta))(**inputs)
    return y if W2 is None else y @ A(W2)


def rope_frequencies(rotary_dim, theta_base=10000.0, scaling=None):
    inv_freq, attention_factor = hf.frequencies(XP, rotary_dim, np.float64(theta_base), scaling)
    return {"inv_freq": inv_freq, "attention_factor": attention_factor}


def rope_rotate(x, position, theta_base=10000.0, layout="interleaved", rotary_dim=None, inverse=False, scaling=None):
    x = A(x)
    d = rotary_dim or len(x)
    inv_freq, factor = hf.frequencies(XP, d, np.float64(theta_base), scaling)
    angle = (-position if inverse else position) * inv_freq
    cos, sin = np.cos(angle) * factor, np.sin(angle) * factor
    y = x.copy()
    first, second = (slice(0, d, 2), slice(1, d, 2)) if layout == "interleaved" else (slice(0, d // 2), slice(d // 2, d))
    y[first], y[second] = x[first] * cos - x[second] * sin, x[first] * sin + x[second] * cos
    return y


def rope_score(q, k, query_position, key_position, theta_base=10000.0, layout="interleaved", scale_by_sqrt_d=False, scaling=None):
    a, b = (rope_rotate(x, m, theta_base, layout, scaling=scaling) for x, m in ((q, query_position), (k, key_position)))
    return a @ b / np.sqrt(len(q)) if scale_by_sqrt_d else a @ b


def yarn_softmax_scale(qk_head_dim, factor, mscale_all_dim):
    mscale = hf.get_mscale(factor, mscale_all_dim)
    return qk_head_dim**-0.5 * mscale * mscale


def attention(Q, K, V, causal=False, scale=None, alibi_slope=None, sliding_window=None, rope=None):
    Q, K, V = A(Q), A(K), A(V)
    shift = len(K) - len(Q)
    if rope is not None:
        how = {key: value for key, value in rope.items() if not key.endswith("positions")}
        Q = A([rope_rotate(q, m, **how) for q, m in zip(Q, rope.get("query_positions", range(shift, len(K))))])
        K = A([rope_rotate(k, n, **how) for k, n in zip(K, rope.get("key_positions", range(len(K))))])
    scores = Q @ K.T * (1 / np.sqrt(K.shape[1]) if scale is None else scale)
    back = np.arange(len(Q))[:, None] + shift - np.arange(len(K))[None, :]
    if alibi_slope is not None:
        scores = scores - alibi_slope * back
    if causal:
        scores = np.where(back < 0, -np.inf, scores)
    if sliding_window is not None:
        scores = np.where(back >= sliding_window, -np.inf, scores)
    weights = softmax(scores, axis=-1)
    return {"weights": weights, "output": weights @ V}


def sinusoidal_pe(position, d_model, base=10000.0, layout="interleaved", frequency_exponent="2i/d"):
    i = np.arange(d_model // 2)
    angle = position / np.power(np.float64(base), 2 * i / d_model if frequency_exponent == "2i/d" else i / (d_model / 2 - 1))
    if layout == "concatenated":
        return np.concatenate([np.sin(angle), np.cos(angle)])
    pe = np.zeros(d_model)
    pe[0::2], pe[1::2] = np.sin(angle), np.cos(angle)
    return pe


def alibi_bias(num_heads, head, seq_len):
    slope = alibi_slopes(num_heads)[head]
    return [list(-slope * (i - np.arange(i + 1))) for i in range(seq_len)]


def perplexity(logp=None, loss=None, mask=None, unit="nats"):
    if logp is not None:
        loss = -np.mean(A(logp) if mask is None else A(logp)[np.asarray(mask, dtype=bool)])
    return {"perplexity": np.exp(loss) if unit == "nats" else np.exp2(loss), "loss": loss}


def gates_of(z, gate):
    z = A(z)
    if gate == "softmax":
        return softmax(z, axis=-1)
    return expit(z) if gate == "sigmoid" else np.sqrt(np.logaddexp(0, z))


def largest(scores, k):
    return np.argsort(-scores, kind="stable")[:k]


def moe_routing(logits, gate="softmax", top_k=2, normalize=True, bias=None, routed_scaling_factor=1.0, n_group=1, topk_group=1):
    gates = gates_of(logits, gate)
    scores = gates if bias is None else gates + A(bias)
    if n_group > 1:
        groups = scores.reshape(n_group, -1)
        worth = groups.max(axis=1) if bias is None else np.sort(groups, axis=1)[:, -2:].sum(axis=1)
        kept = largest(worth, topk_group)
        scores = np.where(np.isin(np.arange(len(scores)) // groups.shape[1], kept), scores, -np.inf)
    experts = largest(scores, top_k)
    weights = gates[experts]
    if normalize:
        weights = weights / weights.sum()
    return {"weights": weights * routed_scaling_factor, "experts": experts, "gates": gates}


def moe_balancing_loss(logits, gate="softmax", top_k=1, coefficient=0.01, share="per_choice"):
    gates = gates_of(logits, gate)
    tokens, n = gates.shape
    chosen = np.zeros_like(gates)
    for t in range(tokens):
        chosen[t, largest(gates[t], top_k)] = 1
    load = chosen.mean(axis=0) / (top_k if share == "per_choice" else 1)
    if gate != "softmax":
        gates = gates / gates.sum(axis=1, keepdims=True)
    mean_gate = gates.mean(axis=0)
    return {"loss": coefficient * n * np.sum(load * mean_gate), "load": load, "mean_gate": mean_gate}


def kaplan_law(parameters=None, tokens=None, compute=None, joint_constants="table_2", compute_law="efficient"):
    if compute is not None:
        scale, power = (3.1e8, 0.05) if compute_law == "efficient" else (1.6e7, 0.057)
        return (scale / np.float64(compute)) ** power
    if tokens is None:
        return (8.8e13 / np.float64(parameters)) ** 0.076
    if parameters is None:
        return (5.4e13 / np.float64(tokens)) ** 0.095
    nc, an, dc, ad = (8.8e13, 0.076, 5.4e13, 0.095) if joint_constants == "separate" else (6.4e13, 0.076, 1.8e13, 0.103)
    return ((nc / np.float64(parameters)) ** (an / ad) + dc / np.float64(tokens)) ** ad


def chinchilla_law(parameters, tokens, constants="hoffmann"):
    E, a, b, alpha, beta = FITS[constants]
    model, data = a / np.float64(parameters) ** alpha, b / np.float64(tokens) ** beta
    return {"loss": E + model + data, "model_term": model, "data_term": data}


def chinchilla_optimum(compute, constants="hoffmann"):
    E, a, b, alpha, beta = FITS[constants]
    G = (alpha * a / (beta * b)) ** (1 / (alpha + beta))
    n = G * (np.float64(compute) / 6) ** (beta / (alpha + beta))
    d = 1 / G * (np.float64(compute) / 6) ** (alpha / (alpha + beta))
    return {"parameters": n, "tokens": d, "tokens_per_parameter": d / n, "loss": E + a / n**alpha + b / d**beta}


def sampling(logits, temperature=1.0, top_k=None, top_p=None, min_p=None, temperature_order="before"):
    z = A(logits)

    def probabilities(z, temperature):
        if temperature == 0:
            return (z == z.max()) / np.sum(z == z.max())
        return softmax(z / temperature)

    T = temperature if temperature_order == "before" else 1.0
    if top_k:
        z = np.where(z < np.sort(z)[-min(top_k, len(z))], -np.inf, z)
    if top_p is not None and top_p < 1:
        order = np.argsort(-z, kind="stable")
        p = probabilities(z, T)[order]
        dropped = order[np.cumsum(p) - p >= top_p]
        z[dropped[dropped != order[0]]] = -np.inf
    if min_p is not None:
        p = probabilities(z, T)
        z = np.where(p < min_p * p.max(), -np.inf, z)
    return probabilities(z, temperature)


def speculative_acceptance(target=None, draft=None, acceptance=None, gamma=5, cost=0.0):
    alpha = np.float64(acceptance) if acceptance is not None else np.minimum(A(target), A(draft)).sum()
    expected = gamma + 1.0 if alpha == 1 else (1 - alpha ** (gamma + 1)) / (1 - alpha)
    return {"acceptance": alpha, "expected_tokens": expected, "speedup": expected / (gamma * cost + 1)}


def sft_cross_entropy(logits, targets, reduction="mean", with_perplexity=False):
    targets = np.asarray(targets, dtype=int)
    kept = targets != -100
    logp = log_softmax(A(logits), axis=-1)[kept, targets[kept]]
    result = {"loss": -logp.mean() if reduction == "mean" else -logp.sum()}
    return {**result, "perplexity": np.exp(-logp.mean())} if with_perplexity else result


def reward_model_pair_loss(reward_chosen, reward_rejected, margin=0.0):
    return -log_expit(np.float64(reward_chosen) - reward_rejected - margin)


def reward_model_loss(rewards, ranks=None, normalization="k_choose_2"):
    r, ranks = A(rewards), list(range(len(rewards))) if ranks is None else ranks
    K = len(r)
    pairs = [(i, j) for i in range(K) for j in range(K) if ranks[i] < ranks[j]]
    losses = A([-log_expit(r[i] - r[j]) for i, j in pairs])
    return {"loss": losses.sum() / (K * (K - 1) // 2 if normalization == "k_choose_2" else len(pairs)), "num_pairs": len(pairs)}


def k3(logr):
    return np.exp(logr) - 1 - logr


def kl_penalty(logp_policy, logp_ref, beta=0.02, estimator="k1"):
    logr = A(logp_ref) - A(logp_policy)
    kl = {"k1": lambda: -logr, "k2": lambda: logr**2 / 2, "k3": lambda: k3(logr)}[estimator]()
    return {"per_token_kl": kl, "per_token_penalty": -beta * kl, "sum_kl": kl.sum()}


def rlhf_shaped_rewards(logp_policy, logp_ref, beta, score):
    rewards = -beta * (A(logp_policy) - A(logp_ref))
    rewards[-1] += score
    return {"rewards": rewards, "total": rewards.sum()}


def gae(rewards, values, bootstrap_value=0.0, gamma=1.0, dones=None, **options):
    decay = options.get("lambda", 0.95)
    rewards, values = A(rewards), A(values)
    advantages, last = np.zeros(len(rewards)), 0.0
    for t in reversed(range(len(rewards))):
        goes_on = 0.0 if dones and dones[t] else 1.0
        next_value = values[t + 1] if t + 1 < len(values) else bootstrap_value
        delta = rewards[t] + gamma * next_value * goes_on - values[t]
        advantages[t] = last = delta + gamma * decay * goes_on * last
    return {"advantages": advantages, "returns": advantages + values}


def whiten(x, ddof=1, eps=1e-8, shift_mean=True):
    x = A(x)
    y = (x - x.mean()) / np.sqrt(x.var(ddof=ddof) + eps)
    return y if shift_mean else y + x.mean()


def ppo_policy_loss(logp_new, logp_old, advantages, clip_epsilon=0.2, clip_epsilon_high=None, mask=None):
    kept = slice(None) if mask is None else np.asarray(mask, dtype=bool)
    new, old, advantages = A(logp_new)[kept], A(logp_old)[kept], A(advantages)[kept]
    ratio = np.exp(new - old)
    plain = -advantages * ratio
    clipped = -advantages * np.clip(ratio, 1 - clip_epsilon, 1 + (clip_epsilon if clip_epsilon_high is None else clip_epsilon_high))
    losses = np.maximum(plain, clipped)
    return {"loss": losses.mean(), "per_token_loss": losses, "clip_fraction": np.mean(clipped > plain)}


def ppo_value_loss(values_new, values_old, returns, clip_range=0.2, coefficient=0.5):
    new, old, returns = A(values_new), A(values_old), A(returns)
    clipped = np.clip(new, old - clip_range, old + clip_range)
    return {"loss": coefficient * np.mean(np.maximum((new - returns) ** 2, (clipped - returns) ** 2))}


def ppo_ptx_objective(scores, logp_rl, logp_sft, beta, gamma_ptx, logp_pretrain=None):
    objective = np.mean(A(scores) - beta * (A(logp_rl) - A(logp_sft)))
    return {"objective": objective + gamma_ptx * np.mean(A(logp_pretrain)) if gamma_ptx else objective}


def dpo_loss(logp_policy_chosen, logp_policy_rejected, logp_ref_chosen, logp_ref_rejected, beta=0.1, label_smoothing=0.0, loss_type="sigmoid"):
    chosen, rejected = A(logp_policy_chosen) - A(logp_ref_chosen), A(logp_policy_rejected) - A(logp_ref_rejected)
    h = chosen - rejected
    if loss_type == "ipo":
        losses = (h - 1 / (2 * np.float64(beta))) ** 2
    elif loss_type == "hinge":
        losses = np.maximum(0, 1 - beta * h)
    else:
        losses = -log_expit(beta * h) * (1 - label_smoothing) - log_expit(-beta * h) * label_smoothing
    return {"loss": losses.mean(), "per_pair_loss": losses, "reward_chosen": beta * chosen, "reward_rejected": beta * rejected}


def grpo_advantages(rewards, ddof=1, eps=1e-4, scale_by_std=True):
    r = A(rewards)
    return (r - r.mean()) / (r.std(ddof=ddof) + eps) if scale_by_std else r - r.mean()


def grpo_loss(rewards, completions, ddof=1, eps=1e-4, scale_by_std=True, epsilon_low=0.2, epsilon_high=0.2, beta=0.0, normalization="grpo", max_completion_length=None):
    advantages = grpo_advantages(rewards, ddof, eps, scale_by_std)
    answers = []
    for advantage, tokens in zip(advantages, completions):
        new = A(tokens["logp_new"])
        ratio = np.exp(new - A(tokens["logp_old"]))
        losses = -np.minimum(ratio * advantage, np.clip(ratio, 1 - epsilon_low, 1 + epsilon_high) * advantage)
        answers.append(losses + beta * k3(A(tokens["logp_ref"]) - new) if beta else losses)
    if normalization == "grpo":
        loss = np.mean([losses.mean() for losses in answers])
    elif normalization == "token":
        loss = np.concatenate(answers).mean()
    else:
        loss = np.concatenate(answers).sum() / (len(answers) * (max_completion_length or max(len(losses) for losses in answers)))
    return {"advantages": advantages, "loss": loss}


CODE = {
    "layernorm": layernorm,
    "rmsnorm": rmsnorm,
    "sigmoid": lambda x: expit(A(x)),
    "softplus": lambda x: np.logaddexp(0, A(x)),
    "log-sigmoid": lambda x: log_expit(A(x)),
    "swish": swish,
    "gelu": gelu,
    "relu": lambda x: np.maximum(A(x), 0),
    "glu": gated(expit),
    "bilinear": gated(lambda z: z),
    "reglu": gated(lambda z: np.maximum(z, 0)),
    "geglu": geglu,
    "swiglu": swiglu,
    "softmax": lambda x, temperature=1.0: softmax(A(x) / temperature),
    "log-softmax": lambda x: log_softmax(A(x)),
    "logsumexp": lambda x: logsumexp(A(x)),
    "attention": attention,
    "sinusoidal-pe": sinusoidal_pe,
    "alibi-slopes": alibi_slopes,
    "alibi-bias": alibi_bias,
    "perplexity": perplexity,
    "rope-frequencies": rope_frequencies,
    "rope-rotate": rope_rotate,
    "rope-score": rope_score,
    "yarn-softmax-scale": yarn_softmax_scale,
    "moe-routing": moe_routing,
    "moe-balancing-loss": moe_balancing_loss,
    "kaplan-law": kaplan_law,
    "chinchilla-law": chinchilla_law,
    "chinchilla-optimum": chinchilla_optimum,
    "sampling": sampling,
    "speculative-acceptance": speculative_acceptance,
    "sft-cross-entropy": sft_cross_entropy,
    "bradley-terry-probability": lambda reward_a, reward_b: expit(np.float64(reward_a) - reward_b),
    "reward-model-pair-loss": reward_model_pair_loss,
    "reward-model-loss": reward_model_loss,
    "kl-penalty": kl_penalty,
    "rlhf-shaped-rewards": rlhf_shaped_rewards,
    "gae": gae,
    "whiten": whiten,
    "ppo-policy-loss": ppo_policy_loss,
    "ppo-value-loss": ppo_value_loss,
    "ppo-ptx-objective": ppo_ptx_objective,
    "dpo-loss": dpo_loss,
    "kl-categorical": lambda p, q: rel_entr(A(p), A(q)).sum(),
    "grpo-advantages": grpo_advantages,
    "grpo-loss": grpo_loss,
}
