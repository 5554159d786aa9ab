#!/usr/bin/env python3
"""Expected frequencies, rotations and scores of scaled RoPE. Run: python3 test/formulas/oracle-scaling.py

Written from the papers and the model code, with mpmath's own floor and ceiling; the parameter sets of real models come from the record.
"""

import json
from pathlib import Path

from mpmath import ceil, cos, exp, floor, log, mpf, pi, sin, sqrt

from oracle_shared import Cases, F

cases = Cases(20260611)


def base_frequencies(d, base):
    return [mpf(base) ** (mpf(-2 * i) / d) for i in range(d // 2)]


def get_mscale(s, m=1.0):
    return mpf(1) if s <= 1 else mpf(0.1) * mpf(m) * log(s) + 1


def scaled(d, base, scaling):
    """inv_freq, attention factor."""
    if scaling is None:
        return base_frequencies(d, base), mpf(1)
    kind = scaling.get("rope_type", scaling.get("type"))
    kind = {"dynamic": "dynamic_ntk", "su": "longrope", "deepseek_yarn": "yarn"}.get(kind, kind)
    theta = base_frequencies(d, base)
    s = mpf(scaling["factor"]) if "factor" in scaling else None
    original = scaling.get("original_max_position_embeddings", scaling.get("max_position_embeddings"))
    if kind == "linear":
        return [t / s for t in theta], mpf(1)
    if kind in ("ntk", "dynamic_ntk"):
        growth = s
        if kind == "dynamic_ntk" and "alpha" in scaling:
            growth = mpf(scaling["alpha"])
        elif kind == "dynamic_ntk":
            length = max(scaling.get("seq_len", 0), original or 1)
            growth = s * mpf(length) / mpf(original or 1) - (s - 1) if "seq_len" in scaling else mpf(1)
        return base_frequencies(d, mpf(base) * growth ** (mpf(d) / (d - 2))), mpf(1)
    if kind == "llama3":
        low, high = mpf(scaling["low_freq_factor"]), mpf(scaling["high_freq_factor"])
        result = []
        for t in theta:
            wavelength = 2 * pi / t
            if wavelength < original / high:
                result.append(t)
            elif wavelength > original / low:
                result.append(t / s)
            else:
                smooth = (original / wavelength - low) / (high - low)
                result.append((1 - smooth) * t / s + smooth * t)
        return result, mpf(1)
    if kind == "yarn":
        if s is None:
            s = mpf(scaling["max_position_embeddings"]) / mpf(original)

        def dimension(turns):
            return d * log(mpf(original) / (2 * pi * mpf(turns))) / (2 * log(mpf(base)))

        low, high = dimension(scaling.get("beta_fast", 32)), dimension(scaling.get("beta_slow", 1))
        if scaling.get("truncate", True):
            low, high = floor(low), ceil(high)
        low, high = max(low, mpf(0)), min(high, mpf(d - 1))
        if low == high:
            high += mpf(0.001)
        ramp = [min(max((i - low) / (high - low), mpf(0)), mpf(1)) for i in range(d // 2)]
        frequencies = [t / s * r + t * (1 - r) for t, r in zip(theta, ramp)]
        if "attention_factor" in scaling:
            return frequencies, mpf(scaling["attention_factor"])
        m, m_all = scaling.get("mscale"), scaling.get("mscale_all_dim")
        return frequencies, get_mscale(s, m) / get_mscale(s, m_all) if m and m_all else get_mscale(s)
    assert kind == "longrope"
    divisors = scaling["long_factor" if scaling.get("seq_len", 0) > original else "short_factor"]
    frequencies = [t / mpf(v) for t, v in zip(theta, divisors)]
    if "attention_factor" in scaling:
        return frequencies, mpf(scaling["attention_factor"])
    if "max_position_embeddings" in scaling:
        s = mpf(scaling["max_position_embeddings"]) / mpf(original)
    return frequencies, mpf(1) if s <= 1 else sqrt(1 + log(s) / log(mpf(original)))


def pair(i, d, layout):
    return (i, i + d // 2) if layout == "half" else (2 * i, 2 * i + 1)


def rotate(x, position, theta_base=10000.0, layout="interleaved", rotary_dim=None, inverse=False, scaling=None):
    d = rotary_dim or len(x)
    frequencies, attention = scaled(d, theta_base, scaling)
    y = F(x)
    for i, theta in enumerate(frequencies):
        angle = (-1 if inverse else 1) * mpf(position) * theta
        c, n = cos(angle) * attention, sin(angle) * attention
        p, q = pair(i, d, layout)
        y[p], y[q] = y[p] * c - y[q] * n, y[p] * n + y[q] * c
    return y


def score(q, k, query_position, key_position, theta_base=10000.0, layout="interleaved", scale_by_sqrt_d=False, scaling=None):
    """Both sides rotated, so that the attention factor enters twice by itself."""
    a = rotate(q, query_position, theta_base, layout, scaling=scaling)
    b = rotate(k, key_position, theta_base, layout, scaling=scaling)
    dot = sum(u * v for u, v in zip(a, b))
    return dot / sqrt(mpf(len(q))) if scale_by_sqrt_d else dot


def frequencies(kind, d, base, scaling):
    inv_freq, attention = scaled(d, base, scaling)
    cases.add("rope-frequencies", kind, {"inv_freq": inv_freq, "attention_factor": attention}, rotary_dim=d, theta_base=base, scaling=scaling)


# Every parameter set of the record, and two that its configurations do not hold.

KINDS = {"linear", "dynamic", "yarn", "deepseek_yarn", "llama3"}
models = []
for path in sorted((Path(__file__).parents[2] / "content" / "releases").glob("*.json")):
    for checkpoint in json.loads(path.read_text()).get("checkpoints", {}).values():
        config = checkpoint.get("config") or {}
        scaling, base = config.get("rope_scaling"), config.get("rope_theta")
        heads, hidden = config.get("num_attention_heads"), config.get("hidden_size")
        d = config.get("qk_rope_head_dim") or config.get("head_dim") or (hidden // heads if heads and hidden else None)
        if not scaling or not base or not d or scaling.get("rope_type", scaling.get("type")) not in KINDS:
            continue
        if scaling.get("rope_type", scaling.get("type")) == "dynamic" and "alpha" not in scaling:
            # These configurations leave the trained length outside; at four times it the base has grown.
            scaling = {**scaling, "max_position_embeddings": config["max_position_embeddings"], "seq_len": 4 * config["max_position_embeddings"]}
        if (d, base, scaling) not in models:
            models.append((d, base, scaling))
# Qwen2.5 gives this block in its README, for texts beyond 32,768 tokens.
models.append((128, 1e6, {"factor": 4.0, "original_max_position_embeddings": 32768, "type": "yarn"}))
# Phi-3.5-mini-instruct, as mlc-ai/mlc-llm copies its config.json (python/mlc_llm/model/model_preset.py); the divisors are float32.
LONG = """1.0800000429153442 1.1100000143051147 1.1399999856948853 1.340000033378601 1.5899999141693115 1.600000023841858
1.6200000047683716 2.620000123977661 3.2300000190734863 3.2300000190734863 4.789999961853027 7.400000095367432
7.700000286102295 9.09000015258789 12.199999809265137 17.670000076293945 24.46000099182129 28.57000160217285
30.420001983642578 30.840002059936523 32.590003967285156 32.93000411987305 42.320003509521484 44.96000289916992
50.340003967285156 50.45000457763672 57.55000305175781 57.93000411987305 58.21000289916992 60.1400032043457
62.61000442504883 62.62000274658203 62.71000289916992 63.1400032043457 63.1400032043457 63.77000427246094
63.93000411987305 63.96000289916992 63.970001220703125 64.02999877929688 64.06999969482422 64.08000183105469
64.12000274658203 64.41000366210938 64.4800033569336 64.51000213623047 64.52999877929688 64.83999633789062"""
SHORT = """1.0 1.0199999809265137 1.0299999713897705 1.0299999713897705 1.0499999523162842 1.0499999523162842
1.0499999523162842 1.0499999523162842 1.0499999523162842 1.0699999332427979 1.0999999046325684 1.1099998950958252
1.1599998474121094 1.1599998474121094 1.1699998378753662 1.2899998426437378 1.339999794960022 1.679999828338623
1.7899998426437378 1.8199998140335083 1.8499997854232788 1.8799997568130493 1.9099997282028198 1.9399996995925903
1.9899996519088745 2.0199997425079346 2.0199997425079346 2.0199997425079346 2.0199997425079346 2.0199997425079346
2.0199997425079346 2.0299997329711914 2.0299997329711914 2.0299997329711914 2.0299997329711914 2.0299997329711914
2.0299997329711914 2.0299997329711914 2.0299997329711914 2.0299997329711914 2.0799996852874756 2.0899996757507324
2.189999580383301 2.2199995517730713 2.5899994373321533 2.729999542236328 2.749999523162842 2.8399994373321533"""
PHI = {
    "type": "longrope",
    "long_factor": [float(v) for v in LONG.split()],
    "short_factor": [float(v) for v in SHORT.split()],
    "original_max_position_embeddings": 4096,
    "max_position_embeddings": 131072,
}
models += [(96, 1e4, PHI), (96, 1e4, {**PHI, "seq_len": 4096}), (96, 1e4, {**PHI, "seq_len": 4097}), (96, 1e4, {**PHI, "type": "su", "seq_len": 131072})]
for d, base, scaling in models:
    frequencies("ordinary", d, base, scaling)

LLAMA = {"type": "llama3", "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0, "original_max_position_embeddings": 8192}
YARN = {"type": "yarn", "factor": 4.0, "original_max_position_embeddings": 4096}
for kind, d, base, scaling in [
    ("ordinary", 8, 1e4, {"type": "linear", "factor": 4.0}),
    ("ordinary", 8, 1e4, {"type": "ntk", "factor": 8.0}),
    ("ordinary", 128, 1e4, {"type": "ntk", "factor": 1000.0}),
    ("ordinary", 8, 1e4, {"type": "dynamic_ntk", "factor": 4.0}),
    ("ordinary", 8, 1e4, {"type": "dynamic_ntk", "factor": 4.0, "original_max_position_embeddings": 2048, "seq_len": 2048}),
    ("ordinary", 8, 1e4, {"type": "dynamic_ntk", "factor": 4.0, "original_max_position_embeddings": 2048, "seq_len": 100}),
    ("ordinary", 128, 1e4, {"type": "dynamic_ntk", "factor": 2.0, "original_max_position_embeddings": 2048, "seq_len": 2049}),
    ("ordinary", 64, 1e4, {"type": "dynamic_ntk", "factor": 2.5, "max_position_embeddings": 32768, "seq_len": 100000}),
    ("ordinary", 64, 1e4, YARN),
    ("ordinary", 64, 1e4, {**YARN, "attention_factor": 1.25}),
    ("ordinary", 64, 1e4, {**YARN, "attention_factor": 0.0}),
    ("ordinary", 64, 1e4, {**YARN, "mscale": 1.0, "mscale_all_dim": 0.8}),
    ("ordinary", 64, 1e4, {**YARN, "mscale": 0.707, "mscale_all_dim": 1.0}),
    ("ordinary", 64, 1e4, {**YARN, "mscale": 0.707, "mscale_all_dim": 0.0}),
    ("ordinary", 64, 1e4, {**YARN, "mscale": 0.707}),
    ("ordinary", 64, 1e4, {**YARN, "factor": 1.0}),
    ("ordinary", 64, 1e4, {**YARN, "factor": 0.5}),
    ("ordinary", 64, 1e4, {"type": "yarn", "original_max_position_embeddings": 4096, "max_position_embeddings": 131072}),
    ("ordinary", 64, 1e4, {"type": "yarn", "factor": 16.0, "max_position_embeddings": 4096}),
    ("ordinary", 64, 1e4, {**YARN, "beta_fast": 64.0, "beta_slow": 2.0, "truncate": False}),
    ("ordinary", 2, 1e4, YARN),
    ("ordinary", 128, 5e5, {**LLAMA, "factor": 32.0}),
    ("ordinary", 64, 1e4, {**LLAMA, "low_freq_factor": 1.0, "high_freq_factor": 1.0}),
    ("ordinary", 4, 1e4, {"type": "longrope", "short_factor": [1.0, 2.0], "long_factor": [3.0, 4.0], "factor": 32.0, "original_max_position_embeddings": 4096, "seq_len": 8192}),
    ("ordinary", 4, 1e4, {"type": "longrope", "short_factor": [1.0, 2.0], "long_factor": [3.0, 4.0], "factor": 1.0, "original_max_position_embeddings": 4096}),
    ("ordinary", 4, 1e4, {"type": "longrope", "short_factor": [1.5, 2.0], "long_factor": [3.0, 4.0], "attention_factor": 1.19, "original_max_position_embeddings": 4096}),
    ("ordinary", 4, 1e4, {"type": "longrope", "short_factor": [1.5, 2.0], "long_factor": [3.0, 4.0], "max_position_embeddings": 2048, "original_max_position_embeddings": 4096}),
    # Equal bounds: cut, kept whole, and at the edge.
    ("hard", 64, 1e4, {**YARN, "beta_fast": 2.0, "beta_slow": 2.0, "truncate": False}),
    ("hard", 64, 1e4, {**YARN, "beta_fast": 1.0, "beta_slow": 1.0}),
    ("hard", 8, 1e4, {**YARN, "original_max_position_embeddings": 6}),
    ("hard", 8, 1e4, {**YARN, "original_max_position_embeddings": 7, "beta_fast": 32.0}),
    ("hard", 8, 2.0, {**YARN, "original_max_position_embeddings": 1000000}),
    ("hard", 8, 2.0, {**YARN, "original_max_position_embeddings": 300}),
    ("hard", 32, 1e4, {**YARN, "beta_fast": 1.0, "beta_slow": 32.0}),
    ("hard", 16, 1.0000000000000002, YARN),
    ("hard", 64, 1e4, {**YARN, "factor": 1.0000000000000002}),
    ("hard", 64, 1e4, {**YARN, "mscale": 1.0000000000000002, "mscale_all_dim": 1.0}),
    ("hard", 32, 9999.999999999998, LLAMA),
    ("hard", 32, 1e4, {**LLAMA, "high_freq_factor": 1.0000000000000002}),
    ("hard", 10, 1e4, {"type": "ntk", "factor": 1.0000000000000002}),
    ("hard", 4, 1e4, {"type": "longrope", "short_factor": [1.0, 2.0], "long_factor": [3.0, 4.0], "factor": 2.0, "original_max_position_embeddings": 1.0000000000000002}),
    ("extreme", 8, 1e4, {"type": "linear", "factor": 1e300}),
    ("extreme", 8, 1e4, {"type": "linear", "factor": 1e-300}),
    ("extreme", 8, 1e300, {"type": "linear", "factor": 5e-324}),
    ("extreme", 8, 1e300, {"type": "ntk", "factor": 1e300}),
    ("extreme", 4, 1e300, {"type": "dynamic_ntk", "factor": 1e300, "original_max_position_embeddings": 1, "seq_len": 1e300}),
    ("extreme", 8, 1e300, {**YARN, "factor": 1e300}),
    ("extreme", 8, 1e4, {**YARN, "factor": 1e-300, "original_max_position_embeddings": 1e300}),
    ("extreme", 8, 1e4, {**YARN, "original_max_position_embeddings": 5e-324, "truncate": False}),
    ("extreme", 16, 1e4, {**LLAMA, "factor": 1e300, "original_max_position_embeddings": 1e300}),
    ("extreme", 16, 1e300, {**LLAMA, "factor": 5e-324}),
    ("extreme", 4, 1e4, {"type": "longrope", "short_factor": [1e300, 5e-324], "long_factor": [3.0, 4.0], "factor": 1e300, "original_max_position_embeddings": 1e300}),
]:  # fmt: skip
    frequencies(kind, d, base, scaling)

gauss = cases.gauss
for kind, x, options in [
    ("ordinary", [1.0, 0.0, 0.0, 1.0], {"position": 3.0, "scaling": YARN}),
    ("ordinary", gauss(8), {"position": 5000.0, "scaling": LLAMA, "theta_base": 5e5}),
    ("ordinary", gauss(8), {"position": 5000.0, "scaling": {"type": "linear", "factor": 4.0}, "layout": "half"}),
    ("ordinary", gauss(64), {"position": 40000.0, "scaling": {**YARN, "factor": 32.0, "truncate": False}, "theta_base": 150000.0, "layout": "half"}),
    ("ordinary", gauss(12), {"position": 17.0, "scaling": YARN, "rotary_dim": 8, "inverse": True}),
    ("ordinary", gauss(96), {"position": 9000.0, "scaling": {**PHI, "seq_len": 9001}, "layout": "half"}),
    ("ordinary", gauss(8), {"position": 9000.0, "scaling": {"type": "ntk", "factor": 8.0}}),
    ("hard", gauss(8), {"position": 1e7, "scaling": {**YARN, "factor": 40.0}}),
    ("hard", gauss(8), {"position": 9999999.0, "scaling": LLAMA}),
    ("hard", gauss(8), {"position": 1e7, "scaling": {"type": "dynamic_ntk", "factor": 4.0, "original_max_position_embeddings": 4096, "seq_len": 10000001}}),
    ("hard", [1.0, 0.0], {"position": 5419351.0, "scaling": {"type": "linear", "factor": 3.0}}),
    ("extreme", [1e300, -1e300, 1e-300, 1e-300], {"position": 12345.0, "scaling": YARN}),
    ("extreme", [5e-324, 1e-323, 1e-308, 1e-310], {"position": 77.0, "scaling": YARN}),
    ("extreme", [1.7976931348623157e308, 1.7976931348623157e308], {"position": 5.5, "scaling": YARN}),
    ("extreme", gauss(4), {"position": 1e300, "scaling": LLAMA}),
]:  # fmt: skip
    cases.add("rope-rotate", kind, rotate(x, **options), x=x, **options)

for kind, q, k, m, n, options in [
    ("ordinary", [1.0, 0.0], [1.0, 0.0], 5.0, 2.0, {"scaling": YARN}),
    ("ordinary", gauss(8), gauss(8), 100.0, 3.0, {"scaling": YARN, "layout": "half", "scale_by_sqrt_d": True}),
    ("ordinary", gauss(64), gauss(64), 130000.0, 17.0, {"scaling": {**YARN, "factor": 40.0, "mscale": 1.0, "mscale_all_dim": 1.0}}),
    ("ordinary", gauss(128), gauss(128), 130000.0, 8191.0, {"scaling": LLAMA, "theta_base": 5e5, "layout": "half"}),
    ("ordinary", gauss(4), gauss(4), 7.0, 7.0, {"scaling": {**YARN, "attention_factor": 0.0}}),
    ("ordinary", gauss(96), gauss(96), 100000.0, 50.0, {"scaling": {**PHI, "seq_len": 100001}, "scale_by_sqrt_d": True}),
    ("hard", gauss(8), gauss(8), 1e7, 9999999.0, {"scaling": YARN}),
    ("hard", [1e16, 1.0, 1e16, 1.0], [1.0, 1.0, -1.0, 1.0], 7.0, 7.0, {"scaling": YARN}),
    ("extreme", [1e300, 1e300], [1e-300, 1e-300], 12.0, 5.0, {"scaling": YARN}),
    ("extreme", gauss(4), gauss(4), 1e300, 1.0, {"scaling": LLAMA}),
]:  # fmt: skip
    cases.add("rope-score", kind, score(q, k, m, n, **options), q=q, k=k, query_position=m, key_position=n, **options)

# Every type and every key, wherever a formula takes them, with ordinary, hard and extreme values. (Queries grow with
# llama_4_scaling_beta elsewhere; no frequency does.)


def attend(Q, K, V, query_positions, key_positions, scaling, theta_base=10000.0, layout="interleaved"):
    weights, output = [], []
    for q, m in zip(Q, query_positions):
        scores = [score(q, k, m, n, theta_base, layout, True, scaling) for k, n in zip(K, key_positions)]
        powers = [exp(s - max(scores)) for s in scores]
        weights.append([p / sum(powers) for p in powers])
        output.append([sum(w * mpf(row[c]) for w, row in zip(weights[-1], V)) for c in range(len(V[0]))])
    return {"weights": weights, "output": output}


def blocks(s, length, m):
    """Of a factor, a trained length and a magnitude of what divides or multiplies."""
    trained = {"original_max_position_embeddings": length}
    return [
        {"type": "linear", "factor": s},
        {"type": "ntk", "factor": s},
        {"type": "dynamic_ntk", "factor": s, "alpha": m},
        {"type": "dynamic_ntk", "factor": s, "max_position_embeddings": length, "seq_len": 3 * length},
        {"type": "yarn", "factor": s, **trained, "beta_fast": 16.0, "beta_slow": 2.0, "mscale": m, "mscale_all_dim": 0.5, "truncate": True, "llama_4_scaling_beta": 0.1},
        {"type": "yarn", "max_position_embeddings": length * s, **trained, "attention_factor": m, "truncate": False},
        {"type": "llama3", "factor": s, **trained, "low_freq_factor": 1.0, "high_freq_factor": 4.0},
        {"type": "longrope", **trained, "max_position_embeddings": length * s, "short_factor": [1.0, m], "long_factor": [m, 2.0], "seq_len": length + 1},
    ]


FOUR = [0.3, -1.7, 0.9, 0.4]
for kind, base, parameters, x, far, near in [
    ("ordinary", 10000.0, (8.0, 2048, 1.25), FOUR, 5000.0, 17.0),
    ("hard", 9999.999999999998, (1.0000000000000002, 2048, 0.7), FOUR, 9999999.0, 131071.0),
    ("extreme", 1e300, (1e10, 4096, 1e100), [1e100, -1e-300, 5e-324, 1e90], 1e22, -1e15),
]:
    for i, scaling in enumerate(blocks(*parameters)):
        layout = ["interleaved", "half"][i % 2]
        frequencies(kind, 4, base, scaling)
        cases.add("rope-rotate", kind, rotate(x, far, base, layout, scaling=scaling), x=x, position=far, theta_base=base, layout=layout, scaling=scaling)
        places = {"query_position": far, "key_position": near, "theta_base": base, "layout": layout, "scaling": scaling}
        cases.add("rope-score", kind, score(x, x[::-1], **places), q=x, k=x[::-1], **places)
        rope = {"query_positions": [far], "key_positions": [near, far], "theta_base": base, "layout": layout, "scaling": scaling}
        Q, K, V = [x], [x[::-1], x], [[1.0], [-0.5]]
        cases.add("attention", kind, attend(Q, K, V, **rope), Q=Q, K=K, V=V, rope=rope)

cases.write("scaling.oracle.json")
