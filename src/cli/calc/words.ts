/** The words of `calc`: which formula, which inputs by name and by position, which options. */
import { type Formula, findFormula, formulaGroups, type InputSpec, type LocalText, shortNames } from "../../formulas/index.ts";
import { nearest } from "../../knowledge/nearest.ts";
import { visible } from "../../knowledge/sanitise.ts";
import { globalOptions, type OptionSpec, type Options } from "../command.ts";
import { type CliError, notFound, usageError } from "../errors.ts";
import { noneOf } from "../none-of.ts";
import { scanWords } from "../parse.ts";
import { calcOptions } from "./options.ts";

export type CalcWords = {
  readonly formula: Formula;
  /** Inputs by name, as text. */
  readonly named: Readonly<Record<string, string>>;
  readonly positional: readonly string[];
  readonly options: Options;
};

/** `theta_base` is the option --theta-base. */
export const optionName = (input: string): string => input.replaceAll("_", "-");

/** What an input is, and in what unit. */
export const aboutInput = ({ about, unit }: InputSpec): LocalText =>
  unit ? { en: `${about.en} (${unit.en})`, zh: `${about.zh}（${unit.zh}）` } : about;

export const inputOptions = (formula: Formula): OptionSpec[] =>
  Object.entries(formula.inputs).map(([name, spec]) => ({
    name: optionName(name),
    ...(spec.kind === "boolean" ? {} : { value: spec.choices?.join("|") ?? spec.kind }),
    about: aboutInput(spec),
  }));

/** A word that begins with a dash and is a number all the same. */
const isNumber = (token: string): boolean => /^-(?:[\d.]|inf|nan)/i.test(token);

export const unknownFormula = (word: string): CliError =>
  usageError(
    `there is no formula "${visible(word)}"`,
    `没有公式“${visible(word)}”`,
    nearest(word.toLowerCase().replaceAll("_", "-"), shortNames),
  );

/** The first word that names a formula and is not the value of an option of one named later: `--gate sigmoid moe-routing 2 1`. */
const formulaAt = (tokens: readonly string[]): number => {
  const named = tokens.flatMap((token, at) => {
    const formula = findFormula(token);
    return formula ? [{ at, formula }] : [];
  });
  const isValue = (at: number): boolean => {
    const option = optionName(tokens[at - 1] ?? "");
    return named.some(
      (later) => later.at > at && inputOptions(later.formula).some(({ name, value }) => value !== undefined && `--${name}` === option),
    );
  };
  return named.find(({ at }) => !isValue(at))?.at ?? -1;
};

const formulaCount = formulaGroups.reduce((sum, { ids }) => sum + ids.length, 0);

/** Where no formula is named: the word that stands in its place. */
export const formulaWord = (tokens: readonly string[]): string | undefined =>
  tokens.find((token, i) => !token.startsWith("-") && !(tokens[i - 1]?.startsWith("--") ?? false));

const noFormula = (tokens: readonly string[]): CliError => {
  const word = formulaWord(tokens);
  return word === undefined
    ? usageError(
        `calc: the argument <formula> is missing; almanac calc --help names all ${formulaCount}, almanac list formulas says what each one is`,
        `calc：缺少参数 <formula>；almanac calc --help 列出全部 ${formulaCount} 个公式，almanac list formulas 给出每个的说明`,
      )
    : unknownFormula(word);
};

/** Why the scanner refused these words. */
const complaint = (tokens: readonly string[], options: readonly OptionSpec[], formula: Formula): CliError => {
  for (let i = 0; i < tokens.length && tokens[i] !== "--"; i++) {
    const token = tokens[i]!;
    if (!token.startsWith("-") || token === "-" || isNumber(token)) continue;
    const name = token.split("=", 1)[0]!;
    const option = options.find((candidate) => `--${candidate.name}` === name);
    if (!option) {
      const known = options.map((candidate) => `--${candidate.name}`);
      return usageError(
        `calc ${formula.id} has no option "${visible(name)}"`,
        `calc ${formula.id} 没有选项“${visible(name)}”`,
        nearest(name, known),
      );
    }
    if (option.value === undefined) {
      if (token.includes("=")) return usageError(`option "${name}" takes no value`, `选项“${name}”不带取值`);
      continue;
    }
    const value = token.includes("=") ? token.slice(name.length + 1) : tokens[++i];
    if (value === undefined) return usageError(`option "${name}" needs a value`, `选项“${name}”缺少取值`);
    if (option.choices && !option.choices.includes(value)) return noneOf(name, value, option.choices);
  }
  return notFound("cannot read this command line", "无法理解这条命令");
};

/** `--plot` takes the next word where that is a range: `-6:6`. */
const joinedPlot = (tokens: readonly string[]): string[] => {
  const words: string[] = [];
  for (let i = 0; i < tokens.length; i++) {
    if (tokens[i] === "--") return [...words, ...tokens.slice(i)];
    if (tokens[i] !== "--plot") words.push(tokens[i]!);
    else words.push(`--plot=${/^[^\s={[@]*[:：][^\s]*$/.test(tokens[i + 1] ?? "") ? tokens[++i] : ""}`);
  }
  return words;
};

/** `--theta_base 3` -> `--theta-base 3`; a switch of the formula may be given as `--inverse=false`. */
const normalised = (
  tokens: readonly string[],
  formula: Formula,
): { readonly words: string[]; readonly switches: Record<string, string> } => {
  const switches: Record<string, string> = {};
  const end = tokens.indexOf("--");
  const words = tokens.flatMap((token, i) => {
    if (!token.startsWith("--") || token === "--" || (end >= 0 && i > end)) return [token];
    const [name = "", ...rest] = token.slice(2).split("=");
    const input = Object.entries(formula.inputs).find(([key]) => optionName(key) === optionName(name));
    if (!input) return [token];
    if (input[1].kind === "boolean") {
      switches[input[0]] = rest.length > 0 ? rest.join("=") : "true";
      return [];
    }
    return [`--${optionName(name)}${rest.length > 0 ? `=${rest.join("=")}` : ""}`];
  });
  return { words, switches };
};

export const readWords = (tokens: readonly string[]): CalcWords => {
  const at = formulaAt(tokens);
  if (at < 0) throw noFormula(tokens);
  const formula = findFormula(tokens[at]!)!;
  const specs = [...inputOptions(formula), ...calcOptions, ...globalOptions];
  const { words, switches } = normalised(joinedPlot([...tokens.slice(0, at), ...tokens.slice(at + 1)]), formula);
  const scanned = scanWords(words, specs, isNumber);
  if ("refused" in scanned) throw complaint(words, specs, formula);
  const named: Record<string, string> = { ...switches };
  const options: Record<string, Options[string]> = {};
  for (const [name, value] of Object.entries(scanned.options)) {
    const input = Object.keys(formula.inputs).find((key) => optionName(key) === name);
    if (input) named[input] = value as string;
    else options[name] = value;
  }
  const positional: string[] = [];
  for (const word of scanned.args) {
    const [, key, value] = /^([A-Za-z][\w-]*)=(.*)$/s.exec(word) ?? [];
    if (key === undefined) {
      positional.push(word);
      continue;
    }
    const input = Object.keys(formula.inputs).find((name) => optionName(name) === optionName(key));
    if (!input)
      throw usageError(
        `${formula.id} has no input "${visible(key)}"`,
        `${formula.id} 没有输入项“${visible(key)}”`,
        nearest(key, Object.keys(formula.inputs)),
      );
    if (named[input] !== undefined) throw usageError(`${input} is given twice`, `${input} 给了两次`);
    named[input] = value!;
  }
  return { formula, named, positional, options };
};
