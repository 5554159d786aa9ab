/**
 * `--dtype` against PyTorch on a CPU (compare/framework.py wrote framework.json): the same operations in the same order, so every
 * number is within two units in the last place of the type. Where kernels do what no sequence of rounded operations does, it is said.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { flat } from "../../src/build/oracle.ts";
import { evaluateRounded, findFormat, findFormula, formulas } from "../../src/formulas/index.ts";

type Inputs = Readonly<Record<string, unknown>>;
type Row = { readonly formula: string; readonly dtype: "f32" | "bf16" | "f16"; readonly inputs: Inputs; readonly result: unknown };

const { version, cases } = JSON.parse(readFileSync(join(import.meta.dirname, "compare", "framework.json"), "utf8")) as {
  readonly version: string;
  readonly cases: readonly Row[];
};

/** Significant bits and the exponent of the smallest normal number. */
const types = { f32: [24, -126], bf16: [8, -126], f16: [11, -14] } as const;

/** In units in the last place of `size`, or of the expected number. NaN is NaN's equal. */
const distance = (found: number, expected: number, size: number, type: Row["dtype"]): number => {
  if (Object.is(found, expected) || found === expected) return 0;
  const [bits, least] = types[type];
  const at = Math.max(Math.abs(expected), size);
  const exponent = at === 0 ? least : Math.max(Math.floor(Math.log2(at)), least);
  const apart = Math.abs(found - expected) / 2 ** (exponent - bits + 1);
  // The file has as many digits as tell numbers of the type apart.
  return Number.isNaN(apart) ? Infinity : Math.round(apart);
};

const numbersOf = (value: unknown): number[] => (value === undefined ? [] : flat(value));
const largest = (value: unknown): number => Math.max(0, ...numbersOf(value).map(Math.abs));

/** Turning adds products that may cancel: torch's sines and cosines are an ulp off, of what was added. */
const sizeOf = ({ formula, inputs }: Row): number => (formula === "rope-rotate" ? largest(inputs.x) : 0);

type Exclusion = { readonly why: string; readonly of: readonly string[]; readonly when: (row: Row) => boolean };

const isFar = (positions: unknown): boolean => largest(positions) > 100;
const sigmoidSaturates: Readonly<Record<Row["dtype"], number>> = { f32: 16, bf16: 5, f16: 7 };

const exclusions: readonly Exclusion[] = [
  {
    why: "torch's vectorised exp and pow are an ulp off, and the position multiplies it",
    of: ["sinusoidal-pe", "attention"],
    when: ({ dtype, inputs }) => {
      const rope = inputs.rope as { readonly query_positions?: unknown } | undefined;
      return dtype === "f32" && isFar(rope ? rope.query_positions : inputs.position);
    },
  },
  {
    why: "F.layer_norm takes both moments in one pass, and a mean in bfloat16 or float16 is summed in float32: what is near the mean is all error",
    of: ["layernorm"],
    when: ({ inputs }) => {
      const x = numbersOf(inputs.x);
      const mean = x.reduce((total, value) => total + value, 0) / x.length;
      return x.some((value) => Math.abs(value - mean) < 0.02 * Math.abs(mean)) || x.length >= 8;
    },
  },
  {
    why: "exp's ulp is left when e^d − d − 1 cancels",
    of: ["kl-penalty"],
    when: ({ dtype, inputs }) => dtype === "f32" && inputs.estimator === "k3",
  },
  {
    why: "TopPLogitsWarper adds from the least likely up and compares with 1 − p: where p is met but for the rounding, it keeps more",
    of: ["sampling"],
    when: ({ inputs }) => String(inputs.top_p).startsWith("0.64391425988797"),
  },
  {
    why: "equal gates: torch.topk promises no order among them; the calculator goes by the logits",
    of: ["moe-routing"],
    when: ({ dtype, inputs }) =>
      inputs.gate === "sigmoid" && numbersOf(inputs.logits).filter((logit) => logit > sigmoidSaturates[dtype]).length > 1,
  },
  {
    why: "F.kl_div multiplies 0 by the logarithm of 0",
    of: ["kl-categorical"],
    when: ({ inputs }) => numbersOf(inputs.p).some((p, i) => p === 0 && numbersOf(inputs.q)[i] === 0),
  },
  {
    why: "products of matrices and means of bfloat16 are summed in float32",
    of: ["attention", "swiglu", "grpo-loss"],
    when: ({ formula, dtype, inputs }) => dtype === "bf16" && (formula !== "swiglu" || inputs.W2 !== undefined),
  },
];

const exclusionOf = (row: Row): Exclusion | undefined => exclusions.find(({ of, when }) => of.includes(row.formula) && when(row));

const worstOf = (row: Row): number => {
  const { result } = evaluateRounded(findFormula(row.formula)!, row.inputs, [], findFormat(row.dtype)!, false);
  const [found, expected] = [flat(result), flat(row.result)];
  if (found.length !== expected.length) return Infinity;
  return Math.max(0, ...found.map((value, i) => distance(value, expected[i]!, sizeOf(row), row.dtype)));
};

const compared = cases.filter((row) => !exclusionOf(row));

describe.each(Object.keys(types) as Row["dtype"][])(`%s as ${version} computes it`, (dtype) => {
  const own = compared.filter((row) => row.dtype === dtype);
  test.each([...new Set(own.map(({ formula }) => formula))])("%s: within 2 ulp", (formula) => {
    for (const row of own.filter((one) => one.formula === formula))
      expect(worstOf(row), `${JSON.stringify(row.inputs)}, torch: ${JSON.stringify(row.result)}`).toBeLessThanOrEqual(2);
  });
});

test("most numbers are torch's to the last bit, and few cases are excluded", () => {
  const identical = compared.filter((row) => worstOf(row) === 0);
  expect(identical.length / compared.length).toBeGreaterThan(0.85);
  expect(compared.length / cases.length).toBeGreaterThan(0.9);
});

test.each(exclusions)("$of: $why", (exclusion) => {
  const own = cases.filter((row) => exclusionOf(row) === exclusion);
  // A reason that explains nothing any more has to go.
  expect(Math.max(...own.map(worstOf))).toBeGreaterThan(2);
});

test("every formula that programs compute with tensors is compared in float32", () => {
  const laws = ["kaplan-law", "chinchilla-law", "chinchilla-optimum"];
  const seen = new Set(compared.filter(({ dtype }) => dtype === "f32").map(({ formula }) => formula));
  // Six hundred at the least, over all types.
  expect(compared.length).toBeGreaterThan(600);
  expect(cases.filter(({ formula }) => laws.includes(formula))).toEqual([]);
  const known = new Set(cases.map(({ formula }) => formula));
  expect(formulas.map(({ id }) => id).filter((id) => known.has(id) && !seen.has(id))).toEqual([]);
  expect(known.size).toBeGreaterThanOrEqual(44);
});
