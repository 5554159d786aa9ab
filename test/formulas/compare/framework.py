#!/usr/bin/env python3
"""What PyTorch gives in float32, bfloat16 and float16 on the CPU for cases of the oracle: framework.json, with which
test/formulas/framework.test.ts compares the calculator's --dtype. Run: python3 test/formulas/compare/framework.py
"""

import json
import math

import torch

import torch_code
from measure import HERE, encode, in_order, oracle

TYPES = {"f32": ("float32", 9), "bf16": ("bfloat16", 4), "f16": ("float16", 5)}
LARGEST = {"f32": 3.4028234663852886e38, "bf16": 3.3895313892515355e38, "f16": 65504.0}
# Of each formula and type, spread over its cases; the longest inputs in characters.
MOST = {"f32": 12, "bf16": 5, "f16": 5}
LONGEST = 300
# Laws of scaling are no program of tensors.
LEFT_OUT = {"kaplan-law", "chinchilla-law", "chinchilla-optimum"}


def numbers(value):
    if isinstance(value, dict):
        return [number for part in value.values() for number in numbers(part)]
    if isinstance(value, (list, tuple)):
        return [number for part in value for number in numbers(part)]
    return [] if isinstance(value, (str, bool)) or value is None else [float(value)]


def written(value, digits):
    """As many digits as tell the type's numbers apart."""
    if isinstance(value, dict):
        return {key: written(part, digits) for key, part in value.items()}
    if torch.is_tensor(value):
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        return [written(part, digits) for part in value]
    value = float(value)
    if not math.isfinite(value):
        return encode(value)
    short = float(f"{value:.{digits}g}")
    return int(short) if short == int(short) and abs(short) < 2**53 else short


def fits(case, name):
    """Inputs that are not infinite in the type, nor 0 in float32 and bfloat16. Float16 has 0 for what is below 3e-8: both sides compute with that 0."""
    inside = all(v == 0 or LARGEST[name] > abs(v) > 1e-30 for v in numbers(case["inputs"]))
    known = case["kind"] in ("ordinary", "hard") and case["formula"] not in LEFT_OUT
    return known and inside and len(json.dumps(case["inputs"])) <= LONGEST


def main():
    rows = []
    for name, (dtype, digits) in TYPES.items():
        torch_code.set_dtype(dtype)
        found = {}
        for case in oracle():
            if not fits(case, name):
                continue
            try:
                result = in_order(torch_code.CODE[case["formula"]](**case["inputs"]), case["result"])
            except (RuntimeError, ArithmeticError, ValueError):
                continue  # no kernel for this type, or outside a domain
            found.setdefault(case["formula"], []).append({"formula": case["formula"], "dtype": name, "inputs": encode(case["inputs"]), "result": written(result, digits)})
        for own in found.values():
            most = min(MOST[name], len(own))
            rows += [own[i * len(own) // most] for i in range(most)]
    lines = ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows)
    (HERE / "framework.json").write_text(f'{{"version":{json.dumps(torch_code.VERSION)},"cases":[\n{lines}\n]}}\n')
    print(torch_code.VERSION, {name: sum(row["dtype"] == name for row in rows) for name in TYPES})


if __name__ == "__main__":
    main()
