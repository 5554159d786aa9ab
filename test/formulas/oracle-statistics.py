#!/usr/bin/env python3
"""Whitening and perplexity. Run: python3 test/formulas/oracle-statistics.py"""

import math

from mpmath import exp, mpf, power, sqrt

from oracle_shared import INF, Cases, F

cases = Cases(20260313)
gauss = cases.gauss
MAX = 1.7976931348623157e308


def whiten(x, ddof=1, eps=1e-8, shift_mean=True):
    x = F(x)
    mean = sum(x) / len(x)
    root = sqrt(sum((v - mean) ** 2 for v in x) / (len(x) - ddof) + mpf(eps))
    return [(v - mean) / root + (0 if shift_mean else mean) for v in x]


BATCHES = {
    "ordinary": [[1.0, 2.0, 3.0, 4.0], [3.0, -4.0], gauss(8), gauss(64), gauss(16, 100.0), [0.1, 0.2, 0.3], [1.0, 1.0, 1.0], [1.0, 0.0, 0.0, 1.0], [1.0, 2.0, 3.0, 4.0]],
    "hard": [gauss(16, 1, 100.0), gauss(16, 1, 1e8), [1e16, 1e16 + 2, 1e16, 1e16 + 4], [0.1, 0.1, 0.10000000000000002], [1e16, 1.0, -1e16], gauss(8, 1e-8), [0.1, 0.1, 0.1], gauss(8, 1e-4, 3.0)],
    "extreme": [[1e300, 2e300, -3e300], [1e-300, 2e-300, -3e-300], [5e-324, 1e-323, 0.0], [MAX, -MAX, 1e308], [1e300, 1.0, 1e-300], [1.5e-162, -2.5e-162], [MAX, MAX], [-MAX, MAX]],
}  # fmt: skip
OPTIONS = [{"ddof": 0}, {"shift_mean": False}, {"eps": 0.0}, {"ddof": 0, "eps": 1e-4, "shift_mean": False}]
for kind, group in BATCHES.items():
    for i, x in enumerate(group):
        for option in ({}, OPTIONS[i % 4], OPTIONS[(i + 1) % 4]):
            if option.get("eps") == 0.0 and len(set(x)) == 1:
                continue
            cases.add("whiten", kind, whiten(x, **option), x=x, **option)
cases.add("whiten", "ordinary", whiten([2.5], ddof=0), x=[2.5], ddof=0)
cases.add("whiten", "ordinary", whiten([2.5], ddof=0, shift_mean=False), x=[2.5], ddof=0, shift_mean=False)
cases.add("whiten", "special", [math.nan, math.nan], x=[1.0, INF])


def perplexity(logp=None, loss=None, mask=None, unit="nats"):
    if logp is not None:
        kept = [mpf(v) for i, v in enumerate(logp) if not mask or mask[i]]
        mean = -sum(kept) / len(kept)
    else:
        mean = mpf(loss)
    return {"perplexity": exp(mean) if unit == "nats" else power(mpf(2), mean), "loss": mean}


TEXT = [-v for v in (abs(g) for g in gauss(100, 3))]
for kind, inputs in [
    ("ordinary", {"logp": [-0.5, -1.0, -3.0]}),
    ("ordinary", {"logp": [0.0]}),
    ("ordinary", {"logp": [-0.6931471805599453] * 4}),
    ("ordinary", {"logp": TEXT}),
    ("ordinary", {"logp": TEXT, "unit": "bits"}),
    ("ordinary", {"logp": [-0.5, -1.0, -3.0], "mask": [1, 0, 1]}),
    ("ordinary", {"loss": 1.636}),
    ("ordinary", {"loss": 1.677}),
    ("ordinary", {"loss": 3.0, "unit": "bits"}),
    ("ordinary", {"loss": 0.5, "unit": "bits"}),
    ("ordinary", {"loss": 0.0}),
    ("ordinary", {"loss": -0.25}),
    ("hard", {"logp": [-0.1] * 10}),
    ("hard", {"logp": [-1e16, -1.0, -1e-16]}),
    ("hard", {"logp": [-1e-17, -1e-300, 0.0]}),
    ("hard", {"loss": 709.78}),
    ("hard", {"loss": 1023.9999999999999, "unit": "bits"}),
    ("hard", {"loss": 1e-17}),
    ("extreme", {"logp": [-MAX, -MAX]}),
    ("extreme", {"logp": [-2100.0, -1.0, -1.0]}),
    ("extreme", {"logp": [-5e-324, 0.0]}),
    ("extreme", {"loss": 710.0}),
    ("extreme", {"loss": 1024.0, "unit": "bits"}),
    ("extreme", {"loss": 5e-324}),
    ("extreme", {"loss": -745.2}),
]:
    cases.add("perplexity", kind, perplexity(**inputs), **inputs)
for kind, inputs in [
    ("hard", {"logp": [-0.1, -1e16, -0.2, -0.3], "mask": [1, 0, 1, 1]}),
    ("hard", {"logp": [-1e-17, -1e-300, -700.0], "mask": [1, 1, 0], "unit": "bits"}),
    ("extreme", {"logp": [-MAX, -2100.0, -1.0, -5e-324], "mask": [0, 1, 1, 1]}),
    ("extreme", {"logp": [-5e-324, -MAX, 0.0], "mask": [1, 0, 1]}),
]:
    cases.add("perplexity", kind, perplexity(**inputs), **inputs)
cases.add("perplexity", "special", {"perplexity": INF, "loss": INF}, logp=[-1.0, -INF])
cases.add("perplexity", "special", {"perplexity": INF, "loss": INF}, loss=INF, unit="bits")

cases.write("statistics.oracle.json")
