import type { LocalText } from "./define.ts";

/** What is wrong with an input: told in both languages, with its place (`x`, `x[2]`, `W[1][0]`) and the nearest right things. */
export class InputError extends Error {
  readonly text: LocalText;
  readonly path: string;
  readonly suggestions: readonly string[];

  constructor(path: string, text: LocalText, suggestions: readonly string[] = []) {
    super(text.en);
    this.name = "InputError";
    this.path = path;
    this.text = text;
    this.suggestions = suggestions;
  }
}

/** A token as messages quote it. */
export const quoted = (token: string): string => `"${cut(token, 40)}"`;

export const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/** By its shape: an error may come from a chunk that has a copy of the class. */
export const isInputError = (error: unknown): error is InputError => error instanceof Error && "path" in error && "text" in error;
