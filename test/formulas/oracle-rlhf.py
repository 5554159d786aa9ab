#!/usr/bin/env python3
"""Expected results of the formulas of RLHF, computed apart from the program: mpmath at 6,600 bits, as in oracle.py.

Every input is a double and enters exactly; every result is rounded once, ties to even.
Run: python3 test/formulas/oracle-rlhf.py
(needs mpmath 1.3; rewrites rlhf.oracle.json)
"""

import json
import math
import random
from pathlib import Path

from mpmath import exp, expm1, log, log1p, mpf, sqrt

from oracle_shared import INF, encode

NAN = math.nan
rng = random.Random(20220304)
cases = []


def case(formula, kind, result, inputs):
    cases.append({"formula": formula, "kind": kind, "inputs": encode(inputs), "result": encode(result)})


def cases_of(formula, compute, *rows):
    """Rows of kind and inputs."""
    for kind, inputs in rows:
        case(formula, kind, compute(**inputs), inputs)


def special(formula, result, **inputs):
    """Limits and IEEE 754, by hand."""
    case(formula, "special", result, inputs)


def gauss(n, scale=1.0, offset=0.0):
    return [rng.gauss(0, 1) * scale + offset for _ in range(n)]


def logp(n, scale=1.0):
    return [-abs(rng.gauss(0, scale)) - 0.01 for _ in range(n)]


def F(values):
    return [mpf(v) for v in values]


def mean(values):
    return sum(values, mpf(0)) / len(values)


def minus_log_sigma(z):
    return log1p(exp(-z)) if z > 0 else -z + log1p(exp(z))


BIG = 1.7976931348623157e308

# Supervised fine-tuning


def sft(logits, targets, reduction="mean", with_perplexity=False):
    losses = []
    for row, target in zip(logits, targets):
        if target == -100:
            continue
        # ln of the sum of the odds against the target; the largest is drawn out where it is not the target.
        gaps = [mpf(z) - mpf(row[target]) for j, z in enumerate(row) if j != target]
        top = max(gaps, default=mpf(0))
        if top <= 0:
            losses.append(log1p(sum((exp(g) for g in gaps), mpf(0))))
        else:
            rest = sorted(gaps, reverse=True)[1:] + [mpf(0)]
            losses.append(top + log1p(sum((exp(g - top) for g in rest), mpf(0))))
    total = sum(losses, mpf(0))
    result = {"loss": total / len(losses) if reduction == "mean" else total}
    if with_perplexity:
        result["perplexity"] = exp(total / len(losses))
    return result


cases_of(
    "sft-cross-entropy",
    sft,
    ("ordinary", {"logits": [[2.0, 0.0, 1.0], [0.0, 3.0, 0.0], [1.0, 1.0, 1.0]], "targets": [-100, 1, 2]}),
    ("ordinary", {"logits": [[2.0, 0.0, 1.0], [0.0, 3.0, 0.0]], "targets": [0, 1], "with_perplexity": True}),
    ("ordinary", {"logits": [[0.5, -0.25]], "targets": [1]}),
    ("ordinary", {"logits": [[0.3]], "targets": [0]}),
    ("ordinary", {"logits": [gauss(16, 3) for _ in range(5)], "targets": [3, 15, 0, 7, 7]}),
    ("ordinary", {"logits": [gauss(64, 2) for _ in range(8)], "targets": [3, -100, 0, 63, -100, 9, 1, 2], "reduction": "sum", "with_perplexity": True}),
    ("ordinary", {"logits": [[1.0, 1.0, 1.0, 1.0]], "targets": [2], "with_perplexity": True}),
    ("ordinary", {"logits": [[1.0, 2.0], [2.0, 1.0]], "targets": [-100, -100], "reduction": "sum"}),
    ("hard", {"logits": [[40.0, 0.0, 0.0]], "targets": [0]}),
    ("hard", {"logits": [[40.0, 0.0, 0.0]], "targets": [1], "with_perplexity": True}),
    ("hard", {"logits": [[1e16, 1e16 + 2, 1e16 - 2]], "targets": [1]}),
    ("hard", {"logits": [[700.0, 0.0], [0.0, 36.7]], "targets": [0, 1], "with_perplexity": True}),
    ("hard", {"logits": [[1000.0, 1001.0, 1002.0], [-1000.0, -1001.0, -1002.0]], "targets": [2, 0]}),
    ("hard", {"logits": [[123456.789, 123456.788]], "targets": [0]}),
    ("hard", {"logits": [[1e8 + 0.5, 1e8, 1e8 - 0.25]], "targets": [2], "reduction": "sum"}),
    ("hard", {"logits": [[5.0, 5.0, -30.0]], "targets": [1]}),
    ("extreme", {"logits": [[800.0, 0.0]], "targets": [1], "with_perplexity": True}),
    ("extreme", {"logits": [[744.0, 0.0]], "targets": [0]}),
    ("extreme", {"logits": [[746.0, 0.0]], "targets": [0], "with_perplexity": True}),
    ("extreme", {"logits": [[1e300, -1e300, 0.0]], "targets": [1]}),
    ("extreme", {"logits": [[1e300, -1e300, 0.0]], "targets": [0]}),
    ("extreme", {"logits": [[BIG, -BIG], [0.0, 0.0]], "targets": [1, 0]}),
    ("extreme", {"logits": [[1e-300, 5e-324, -1e-300]], "targets": [2], "with_perplexity": True}),
    ("extreme", {"logits": [[740.0, 0.0], [741.5, 1.0]], "targets": [0, 0]}),
)
special("sft-cross-entropy", {"loss": mpf(0)}, logits=[[1.0, -INF]], targets=[0])
special("sft-cross-entropy", {"loss": INF, "perplexity": INF}, logits=[[1.0, -INF]], targets=[1], with_perplexity=True)
special("sft-cross-entropy", {"loss": NAN}, logits=[[1.0, INF]], targets=[1])
special("sft-cross-entropy", {"loss": NAN}, logits=[[1.0, NAN], [1.0, 2.0]], targets=[0, 0])
special("sft-cross-entropy", {"loss": log1p(exp(mpf(-1)))}, logits=[[1.0, NAN], [1.0, 2.0]], targets=[-100, 1])

# Preferences


def bradley_terry(reward_a, reward_b):
    z = mpf(reward_a) - mpf(reward_b)
    return 1 / (1 + exp(-z)) if z >= 0 else exp(z) / (1 + exp(z))


def pair_loss(reward_chosen, reward_rejected, margin=0.0):
    return minus_log_sigma(mpf(reward_chosen) - mpf(reward_rejected) - mpf(margin))


for kind, first, second, margin in [
    ("ordinary", 2.0, 1.0, 1.0), ("ordinary", 1.0, 2.0, 0.5), ("ordinary", 0.0, 0.0, 0.0), ("ordinary", 0.3, -0.7, 0.1), ("ordinary", -3.25, -1.5, 0.67),
    ("ordinary", 20.0, -1.0, 3.0), ("ordinary", 1.3, 0.2, -0.4), ("hard", 40.0, 0.0, 0.3), ("hard", 0.0, 40.0, 1.0), ("hard", 36.7, 0.1, 0.1),
    ("hard", 1e16 + 2, 1e16, 2.0), ("hard", 1e8 + 0.5, 1e8, 0.5), ("hard", 0.1, 0.1 + 2.0**-56, 0.0), ("hard", 0.3, 0.1, 0.2), ("hard", 700.0, 0.0, 1.0),
    ("hard", 1e16, 1.0, 1e16), ("extreme", 800.0, 0.0, 1.0), ("extreme", 0.0, 800.0, 1.0), ("extreme", 744.4, 0.0, 0.0), ("extreme", 0.0, 745.0, 0.0),
    ("extreme", 1e300, -1e300, 0.0), ("extreme", -1e300, 1e300, 1.0), ("extreme", BIG, -BIG, BIG), ("extreme", -BIG, BIG, 0.0),
    ("extreme", 1e-300, 5e-324, 0.0), ("extreme", 1e300, 1e300, 5e-324), ("extreme", 1e300, 1.0, 1e300),
]:  # fmt: skip
    cases_of("bradley-terry-probability", bradley_terry, (kind, {"reward_a": first, "reward_b": second}))
    cases_of(
        "reward-model-pair-loss",
        pair_loss,
        (kind, {"reward_chosen": first, "reward_rejected": second}),
        (kind, {"reward_chosen": first, "reward_rejected": second, "margin": margin}),
    )
special("bradley-terry-probability", 1.0, reward_a=INF, reward_b=0.0)
special("bradley-terry-probability", 0.0, reward_a=0.0, reward_b=INF)
special("bradley-terry-probability", NAN, reward_a=INF, reward_b=INF)
special("bradley-terry-probability", NAN, reward_a=NAN, reward_b=0.0)
special("reward-model-pair-loss", 0.0, reward_chosen=INF, reward_rejected=0.0)
special("reward-model-pair-loss", INF, reward_chosen=-INF, reward_rejected=0.0)
special("reward-model-pair-loss", NAN, reward_chosen=INF, reward_rejected=INF)

# The KL penalty and the rewards it shapes

ESTIMATORS = {"k1": lambda d: -d, "k2": lambda d: d * d / 2, "k3": lambda d: expm1(d) - d}


def kl_penalty(logp_policy, logp_ref, beta=0.02, estimator="k1"):
    kl = [ESTIMATORS[estimator](r - p) for p, r in zip(F(logp_policy), F(logp_ref))]
    return {"per_token_kl": kl, "per_token_penalty": [-mpf(beta) * k for k in kl], "sum_kl": sum(kl, mpf(0))}


def shaped(logp_policy, logp_ref, beta, score):
    rewards = [-mpf(beta) * (p - r) for p, r in zip(F(logp_policy), F(logp_ref))]
    rewards[-1] += mpf(score)
    return {"rewards": rewards, "total": sum(rewards, mpf(0))}


LOGPS = [
    ("ordinary", [-1.0, -2.0], [-1.5, -1.8]),
    ("ordinary", [-0.7], [-0.7]),
    ("ordinary", [-0.3], [-1.2]),
    ("ordinary", [-1.1, -0.2, -3.3], [-1.0, -0.25, -2.0]),
    ("ordinary", logp(8), logp(8)),
    ("ordinary", logp(32, 3), logp(32, 3)),
    ("hard", [-1.0, -1.0, -1.0], [-1.000000001, -0.999999999, -1.0 - 2.0**-52]),
    ("hard", [-1e-17, -1e-9], [0.0, 0.0]),
    ("hard", [-0.01, -0.02], [0.0, -0.01]),
    ("hard", [-1e8, -1e8 + 0.1], [-1e8 - 0.1, -1e8]),
    ("hard", [-1e16, -1.0, 0.0], [0.0, -2.0, -1e16]),
    ("hard", [-0.1, -0.2, -0.3], [-0.3, -0.1, -0.2]),
    ("hard", [-700.0, -0.5], [-0.5, -700.0]),
    ("extreme", [-800.0, 0.0], [0.0, -800.0]),
    ("extreme", [-1e300], [-1.0]),
    ("extreme", [-1.0], [-1e300]),
    ("extreme", [-BIG], [0.0]),
    ("extreme", [-1e-300, -5e-324], [0.0, 0.0]),
    ("extreme", [-1e-160, -1e-155], [-2e-160, 0.0]),
    ("extreme", [-1.0, -1e-200, -1e300], [-1.0, 0.0, -1e300]),
]
for i, (kind, policy, reference) in enumerate(LOGPS):
    for estimator in ESTIMATORS:
        for beta in (0.02, [0.04, 0.3][i % 2] if kind != "extreme" else [0.5, 1e-300, 1e300][i % 3]):
            inputs = {"logp_policy": policy, "logp_ref": reference, "estimator": estimator, "beta": beta}
            cases_of("kl-penalty", kl_penalty, (kind, inputs))
    for beta, score in ((0.02, 1.2), (0.1, -0.5), (0.0, 0.25), (1e-300, 1e300) if kind == "extreme" else (0.05, 1e16)):
        inputs = {"logp_policy": policy, "logp_ref": reference, "beta": beta, "score": score}
        cases_of("rlhf-shaped-rewards", shaped, (kind, inputs))
# A score that the penalties cancel.
cases_of(
    "rlhf-shaped-rewards",
    shaped,
    ("hard", {"logp_policy": [-1.0, -2.0], "logp_ref": [-2.0, -3.0], "beta": 0.1, "score": 0.2}),
    ("hard", {"logp_policy": [-1.0], "logp_ref": [-4.0], "beta": 0.1, "score": 0.30000000000000004}),
    ("extreme", {"logp_policy": [-1e300], "logp_ref": [0.0], "beta": 1e300, "score": -1e300}),
)
special("kl-penalty", {"per_token_kl": [INF], "per_token_penalty": [-INF], "sum_kl": INF}, logp_policy=[-1.0], logp_ref=[-INF])
special("kl-penalty", {"per_token_kl": [INF], "per_token_penalty": [-INF], "sum_kl": INF}, logp_policy=[-1.0], logp_ref=[-INF], estimator="k3")
special("kl-penalty", {"per_token_kl": [NAN, mpf(0)], "per_token_penalty": [NAN, mpf(0)], "sum_kl": NAN}, logp_policy=[-INF, -1.0], logp_ref=[-INF, -1.0])
special("rlhf-shaped-rewards", {"rewards": [-INF, 1.0], "total": -INF}, logp_policy=[-1.0, -1.0], logp_ref=[-INF, -1.0], beta=0.5, score=1.0)

# Advantages


def gae(rewards, values, bootstrap_value=0.0, gamma=1.0, **options):
    """The definition: sums of one-step surprises, forwards, up to the end of the episode."""
    decay = options.get("lambda", 0.95)
    dones = options.get("dones") or [0] * len(rewards)
    v = F(values) + [mpf(bootstrap_value)]
    surprises = [mpf(r) + (0 if done else mpf(gamma) * v[t + 1]) - v[t] for t, (r, done) in enumerate(zip(rewards, dones))]
    advantages = []
    for t in range(len(rewards)):
        total, weight = mpf(0), mpf(1)
        for later in range(t, len(rewards)):
            total += weight * surprises[later]
            weight *= mpf(gamma) * mpf(decay)
            if dones[later]:
                break
        advantages.append(total)
    return {"advantages": advantages, "returns": [a + b for a, b in zip(advantages, v)]}


cases_of(
    "gae",
    gae,
    ("ordinary", {"rewards": [0.0, 0.0, 1.0], "values": [0.2, 0.4, 0.7]}),
    ("ordinary", {"rewards": [1.0], "values": [0.5]}),
    ("ordinary", {"rewards": [1.0, 0.0, 1.0], "values": [0.5, 0.5, 0.5], "gamma": 0.99, "dones": [1, 0, 0], "bootstrap_value": 0.3}),
    ("ordinary", {"rewards": gauss(8), "values": gauss(8), "gamma": 0.99, "lambda": 0.9}),
    ("ordinary", {"rewards": gauss(4), "values": gauss(4), "lambda": 1.0}),
    ("ordinary", {"rewards": gauss(4), "values": gauss(4), "lambda": 0.0, "bootstrap_value": 2.5}),
    ("ordinary", {"rewards": gauss(4), "values": gauss(4), "gamma": 0.0}),
    ("ordinary", {"rewards": gauss(64, 0.1), "values": gauss(64), "gamma": 0.995}),
    ("ordinary", {"rewards": gauss(5), "values": gauss(5), "dones": [0, 0, 1, 0, 1], "bootstrap_value": 9.0}),
    ("ordinary", {"rewards": gauss(3), "values": gauss(3), "dones": [1, 1, 1]}),
    ("hard", {"rewards": [0.1, 0.2, 0.3], "values": [0.1, 0.2, 0.3]}),
    ("hard", {"rewards": [1e16, 1.0, -1e16], "values": [0.0, 0.0, 0.0], "lambda": 1.0}),
    ("hard", {"rewards": [0.0, 0.0, 0.0], "values": [1e16, 1e16 + 2, 1e16], "bootstrap_value": 1e16}),
    ("hard", {"rewards": gauss(200, 1e-3), "values": gauss(200, 1e-3, 100.0), "gamma": 0.999}),
    ("hard", {"rewards": [0.3, 0.0], "values": [0.3, 0.0], "lambda": 0.5}),
    ("hard", {"rewards": [1.0 + 2.0**-52, 1.0], "values": [1.0, 1.0], "gamma": 0.1}),
    ("extreme", {"rewards": [1e300, -1e300, 1e300], "values": [1e300, 1.0, 1e-300]}),
    ("extreme", {"rewards": [BIG, BIG], "values": [-BIG, BIG]}),
    ("extreme", {"rewards": [5e-324, 1e-323, 0.0], "values": [0.0, 5e-324, 1e-308]}),
    ("extreme", {"rewards": [1.0, 1.0], "values": [0.5, 0.25], "gamma": 1e-300, "lambda": 1e-300}),
    ("extreme", {"rewards": [1.0, 1.0, 1e-300], "values": [0.5, 0.25, 1e300], "gamma": 1e300, "lambda": 1e300}),
    ("extreme", {"rewards": [0.0] * 39 + [1.0], "values": [0.0] * 40, "gamma": 1e-10}),
    ("extreme", {"rewards": gauss(160), "values": gauss(160), "gamma": 0.9999999999999999, "lambda": 0.9999999999999999}),
)
special("gae", {"advantages": [1.0, INF], "returns": [1.5, INF]}, rewards=[1.5, INF], values=[0.5, 0.5], dones=[1, 0])
special("gae", {"advantages": [NAN], "returns": [NAN]}, rewards=[1.0], values=[0.0], bootstrap_value=INF, gamma=0.0)

# Direct preference optimisation


def dpo(logp_policy_chosen, logp_policy_rejected, logp_ref_chosen, logp_ref_rejected, beta=0.1, label_smoothing=0.0, loss_type="sigmoid"):
    b, e = mpf(beta), mpf(label_smoothing)
    chosen = [p - r for p, r in zip(F(logp_policy_chosen), F(logp_ref_chosen))]
    rejected = [p - r for p, r in zip(F(logp_policy_rejected), F(logp_ref_rejected))]
    losses = []
    for h in (c - r for c, r in zip(chosen, rejected)):
        if loss_type == "ipo":
            losses.append((h - 1 / (2 * b)) ** 2)
        elif loss_type == "hinge":
            losses.append(max(mpf(0), 1 - b * h))
        else:
            losses.append((1 - e) * minus_log_sigma(b * h) + e * minus_log_sigma(-b * h))
    return {
        "loss": mean(losses),
        "per_pair_loss": losses,
        "reward_chosen": [b * c for c in chosen],
        "reward_rejected": [b * r for r in rejected],
    }


PAIRS = [
    ("ordinary", [-10.0], [-14.0], [-12.0], [-11.0]),
    ("ordinary", [-10.0, -9.0], [-14.0, -8.0], [-12.0, -9.0], [-11.0, -9.0]),
    ("ordinary", [-5.5], [-5.5], [-5.5], [-5.5]),
    ("ordinary", [-0.3, -2.0, -7.0], [-0.1, -3.0, -9.0], [-0.2, -2.5, -6.0], [-0.4, -2.0, -6.0]),
    ("ordinary", logp(8, 30), logp(8, 30), logp(8, 30), logp(8, 30)),
    ("hard", [-100.0], [-500.0], [-100.0], [-100.0]),
    ("hard", [-500.0], [-100.0], [-100.0], [-100.0]),
    ("hard", [-1e8], [-1e8 - 0.1], [-1e8 + 0.3], [-1e8 + 0.2]),
    ("hard", [-0.1], [-0.2], [-0.3], [-0.4]),
    ("hard", [-1e16, -1.0], [-1e16 + 2, -1.0], [-1e16, -1.0], [-1e16, -1.0 - 2.0**-52]),
    ("hard", [-5.0], [-10.0], [0.0], [0.0]),
    ("extreme", [0.0], [-8000.0], [0.0], [0.0]),
    ("extreme", [-8000.0], [0.0], [0.0], [0.0]),
    ("extreme", [-1e300], [0.0], [0.0], [-1e300]),
    ("extreme", [0.0], [-1e300], [-1e300], [0.0]),
    ("extreme", [-BIG], [-BIG], [-1e-300], [-BIG]),
    ("extreme", [-1e-300], [-5e-324], [0.0], [0.0]),
    ("extreme", [-7440.0, -1.0], [0.0, -7444.0], [0.0, -1.0], [0.0, 0.0]),
]
for i, (kind, *lists) in enumerate(PAIRS):
    inputs = dict(zip(["logp_policy_chosen", "logp_policy_rejected", "logp_ref_chosen", "logp_ref_rejected"], lists))
    other_beta = [0.01, 0.5, 1.0, 0.3][i % 4] if kind != "extreme" else [1e-300, 1e300, 5e-324][i % 3]
    for options in (
        {},
        {"beta": other_beta},
        {"label_smoothing": 0.1},
        {"label_smoothing": [1e-17, 0.5, 1.0][i % 3], "beta": other_beta},
        {"loss_type": "ipo"},
        {"loss_type": "ipo", "beta": other_beta},
        {"loss_type": "hinge"},
        {"loss_type": "hinge", "beta": other_beta},
    ):
        cases_of("dpo-loss", dpo, (kind, {**inputs, **options}))
one_pair = {"logp_policy_rejected": [-1.0], "logp_ref_chosen": [-1.0], "logp_ref_rejected": [-1.0]}
for loss_type, value in (("sigmoid", INF), ("ipo", INF), ("hinge", INF)):
    result = {"loss": value, "per_pair_loss": [value], "reward_chosen": [-INF], "reward_rejected": [mpf(0)]}
    special("dpo-loss", result, logp_policy_chosen=[-INF], **one_pair, loss_type=loss_type)

# The divergence itself


def kl(p, q):
    return sum((a * (log(a) - log(b)) for a, b in zip(F(p), F(q)) if a != 0), mpf(0))


def shares(n, scale=1.0):
    weights = [math.exp(rng.gauss(0, scale)) for _ in range(n)]
    return [w / sum(weights) for w in weights]


cases_of(
    "kl-categorical",
    kl,
    ("ordinary", {"p": [0.5, 0.5], "q": [0.9, 0.1]}),
    ("ordinary", {"p": [0.9, 0.1], "q": [0.5, 0.5]}),
    ("ordinary", {"p": [1.0], "q": [1.0]}),
    ("ordinary", {"p": [0.0, 1.0], "q": [0.5, 0.5]}),
    ("ordinary", {"p": [0.2, 0.3, 0.5], "q": [0.2, 0.3, 0.5]}),
    ("ordinary", {"p": shares(8), "q": shares(8)}),
    ("ordinary", {"p": shares(64, 2), "q": shares(64, 2)}),
    ("ordinary", {"p": [0.0, 0.25, 0.75], "q": [0.0, 0.5, 0.5]}),
    ("hard", {"p": [0.5, 0.5], "q": [0.5 + 2.0**-53, 0.5 - 2.0**-54]}),
    ("hard", {"p": [0.3, 0.7], "q": [0.30000001, 0.69999999]}),
    ("hard", {"p": [0.1, 0.2, 0.7], "q": [0.1, 0.2, 0.7000000000000001]}),
    ("hard", {"p": [1e-17, 1.0], "q": [1.0, 1e-17]}),
    ("hard", {"p": [1.0, 1.0], "q": [2.0, 0.5]}),
    ("hard", {"p": [1.0, 1.0], "q": [3.0, 0.3333333333333333]}),
    ("extreme", {"p": [1e-300, 1.0], "q": [1e300, 1.0]}),
    ("extreme", {"p": [1e300, 1.0], "q": [1e-300, 1.0]}),
    ("extreme", {"p": [5e-324, 1.0], "q": [1.0, 5e-324]}),
    ("extreme", {"p": [BIG, BIG], "q": [5e-324, BIG]}),
    ("extreme", {"p": [5e-324], "q": [1e-323]}),
    ("extreme", {"p": [1e-310, 2e-310], "q": [2e-310, 1e-310]}),
)
special("kl-categorical", INF, p=[0.5, 0.5], q=[1.0, 0.0])
special("kl-categorical", NAN, p=[-0.5, 1.5], q=[0.5, 0.5])
special("kl-categorical", NAN, p=[0.5, 0.5], q=[NAN, 0.5])

# Groups of answers


def group(rewards, ddof=1, eps=1e-4, scale_by_std=True):
    r = F(rewards)
    centre = mean(r)
    if not scale_by_std:
        return [v - centre for v in r]
    deviation = sqrt(sum((v - centre) ** 2 for v in r) / (len(r) - ddof))
    return [(v - centre) / (deviation + mpf(eps)) for v in r]


GROUPS = [
    ("ordinary", [1.0, 0.0, 0.0, 1.0]),
    ("ordinary", [1.0, 0.0]),
    ("ordinary", [0.5, 0.5, 0.5]),
    ("ordinary", [0.2, 0.7, 0.1, -0.4, 1.5]),
    ("ordinary", gauss(8)),
    ("ordinary", gauss(64)),
    ("hard", [0.1, 0.1, 0.1]),
    ("hard", [0.1, 0.1, 0.10000000000000002]),
    ("hard", gauss(8, 1.0, 1e8)),
    ("hard", [1e16, 1e16 + 2, 1e16, 1e16 + 4]),
    ("hard", gauss(16, 1e-9, 0.7)),
    ("hard", [1e16, 1.0, -1e16]),
    ("extreme", [1e300, -1e300, 0.0]),
    ("extreme", [BIG, -BIG, BIG, BIG]),
    ("extreme", [1e-300, 2e-300, -3e-300]),
    ("extreme", [5e-324, 0.0]),
    ("extreme", [1e300, 1.0, 1e-300]),
]
for i, (kind, rewards) in enumerate(GROUPS):
    equal = len(set(rewards)) == 1
    for options in (
        {},
        {"ddof": 0},
        {"ddof": 0, "eps": 1e-6 if equal else 0.0},
        {"eps": 1e-300} if kind == "extreme" else {"eps": 1e-6},
        {"scale_by_std": False},
    ):
        cases_of("grpo-advantages", group, (kind, {"rewards": rewards, **options}))
cases_of("grpo-advantages", group, ("ordinary", {"rewards": [0.7], "ddof": 0}), ("ordinary", {"rewards": [0.7], "scale_by_std": False}))
special("grpo-advantages", [NAN, NAN], rewards=[INF, 1.0])
special("grpo-advantages", [-INF, INF], rewards=[0.0, INF], scale_by_std=False)
cases[-1]["result"] = ["-Infinity", "NaN"]  # the mean is infinite too


def grpo(rewards, completions, ddof=1, eps=1e-4, scale_by_std=True, **options):
    low, high = 1 - mpf(options.get("epsilon_low", 0.2)), 1 + mpf(options.get("epsilon_high", 0.2))
    beta = mpf(options.get("beta", 0.0))
    advantages = group(rewards, ddof, eps, scale_by_std)
    answers = []
    for advantage, tokens in zip(advantages, completions):
        losses = []
        for t, (new, old) in enumerate(zip(F(tokens["logp_new"]), F(tokens["logp_old"]))):
            ratio = exp(new - old)
            loss = -min(ratio * advantage, min(max(ratio, low), high) * advantage)
            if beta:
                d = mpf(tokens["logp_ref"][t]) - new
                loss += beta * (expm1(d) - d)
            losses.append(loss)
        answers.append(losses)
    normalization = options.get("normalization", "grpo")
    everything = [loss for losses in answers for loss in losses]
    if normalization == "grpo":
        loss = mean([mean(losses) for losses in answers])
    elif normalization == "token":
        loss = mean(everything)
    else:
        longest = options.get("max_completion_length") or max(len(losses) for losses in answers)
        loss = sum(everything, mpf(0)) / (len(answers) * longest)
    return {"advantages": advantages, "loss": loss}


def answer(tokens, scale=0.2):
    new = logp(tokens)
    return {"logp_new": new, "logp_old": [v + rng.gauss(0, scale) for v in new], "logp_ref": [v + rng.gauss(0, scale) for v in new]}


ANSWERS = [
    ("ordinary", [1.0, 0.0], [{"logp_new": [-1.0, -0.5], "logp_old": [-1.0, -1.0], "logp_ref": [-1.1, -0.9]}, {"logp_new": [-2.0], "logp_old": [-1.0], "logp_ref": [-1.0]}]),
    ("ordinary", [1.0, 0.0, 0.0, 1.0], [answer(n) for n in (3, 1, 5, 2)]),
    ("ordinary", gauss(6), [answer(n, 0.5) for n in (1, 2, 3, 4, 5, 6)]),
    ("ordinary", [0.5, 0.5], [answer(2), answer(3)]),
    ("hard", [0.1, 0.1, 0.1], [answer(2, 1e-9) for _ in range(3)]),
    ("hard", gauss(4, 1.0, 1e8), [answer(3, 1e-8) for _ in range(4)]),
    ("hard", [1.0, 0.0], [{"logp_new": [-1.0], "logp_old": [-1.0], "logp_ref": [-1.0 - 2.0**-52]}, {"logp_new": [-1.0], "logp_old": [-1.0], "logp_ref": [-0.999999999]}]),
    ("hard", [1.0, -1.0], [{"logp_new": [0.1823215567939546], "logp_old": [0.0], "logp_ref": [0.0]}, {"logp_new": [-0.2231435513142097], "logp_old": [0.0], "logp_ref": [0.0]}]),
    ("extreme", [1.0, 0.0], [{"logp_new": [-800.0], "logp_old": [0.0], "logp_ref": [-1.0]}, {"logp_new": [0.0], "logp_old": [-800.0], "logp_ref": [-700.0]}]),
    ("extreme", [1e300, -1e300], [{"logp_new": [-1.0], "logp_old": [-1.5], "logp_ref": [-1.0]}, {"logp_new": [-1e-300], "logp_old": [0.0], "logp_ref": [-5e-324]}]),
    ("extreme", [5e-324, 0.0], [{"logp_new": [-1e300], "logp_old": [-1e300], "logp_ref": [-1e300]}, {"logp_new": [-1e-160], "logp_old": [0.0], "logp_ref": [0.0]}]),
]  # fmt: skip
for i, (kind, rewards, completions) in enumerate(ANSWERS):
    for j, normalization in enumerate(["grpo", "token", "dr_grpo"]):
        for options in (
            {},
            {"beta": [0.04, 0.001, 1e-300, 1.0][(i + j) % 4], "epsilon_high": 0.28},
            {"scale_by_std": False, "epsilon_low": 0.0, "epsilon_high": 3.0},
            {"ddof": 0, "eps": 1e-6, "beta": 0.1, "max_completion_length": 7},
        ):
            cases_of("grpo-loss", grpo, (kind, {"rewards": rewards, "completions": completions, "normalization": normalization, **options}))
bare = [{"logp_new": [-1.0, -0.5], "logp_old": [-1.0, -1.0]}, {"logp_new": [-2.0], "logp_old": [-1.0]}]
cases_of("grpo-loss", grpo, ("ordinary", {"rewards": [1.0, 0.0], "completions": bare}))

# The value model and the whole objective


def value_loss(values_new, values_old, returns, clip_range=0.2, coefficient=0.5):
    squares = []
    for value, old, target in zip(F(values_new), F(values_old), F(returns)):
        bounded = min(max(value, old - mpf(clip_range)), old + mpf(clip_range))
        squares.append(max((value - target) ** 2, (bounded - target) ** 2))
    return {"loss": mpf(coefficient) * mean(squares)}


VALUES = [
    ("ordinary", [0.5, 1.0], [0.1, 0.9], [1.0, 1.0]),
    ("ordinary", [0.5], [0.5], [0.5]),
    ("ordinary", [1.0, -1.0, 0.3], [0.0, 0.0, 0.0], [2.0, -2.0, 0.0]),
    ("ordinary", [0.0, 1.0], [1.0, 0.0], [0.5, 0.25]),
    ("ordinary", gauss(8), gauss(8), gauss(8)),
    ("ordinary", gauss(64, 0.3), gauss(64, 0.3), gauss(64)),
    ("hard", [1e8 + 0.1], [1e8], [1e8 + 0.3]),
    ("hard", [0.3], [0.1], [0.30000000000000004]),
    ("hard", [0.1, 0.2, 0.3], [0.1, 0.2, 0.3], [0.1, 0.2, 0.30000000000000004]),
    ("hard", [1e16, 1.0], [1e16 - 2, 1.0], [1e16 + 2, 1.0000000000000002]),
    ("hard", [0.30000000000000004], [0.1], [0.0]),
    ("extreme", [1e300], [0.0], [-1e300]),
    ("extreme", [1e-300, 5e-324], [0.0, 0.0], [0.0, 1e-323]),
    ("extreme", [1e-160], [0.0], [3e-160]),
    ("extreme", [1e154, 1e-154], [0.0, 0.0], [1e150, 0.0]),
    ("extreme", [BIG], [-BIG], [1.0]),
]
for i, (kind, new, old, target) in enumerate(VALUES):
    inputs = {"values_new": new, "values_old": old, "returns": target}
    for options in ({}, {"clip_range": [0.0, 0.1, 1e300][i % 3]}, {"coefficient": [1.0, 0.1, 1e-300][i % 3]}):
        cases_of("ppo-value-loss", value_loss, (kind, {**inputs, **options}))
special("ppo-value-loss", {"loss": 2.0}, values_new=[2.0], values_old=[0.0], returns=[0.0], clip_range=INF)
special("ppo-value-loss", {"loss": NAN}, values_new=[NAN], values_old=[0.0], returns=[0.0])


def ptx(scores, logp_rl, logp_sft, beta, gamma_ptx, logp_pretrain=None):
    objective = mean([s - mpf(beta) * (p - q) for s, p, q in zip(F(scores), F(logp_rl), F(logp_sft))])
    return {"objective": objective + mpf(gamma_ptx) * mean(F(logp_pretrain)) if gamma_ptx else objective}


def ptx_case(kind, scores, logp_rl, logp_sft, beta, gamma_ptx, logp_pretrain=None):
    inputs = {"scores": scores, "logp_rl": logp_rl, "logp_sft": logp_sft, "beta": beta, "gamma_ptx": gamma_ptx, "logp_pretrain": logp_pretrain}
    cases_of("ppo-ptx-objective", ptx, (kind, inputs))


ptx_case("ordinary", [1.2, 0.4], [-20.0, -31.0], [-22.0, -30.0], 0.02, 0.0)
ptx_case("ordinary", [1.2, 0.4], [-20.0, -31.0], [-22.0, -30.0], 0.02, 0.0, [])
ptx_case("ordinary", [1.2, 0.4], [-20.0, -31.0], [-22.0, -30.0], 0.02, 0.0, [-1.0])
ptx_case("ordinary", [1.2, 0.4], [-20.0, -31.0], [-22.0, -30.0], 0.02, 27.8, [-2.5, -3.0])
ptx_case("ordinary", [0.7], [-5.0], [-5.0], 0.02, 1.0, [-0.3])
ptx_case("ordinary", gauss(8), logp(8, 30), logp(8, 30), 0.1, 27.8, logp(5, 3))
ptx_case("ordinary", gauss(32), logp(32, 30), logp(32, 30), 0.0, 27.8, logp(64, 3))
ptx_case("hard", [0.2], [-1.0], [-3.0], 0.1, 0.0)
ptx_case("hard", [1e16, 1.0, -1e16], [-1.0, -1.0, -1.0], [-1.0, -1.0, -1.0], 0.02, 0.1, [-10.0])
ptx_case("hard", [1.0], [-1e8], [-1e8 - 0.1], 0.02, 1.0, [-0.998])
ptx_case("hard", [27.8], [-1.0], [-1.0], 0.02, 27.8, [-1.0, -1.0 - 2.0**-52])
ptx_case("extreme", [1e300, 1e-300], [-1e300, 0.0], [0.0, -1e300], 1e-300, 1e300, [-1e-300])
ptx_case("extreme", [BIG, BIG], [-1.0, -1.0], [-1.0, -1.0], 0.02, 1e300, [-1.0])
ptx_case("extreme", [5e-324], [-1e-300], [0.0], 5e-324, 5e-324, [-1.0])
ptx_case("extreme", [0.0], [-BIG], [0.0], 1.0, 1.0, [-BIG])
special("ppo-ptx-objective", {"objective": -INF}, scores=[1.0], logp_rl=[-1.0], logp_sft=[-INF], beta=0.02, gamma_ptx=0.0)

# What the tables above leave out

for kind, policy, reference in [("ordinary", [-1.0, -2.0], [-1.5, -1.8]), ("hard", [-1.0, -1e-17], [-1.000000001, 0.0]), ("extreme", [-800.0, -1e-300], [0.0, 0.0])]:
    cases_of("kl-penalty", kl_penalty, (kind, {"logp_policy": policy, "logp_ref": reference}))

cases_of(
    "gae",
    gae,
    ("hard", {"rewards": [0.1, 0.2, 1e16, 1.0], "values": [0.1, 0.2, 1e16, 1.0], "dones": [0, 1, 0, 0], "bootstrap_value": -1e16}),
    ("hard", {"rewards": [0.3, -0.1, 0.2], "values": [0.1, 0.2, 0.30000000000000004], "dones": [1, 0, 1], "gamma": 0.99}),
    ("extreme", {"rewards": [1e300, 5e-324, -1e300], "values": [-1e300, 1e-300, BIG], "dones": [0, 1, 0], "bootstrap_value": -BIG}),
    ("extreme", {"rewards": [0.0, 1e-300], "values": [5e-324, 1e300], "dones": [1, 0], "bootstrap_value": 1e300, "gamma": 1e-300}),
)

cases_of(
    "sft-cross-entropy",
    sft,
    ("extreme", {"logits": [[1e300, -1e300, 0.0], [5e-324, 0.0, 0.0]], "targets": [1, 0], "reduction": "sum"}),
    ("extreme", {"logits": [[744.0, 0.0], [0.0, 745.0], [1e300, 0.0]], "targets": [0, 1, -100], "reduction": "sum", "with_perplexity": True}),
)

cases_of(
    "ppo-ptx-objective",
    ptx,
    ("extreme", {"scores": [1e300, -1e300], "logp_rl": [-800.0, -1e-300], "logp_sft": [0.0, 0.0], "beta": 1e-300, "gamma_ptx": 0.0}),
)

lines = ",\n".join(json.dumps(row, separators=(",", ":")) for row in cases)
Path(__file__).with_name("rlhf.oracle.json").write_text(f"[\n{lines}\n]\n")
print(len(cases), "cases of formulas of RLHF")
