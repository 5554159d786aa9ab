/** The oracle leaves out nothing that a declaration offers: a formula, an input, a choice, a flag, a key of an object. */
import { describe, expect, test } from "vitest";
import type { OracleCase as Case } from "../../src/build/oracle.ts";
import { formulas, type InputSpec } from "../../src/formulas/index.ts";
import { cases } from "./oracle-cases.ts";

const kinds = ["ordinary", "hard", "extreme"] as const;

type Specs = Readonly<Record<string, InputSpec>>;
/** The inputs, or an object among them; undefined where a case does not give it. */
type Given = (one: Case) => Readonly<Record<string, unknown>> | undefined;

/** Every way to use an input, with whether a case does: left out, or given; a choice or a flag each of its values. */
const waysOf = (spec: InputSpec, value: (one: Case) => unknown): [string, (one: Case) => boolean][] => {
  const chosen = (one: Case): unknown => value(one) ?? spec.default ?? spec.choices?.[0];
  if (spec.kind === "choice")
    return spec.choices!.map((choice) => [choice, (one) => (spec.synonyms?.[String(chosen(one))] ?? chosen(one)) === choice]);
  if (spec.kind === "boolean")
    return [true, false].map((flag) => [String(flag), (one) => chosen(one) !== undefined && Boolean(chosen(one)) === flag]);
  const given: [string, (one: Case) => boolean] = ["given", (one) => value(one) !== undefined];
  return spec.optional || spec.default !== undefined ? [given, ["left out", (one) => value(one) === undefined]] : [given];
};

const missing = (own: readonly Case[], specs: Specs, given: Given, path = "", synonyms: Readonly<Record<string, string>> = {}): string[] =>
  Object.entries(specs).flatMap(([name, spec]) => {
    const spellings = [name, ...Object.keys(synonyms).filter((other) => synonyms[other] === name)];
    const value = (one: Case): unknown => spellings.map((spelling) => given(one)?.[spelling]).find((found) => found != null);
    const here = waysOf(spec, value).flatMap(([way, uses]) =>
      kinds
        .filter((kind) => !own.some((one) => one.kind === kind && given(one) && uses(one)))
        .map((kind) => `${path}${name}: ${way}, ${kind} values`),
    );
    const inside = (one: Case) => value(one) as ReturnType<Given>;
    return [...here, ...(spec.fields ? missing(own, spec.fields, inside, `${path}${name}.`, spec.synonyms) : [])];
  });

describe.each(formulas.map((formula) => [formula.id, formula] as const))("%s", (id, formula) => {
  test("has a case for everything it takes, with ordinary, hard and extreme values", () => {
    const own = cases.filter((one) => one.formula === id);
    expect(missing(own, formula.inputs, (one) => one.inputs)).toEqual([]);
  });
});

test("a missing choice, flag, option or kind of values is named", () => {
  const text = { en: "", zh: "" };
  const specs: Specs = {
    x: { kind: "vector", shape: ["n"], symbol: "x", about: text },
    eps: { kind: "scalar", symbol: "e", about: text, default: 0 },
    way: { kind: "choice", symbol: "w", about: text, choices: ["up", "down"] },
    flag: { kind: "boolean", symbol: "f", about: text, default: false },
    scaling: { kind: "object", symbol: "s", about: text, optional: true, fields: { factor: { kind: "scalar", symbol: "s", about: text } } },
  };
  const all = kinds.map((kind): Case => ({ formula: "f", kind, inputs: { x: [1], way: "down", scaling: {} }, result: 0 }));
  const names = [...new Set(missing(all, specs, (one) => one.inputs).map((line) => line.replace(/, \w+ values$/, "")))];
  expect(names).toEqual(["eps: given", "way: up", "flag: true", "scaling: left out", "scaling.factor: given"]);
  expect(missing(all.slice(1), specs, (one) => one.inputs)).toContain("x: given, ordinary values");
});

test("every case belongs to a formula", () => {
  const known = new Set(formulas.map(({ id }) => id));
  expect(cases.filter((one) => !known.has(one.formula))).toEqual([]);
});
