#!/usr/bin/env python3
"""How far NumPy, PyTorch and textbook code are from the exact results of the oracle. Run one or several:

    python3 test/formulas/compare/measure.py textbook numpy torch

`numpy` needs NumPy and SciPy, `torch` PyTorch, `textbook` Node. Each replaces its own part of accuracy.json, from which
`npm run docs` prints the README's tables: for each formula the counts of ordinary inputs, then of all others. A case counts by its
worst component.
"""

import datetime
import importlib
import json
import math
import struct
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
SPECIAL = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}


def decode(value):
    if isinstance(value, dict):
        return {key: decode(part) for key, part in value.items() if part is not None}
    if isinstance(value, list):
        return [decode(part) for part in value]
    return SPECIAL.get(value, value) if isinstance(value, str) else value


def oracle():
    rows = [row for path in sorted(HERE.parent.glob("*.oracle.json")) for row in json.loads(path.read_text())]
    return [{**row, "inputs": decode(row["inputs"]), "result": decode(row["result"])} for row in rows if "formula" in row]


def flat(value):
    if isinstance(value, dict):
        return [number for part in value.values() for number in flat(part)]
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        return [number for part in value for number in flat(part)]
    return [float(value)]


def order(value):
    (bits,) = struct.unpack("<q", struct.pack("<d", value))
    return -(bits & 0x7FFFFFFFFFFFFFFF) if bits < 0 else bits


def distance(found, exact):
    """In ulp; NaN equals NaN only."""
    if math.isnan(found) or math.isnan(exact):
        return 0 if math.isnan(found) and math.isnan(exact) else math.inf
    return abs(order(found) - order(exact))


def has_no_digit(found, exact):
    """An error, NaN, a wrong infinity or zero, or off by half of what it should be and more."""
    if distance(found, exact) <= 16:
        return False
    if not (math.isfinite(found) and math.isfinite(exact)):
        return True
    # Halves, since a difference may overflow.
    return abs(found / 2 - exact / 2) >= abs(exact) / 4


BOUNDS = (0, 1, 4, 16)


def place(found, exact):
    """The column of a case: up to 0, 1, 4, 16 ulp, more, no correct digit."""
    if found is None or len(found) != len(exact):
        return 5
    if any(has_no_digit(a, b) for a, b in zip(found, exact)):
        return 5
    worst = max((distance(a, b) for a, b in zip(found, exact)), default=0)
    return next((i for i, bound in enumerate(BOUNDS) if worst <= bound), 4)


def in_order(found, exact):
    """The parts of a result as the oracle orders them."""
    return {key: found[key] for key in exact} if isinstance(exact, dict) else found


def python_results(name, cases):
    module = importlib.import_module(f"{name}_code")
    results = []
    for case in cases:
        try:
            results.append(flat(in_order(module.CODE[case["formula"]](**case["inputs"]), case["result"])))
        except (ArithmeticError, ValueError) as error:
            # math.log(0), 1e300 ** 2: Python raises where IEEE 754 has an infinity or NaN.
            print(f"{case['formula']}: {type(error).__name__}: {error}", file=sys.stderr)
            results.append(None)
    return module.VERSION, results


def textbook_results(cases):
    answer = subprocess.run(["node", HERE / "textbook.mjs"], input=json.dumps([encode(case) for case in cases]), capture_output=True, text=True, check=True)
    found = json.loads(answer.stdout)
    return found["version"], [flat(in_order(decode(result), case["result"])) for case, result in zip(cases, found["results"])]


def encode(value):
    if isinstance(value, dict):
        return {key: encode(part) for key, part in value.items()}
    if isinstance(value, list):
        return [encode(part) for part in value]
    if isinstance(value, float) and not math.isfinite(value):
        return next(text for text, number in SPECIAL.items() if number == value or (math.isnan(number) and math.isnan(value)))
    return value


def main(names):
    file = HERE / "accuracy.json"
    report = json.loads(file.read_text()) if file.exists() else {}
    cases = oracle()
    for name in names:
        version, results = textbook_results(cases) if name == "textbook" else python_results(name, cases)
        counts = {}
        for case, found in zip(cases, results):
            ordinary, rest = counts.setdefault(case["formula"], ([0] * 6, [0] * 6))
            row = ordinary if case["kind"] == "ordinary" else rest
            row[place(found, flat(case["result"]))] += 1
        report[name] = {"version": version, "date": datetime.date.today().isoformat(), "counts": dict(sorted(counts.items()))}
        print(name, version, [[sum(column) for column in zip(*rows)] for rows in zip(*counts.values())])
    parts = ",\n".join(
        f'"{name}":{{"version":{json.dumps(one["version"])},"date":"{one["date"]}","counts":{{\n'
        + ",\n".join(f'"{formula}":{json.dumps(row, separators=(",", ":"))}' for formula, row in one["counts"].items())
        + "\n}}"
        for name, one in sorted(report.items())
    )
    file.write_text(f"{{\n{parts}\n}}\n")


if __name__ == "__main__":
    main(sys.argv[1:] or ["textbook", "numpy", "torch"])
