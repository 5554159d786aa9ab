/** What every declaration promises: names, both languages, examples that evaluate, and a body that stands any number. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate, formulaGroups, formulas, InputError } from "../../src/formulas/index.ts";
import { table } from "../../src/formulas/table.ts";
import { rightShapes } from "./shapes.ts";

const han = /\p{Script=Han}/u;

test("ids and aliases are distinct and written as in commands", () => {
  const names = formulas.flatMap((formula) => [formula.id, ...formula.aliases]);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
});

test("the table holds each under its id, and the parts of the story hold all of them in its order", () => {
  expect(formulas.map(({ id }) => id)).toEqual(Object.keys(table));
  expect(formulaGroups.flatMap(({ ids }) => ids)).toEqual(Object.keys(table));
});

describe.each(formulas.map((formula) => [formula.id, formula] as const))("%s", (id, formula) => {
  test("speaks both languages", () => {
    const texts = [
      formula.summary,
      ...formula.examples.map((example) => example.about),
      ...[...Object.values(formula.inputs), ...Object.values(formula.outputs ?? {})].map((part) => part.about),
    ];
    for (const { en, zh } of texts) {
      expect(en).not.toMatch(han);
      expect(zh).toMatch(han);
    }
  });

  test("has examples of its own, and sources", () => {
    expect(formula.examples.length).toBeGreaterThan(0);
    expect(formula.sources.length).toBeGreaterThan(0);
    for (const { command } of formula.examples) {
      const [program, verb, name] = command.split(" ");
      expect([program, verb]).toEqual(["almanac", "calc"]);
      expect([id, ...formula.aliases]).toContain(name);
    }
  });

  test("stands any number of the right shape", () => {
    fc.assert(
      fc.property(rightShapes(formula), (named) => {
        try {
          evaluate(formula, named);
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
        }
      }),
      { numRuns: 150 },
    );
  });
});
