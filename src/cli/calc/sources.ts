/** Where the text of an input comes from: the word itself, `-` for standard input, `@file`. */
import { type Formula, firstList } from "../../formulas/index.ts";
import { visible } from "../../knowledge/sanitise.ts";
import type { Terminal } from "../../terminal.ts";
import { CliError, exitCodes, stdinTwice } from "../errors.ts";

const unreadable = (path: string, error: unknown): CliError => {
  const code = (error as NodeJS.ErrnoException).code ?? "EIO";
  const en = code === "ENOENT" ? "there is no such file" : code === "EISDIR" ? "it is a folder" : code;
  const zh = code === "ENOENT" ? "没有这个文件" : code === "EISDIR" ? "它是一个目录" : code;
  return new CliError(exitCodes.invalidFile, {
    en: `cannot read "${visible(path)}": ${en}`,
    zh: `无法读取“${visible(path)}”：${zh}`,
  });
};

const pathOf = (word: string): string | undefined => (word.startsWith("@") && word.length > 1 ? word.slice(1) : undefined);

const isSource = (word: string): boolean => word === "-" || pathOf(word) !== undefined;

export type Reader = {
  /** The word itself, or the whole text it stands for. */
  readonly read: (word: string) => string;
  /** The text that `-` or `@file` stands for. */
  readonly pieces: (word: string) => Iterable<string>;
};

/** Reads standard input at most once. */
export const dataReader = (terminal: Terminal): Reader => {
  let used = false;
  const takeStdin = (): void => {
    if (used) throw stdinTwice();
    used = true;
  };
  return {
    read(word) {
      if (word === "-") {
        takeStdin();
        return terminal.readStdin();
      }
      const path = pathOf(word);
      if (path === undefined) return word;
      try {
        return terminal.readFile(path);
      } catch (error) {
        throw unreadable(path, error);
      }
    },
    *pieces(word) {
      const path = pathOf(word);
      if (path === undefined) takeStdin();
      const pieces = terminal.pieces(path)[Symbol.iterator]();
      try {
        for (;;) {
          let piece: IteratorResult<string>;
          try {
            piece = pieces.next();
          } catch (error) {
            throw path === undefined ? error : unreadable(path, error);
          }
          if (piece.done) return;
          yield piece.value;
        }
      } finally {
        pieces.return?.();
      }
    },
  };
};

type LongInput = { readonly name: string; readonly word: string };

/** The one list of numbers that is read from elsewhere, if there is one. */
export const longInput = (
  formula: Formula,
  named: Readonly<Record<string, string>>,
  positional: readonly string[],
): LongInput | undefined => {
  const isVector = (name: string): boolean => ["vector", "list"].includes(formula.inputs[name]!.kind);
  const list = firstList(formula);
  const candidates = [
    ...(list !== undefined && positional.length === 1 ? [{ name: list, word: positional[0]! }] : []),
    ...Object.entries(named).map(([name, word]) => ({ name, word })),
  ].filter(({ name, word }) => isSource(word) && isVector(name));
  return candidates.length === 1 ? candidates[0] : undefined;
};

/** More text than this is much data: it is computed in float64 unless exact results are asked for. */
export const muchInput = 1_000_000;

/** Reads ahead to see how much there is: all of it as text, or what has been read and what follows. */
export const beginningOf = (
  pieces: Iterable<string>,
): { readonly text: string; readonly all: Iterable<string>; readonly isMuch: boolean } => {
  const iterator = pieces[Symbol.iterator]();
  const read: string[] = [];
  let size = 0;
  let isMuch = false;
  while (!isMuch) {
    const next = iterator.next();
    if (next.done) break;
    read.push(next.value);
    size += next.value.length;
    isMuch = size > muchInput;
  }
  function* all(): Generator<string> {
    while (read.length > 0) yield read.shift()!;
    yield* { [Symbol.iterator]: () => iterator };
  }
  return { text: isMuch ? "" : read.join(""), all: all(), isMuch };
};
