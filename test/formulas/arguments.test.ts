import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate, findFormula, formulas, InputError, inputNames } from "../../src/formulas/index.ts";
import { expectRefusal, refusalOf } from "./evaluated.ts";

const run = (name: string, named: Readonly<Record<string, unknown>>, positional: readonly string[] = []) =>
  evaluate(findFormula(name)!, named, positional);

const errorOf = (name: string, named: Readonly<Record<string, unknown>>, positional: readonly string[] = []): InputError =>
  refusalOf(() => run(name, named, positional));

describe("numbers by position", () => {
  test("fill the first list, however they are written", () => {
    const expected = run("softmax", { x: [-1, 2, -3] }).result;
    for (const tokens of [["-1", "2", "-3"], ["-1,2,-3"], ["-1 2 -3"], ["[-1,2,-3]"], ["[-1,", "2,", "-3]"], ["−1，2，－3"]])
      expect(run("softmax", {}, tokens).result).toEqual(expected);
  });

  test("fill a formula without lists in order, around what is named", () => {
    expect(run("rope-frequencies", {}, ["8", "500000"]).inputs).toMatchObject({ rotary_dim: 8, theta_base: 500_000 });
    expect(run("rope-frequencies", { rotary_dim: 4 }, ["100"]).inputs).toMatchObject({ rotary_dim: 4, theta_base: 100 });
  });

  test.each([
    ["rope-frequencies", {}, ["8", "10000", "3"], "rope-frequencies", '"3"'],
    ["rope-frequencies", {}, [""], "rotary_dim", '""'],
    ["relu", {}, ["1", ""], "x[1]", '""'],
    ["relu", {}, ["1", "x"], "x[1]", '"x"'],
    ["relu", {}, ["1,000"], "x", '"1,000"'],
    ["relu", { x: [1] }, ["2"], "x", "x"],
  ])("%s %j %j is refused at %s", (name, named, tokens, path, shown) => {
    expectRefusal(() => run(name, named, tokens), path, shown);
  });
});

describe("named inputs", () => {
  test("take text and JSON values alike", () => {
    const text = run("glu", { x: "1 2", W: "1 2; 3 4", V: "[[1,0],[0,1]]", b: "1,1" });
    const json = run("glu", {
      x: [1, 2],
      W: [
        [1, 2],
        [3, 4],
      ],
      V: [
        [1, 0],
        [0, 1],
      ],
      b: [1, 1],
      c: null,
    });
    expect(text).toEqual(json);
    expect(json.inputs).toEqual({
      x: [1, 2],
      W: [
        [1, 2],
        [3, 4],
      ],
      V: [
        [1, 0],
        [0, 1],
      ],
      b: [1, 1],
      c: null,
    });
  });

  test("have their defaults filled in", () => {
    expect(run("rmsnorm", { x: [1, 2] }).inputs).toEqual({
      x: [1, 2],
      gain: null,
      eps: 1e-6,
      unit_offset: false,
      eps_placement: "inside_sqrt",
    });
    expect(run("rope", { x: [1, 2], position: 0 }).inputs).toMatchObject({ theta_base: 10_000, layout: "interleaved", inverse: false });
  });

  test("choices take hyphens and any case, booleans their usual words, masks 0 and 1", () => {
    expect(run("rmsnorm", { x: [1], eps_placement: "Outside-Sqrt" }).inputs.eps_placement).toBe("outside_sqrt");
    for (const yes of ["true", "1", "yes", "on", true, 1])
      expect(run("rmsnorm", { x: [1], unit_offset: yes }).inputs.unit_offset).toBe(true);
    const tokens = { logp_new: [0, 0], logp_old: [0, 0], advantages: [1, 3] };
    for (const mask of ["0 1", "[0,1]", "false,true", [false, true], [0, 1]])
      expect(run("ppo", { ...tokens, mask }).result).toMatchObject({ loss: -3 });
  });

  test("strings name the non-finite numbers in data", () => {
    expect(run("relu", { x: ["Infinity", "-inf", "NaN"] }).result).toEqual([Infinity, 0, Number.NaN]);
  });

  test.each([
    ["relu", { y: 1 }, "y", "x"],
    ["relu", {}, "x", "relu"],
    ["relu", { x: null }, "x", "relu"],
    ["relu", { x: [] }, "x", "x"],
    ["relu", { x: "[]" }, "x", "x"],
    ["relu", { x: [[1]] }, "x[0]", "x[0]"],
    ["relu", { x: [1, null] }, "x[1]", "null"],
    ["relu", { x: [1, true] }, "x[1]", "true"],
    ["relu", { x: { a: 1 } }, "x", '{"a":1}'],
    ["relu", { x: [Infinity] }, "x[0]", "inf"],
    ["rope", { x: [1, 2] }, "position", "position"],
    ["rope", { x: [1, 2, 3], position: 1 }, "x", "3"],
    ["rope", { x: [1, 2], position: 1, rotary_dim: 4 }, "rotary_dim", "4"],
    ["rope", { x: [1, 2, 3, 4], position: 1, rotary_dim: 3 }, "rotary_dim", "3"],
    ["rope", { x: [1, 2], position: "inf" }, "position", "Infinity"],
    ["rope", { x: [1, 2], position: 1, theta_base: 0 }, "theta_base", "0"],
    ["rope", { x: [1, 2], position: 1, layout: "neox" }, "layout", '"neox"'],
    ["rope-frequencies", { rotary_dim: 2.5 }, "rotary_dim", "2.5"],
    ["rope-score", { q: [1, 2], k: [1, 2, 3, 4], query_position: 1, key_position: 0 }, "k", "4"],
    ["rmsnorm", { x: [1, 2, 3, 4], gain: [1, 1, 1] }, "gain", "3"],
    ["rmsnorm", { x: [1], eps: -1 }, "eps", "-1"],
    ["rmsnorm", { x: [1], eps: "1e-6 1" }, "eps", '"1e-6 1"'],
    ["rmsnorm", { x: [1], unit_offset: "maybe" }, "unit_offset", '"maybe"'],
    ["rmsnorm", { x: [0, 0], eps: 0 }, "x", "0/0"],
    ["layernorm", { x: [0.1, 0.1, 0.1], eps: 0 }, "x", "0/0"],
    ["layernorm", { x: [1], ddof: 1 }, "ddof", "1"],
    ["softmax", { x: [1], temperature: 0 }, "temperature", "0"],
    ["glu", { x: [1, 2], W: [[1], [1], [1]] }, "W", "3"],
    ["glu", { x: [1, 2], W: [[1, 2], [3]] }, "W[1]", "1"],
    ["glu", { x: [1, 2], W: [[1], [1]] }, "W", "xV"],
    ["glu", { x: [1, 2], b: [1] }, "b", "xW"],
    ["swiglu", { x: [1, 2], W2: [[1]] }, "W2", "1"],
    ["reward-model-loss", { rewards: [1] }, "rewards", "0/0"],
    ["reward-model-loss", { rewards: [1, 2], ranks: [1, 1], normalization: "pairs_compared" }, "ranks", "0/0"],
    ["reward-model-loss", { rewards: [1, 2], ranks: [1, 0.5] }, "ranks[1]", "0.5"],
    ["ppo", { logp_new: [0], logp_old: [0, 0], advantages: [0] }, "logp_old", "2"],
    ["ppo", { logp_new: [0], logp_old: [0], advantages: [0], mask: [0] }, "mask", "0/0"],
    ["ppo", { logp_new: [0], logp_old: [0], advantages: [0], mask: [2] }, "mask[0]", "2"],
  ])("%s %j is refused at %s", (name, named, path, shown) => {
    expectRefusal(() => run(name, named), path, shown);
  });

  test("an unknown name is answered with the names there are", () => {
    expect(errorOf("relu", { y: 1 }).suggestions).toEqual(["x"]);
    expect(inputNames(findFormula("glu")!)).toEqual(["x", "W", "V", "b", "c"]);
  });
});

test("nesting without end is an error, not an overflow", () => {
  const depth = 200_000;
  const text = "[".repeat(depth) + "]".repeat(depth);
  expect(errorOf("relu", { x: text }).path).toMatch(/^x\[0\]/);
  const nested = Array.from({ length: depth }).reduce((inner) => [inner], 1 as unknown);
  expect(errorOf("relu", { x: nested }).path).toMatch(/^x\[0\]/);
});

test("whatever is given, the answer is a result or an InputError", () => {
  const value = fc.oneof(
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.constantFrom("1 2", "inf", "NaN", "half", "[[1,2],[3,4]]", "", "1,000", "1;2"),
    fc.array(fc.oneof(fc.double(), fc.constantFrom("inf", "nan")), { maxLength: 4 }),
    fc.array(fc.array(fc.double(), { maxLength: 3 }), { maxLength: 3 }),
    fc.jsonValue({ maxDepth: 2 }),
  );
  for (const formula of formulas) {
    const inputs = fc.record(Object.fromEntries(inputNames(formula).map((name) => [name, value])), { requiredKeys: [] });
    fc.assert(
      fc.property(inputs, (named) => {
        try {
          evaluate(formula, named);
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
        }
      }),
      { numRuns: 300 },
    );
  }
});

test.each(["type=linear] factor=2", "[type=linear factor=2", "type=linear factor=2 ]", "type=longrope short_factor=[1,2"])(
  "brackets that stand alone in %j are refused",
  (scaling) => {
    expect(errorOf("rope-frequencies", { rotary_dim: 4, scaling }).path).toBe("scaling");
  },
);
