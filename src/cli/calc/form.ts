/** The formulas as the explorer's form asks for them: fields, results while one types, and the command that says the same. */
import { byName, firstList } from "../../formulas/arguments.ts";
import { type Formula, findFormula, InputError, type InputSpec } from "../../formulas/index.ts";
import { drawWithin, evaluateWithin } from "../../formulas/within.ts";
import { visible } from "../../knowledge/sanitise.ts";
import { constant } from "../../render/number.ts";
import type { Calculation, Calculator, FieldSpec, FormSpec, Texts } from "../../tui/form/spec.ts";
import { nearestHint } from "../report.ts";
import { shellQuoted, shellWords } from "./shell.ts";
import { aboutInput, optionName, readWords } from "./words.ts";

const start = "almanac calc ";

const kinds: Readonly<Partial<Record<InputSpec["kind"], FieldSpec["kind"]>>> = { choice: "choice", boolean: "switch", matrix: "matrix" };

const fieldOf = ([name, spec]: [string, InputSpec]): FieldSpec => {
  const fallback = spec.default ?? spec.choices?.[0] ?? (spec.kind === "boolean" ? false : undefined);
  return {
    name,
    symbol: spec.symbol,
    kind: kinds[spec.kind] ?? "text",
    about: aboutInput(spec),
    ...(fallback === undefined ? {} : { fallback: typeof fallback === "number" ? constant(fallback) : String(fallback) }),
    optional: spec.optional === true || fallback !== undefined,
    choices: spec.kind === "boolean" ? ["false", "true"] : (spec.choices ?? []),
  };
};

/** The inputs of an example that reads no file, no other program and no checkpoint, and has numbers to evaluate. */
const textsOf = (formula: Formula, command: string): Texts[] => {
  if (!command.startsWith(start) || /[|<]|(?:^|\s|=)@|\s-(?:\s|$)/.test(command)) return [];
  const { named, positional, options } = readWords(shellWords(command.slice(start.length)));
  if (options.model !== undefined) return [];
  const texts = byName(formula, named, positional);
  if (Object.entries(formula.inputs).some(([name, spec]) => !fieldOf([name, spec]).optional && texts[name] === undefined)) return [];
  return [Object.fromEntries(Object.keys(formula.inputs).map((name) => [name, String(texts[name] ?? "")]))];
};

const specs = new Map<string, FormSpec>();

const specOf = (formula: Formula): FormSpec => {
  const fields = Object.entries(formula.inputs).map(fieldOf);
  const examples = formula.examples.flatMap(({ command }) => textsOf(formula, command));
  const empty = Object.fromEntries(fields.map(({ name }) => [name, ""]));
  const hasPicture = formula.plot !== undefined;
  return { formula: formula.id, title: formula.title, fields, hasPicture, examples: examples.length > 0 ? examples : [empty] };
};

const given = (texts: Texts): Texts => Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== ""));

const wrong = (formula: Formula, error: InputError): Calculation => {
  const name = /^[A-Za-z]\w*/.exec(error.path)?.[0] ?? "";
  const told = (lang: "en" | "zh"): string => visible(error.text[lang]) + nearestHint(error.suggestions, lang);
  return {
    type: "wrong",
    field: Object.hasOwn(formula.inputs, name) ? name : (Object.keys(formula.inputs)[0] ?? ""),
    message: { en: told("en"), zh: told("zh") },
  };
};

/** A value after its option: one that begins with a dash is joined to it. */
const optionWords = (name: string, text: string): string =>
  text.startsWith("-") ? `--${optionName(name)}=${shellQuoted(text)}` : `--${optionName(name)} ${shellQuoted(text)}`;

/** Numbers in their places: those of the first list, or, where there is none, the first inputs without a gap. */
const inPlace = (formula: Formula, texts: Texts): readonly string[] => {
  const list = firstList(formula);
  if (list !== undefined) return texts[list] !== undefined && /^[\d\s.,eE+-]+$/.test(texts[list]) ? [list] : [];
  const names = Object.keys(formula.inputs);
  const isNumber = (name: string): boolean => ["scalar", "integer"].includes(formula.inputs[name]!.kind);
  const gap = names.findIndex((name) => {
    const text = texts[name] ?? "";
    return !isNumber(name) || text === "" || /\s/.test(text) || formula.inputs[name]!.default !== undefined;
  });
  return names.slice(0, gap < 0 ? names.length : gap);
};

const words = (formula: Formula, texts: Texts): string[] => {
  const first = inPlace(formula, texts);
  const options = Object.entries(formula.inputs).flatMap(([name, spec]) => {
    const text = texts[name]?.trim();
    if (text === undefined || first.includes(name)) return [];
    const { fallback } = fieldOf([name, spec]);
    if (text === fallback) return [];
    if (spec.kind === "boolean") return [text === "true" ? `--${optionName(name)}` : `--${optionName(name)}=${shellQuoted(text)}`];
    return [optionWords(name, text)];
  });
  return [...first.flatMap((name) => texts[name]!.trim().split(/\s+/).map(shellQuoted)), ...options];
};

const formulaOf = (id: string): Formula => {
  const formula = findFormula(id);
  if (!formula) throw new Error(`no formula ${id}`);
  return formula;
};

export const calculator: Calculator = {
  form(id) {
    const formula = findFormula(id);
    if (!formula) return undefined;
    const spec = specs.get(id) ?? specOf(formula);
    specs.set(id, spec);
    return spec;
  },
  calculate(id, texts, working) {
    const formula = formulaOf(id);
    try {
      const evaluation = evaluateWithin(formula, given(texts), working);
      return evaluation ? { type: "result", working: evaluation, arithmetic: evaluation.arithmetic } : { type: "too-much" };
    } catch (error) {
      if (error instanceof InputError) return wrong(formula, error);
      throw error;
    }
  },
  picture(id, texts) {
    try {
      return drawWithin(formulaOf(id), given(texts));
    } catch (error) {
      // Whatever is wrong with the numbers, the result says it.
      if (error instanceof InputError) return undefined;
      throw error;
    }
  },
  command: (id, texts) => [start.trim(), id, ...words(formulaOf(id), given(texts))].join(" "),
};
