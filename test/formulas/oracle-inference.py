#!/usr/bin/env python3
"""Expected results of the scaling laws, sampling, speculative decoding and expert routing. Run: python3 test/formulas/oracle-inference.py"""

import math

from mpmath import exp, log, mp, mpf, sqrt

from oracle_shared import Cases, F

cases = Cases(20260612)
gauss = cases.gauss
BIG = 1.7976931348623157e308

# YaRN's softmax scale


def softmax_scale(d, s, m):
    factor = mpf(1) if s <= 1 else mpf(0.1) * mpf(m) * log(mpf(s)) + 1
    return factor**2 / sqrt(mpf(d))


for kind, d, s, m in [
    ("ordinary", 192, 40.0, 1.0), ("ordinary", 192, 40.0, 0.707), ("ordinary", 128, 1.0, 1.0), ("ordinary", 128, 0.5, 1.0), ("ordinary", 192, 64.0, 1.0),
    ("ordinary", 192, 16.0, 0.0), ("ordinary", 1, 2.0, 1.0), ("hard", 192, 1.0000000000000002, 1.0), ("hard", 576, 1.5, 1e-16), ("hard", 3, 40.0, 1e16),
    ("extreme", 5e-324, 1e300, 1.0), ("extreme", 1e300, BIG, 1e-300), ("extreme", 192, 2.0, 1e200), ("extreme", BIG, 2.0, 1e150),
]:  # fmt: skip
    cases.add("yarn-softmax-scale", kind, softmax_scale(d, s, m), qk_head_dim=d, factor=s, mscale_all_dim=m)

# Laws of scaling. The constants are the doubles nearest to what is printed.

FITS = {"hoffmann": (1.69, 406.4, 410.7, 0.34, 0.28), "besiroglu": (1.8172, 482.01, 2085.43, 0.3478, 0.3658)}


def chinchilla(n, d, constants):
    E, A, B, alpha, beta = F(FITS[constants])
    model, data = A / mpf(n) ** alpha, B / mpf(d) ** beta
    return {"loss": E + model + data, "model_term": model, "data_term": data}


def optimum(c, constants):
    E, A, B, alpha, beta = F(FITS[constants])
    G = (alpha * A / (beta * B)) ** (1 / (alpha + beta))
    n = G * (mpf(c) / 6) ** (beta / (alpha + beta))
    d = 1 / G * (mpf(c) / 6) ** (alpha / (alpha + beta))
    return {"parameters": n, "tokens": d, "tokens_per_parameter": d / n, "loss": E + A / n**alpha + B / d**beta}


for kind, n, d in [
    ("ordinary", 70e9, 1.4e12), ("ordinary", 280e9, 300e9), ("ordinary", 8030261248.0, 15e12), ("ordinary", 1.0, 1.0), ("ordinary", 124e6, 10e9),
    ("ordinary", 405e9, 15.6e12), ("hard", 1.0000000000000002, 3.0), ("hard", 1e23, 1e-3), ("hard", 9007199254740993.0, 1e16), ("hard", 0.1, 0.2),
    ("extreme", 5e-324, BIG), ("extreme", BIG, 5e-324), ("extreme", 1e300, 1e-300), ("extreme", BIG, BIG),
]:  # fmt: skip
    for constants in FITS:
        cases.add("chinchilla-law", kind, chinchilla(n, d, constants), parameters=n, tokens=d, constants=constants)
for kind, c in [("ordinary", 5.76e23), ("ordinary", 3.15e23), ("ordinary", 6.0), ("ordinary", 3.8e25), ("hard", 6.000000000000001), ("hard", 1e-5), ("extreme", 5e-324), ("extreme", BIG)]:  # fmt: skip
    for constants in FITS:
        cases.add("chinchilla-optimum", kind, optimum(c, constants), compute=c, constants=constants)

SEPARATE = {"N": (8.8e13, 0.076), "D": (5.4e13, 0.095), "C": (3.1e8, 0.05)}


def kaplan(parameters=None, tokens=None, compute=None, joint_constants="table_2", compute_law="efficient"):
    if compute is not None:
        scale, power = SEPARATE["C"] if compute_law == "efficient" else (1.6e7, 0.057)
        return (mpf(scale) / mpf(compute)) ** mpf(power)
    if parameters is None or tokens is None:
        scale, power = SEPARATE["N" if tokens is None else "D"]
        return (mpf(scale) / mpf(parameters if tokens is None else tokens)) ** mpf(power)
    (nc, an), (dc, ad) = (SEPARATE["N"], SEPARATE["D"]) if joint_constants == "separate" else ((6.4e13, 0.076), (1.8e13, 0.103))
    return ((mpf(nc) / mpf(parameters)) ** (mpf(an) / mpf(ad)) + mpf(dc) / mpf(tokens)) ** mpf(ad)


for kind, inputs in [
    ("ordinary", {"parameters": 1e9}), ("ordinary", {"parameters": 8.8e13}), ("ordinary", {"parameters": 175e9}), ("ordinary", {"tokens": 300e9}),
    ("ordinary", {"tokens": 22e9}), ("ordinary", {"compute": 3640.0}), ("ordinary", {"compute": 1e-3, "compute_law": "fixed_batch"}),
    ("ordinary", {"parameters": 1e9, "tokens": 1e10}), ("ordinary", {"parameters": 1e9, "tokens": 1e10, "joint_constants": "separate"}),
    ("ordinary", {"parameters": 175e9, "tokens": 300e9}), ("ordinary", {"parameters": 393216.0, "tokens": 22e6}),
    ("hard", {"parameters": 88000000000000.02}), ("hard", {"tokens": 5.4e13 * (1 + 2**-52)}), ("hard", {"parameters": 1e9, "tokens": 1e30}),
    ("hard", {"parameters": 1e40, "tokens": 1e10}), ("hard", {"compute": 310000000.00000006}),
    ("extreme", {"parameters": 5e-324}), ("extreme", {"tokens": BIG}), ("extreme", {"compute": 1e-300}), ("extreme", {"parameters": 5e-324, "tokens": BIG}),
    ("extreme", {"parameters": BIG, "tokens": 5e-324, "joint_constants": "separate"}), ("extreme", {"parameters": BIG, "tokens": BIG}),
]:  # fmt: skip
    cases.add("kaplan-law", kind, kaplan(**inputs), **inputs)

# Sampling, as the successive renormalised distributions that the definitions speak of


def softmax(z, T):
    top = max(z)
    weights = [mpf(0) if v == -math.inf else exp((mpf(v) - mpf(top)) / mpf(T)) for v in z]
    return [w / sum(weights) for w in weights]


def greedy(z):
    best = [i for i, v in enumerate(z) if v == max(z)]
    return [mpf(1) / len(best) if i in best else mpf(0) for i in range(len(z))]


def sample(logits, temperature=1.0, top_k=None, top_p=None, min_p=None, temperature_order="before"):
    T = temperature if temperature_order == "before" else 1.0
    alive = {i for i, v in enumerate(logits) if v != -math.inf}

    def present():
        z = [v if i in alive else -math.inf for i, v in enumerate(logits)]
        return greedy(z) if T == 0 else softmax(z, T)

    if top_k:
        ordered = sorted((logits[i] for i in alive), reverse=True)
        alive = {i for i in alive if logits[i] >= ordered[min(top_k, len(ordered)) - 1]}
    if top_p is not None and top_p < 1:
        p, total, chosen = present(), mpf(0), set()
        for i in sorted(alive, key=lambda i: (-logits[i], i)):
            chosen.add(i)
            total += p[i]
            # A sum of renormalised probabilities meets p up to mpmath's own rounding where all are equal.
            if total >= mpf(top_p) - mpf(2) ** -6000:
                break
        alive = chosen
    if min_p is not None:
        p = present()
        alive = {i for i in alive if p[i] >= mpf(min_p) * max(p) * (1 - mpf(2) ** -6000)}
    z = [v if i in alive else -math.inf for i, v in enumerate(logits)]
    return greedy(z) if temperature == 0 else softmax(z, temperature)


FOUR = [3.0, 2.0, 1.0, 0.0]
INF = math.inf
for kind, z, options in [
    ("ordinary", FOUR, {}), ("ordinary", FOUR, {"temperature": 0.5}), ("ordinary", FOUR, {"temperature": 2.0}), ("ordinary", FOUR, {"top_k": 2}),
    ("ordinary", FOUR, {"top_p": 0.9}), ("ordinary", FOUR, {"min_p": 0.1}), ("ordinary", FOUR, {"top_k": 0}), ("ordinary", FOUR, {"top_k": 99}),
    ("ordinary", FOUR, {"temperature": 0.6, "top_p": 0.95, "top_k": 20}), ("ordinary", FOUR, {"temperature": 0.0}),
    ("ordinary", [1.0, 3.0, 3.0, 0.0], {"temperature": 0.0}), ("ordinary", [1.0, 3.0, 3.0, 0.0], {"top_k": 1}),
    ("ordinary", FOUR, {"temperature": 3.0, "min_p": 0.2}), ("ordinary", FOUR, {"temperature": 3.0, "min_p": 0.2, "temperature_order": "after"}),
    ("ordinary", FOUR, {"temperature": 2.0, "top_p": 0.85, "temperature_order": "after"}), ("ordinary", FOUR, {"top_p": 0.0}), ("ordinary", FOUR, {"top_p": 1.0}),
    ("ordinary", FOUR, {"min_p": 0.0}), ("ordinary", FOUR, {"min_p": 1.0}), ("ordinary", [5.0], {"top_p": 0.5, "top_k": 1, "min_p": 0.5}),
    ("ordinary", gauss(32, 2), {"temperature": 0.7, "top_k": 10, "top_p": 0.8, "min_p": 0.05}), ("ordinary", gauss(64, 3), {"top_p": 0.95}),
    ("ordinary", gauss(64, 3), {"temperature": 1.5, "min_p": 0.02, "temperature_order": "after"}), ("ordinary", [1.0, -INF, 0.0], {"top_k": 3}),
    # Ties: halves and quarters meet p exactly, thirds do not.
    ("hard", [1.0, 1.0, 1.0, 1.0], {"top_p": 0.5}), ("hard", [1.0, 1.0, 1.0, 1.0], {"top_p": 0.5000000000000001}), ("hard", [0.0, 0.0, 0.0], {"top_p": 1 / 3}),
    ("hard", [0.0, 0.0, 0.0], {"top_p": 0.33333333333333337}), ("hard", [2.0, 1.0, 1.0, 1.0], {"top_k": 2}), ("hard", [1.0, 1.0, 0.0], {"min_p": 1.0}),
    ("hard", FOUR, {"top_p": 0.6439142598879722}), ("hard", FOUR, {"top_p": 0.6439142598879724}), ("hard", FOUR, {"min_p": 0.36787944117144233}),
    ("hard", FOUR, {"min_p": 0.3678794411714424}), ("hard", [40.0, 0.0, 0.0], {"top_p": 0.9999999999999999}), ("hard", [1e16, 1e16 + 2, 1e16 - 2], {"top_p": 0.9}),
    ("hard", [1.1, 1.3, 1.2], {"temperature": 1e-3}), ("hard", [1000.0, 1001.0, 1002.0], {"min_p": 0.2}),
    ("extreme", [1e300, -1e300, 0.0], {"top_p": 0.9}), ("extreme", [0.0, -744.5, -746.0], {"min_p": 5e-324}), ("extreme", [5e-324, 0.0], {"temperature": 5e-324}),
    ("extreme", [BIG, -BIG], {"temperature": BIG}), ("extreme", [1e-300, 0.0, 2e-300], {"temperature": 1e-300, "top_p": 0.7}), ("extreme", [-INF, -INF, -1e300], {}),
    ("extreme", [1e300, 1e300, 0.0], {"top_p": 0.5, "temperature": 1e300}),
]:  # fmt: skip
    cases.add("sampling", kind, sample(z, **options), logits=z, **options)

# Speculative decoding: the expected number of tokens as the sum over what may happen


def speculative(target=None, draft=None, acceptance=None, gamma=5, cost=0.0):
    alpha = mpf(acceptance) if acceptance is not None else sum((min(mpf(p), mpf(q)) for p, q in zip(target, draft)), mpf(0))
    if gamma <= 1000:
        expected = sum((alpha**k for k in range(gamma + 1)), mpf(0))
    else:
        expected = mpf(gamma + 1) if alpha == 1 else (1 - alpha ** (gamma + 1)) / (1 - alpha)
    return {"acceptance": alpha, "expected_tokens": expected, "speedup": expected / (mpf(gamma) * mpf(cost) + 1)}


def probabilities(n, scale=1.0):
    weights = [math.exp(v) for v in gauss(n, scale)]
    return [w / sum(weights) for w in weights]


for kind, inputs in [
    ("ordinary", {"target": [0.5, 0.3, 0.2], "draft": [0.6, 0.3, 0.1], "gamma": 4}), ("ordinary", {"acceptance": 0.8}), ("ordinary", {"acceptance": 0.8, "cost": 0.05}),
    ("ordinary", {"acceptance": 0.0}), ("ordinary", {"acceptance": 1.0}), ("ordinary", {"acceptance": 0.9, "gamma": 0}), ("ordinary", {"acceptance": 0.85, "gamma": 1}),
    ("ordinary", {"target": [1.0, 0.0], "draft": [0.0, 1.0]}), ("ordinary", {"target": [0.1, 0.2, 0.7], "draft": [0.1, 0.2, 0.7]}), ("ordinary", {"target": [1.0], "draft": [1.0]}),
    ("ordinary", {"target": probabilities(16), "draft": probabilities(16), "gamma": 7, "cost": 0.1}), ("ordinary", {"target": probabilities(64, 3), "draft": probabilities(64, 3)}),
    ("hard", {"acceptance": 0.9999999999999999, "gamma": 5}), ("hard", {"acceptance": 1 - 2.0**-30, "gamma": 100}), ("hard", {"acceptance": 1e-17, "gamma": 3}),
    ("hard", {"acceptance": 0.5, "gamma": 1000}), ("hard", {"target": [1 - 1e-16, 1e-16], "draft": [1e-16, 1 - 1e-16]}), ("hard", {"acceptance": 0.9999999999999999, "gamma": 10**16}),
    ("extreme", {"acceptance": 5e-324}), ("extreme", {"acceptance": 0.3, "gamma": 10**15, "cost": 1e300}), ("extreme", {"acceptance": 1.0, "gamma": 10**15, "cost": 5e-324}),
    ("extreme", {"target": [1.0, 5e-324], "draft": [0.0, 1.0], "gamma": 2}), ("extreme", {"acceptance": 0.9999999999999999, "gamma": 10**15}),
]:  # fmt: skip
    cases.add("speculative-acceptance", kind, speculative(**inputs), **inputs)

# Expert routing


def gates_of(z, gate):
    if gate == "softmax":
        return softmax(z, 1)
    if gate == "sigmoid":
        return [1 / (1 + exp(-mpf(v))) if v >= 0 else exp(mpf(v)) / (1 + exp(mpf(v))) for v in z]
    # Where 1 + e^z does not fit the precision, ln(1 + e^z) is e^z, or z, to all digits of a double.
    return [sqrt(exp(mpf(v)) if v < -4000 else mpf(v) if v > 4000 else log(1 + exp(mpf(v)))) for v in z]


def best(indices, score, z, biased, k):
    """Exact ranks: without biases the logits rank as the gates do, also where they agree to thousands of digits."""
    return sorted(indices, key=lambda i: (-score[i] if biased else -mpf(z[i]), i))[:k]


def route(logits, gate="softmax", top_k=2, normalize=True, bias=None, routed_scaling_factor=1.0, n_group=1, topk_group=1):
    g = gates_of(logits, gate)
    score = [v + mpf(b) for v, b in zip(g, bias)] if bias else g
    biased, size = bias is not None, len(logits) // n_group
    groups = [list(range(j * size, (j + 1) * size)) for j in range(n_group)]
    worth = [sum(score[i] for i in best(group, score, logits, biased, 2 if biased else 1)) for group in groups]
    kept = sorted(range(n_group), key=lambda j: (-worth[j], j))[:topk_group]
    chosen = best([i for j in kept for i in groups[j]], score, logits, biased, top_k)
    total = sum(g[i] for i in chosen) if normalize else mpf(1)
    return {"weights": [mpf(routed_scaling_factor) * g[i] / total for i in chosen], "experts": [float(i) for i in chosen], "gates": g}


Z4 = [2.0, 1.0, 0.0, -1.0]
V3 = {"gate": "sigmoid", "top_k": 8, "routed_scaling_factor": 2.5, "n_group": 8, "topk_group": 4}
for kind, z, options in [
    ("ordinary", Z4, {}), ("ordinary", Z4, {"normalize": False}), ("ordinary", Z4, {"top_k": 1, "normalize": False}), ("ordinary", Z4, {"gate": "sigmoid"}),
    ("ordinary", Z4, {"gate": "sigmoid", "bias": [0.0, 0.0, 0.5, 0.0], "routed_scaling_factor": 2.5}), ("ordinary", Z4, {"top_k": 4}), ("ordinary", Z4, {"gate": "sqrtsoftplus"}),
    ("ordinary", Z4, {"n_group": 2, "topk_group": 1}), ("ordinary", gauss(8), {}), ("ordinary", gauss(64), V3), ("ordinary", gauss(64), {**V3, "bias": gauss(64, 0.1)}),
    ("ordinary", gauss(160), {"gate": "softmax", "top_k": 6, "normalize": False, "routed_scaling_factor": 16.0, "n_group": 8, "topk_group": 3}),
    ("ordinary", gauss(16), {"gate": "sqrtsoftplus", "top_k": 6, "bias": gauss(16, 0.2), "routed_scaling_factor": 2.5}), ("ordinary", [0.5], {"top_k": 1}),
    ("ordinary", [-2.0, -1.0, 0.5, 3.0], {"gate": "sigmoid", "bias": [5.0, 0.0, 0.0, 0.0], "top_k": 1}),
    # Ties: the lower number first.
    ("hard", [1.0, 1.0, 1.0, 1.0], {}), ("hard", [0.0, 2.0, 2.0, 2.0], {"gate": "sigmoid", "top_k": 2}), ("hard", [1.0] * 8, {"gate": "sigmoid", "n_group": 4, "topk_group": 2, "bias": [0.1] * 8}),
    ("hard", [40.0, 41.0, 39.0, 0.0], {"gate": "sigmoid", "top_k": 2}), ("hard", [40.0, 41.0], {"gate": "sigmoid", "bias": [0.0, 0.0], "top_k": 1}),
    ("hard", [1e16, 1e16 + 2, 0.0], {"top_k": 2}), ("hard", [0.0, 0.0], {"gate": "sigmoid", "bias": [0.1, 0.1000000000000001], "top_k": 1}),
    ("hard", [-40.0, -41.0, 40.0], {"gate": "sqrtsoftplus", "top_k": 3}), ("hard", [0.1, 0.2, 0.3], {"gate": "sigmoid", "bias": [0.3, 0.2, 0.1], "top_k": 3}),
    ("extreme", [1e300, -1e300, 0.0], {}), ("extreme", [800.0, 900.0, -800.0], {"gate": "sigmoid", "top_k": 2}), ("extreme", [-1e300, -745.0, 5e-324], {"gate": "sigmoid", "top_k": 3, "normalize": False}),
    ("extreme", [-1e300, 1e300, 700.0, -1400.0], {"gate": "sqrtsoftplus", "top_k": 4, "normalize": False}), ("extreme", [-800.0, -900.0], {"gate": "sigmoid"}),
    ("extreme", [1.0, 2.0], {"gate": "sigmoid", "bias": [1e300, -1e300], "routed_scaling_factor": 1e300, "normalize": False}), ("extreme", Z4, {"routed_scaling_factor": 5e-324}),
]:  # fmt: skip
    cases.add("moe-routing", kind, route(z, **options), logits=z, **options)


def balancing(logits, gate="softmax", top_k=1, coefficient=0.01, share="per_choice"):
    n, tokens = len(logits[0]), len(logits)
    load, mean = [mpf(0)] * n, [mpf(0)] * n
    for row in logits:
        g = gates_of(row, gate)
        for i in best(range(n), g, row, False, top_k):
            load[i] += mpf(1) / (tokens * (top_k if share == "per_choice" else 1))
        for i in range(n):
            mean[i] += (g[i] if gate == "softmax" else g[i] / sum(g)) / tokens
    return {"loss": mpf(coefficient) * n * sum(f * p for f, p in zip(load, mean)), "load": load, "mean_gate": mean}


for kind, logits, options in [
    ("ordinary", [[2.0, 0.0], [0.0, 2.0]], {}), ("ordinary", [[2.0, 0.0], [2.0, 0.0]], {}), ("ordinary", [[2.0, 0.0], [2.0, 0.0]], {"coefficient": 1.0}),
    ("ordinary", [gauss(8) for _ in range(16)], {"top_k": 2}), ("ordinary", [gauss(8) for _ in range(16)], {"top_k": 2, "share": "per_token", "coefficient": 0.001}),
    ("ordinary", [gauss(16) for _ in range(6)], {"top_k": 4, "gate": "sigmoid", "coefficient": 0.0001}), ("ordinary", [[1.0, 2.0, 3.0]], {"top_k": 3}),
    ("ordinary", [gauss(6) for _ in range(5)], {"gate": "sqrtsoftplus", "top_k": 2}), ("ordinary", [[0.5]], {}), ("ordinary", [gauss(4)], {"coefficient": 0.0}),
    ("hard", [[1.0, 1.0, 1.0]] * 3, {}), ("hard", [[40.0, 0.0], [0.0, 40.0]], {}), ("hard", [[0.0, 40.0], [40.0, 0.0], [1e-17, 0.0]], {"top_k": 1}), ("hard", [[1e16, 1e16 + 2]], {}),
    ("extreme", [[1e300, -1e300], [-1e300, 1e300]], {}), ("extreme", [[800.0, 0.0, -800.0]], {"gate": "sigmoid", "top_k": 2}), ("extreme", [[1.0, 2.0]], {"coefficient": 1e308}),
    ("extreme", [[-800.0, -900.0]], {"gate": "sigmoid"}), ("extreme", [[5e-324, 0.0]], {"coefficient": 5e-324}),
]:  # fmt: skip
    cases.add("moe-balancing-loss", kind, balancing(logits, **options), logits=logits, **options)

# What the tables above leave out

for kind, z, options in [
    ("hard", [40.0, 41.0, -37.0], {"gate": "sigmoid", "normalize": False, "routed_scaling_factor": 0.1}), ("hard", [0.1, 0.30000000000000004, 0.3], {"normalize": False, "top_k": 2}),
    ("extreme", [800.0, -745.0, 1e300, 5e-324], {"gate": "sigmoid", "n_group": 2, "topk_group": 1}), ("extreme", [1e300, -1e300, -1e300, -1e300], {"n_group": 2, "topk_group": 2, "top_k": 3}),
]:  # fmt: skip
    cases.add("moe-routing", kind, route(z, **options), logits=z, **options)
for kind, logits, options in [
    ("hard", [[40.0, -37.0, 0.1], [-37.0, 36.7, 0.2]], {"gate": "sigmoid", "top_k": 2, "share": "per_token", "coefficient": 1e-17}),
    ("hard", [[40.0, -37.0, 0.1], [-37.0, 36.7, 0.2]], {"gate": "sqrtsoftplus", "top_k": 2, "share": "per_token"}),
    ("extreme", [[800.0, -700.0], [1e300, 1.0]], {"gate": "sqrtsoftplus", "share": "per_token", "top_k": 2}), ("extreme", [[1e300, -1e300]], {"share": "per_token", "top_k": 2}),
]:
    cases.add("moe-balancing-loss", kind, balancing(logits, **options), logits=logits, **options)
for kind, inputs in [
    ("hard", {"parameters": 1e9, "tokens": 1e30, "joint_constants": "separate"}), ("hard", {"compute": 16000000.000000002, "compute_law": "fixed_batch"}),
    ("extreme", {"compute": 5e-324, "compute_law": "fixed_batch"}), ("extreme", {"compute": BIG, "compute_law": "fixed_batch"}),
]:  # fmt: skip
    cases.add("kaplan-law", kind, kaplan(**inputs), **inputs)
for kind, z, options in [
    ("hard", [0.1, 0.30000000000000004, 0.3], {"temperature": 1e-3, "temperature_order": "after", "top_p": 0.7}), ("hard", [40.0, 0.0, 0.1], {"temperature": 3.0, "temperature_order": "after", "min_p": 1e-17}),
    ("extreme", [1e300, -1e300, 0.0], {"top_k": 2, "temperature": 1e300}), ("extreme", [0.0, -744.5, -746.0], {"temperature": 5e-324, "temperature_order": "after", "min_p": 5e-324}),
    ("extreme", [BIG, -BIG, 0.0], {"temperature": BIG, "temperature_order": "after", "top_k": 2}),
]:  # fmt: skip
    cases.add("sampling", kind, sample(z, **options), logits=z, **options)
for kind, inputs in [
    ("hard", {"acceptance": 0.9999999999999999, "gamma": 7, "cost": 1e-17}), ("hard", {"target": [0.1, 0.2, 0.7], "draft": [0.3, 0.6, 0.1], "gamma": 3, "cost": 0.1}),
]:  # fmt: skip
    cases.add("speculative-acceptance", kind, speculative(**inputs), **inputs)

assert mp.prec == 6600
cases.write("inference.oracle.json")
