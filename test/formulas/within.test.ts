/** Evaluating for someone who types: exact while that is quick, doubles beyond, nothing at all where even those would be felt. */
import { describe, expect, test } from "vitest";
import { flat } from "../../src/build/oracle.ts";
import { findFormula, formulas } from "../../src/formulas/index.ts";
import { drawWithin, evaluateWithin } from "../../src/formulas/within.ts";
import { cases } from "./oracle-cases.ts";

const ordinary = cases.filter(({ kind }) => kind === "ordinary");
const limits = { exact: 10_000, doubles: 300_000, picture: 300_000 };

describe.each(formulas.map((formula) => [formula.id, formula] as const))("%s", (id, formula) => {
  const own = ordinary.filter((one) => one.formula === id);

  test("small inputs are computed exactly", () => {
    for (const { inputs, result } of own.slice(0, 4)) {
      const found = evaluateWithin(formula, inputs, true);
      expect(found?.arithmetic, JSON.stringify(inputs)).toBe("exact");
      expect(flat(found?.result)).toEqual(flat(result));
      expect(found?.steps.length).toBeGreaterThan(0);
    }
  });

  test("where that is too long, doubles come near; where they are too, there is nothing", () => {
    for (const { inputs, result } of own.slice(0, 4)) {
      const rough = evaluateWithin(formula, inputs, true, { ...limits, exact: 0 });
      expect(rough?.arithmetic).toBe("doubles");
      expect(rough?.steps).toEqual([]);
      flat(rough?.result).forEach((value, i) => {
        const expected = flat(result)[i]!;
        if (Number.isFinite(expected)) expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));
      });
      expect(evaluateWithin(formula, inputs, true, { ...limits, exact: 0, doubles: 0 })).toBeUndefined();
    }
  });
});

test("thousands of numbers, and few numbers that ask for millions of operations", () => {
  const softmax = findFormula("softmax")!;
  const many = Array.from({ length: 4000 }, (_, i) => (i % 10) / 10);
  const found = evaluateWithin(softmax, { x: many }, true);
  expect(found?.arithmetic).toBe("doubles");
  expect(flat(found?.result).reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
  expect(evaluateWithin(findFormula("alibi-bias")!, { num_heads: 8, head: 0, seq_len: 1024 }, true)).toBeUndefined();
});

test("a picture is drawn while that is quick, and of formulas that have one", () => {
  const gelu = findFormula("gelu")!;
  expect(drawWithin(gelu, { x: [1] })?.kind).toBe("curves");
  expect(drawWithin(gelu, { x: [1] }, { ...limits, picture: 1000 })).toBeUndefined();
  for (const formula of formulas) if (!formula.plot) expect(drawWithin(formula, {})).toBeUndefined();
});
