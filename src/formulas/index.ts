/** The formulas from outside: all of them, how one is found by name, and how it is evaluated. */
import type { Formula } from "./define.ts";
import { nameKey } from "./name-key.ts";
import { idOfName } from "./names.ts";
import { table } from "./table.ts";

export { formulas } from "./all.ts";
export { byName, firstList, inputNames } from "./arguments.ts";
export type { Formula, InputSpec, LocalText } from "./define.ts";
export { equationsOfGiven } from "./equations.ts";
export { type Evaluation, elementwiseInFloat64, evaluate, evaluateInFloat64 } from "./evaluate.ts";
export { formulaGroups } from "./groups.ts";
export { InputError, isInputError } from "./input-error.ts";
export { jsonFault } from "./json.ts";
export { shortNames } from "./names.ts";
export { numberStream } from "./number-stream.ts";
export { evaluateRounded, type RoundedEvaluation } from "./rounded/evaluate.ts";
export { type Format, findFormat, formats } from "./rounded/formats.ts";

/** By id, alias or title in either language, or a part of a title that has another name in parentheses. */
export const findFormula = (name: string): Formula | undefined => {
  const key = nameKey(name);
  return Object.hasOwn(idOfName, key) ? table[idOfName[key]!] : undefined;
};
