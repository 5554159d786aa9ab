/** What every declaration promises: names, both languages, examples that evaluate, and a body that stands any number. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate, type Formula, formulas, InputError, type InputSpec } from "../../src/formulas/index.ts";

const han = /\p{Script=Han}/u;

test("ids and aliases are distinct and written as in commands", () => {
  const names = formulas.flatMap((formula) => [formula.id, ...formula.aliases]);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
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

const finite = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -9, max: 9 }),
  fc.constantFrom(0, 1, 1e16, 1e300, 1e-300, 5e-324, Number.MAX_VALUE),
);
const any = fc.oneof({ weight: 9, arbitrary: finite }, { weight: 1, arbitrary: fc.constantFrom("inf", "-inf", "nan") });

const completion = (tokens: number): fc.Arbitrary<unknown> => {
  const list = fc.array(any, { minLength: tokens, maxLength: tokens });
  return fc.record({ logp_new: list, logp_old: list, logp_ref: fc.option(list) });
};

/** Every list has `size` elements and every matrix is square, so that all shapes fit together. */
const shaped = (spec: InputSpec, size: number): fc.Arbitrary<unknown> => {
  const exactly = { minLength: size, maxLength: size };
  switch (spec.kind) {
    case "vector":
      return fc.array(any, exactly);
    case "list":
      return fc.array(any, { maxLength: size });
    case "completions":
      return fc.array(fc.integer({ min: 1, max: 3 }).chain(completion), exactly);
    case "matrix":
      return fc.array(fc.array(any, exactly), exactly);
    case "mask":
      return fc.array(fc.boolean(), exactly);
    case "boolean":
      return fc.boolean();
    case "choice":
      return fc.constantFrom(...(spec.choices ?? []));
    case "integer":
      return fc.integer({ min: 0, max: size });
    case "object":
      return fc.record(
        Object.fromEntries(
          Object.entries(spec.fields ?? {}).map(([name, field]) => {
            // A number for each pair of dimensions; positions are one for each row, and objects inside halve for themselves.
            const own = name.endsWith("positions") || field.kind === "object" ? size : size / 2;
            return [name, fc.option(shaped(field, own))];
          }),
        ),
      );
    case "scalar":
      return finite.map((value) => (spec.default === undefined ? value : Math.abs(value)));
  }
};

const rightShapes = (formula: Formula): fc.Arbitrary<Record<string, unknown>> =>
  fc.constantFrom(2, 4, 6).chain((size) =>
    fc.record(
      Object.fromEntries(
        Object.entries(formula.inputs).map(([name, spec]) => {
          const ranks = fc.array(fc.integer({ min: 1, max: size }), { minLength: size, maxLength: size });
          const columns = fc.array(fc.constantFrom(-100, ...Array(size).keys()), { minLength: size, maxLength: size });
          const value = name === "ranks" ? ranks : name === "targets" ? columns : shaped(spec, size);
          return [name, spec.optional || spec.default !== undefined ? fc.option(value) : value];
        }),
      ),
    ),
  );
