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
const magnitudes = (value: unknown): number[] => numbersOf(value).map(Math.abs);
const largest = (value: unknown): number => Math.max(0, ...magnitudes(value));

/** Of what numbers the result is the difference: torch's sines, cosines and exponentials are an ulp off, and that ulp is one of these. */
const sizeOf = ({ formula, dtype, inputs }: Row): number => {
  if (formula === "rope-rotate") return largest(inputs.x);
  // A score's error is one of its weight, as a share of 1.
  if (formula === "attention" && inputs.rope !== undefined) return 1;
  // e^d − d − 1
  if (formula === "kl-penalty" && inputs.estimator === "k3" && dtype === "f32") {
    const policy = numbersOf(inputs.logp_policy);
    return Math.max(1, ...numbersOf(inputs.logp_ref).map((reference, i) => Math.exp(reference - policy[i]!)));
  }
  return 0;
};

type Exclusion = { readonly why: string; readonly of: readonly string[]; readonly when: (row: Row) => boolean };

const sumOf = (numbers: readonly number[]): number => numbers.reduce((total, value) => total + value, 0);

/** What the probabilities of the likeliest, of the two likeliest and so on add up to. */
const cumulated = (logits: readonly number[]): number[] => {
  const shares = logits.map((logit) => Math.exp(logit - Math.max(...logits))).sort((a, b) => b - a);
  return shares.map((_, i) => sumOf(shares.slice(0, i + 1)) / sumOf(shares));
};

const sigmoidSaturates: Readonly<Record<Row["dtype"], number>> = { f32: 16, bf16: 5, f16: 7 };
const isPowerOfTwo = (count: number): boolean => Number.isInteger(Math.log2(count));

const exclusions: readonly Exclusion[] = [
  {
    why: "torch's exp of eight lanes and more is vectorised and an ulp off, and the position multiplies it",
    of: ["sinusoidal-pe"],
    when: ({ dtype, inputs }) => dtype === "f32" && largest(inputs.position) > 100 && Number(inputs.d_model) >= 16,
  },
  {
    why: "F.layer_norm takes both moments in one pass, and a mean in bfloat16 or float16 is summed in float32: an ulp of the mean is six and more of what is near it",
    of: ["layernorm"],
    when: ({ dtype, inputs }) => {
      const x = numbersOf(inputs.x);
      const mean = sumOf(x) / x.length;
      const isNative = inputs.ddof === undefined && inputs.eps_placement === undefined;
      return (isNative || dtype !== "f32") && x.length > 1 && x.some((value) => Math.abs(value - mean) < Math.abs(mean) / 6);
    },
  },
  {
    why: "TopPLogitsWarper adds from the least likely up and compares with 1 − p: where p is met but for the rounding, it keeps more",
    of: ["sampling"],
    // A sum that the type holds as it is has no rounding.
    when: ({ dtype, inputs }) =>
      cumulated(numbersOf(inputs.logits)).some(
        (share) => Math.fround(share) !== share && Math.abs(share - Number(inputs.top_p)) < 2 ** -types[dtype][0],
      ),
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
    why: "products of matrices of bfloat16 are summed in float32: another number where the sum is rounded on its way or cancels",
    of: ["attention", "swiglu"],
    when: ({ formula, dtype, inputs, result }) => {
      if (dtype !== "bf16") return false;
      if (formula === "swiglu") return inputs.W2 !== undefined;
      return Math.min(...magnitudes((result as Inputs).output)) < largest(inputs.V) / 8;
    },
  },
  {
    why: "means of bfloat16 are summed in float32: another number where they are divided by what is no power of two",
    of: ["grpo-loss"],
    when: ({ dtype, inputs }) => {
      const tokens = (inputs.completions as readonly { readonly logp_new: readonly number[] }[]).flatMap(({ logp_new }) => logp_new);
      return dtype === "bf16" && inputs.normalization === "token" && !isPowerOfTwo(tokens.length);
    },
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
  expect(compared.length / cases.length).toBeGreaterThan(0.97);
});

const excluded = exclusions.flatMap((exclusion) =>
  exclusion.of.flatMap((formula) =>
    (Object.keys(types) as Row["dtype"][]).flatMap((dtype) => {
      const own = cases.filter((row) => exclusionOf(row) === exclusion && row.formula === formula && row.dtype === dtype);
      return own.length === 0 ? [] : [[formula, dtype, exclusion.why, own] as const];
    }),
  ),
);

test.each(excluded)("%s, %s: %s", (_formula, _dtype, _why, own) => {
  // A reason that explains little is too wide.
  expect(own.filter((row) => worstOf(row) > 2).length).toBeGreaterThan(own.length / 2);
});

test("every reason explains something", () => {
  for (const { of, why } of exclusions)
    for (const formula of of)
      expect(
        excluded.some(([name, , said]) => name === formula && said === why),
        `${formula}: ${why}`,
      ).toBe(true);
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
