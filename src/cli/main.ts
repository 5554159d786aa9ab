/** `almanac …` -> exit code. */
import { join } from "node:path";
import type { Lang } from "../knowledge/record.ts";
import { openStore } from "../knowledge/store.ts";
import { NoInput, type Terminal, TooMuchInput, WriteError } from "../terminal.ts";
import { globalOptions } from "./command.ts";
import { commands } from "./commands/index.ts";
import { makeContext } from "./context.ts";
import { CliError, exitCodes, isCliError, usageError } from "./errors.ts";
import { parseWords } from "./parse.ts";
import { reportBug, reportError } from "./report.ts";

const isMissing = (folder: string, error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ENOENT" && "path" in error && String(error.path).startsWith(folder);

/** An error in JSON where JSON was asked for, on standard error all the same. */
const asked = (args: readonly string[], option: string): boolean => args.includes(option);

/** `knowledge` is the folder of the record: beside the bundle, unless a test says where it was built. */
export const main = async (terminal: Terminal, knowledge = join(__dirname, "knowledge")): Promise<number> => {
  const { args } = terminal;
  const lang = langOf(args, terminal.lang);
  try {
    const parsed = parseWords(args, commands, globalOptions);
    if (!parsed) {
      const { explain } = await import("./explain.ts");
      return await explain(terminal, lang, openStore(knowledge));
    }
    const store = openStore(knowledge);
    if (parsed.command) return await parsed.command.run(makeContext(terminal, store, parsed.args, parsed.options));
    const { browse } = await import("./browse.ts");
    return await browse(makeContext(terminal, store, [], parsed.options));
  } catch (error) {
    if (isCliError(error)) return reportError(terminal, lang, error, asked(args, "--json") || asked(args, "--ndjson"));
    if (error instanceof TooMuchInput)
      return reportError(terminal, lang, usageError("standard input is larger than 64 MiB", "标准输入超过 64 MiB"), asked(args, "--json"));
    if (error instanceof NoInput)
      return reportError(
        terminal,
        lang,
        usageError('"-" stands for standard input, and nothing is piped into it', "“-”代表标准输入，但没有数据经管道传入"),
        asked(args, "--json"),
      );
    if (error instanceof WriteError) {
      // Nobody reads any more (`| head`): that is the reader's good right.
      if (error.code === "EPIPE") return exitCodes.done;
      terminal.writeError(`almanac: ${lang === "zh" ? "无法写入标准输出" : "cannot write to standard output"} (${error.code})\n`);
      return exitCodes.cannotWrite;
    }
    if (isMissing(knowledge, error))
      return reportError(
        terminal,
        lang,
        new CliError(exitCodes.invalidFile, {
          en: `the record is not where it belongs (${knowledge}): install the program again`,
          zh: `资料文件不在应有的位置（${knowledge}）：请重新安装`,
        }),
        false,
      );
    return reportBug(terminal, lang, error);
  }
};

/** The language of messages is known before anything else is read. */
const langOf = (args: readonly string[], fallback: Lang): Lang => {
  const at = args.findIndex((arg) => arg === "--lang" || arg.startsWith("--lang="));
  const value = at < 0 ? undefined : args[at]!.includes("=") ? args[at]!.slice("--lang=".length) : args[at + 1];
  return value === "zh" || value === "en" ? value : fallback;
};
