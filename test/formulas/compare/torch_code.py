"""The formulas as users of PyTorch write them: torch.nn.functional where it has them, TRL's lines for the losses of RLHF, Hugging Face's
for RoPE. float64 unless `set_dtype` says otherwise. Names and inputs are the calculator's."""

import math
from types import SimpleNamespace

import torch
import torch.nn.functional as F

import hugging_face_rope as hf
from published import FITS, alibi_slopes

VERSION = f"PyTorch {torch.__version__}"
DTYPE = torch.float64


def set_dtype(name):
    global DTYPE
    DTYPE = getattr(torch, name)


def T(values):
    return values if torch.is_tensor(values) else torch.tensor(values, dtype=DTYPE)


XP = SimpleNamespace(arange=torch.arange, where=torch.where, clip=torch.clip, array=T, get_dtype=lambda: DTYPE)


def swish(x, beta=1.0):
    return F.silu(T(x)) if beta == 1.0 else T(x) * torch.sigmoid(beta * T(x))


def gelu(x, approximate="none", coefficient=None):
    x = T(x)
    if approximate == "sigmoid":
        return x * torch.sigmoid((1.702 if coefficient is None else coefficient) * x)
    if approximate == "tanh" and coefficient is not None:
        return 0.5 * x * (1.0 + torch.tanh(math.sqrt(2.0 / math.pi) * (x + coefficient * torch.pow(x, 3.0))))
    return F.gelu(x, approximate=approximate)


def layernorm(x, gain=None, bias=None, eps=1e-5, ddof=0, eps_placement="inside_sqrt"):
    x = T(x)
    gain, bias = None if gain is None else T(gain), None if bias is None else T(bias)
    if ddof == 0 and eps_placement == "inside_sqrt":
        return F.layer_norm(x, x.shape, gain, bias, eps)
    if eps_placement == "inside_sqrt":
        y = (x - x.mean()) * torch.rsqrt(x.var(unbiased=bool(ddof)) + eps)
    else:
        y = (x - x.mean()) / (x.std(unbiased=bool(ddof)) + eps)
    y = y if gain is None else gain * y
    return y if bias is None else y + bias


def rmsnorm(x, gain=None, eps=1e-6, unit_offset=False, eps_placement="inside_sqrt"):
    x = T(x)
    if eps_placement == "inside_sqrt":
        y = x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + eps)
    else:
        y = x / (x.norm(2, dim=-1, keepdim=True) * len(x) ** -0.5 + eps)
    gain = torch.full_like(x, 1.0) if gain is None else T(gain)
    return y * (1.0 + gain) if unit_offset else gain * y


def gated(activation):
    def unit(x, W=None, V=None, b=None, c=None):
        gate = T(x) if W is None else T(x) @ T(W)
        branch = T(x) if V is None else T(x) @ T(V)
        gate = gate if b is None else gate + T(b)
        branch = branch if c is None else branch + T(c)
        return activation(gate, branch)

    return unit


def glu(gate, branch):
    """The gate is the second half."""
    return F.glu(torch.cat([branch, gate]), dim=-1)


def geglu(gelu_approximate="none", gelu_coefficient=None, **inputs):
    return gated(lambda z, v: gelu(z, gelu_approximate, gelu_coefficient) * v)(**inputs)


def swiglu(beta=1.0, W2=None, **inputs):
    y = gated(lambda z, v: swish(z, beta) * v)(**inputs)
    return y if W2 is None else y @ T(W2)


def rope_frequencies(rotary_dim, theta_base=10000.0, scaling=None):
    inv_freq, attention_factor = hf.frequencies(XP, rotary_dim, theta_base, scaling)
    return {"inv_freq": inv_freq, "attention_factor": attention_factor}


def rotate_half(x):
    x1, x2 = x[: len(x) // 2], x[len(x) // 2 :]
    return torch.cat([-x2, x1])


def rotate_every_two(x):
    return torch.stack([-x[1::2], x[0::2]], dim=-1).flatten()


def rope_rotate(x, position, theta_base=10000.0, layout="interleaved", rotary_dim=None, inverse=False, scaling=None):
    x = T(x)
    d = rotary_dim or len(x)
    inv_freq, factor = hf.frequencies(XP, d, theta_base, scaling)
    freqs = T(float(-position if inverse else position)) * inv_freq
    emb = freqs.repeat_interleave(2) if layout == "interleaved" else torch.cat([freqs, freqs])
    cos, sin = emb.cos() * factor, emb.sin() * factor
    turned = rotate_every_two(x[:d]) if layout == "interleaved" else rotate_half(x[:d])
    return torch.cat([x[:d] * cos + turned * sin, x[d:]])


def rope_score(q, k, query_position, key_position, theta_base=10000.0, layout="interleaved", scale_by_sqrt_d=False, scaling=None):
    a, b = (rope_rotate(x, m, theta_base, layout, scaling=scaling) for x, m in ((q, query_position), (k, key_position)))
    return a @ b / math.sqrt(len(q)) if scale_by_sqrt_d else a @ b


def yarn_softmax_scale(qk_head_dim, factor, mscale_all_dim):
    """Python numbers, as in the model's constructor."""
    mscale = hf.get_mscale(factor, mscale_all_dim)
    return qk_head_dim**-0.5 * mscale * mscale


def attention(Q, K, V, causal=False, scale=None, alibi_slope=None, sliding_window=None, rope=None):
    Q, K, V = T(Q), T(K), T(V)
    shift = len(K) - len(Q)
    if rope is not None:
        how = {key: value for key, value in rope.items() if not key.endswith("positions")}
        Q = torch.stack([rope_rotate(q, m, **how) for q, m in zip(Q, rope.get("query_positions", range(shift, len(K))))])
        K = torch.stack([rope_rotate(k, n, **how) for k, n in zip(K, rope.get("key_positions", range(len(K))))])
    scores = Q @ K.T / math.sqrt(K.shape[1]) if scale is None else Q @ K.T * scale
    back = torch.arange(len(Q))[:, None] + shift - torch.arange(len(K))[None, :]
    if alibi_slope is not None:
        scores = scores - alibi_slope * back.to(DTYPE)
    if causal:
        scores = scores.masked_fill(back < 0, -math.inf)
    if sliding_window is not None:
        scores = scores.masked_fill(back >= sliding_window, -math.inf)
    weights = F.softmax(scores, dim=-1)
    return {"weights": weights, "output": weights @ V}


def sinusoidal_pe(position, d_model, base=10000.0, layout="interleaved", frequency_exponent="2i/d"):
    """PyTorch's tutorial, and fairseq's variant of it."""
    i = torch.arange(d_model // 2, dtype=DTYPE)
    if frequency_exponent == "2i/d":
        div_term = torch.exp(2 * i * (-math.log(base) / d_model))
    else:
        div_term = torch.exp(i * (-math.log(base) / (d_model / 2 - 1)))
    angle = T(float(position)) * div_term
    if layout == "concatenated":
        return torch.cat([torch.sin(angle), torch.cos(angle)])
    pe = torch.zeros(d_model, dtype=DTYPE)
    pe[0::2], pe[1::2] = torch.sin(angle), torch.cos(angle)
    return pe


def alibi_bias(num_heads, head, seq_len):
    slope = T(alibi_slopes(num_heads))[head]
    return [(-slope * (i - torch.arange(i + 1, dtype=DTYPE))).tolist() for i in range(seq_len)]


def perplexity(logp=None, loss=None, mask=None, unit="nats"):
    if logp is not None:
        logp = T(logp)
        loss = -(logp if mask is None else logp[torch.tensor(mask, dtype=torch.bool)]).mean()
    loss = T(loss)
    return {"perplexity": torch.exp(loss) if unit == "nats" else torch.exp2(loss), "loss": loss}


def gates_of(z, gate):
    z = T(z)
    if gate == "softmax":
        return F.softmax(z, dim=-1)
    return torch.sigmoid(z) if gate == "sigmoid" else F.softplus(z).sqrt()


def largest(scores, k):
    return torch.sort(scores, descending=True, stable=True).indices[:k]


def moe_routing(logits, gate="softmax", top_k=2, normalize=True, bias=None, routed_scaling_factor=1.0, n_group=1, topk_group=1):
    gates = gates_of(logits, gate)
    scores = gates if bias is None else gates + T(bias)
    if n_group > 1:
        groups = scores.view(n_group, -1)
        worth = groups.amax(dim=-1) if bias is None else groups.topk(min(2, groups.shape[1]), dim=-1).values.sum(dim=-1)
        kept = torch.zeros(n_group, dtype=torch.bool)
        kept[largest(worth, topk_group)] = True
        scores = scores.masked_fill(~kept.repeat_interleave(groups.shape[1]), -math.inf)
    experts = largest(scores, top_k)
    weights = gates.gather(-1, experts)
    if normalize:
        weights = weights / weights.sum(dim=-1, keepdim=True)
    return {"weights": weights * routed_scaling_factor, "experts": experts, "gates": gates}


def moe_balancing_loss(logits, gate="softmax", top_k=1, coefficient=0.01, share="per_choice"):
    gates = gates_of(logits, gate)
    n = gates.shape[1]
    experts = torch.sort(gates, dim=-1, descending=True, stable=True).indices[:, :top_k]
    load = F.one_hot(experts, n).sum(dim=1).to(DTYPE).mean(dim=0) / (top_k if share == "per_choice" else 1)
    if gate != "softmax":
        gates = gates / gates.sum(dim=-1, keepdim=True)
    mean_gate = gates.mean(dim=0)
    return {"loss": coefficient * n * torch.sum(load * mean_gate), "load": load, "mean_gate": mean_gate}


def kaplan_law(parameters=None, tokens=None, compute=None, joint_constants="table_2", compute_law="efficient"):
    if compute is not None:
        scale, power = (3.1e8, 0.05) if compute_law == "efficient" else (1.6e7, 0.057)
        return (scale / T(compute)) ** power
    if tokens is None:
        return (8.8e13 / T(parameters)) ** 0.076
    if parameters is None:
        return (5.4e13 / T(tokens)) ** 0.095
    nc, an, dc, ad = (8.8e13, 0.076, 5.4e13, 0.095) if joint_constants == "separate" else (6.4e13, 0.076, 1.8e13, 0.103)
    return ((nc / T(parameters)) ** (an / ad) + dc / T(tokens)) ** ad


def chinchilla_law(parameters, tokens, constants="hoffmann"):
    E, a, b, alpha, beta = FITS[constants]
    model, data = a / T(parameters) ** alpha, b / T(tokens) ** beta
    return {"loss": E + model + data, "model_term": model, "data_term": data}


def chinchilla_optimum(compute, constants="hoffmann"):
    E, a, b, alpha, beta = FITS[constants]
    G = (alpha * a / (beta * b)) ** (1 / (alpha + beta))
    n = G * (T(compute) / 6) ** (beta / (alpha + beta))
    d = 1 / G * (T(compute) / 6) ** (alpha / (alpha + beta))
    return {"parameters": n, "tokens": d, "tokens_per_parameter": d / n, "loss": E + a / n**alpha + b / d**beta}


def sampling(logits, temperature=1.0, top_k=None, top_p=None, min_p=None, temperature_order="before"):
    """The warpers of transformers, one after another."""
    scores = T(logits)

    def probabilities(scores, temperature):
        if temperature == 0:
            best = (scores == scores.max()).to(DTYPE)
            return best / best.sum()
        return F.softmax(scores / temperature, dim=-1)

    t = temperature if temperature_order == "before" else 1.0
    if top_k:
        scores = scores.masked_fill(scores < torch.topk(scores, min(top_k, len(scores))).values[-1], -math.inf)
    if top_p is not None and top_p < 1:
        ascending = torch.sort(scores, descending=True, stable=True).indices.flip(0)
        cumulative = probabilities(scores, t)[ascending].cumsum(dim=-1)
        remove = cumulative <= (1 - top_p)
        remove[-1:] = False
        scores = scores.clone()
        scores[ascending[remove]] = -math.inf
    if min_p is not None:
        p = probabilities(scores, t)
        scores = scores.masked_fill(p < min_p * p.max(), -math.inf)
    return probabilities(scores, temperature)


def speculative_acceptance(target=None, draft=None, acceptance=None, gamma=5, cost=0.0):
    alpha = T(acceptance) if acceptance is not None else torch.minimum(T(target), T(draft)).sum()
    expected = T(gamma + 1.0) if alpha == 1 else (1 - alpha ** (gamma + 1)) / (1 - alpha)
    return {"acceptance": alpha, "expected_tokens": expected, "speedup": expected / (gamma * cost + 1)}


def sft_cross_entropy(logits, targets, reduction="mean", with_perplexity=False):
    logits, targets = T(logits), torch.tensor(targets, dtype=torch.int64)
    result = {"loss": F.cross_entropy(logits, targets, ignore_index=-100, reduction=reduction)}
    return {**result, "perplexity": torch.exp(F.cross_entropy(logits, targets, ignore_index=-100))} if with_perplexity else result


def reward_model_loss(rewards, ranks=None, normalization="k_choose_2"):
    r, ranks = T(rewards), list(range(len(rewards))) if ranks is None else ranks
    K = len(r)
    pairs = [(i, j) for i in range(K) for j in range(K) if ranks[i] < ranks[j]]
    better, worse = [i for i, _ in pairs], [j for _, j in pairs]
    total = -F.logsigmoid(r[better] - r[worse]).sum()
    return {"loss": total / (K * (K - 1) // 2 if normalization == "k_choose_2" else len(pairs)), "num_pairs": len(pairs)}


def k3(logr):
    """As TRL's GRPOTrainer has it."""
    return logr.exp() - logr - 1


def kl_penalty(logp_policy, logp_ref, beta=0.02, estimator="k1"):
    logr = T(logp_ref) - T(logp_policy)
    kl = {"k1": lambda: -logr, "k2": lambda: logr.square() / 2, "k3": lambda: k3(logr)}[estimator]()
    return {"per_token_kl": kl, "per_token_penalty": -beta * kl, "sum_kl": kl.sum()}


def rlhf_shaped_rewards(logp_policy, logp_ref, beta, score):
    rewards = -beta * (T(logp_policy) - T(logp_ref))
    rewards[-1] += score
    return {"rewards": rewards, "total": rewards.sum()}


def gae(rewards, values, bootstrap_value=0.0, gamma=1.0, dones=None, **options):
    decay = options.get("lambda", 0.95)
    rewards, values = T(rewards), T(values)
    reversed_advantages, last = [], 0.0
    for t in reversed(range(len(rewards))):
        goes_on = 0.0 if dones and dones[t] else 1.0
        next_value = values[t + 1] if t + 1 < len(values) else T(bootstrap_value)
        delta = rewards[t] + gamma * next_value * goes_on - values[t]
        last = delta + gamma * decay * goes_on * last
        reversed_advantages.append(last)
    advantages = torch.stack(reversed_advantages[::-1])
    return {"advantages": advantages, "returns": advantages + values}


def whiten(x, ddof=1, eps=1e-8, shift_mean=True):
    x = T(x)
    y = (x - x.mean()) * torch.rsqrt(x.var(unbiased=bool(ddof)) + eps)
    return y if shift_mean else y + x.mean()


def ppo_policy_loss(logp_new, logp_old, advantages, clip_epsilon=0.2, clip_epsilon_high=None, mask=None):
    kept = slice(None) if mask is None else torch.tensor(mask, dtype=torch.bool)
    new, old, advantages = T(logp_new)[kept], T(logp_old)[kept], T(advantages)[kept]
    ratio = torch.exp(new - old)
    plain = -advantages * ratio
    clipped = -advantages * torch.clamp(ratio, 1.0 - clip_epsilon, 1.0 + (clip_epsilon if clip_epsilon_high is None else clip_epsilon_high))
    losses = torch.max(plain, clipped)
    return {"loss": losses.mean(), "per_token_loss": losses, "clip_fraction": (clipped > plain).to(DTYPE).mean()}


def ppo_value_loss(values_new, values_old, returns, clip_range=0.2, coefficient=0.5):
    new, old, returns = T(values_new), T(values_old), T(returns)
    clipped = torch.clamp(new, old - clip_range, old + clip_range)
    return {"loss": coefficient * torch.max(torch.square(new - returns), torch.square(clipped - returns)).mean()}


def ppo_ptx_objective(scores, logp_rl, logp_sft, beta, gamma_ptx, logp_pretrain=None):
    objective = (T(scores) - beta * (T(logp_rl) - T(logp_sft))).mean()
    return {"objective": objective + gamma_ptx * T(logp_pretrain).mean() if gamma_ptx else objective}


def dpo_loss(logp_policy_chosen, logp_policy_rejected, logp_ref_chosen, logp_ref_rejected, beta=0.1, label_smoothing=0.0, loss_type="sigmoid"):
    chosen, rejected = T(logp_policy_chosen) - T(logp_ref_chosen), T(logp_policy_rejected) - T(logp_ref_rejected)
    logits = (T(logp_policy_chosen) - T(logp_policy_rejected)) - (T(logp_ref_chosen) - T(logp_ref_rejected))
    if loss_type == "ipo":
        losses = (logits - 1 / (2 * beta)) ** 2
    elif loss_type == "hinge":
        losses = torch.relu(1 - beta * logits)
    else:
        losses = -F.logsigmoid(beta * logits) * (1 - label_smoothing) - F.logsigmoid(-beta * logits) * label_smoothing
    return {"loss": losses.mean(), "per_pair_loss": losses, "reward_chosen": beta * chosen, "reward_rejected": beta * rejected}


def grpo_advantages(rewards, ddof=1, eps=1e-4, scale_by_std=True):
    r = T(rewards)
    return (r - r.mean()) / (r.std(unbiased=bool(ddof)) + eps) if scale_by_std else r - r.mean()


def grpo_loss(rewards, completions, ddof=1, eps=1e-4, scale_by_std=True, epsilon_low=0.2, epsilon_high=0.2, beta=0.0, normalization="grpo", max_completion_length=None):
    advantages = grpo_advantages(rewards, ddof, eps, scale_by_std)
    answers = []
    for advantage, tokens in zip(advantages, completions):
        new = T(tokens["logp_new"])
        ratio = torch.exp(new - T(tokens["logp_old"]))
        losses = -torch.min(ratio * advantage, torch.clamp(ratio, 1 - epsilon_low, 1 + epsilon_high) * advantage)
        answers.append(losses + beta * k3(T(tokens["logp_ref"]) - new) if beta else losses)
    if normalization == "grpo":
        loss = torch.stack([losses.mean() for losses in answers]).mean()
    elif normalization == "token":
        loss = torch.cat(answers).mean()
    else:
        loss = torch.cat(answers).sum() / (len(answers) * (max_completion_length or max(len(losses) for losses in answers)))
    return {"advantages": advantages, "loss": loss}


CODE = {
    "layernorm": layernorm,
    "rmsnorm": rmsnorm,
    "sigmoid": lambda x: torch.sigmoid(T(x)),
    "softplus": lambda x: F.softplus(T(x)),
    "log-sigmoid": lambda x: F.logsigmoid(T(x)),
    "swish": swish,
    "gelu": gelu,
    "relu": lambda x: F.relu(T(x)),
    "glu": gated(glu),
    "bilinear": gated(lambda z, v: z * v),
    "reglu": gated(lambda z, v: F.relu(z) * v),
    "geglu": geglu,
    "swiglu": swiglu,
    "softmax": lambda x, temperature=1.0: F.softmax(T(x) / temperature, dim=-1),
    "log-softmax": lambda x: F.log_softmax(T(x), dim=-1),
    "logsumexp": lambda x: torch.logsumexp(T(x), dim=-1),
    "attention": attention,
    "sinusoidal-pe": sinusoidal_pe,
    "alibi-slopes": lambda num_heads: T(alibi_slopes(num_heads)),
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
    "bradley-terry-probability": lambda reward_a, reward_b: torch.sigmoid(T(reward_a) - T(reward_b)),
    "reward-model-pair-loss": lambda reward_chosen, reward_rejected, margin=0.0: -F.logsigmoid(T(reward_chosen) - T(reward_rejected) - T(margin)),
    "reward-model-loss": reward_model_loss,
    "kl-penalty": kl_penalty,
    "rlhf-shaped-rewards": rlhf_shaped_rewards,
    "gae": gae,
    "whiten": whiten,
    "ppo-policy-loss": ppo_policy_loss,
    "ppo-value-loss": ppo_value_loss,
    "ppo-ptx-objective": ppo_ptx_objective,
    "dpo-loss": dpo_loss,
    "kl-categorical": lambda p, q: F.kl_div(T(q).log(), T(p), reduction="sum"),
    "grpo-advantages": grpo_advantages,
    "grpo-loss": grpo_loss,
}
