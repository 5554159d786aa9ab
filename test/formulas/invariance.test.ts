/** What changes a result and what must not: lengths, distances, shifts, scales, the end of an episode, a clipped ratio. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { resultOf } from "./evaluated.ts";

/** Without −0: the calculator's zeros are those of the real numbers. */
const near = fc.double({ min: -20, max: 20, noNaN: true }).map((value) => value + 0);
/** Sums and products of these are exact in doubles. */
const whole = fc.integer({ min: -99, max: 99 });
const listOf = <T>(item: fc.Arbitrary<T>, size: number) => fc.array(item, { minLength: size, maxLength: size });
const anyList = <T>(item: fc.Arbitrary<T>, least = 1) => fc.array(item, { minLength: least, maxLength: 8 });
const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const settings = { numRuns: 80 };

describe("RoPE", () => {
  const position = fc.integer({ min: -10_000_000, max: 10_000_000 });
  const layout = fc.constantFrom("interleaved", "half");
  const base = fc.constantFrom(10_000, 500_000, 1e6);
  const scaling = fc.constantFrom(
    null,
    { type: "linear", factor: 4 },
    { type: "yarn", factor: 8, original_max_position_embeddings: 4096 },
    { type: "llama3", factor: 8, low_freq_factor: 1, high_freq_factor: 4, original_max_position_embeddings: 8192 },
  );
  const factorOf = (one: unknown, theta_base: number): number =>
    resultOf<{ attention_factor: number }>("rope-frequencies", { rotary_dim: 6, theta_base, scaling: one }).attention_factor;

  test("keeps the length of a vector, times the attention factor, and what is not rotated", () => {
    fc.assert(
      fc.property(listOf(near, 9), position, layout, base, scaling, (x, m, layout, theta_base, scaling) => {
        const turned = resultOf("rope-rotate", { x, position: m, layout, theta_base, scaling, rotary_dim: 6 });
        expect(turned.slice(6)).toEqual(x.slice(6));
        const factor = factorOf(scaling, theta_base);
        expect(Math.hypot(...turned.slice(0, 6))).toBeCloseTo(factor * Math.hypot(...x.slice(0, 6)), 11);
      }),
      settings,
    );
  });

  test("is undone by its inverse, and two turns are one", () => {
    fc.assert(
      fc.property(listOf(near, 6), position, position, layout, base, (x, m, n, layout, theta_base) => {
        const turn = (from: readonly number[], by: number, inverse = false) =>
          resultOf("rope-rotate", { x: from, position: by, layout, theta_base, inverse });
        turn(turn(x, m), m, true).forEach((value, i) => {
          expect(value).toBeCloseTo(x[i]!, 11);
        });
        const once = turn(x, m + n);
        turn(turn(x, m), n).forEach((value, i) => {
          expect(value).toBeCloseTo(once[i]!, 11);
        });
      }),
      settings,
    );
  });

  test("scores depend on the distance of two positions only, to the last digit", () => {
    fc.assert(
      fc.property(listOf(near, 6), listOf(near, 6), position, position, position, layout, scaling, (q, k, m, n, shift, layout, scaling) => {
        const score = (query_position: number, key_position: number): number =>
          resultOf<number>("rope-score", { q, k, query_position, key_position, layout, scaling });
        expect(score(m + shift, n + shift)).toBe(score(m, n));
        // The other way round, the vectors change places too.
        expect(resultOf<number>("rope-score", { q: k, k: q, query_position: n, key_position: m, layout, scaling })).toBe(score(m, n));
        const [a, b] = [
          [q, m],
          [k, n],
        ].map(([x, position]) => resultOf("rope-rotate", { x, position, layout, scaling }));
        expect(score(m, n)).toBeCloseTo(total(a!.map((value, i) => value * b![i]!)), 9);
      }),
      settings,
    );
  });
});

describe("softmax", () => {
  test("sums to 1, stays between 0 and 1 and keeps the order", () => {
    fc.assert(
      fc.property(anyList(near), fc.double({ min: 0.1, max: 10, noNaN: true }), (x, temperature) => {
        const p = resultOf("softmax", { x, temperature });
        expect(total(p)).toBeCloseTo(1, 14);
        for (const [i, value] of p.entries()) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
          for (const [j, other] of p.entries()) if (x[i]! > x[j]!) expect(value).toBeGreaterThanOrEqual(other);
        }
      }),
      settings,
    );
  });

  test("ignores a shift of all scores; the temperature divides them", () => {
    fc.assert(
      fc.property(anyList(whole), fc.integer({ min: -1e9, max: 1e9 }), fc.constantFrom(0.25, 0.5, 2, 8), (x, shift, temperature) => {
        const p = resultOf("softmax", { x, temperature });
        expect(resultOf("softmax", { x: x.map((value) => value + shift), temperature })).toEqual(p);
        expect(resultOf("softmax", { x: x.map((value) => value / temperature) })).toEqual(p);
      }),
      settings,
    );
  });
});

describe("normalisation without eps", () => {
  const scale = fc.integer({ min: 1, max: 1_000_000 });
  const notAllZero = anyList(whole).filter((x) => x.some((value) => value !== 0));

  test("RMSNorm ignores a positive scale, and a negative one turns the signs", () => {
    fc.assert(
      fc.property(notAllZero, scale, fc.constantFrom("inside_sqrt", "outside_sqrt"), (x, scale, eps_placement) => {
        const normal = resultOf("rmsnorm", { x, eps: 0, eps_placement });
        expect(resultOf("rmsnorm", { x: x.map((value) => value * scale), eps: 0, eps_placement })).toEqual(normal);
        const turned = resultOf("rmsnorm", { x: x.map((value) => -value * scale), eps: 0, eps_placement });
        // 0 - value: zeros have no sign here.
        expect(turned.map((value) => 0 - value)).toEqual(normal.map((value) => value + 0));
        expect(total(normal.map((value) => value * value)) / x.length).toBeCloseTo(1, 13);
      }),
      settings,
    );
  });

  test("LayerNorm ignores a shift too", () => {
    fc.assert(
      fc.property(
        anyList(whole, 2).filter((x) => new Set(x).size > 1),
        scale,
        fc.integer({ min: -1e9, max: 1e9 }),
        (x, scale, shift) => {
          const normal = resultOf("layernorm", { x, eps: 0 });
          expect(resultOf("layernorm", { x: x.map((value) => value * scale + shift), eps: 0 })).toEqual(normal);
          expect(total(normal)).toBeCloseTo(0, 12);
        },
      ),
      settings,
    );
  });
});

describe("GAE", () => {
  type Gae = { advantages: number[]; returns: number[] };
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const episode = fc
    .integer({ min: 1, max: 8 })
    .chain((n) => fc.tuple(listOf(near, n), listOf(near, n), listOf(fc.boolean(), n), near, share, share));

  test("an advantage is its own surprise and a share of the next one's; nothing passes the end of an episode", () => {
    fc.assert(
      fc.property(episode, ([rewards, values, dones, bootstrap_value, gamma, lambda]) => {
        const { advantages, returns } = resultOf<Gae>("gae", { rewards, values, dones, bootstrap_value, gamma, lambda });
        rewards.forEach((reward, t) => {
          const goesOn = dones[t] ? 0 : 1;
          const surprise = reward + goesOn * gamma * (values[t + 1] ?? bootstrap_value) - values[t]!;
          expect(advantages[t]).toBeCloseTo(surprise + goesOn * gamma * lambda * (advantages[t + 1] ?? 0), 10);
          expect(returns[t]).toBeCloseTo(advantages[t]! + values[t]!, 12);
        });
      }),
      settings,
    );
  });

  test("with λ = 1 the values between telescope away: discounted rewards and the bootstrap value are left", () => {
    fc.assert(
      fc.property(episode, listOf(near, 8), ([rewards, values, , bootstrap_value, gamma], others) => {
        const { returns } = resultOf<Gae>("gae", { rewards, values, bootstrap_value, gamma, lambda: 1 });
        rewards.forEach((_, t) => {
          const ahead = [...rewards, bootstrap_value].slice(t);
          expect(returns[t]).toBeCloseTo(total(ahead.map((reward, k) => reward * gamma ** k)), 9);
        });
        const elsewhere = resultOf<Gae>("gae", { rewards, values: others.slice(0, rewards.length), bootstrap_value, gamma, lambda: 1 });
        elsewhere.returns.forEach((value, t) => {
          expect(value).toBeCloseTo(returns[t]!, 9);
        });
      }),
      settings,
    );
  });
});

describe("PPO", () => {
  type Policy = { loss: number; per_token_loss: number[]; clip_fraction: number };
  const advantage = fc.double({ min: 0.01, max: 10, noNaN: true });
  const [low, high] = [0.2, 0.28];
  const policy = (ratio: number, by: number, A: number): Policy => {
    const inputs = { logp_new: [Math.log(ratio) + by], logp_old: [0], advantages: [A] };
    return resultOf<Policy>("ppo-policy-loss", { ...inputs, clip_epsilon: low, clip_epsilon_high: high });
  };
  const step = 2 ** -20;
  const slope = (ratio: number, A: number): number => (policy(ratio, step, A).loss - policy(ratio, -step, A).loss) / (2 * step);

  test("the gradient is 0 exactly where clipping binds: what is good already likelier, what is bad already rarer", () => {
    fc.assert(
      fc.property(
        advantage,
        fc.double({ min: high + 0.01, max: 5, noNaN: true }),
        fc.double({ min: 0.01, max: 0.79, noNaN: true }),
        (A, above, rare) => {
          for (const [ratio, sign, bound] of [
            [1 + above, 1, 1 + high],
            [rare, -1, 1 - low],
          ] as const) {
            expect(slope(ratio, sign * A)).toBe(0);
            expect(policy(ratio, 0, sign * A).clip_fraction).toBe(1);
            expect(policy(ratio, 0, sign * A).loss).toBeCloseTo(-sign * A * bound, 12);
          }
        },
      ),
      settings,
    );
  });

  test("elsewhere the gradient is that of the ratio, −A·ρ", () => {
    const free = fc.oneof(
      fc.record({ ratio: fc.double({ min: 0.01, max: 1.27, noNaN: true }), sign: fc.constant(1) }),
      fc.record({ ratio: fc.double({ min: 0.81, max: 5, noNaN: true }), sign: fc.constant(-1) }),
    );
    fc.assert(
      fc.property(advantage, free, (A, { ratio, sign }) => {
        expect(slope(ratio, sign * A) / (sign * A * ratio)).toBeCloseTo(-1, 5);
        expect(policy(ratio, 0, sign * A).clip_fraction).toBe(0);
      }),
      settings,
    );
  });

  test("masked tokens have no gradient", () => {
    fc.assert(
      fc.property(anyList(near, 2), near, (advantages, other) => {
        const mask = advantages.map((_, t) => t > 0);
        const loss = (first: number): Policy =>
          resultOf<Policy>("ppo-policy-loss", {
            logp_new: [first, ...advantages.slice(1).map(() => -1)],
            logp_old: advantages.map(() => -1),
            advantages,
            mask,
          });
        expect(loss(other)).toEqual(loss(-1));
      }),
      settings,
    );
  });

  test("the value loss is flat where the old value's surroundings bind it", () => {
    fc.assert(
      fc.property(
        near,
        fc.double({ min: 0.3, max: 5, noNaN: true }),
        fc.double({ min: 0.1, max: 5, noNaN: true }),
        (old, beyond, further) => {
          // The new value went towards the return by more than the range, so the bounded one is further off.
          const loss = (by: number): number =>
            resultOf<{ loss: number }>("ppo-value-loss", {
              values_new: [old + beyond + by],
              values_old: [old],
              returns: [old + beyond + further],
            }).loss;
          expect(loss(step)).toBe(loss(0));
        },
      ),
      settings,
    );
  });
});
