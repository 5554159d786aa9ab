/** Rounding to f32, bf16, f16 and f8e4m3 against the bit definitions of the types, and formulas computed by hand in them. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluateRounded, type Format, findFormat, findFormula, formats, InputError } from "../../src/formulas/index.ts";
import { roundTo, spacing } from "../../src/formulas/rounded/formats.ts";

const format = (id: string): Format => findFormat(id)!;

/** The value of a bit pattern: sign, exponent, fraction, as IEEE 754 lays them out. */
const decode = (bits: number, exponentBits: number, fractionBits: number): number => {
  const sign = bits >>> (exponentBits + fractionBits) === 0 ? 1 : -1;
  const exponent = (bits >>> fractionBits) & (2 ** exponentBits - 1);
  const fraction = bits & (2 ** fractionBits - 1);
  const bias = 2 ** (exponentBits - 1) - 1;
  if (exponent === 0) return sign * fraction * 2 ** (1 - bias - fractionBits);
  return sign * (1 + fraction / 2 ** fractionBits) * 2 ** (exponent - bias);
};

/** The finite numbers of a type by their bit patterns from +0 upwards. */
const positives: Readonly<Record<string, readonly number[]>> = {
  // OCP OFP8: of E4M3 only S.1111.111 is NaN, there is no infinity.
  f8e4m3: Array.from({ length: 0x7f }, (_, bits) => decode(bits, 4, 3)),
  f16: Array.from({ length: 0x7c00 }, (_, bits) => decode(bits, 5, 10)),
  bf16: Array.from({ length: 0x7f80 }, (_, bits) => decode(bits, 8, 7)),
};
const beyond: Readonly<Record<string, number>> = { f8e4m3: Number.NaN, f16: Infinity, bf16: Infinity };

test("the tables end where the standards say", () => {
  // OFP8 table 1; IEEE 754 binary16; the upper half of binary32.
  expect([positives.f8e4m3!.at(-1), positives.f8e4m3![1], positives.f8e4m3![8]]).toEqual([448, 2 ** -9, 2 ** -6]);
  expect([positives.f16!.at(-1), positives.f16![1]]).toEqual([65504, 2 ** -24]);
  expect([positives.bf16!.at(-1), positives.bf16![1]]).toEqual([3.3895313892515355e38, 2 ** -133]);
});

describe.each(Object.keys(positives))("%s", (id) => {
  const round = roundTo(format(id));
  const table = positives[id]!;
  /** Of the step beyond the largest: where the next number would be. */
  const next = 2 * table.at(-1)! - table.at(-2)!;

  test("every number of the type is its own nearest, with its sign", () => {
    const moved = table.filter((value) => !Object.is(round(value), value) || !Object.is(round(-value), -value));
    expect(moved).toEqual([]);
  });

  test("between neighbours the nearer one is taken, in the middle the one with the even bit pattern", () => {
    const wrong: number[] = [];
    for (let bits = 0; bits < table.length; bits += 1) {
      const [low, high] = [table[bits]!, table[bits + 1] ?? next];
      const middle = (low + high) / 2;
      const upper = bits + 1 < table.length ? high : beyond[id]!;
      const even = bits % 2 === 0 ? low : upper;
      const [below, above] = [middle - (high - low) / 1024, middle + (high - low) / 1024];
      if (!Object.is(round(middle), even) || !Object.is(round(below), low) || !Object.is(round(above), upper)) wrong.push(low);
    }
    expect(wrong).toEqual([]);
  });

  test("what is not finite, and what is far too large", () => {
    expect(round(Number.NaN)).toBeNaN();
    expect(round(1e300)).toBe(beyond[id]);
    expect(round(Infinity)).toBe(beyond[id]);
    expect(round(-Infinity)).toBe(-beyond[id]!);
    expect(round(5e-324)).toBe(0);
  });

  test("the spacing is the distance to the next number upwards", () => {
    for (let bits = 0; bits < table.length - 1; bits += 97) expect(spacing(format(id), table[bits]!)).toBe(table[bits + 1]! - table[bits]!);
  });
});

test("the general rounding at 24 bits is Math.fround", () => {
  const round = roundTo({ ...format("f32"), id: "general" });
  const near = fc.double({ min: -1e39, max: 1e39 });
  const small = fc.double({ min: -1e-37, max: 1e-37 });
  fc.assert(
    fc.property(fc.oneof(fc.double(), near, small), (x) => {
      expect(round(x)).toBe(Math.fround(x));
    }),
    { numRuns: 5000 },
  );
});

test("names of other programs", () => {
  const names = { f32: ["fp32", "Float32", "torch.float32"], bf16: ["bfloat16", "torch.bfloat16"], f16: ["fp16", "half", "float16"] };
  for (const [id, others] of Object.entries(names)) for (const name of [id, ...others]) expect(findFormat(name)?.id, name).toBe(id);
  for (const name of ["fp8", "e4m3", "float8_e4m3fn", "f8-e4m3fn", "F8E4M3"]) expect(findFormat(name)?.id, name).toBe("f8e4m3");
  for (const name of ["f64", "e5m2", "int8", ""]) expect(findFormat(name), name).toBeUndefined();
  expect(new Set(formats.flatMap(({ id, aliases }) => [id, ...aliases])).size).toBe(
    formats.reduce((count, { aliases }) => count + 1 + aliases.length, 0),
  );
});

const inType = (id: string, formula: string, inputs: Readonly<Record<string, unknown>>) =>
  evaluateRounded(findFormula(formula)!, inputs, [], format(id));

describe("formulas", () => {
  test("squares beyond 65504 overflow in f16, as they do in a program: the norm is lost", () => {
    // 300² = 90000 becomes ∞, and 300 · (1/∞) is 0.
    expect(inType("f16", "rmsnorm", { x: [300, 300] }).result).toEqual([0, 0]);
    expect(inType("f32", "rmsnorm", { x: [300, 300] }).result).toEqual([1, 1]);
  });

  test("bf16 counts ones up to 256 only", () => {
    // 256 + 1 lies midway between 256 and 258: ties to even. 256/300 = 0.85333 is 218.45 spacings of 2⁻⁸.
    const { result, exact } = inType("bf16", "perplexity", { logp: Array.from({ length: 300 }, () => -1) });
    expect((result as { loss: number }).loss).toBe(218 / 256);
    expect((exact.result as { loss: number }).loss).toBe(1);
    expect((exact.error as { loss: number }).loss).toBe(218 / 256 - 1);
    expect((exact.ulp as { loss: number }).loss).toBe((256 - 218) / 256 / 2 ** -7);
  });

  describe("a count beyond the type divides as the integer it is", () => {
    const repeated = <T>(value: T, count = 500): T[] => Array.from({ length: count }, () => value);
    const first = (value: number, count = 500): number[] => [value, ...repeated(0, count - 1)];
    const zeros = repeated(0);
    const opposite = [12, -12, ...repeated(0, 498)];

    test("70,000 tokens in f16", () => {
      // 35008 / 70000 = 0.50011, and the next number after 0.5 is 0.50049.
      const { result } = inType("f16", "perplexity", { logp: first(-35008, 70_000) });
      expect((result as { loss: number }).loss).toBe(0.5);
    });

    // Eighths of a power of two: 256/500 = 0.512 is 0.5, 128/500 = 0.256 is 0.25, 288/500 = 0.576 is 9/16, 16/500 = 0.032 is 1/32.
    // Added one by one, ones and halves get no further than 16. K3 of a ratio e⁵ is 144 three times over: e⁵ = 148.4, less 5, less 1.
    const drifted = { logp_new: [-5], logp_old: [-5], logp_ref: [0] };
    const tied = { beta: 1, rewards: [1, 1], scale_by_std: false };
    test.each<[string, Readonly<Record<string, unknown>>, number]>([
      ["perplexity", { logp: first(-256) }, 0.5],
      ["ppo-policy-loss", { logp_new: zeros, logp_old: zeros, advantages: first(-256) }, 0.5],
      ["ppo-value-loss", { values_new: first(16), values_old: first(16), returns: zeros, clip_range: 0.5, coefficient: 0.5 }, 0.25],
      ["ppo-ptx-objective", { scores: first(256), logp_rl: zeros, logp_sft: zeros, beta: 1, gamma_ptx: 0 }, 0.5],
      [
        "dpo-loss",
        { logp_policy_chosen: zeros, logp_policy_rejected: zeros, logp_ref_chosen: zeros, logp_ref_rejected: zeros, loss_type: "hinge" },
        1 / 32,
      ],
      ["reward-model-loss", { rewards: repeated(0, 32) }, 1 / 32],
      ["sft-cross-entropy", { logits: repeated([0, 0]), targets: zeros }, 1 / 32],
      ["grpo-loss", { ...tied, completions: [drifted, drifted], normalization: "dr_grpo", max_completion_length: 250 }, 9 / 16],
    ])("%s in f8e4m3", (id, inputs, expected) => {
      const { result } = inType("f8e4m3", id, inputs);
      const { loss = undefined, objective = undefined } = result as { loss?: number; objective?: number };
      expect(loss ?? objective).toBe(expected);
    });

    // 288/500 is 9/16, its root 3/4; 1/0.75 is 1.375 in eighths, 12 · 1.375 = 16.5 is 16, and 12/0.75 is 16.
    test.each(["layernorm", "rmsnorm", "whiten"])("%s in f8e4m3", (id) => {
      const { result } = inType("f8e4m3", id, { x: opposite, eps: 0, ...(id === "whiten" ? { ddof: 0 } : {}) });
      expect((result as number[]).slice(0, 3).map((value) => value + 0)).toEqual([16, -16, 0]);
    });

    test("grpo-advantages in f8e4m3", () => {
      const { result } = inType("f8e4m3", "grpo-advantages", { rewards: opposite, ddof: 0, eps: 0 });
      expect((result as number[]).slice(0, 3)).toEqual([16, -16, 0]);
    });

    test("moe-balancing-loss in f8e4m3", () => {
      // All choices fall on the first of two experts; a share of 1/2 added up gets no further than 8, and 8/500 = 0.016 is 1/64.
      const { result } = inType("f8e4m3", "moe-balancing-loss", { logits: repeated([1, 1]), coefficient: 1 });
      expect(result).toEqual({ loss: 1 / 32, load: [1, 0], mean_gate: [1 / 64, 1 / 64] });
    });
  });

  test("position 131071 is 131072 in bf16", () => {
    const { result, note } = inType("bf16", "rope-rotate", { x: [1, 0], position: 131071 });
    const round = roundTo(format("bf16"));
    expect(result).toEqual([round(Math.cos(131072)), round(Math.sin(131072))]);
    expect(note?.en).toContain("512 apart");
    expect(note?.en).toContain("becomes 131072");
  });

  test("what is said of a position is a bound, and an angle that is the position itself is exact", () => {
    const far = { x: [1, 0, 1, 0], position: 131071 };
    expect(inType("f32", "rope-rotate", far).note?.en).toContain("bounds");
    expect(inType("f32", "rope-rotate", { ...far, x: [1, 0] }).note?.en).toContain("is exact");
    expect(inType("f32", "rope-rotate", { ...far, x: [1, 0], position: 131071.0001 }).note?.en).toContain("becomes 131071");
    expect(inType("f32", "rope-rotate", { ...far, x: [1, 0], scaling: { type: "linear", factor: 2 } }).note?.en).toContain("bounds");
    expect(inType("f32", "rope-score", { q: [1, 0], k: [1, 0], query_position: 131071, key_position: 1 }).note?.en).toContain("is exact");
  });

  test("eps below the smallest number of the type is 0: a constant vector gives what 0 · ∞ gives, not an error", () => {
    expect(inType("f16", "whiten", { x: [1, 1], eps: 1e-8 }).result).toEqual([Number.NaN, Number.NaN]);
    expect(() => inType("f16", "whiten", { x: [1, 1], eps: 0 })).toThrow(InputError);
  });

  test("a rotated score follows the positions themselves, not their difference", () => {
    const inputs = { q: [1, 0, 1, 0], k: [1, 0, 1, 0], query_position: 1_000_003, key_position: 1_000_000 };
    const far = inType("f32", "rope-score", inputs).exact.ulp as number;
    const nearby = inType("f32", "rope-score", { ...inputs, query_position: 3, key_position: 0 }).exact.ulp as number;
    expect(nearby).toBeLessThan(16);
    expect(far).toBeGreaterThan(100);
  });

  test("constants of a program are formed in doubles: gamma · lambda is rounded once", () => {
    // Rounded first, 0.9 and 0.95 have another product.
    const gamma = 0.9;
    const lambda = 0.95;
    const { result } = inType("f32", "gae", { rewards: [0, 1], values: [0, 0], gamma, lambda });
    const once = Math.fround(gamma * lambda);
    expect((result as { advantages: number[] }).advantages).toEqual([once, 1]);
    expect(once).not.toBe(Math.fround(Math.fround(gamma) * Math.fround(lambda)));
  });

  test("labels and ranks are no numbers of the type", () => {
    const logits = [Array.from({ length: 300 }, (_, i) => (i === 299 ? 8 : 0))];
    const { result } = inType("bf16", "sft-cross-entropy", { logits, targets: [299] });
    expect((result as { loss: number }).loss).toBeLessThan(1);
    expect(
      (inType("f8e4m3", "reward-model-loss", { rewards: Array.from({ length: 7 }, (_, i) => -i) }).result as { num_pairs: number })
        .num_pairs,
    ).toBe(21);
  });

  test("softplus is x beyond 20, GELU far below 0 is 0: what PyTorch's kernels answer", () => {
    expect(inType("f32", "softplus", { x: [20.5] }).result).toEqual([20.5]);
    expect((inType("f32", "gelu", { x: [-10], approximate: "tanh" }).result as number[]).map(Math.abs)).toEqual([0]);
  });

  test("errors have the shape of the result, and 0 where both sides are infinite", () => {
    const { exact } = inType("f16", "softplus", { x: ["inf", 1] });
    expect(exact.error).toEqual([0, expect.any(Number)]);
    expect(exact.ulp).toEqual([0, expect.any(Number)]);
    expect((exact.ulp as number[])[1]).toBeLessThanOrEqual(1);
  });

  test("whatever the type, one rounded operation is off by half an ulp at most", () => {
    fc.assert(
      fc.property(fc.constantFrom(...formats), fc.double({ min: -400, max: 400, noNaN: true }), (type, x) => {
        const { exact } = evaluateRounded(findFormula("relu")!, { x: [x] }, [], type, false);
        expect((exact.ulp as number[])[0]).toBeLessThanOrEqual(0.5);
      }),
    );
  });
});
