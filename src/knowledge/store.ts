/** The built record, read where it lies: a look-up reads one name and one document, nothing else. */

import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { join } from "node:path";
import { type Called, calledOf, Lines } from "./called.ts";
import { type Catalogue, type Catalogued, numberOf, openCatalogue } from "./catalogue.ts";
import { readColumns } from "./columns.ts";
import type { FilterColumns, FilterRow } from "./filter.ts";
import type { Guide } from "./guide.ts";
import { normaliseName } from "./normalise.ts";
import { type Block, type Doc, type DocOf, type Entry, type IndexRow, type Kind, kinds, type Lang, type LocalText } from "./record.ts";
import { openSortedFile } from "./sorted-file.ts";
import type { RecordCounts } from "./statistics.ts";

/** How a key came to be: `n` id or name, `a` alias or title, `y` pinyin, `w` the rest of a name from one of its words on. */
export type KeyStage = "n" | "a" | "y" | "w";

/** Longer prefixes are read from the names themselves. */
export const longestBestPrefix = 8;

/** One line of the file of names. */
export type NameRow = {
  readonly key: string;
  readonly stage: KeyStage;
  readonly kind: Kind;
  readonly id: string;
  readonly offset: number;
  readonly length: number;
  /** The entry's name. */
  readonly name: string;
  /** Its title in both languages, where it has one. */
  readonly title: LocalText | undefined;
  /** The text the key was made from. */
  readonly original: string;
};

export type Store = Omit<Guide, "search"> & {
  /** The numbers of a kind's entries in the catalogue: from the first up to, not including, the last. */
  readonly numbersOf: (kind: Kind) => readonly [from: number, to: number];
  readonly catalogued: (number: number) => Pick<Catalogued, "kind" | "id" | "name" | "label">;
  /** Normalised names by number. */
  readonly keys: () => Lines;
  readonly called: (number: number) => Called;
  readonly columnNames: (kind: Kind) => readonly string[];
  readonly counts: () => RecordCounts;
  /** Summaries by id, of a kind that has them. */
  readonly summaries: (kind: Kind) => Readonly<Record<string, LocalText>>;
  /** Names from the first key not less than `key`, in order of keys. */
  readonly names: (key: string) => Generator<NameRow>;
  /** Of a prefix that begins more names than a search reads: the best of them. */
  readonly bestNames: (prefix: string) => readonly NameRow[];
  /** Words of the running text: the entries that hold the word, with how often. */
  readonly postings: (word: string) => Generator<{ readonly word: string; readonly entries: readonly Posting[] }>;
  readonly read: (row: Pick<NameRow, "offset" | "length">) => Entry;
  /** The name of an entry and its running text, by its number. */
  readonly text: (number: number) => readonly [name: string, ...running: string[]];
  readonly close: () => void;
};

/** An entry as its file has it: those it mentions stand in it by their numbers in the catalogue. */
export type StoredEntry = Omit<Entry, "labels"> & { readonly labels: readonly number[] };

/** Where a word stands: the entry's number in the catalogue, and how often. */
export type Posting = { readonly number: number; readonly count: number };

/** A line of the file of names: key, stage, number of the entry, and the text the key was made from where it is not the name. */
const nameRow = ([key, stage, number, original]: readonly string[], catalogue: Catalogue): NameRow => {
  const { kind, id, offset, length, name, label } = catalogue.at(numberOf(number!));
  return { key: key!, stage: stage as KeyStage, kind, id, offset, length, name, title: label.title, original: original ?? name };
};

const lazily = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
};

export const openStore = (directory: string): Store => {
  const nameFile = lazily(() => openSortedFile(join(directory, "names.tsv")));
  const catalogue = lazily(() => openCatalogue(join(directory, "catalogue.tsv")));
  const prefixFile = lazily(() => openSortedFile(join(directory, "prefixes.tsv")));
  const wordFile = lazily(() => openSortedFile(join(directory, "words.tsv")));
  const descriptors = new Map<string, number>();
  const slice = (file: string, offset: number, length: number): string => {
    let descriptor = descriptors.get(file);
    if (descriptor === undefined) {
      descriptor = openSync(join(directory, file), "r");
      descriptors.set(file, descriptor);
    }
    const buffer = Buffer.allocUnsafe(length);
    readSync(descriptor, buffer, 0, length, offset);
    return buffer.toString("utf8");
  };
  const perKind = <T>(make: (kind: Kind) => T): ((kind: Kind) => T) => {
    const made = new Map<Kind, T>();
    return (kind) => {
      if (!made.has(kind)) made.set(kind, make(kind));
      return made.get(kind)!;
    };
  };
  const whole = (...path: readonly string[]): string => readFileSync(join(directory, ...path), "utf8");
  const keys = lazily(() => new Lines(whole("keys.tsv")));
  const callings = lazily(() => new Lines(whole("called.tsv")));
  const columns = perKind((kind) => readColumns(readFileSync(join(directory, "list", `${kind}.tsv`))));
  const called = (number: number): Called => calledOf(callings().at(number));
  const counts = lazily(() => JSON.parse(whole("counts.json")) as RecordCounts);
  const numbersOf = (kind: Kind): readonly [number, number] => {
    const { entries } = counts();
    const from = kinds.slice(0, kinds.indexOf(kind)).reduce((sum, before) => sum + entries[before]!, 0);
    return [from, from + entries[kind]!];
  };
  const rowsOf = perKind((kind) => JSON.parse(whole("rows", `${kind}.json`)) as readonly IndexRow[]);
  const filterRows = lazily(() => {
    const columns = JSON.parse(whole("rows", "filters.json")) as readonly FilterColumns[];
    return rowsOf("release").map((row, i): FilterRow => ({ ...row, ...columns[i]! }));
  });
  const read = (row: Pick<NameRow, "offset" | "length">): Entry => {
    const { labels, ...entry } = JSON.parse(slice("entries.jsonl", row.offset, row.length)) as StoredEntry;
    const named = labels.map((number) => {
      const { kind, id, label } = catalogue().at(number);
      return [`${kind}/${id}`, label] as const;
    });
    return { ...entry, labels: Object.fromEntries(named) };
  };
  const entry = (kind: Kind, id: string): Entry | undefined => {
    const key = normaliseName(id);
    for (const fields of nameFile().from(key)) {
      if (fields[0] !== key) return undefined;
      const row = nameRow(fields, catalogue());
      if (row.kind === kind && row.id === id) return read(row);
    }
    return undefined;
  };
  return {
    rowsOf,
    filterRows,
    numbersOf,
    catalogued: (number) => catalogue().at(number),
    keys,
    called,
    otherNames(kind, id) {
      const index = rowsOf(kind).findIndex((row) => row.id === id);
      if (index < 0) return [];
      const { aliases, pinyin } = called(numbersOf(kind)[0] + index);
      return [...aliases, ...pinyin];
    },
    flatRows: (kind, wanted) => columns(kind).rows(wanted),
    columnNames: (kind) => columns(kind).names,
    counts,
    summaries: (kind) => JSON.parse(whole("summaries", `${kind}.json`)) as Record<string, LocalText>,
    read,
    entry: entry as <K extends Kind>(kind: K, id: string) => Entry<DocOf<K> & Doc> | undefined,
    prose(concept: string, lang: Lang): readonly Block[] {
      const place = entry("concept", concept)?.prose?.[lang];
      return place ? (JSON.parse(slice("prose.jsonl", place[0], place[1])) as Block[]) : [];
    },
    *names(key) {
      for (const fields of nameFile().from(key)) yield nameRow(fields, catalogue());
    },
    bestNames(prefix) {
      if (prefix.length > longestBestPrefix) return [];
      const rows: NameRow[] = [];
      for (const [found, ...fields] of prefixFile().from(prefix)) {
        if (found !== prefix) break;
        rows.push(nameRow(fields, catalogue()));
      }
      return rows;
    },
    *postings(word) {
      for (const [found, list] of wordFile().from(word))
        yield {
          word: found!,
          entries: list!.split(" ").map((field) => {
            const [number, count] = field.split(",");
            return { number: numberOf(number!), count: count === undefined ? 1 : numberOf(count) };
          }),
        };
    },
    text(number) {
      const { textOffset, textLength } = catalogue().at(number);
      return JSON.parse(slice("texts.jsonl", textOffset, textLength)) as [string, ...string[]];
    },
    close() {
      for (const descriptor of descriptors.values()) closeSync(descriptor);
      descriptors.clear();
    },
  };
};
