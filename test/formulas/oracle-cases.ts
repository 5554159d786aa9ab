/** What the oracle files hold, for the tests. */
import { join } from "node:path";
import { flat, oracleCases } from "../../src/build/oracle.ts";

export const cases = oracleCases(join(import.meta.dirname, "..", ".."));

/** The numbers that the oracle has for inputs written as its own are. */
export const expectedNumbers = (formula: string, inputs: Readonly<Record<string, unknown>>): number[] => {
  const found = cases.find((one) => one.formula === formula && JSON.stringify(one.inputs) === JSON.stringify(inputs));
  if (!found) throw new Error(`the oracle has no ${formula} of ${JSON.stringify(inputs)}`);
  return flat(found.result);
};
