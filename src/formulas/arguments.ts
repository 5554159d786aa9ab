/** What is given by name and by position -> the inputs of a formula, with defaults, checked. */
import type { Formula, InputSpec, InputValues } from "./define.ts";
import { InputError } from "./input-error.ts";
import { readValue, shown } from "./read-value.ts";
import { parseNumber } from "./values.ts";

export const inputNames = (formula: Formula): readonly string[] => Object.keys(formula.inputs);

const listKinds: readonly InputSpec["kind"][] = ["vector", "list", "matrix", "mask", "completions"];

const isList = (spec: InputSpec): boolean => listKinds.includes(spec.kind);

/** The input that numbers by position fill. */
export const firstList = (formula: Formula): readonly [name: string, spec: InputSpec] | undefined =>
  Object.entries(formula.inputs).find(([, spec]) => isList(spec));

/** Numbers by position -> text by name: they fill the first list; a formula without lists is filled in order, past what is named. Throws InputError. */
export const placePositional = (
  formula: Formula,
  named: Readonly<Record<string, unknown>>,
  positional: readonly string[],
): Record<string, unknown> => {
  const list = firstList(formula);
  if (list) {
    const [name] = list;
    if (named[name] !== undefined && named[name] !== null)
      throw new InputError(name, {
        en: `${name} is given twice: as numbers and by name`,
        zh: `${name} 给了两次：既有直接列出的数，又有按名字给的值`,
      });
    positional.forEach((token, i) => {
      if (token.trim() === "") parseNumber(token, `${name}[${i}]`);
    });
    return { [name]: positional.join(" ") };
  }
  const free = Object.entries(formula.inputs)
    .filter(([name, spec]) => spec.kind !== "object" && (named[name] ?? null) === null)
    .map(([name]) => name);
  const words = positional.flatMap((token) => (token.trim() === "" ? [token] : token.trim().split(/\s+/)));
  const extra = words[free.length];
  if (extra !== undefined && free.length === 0)
    throw new InputError(formula.id, {
      en: `"${extra}" is one number too many: every input of ${formula.id} has its value already`,
      zh: `"${extra}" 是多出来的数：${formula.id} 的输入都已有值`,
    });
  if (extra !== undefined)
    throw new InputError(formula.id, {
      en: `"${extra}" is one number too many: ${formula.id} takes ${free.join(", ")}`,
      zh: `"${extra}" 是多出来的数：${formula.id} 只取 ${free.join("、")}`,
    });
  return Object.fromEntries(words.map((word, i) => [free[i]!, word]));
};

/** What was given, all of it by name. Throws InputError for numbers that have no place. */
export const byName = (
  formula: Formula,
  named: Readonly<Record<string, unknown>>,
  positional: readonly string[],
): Readonly<Record<string, unknown>> => (positional.length === 0 ? named : { ...named, ...placePositional(formula, named, positional) });

const missing = (formula: Formula, name: string, spec: InputSpec): never => {
  throw new InputError(name, {
    en: `${formula.id} needs ${name} (${spec.about.en})`,
    zh: `${formula.id} 缺少 ${name}（${spec.about.zh}）`,
  });
};

/**
 * The inputs of a formula with defaults filled in; null or undefined counts as not given.
 * Throws InputError for an unknown name, a missing input, a value of the wrong kind, and what the formula's own `check` refuses.
 */
export const readInputs = (formula: Formula, named: Readonly<Record<string, unknown>>, positional: readonly string[] = []): InputValues => {
  for (const name of Object.keys(named)) {
    if (!Object.hasOwn(formula.inputs, name)) {
      const names = inputNames(formula);
      throw new InputError(
        name,
        {
          en: `${formula.id} has no input ${shown(name)}; it has ${names.join(", ")}`,
          zh: `${formula.id} 没有输入项 ${shown(name)}；它有 ${names.join("、")}`,
        },
        names,
      );
    }
  }
  const raw = byName(formula, named, positional);
  const inputs = Object.fromEntries(
    Object.entries(formula.inputs).map(([name, spec]) => {
      const given = raw[name];
      if (given !== undefined && given !== null) return [name, readValue(spec, given, name)];
      const fallback = spec.default ?? spec.choices?.[0];
      if (fallback === undefined && !spec.optional) return missing(formula, name, spec);
      return [name, fallback ?? null];
    }),
  );
  formula.check?.(inputs);
  return inputs;
};
