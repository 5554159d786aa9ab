/** Inputs that words do not give as they seem to: one object of named inputs, lists of several words, what is missing. */
import { byName, firstList } from "../../formulas/arguments.ts";
import type { Formula, InputSpec } from "../../formulas/index.ts";
import type { LocalText } from "../../knowledge/record.ts";
import { visible } from "../../knowledge/sanitise.ts";
import type { Context } from "../command.ts";
import { usageError } from "../errors.ts";
import type { Inputs } from "./completion.ts";
import { inputsOf, LineError } from "./line.ts";
import { optionName } from "./words.ts";

/** It has no value where none is given. */
export const isNeeded = (spec: InputSpec): boolean => spec.default === undefined && !spec.optional && !spec.choices;

/** One object in the place of numbers gives inputs by name, as a line of --input does. */
export const withObject = (
  named: Inputs,
  numbers: readonly string[],
  context: Context,
): { readonly named: Inputs; readonly numbers: readonly string[] } => {
  const isObject = (text: string): boolean => /^\s*\{/.test(text);
  if (!numbers.some(isObject)) return { named, numbers };
  if (numbers.length > 1)
    throw usageError(
      "an object of named inputs is one word and stands alone; many of them, a line each: --input",
      "由命名输入组成的对象应是单独的一个词；有多个时每行一个，用 --input",
    );
  let own: Inputs;
  try {
    own = inputsOf(numbers[0]!, context);
  } catch (error) {
    if (!(error instanceof LineError)) throw error;
    const reason = visible(error.message);
    throw usageError(`${reason}; many objects, a line each: --input`, `${reason}；有多个对象时每行一个，用 --input`);
  }
  const twice = Object.keys(own).find((name) => Object.hasOwn(named, name));
  if (twice !== undefined) throw usageError(`${visible(twice)} is given twice`, `${visible(twice)} 给了两次`);
  return { named: { ...named, ...own }, numbers: [] };
};

const listKinds: readonly InputSpec["kind"][] = ["vector", "list", "mask"];

/** How the input that an error names would be given. */
export const howGiven =
  (formula: Formula, named: Inputs, numbers: readonly string[], isPiped: () => boolean) =>
  (name: string): LocalText | undefined => {
    const spec = Object.hasOwn(formula.inputs, name) ? formula.inputs[name]! : undefined;
    if (!spec) return undefined;
    const own = named[name] ?? undefined;
    if (own !== undefined) {
      // `--gain 1 1 1 2`: the option took the first word only.
      const isOneWord = typeof own === "string" && !/[\s,;[]/.test(own.trim());
      if (!isOneWord || numbers.length === 0 || !listKinds.includes(spec.kind)) return undefined;
      return { en: "a list is one word: 1,1,1,2 or '1 1 1 2'", zh: "列表要写成一个词：1,1,1,2 或 '1 1 1 2'" };
    }
    if (!isNeeded(spec) || (byName(formula, named, numbers)[name] ?? null) !== null) return undefined;
    const option = `--${optionName(name)}`;
    if (name !== firstList(formula) || !isPiped()) return { en: `give it as ${option}`, zh: `请用 ${option} 给出` };
    return { en: "to read it from standard input, write -", zh: "若要从标准输入读取，请写 -" };
  };
