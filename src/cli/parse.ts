/**
 * Reads the words of a command line by the tables of `command.ts`. Only what is plainly right is accepted
 * here; everything else (help, an unknown word, a missing one) goes to commander, which explains it.
 */
import type { Command, OptionSpec, Options } from "./command.ts";

export type Words = { readonly args: readonly string[]; readonly options: Options };

export type Parsed = Words & { readonly command: Command | undefined };

type Refused = { readonly refused: true };
const refused: Refused = { refused: true };

const long = (options: readonly OptionSpec[], token: string): OptionSpec | undefined =>
  options.find((option) => `--${option.name}` === token);

/**
 * Splits words into options and arguments. `isValue` says which words that begin with a dash are arguments all the same;
 * after `--` all are.
 */
export const scanWords = (
  tokens: readonly string[],
  options: readonly OptionSpec[],
  isValue: (token: string) => boolean,
): Words | Refused => {
  const args: string[] = [];
  const found: Record<string, string | true | string[]> = {};
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (token === "--") {
      args.push(...tokens.slice(i + 1));
      break;
    }
    if (!token.startsWith("-") || token === "-" || isValue(token)) {
      args.push(token);
      continue;
    }
    const equals = token.startsWith("--") ? token.indexOf("=") : -1;
    const option = long(options, equals < 0 ? token : token.slice(0, equals));
    if (!option || option.name === "help") return refused;
    if (option.value === undefined) {
      if (equals >= 0) return refused;
      found[option.name] = true;
      continue;
    }
    const value = equals >= 0 ? token.slice(equals + 1) : tokens[++i];
    if (value === undefined || (option.choices && !option.choices.includes(value))) return refused;
    if (option.repeatable) found[option.name] = [...((found[option.name] as string[] | undefined) ?? []), value];
    else found[option.name] = value;
  }
  return { args, options: found };
};

/** How many arguments a command takes. */
export const arity = (command: Command): { readonly least: number; readonly most: number } => ({
  least: command.parameters.filter((parameter) => parameter.startsWith("<")).length,
  most: command.parameters.some((parameter) => parameter.includes("...")) ? Number.POSITIVE_INFINITY : command.parameters.length,
});

/** Index of the first word that is neither an option of `options` nor the value of one. */
const firstWord = (tokens: readonly string[], options: readonly OptionSpec[]): number => {
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (!token.startsWith("-") || token === "-") return i;
    if (token.startsWith("--") && !token.includes("=") && long(options, token)?.value !== undefined) i++;
  }
  return -1;
};

export const parseWords = (tokens: readonly string[], commands: readonly Command[], globals: readonly OptionSpec[]): Parsed | undefined => {
  const at = firstWord(tokens, globals);
  if (at < 0) {
    const words = scanWords(tokens, globals, () => false);
    return "refused" in words ? undefined : { ...words, command: undefined };
  }
  const command = commands.find((candidate) => candidate.name === tokens[at]);
  if (!command) return undefined;
  const rest = [...tokens.slice(0, at), ...tokens.slice(at + 1)];
  if (command.ownWords)
    return rest.some((token) => token === "--help" || token === "-h") ? undefined : { args: rest, options: {}, command };
  const words = scanWords(rest, [...command.options, ...globals], () => false);
  if ("refused" in words) return undefined;
  const { least, most } = arity(command);
  return words.args.length < least || words.args.length > most ? undefined : { ...words, command };
};
