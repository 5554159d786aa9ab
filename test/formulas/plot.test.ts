/** What the pictures are made of: their curves are the formulas, their ranges those that were asked for. Constants: from papers, or by hand as shown. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shellWords } from "../../src/cli/calc/shell.ts";
import { readWords } from "../../src/cli/calc/words.ts";
import { evaluate, type Formula, findFormula, formulas, InputError } from "../../src/formulas/index.ts";
import { type Drawing, drawFormula } from "../../src/formulas/plot/draw.ts";
import type { Bars, Curve, Curves, HeatMap } from "../../src/formulas/plot/picture.ts";
import { rightShapes } from "./shapes.ts";

type Inputs = Readonly<Record<string, unknown>>;

const draw = (id: string, inputs: Inputs = {}, range = ""): Drawing => drawFormula(findFormula(id)!, inputs, [], range);
const curves = (id: string, inputs: Inputs = {}, range = ""): Curves => draw(id, inputs, range).picture as Curves;
const bars = (id: string, inputs: Inputs): Bars => draw(id, inputs).picture as Bars;
const heat = (id: string, inputs: Inputs = {}, range = ""): HeatMap => draw(id, inputs, range).picture as HeatMap;

/** The curve at x, between the two samples around it. */
const at = ({ points }: Curve, x: number): number => {
  const after = points.findIndex((point) => point.x >= x);
  const [a, b] = [points[Math.max(0, after - 1)]!, points[after]!];
  return a.x === b.x ? b.y : a.y + ((b.y - a.y) * (x - a.x)) / (b.x - a.x);
};

const drawn = formulas.filter(({ plot }) => plot !== undefined);

describe.each(drawn.map((formula) => [formula.id, formula] as const))("the picture of %s", (_id, formula: Formula) => {
  test("is drawn for every example", () => {
    for (const { command } of formula.examples) {
      const { named, positional, options } = readWords(shellWords(command).slice(2));
      const { picture } = drawFormula(formula, named, positional, (options.plot as string | undefined) ?? "");
      if (picture.kind === "heat") {
        expect(picture.values.length).toBe(picture.rows.names.length);
        for (const row of picture.values) expect(row.length).toBe(picture.columns.names.length);
      } else if (picture.kind === "bars") for (const { values } of picture.rows) expect(values.length).toBe(picture.series.length);
      else for (const { points } of picture.curves) expect(points.some(({ y }) => Number.isFinite(y))).toBe(true);
    }
  });

  test("says what it is in both languages", () => {
    expect(formula.plot!.about.en).not.toMatch(/\p{Script=Han}/u);
    expect(formula.plot!.about.zh).toMatch(/\p{Script=Han}/u);
  });

  test("stands any number of the right shape", () => {
    fc.assert(
      fc.property(rightShapes(formula), (named) => {
        try {
          drawFormula(formula, named, [], "");
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
        }
      }),
      { numRuns: 60 },
    );
  });
});

/** A formula of one vector, element by element: what exact arithmetic makes of the points of its curve. */
test.each(["swish", "gelu", "sigmoid", "softplus", "log-sigmoid", "relu"])("%s: the curve is the formula, exactly evaluated", (id) => {
  const { points } = curves(id, {}, "-7:5").curves[0]!;
  expect([points[0]!.x, points.at(-1)!.x]).toEqual([-7, 5]);
  const exact = evaluate(findFormula(id)!, { x: points.map(({ x }) => x) }, [], false).result as number[];
  points.forEach(({ y }, i) => {
    expect(Math.abs(y - exact[i]!)).toBeLessThanOrEqual(1e-13 * Math.max(1, Math.abs(exact[i]!)));
  });
});

test("null is not given, to a picture too", () => {
  expect(draw("swish", { x: null })).toEqual(draw("swish"));
  expect(draw("kaplan-law", { parameters: null, tokens: null })).toEqual(draw("kaplan-law"));
});

describe("curves", () => {
  test("SiLU is least at x = -1.2784645, where it is -0.2784645 (Ramachandran 2017; root of 1 + e^-x + x e^-x)", () => {
    const { points } = curves("swish", {}, "-2:0").curves[0]!;
    const least = points.reduce((a, b) => (b.y < a.y ? b : a));
    expect(least.x).toBeCloseTo(-1.2784645, 2);
    expect(least.y).toBeCloseTo(-0.2784645, 5);
  });

  test("a kink lies on a sample: ReLU turns at 0", () => {
    expect(curves("relu").curves[0]!.points.find(({ x }) => x === 0)).toEqual({ x: 0, y: 0 });
  });

  test("PPO: min(ρA, clip(ρ, 0.8, 1.2)A) by hand", () => {
    const [up, down] = curves("ppo-policy-loss").curves;
    for (const [ratio, gain, loss] of [
      [0.5, 0.5, -0.8],
      [1, 1, -1],
      [1.1, 1.1, -1.1],
      [1.5, 1.2, -1.5],
      [2, 1.2, -2],
    ] as const) {
      expect(at(up!, ratio)).toBeCloseTo(gain, 10);
      expect(at(down!, ratio)).toBeCloseTo(loss, 10);
    }
  });

  test("PPO: tokens are marked on their curve, masked ones are not; asymmetric bounds are where they are", () => {
    const picture = curves("ppo", {
      logp_new: [-0.5, -1, -1],
      logp_old: [-1, -1, -1],
      advantages: [2, -3, 1],
      mask: [1, 1, 0],
      clip_epsilon_high: 0.28,
    });
    expect(picture.marks!.map(({ x }) => x)).toEqual([Math.exp(0.5), 1]);
    expect(picture.marks![0]!.y).toBeCloseTo(1.28, 12);
    expect(picture.marks![1]!.y).toBeCloseTo(-1, 12);
    expect(picture.uprights!.map((guide) => guide.at)).toEqual([0.8, 1.28]);
  });

  test("KL: k1 = -ln r, k2 = (ln r)²/2, k3 = r - 1 - ln r", () => {
    const [k1, k2, k3] = curves("kl-penalty").curves;
    for (const logRatio of [-3, -1, 0, 1, 2.5]) {
      expect(at(k1!, logRatio)).toBeCloseTo(-logRatio, 8);
      expect(at(k2!, logRatio)).toBeCloseTo(logRatio ** 2 / 2, 4);
      expect(at(k3!, logRatio)).toBeCloseTo(Math.expm1(logRatio) - logRatio, 3);
    }
  });

  test("the gates of a unit stand on its curve: x = [1, 2], W = [[1, 2], [3, 4]] gives 7 and 10", () => {
    const picture = curves("swiglu", {
      x: [1, 2],
      W: [
        [1, 2],
        [3, 4],
      ],
    });
    expect(picture.marks!.map(({ x }) => x)).toEqual([7, 10]);
    for (const mark of picture.marks!) expect(mark.y).toBeCloseTo(mark.x / (1 + Math.exp(-mark.x)), 12);
    expect(picture.x.to).toBe(10);
  });

  test("a gate that is no number is no error: its mark is not finite", () => {
    expect(curves("swiglu", { x: ["inf", 1] }).marks!.map(({ y }) => Number.isFinite(y))).toEqual([false, false]);
    expect(curves("swiglu", { x: [2, 1] }).marks!.map(({ x }) => x)).toEqual([2, 1]);
  });

  test("RoPE: wavelengths run from 2π to 2π·b^(1-2/d); linear scaling multiplies all of them", () => {
    const [scaled, plain] = curves("rope-frequencies", { rotary_dim: 64, scaling: { type: "linear", factor: 4 } }).curves;
    expect(plain!.points[0]!.y).toBeCloseTo(2 * Math.PI, 12);
    expect(plain!.points.at(-1)!.y / (2 * Math.PI * 10000 ** (62 / 64))).toBeCloseTo(1, 12);
    scaled!.points.forEach(({ y }, i) => {
      expect(y / plain!.points[i]!.y).toBeCloseTo(4, 12);
    });
  });

  test("Chinchilla's own point lies on its curve, which falls towards its limit (constants of Hoffmann 2022)", () => {
    const picture = curves("chinchilla-law", { parameters: 70e9, tokens: 1.4e12 });
    const limit = 1.69 + 410.7 / 1.4e12 ** 0.28;
    expect(picture.marks![0]!.y).toBeCloseTo(limit + 406.4 / 70e9 ** 0.34, 10);
    expect(picture.levels![0]!.at).toBeCloseTo(limit, 10);
    const heights = picture.curves[0]!.points.map(({ y }) => y);
    expect(heights).toEqual([...heights].sort((a, b) => b - a));
  });

  test("speculative decoding: (1 - α^6)/(1 - α) for five drafted tokens, 1 at α = 0 and 6 at α = 1", () => {
    const [tokens] = curves("speculative-acceptance").curves;
    expect([at(tokens!, 0), at(tokens!, 1)]).toEqual([1, 6]);
    expect(at(tokens!, 0.8)).toBeCloseTo((1 - 0.8 ** 6) / 0.2, 6);
  });
});

describe("heat maps and bars", () => {
  test("RoPE: row i, column m is cos(m·b^(-2i/d))", () => {
    const { values, columns } = heat("rope", { rotary_dim: 32 }, "3:40");
    expect(columns.names).toEqual(Array.from({ length: 38 }, (_, i) => String(i + 3)));
    values.forEach((row, i) => {
      row.forEach((value, j) => {
        expect(value).toBeCloseTo(Math.cos((j + 3) * 10000 ** ((-2 * i) / 32)), 12);
      });
    });
  });

  test("attention: what is masked is not there, what is seen adds up to 1, also in a window", () => {
    const Q = [
      [1, 0],
      [0, 1],
      [1, 1],
      [2, 1],
    ];
    const { values } = heat("attention", { Q, K: Q, V: Q, causal: true, sliding_window: 2 });
    expect(values.map((row) => row.map((value) => value !== null))).toEqual([
      [true, false, false, false],
      [true, true, false, false],
      [false, true, true, false],
      [false, false, true, true],
    ]);
    for (const row of values) expect(row.reduce<number>((sum, value) => sum + (value ?? 0), 0)).toBeCloseTo(1, 12);
  });

  test("ALiBi: rows are filled up with what is not there", () => {
    expect(heat("alibi-bias", { num_heads: 8, head: 0, seq_len: 2 }).values).toEqual([
      [-0, null],
      [-0.5, -0],
    ]);
  });

  test("experts that were not chosen have no weight", () => {
    const { rows } = bars("moe-routing", { logits: [0, 2, 1], top_k: 2 });
    expect(rows.map(({ values }) => values[1] === null)).toEqual([true, false, false]);
  });

  test("before and after: whitening leaves mean 0", () => {
    const { rows } = bars("whiten", { x: [1, 2, 3, 4] });
    expect(rows.map(({ values }) => values[0])).toEqual([1, 2, 3, 4]);
    expect(rows.reduce((sum, { values }) => sum + values[1]!, 0)).toBeCloseTo(0, 12);
  });
});

describe("ranges", () => {
  test("the usual one takes in what is given; one that was asked for does not move", () => {
    expect(curves("swish", { x: [9, -40, "inf"] }).x).toMatchObject({ from: -40, to: 9 });
    expect(curves("swish", { x: [9] }, "-1:1").x).toMatchObject({ from: -1, to: 1 });
  });

  test("both signs, exponents and full-width forms", () => {
    expect(curves("swish", {}, "−1e1:2").x).toMatchObject({ from: -10, to: 2 });
    expect(curves("swish", {}, "－３：３").x).toMatchObject({ from: -3, to: 3 });
  });

  test("a long range of positions is thinned out, and says so", () => {
    const picture = heat("rope", {}, "0:100000");
    expect(picture.every).toBeGreaterThan(1);
    expect(Number(picture.columns.names[1])).toBe(picture.every);
    expect(heat("rope", {}, "0:100").every).toBeUndefined();
  });

  test.each([
    ["swish", "3:1"],
    ["swish", "1:1"],
    ["swish", "1"],
    ["swish", "1:2:3"],
    ["swish", "a:2"],
    ["swish", ":2"],
    ["swish", "-inf:2"],
    ["swish", "-1e308:1e308"],
    ["ppo-policy-loss", "-1:2"],
    ["speculative-acceptance", "0:2"],
    ["chinchilla-law", "0:1e9"],
    ["rope", "1.2:1.9"],
    ["rope-frequencies", "0:64"],
    ["softmax", "0:1"],
    ["perplexity", ""],
  ])("%s over %j is refused", (id, range) => {
    expect(() => draw(id, id === "softmax" ? { x: [1, 2] } : {}, range)).toThrow(InputError);
  });

  test("without numbers the picture stands alone; with some that others need, the missing ones are asked for", () => {
    expect(draw("swish").alone).toBe(true);
    expect(draw("swish", { x: [1] }).alone).toBe(false);
    expect(() => draw("ppo-policy-loss", { logp_new: [-1] })).toThrow(/needs logp_old/);
    expect(() => draw("softmax")).toThrow(/needs x/);
  });
});
