/** Laws that the formulas of scaling, sampling, drafting and routing obey, and what they refuse. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expectRefusal, resultOf } from "./evaluated.ts";

const logits = fc.array(fc.double({ min: -30, max: 30, noNaN: true }), { minLength: 1, maxLength: 12 });
const total = (p: readonly number[]): number => p.reduce((all, value) => all + value, 0);

describe("sampling", () => {
  const options = fc.record({
    temperature: fc.double({ min: 0.05, max: 5, noNaN: true }),
    top_k: fc.option(fc.integer({ min: 0, max: 12 })),
    top_p: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    min_p: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    temperature_order: fc.constantFrom("before", "after"),
  });

  test("gives a distribution that keeps the likeliest token and never turns the order around", () => {
    fc.assert(
      fc.property(logits, options, (z, chosen) => {
        const p: number[] = resultOf("sampling", { logits: z, ...chosen });
        expect(total(p)).toBeCloseTo(1, 12);
        expect(p[z.indexOf(Math.max(...z))]).toBeGreaterThan(0);
        // What is kept is ranked as the logits are.
        z.forEach((a, i) => {
          z.forEach((b, j) => {
            if (a > b) expect(p[i]!).toBeGreaterThanOrEqual(p[j]!);
          });
        });
      }),
      { numRuns: 60 },
    );
  });

  test("top-p keeps the fewest tokens whose probabilities reach p", () => {
    fc.assert(
      fc.property(logits, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (z, top_p) => {
        const whole: number[] = resultOf("softmax", { x: z });
        const p: number[] = resultOf("sampling", { logits: z, top_p });
        const kept = whole.filter((_, i) => p[i]! > 0);
        expect(total(kept)).toBeGreaterThanOrEqual(top_p - 1e-12);
        expect(total(kept) - Math.min(...kept)).toBeLessThan(top_p + 1e-12);
      }),
      { numRuns: 60 },
    );
  });

  test("without a cut it is softmax, and temperature 0 its limit", () => {
    fc.assert(
      fc.property(logits, (z) => {
        expect(resultOf("sampling", { logits: z })).toEqual(resultOf("softmax", { x: z }));
        const distinct = z.map((_, i) => (i * 7) % z.length);
        expect(resultOf("sampling", { logits: distinct, temperature: 0 })).toEqual(
          resultOf("sampling", { logits: distinct, temperature: 1e-300 }),
        );
      }),
      { numRuns: 40 },
    );
  });
});

describe("speculative decoding", () => {
  const distribution = fc
    .array(fc.integer({ min: 1, max: 64 }), { minLength: 4, maxLength: 4 })
    .map((weights) => weights.map((w) => w / total(weights)));

  test("α is 1 less the total variation, does not care which model drafts, and bounds the tokens", () => {
    fc.assert(
      fc.property(distribution, distribution, fc.integer({ min: 0, max: 20 }), (target, draft, gamma) => {
        const there: { acceptance: number; expected_tokens: number } = resultOf("speculative-acceptance", { target, draft, gamma });
        const back: { acceptance: number } = resultOf("speculative-acceptance", { target: draft, draft: target, gamma });
        expect(back).toEqual(there);
        expect(there.acceptance).toBeCloseTo(1 - total(target.map((p, i) => Math.abs(p - draft[i]!))) / 2, 12);
        expect(there.expected_tokens).toBeGreaterThanOrEqual(1);
        expect(there.expected_tokens).toBeLessThanOrEqual((gamma + 1) * (1 + 1e-12));
      }),
      { numRuns: 60 },
    );
  });
});

describe("routing", () => {
  test("normalised weights add up to the factor; a common bias chooses nothing else", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.integer({ min: -40, max: 40 }).map((n) => n / 8),
          { minLength: 8, maxLength: 8 },
        ),
        fc.constantFrom("softmax", "sigmoid", "sqrtsoftplus"),
        (z, gate) => {
          const plain: { weights: number[]; experts: number[] } = resultOf("moe-routing", {
            logits: z,
            gate,
            top_k: 3,
            routed_scaling_factor: 2.5,
          });
          expect(total(plain.weights)).toBeCloseTo(2.5, 12);
          expect(resultOf("moe-routing", { logits: z, gate, top_k: 3, routed_scaling_factor: 2.5, bias: z.map(() => 0.25) })).toMatchObject(
            plain,
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  test("shares add up to 1; per token they add up to k and the loss is k times as much", () => {
    const rows = fc.array(fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 6, maxLength: 6 }), {
      minLength: 1,
      maxLength: 5,
    });
    type Loss = { loss: number; load: number[]; mean_gate: number[] };
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 6 }), (z, top_k) => {
        const one: Loss = resultOf("moe-balancing-loss", { logits: z, top_k, gate: "sigmoid" });
        const each: Loss = resultOf("moe-balancing-loss", { logits: z, top_k, gate: "sigmoid", share: "per_token" });
        expect(total(one.load)).toBeCloseTo(1, 12);
        expect(total(one.mean_gate)).toBeCloseTo(1, 12);
        expect(total(each.load)).toBeCloseTo(top_k, 12);
        expect(each.loss).toBeCloseTo(top_k * one.loss, 12);
      }),
      { numRuns: 40 },
    );
  });
});

test("no other split of the budget has a smaller loss than the optimum", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1e15, max: 1e27, noNaN: true }),
      fc.double({ min: 0.01, max: 100, noNaN: true }),
      fc.constantFrom("hoffmann", "besiroglu"),
      (compute, shift, constants) => {
        const best: { parameters: number; tokens: number; loss: number } = resultOf("chinchilla-optimum", { compute, constants });
        expect(6 * best.parameters * best.tokens).toBeCloseTo(compute, -Math.log10(compute) + 12);
        const other: { loss: number } = resultOf("chinchilla-law", {
          parameters: best.parameters * shift,
          tokens: best.tokens / shift,
          constants,
        });
        expect(other.loss).toBeGreaterThanOrEqual(best.loss * (1 - 1e-12));
      },
    ),
    { numRuns: 60 },
  );
});

test.each([
  ["sampling", { logits: [1, "nan"] }, "logits[1]"],
  ["sampling", { logits: ["inf"] }, "logits[0]"],
  ["sampling", { logits: ["-inf", "-inf"] }, "logits"],
  ["sampling", { logits: [1], top_p: 1.5 }, "top_p"],
  ["sampling", { logits: [1], min_p: -1 }, "min_p"],
  ["sampling", { logits: [1], top_k: -1 }, "top_k"],
  ["sampling", { logits: [1], temperature: -1 }, "temperature"],
  ["speculative-acceptance", {}, "target"],
  ["speculative-acceptance", { target: [1] }, "draft"],
  ["speculative-acceptance", { target: [1], draft: [1], acceptance: 1 }, "acceptance"],
  ["speculative-acceptance", { target: [0.5, 0.5], draft: [1] }, "draft"],
  ["speculative-acceptance", { target: [0.5, 0.4], draft: [0.5, 0.5] }, "target"],
  ["speculative-acceptance", { target: [1.5, -0.5], draft: [0.5, 0.5] }, "target[0]"],
  ["speculative-acceptance", { acceptance: 1.1 }, "acceptance"],
  ["speculative-acceptance", { acceptance: 1, gamma: -1 }, "gamma"],
  ["moe-routing", { logits: [1, 2], top_k: 3 }, "top_k"],
  ["moe-routing", { logits: [1, 2], top_k: 0 }, "top_k"],
  ["moe-routing", { logits: [1, 2, 3, 4], n_group: 2, top_k: 3 }, "top_k"],
  ["moe-routing", { logits: [1, 2, 3], n_group: 2 }, "n_group"],
  ["moe-routing", { logits: [1, 2], n_group: 1, topk_group: 2 }, "topk_group"],
  ["moe-routing", { logits: [1, 2], bias: [1] }, "bias"],
  ["moe-routing", { logits: [1, "inf"] }, "logits[1]"],
  ["moe-balancing-loss", { logits: [[1, 2]], top_k: 3 }, "top_k"],
  ["kaplan-law", {}, "parameters"],
  ["kaplan-law", { compute: 1, tokens: 1 }, "compute"],
  ["kaplan-law", { parameters: 0 }, "parameters"],
  ["chinchilla-law", { parameters: 1, tokens: -1 }, "tokens"],
  ["chinchilla-optimum", { compute: "inf" }, "compute"],
  ["yarn-softmax-scale", { qk_head_dim: 0, factor: 1, mscale_all_dim: 1 }, "qk_head_dim"],
])("%s %j is refused at %s", (name, inputs, path) => {
  expectRefusal(() => resultOf(name, inputs), path, path.replace(/\[\d+\]$/, ""));
});
