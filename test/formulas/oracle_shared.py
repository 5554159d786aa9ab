"""What the oracle files of the families share: exact conversion and the form of a case. mpmath at 6,600 bits, as in oracle.py."""

import json
import math
import random
from fractions import Fraction
from pathlib import Path

from mpmath import mp, mpf

mp.prec = 6600
INF = math.inf


def to_double(value):
    """The nearest double, ties to even; Python's division of integers is correctly rounded, gradual underflow included."""
    if mp.isnan(value):
        return math.nan
    if mp.isinf(value):
        return INF if value > 0 else -INF
    sign, mantissa, exponent, bits = value._mpf_
    if mantissa == 0 or exponent + bits < -1080:
        return 0.0
    if exponent + bits > 1025:
        return -INF if sign else INF
    magnitude = Fraction(int(mantissa)) * Fraction(2) ** exponent
    try:
        number = magnitude.numerator / magnitude.denominator
    except OverflowError:
        number = INF
    return -number if sign else number


def encode(value):
    if isinstance(value, dict):
        return {key: encode(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [encode(part) for part in value]
    if isinstance(value, mpf):
        value = to_double(value)
    if isinstance(value, float):
        if math.isnan(value):
            return "NaN"
        if math.isinf(value):
            return "Infinity" if value > 0 else "-Infinity"
        return int(value) if value == int(value) and abs(value) < 2**53 else value
    return value


def F(values):
    return [mpf(v) for v in values]


class Cases:
    def __init__(self, seed):
        self.rows = []
        self.rng = random.Random(seed)

    def add(self, formula, kind, result, **inputs):
        self.rows.append({"formula": formula, "kind": kind, "inputs": encode(inputs), "result": encode(result)})

    def gauss(self, n, scale=1.0, offset=0.0):
        return [self.rng.gauss(0, 1) * scale + offset for _ in range(n)]

    def matrix(self, rows, columns, scale=1.0, offset=0.0):
        return [self.gauss(columns, scale, offset) for _ in range(rows)]

    def write(self, name, what="cases"):
        lines = ",\n".join(json.dumps(row, separators=(",", ":")) for row in self.rows)
        Path(__file__).with_name(name).write_text(f"[\n{lines}\n]\n")
        print(name, len(self.rows), what)
