/** Every formula against mpmath at some 2,000 digits (oracle.py and oracle-*.py): ordinary, hard and extreme inputs. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { columnOf, distances, flat, type OracleCase, partsOf } from "../../src/build/oracle.ts";
import { readInputs } from "../../src/formulas/arguments.ts";
import { evaluateIn } from "../../src/formulas/evaluate.ts";
import { float64 } from "../../src/formulas/float64/arithmetic.ts";
import { evaluate, findFormula, formulas } from "../../src/formulas/index.ts";
import { root } from "../run.ts";
import { cases } from "./oracle-cases.ts";

const casesOf = (id: string): OracleCase[] => cases.filter((one) => one.formula === id);

type Found = { readonly one: OracleCase } & Pick<ReturnType<typeof evaluate>, "result" | "steps">;
const known = new Map<string, readonly Found[]>();
/** Every case, evaluated once with its working. */
const evaluated = (id: string): readonly Found[] => {
  if (!known.has(id))
    known.set(
      id,
      casesOf(id).map((one) => ({ one, ...evaluate(findFormula(id)!, one.inputs) })),
    );
  return known.get(id)!;
};

describe.each(formulas.map((formula) => [formula.id, formula] as const))("%s", (id, formula) => {
  test(`${casesOf(id).length} cases: every number is the exact result rounded once (0 ulp)`, () => {
    for (const { one, result } of evaluated(id)) {
      const worst = Math.max(...distances(result, one.result));
      expect(worst, `${JSON.stringify(one.inputs)} gives ${JSON.stringify(result)}, not ${JSON.stringify(one.result)}`).toBe(0);
    }
  });

  test("the working ends with the result and does not change it", () => {
    for (const { one, result, steps } of evaluated(id).filter(({ one: { kind } }) => kind !== "special")) {
      const silent = evaluate(formula, one.inputs, [], false);
      expect(silent.steps).toEqual([]);
      expect(Math.max(...distances(silent.result, result)), JSON.stringify(one.inputs)).toBe(0);
      const shown = steps.flatMap((step) => flat(step.value));
      const main = partsOf(result).length > 0 ? Object.values(result)[0] : result;
      // Of long results the working shows the first elements only.
      // What no double holds is shown as text.
      const held = flat(main).filter((value) => value !== 0 && Number.isFinite(value));
      if (flat(main).length <= 4) expect(shown, JSON.stringify(one)).toEqual(expect.arrayContaining(held));
    }
  });

  test("the same body runs on plain doubles", () => {
    for (const one of casesOf(id).filter(({ kind }) => kind === "ordinary")) {
      const { result } = evaluateIn(float64, formula, readInputs(formula, one.inputs), false);
      flat(one.result).forEach((expected, i) => {
        const scale = Math.max(1, Math.abs(expected));
        expect(flat(result)[i]! / scale, JSON.stringify(one.inputs)).toBeCloseTo(expected / scale, 10);
      });
    }
  });
});

test.each([
  ["README.md", ["ordinary", "hard, extreme, special"]],
  ["README.zh-CN.md", ["普通", "困难、极端、特殊"]],
] as const)("%s gives the counts found here", (readme, kinds) => {
  const text = readFileSync(join(root, readme), "utf8");
  for (const [i, name] of kinds.entries()) {
    const found = formulas
      .flatMap(({ id }) => evaluated(id))
      .filter(({ one }) => (one.kind === "ordinary") === (i === 0))
      .map(({ one, result }) => columnOf(result, one.result));
    const within = [0, 1, 2, 3].map((last) => found.filter((column) => column <= last).length);
    const [further, none] = [4, 5].map((column) => found.filter((one) => one === column).length);
    expect(text).toContain(`\n| almanac | ${[name, found.length, ...within, further, none].join(" | ")} |\n`);
  }
});

const measured = JSON.parse(readFileSync(join(root, "test", "formulas", "compare", "accuracy.json"), "utf8")) as Readonly<
  Record<string, { readonly counts: Readonly<Record<string, readonly [ordinary: readonly number[], rest: readonly number[]]>> }>
>;

test.each(["textbook", "numpy", "torch"])("%s was measured over these cases", (name) => {
  const sizes = Object.entries(measured[name]!.counts).map(([id, pair]) => [id, ...pair.map((row) => row.reduce((a, b) => a + b))]);
  const split = (id: string): number[] => {
    const ordinary = casesOf(id).filter(({ kind }) => kind === "ordinary").length;
    return [ordinary, casesOf(id).length - ordinary];
  };
  expect(sizes).toEqual(
    formulas
      .map(({ id }) => id)
      .sort()
      .map((id) => [id, ...split(id)]),
  );
});

test("the working never says that a number too large or too small for a double is infinite or 0", () => {
  const steps = (x: readonly number[], eps: number) => evaluate(findFormula("rmsnorm")!, { x, eps }).steps.map((step) => step.value);
  // Halves of 1e600 and of 5e-600, by hand.
  expect(steps([1e300, 1e-300], 1e-6)[0]).toBe("5e599");
  expect(steps([1e-300, 2e-300], 0)[0]).toBe("2.5e-600");
});

test("ids and aliases are found with hyphens and underscores", () => {
  expect(findFormula("rope_rotate")?.id).toBe("rope-rotate");
  expect(findFormula("RoPE")?.id).toBe("rope-rotate");
  expect(findFormula("silu")?.id).toBe("swish");
  expect(findFormula("Reward_Model_Loss")?.id).toBe("reward-model-loss");
  expect(findFormula("no-such")).toBeUndefined();
});
