/**
 * What the entries are called, in two files of a line an entry in the order of the catalogue. A misspelt name is looked for in the
 * first, which is read whole: it costs a fraction of the rows. The second says how those that are likely are called.
 */
import { normaliseName } from "./normalise.ts";

export type Called = {
  readonly aliases: readonly string[];
  /** Full pinyin and initials of Chinese names, made at build. */
  readonly pinyin: readonly string[];
  /** The Chinese title. */
  readonly zh: string;
};

const between = "\u001f";

const joined = (texts: readonly string[]): string => texts.join(between);
const parted = (field: string | undefined): readonly string[] => (field ? field.split(between) : []);

/** Every name once, normalised, the id first: no pair of letters reaches from one name into the next. */
export const keysLine = (names: readonly string[]): string => joined([...new Set(names.map(normaliseName))].filter((key) => key !== ""));
export const keysOf = (line: string): readonly string[] => line.split(between);

export const calledLine = ({ aliases, pinyin, zh }: Called): string => [joined(aliases), joined(pinyin), zh].join("\t");
export const calledOf = (line: string): Called => {
  const [aliases, pinyin, zh] = line.split("\t");
  return { aliases: parted(aliases), pinyin: parted(pinyin), zh: zh ?? "" };
};

/** The lines of a file by number, found without making a string of each. */
export class Lines {
  readonly text: string;
  /** Where each line starts, and where one more would. */
  readonly starts: readonly number[];

  constructor(text: string) {
    this.text = text;
    const starts = [0];
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
    this.starts = starts;
  }

  at(index: number): string {
    return this.text.slice(this.starts[index], this.starts[index + 1]! - 1);
  }

  /** How many of the parts, which hold no line break, stand in each line. */
  counts(parts: readonly string[]): Uint8Array {
    const { text, starts } = this;
    const counts = new Uint8Array(starts.length - 1);
    for (const part of parts) {
      let line = 0;
      for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, starts[line])) {
        while (starts[line + 1]! <= at) line++;
        counts[line]!++;
        line++;
      }
    }
    return counts;
  }
}
