/** Plain doubles with compensated sums: how far they are from the oracle's numbers, and long lists read piece by piece. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { flat, type OracleCase, ulpDistance } from "../../src/build/oracle.ts";
import { inExactArithmetic } from "../../src/formulas/exact/arithmetic.ts";
import { dot, expm1Less, sum } from "../../src/formulas/float64/compensated.ts";
import { erf, erfc, normal } from "../../src/formulas/float64/error-function.ts";
import {
  elementwiseInFloat64,
  evaluate,
  evaluateInFloat64,
  findFormula,
  formulas,
  InputError,
  numberStream,
} from "../../src/formulas/index.ts";
import { parseNested } from "../../src/formulas/values.ts";
import { cases } from "./oracle-cases.ts";

const ordinary = cases.filter(({ kind }) => kind === "ordinary");

const worstOf = ({ formula, inputs, result }: OracleCase): number => {
  const found = flat(evaluateInFloat64(findFormula(formula)!, inputs, [], false).result);
  return Math.max(...flat(result).map((wanted, i) => ulpDistance(found[i]!, wanted)));
};

/** An error of the angle is multiplied by the position; what is left of a difference of rounded numbers has few digits. */
const sensitive = [
  "rope-rotate",
  "rope-score",
  "rope-frequencies",
  "sinusoidal-pe",
  "attention",
  "gae",
  "dpo-loss",
  "grpo-loss",
  "swiglu",
  "gelu",
  "chinchilla-optimum",
];

describe("the oracle's ordinary cases in float64", () => {
  test.each(formulas.map(({ id }) => id).filter((id) => !sensitive.includes(id)))("%s: at most 8 ulp", (id) => {
    const own = ordinary.filter(({ formula }) => formula === id);
    expect(own.length).toBeGreaterThan(0);
    for (const one of own) expect(worstOf(one), JSON.stringify(one.inputs)).toBeLessThanOrEqual(8);
  });

  test("of all cases nineteen in twenty are within 16 ulp", () => {
    const within = ordinary.filter((one) => worstOf(one) <= 16).length;
    expect(within / ordinary.length).toBeGreaterThan(0.95);
  });
});

const moderate = fc.double({ min: -1e100, max: 1e100, noNaN: true });

test("sums and dot products are as exact as with twice the digits", () => {
  const exactDot = (x: readonly number[], y: readonly number[]): number =>
    inExactArithmetic((a) =>
      a.toNumber(x.map((value, i) => a.mul(a.fromNumber(value), a.fromNumber(y[i]!))).reduce(a.add, a.fromNumber(0))),
    );
  expect(sum([1e16, 1, -1e16])).toBe(1);
  expect(dot([1e16, 1, -1e16], [1, 1, 1])).toBe(1);
  expect(sum([Infinity, 1])).toBe(Infinity);
  expect(sum([1e308, 1e308])).toBe(Infinity);
  fc.assert(
    fc.property(fc.array(fc.tuple(moderate, moderate), { minLength: 1, maxLength: 20 }), (pairs) => {
      const [x, y] = [pairs.map(([one]) => one), pairs.map(([, other]) => other)];
      const wanted = exactDot(x, y);
      const size = pairs.reduce((total, [one, other]) => total + Math.abs(one * other), 0);
      fc.pre(size > 1e-250 || size === 0);
      // Ogita, Rump and Oishi, corollary 5.7: u |xᵀy| + n² u² |x|ᵀ|y|.
      expect(Math.abs(dot(x, y) - wanted)).toBeLessThanOrEqual(2 ** -52 * Math.abs(wanted) + pairs.length ** 2 * 2 ** -104 * size);
    }),
  );
});

test("erf, erfc, the normal share and e^x − 1 − x against exact arithmetic", () => {
  const exactly = (compute: Parameters<typeof inExactArithmetic<number>>[0]): number => inExactArithmetic(compute);
  fc.assert(
    fc.property(fc.double({ min: -26, max: 26, noNaN: true }), (x) => {
      fc.pre(Math.abs(x) > 1e-300);
      expect(
        ulpDistance(
          erfc(x),
          exactly((a) => a.toNumber(a.erfc(a.fromNumber(x)))),
        ),
      ).toBeLessThanOrEqual(4);
      expect(
        ulpDistance(
          erf(x),
          exactly((a) => a.toNumber(a.sub(a.fromNumber(1), a.erfc(a.fromNumber(x))))),
        ),
      ).toBeLessThanOrEqual(8);
      const share = exactly((a) => a.toNumber(a.div(a.erfc(a.div(a.fromNumber(-x), a.sqrt(a.fromNumber(2)))), a.fromNumber(2))));
      expect(ulpDistance(normal(x), share)).toBeLessThanOrEqual(8);
      const k3 = exactly((a) => a.toNumber(a.sub(a.expm1(a.fromNumber(x)), a.fromNumber(x))));
      expect(ulpDistance(expm1Less(x), k3)).toBeLessThanOrEqual(8);
    }),
    { numRuns: 300 },
  );
});

test("what is not a number stays so in k3", () => {
  expect(expm1Less(Number.NaN)).toBeNaN();
  const { result } = evaluateInFloat64(findFormula("kl-penalty")!, { logp_policy: ["nan"], logp_ref: [0], estimator: "k3" }, [], false);
  expect(flat(result).at(-1)).toBeNaN();
});

describe("lists longer than a call has room for arguments", () => {
  const vocabulary = 151_936;

  test("the logits of a whole vocabulary, all alike", () => {
    const { result } = evaluateInFloat64(findFormula("sampling")!, { logits: Array(vocabulary).fill(0) }, [], false);
    const p = result as number[];
    expect([p.length, p[0], p.at(-1)]).toEqual([vocabulary, 1 / vocabulary, 1 / vocabulary]);
  });

  test("a group of as many answers, of which the first has two tokens and all the reward", () => {
    // Its mean reward is 1: the advantages are G − 1 and −1. The tokens' losses add up to −2(G − 1) + (G − 1), over 2G.
    const completions = Array.from({ length: vocabulary }, (_, i) => {
      const logp = i === 0 ? [-1, -1] : [-1];
      return { logp_new: logp, logp_old: logp };
    });
    const rewards = completions.map((_, i) => (i === 0 ? vocabulary : 0));
    const inputs = { completions, rewards, scale_by_std: false, normalization: "dr_grpo" };
    const { result } = evaluateInFloat64(findFormula("grpo-loss")!, inputs, [], false);
    expect((result as unknown as { loss: number }).loss).toBe(-(vocabulary - 1) / (2 * vocabulary));
  });
});

test("the values of a mean far from 0 keep their digits", () => {
  const x = [1e8 + 0.25, 1e8 - 0.5, 1e8 + 1];
  const [plain, exact] = [evaluateInFloat64(findFormula("layernorm")!, { x }), evaluate(findFormula("layernorm")!, { x })];
  const wanted = flat(exact.result);
  expect(Math.max(...flat(plain.result).map((value, i) => ulpDistance(value, wanted[i]!)))).toBeLessThanOrEqual(2);
});

describe("element by element", () => {
  const marked = formulas.filter(({ isElementwise }) => isElementwise);
  test("there are some", () => expect(marked.map(({ id }) => id)).toContain("sigmoid"));
  test.each(marked.map((formula) => [formula.id, formula] as const))("%s: pieces give what the whole gives", (_, formula) => {
    const x = [-30, -2, -0.1, 0, 0.1, 2, 30, 700];
    const apply = elementwiseInFloat64(formula, {});
    expect([...apply(x.slice(0, 3)), ...apply(x.slice(3))]).toEqual(evaluateInFloat64(formula, { x }).result);
  });
});

const streamed = (pieces: readonly string[]): number[] => {
  const stream = numberStream("x");
  return [...pieces.flatMap((piece) => [...stream.push(piece)]), ...stream.end()];
};

describe("a stream of numbers", () => {
  const texts = [
    "1 2 3",
    "1,2,3",
    "[1, 2, 3]",
    " [ 1 2\n3 ] \n",
    "1 , 2,\n3",
    "+.5 1. 1e3 −2 inf -inf nan １２",
    "0.1,0.2,0.3\n0.4,0.5",
    "12,3456",
    "[1,234]",
  ];
  test.each(texts)("%j is read as it is at once, wherever it is cut", (text) => {
    const whole = parseNested(text, "x");
    for (let at = 0; at <= text.length; at += 1) expect(streamed([text.slice(0, at), text.slice(at)])).toEqual(whole);
    expect(streamed([...text])).toEqual(whole);
  });

  test("any list, in any pieces", () => {
    const cuts = fc.array(fc.nat({ max: 400 }), { maxLength: 6 });
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }),
        fc.constantFrom(" ", "\n", ", "),
        cuts,
        (values, separator, at) => {
          const text = values.join(separator);
          const places = [0, ...at.filter((place) => place < text.length).sort((a, b) => a - b), text.length];
          const pieces = places.slice(1).map((place, i) => text.slice(places[i], place));
          expect(streamed(pieces)).toEqual(values.map((value) => value + 0));
        },
      ),
    );
  });

  test("a long list without blanks is not taken for thousands where it is cut", () => {
    const values = Array.from({ length: 60_000 }, (_, i) => 100 + (i % 900));
    const text = values.join(",");
    expect(streamed([text.slice(0, 70_000), text.slice(70_000, 140_000), text.slice(140_000)])).toEqual(values);
  });

  const broken: readonly (readonly [readonly string[], RegExp])[] = [
    [["1 2 ", "3 x 5 ", "6"], /x\[3\].*"x" is not a number/],
    [["1 2 ", "3 1e400 "], /x\[3\].*largest double/],
    [["1 ", ",", " , 2"], /comma/],
    [["1 2, "], /comma/],
    [["1,", " "], /comma/],
    [["[1 2 "], /closing bracket/],
    [["[1 2] ", "3"], /follows the closing bracket/],
    [["1 2] 3"], /closing bracket ] too many/],
    [["[[1,2],", "[3,4]]"], /list/],
    [["1,000 ", "2"], /one number or a list/],
    [["1,0", "00,001 "], /one number or a list/],
    [["null 1"], /"null"/],
    [[" \n"], /empty/],
  ];
  test.each(broken)("%j is refused", (pieces, message) => {
    let caught: unknown;
    try {
      streamed(pieces);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(InputError);
    expect((caught as InputError).text.en).toMatch(message);
  });
});
