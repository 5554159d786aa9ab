#!/usr/bin/env python3
"""Log-softmax, log-sum-exp, attention, sinusoidal positions and ALiBi. Run: python3 test/formulas/oracle-attention.py"""

import math

from mpmath import cos, exp, log1p, mpf, power, sin, sqrt

from oracle_shared import INF, Cases, F

cases = Cases(20260312)
gauss, rows = cases.gauss, cases.matrix
MAX = 1.7976931348623157e308

# Logarithms of sums of exponentials: log1p keeps what 6,600 bits of 1 + e^-z would lose


def rest(x, top):
    return log1p(sum((exp(v - x[top]) for i, v in enumerate(x) if i != top), mpf(0)))


def top_of(x):
    return max(range(len(x)), key=lambda i: x[i])


SCORES = {
    "ordinary": [[1.0, 2.0, 3.0], [1.0, 1.0, 1.0], [0.0], [-1.5], gauss(5), gauss(16, 3), gauss(64, 2), [0.1, 0.2, 0.3]],
    "hard": [
        [1000.0, 1001.0, 1002.0], [-1000.0, -1001.0], [40.0, 0.0, 0.0], [1e16, 1e16 + 2, 1e16 - 2], [0.0, -37.5, -800.0],
        [-0.6931471805599453, -0.6931471805599453], [-0.6931471805599453, -0.6931471805599454], [-1.0986122886681098] * 3,
        gauss(8, 1e-9, 1.0), [-40.0, -0.0001, 3.7e-17], [123456.789, 123456.788], [-1e-300, -690.0],
    ],
    "extreme": [
        [1e300, -1e300, 0.0], [1e300, 1e300], [-1e300, -1e300, -1e300], [0.0, -744.5, -746.0], [0.0, -1e5], [MAX, MAX], [-MAX, MAX],
        [5e-324, 0.0], [1e-300, 0.0, 2e-300], [0.0, -708.0, -745.2], [1e300],
    ],
}  # fmt: skip
for kind, group in SCORES.items():
    for x in group:
        v = F(x)
        top = top_of(v)
        cases.add("logsumexp", kind, v[top] + rest(v, top), x=x)
        cases.add("log-softmax", kind, [s - v[top] - rest(v, top) for s in v], x=x)
for x, lse, logs in [
    ([1.0, INF, 2.0], INF, [math.nan] * 3),
    ([-INF, -INF], -INF, [math.nan] * 2),
    ([1.0, -INF], 1.0, [0.0, -INF]),
    ([0.0, -INF, math.nan], math.nan, [math.nan] * 3),
    ([INF, math.nan], math.nan, [math.nan] * 2),
]:
    cases.add("logsumexp", "special", lse, x=x)
    cases.add("log-softmax", "special", logs, x=x)

# Attention


def rotate(x, position, theta_base=10000.0, layout="interleaved"):
    d = len(x)
    y = F(x)
    for i in range(d // 2):
        angle = mpf(position) / power(mpf(theta_base), mpf(2 * i) / d)
        p, q = (2 * i, 2 * i + 1) if layout == "interleaved" else (i, i + d // 2)
        y[p], y[q] = y[p] * cos(angle) - y[q] * sin(angle), y[p] * sin(angle) + y[q] * cos(angle)
    return y


def attention(Q, K, V, causal=False, scale=None, alibi_slope=None, sliding_window=None, rope=None):
    """By the definition: every query and key rotated by its own position; scores of all pairs, those left out never enter."""
    if rope is not None:
        shift = len(K) - len(Q)
        how = {key: value for key, value in rope.items() if not key.endswith("positions")}
        Q = [rotate(q, m, **how) for q, m in zip(Q, rope.get("query_positions", [i + shift for i in range(len(Q))]))]
        K = [rotate(k, n, **how) for k, n in zip(K, rope.get("key_positions", range(len(K))))]
    factor = 1 / sqrt(mpf(len(K[0]))) if scale is None else mpf(scale)
    shift = len(K) - len(Q)
    weights, output = [], []
    for i, q in enumerate(Q):
        scores = {}
        for j, k in enumerate(K):
            back = i + shift - j
            if causal and back < 0 or sliding_window is not None and back >= sliding_window:
                continue
            scores[j] = sum(mpf(u) * mpf(v) for u, v in zip(q, k)) * factor - (mpf(alibi_slope) * back if alibi_slope is not None else 0)
        most = max(scores.values())
        powers = {j: exp(s - most) for j, s in scores.items()}
        total = sum(powers.values())
        row = [powers[j] / total if j in powers else mpf(0) for j in range(len(K))]
        weights.append(row)
        output.append([sum(row[j] * mpf(V[j][c]) for j in powers) for c in range(len(V[0]))])
    return {"weights": weights, "output": output}


ONE = [[1.0, 0.0], [0.0, 1.0]]
SAME = [[1.0, 2.0, 0.5]] * 3
for kind, Q, K, V, options in [
    ("ordinary", ONE, ONE, [[1.0, 2.0], [3.0, 4.0]], {}),
    ("ordinary", ONE, ONE, [[1.0, 2.0], [3.0, 4.0]], {"causal": True}),
    ("ordinary", [[1.0]], [[2.0]], [[5.0]], {}),
    ("ordinary", [[1.0, 2.0]], rows(3, 2), rows(3, 4), {}),
    ("ordinary", rows(4, 8), rows(4, 8), rows(4, 8), {"causal": True}),
    ("ordinary", rows(6, 3), rows(6, 3), rows(6, 2), {"causal": True, "sliding_window": 2}),
    ("ordinary", rows(6, 4), rows(6, 4), rows(6, 2), {"causal": True, "sliding_window": 3, "alibi_slope": 0.5}),
    ("ordinary", rows(5, 4), rows(5, 4), rows(5, 3), {"causal": True, "alibi_slope": 0.00390625}),
    ("ordinary", rows(2, 5), rows(5, 5), rows(5, 2), {"causal": True}),
    ("ordinary", rows(1, 5), rows(7, 5), rows(7, 2), {"causal": True, "sliding_window": 4}),
    ("ordinary", rows(3, 5), rows(2, 5), rows(2, 2), {}),
    ("ordinary", rows(3, 16), rows(3, 16), rows(3, 16), {"scale": 0.0625}),
    ("ordinary", rows(3, 4), rows(3, 4), rows(3, 1), {"scale": 0.0}),
    ("ordinary", rows(3, 4), rows(3, 4), rows(3, 1), {"scale": -1.0}),
    ("ordinary", rows(4, 4), rows(4, 4), rows(4, 1), {"alibi_slope": 0.25}),
    ("ordinary", rows(4, 4), rows(4, 4), rows(4, 1), {"sliding_window": 2}),
    ("ordinary", rows(4, 4), rows(4, 4), rows(4, 1), {"sliding_window": 1}),
    ("ordinary", rows(16, 64), rows(16, 64), rows(16, 8), {"causal": True}),
    ("hard", SAME, SAME, rows(3, 3), {"causal": True}),
    ("hard", SAME, SAME, rows(3, 3), {"alibi_slope": 0.1}),
    ("hard", rows(3, 4, 30.0), rows(3, 4, 30.0), rows(3, 2), {"causal": True}),
    ("hard", [[1e8, 1.0]], [[1e8, 1.0], [1e8, 1.1], [1e8, 0.9]], rows(3, 2), {}),
    ("hard", [[1.0, 1.0]], [[1e16, 1.0], [1e16, 3.0], [1e16, -1e16]], [[1.0], [-1.0], [1e16]], {}),
    ("hard", rows(2, 3), rows(2, 3), [[1e16], [-1e16]], {"scale": 1e-17}),
    ("hard", [[1.0, 0.0]], ONE, [[1.0], [-2.0281149816474724]], {}),
    ("hard", [[0.1, 0.2, 0.3]], [[0.1, 0.2, -0.3], [0.3, 0.2, 0.1]], [[1.0], [1.0]], {"scale": 1e10}),
    ("extreme", [[1e300, 1e300]], [[1e300, 1.0], [1e300, 2.0]], [[1.0], [2.0]], {}),
    ("extreme", [[1e160, -1e160]], [[1e160, 1e160], [1.0, 1.0], [1e-160, 0.0]], rows(3, 2), {}),
    ("extreme", [[1e-300, 1e-300]], [[1e-300, 1.0], [1e-300, 2.0]], [[1e-308], [5e-324]], {}),
    ("extreme", ONE, [[800.0, 0.0], [0.0, 800.0]], [[1e300, -1e300], [1e-300, 1e300]], {"scale": 1.0}),
    ("extreme", ONE, ONE, [[1.0], [2.0]], {"causal": True, "alibi_slope": 745.0}),
    ("extreme", ONE, ONE, [[MAX], [MAX]], {"scale": 1e300}),
    ("extreme", rows(3, 3), rows(3, 3), rows(3, 1), {"alibi_slope": 1e300, "causal": True}),
]:
    cases.add("attention", kind, attention(Q, K, V, **options), Q=Q, K=K, V=V, **options)
EQUAL = [[1.0, 2.0, 0.5, -1.0]] * 4
for kind, Q, K, V, options in [
    ("ordinary", ONE, ONE, [[1.0, 2.0], [3.0, 4.0]], {"rope": {}}),
    ("ordinary", rows(4, 4), rows(4, 4), rows(4, 2), {"causal": True, "rope": {"theta_base": 500000.0}}),
    ("ordinary", rows(4, 8), rows(4, 8), rows(4, 2), {"causal": True, "rope": {"layout": "half"}}),
    ("ordinary", rows(1, 6), rows(5, 6), rows(5, 2), {"causal": True, "rope": {}}),
    ("ordinary", rows(2, 4), rows(3, 4), rows(3, 2), {"rope": {"query_positions": [100.0, 101.0], "key_positions": [0.0, 50.0, 100.0], "theta_base": 10000.0, "layout": "half"}}),
    ("ordinary", rows(5, 4), rows(5, 4), rows(5, 2), {"causal": True, "sliding_window": 2, "alibi_slope": 0.25, "scale": 0.3, "rope": {}}),
    ("ordinary", rows(2, 2), rows(2, 2), rows(2, 2), {"rope": {"query_positions": [0.5, 1.5], "key_positions": [-3.0, 2.25]}}),
    ("ordinary", rows(8, 64), rows(8, 64), rows(8, 4), {"causal": True, "rope": {"layout": "half"}}),
    ("hard", EQUAL, EQUAL, rows(4, 2), {"rope": {}}),
    ("hard", EQUAL, EQUAL, rows(4, 2), {"rope": {"query_positions": [7.0] * 4, "key_positions": [3.0] * 4}}),
    ("hard", rows(2, 4), rows(3, 4), rows(3, 2), {"rope": {"query_positions": [1e7, 1e7 + 1], "key_positions": [0.0, 131071.0, 9999999.0]}}),
    ("hard", rows(2, 4, 20.0), rows(3, 4, 20.0), rows(3, 2), {"rope": {"query_positions": [16777217.0, 355.0], "key_positions": [0.0, 0.1, 0.2], "theta_base": 1e6}}),
    ("extreme", [[1e300, 1e300]], [[1e300, 1.0], [1e300, 2.0]], [[1.0], [2.0]], {"rope": {}}),
    ("extreme", [[1e-300, 1e-300]], [[1e-300, 1.0], [1e-300, 2.0]], [[1e-308], [5e-324]], {"rope": {}}),
    ("extreme", rows(2, 2), rows(2, 2), rows(2, 2), {"rope": {"query_positions": [1e22, 1e300], "key_positions": [-1e22, 1.0]}}),
]:
    cases.add("attention", kind, attention(Q, K, V, **options), Q=Q, K=K, V=V, **options)
cases.add("attention", "special", {"weights": [[math.nan] * 2], "output": [[math.nan]]}, Q=[[INF]], K=[[1.0], [2.0]], V=[[1.0], [2.0]])
cases.add("attention", "special", {"weights": [[1.0, 0.0], [0.5, 0.5]], "output": [[1.0], [INF]]}, Q=[[1.0], [1.0]], K=[[2.0], [2.0]], V=[[1.0], [INF]], causal=True)

# Windows and rotations by halves with hard and extreme values.
for kind, Q, K, V, options in [
    ("hard", SAME, SAME, rows(3, 2), {"causal": True, "sliding_window": 2}),
    ("hard", [[1e8, 1.0]], [[1e8, 1e300], [1e8, 1.1], [1e8, 0.9]], rows(3, 2), {"causal": True, "sliding_window": 2}),
    ("hard", EQUAL, EQUAL, rows(4, 2), {"causal": True, "rope": {"layout": "half", "query_positions": [1e7 + i for i in range(4)], "key_positions": [1e7 - 2.0 * i for i in range(4)]}}),
    ("extreme", ONE, [[800.0, 1e300], [0.0, 800.0]], [[1e300, -1e300], [1e-300, 1e300]], {"scale": 1.0, "sliding_window": 1, "causal": True}),
    ("extreme", [[1e-300, 1e300]], [[1e300, 1e-300], [1e-300, 5e-324], [1.0, 0.0]], [[1e308], [5e-324], [1.0]], {"sliding_window": 2, "alibi_slope": 1e-300}),
    ("extreme", [[1e150, 1e-150, 1.0, 0.0]], [[1e-150, 1e150, 0.0, 1.0], [1e-150, 1e150, 1.0, 0.0]], [[1e300], [-1e-300]], {"rope": {"layout": "half", "theta_base": 1e300, "query_positions": [1e15], "key_positions": [1e15, -1.0]}}),
]:
    cases.add("attention", kind, attention(Q, K, V, **options), Q=Q, K=K, V=V, **options)

# Sinusoidal positions


def sinusoid(position, d_model, base=10000.0, layout="interleaved", frequency_exponent="2i/d"):
    half = d_model // 2
    under = mpf(d_model) if frequency_exponent == "2i/d" else mpf(half - 1)
    over = 2 if frequency_exponent == "2i/d" else 1
    angles = [mpf(position) / power(mpf(base), over * i / under) for i in range(half)]
    sines, cosines = [sin(a) for a in angles], [cos(a) for a in angles]
    return [v for pair in zip(sines, cosines) for v in pair] if layout == "interleaved" else sines + cosines


TENSOR2TENSOR = {"layout": "concatenated", "frequency_exponent": "i/(d/2-1)"}
for kind, position, d, options in [
    ("ordinary", 0.0, 8, {}), ("ordinary", 1.0, 2, {}), ("ordinary", 3.0, 8, {}), ("ordinary", 512.0, 64, {}), ("ordinary", 100.0, 6, {}),
    ("ordinary", 2.5, 4, {}), ("ordinary", -7.0, 4, {}), ("ordinary", 3.0, 8, TENSOR2TENSOR), ("ordinary", 511.0, 16, TENSOR2TENSOR),
    ("ordinary", 9.0, 4, {"layout": "concatenated"}), ("ordinary", 9.0, 12, {"frequency_exponent": "i/(d/2-1)"}), ("ordinary", 33.0, 8, {"base": 100.0}),
    ("hard", 4095.0, 512, {}), ("hard", 131071.0, 32, {}), ("hard", 1e7, 16, {}), ("hard", 1e7, 16, TENSOR2TENSOR), ("hard", 355.0, 4, {}),
    ("hard", 16777217.0, 8, {"base": 1e6}), ("hard", 5419351.0, 2, {}), ("hard", 9999999.0, 6, {"base": 9999.999999999998}),
    ("extreme", 1e22, 6, {}), ("extreme", 1e300, 4, {}), ("extreme", 1e-300, 4, {}), ("extreme", 5e-324, 4, TENSOR2TENSOR), ("extreme", MAX, 4, {}),
    ("extreme", 1e15, 8, {"base": 1e-300}), ("extreme", 7.0, 8, {"base": 1e300}), ("extreme", 5.319372648326541e255, 2, {}),
]:  # fmt: skip
    cases.add("sinusoidal-pe", kind, sinusoid(position, d, **options), position=position, d_model=d, **options)

# ALiBi


def slopes(n):
    """As the authors' code does it, in its own words: a power of two, or the closest lower one and every other slope of its double."""
    if n & (n - 1) == 0:
        return [power(mpf(2), mpf(-8 * k) / n) for k in range(1, n + 1)]
    lower = 1
    while 2 * lower < n:
        lower *= 2
    return slopes(lower) + slopes(2 * lower)[0::2][: n - lower]


for n in list(range(1, 13)) + [14, 16, 20, 25, 32, 40, 48, 64]:
    cases.add("alibi-slopes", "ordinary", slopes(n), num_heads=n)
for n in [71, 96, 112, 128]:
    cases.add("alibi-slopes", "hard", slopes(n), num_heads=n)
for n in [511, 513, 1024]:
    cases.add("alibi-slopes", "extreme", slopes(n), num_heads=n)
for kind, n, head, length in [
    ("ordinary", 8, 0, 4), ("ordinary", 8, 7, 5), ("ordinary", 1, 0, 1), ("ordinary", 12, 11, 6), ("ordinary", 12, 8, 3), ("ordinary", 16, 3, 8),
    ("hard", 112, 63, 12), ("hard", 112, 64, 12), ("hard", 40, 39, 30), ("extreme", 1023, 1022, 3), ("extreme", 128, 127, 64),
]:  # fmt: skip
    m = slopes(n)[head]
    cases.add("alibi-bias", kind, [[-m * (i - j) for j in range(i + 1)] for i in range(length)], num_heads=n, head=head, seq_len=length)

cases.write("attention.oracle.json")
