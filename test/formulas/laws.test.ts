/** Laws that hold between results, whatever the numbers. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inExactArithmetic } from "../../src/formulas/exact/arithmetic.ts";
import { add, addErrors, exactBall, fromDouble, magnitude, subtract } from "../../src/formulas/exact/ball.ts";
import { erfc } from "../../src/formulas/exact/error-function.ts";
import { InputError } from "../../src/formulas/index.ts";
import { type Inputs, resultOf } from "./evaluated.ts";

const near = fc.double({ min: -50, max: 50, noNaN: true });
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const vector = (item: fc.Arbitrary<number>, most = 8) => fc.array(item, { minLength: 1, maxLength: most });
const rows = (count: number, width: number) =>
  fc.array(fc.array(near, { minLength: width, maxLength: width }), { minLength: count, maxLength: count });

describe("activations", () => {
  test("log-sigmoid is softplus mirrored", () => {
    fc.assert(
      fc.property(finite, (x) => {
        expect(resultOf("log-sigmoid", { x: [x] })[0]! + resultOf("softplus", { x: [-x] })[0]!).toBe(0);
      }),
    );
  });

  test.each(["none", "tanh", "sigmoid"])("GELU (%s) of x and of -x differ by x", (approximate) => {
    fc.assert(
      fc.property(near, (x) => {
        const [up, down] = resultOf("gelu", { x: [x, -x], approximate }) as [number, number];
        expect(Math.abs(up - down - x)).toBeLessThanOrEqual(Math.abs(x) * 2 ** -51);
      }),
    );
  });

  test("GELU lies between 0 and x, its dip of 0.17 aside", () => {
    fc.assert(
      fc.property(finite, (x) => {
        const [y] = resultOf("gelu", { x: [x] }) as [number];
        expect(y).toBeGreaterThanOrEqual(Math.min(0, Math.max(x, -0.17)));
        expect(y).toBeLessThanOrEqual(Math.max(0, x));
      }),
    );
  });

  test.each(["none", "tanh", "sigmoid"])("GEGLU (%s) without matrices is GELU times x, and GELU where the branch is 1", (approximate) => {
    fc.assert(
      fc.property(near, (x) => {
        const gelu = resultOf("gelu", { x: [x], approximate })[0]!;
        expect(resultOf("geglu", { x: [x], V: [[0]], c: [1], gelu_approximate: approximate })).toEqual([gelu]);
        const [product] = resultOf("geglu", { x: [x], gelu_approximate: approximate }) as [number];
        // GELU rounded, then the product.
        expect(Math.abs(product - gelu * x)).toBeLessThanOrEqual(Math.abs(gelu * x) * 2 ** -51 + 2 ** -1000);
      }),
    );
  });
});

test("erfc of z and of -z add up to 2 within the rounding", () => {
  const sumOf = (z: number): number =>
    inExactArithmetic((a) => {
      const at = a.fromNumber(z);
      return a.toNumber(a.sub(a.add(a.erfc(at), a.erfc(a.neg(at))), a.fromNumber(1)));
    });
  fc.assert(
    fc.property(fc.double({ min: -30, max: 30, noNaN: true }), (z) => {
      expect(sumOf(z)).toBe(1);
    }),
  );
});

test("the bounds of erfc hold: a finer value lies within those of a coarser one", () => {
  const at = (z: number, blur: number, precision: number) => erfc({ ...fromDouble(z), error: blur }, { precision, final: false });
  fc.assert(
    fc.property(
      fc.double({ min: -30, max: 30, noNaN: true }),
      fc.constantFrom(-Infinity, -90),
      fc.constantFrom(0, -1, 1),
      (z, blur, side) => {
        const coarse = at(z, blur, 128);
        // With a blurred argument the whole blur has to be covered.
        const moved =
          blur === -Infinity ? fromDouble(z) : add(fromDouble(z), exactBall(BigInt(side), blur), { precision: 4096, final: false });
        const fine = erfc(moved, { precision: 1024, final: false });
        const gap = subtract(fine, { ...coarse, error: -Infinity }, { precision: 4096, final: false });
        expect(magnitude(gap) - 2).toBeLessThanOrEqual(addErrors(coarse.error, fine.error));
        if (blur === -Infinity) expect(coarse.error).toBeLessThan(magnitude(coarse) - 100);
      },
    ),
    { numRuns: 300 },
  );
});

describe("softmax and its logarithm", () => {
  test("log-softmax is the scores less LogSumExp, and at most 0", () => {
    fc.assert(
      fc.property(vector(near), (x) => {
        const logs = resultOf("log-softmax", { x });
        const total = resultOf<number>("logsumexp", { x });
        logs.forEach((log, i) => {
          expect(log).toBeLessThanOrEqual(0);
          expect(log).toBeCloseTo(x[i]! - total, 10);
        });
      }),
    );
  });

  test("the loss of a token is minus its log-softmax, infinities and all", () => {
    const score = fc.oneof(near, fc.constantFrom("inf", "-inf", "nan"));
    fc.assert(
      fc.property(vector(score as typeof near), (x) => {
        const logs = resultOf("log-softmax", { x });
        logs.forEach((log, target) => {
          const { loss } = resultOf<{ loss: number }>("sft-cross-entropy", { logits: [x], targets: [target] });
          expect(loss + 0).toBe(0 - log);
        });
      }),
    );
  });

  test("a shift of all scores shifts LogSumExp and nothing else", () => {
    fc.assert(
      fc.property(vector(fc.integer({ min: -40, max: 40 })), fc.integer({ min: -1000, max: 1000 }), (x, shift) => {
        const shifted = x.map((value) => value + shift);
        expect(resultOf("log-softmax", { x: shifted })).toEqual(resultOf("log-softmax", { x }));
        expect(resultOf<number>("logsumexp", { x: shifted })).toBeCloseTo(resultOf<number>("logsumexp", { x }) + shift, 11);
      }),
    );
  });

  test("perplexity of the log-probabilities of n equal scores is n", () => {
    for (const n of [2, 3, 7, 50]) {
      const logp = resultOf("log-softmax", { x: Array.from({ length: n }, () => 1) });
      expect(resultOf<{ perplexity: number }>("perplexity", { logp }).perplexity).toBeCloseTo(n, 12);
    }
  });
});

describe("attention", () => {
  type Answer = { weights: number[][]; output: number[][] };

  test("weights are those of softmax, add up to 1 and are 0 where masked", () => {
    fc.assert(
      fc.property(rows(3, 2), rows(5, 2), fc.integer({ min: 1, max: 6 }), fc.boolean(), (Q, K, window, causal) => {
        const { weights } = resultOf<Answer>("attention", { Q, K, V: K, causal, sliding_window: window });
        weights.forEach((row, i) => {
          expect(row.reduce((total, weight) => total + weight)).toBeCloseTo(1, 12);
          const seen = K.flatMap((_, j) => ((causal && j > i + 2) || j <= i + 2 - window ? [] : [j]));
          const scores = seen.map((j) => (Q[i]![0]! * K[j]![0]! + Q[i]![1]! * K[j]![1]!) / Math.SQRT2);
          const expected = resultOf("softmax", { x: scores });
          row.forEach((weight, j) => {
            if (!seen.includes(j)) expect(weight).toBe(0);
            else expect(weight).toBeCloseTo(expected[seen.indexOf(j)]!, 9);
          });
        });
      }),
      { numRuns: 50 },
    );
  });

  test("what a causal query sees does not depend on later keys and values", () => {
    fc.assert(
      fc.property(rows(4, 2), rows(1, 2), (X, [other]) => {
        const before = resultOf<Answer>("attention", { Q: X, K: X, V: X, causal: true });
        const changed = [...X.slice(0, 3), other!];
        const after = resultOf<Answer>("attention", { Q: X, K: changed, V: changed, causal: true });
        expect(after.output.slice(0, 3)).toEqual(before.output.slice(0, 3));
        expect(after.weights.slice(0, 3)).toEqual(before.weights.slice(0, 3));
      }),
      { numRuns: 50 },
    );
  });

  test("ALiBi on equal keys gives the softmax of its bias", () => {
    const K = Array.from({ length: 5 }, () => [1, 2]);
    const [slope] = resultOf("alibi-slopes", { num_heads: 8 }) as [number];
    const bias = resultOf<number[][]>("alibi-bias", { num_heads: 8, head: 0, seq_len: 5 });
    const { weights } = resultOf<Answer>("attention", { Q: K, K, V: K, causal: true, alibi_slope: slope });
    bias.forEach((row, i) => {
      expect(weights[i]!.slice(0, i + 1)).toEqual(resultOf("softmax", { x: row }));
    });
  });

  test("rotated, the scores are those of rope-score, whatever the scaling", () => {
    const scalings = [undefined, { type: "linear", factor: 4 }, { type: "yarn", factor: 4, original_max_position_embeddings: 2048 }];
    fc.assert(
      fc.property(rows(2, 4), rows(3, 4), fc.constantFrom(...scalings), fc.constantFrom("interleaved", "half"), (Q, K, scaling, layout) => {
        const rope = { query_positions: [7, 900], key_positions: [0, 5, 7], layout, scaling: scaling ?? null };
        const { weights } = resultOf<Answer>("attention", { Q, K, V: K, rope });
        Q.forEach((q, i) => {
          const scores = K.map((k, j) => {
            const places = { query_position: rope.query_positions[i], key_position: rope.key_positions[j] };
            return resultOf<number>("rope-score", { q, k, ...places, layout, scaling, scale_by_sqrt_d: true });
          });
          const expected = resultOf("softmax", { x: scores });
          weights[i]!.forEach((weight, j) => {
            expect(weight).toBeCloseTo(expected[j]!, 10);
          });
        });
      }),
      { numRuns: 30 },
    );
  });

  test("rotated, only differences of positions matter", () => {
    fc.assert(
      fc.property(rows(3, 4), fc.integer({ min: 0, max: 10_000_000 }), (X, shift) => {
        const at = [0, 1, 2].map((position) => position + shift);
        const moved = resultOf<Answer>("attention", { Q: X, K: X, V: X, rope: { query_positions: at, key_positions: at } });
        expect(moved).toEqual(resultOf<Answer>("attention", { Q: X, K: X, V: X, rope: {} }));
      }),
      { numRuns: 30 },
    );
  });

  test("rotation needs pairs of dimensions and a position for each row", () => {
    const X = [[1, 2]];
    expect(() => resultOf("attention", { Q: [[1]], K: [[1]], V: [[1]], rope: {} })).toThrow(/even/);
    expect(() => resultOf("attention", { Q: X, K: X, V: X, rope: { key_positions: [0, 1] } })).toThrow(/2 elements, K has 1 row/);
    expect(() => resultOf("attention", { Q: X, K: X, V: X, rope: { query_positions: ["inf"] } })).toThrow(/finite/);
  });

  test("a query that sees no key is an error", () => {
    expect(() => resultOf("attention", { Q: [[1], [1]], K: [[1]], V: [[1]], causal: true })).toThrow(InputError);
  });
});

test("slopes are a geometric series for the lower power of two, and of that for its double every other one", () => {
  for (let n = 1; n <= 70; n += 1) {
    const slopes = resultOf("alibi-slopes", { num_heads: n });
    const lower = 2 ** Math.floor(Math.log2(n));
    expect(slopes).toHaveLength(n);
    expect(new Set(slopes).size).toBe(n);
    expect(slopes.slice(0, lower)).toEqual(resultOf("alibi-slopes", { num_heads: lower }));
    expect(slopes[lower - 1]).toBe(2 ** -8);
    // As in `get_slopes` of the paper's code (ofirpress/attention_with_linear_biases).
    slopes.forEach((slope, i) => {
      const exponent = i < lower ? (-8 * (i + 1)) / lower : (-4 * (2 * (i - lower) + 1)) / lower;
      expect(slope).toBeCloseTo(2 ** exponent, 14);
    });
  }
});

test("sines and cosines of one frequency lie on the unit circle; the two layouts hold the same numbers", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 }), fc.integer({ min: 1, max: 8 }), (position, half) => {
      const pairs = resultOf("sinusoidal-pe", { position, d_model: 2 * half });
      const blocks = resultOf("sinusoidal-pe", { position, d_model: 2 * half, layout: "concatenated" });
      for (let i = 0; i < half; i += 1) {
        expect(pairs[2 * i]! ** 2 + pairs[2 * i + 1]! ** 2).toBeCloseTo(1, 12);
        expect([blocks[i], blocks[half + i]]).toEqual([pairs[2 * i], pairs[2 * i + 1]]);
      }
    }),
    { numRuns: 50 },
  );
});

test("whitened batches have mean 0 and variance 1", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 2, maxLength: 9 }), fc.constantFrom(0, 1), (x, ddof) => {
      fc.pre(new Set(x).size > 1);
      const y = resultOf("whiten", { x, ddof, eps: 0 });
      expect(y.reduce((total, value) => total + value)).toBeCloseTo(0, 10);
      expect(y.reduce((total, value) => total + value * value, 0) / (x.length - ddof)).toBeCloseTo(1, 10);
    }),
  );
});

test("what is undefined is said to be so", () => {
  const refused = (id: string, inputs: Inputs, text: RegExp): void => {
    expect(() => resultOf(id, inputs)).toThrow(text);
  };
  refused("whiten", { x: [1] }, /divide by 0/);
  refused("whiten", { x: [2, 2], eps: 0 }, /0\/0/);
  refused("sinusoidal-pe", { position: 1, d_model: 2, frequency_exponent: "i/(d/2-1)" }, /0\/0/);
  refused("sinusoidal-pe", { position: 1, d_model: 3 }, /even/);
  refused("perplexity", {}, /logp or loss/);
  refused("perplexity", { logp: [-1], loss: 1 }, /not both/);
  refused("perplexity", { logp: [-1], mask: [0] }, /0\/0/);
  refused("perplexity", { logp: [1] }, /never above 0/);
  refused("perplexity", { loss: 1, mask: [1] }, /belongs to logp/);
  refused("gelu", { x: [1], coefficient: 1 }, /approximat/);
  refused("alibi-bias", { num_heads: 4, head: 4, seq_len: 2 }, /from 0 to 3/);
  refused("attention", { Q: [[1]], K: [[1]], V: [[1]], sliding_window: 0 }, /at least 1/);
});
