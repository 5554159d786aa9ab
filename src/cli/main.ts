/** `almanac …` -> exit code. */
import { join } from "node:path";
import type { Lang } from "../knowledge/record.ts";
import { visible } from "../knowledge/sanitise.ts";
import { openStore, type Store } from "../knowledge/store.ts";
import { ansiStyle, plainStyle } from "../render/style.ts";
import { type Terminal, TooMuchInput, WriteError } from "../terminal.ts";
import { type Context, globalOptions, type Options } from "./command.ts";
import { commands } from "./commands/index.ts";
import { CliError, exitCodes, usageError } from "./errors.ts";
import { formatOf } from "./output.ts";
import { parseWords } from "./parse.ts";
import { reportBug, reportError } from "./report.ts";

export const narrowest = 20;
const widest = 10_000;

const widthOf = (options: Options, terminal: Terminal): number => {
  if (options.plain === true) return Number.POSITIVE_INFINITY;
  const given = options.width as string | undefined;
  if (given === undefined) return Math.max(narrowest, terminal.width);
  if (!/^\d{1,5}$/.test(given) || Number(given) < narrowest || Number(given) > widest)
    throw usageError(
      `--width "${visible(given)}" is no number from ${narrowest} to ${widest}`,
      `--width “${visible(given)}”不是 ${narrowest} 到 ${widest} 之间的整数`,
    );
  return Number(given);
};

/** What every command is handed, decided once. */
export const makeContext = (terminal: Terminal, store: Store, args: readonly string[], options: Options): Context => {
  const lang = (options.lang as Lang | undefined) ?? terminal.lang;
  const format = formatOf(options);
  const colour = terminal.colour && options["no-color"] !== true && options.plain !== true;
  const field = options.field as string | undefined;
  const fields = field?.split(",").map((path) => path.trim());
  if (fields?.some((path) => path === ""))
    throw usageError("--field needs the names of fields, separated by commas", "--field 需要字段名，以逗号分隔");
  return {
    terminal: { ...terminal, width: terminal.width, colour, lang },
    store,
    lang,
    canvas: {
      width: widthOf(options, terminal),
      lang,
      ascii: options.ascii === true || !terminal.unicode,
      style: colour ? ansiStyle : plainStyle,
    },
    format,
    fields,
    args,
    options,
  };
};

const knowledgeDirectory = (): string => join(__dirname, "knowledge");

/** An error in JSON where JSON was asked for, on standard error all the same. */
const asked = (args: readonly string[], option: string): boolean => args.includes(option);

export const main = async (terminal: Terminal): Promise<number> => {
  const { args } = terminal;
  const lang = langOf(args, terminal.lang);
  try {
    const parsed = parseWords(args, commands, globalOptions);
    if (!parsed) {
      const { explain } = await import("./explain.ts");
      return await explain(terminal, lang, openStore(knowledgeDirectory()));
    }
    const store = openStore(knowledgeDirectory());
    if (parsed.command) return await parsed.command.run(makeContext(terminal, store, parsed.args, parsed.options));
    const { browse } = await import("./browse.ts");
    return await browse(makeContext(terminal, store, [], parsed.options));
  } catch (error) {
    if (error instanceof CliError) return reportError(terminal, lang, error, asked(args, "--json") || asked(args, "--ndjson"));
    if (error instanceof TooMuchInput)
      return reportError(terminal, lang, usageError("standard input is larger than 64 MiB", "标准输入超过 64 MiB"), asked(args, "--json"));
    if (error instanceof WriteError) {
      // Nobody reads any more (`| head`): that is the reader's good right.
      if (error.code === "EPIPE") return exitCodes.done;
      terminal.writeError(`almanac: ${lang === "zh" ? "无法写入标准输出" : "cannot write to standard output"} (${error.code})\n`);
      return exitCodes.cannotWrite;
    }
    return reportBug(terminal, lang, error);
  }
};

/** The language of messages is known before anything else is read. */
const langOf = (args: readonly string[], fallback: Lang): Lang => {
  const at = args.findIndex((arg) => arg === "--lang" || arg.startsWith("--lang="));
  const value = at < 0 ? undefined : args[at]!.includes("=") ? args[at]!.slice("--lang=".length) : args[at + 1];
  return value === "zh" || value === "en" ? value : fallback;
};
