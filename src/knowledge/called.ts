/**
 * What the entries of a kind are called, a line an entry in the order of the kind's rows. A misspelt name is looked for in these
 * lines: reading them whole costs a fraction of the rows.
 */
import { normaliseName } from "./normalise.ts";

export type Called = {
  /** Every name once, normalised: no pair of letters reaches from one name into the next. The first is the id. */
  readonly keys: readonly string[];
  readonly aliases: readonly string[];
  /** Full pinyin and initials of Chinese names, made at build. */
  readonly pinyin: readonly string[];
};

const between = "\u001f";

const joined = (texts: readonly string[]): string => texts.join(between);
const parted = (field: string): readonly string[] => (field === "" ? [] : field.split(between));

/** `names`: the id first. */
export const calledLine = (names: readonly string[], aliases: readonly string[], pinyin: readonly string[]): string => {
  const keys = new Set([...names, ...aliases, ...pinyin].map(normaliseName).filter((key) => key !== ""));
  return [joined([...keys]), joined(aliases), joined(pinyin)].join("\t");
};

/** The keys as they stand in the line: enough to see which letters they hold. */
export const haystackOf = (line: string): string => line.slice(0, line.indexOf("\t"));

/** The normalised id. */
export const idKeyOf = (line: string): string => {
  const haystack = haystackOf(line);
  const end = haystack.indexOf(between);
  return end < 0 ? haystack : haystack.slice(0, end);
};

export const calledOf = (line: string): Called => {
  const [keys = "", aliases = "", pinyin = ""] = line.split("\t");
  return { keys: parted(keys), aliases: parted(aliases), pinyin: parted(pinyin) };
};
