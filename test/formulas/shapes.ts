/** Inputs for any formula, made from its declaration. */
import fc from "fast-check";
import type { Formula, InputSpec } from "../../src/formulas/index.ts";

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

/** Inputs whose shapes fit together, with numbers of every size. */
export const rightShapes = (formula: Formula): fc.Arbitrary<Record<string, unknown>> =>
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
