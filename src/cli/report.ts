/** How things that went wrong are said: one clear line on standard error, nothing on standard output. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Lang } from "../knowledge/record.ts";
import type { Terminal } from "../terminal.ts";
import { type CliError, exitCodes } from "./errors.ts";

export const nearestHint = (suggestions: readonly string[], lang: Lang): string =>
  suggestions.length === 0 ? "" : lang === "zh" ? `；是不是要找：${suggestions.join("、")}` : `; nearest: ${suggestions.join(", ")}`;

export const errorLine = (error: CliError, lang: Lang): string => `almanac: ${error.text[lang]}${nearestHint(error.suggestions, lang)}\n`;

export const reportError = (terminal: Terminal, lang: Lang, error: CliError, asJson: boolean): number => {
  terminal.writeError(
    asJson
      ? `${JSON.stringify({ error: { message: error.text[lang], code: error.exitCode, suggestions: error.suggestions } })}\n`
      : errorLine(error, lang),
  );
  return error.exitCode;
};

/** The log of a bug goes where state belongs; a home that cannot be written to is no second failure. */
export const writeLog = (environment: Terminal["environment"], text: string): string | undefined => {
  const state = environment.XDG_STATE_HOME?.startsWith("/")
    ? environment.XDG_STATE_HOME
    : environment.HOME
      ? join(environment.HOME, ".local", "state")
      : undefined;
  for (const directory of [state && join(state, "almanac"), environment.TMPDIR ?? environment.TEMP ?? "/tmp"]) {
    if (!directory) continue;
    try {
      mkdirSync(directory, { recursive: true });
      const file = join(directory, `almanac-crash-${process.pid}.log`);
      writeFileSync(file, text, { mode: 0o600 });
      return file;
    } catch {
      // Try the next place.
    }
  }
  return undefined;
};

export const reportBug = (terminal: Terminal, lang: Lang, error: unknown): number => {
  const message = error instanceof Error ? error.message.split("\n", 1)[0]! : String(error);
  const file = writeLog(
    terminal.environment,
    `${new Date().toISOString()}\nalmanac ${terminal.args.join(" ")}\n${error instanceof Error ? error.stack : String(error)}\n`,
  );
  const where = file ? (lang === "zh" ? `；详情见 ${file}` : `; details in ${file}`) : "";
  terminal.writeError(`almanac: ${lang === "zh" ? "程序错误" : "this is a bug"}: ${message}${where}\n`);
  return exitCodes.bug;
};
