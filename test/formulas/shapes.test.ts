/** Every symbol has a shape or is one value; the shapes' letters are defined, and hold of every case of the oracles. */
import { describe, expect, test } from "vitest";
import type { OutputSpec, Shape } from "../../src/formulas/define.ts";
import { evaluate, type Formula, findFormula, formulas, type InputSpec } from "../../src/formulas/index.ts";
import { cases } from "./oracle-cases.ts";

const ordinary = cases.filter(({ kind }) => kind === "ordinary");

const ranks: Readonly<Record<InputSpec["kind"], number | undefined>> = {
  scalar: 0,
  integer: 0,
  choice: 0,
  boolean: 0,
  vector: 1,
  list: 1,
  mask: 1,
  matrix: 2,
  completions: 2,
  object: undefined,
};

const inputsOf = (formula: Formula): [string, InputSpec][] => {
  const withFields = ([name, spec]: [string, InputSpec]): [string, InputSpec][] => [
    [name, spec],
    ...Object.entries(spec.fields ?? {}).flatMap(([field, own]) => withFields([`${name}.${field}`, own])),
  ];
  return Object.entries(formula.inputs).flatMap(withFields);
};
const outputsOf = ({ outputs, result }: Formula): [string, OutputSpec][] => (outputs ? Object.entries(outputs) : [["", result]]);

const letters = (shape: Shape): string[] => shape.flatMap((one) => one.match(/[A-Za-z]+(?:_[A-Za-z]+)?/g) ?? []);

/** Lengths of a value along its shape; rows of a triangle are as long as they are. */
const lengths = (value: unknown): readonly number[] =>
  Array.isArray(value) ? [value.length, ...(Array.isArray(value[0]) ? [value[0].length] : [])] : [];

type Inputs = Readonly<Record<string, unknown>>;

/** Two answers, the first better; the first one's token has this log-probability now. */
const grpo = (logp: number): Inputs => ({
  rewards: [1, 0],
  completions: [
    { logp_new: [logp], logp_old: [-1], logp_ref: [-1.2] },
    { logp_new: [-1], logp_old: [-1], logp_ref: [-1.2] },
  ],
});

const lossOf = ({ loss }: { readonly loss: number }): number => loss;

describe.each(formulas.map((formula) => [formula.id, formula] as const))("%s", (id, formula) => {
  test("every input is one value or has a shape of its kind, every output says what it is", () => {
    for (const [name, { kind, shape }] of inputsOf(formula)) expect(shape?.length ?? 0, name).toBe(ranks[kind] ?? 0);
    for (const [name, { symbol, about }] of outputsOf(formula)) {
      expect(symbol, name).not.toBe("");
      expect([about.en, about.zh]).not.toContain("");
    }
  });

  test("every letter of a shape is a dimension or an integer among the inputs, and every dimension is used", () => {
    const shapes = [...inputsOf(formula), ...outputsOf(formula)].flatMap(([, { shape }]) => (shape ? [shape] : []));
    const used = new Set(shapes.flatMap(letters));
    const integers = inputsOf(formula).flatMap(([, { kind, symbol }]) => (kind === "integer" ? [symbol] : []));
    const dimensions = Object.keys(formula.dimensions ?? {});
    for (const letter of used) expect([...dimensions, ...integers], letter).toContain(letter);
    for (const letter of dimensions) expect([...used], letter).toContain(letter);
  });

  test("a letter is one length in all that a case gives and gets", () => {
    const own = ordinary.filter(({ formula: name }) => name === id);
    expect(own.length).toBeGreaterThan(0);
    for (const { inputs: given } of own) {
      const { inputs, result } = evaluate(formula, given, [], false);
      const known = new Map<string, number>();
      const bind = (name: string, shape: Shape | undefined, value: unknown): void => {
        const sizes = lengths(value);
        expect(sizes.length, `${name} of ${JSON.stringify(given)}`).toBe(shape?.length ?? 0);
        shape?.forEach((one, i) => {
          const half = one.endsWith("/2");
          const letter = half ? one.slice(0, -2) : one;
          // The first row of a triangle, and the tokens of answer i: each row has a length of its own.
          if (letter.includes(" ") || letter === "T_i") return;
          const size = half ? 2 * sizes[i]! : sizes[i]!;
          expect(known.get(letter) ?? size, `${letter} in ${name} of ${JSON.stringify(given)}`).toBe(size);
          known.set(letter, size);
        });
      };
      for (const [name, spec] of Object.entries(formula.inputs)) {
        const value = inputs[name];
        if (spec.kind === "integer" && typeof value === "number" && /^[A-Za-z]$/.test(spec.symbol)) known.set(spec.symbol, value);
      }
      for (const [name, spec] of Object.entries(formula.inputs)) {
        const value = inputs[name];
        // An empty list is one that is not there; answers are objects.
        if (value === null || spec.kind === "object" || (spec.kind === "list" && lengths(value)[0] === 0)) continue;
        if (spec.kind === "completions") expect((value as readonly unknown[]).length).toBe(known.get("G"));
        else bind(name, spec.shape, value);
      }
      // Without W2 the width of the output is that of the gate; with it the last one.
      const whole = inputs.W2 ? ["p"] : undefined;
      for (const [name, { shape }] of outputsOf(formula)) {
        const value = name === "" ? result : (result as Readonly<Record<string, unknown>>)[name];
        if (value !== undefined) bind(name || "the result", (whole as Shape | undefined) ?? shape, value);
      }
    }
  });

  test("the signs are told in both languages", () => {
    for (const { en, zh } of [formula.signs?.goal, ...(formula.signs?.terms ?? []).map(({ why }) => why)].filter(
      (one) => one !== undefined,
    )) {
      expect(en).not.toMatch(/\p{Script=Han}/u);
      expect(zh).toMatch(/\p{Script=Han}/u);
    }
  });
});

test("every link of the chain of RLHF tells its signs", () => {
  const told = formulas.filter(({ signs }) => (signs?.terms.length ?? 0) > 1).map(({ id }) => id);
  expect(told).toEqual(
    expect.arrayContaining([
      "sft-cross-entropy",
      "bradley-terry-probability",
      "reward-model-loss",
      "kl-penalty",
      "rlhf-shaped-rewards",
      "gae",
      "whiten",
      "ppo-policy-loss",
      "grpo-advantages",
      "grpo-loss",
    ]),
  );
});

/** What the signs say of raising an input, by differences: the result at a key or an index, which way it goes. */
test.each<[string, Inputs, Inputs, (result: never) => number, 1 | -1]>([
  ["bradley-terry", { reward_a: 1, reward_b: 0.5 }, { reward_a: 1.1 }, (p: number) => p, 1],
  ["bradley-terry", { reward_a: 1, reward_b: 0.5 }, { reward_b: 0.6 }, (p: number) => p, -1],
  ["whiten", { x: [1, 2, 4] }, { x: [1.1, 2, 4] }, (y: number[]) => y[0]!, 1],
  ["whiten", { x: [1, 2, 4] }, { eps: 1 }, (y: number[]) => Math.abs(y[2]!), -1],
  ["grpo-advantages", { rewards: [1, 0, 0.5] }, { rewards: [1, 0, 0.6] }, (a: number[]) => a[2]!, 1],
  ["grpo-advantages", { rewards: [1, 0, 0.5] }, { eps: 0.1 }, (a: number[]) => Math.abs(a[0]!), -1],
  ["grpo-loss", grpo(-1), { ...grpo(-0.95) }, lossOf, -1],
  ["grpo-loss", { ...grpo(-1), rewards: [0, 1] }, { ...grpo(-0.95), rewards: [0, 1] }, lossOf, 1],
  ["grpo-loss", { ...grpo(-1), beta: 0.1 }, { beta: 0.2 }, lossOf, 1],
])("%s %j: what the signs say of %j is so", (id, named, raised, of, direction) => {
  const at = (inputs: Inputs): number => of(evaluate(findFormula(id)!, inputs).result as never);
  expect(Math.sign(at({ ...named, ...raised }) - at(named))).toBe(direction);
});
