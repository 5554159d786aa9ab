#!/usr/bin/env python3
"""Softplus, log-sigmoid, GELU and GEGLU, and erfc under them. Run: python3 test/formulas/oracle-activation.py"""

import math

from mpmath import erfc, exp, log, log1p, matrix, mp, mpf, pi, sqrt, tanh

from oracle_shared import INF, Cases, F, encode

cases = Cases(20260311)
gauss = cases.gauss
MAX = 1.7976931348623157e308

# Softplus and its mirror


def softplus(z):
    """log1p asks mpmath for the digits that 1 + e^z would lose; beyond a million the rest is nothing to a double."""
    if z > 10**6:
        return z
    return mpf(0) if z < -(10**6) else (z + log1p(exp(-z)) if z > 0 else log1p(exp(z)))


INPUTS = {
    "ordinary": [[0.0], [1.0, -1.0, 2.0], [0.5, -0.25, 3.75], gauss(8), gauss(8, 5), [20.0, -20.0, 21.0], [0.1, 0.2, 0.3]],
    "hard": [[36.7, 37.0, -37.0, 40.0, -40.0], [-36.04365338911715, 36.04365338911715], [5e-17, 1e-17, -1e-17], [700.0, -700.0], [-1.2784645427610738], [-709.8, -708.4, 709.8], [-3.0, -8.0, -10.0, 8.0]],
    "extreme": [[-710.0, -745.0, -745.2, -746.0], [1e300, -1e300, 1e-300, -1e-300], [5e-324, -5e-324, 2.2250738585072014e-308], [MAX, -MAX], [-744.4400719213812, 744.4400719213812], [-37.5, -38.0, -38.4, -38.5, -38.6, -39.0, -40.0], [1e5, -1e5, 1e17, -1e17]],
}  # fmt: skip
for kind, group in INPUTS.items():
    for x in group:
        cases.add("softplus", kind, [softplus(v) for v in F(x)], x=x)
        cases.add("log-sigmoid", kind, [-softplus(-v) for v in F(x)], x=x)
cases.add("softplus", "special", [INF, 0.0, math.nan], x=[INF, -INF, math.nan])
cases.add("log-sigmoid", "special", [0.0, -INF, math.nan], x=[INF, -INF, math.nan])

# GELU


def sigma(z):
    """e^z of a z below a million is 0 to every double, whatever it is multiplied by here."""
    if z < -(10**6):
        return mpf(0)
    return 1 / (1 + exp(-min(z, mpf(10) ** 6))) if z >= 0 else exp(z) / (1 + exp(z))


def tail(z):
    """erfc; mpmath's own above, its limits where e^-z^2 leaves every double behind."""
    if z > 1000:
        return mpf(0)
    return mpf(2) if z < -1000 else erfc(z)


def gelu(x, approximate="none", coefficient=None):
    if approximate == "sigmoid":
        return x * sigma(mpf(1.702 if coefficient is None else coefficient) * x)
    if approximate == "tanh":
        u = sqrt(2 / pi) * (x + mpf(0.044715 if coefficient is None else coefficient) * x**3)
        if abs(u) < 300:  # 6,600 bits leave room for what 1 + tanh loses
            return x / 2 * (1 + tanh(u))
        return x * sigma(2 * u)
    return x * tail(-x / sqrt(mpf(2))) / 2


VARIANTS = [{}, {"approximate": "tanh"}, {"approximate": "sigmoid"}]
OTHER = [
    {"approximate": "tanh", "coefficient": 0.0},
    {"approximate": "tanh", "coefficient": -0.01},
    {"approximate": "tanh", "coefficient": 0.044715 * 3},
    {"approximate": "sigmoid", "coefficient": 1.0},
    {"approximate": "sigmoid", "coefficient": 0.0},
    {"approximate": "sigmoid", "coefficient": -1.5},
    {"approximate": "sigmoid", "coefficient": 1e10},
]
GELU_INPUTS = {
    "ordinary": INPUTS["ordinary"] + [gauss(64, 2)],
    "hard": INPUTS["hard"] + [[-5.0, -6.0, -7.5, -9.0, -12.0, -20.0, -30.0], [-0.7517915911999001, 0.7517915911999001], [8.29, 8.3, 5.9]],
    "extreme": INPUTS["extreme"] + [[-21.3, -21.5, -21.6, -22.0], [-436.0, -437.0, -438.0, -439.0], [1e-160, -1e-160], [1e102, -1e102, 1e103]],
}
at = 0
for kind, group in GELU_INPUTS.items():
    for x in group:
        for option in VARIANTS + [OTHER[at % len(OTHER)]]:
            cases.add("gelu", kind, [gelu(v, **option) for v in F(x)], x=x, **option)
        at += 1
for option in VARIANTS:
    cases.add("gelu", "special", [INF, 0.0, math.nan], x=[INF, -INF, math.nan], **option)

# GEGLU


def times(x, m):
    return list(matrix([x]) * matrix(m)) if m else list(x)


def geglu(x, W=None, V=None, b=None, c=None, gelu_approximate="none", gelu_coefficient=None):
    x = F(x)
    gate = times(x, [F(row) for row in W] if W else None)
    branch = times(x, [F(row) for row in V] if V else None)
    gate = [g + mpf(v) for g, v in zip(gate, b)] if b else gate
    branch = [g + mpf(v) for g, v in zip(branch, c)] if c else branch
    return [gelu(g, gelu_approximate, gelu_coefficient) * v for g, v in zip(gate, branch)]


GATED = [
    ("ordinary", {"x": [1.0, 2.0], "W": [[1.0, 2.0], [3.0, 4.0]], "V": [[1.0, 0.0], [0.0, 1.0]]}),
    ("ordinary", {"x": [1.0, -2.0, 0.5]}),
    ("ordinary", {"x": [1.0, 2.0], "W": [[0.5, -1.0, 2.0], [1.5, 0.25, -0.75]], "V": [[1.0, 2.0, 3.0], [-1.0, 0.5, 0.1]]}),
    ("ordinary", {"x": gauss(4), "W": cases.matrix(4, 3), "V": cases.matrix(4, 3), "b": gauss(3), "c": gauss(3)}),
    ("ordinary", {"x": gauss(32), "W": cases.matrix(32, 4, 0.25), "V": cases.matrix(32, 4, 0.25)}),
    ("ordinary", {"x": [0.0, 0.0], "W": [[1.0], [1.0]], "V": [[1.0], [1.0]]}),
    ("hard", {"x": [1e16, 1.0, 1e16], "W": [[1.0], [1.0], [-1.0]], "V": [[1.0], [1.0], [-1.0]]}),
    ("hard", {"x": [1e16, 1.0], "W": [[1.0], [1.0]], "V": [[1.0], [1.0]], "b": [-1e16 - 6], "c": [-1e16]}),
    ("hard", {"x": [0.1, 0.2, -0.3], "W": [[1.0], [1.0], [1.0]], "V": [[1.0], [1.0], [1.0]]}),
    ("hard", {"x": [-10.0, -12.0, 40.0]}),
    ("hard", {"x": gauss(8, 3), "W": cases.matrix(8, 4), "V": cases.matrix(8, 4)}),
    ("extreme", {"x": [-30.0, -38.5, -800.0]}),
    ("extreme", {"x": [-39.0, 1e300], "W": [[1.0], [0.0]], "V": [[0.0], [1.0]]}),
    ("extreme", {"x": [1e300, 1.0, 1e300], "W": [[1.0], [1.0], [-1.0]], "V": [[1.0], [1e-300], [-1.0]]}),
    ("extreme", {"x": [1e300, 1e-300], "W": [[1e-300], [1e300]], "V": [[1e300], [1e300]]}),
    ("extreme", {"x": [5e-324, 1e-308], "W": [[1.0], [0.5]], "V": [[1e308], [1e300]]}),
]
for kind, inputs in GATED:
    for option in [{}, {"gelu_approximate": "tanh"}, {"gelu_approximate": "sigmoid"}, {"gelu_approximate": "sigmoid", "gelu_coefficient": 1.6}]:
        cases.add("geglu", kind, geglu(**inputs, **option), **inputs, **option)

# With biases where doubles end.
for inputs in [
    {"x": [1e300, -1e300], "W": [[1.0], [1.0]], "V": [[1e-300], [0.0]], "b": [-38.5], "c": [1e-300]},
    {"x": [-38.0, 1e-320], "b": [0.5, -1e-320], "c": [1e300, 5e-324]},
]:
    for option in [{}, {"gelu_approximate": "tanh"}, {"gelu_approximate": "sigmoid"}]:
        cases.add("geglu", "extreme", geglu(**inputs, **option), **inputs, **option)

# erfc itself

rng = cases.rng
POINTS = (
    [rng.choice([-1, 1]) * math.ldexp(rng.uniform(1, 2), rng.randint(-1074, 1023)) for _ in range(40)]
    + [rng.gauss(0, 1) * 10.0 ** rng.randint(-2, 1) for _ in range(80)]
    + [rng.uniform(0, 28) for _ in range(80)]
    + [5e-324, -5e-324, 1e-20, -1e-20, 2.0**-10, 26.5, 26.54, 26.543, 26.55, 27.0, 27.2, 27.226, 27.23, 27.3, 28.0, 1e4, -1e4, 5.9, -5.9, 0.5, -0.5]
)
cases.write("activation.oracle.json")
functions = Cases(0)
functions.rows = [{"function": "erfc", "x": encode(x), "result": encode(tail(mpf(x)))} for x in POINTS]
functions.write("erfc.oracle.json", "points")
