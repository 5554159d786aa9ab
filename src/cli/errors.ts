/** Errors a reader can act on: what was wrong, where, the nearest right thing, and a documented exit code. */
import type { LocalText } from "../knowledge/record.ts";

export const exitCodes = { done: 0, nothingFound: 1, usage: 2, invalidFile: 3, cannotWrite: 4, bug: 70 } as const;

export class CliError extends Error {
  readonly exitCode: number;
  readonly text: LocalText;
  /** The nearest right things, most likely first. */
  readonly suggestions: readonly string[];

  constructor(exitCode: number, text: LocalText, suggestions: readonly string[] = []) {
    super(text.en);
    this.exitCode = exitCode;
    this.text = text;
    this.suggestions = suggestions;
  }
}

/** By its shape: an error may come from a chunk that has a copy of the class. */
export const isCliError = (error: unknown): error is CliError => error instanceof Error && "exitCode" in error && "suggestions" in error;

export const usageError = (en: string, zh: string, suggestions: readonly string[] = []): CliError =>
  new CliError(exitCodes.usage, { en, zh }, suggestions);

export const stdinTwice = (): CliError =>
  usageError('"-" stands for standard input, which can be read once only', "“-”代表标准输入，只能读取一次");

/** A command that takes other kinds of entries than the one that was named. */
export const wrongKind = (
  { id, kind }: { readonly id: string; readonly kind: string },
  takes: LocalText,
  suggestions: readonly string[] = [],
): CliError => usageError(`${id} is ${/^[aeiou]/.test(kind) ? "an" : "a"} ${kind}: ${takes.en}`, `${id} ${takes.zh}`, suggestions);

export const notFound = (en: string, zh: string, suggestions: readonly string[] = []): CliError =>
  new CliError(exitCodes.nothingFound, { en, zh }, suggestions);
