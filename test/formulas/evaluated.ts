/** A formula evaluated by its id, and what it refuses, for the tests. */
import { expect } from "vitest";
import { evaluate, findFormula, InputError } from "../../src/formulas/index.ts";
import { thrown } from "../thrown.ts";

export type Inputs = Readonly<Record<string, unknown>>;

export const resultOf = <R = number[]>(id: string, inputs: Inputs): R => evaluate(findFormula(id)!, inputs, [], false).result as R;

/** The error about an input. */
export const refusalOf = (run: () => unknown): InputError => thrown(InputError, run);

/** Refused at that input, and both languages name what was wrong. */
export const expectRefusal = (run: () => unknown, path: string, shown = ""): void => {
  const error = refusalOf(run);
  expect(error.path).toBe(path);
  for (const message of Object.values(error.text)) expect(message).toContain(shown);
};
