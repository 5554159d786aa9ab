#!/usr/bin/env python3
"""Expected results of the formulas, computed apart from the program: mpmath at 6,600 bits (nearly 2,000 digits).

That is wide enough to hold sums of squares of doubles from 1e-300 to 1e300 without loss, so that nothing here is clever.
Every input is a double and enters exactly; every result is rounded once, ties to even.
Run: python3 test/formulas/oracle.py
(needs mpmath 1.3; rewrites cases.oracle.json, of the formulas, and functions.oracle.json, of the arithmetic under them)
"""

import json
import math
import random
from pathlib import Path

from mpmath import cos, exp, expm1, log, log1p, matrix, mpf, sin, sqrt

from oracle_shared import INF, encode

rng = random.Random(20240611)
cases = []


def case(formula, kind, result, **inputs):
    cases.append({"formula": formula, "kind": kind, "inputs": encode(inputs), "result": encode(result)})


def many(*lists):
    """kind, list of values -> pairs."""
    return [(kind, values) for kind, group in lists for values in group]


def gauss(n, scale=1.0, offset=0.0):
    return [rng.gauss(0, 1) * scale + offset for _ in range(n)]


def F(values):
    return [mpf(v) for v in values]


# Activations


def sigma(z):
    return 1 / (1 + exp(-z)) if z >= 0 else exp(z) / (1 + exp(z))


ACTIVATION_INPUTS = many(
    ("ordinary", [[0.0], [1.0, -1.0, 2.0], [0.5, -0.25, 3.75], gauss(8), gauss(8, 5), [20.0, -20.0], [0.1, 0.2, 0.3]]),
    ("hard", [[36.7, 37.0, -37.0], [-36.04365338911715], [-0.5e-16, 1e-17, -1e-17], [700.0, -700.0], [-1.2784645427610738], [-709.8, -708.4]]),
    ("extreme", [[-710.0, -745.0, -745.2, -746.0], [1e300, -1e300, 1e-300, -1e-300], [5e-324, -5e-324, 2.2250738585072014e-308], [1.7976931348623157e308, -1.7976931348623157e308], [-744.4400719213812]]),
)

for kind, x in ACTIVATION_INPUTS:
    case("sigmoid", kind, [sigma(mpf(v)) for v in x], x=x)
    case("relu", kind, [mpf(v) if v > 0 else mpf(0) for v in x], x=x)
    case("swish", kind, [mpf(v) * sigma(mpf(v)) for v in x], x=x)
    for beta in ([1.702, -1.0, 0.0] if kind == "ordinary" else [0.3, 1e10]):
        case("swish", kind, [mpf(v) * sigma(mpf(beta) * mpf(v)) for v in x], x=x, beta=beta)
# Limits at infinity, by hand.
case("sigmoid", "special", [1.0, 0.0, math.nan], x=[INF, -INF, math.nan])
case("relu", "special", [INF, 0.0, math.nan], x=[INF, -INF, math.nan])
case("swish", "special", [INF, 0.0, math.nan], x=[INF, -INF, math.nan])
case("swish", "special", [2.0, 0.0, 0.0], x=[2.0, -2.0, 0.0], beta=INF)
case("softmax", "special", [math.nan] * 3, x=[1.0, INF, 2.0])
case("softmax", "special", [0.5, 0.5, 0.0], x=[1.0, 1.0, -INF])
case("softmax", "special", [math.nan] * 2, x=[1.0, math.nan])

for kind, x, temperature in [
    ("ordinary", [1.0, 2.0, 3.0], 1.0),
    ("ordinary", [1.0, 1.0, 1.0], 1.0),
    ("ordinary", [0.0], 1.0),
    ("ordinary", gauss(5), 1.0),
    ("ordinary", gauss(16, 3), 0.7),
    ("ordinary", gauss(64, 2), 1.0),
    ("ordinary", [-1.5, 0.25, 2.0], 2.0),
    ("hard", [1000.0, 1001.0, 1002.0], 1.0),
    ("hard", [-1000.0, -1001.0], 1.0),
    ("hard", [40.0, 0.0, 0.0], 1.0),
    ("hard", [1e16, 1e16 + 2, 1e16 - 2], 1.0),
    ("hard", [1.1, 1.3, 1.2], 1e-3),
    ("hard", [123456.789, 123456.788], 0.1),
    ("hard", gauss(8, 1e-9, 1.0), 1e-8),
    ("extreme", [1e300, -1e300, 0.0], 1.0),
    ("extreme", [1e300, 1e300], 1.0),
    ("extreme", [0.0, -744.5, -746.0], 1.0),
    ("extreme", [1e308, -1e308], 1e308),
    ("extreme", [5e-324, 0.0], 5e-324),
    ("extreme", [1e-300, 0.0, 2e-300], 1e-300),
]:
    weights = [exp((mpf(v) - mpf(max(x))) / mpf(temperature)) for v in x]
    case("softmax", kind, [w / sum(weights) for w in weights], x=x, temperature=temperature)

# Normalisation

NORM_INPUTS = many(
    ("ordinary", [[1.0, 2.0, 3.0, 4.0], [3.0, -4.0], [0.5], gauss(8), gauss(64), gauss(16, 100.0), [0.1, 0.2, 0.3], [1.0, 1.0, 2.0]]),
    ("hard", [gauss(16, 1, 100.0), gauss(16, 1, 1e8), [1e16, 1e16 + 2, 1e16, 1e16 + 4], [0.1, 0.1, 0.10000000000000002], [1e16, 1.0, -1e16], gauss(8, 1e-8)]),
    (
        "extreme",
        [
            [1e300, 2e300, -3e300],
            [1e-300, 2e-300, -3e-300],
            [1.5e-162, -2.5e-162, 1e-162],
            [5e-324, 1e-323, 0.0],
            [1.7976931348623157e308, -1.7976931348623157e308, 1e308],
            [1e300, 1.0, 1e-300],
            [1e300, 1e300, 0.0, 2e300, 0.0, 3e300, 1e-300],
        ],
    ),
)


def rms_norm(x, gain=None, eps=1e-6, unit_offset=False, eps_placement="inside_sqrt"):
    x, eps = F(x), mpf(eps)
    g = F(gain) if gain else [mpf(1)] * len(x)
    if unit_offset:
        g = [1 + v for v in g]
    mean_square = sum(v * v for v in x) / len(x)
    root = sqrt(mean_square + eps) if eps_placement == "inside_sqrt" else sqrt(mean_square) + eps
    return [v / root * w for v, w in zip(x, g)]


def layer_norm(x, gain=None, bias=None, eps=1e-5, ddof=0, eps_placement="inside_sqrt"):
    x, eps = F(x), mpf(eps)
    mean = sum(x) / len(x)
    variance = sum((v - mean) ** 2 for v in x) / (len(x) - ddof)
    root = sqrt(variance + eps) if eps_placement == "inside_sqrt" else sqrt(variance) + eps
    g = F(gain) if gain else [mpf(1)] * len(x)
    b = F(bias) if bias else [mpf(0)] * len(x)
    return [(v - mean) / root * w + u for v, w, u in zip(x, g, b)]


for i, (kind, x) in enumerate(NORM_INPUTS):
    n = len(x)
    options = [
        {},
        {"eps": 0.0},
        {"gain": gauss(n), "eps": 1e-5},
        {"gain": gauss(n, 0.1), "unit_offset": True},
        {"eps_placement": "outside_sqrt", "eps": 1e-8},
    ]
    for option in (options[0], options[1 + i % 4]):
        case("rmsnorm", kind, rms_norm(x, **option), x=x, **option)
    options = [
        {},
        {"eps": 0.0} if n > 1 else {"bias": [0.3]},
        {"gain": gauss(n), "bias": gauss(n)},
        {"ddof": 1, "eps_placement": "outside_sqrt", "eps": 1e-6} if n > 1 else {},
        {"gain": gauss(n, 10.0), "ddof": 1 if n > 1 else 0},
    ]
    for option in (options[0], options[1 + i % 4]):
        case("layernorm", kind, layer_norm(x, **option), x=x, **option)
# A result that cancels against the bias.
for bias in ([1.3416354199689269, 0.447211806656309, -0.447211806656309, -1.3416354199689269],):
    case("layernorm", "hard", layer_norm([1.0, 2.0, 3.0, 4.0], bias=bias), x=[1.0, 2.0, 3.0, 4.0], bias=bias)
case("rmsnorm", "special", [0.0, math.nan], x=[1.0, INF])
case("layernorm", "special", [math.nan, math.nan], x=[1.0, INF])

# Gated linear units


def times(x, m):
    return list(matrix([x]) * matrix(m)) if m else list(x)


def gated(act, x, W=None, V=None, b=None, c=None):
    x = F(x)
    gate = times(x, [F(row) for row in W] if W else None)
    branch = times(x, [F(row) for row in V] if V else None)
    gate = [g + mpf(v) for g, v in zip(gate, b)] if b else gate
    branch = [g + mpf(v) for g, v in zip(branch, c)] if c else branch
    return [act(g) * v for g, v in zip(gate, branch)]


def swish(beta):
    return lambda z: z * sigma(mpf(beta) * z)


GATES = {"glu": sigma, "bilinear": lambda z: z, "reglu": lambda z: z if z > 0 else mpf(0), "swiglu": swish(1)}


def random_matrix(rows, columns, scale=1.0):
    return [gauss(columns, scale) for _ in range(rows)]


GATED_INPUTS = [
    ("ordinary", {"x": [1.0, 2.0], "W": [[1.0, 2.0], [3.0, 4.0]], "V": [[1.0, 0.0], [0.0, 1.0]]}),
    ("ordinary", {"x": [1.0, -2.0, 0.5]}),
    ("ordinary", {"x": [1.0, 2.0], "W": [[0.5, -1.0, 2.0], [1.5, 0.25, -0.75]], "V": [[1.0, 2.0, 3.0], [-1.0, 0.5, 0.1]]}),
    ("ordinary", {"x": gauss(4), "W": random_matrix(4, 3), "V": random_matrix(4, 3), "b": gauss(3), "c": gauss(3)}),
    ("ordinary", {"x": gauss(16), "W": random_matrix(16, 8, 0.25), "V": random_matrix(16, 8, 0.25)}),
    ("ordinary", {"x": gauss(64), "W": random_matrix(64, 2, 0.125), "V": random_matrix(64, 2, 0.125), "b": gauss(2)}),
    ("ordinary", {"x": [0.1, 0.2, 0.3], "b": [0.1, -0.2, 0.0], "c": [1.0, 1.0, 1.0]}),
    ("ordinary", {"x": gauss(5, 3), "V": random_matrix(5, 5)}),
    ("ordinary", {"x": [0.0, 0.0], "W": [[1.0], [1.0]], "V": [[1.0], [1.0]]}),
    ("hard", {"x": [1e16, 1.0, 1e16], "W": [[1.0], [1.0], [-1.0]], "V": [[1.0], [1.0], [-1.0]]}),
    ("hard", {"x": [1e16, 1.0], "W": [[1.0], [1.0]], "V": [[1.0], [1.0]], "b": [-1e16], "c": [-1e16]}),
    ("hard", {"x": [0.1, 0.2, -0.3], "W": [[1.0], [1.0], [1.0]], "V": [[1.0], [1.0], [1.0]]}),
    ("hard", {"x": [-30.0, -40.0, 40.0]}),
    ("hard", {"x": [1.0 + 2.0**-52, -1.0], "W": [[1.0], [1.0]], "V": [[3.0], [5.0]]}),
    ("hard", {"x": gauss(8, 1e8), "W": random_matrix(8, 4), "V": random_matrix(8, 4)}),
    ("extreme", {"x": [-710.0, -745.0, -800.0]}),
    ("extreme", {"x": [1e300, 1.0, 1e300], "W": [[1.0], [1.0], [-1.0]], "V": [[1.0], [1e-300], [-1.0]]}),
    ("extreme", {"x": [1e300, 1e-300], "W": [[1e-300], [1e300]], "V": [[1e300], [1e300]]}),
    ("extreme", {"x": [5e-324, 1e-308], "W": [[1.0], [0.5]], "V": [[1e308], [1e300]]}),
    ("extreme", {"x": [1e200, 1e200], "W": [[1e200], [-1e200]], "V": [[1e200], [1e100]]}),
]
for kind, inputs in GATED_INPUTS:
    for formula, act in GATES.items():
        case(formula, kind, gated(act, **inputs), **inputs)
for kind, inputs in GATED_INPUTS[:8] + GATED_INPUTS[12:15]:
    width = len(inputs["W"][0]) if "W" in inputs else len(inputs["x"])
    if "V" in inputs and "W" not in inputs:
        width = len(inputs["V"][0])
    for beta, columns in ((1.0, 2), (1.702, 1)):
        W2 = random_matrix(width, columns)
        case("swiglu", kind, times(gated(swish(beta), **inputs), [F(row) for row in W2]), **inputs, W2=W2, beta=beta)

# Rotary position embedding


def inv_freq(d, base):
    return [exp(mpf(-2 * i) / d * log(mpf(base))) for i in range(d // 2)]


def pair(i, d, layout):
    return (2 * i, 2 * i + 1) if layout == "interleaved" else (i, i + d // 2)


def rotate(x, position, theta_base=10000.0, layout="interleaved", rotary_dim=None, inverse=False):
    d = rotary_dim or len(x)
    y = F(x)
    for i, theta in enumerate(inv_freq(d, theta_base)):
        angle = mpf(position) * theta * (-1 if inverse else 1)
        p, q = pair(i, d, layout)
        y[p], y[q] = y[p] * cos(angle) - y[q] * sin(angle), y[p] * sin(angle) + y[q] * cos(angle)
    return y


def rope_score(q, k, query_position, key_position, theta_base=10000.0, layout="interleaved", scale_by_sqrt_d=False):
    """Both sides are rotated, as the definition says."""
    a = rotate(q, query_position, theta_base, layout)
    b = rotate(k, key_position, theta_base, layout)
    dot = sum(u * v for u, v in zip(a, b))
    return dot / sqrt(mpf(len(q))) if scale_by_sqrt_d else dot


for kind, d, base in [
    ("ordinary", 2, 10000.0), ("ordinary", 4, 10000.0), ("ordinary", 8, 10000.0), ("ordinary", 64, 10000.0), ("ordinary", 128, 10000.0),
    ("ordinary", 128, 500000.0), ("ordinary", 128, 1000000.0), ("ordinary", 64, 150000.0), ("ordinary", 128, 1e7), ("ordinary", 20, 10000.0),
    ("ordinary", 96, 10000.0), ("ordinary", 6, 4.0), ("ordinary", 4, 1.0), ("hard", 14, 9999.999999999998), ("hard", 62, 1.0000000000000002),
    ("hard", 10, 0.5), ("extreme", 4, 1e300), ("extreme", 6, 1e-300), ("extreme", 8, 5e-324), ("extreme", 256, 1.7976931348623157e308),
]:  # fmt: skip
    case("rope-frequencies", kind, {"inv_freq": inv_freq(d, base), "attention_factor": 1.0}, rotary_dim=d, theta_base=base)

ROTATIONS = [
    ("ordinary", [1.0, 0.0, 0.0, 1.0], {"position": 3.0}),
    ("ordinary", [1.0, 0.0, 0.0, 1.0], {"position": 3.0, "layout": "half"}),
    ("ordinary", [1.0, 2.0], {"position": 0.0}),
    ("ordinary", [1.0, 2.0], {"position": 1.0, "inverse": True}),
    ("ordinary", gauss(8), {"position": 17.0}),
    ("ordinary", gauss(8), {"position": 511.0, "layout": "half", "theta_base": 500000.0}),
    ("ordinary", gauss(16), {"position": 4095.0, "rotary_dim": 4}),
    ("ordinary", gauss(16), {"position": 100.0, "rotary_dim": 6, "layout": "half"}),
    ("ordinary", gauss(64), {"position": 2047.0, "layout": "half"}),
    ("ordinary", gauss(4), {"position": -5.0}),
    ("ordinary", gauss(4), {"position": 2.5}),
    ("hard", gauss(8), {"position": 131071.0, "theta_base": 500000.0}),
    ("hard", gauss(16), {"position": 1e7, "layout": "half"}),
    ("hard", gauss(8), {"position": 9999999.0, "theta_base": 1e7}),
    ("hard", gauss(8), {"position": 16777217.0}),
    ("hard", [0.9899924966004454, 0.1411200080598672], {"position": 3.0}),
    ("hard", [0.1411200080598672, 0.9899924966004454], {"position": 3.0}),
    ("hard", [1.0, 0.0], {"position": 355.0}),
    ("hard", [0.0, 1.0], {"position": 5419351.0}),
    ("hard", gauss(8), {"position": 1e15, "inverse": True}),
    ("extreme", [1e300, -1e300, 1e300, 1e-300], {"position": 12345.0}),
    ("extreme", [1e-300, 2e-300], {"position": 1e7}),
    ("extreme", [5e-324, 1e-323, 1e-308, 1e-310], {"position": 77.0}),
    ("extreme", [1.7976931348623157e308, 1.7976931348623157e308], {"position": 5.5}),
    ("extreme", [1.0, 1.0, 1.0, 1.0], {"position": 1e22}),
    ("extreme", [1.0, 0.0, 1.0, 0.0], {"position": 1e300}),
    ("extreme", [1.0, 0.0, 0.0, 1.0], {"position": 1e-300}),
    ("extreme", [1.0, 1.0], {"position": 5.319372648326541e255}),
]
for kind, x, options in ROTATIONS:
    case("rope-rotate", kind, rotate(x, **options), x=x, **options)

for kind, q, k, m, n, options in [
    ("ordinary", [1.0, 0.0], [1.0, 0.0], 5.0, 2.0, {}),
    ("ordinary", [1.0, 0.0], [1.0, 0.0], 2.0, 5.0, {}),
    ("ordinary", [1.0, 0.0], [0.0, 1.0], 5.0, 2.0, {}),
    ("ordinary", [1.0, 0.0], [0.0, 1.0], 2.0, 5.0, {"scale_by_sqrt_d": True}),
    ("ordinary", gauss(4), gauss(4), 10.0, 3.0, {}),
    ("ordinary", gauss(8), gauss(8), 100.0, 100.0, {"layout": "half"}),
    ("ordinary", gauss(64), gauss(64), 2047.0, 1023.0, {"layout": "half", "theta_base": 500000.0, "scale_by_sqrt_d": True}),
    ("ordinary", gauss(16), gauss(16), 0.0, 4095.0, {"scale_by_sqrt_d": True}),
    ("ordinary", gauss(128), gauss(128), 8191.0, 17.0, {"theta_base": 1e6}),
    ("hard", gauss(8), gauss(8), 1e7, 9999999.0, {}),
    ("hard", gauss(8), gauss(8), 1e7, 1.0, {}),
    ("hard", gauss(8), gauss(8), 131071.0, 5.0, {"theta_base": 500000.0, "layout": "half"}),
    ("hard", [1.0, 0.0], [1.0, 0.0], 5419351.0, 0.0, {}),
    ("hard", [1.0, 1.0, 1.0, 1.0], [1.0, -1.0, -1.0, 1.0], 3.0, 3.0, {}),
    ("hard", [1e16, 1.0, 1e16, 1.0], [1.0, 1.0, -1.0, 1.0], 7.0, 7.0, {}),
    ("extreme", [1e300, 1e300], [1e-300, 1e-300], 12.0, 5.0, {}),
    ("extreme", [1e-200, 1e-200], [1e-200, 3e-200], 12.0, 5.0, {}),
    ("extreme", [1e-160, 1e-160], [1e-160, 3e-160], 12.0, 5.0, {"scale_by_sqrt_d": True}),
    ("extreme", gauss(4), gauss(4), 1e300, 1.0, {}),
    ("extreme", gauss(4), gauss(4), 1e22, -1e22, {"layout": "half"}),
]:
    result = rope_score(q, k, m, n, **options)
    case("rope-score", kind, result, q=q, k=k, query_position=m, key_position=n, **options)

# Reinforcement learning from human feedback


def reward_loss(rewards, ranks=None, normalization="k_choose_2"):
    ranks = ranks or list(range(1, len(rewards) + 1))
    r = F(rewards)
    indices = range(len(r))
    terms = [log(1 + exp(r[loser] - r[winner])) for winner in indices for loser in indices if ranks[winner] < ranks[loser]]
    divisor = len(r) * (len(r) - 1) // 2 if normalization == "k_choose_2" else len(terms)
    return {"loss": sum(terms, mpf(0)) / divisor, "num_pairs": float(len(terms))}


for kind, rewards, options in [
    ("ordinary", [2.0, 1.0], {}),
    ("ordinary", [1.0, 2.0], {}),
    ("ordinary", [0.0, 0.0], {}),
    ("ordinary", [2.0, 1.0, -0.5], {}),
    ("ordinary", gauss(4), {}),
    ("ordinary", sorted(gauss(9), reverse=True), {}),
    ("ordinary", gauss(20, 3), {}),
    ("ordinary", [2.0, 1.0, 1.5], {"ranks": [1, 2, 2]}),
    ("ordinary", [2.0, 1.0, 1.5], {"ranks": [1, 2, 2], "normalization": "pairs_compared"}),
    ("ordinary", [0.3, 0.1, 0.7, -0.2], {"ranks": [2, 2, 1, 3], "normalization": "pairs_compared"}),
    ("ordinary", [2.0, 1.0, 0.5], {"ranks": [1, 1, 1]}),
    ("hard", [40.0, 0.0], {}),
    ("hard", [0.0, 40.0], {}),
    ("hard", [36.8, 0.0, 0.1], {}),
    ("hard", [1e16, 1e16 - 2], {}),
    ("hard", [1e8 + 0.5, 1e8], {}),
    ("hard", [0.1, 0.1 + 2.0**-56], {}),
    ("extreme", [800.0, 0.0], {}),
    ("extreme", [0.0, 800.0], {}),
    ("extreme", [1e300, -1e300], {}),
    ("extreme", [-1e300, 1e300], {}),
    ("extreme", [744.0, 0.0], {}),
    ("extreme", [1e-300, 5e-324], {}),
]:
    # Far apart, exp leaves mpmath's exponents alone but 1 + exp does not fit the precision: the difference decides.
    r = F(rewards)
    if kind == "extreme" and len(r) == 2:
        z = r[0] - r[1]
        loss = -z if z < -10000 else (exp(-z) if 740 < z < 10000 else (mpf(0) if z >= 10000 else log(1 + exp(-z))))
        case("reward-model-loss", kind, {"loss": loss, "num_pairs": 1.0}, rewards=rewards)
    else:
        case("reward-model-loss", kind, reward_loss(rewards, **options), rewards=rewards, **options)


def ppo_loss(logp_new, logp_old, advantages, clip_epsilon=0.2, clip_epsilon_high=None, mask=None):
    low = 1 - mpf(clip_epsilon)
    high = 1 + mpf(clip_epsilon if clip_epsilon_high is None else clip_epsilon_high)
    losses, clipped_count = [], 0
    for i, (new, old, advantage) in enumerate(zip(F(logp_new), F(logp_old), F(advantages))):
        if mask and not mask[i]:
            continue
        ratio = exp(new - old)
        plain = -advantage * ratio
        clipped = -advantage * min(max(ratio, low), high)
        clipped_count += clipped > plain
        losses.append(max(plain, clipped))
    return {"loss": sum(losses) / len(losses), "per_token_loss": losses, "clip_fraction": mpf(clipped_count) / len(losses)}


for kind, inputs in [
    ("ordinary", {"logp_new": [-0.5, -1.0], "logp_old": [-1.0, -1.0], "advantages": [1.0, -1.0]}),
    ("ordinary", {"logp_new": [-1.0], "logp_old": [-1.0], "advantages": [0.5]}),
    ("ordinary", {"logp_new": [-2.0, -1.0, -3.0], "logp_old": [-1.0, -2.0, -3.5], "advantages": [-1.0, -2.0, 3.0]}),
    ("ordinary", {"logp_new": gauss(8, 0.1, -1), "logp_old": gauss(8, 0.1, -1), "advantages": gauss(8)}),
    ("ordinary", {"logp_new": gauss(32, 0.3, -2), "logp_old": gauss(32, 0.3, -2), "advantages": gauss(32)}),
    ("ordinary", {"logp_new": [-0.5, -1.0, -2.0], "logp_old": [-1.0, -1.5, -1.0], "advantages": [1.0, 1.0, -1.0], "mask": [1, 0, 1]}),
    ("ordinary", {"logp_new": [-0.5, -1.0], "logp_old": [-1.0, -1.2], "advantages": [1.0, 2.0], "clip_epsilon_high": 0.28}),
    ("ordinary", {"logp_new": [-0.5, -1.0], "logp_old": [-1.0, -1.2], "advantages": [1.0, 2.0], "clip_epsilon": 0.1}),
    ("ordinary", {"logp_new": [-0.5, -1.0], "logp_old": [-1.0, -0.9], "advantages": [0.0, 0.0]}),
    ("ordinary", {"logp_new": [-1.0, -0.9], "logp_old": [-1.0, -1.0], "advantages": [1.0, 1.0], "clip_epsilon": 0.0}),
    ("hard", {"logp_new": [-1e-17, -1.0], "logp_old": [0.0, -1.0], "advantages": [1.0, -1.0]}),
    ("hard", {"logp_new": [-1e8, -1e8 + 0.1], "logp_old": [-1e8 - 0.1, -1e8], "advantages": [1.0, -1.0]}),
    ("hard", {"logp_new": [0.0, 0.0, 0.0], "logp_old": [0.0, 0.0, 0.0], "advantages": [1e16, 1.0, -1e16]}),
    ("hard", {"logp_new": [0.1823215567939546], "logp_old": [0.0], "advantages": [1.0]}),
    ("hard", {"logp_new": [0.18232155679395465], "logp_old": [0.0], "advantages": [1.0]}),
    ("extreme", {"logp_new": [0.0, -800.0], "logp_old": [-800.0, 0.0], "advantages": [1.0, 1.0]}),
    ("extreme", {"logp_new": [0.0, -1.0], "logp_old": [-800.0, -1.0], "advantages": [-1.0, 1.0]}),
    ("extreme", {"logp_new": [-745.0], "logp_old": [0.0], "advantages": [1.0]}),
    ("extreme", {"logp_new": [0.0, -1.0], "logp_old": [-1.0, -1.0], "advantages": [1e300, -1e-300]}),
    ("extreme", {"logp_new": [-1e-300], "logp_old": [5e-324], "advantages": [1e308]}),
]:
    case("ppo-policy-loss", kind, ppo_loss(**inputs), **inputs)

# What the tables above leave out: an option with an ordinary, a hard or an extreme value, a default not written down

EXTREME_GATES = [
    {"x": [1e300, -1e300], "W": [[1.0], [1.0]], "V": [[1e-300], [0.0]], "b": [-1.5], "c": [1e-300]},
    {"x": [-745.0, 1e-320], "b": [0.5, -1e-320], "c": [745.0, 5e-324]},
]
for inputs in EXTREME_GATES:
    for formula, act in GATES.items():
        case(formula, "extreme", gated(act, **inputs), **inputs)
for beta, inputs, W2 in [(1e300, EXTREME_GATES[0], [[1e300, 5e-324]]), (1e-300, EXTREME_GATES[1], [[1.0], [1e300]]), (0.5, {"x": [-1400.0, 1e300]}, [[1e308], [1e-300]])]:
    case("swiglu", "extreme", times(gated(swish(beta), **inputs), [F(row) for row in W2]), **inputs, W2=W2, beta=beta)

for kind, x in [("ordinary", [1.0, 2.0, 3.0]), ("hard", [40.0, 0.0, 0.1]), ("extreme", [1e300, -1e300, 1.0])]:
    weights = [exp(mpf(v) - mpf(max(x))) for v in x]
    case("softmax", kind, [w / sum(weights) for w in weights], x=x)

for kind, d in [("ordinary", 32), ("hard", 34), ("extreme", 1024)]:
    case("rope-frequencies", kind, {"inv_freq": inv_freq(d, 10000.0), "attention_factor": 1.0}, rotary_dim=d)

for kind, x, options in [
    ("hard", [0.1, -0.7, 1.3, 2.9, -0.2, 0.5], {"position": 9999999.0, "rotary_dim": 4, "layout": "half"}),
    ("hard", [0.1, -0.7, 1.3, 2.9, -0.2, 0.5], {"position": 131071.0, "rotary_dim": 2, "theta_base": 500000.0}),
    ("extreme", [1e300, -1e-300, 1e-300, 1e300, 5e-324], {"position": 1e15, "rotary_dim": 4, "inverse": True}),
    ("extreme", [1e300, -1e-300, 5e-324, 1e300], {"position": 1e22, "layout": "half", "theta_base": 1e300}),
    ("extreme", [1.0, -2.0, 3.0, -4.0], {"position": 1e300, "inverse": True, "theta_base": 1e-300}),
]:
    case("rope-rotate", kind, rotate(x, **options), x=x, **options)

for kind, q, k, m, n, options in [
    ("hard", [0.3, 0.1, -0.7, 0.2], [0.1, -0.3, 0.2, 0.7], 9999999.0, 12.0, {"scale_by_sqrt_d": True}),
    ("hard", [1e16, 1.0, 1.0, -1e16], [1.0, 1.0, 1e16, 1.0], 3.0, 3.0, {"scale_by_sqrt_d": True}),
    ("extreme", [1e300, 1e-300, 1.0, 1.0], [1e-300, 1e300, 1.0, -1.0], 1e15, 7.0, {"theta_base": 1e300, "scale_by_sqrt_d": True}),
]:
    case("rope-score", kind, rope_score(q, k, m, n, **options), q=q, k=k, query_position=m, key_position=n, **options)

for kind, rewards, ranks in [
    ("hard", [40.0, 0.0, 0.1], [1, 2, 2]),
    ("hard", [1e16, 1e16 - 2, 1e16 + 2], [2, 1, 1]),
    ("hard", [0.1, 0.1 + 2.0**-56, 0.3, 0.3], [1, 1, 3, 2]),
    ("extreme", [800.0, 0.0, -745.0], [1, 2, 2]),
    ("extreme", [0.0, 1500.0, 1e-300], [1, 2, 2]),
    ("extreme", [5e-324, 0.0, -5e-324], [2, 1, 2]),
]:
    for normalization in ("k_choose_2", "pairs_compared"):
        result = reward_loss(rewards, ranks, normalization)
        case("reward-model-loss", kind, result, rewards=rewards, ranks=ranks, normalization=normalization)

for kind, inputs in [
    ("hard", {"logp_new": [1e-17, -1e-17], "logp_old": [0.0, 0.0], "advantages": [1.0, -1.0], "clip_epsilon": 1e-17}),
    ("hard", {"logp_new": [0.24686007793152578], "logp_old": [0.0], "advantages": [3.0], "clip_epsilon_high": 0.28}),
    ("hard", {"logp_new": [-1e8, -0.5, -1e8 + 0.1], "logp_old": [-1e8 - 0.1, 1e300, -1e8], "advantages": [1.0, 1e16, -1.0], "mask": [1, 0, 1]}),
    ("extreme", {"logp_new": [0.0, -1.0], "logp_old": [-800.0, -1e300], "advantages": [1e-300, 1e300], "clip_epsilon": 0.9999999999999999, "clip_epsilon_high": 5.0}),
    ("extreme", {"logp_new": [-745.0, 0.0, -1.0], "logp_old": [0.0, -1e300, -1.0], "advantages": [-1e300, 1.0, 1e-300], "mask": [1, 0, 1], "clip_epsilon": 5e-324}),
    ("extreme", {"logp_new": [-2.0, -1.0], "logp_old": [-900.0, -1.5], "advantages": [1e-10, 5e-324], "clip_epsilon_high": 1e300}),
]:
    case("ppo-policy-loss", kind, ppo_loss(**inputs), **inputs)

# The functions of the arithmetic

ANY = [rng.choice([-1, 1]) * math.ldexp(rng.uniform(1, 2), rng.randint(-1074, 1023)) for _ in range(60)]
NEAR = [rng.gauss(0, 1) * 10.0 ** rng.randint(-3, 3) for _ in range(60)]
TINY = [5e-324, -5e-324, 1e-300, -1e-300, 1e-20, -1e-20, 1e-10, -1e-10, 2.0**-10, -(2.0**-10), 2.0**-11]
# Arguments whose images lie unusually near a midpoint of doubles or near zero (Muller et al., Handbook of Floating-Point Arithmetic).
WORST = [7.5417527749959590085206221e-10, -1.1296655198782397e-13, 1.0000000000000002, 0.9999999999999999, 355.0, 5.319372648326541e255, 6381956970095103.0 * 2.0**797]
POINTS = ANY + NEAR + TINY + WORST
FUNCTIONS = {
    "exp": (exp, lambda x: abs(x) < 1e6),
    "expm1": (expm1, lambda x: abs(x) < 1e6),
    "log": (log, lambda x: x > 0),
    "log1p": (log1p, lambda x: x > -1),
    "sin": (sin, lambda x: True),
    "cos": (cos, lambda x: True),
}
functions = [
    {"function": name, "x": encode(x), "result": encode(apply(mpf(x)))} for name, (apply, domain) in FUNCTIONS.items() for x in POINTS if domain(x)
]


def write(name, rows):
    lines = ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows)
    Path(__file__).with_name(name).write_text(f"[\n{lines}\n]\n")


write("cases.oracle.json", cases)
write("functions.oracle.json", functions)
print(len(cases), "cases of formulas,", len(functions), "of functions")
