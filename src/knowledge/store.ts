/** The built record, read where it lies: a look-up reads one name and one document, nothing else. */
import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { join } from "node:path";
import type { Guide } from "./guide.ts";
import { normaliseName } from "./normalise.ts";
import { type Block, type Doc, type DocOf, type Entry, type IndexRow, type Kind, kinds, type Lang, type LocalText } from "./record.ts";
import { openSortedFile } from "./sorted-file.ts";
import type { RecordCounts } from "./statistics.ts";

/** How a key came to be: `n` id or name, `a` alias or title, `y` pinyin, `w` the rest of a name from one of its words on. */
export type KeyStage = "n" | "a" | "y" | "w";

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
  /** The text the key was made from. */
  readonly original: string;
};

export type Store = Omit<Guide, "search"> & {
  readonly rowsOf: (kind: Kind) => readonly IndexRow[];
  readonly counts: () => RecordCounts;
  /** Summaries by id, of a kind that has them. */
  readonly summaries: (kind: Kind) => Readonly<Record<string, LocalText>>;
  /** Names from the first key not less than `key`, in order of keys. */
  readonly names: (key: string) => Generator<NameRow>;
  /** Words of the running text: the entries that hold the word, with how often. */
  readonly postings: (word: string) => Generator<{ readonly word: string; readonly entries: readonly Posting[] }>;
  readonly read: (row: Pick<NameRow, "offset" | "length">) => Entry;
  /** The name of an entry and its running text. */
  readonly text: (posting: Posting) => readonly [name: string, ...running: string[]];
  readonly close: () => void;
};

/** Where a word stands: `offset` and `length` are those of the entry's running text. */
export type Posting = {
  readonly kind: Kind;
  readonly id: string;
  readonly offset: number;
  readonly length: number;
  readonly count: number;
};

export const nameRow = (fields: readonly string[]): NameRow => ({
  key: fields[0]!,
  stage: fields[1] as KeyStage,
  kind: fields[2] as Kind,
  id: fields[3]!,
  offset: Number(fields[4]),
  length: Number(fields[5]),
  name: fields[6]!,
  original: fields[7] ?? fields[6]!,
});

const lazily = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
};

export const openStore = (directory: string): Store => {
  const nameFile = lazily(() => openSortedFile(join(directory, "names.tsv")));
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
  const rowCache = new Map<Kind, readonly IndexRow[]>();
  const rowsOf = (kind: Kind): readonly IndexRow[] => {
    let rows = rowCache.get(kind);
    if (!rows) {
      rows = JSON.parse(readFileSync(join(directory, "rows", `${kind}.json`), "utf8")) as IndexRow[];
      rowCache.set(kind, rows);
    }
    return rows;
  };
  const allRows = lazily(() => kinds.flatMap((kind) => rowsOf(kind)));
  const read = (row: Pick<NameRow, "offset" | "length">): Entry => JSON.parse(slice("entries.jsonl", row.offset, row.length)) as Entry;
  const entry = (kind: Kind, id: string): Entry | undefined => {
    const key = normaliseName(id);
    for (const fields of nameFile().from(key)) {
      if (fields[0] !== key) return undefined;
      const row = nameRow(fields);
      if (row.kind === kind && row.id === id) return read(row);
    }
    return undefined;
  };
  return {
    rows: allRows,
    rowsOf,
    flatRows: (kind) => JSON.parse(readFileSync(join(directory, "list", `${kind}.json`), "utf8")) as Record<string, unknown>[],
    counts: () => JSON.parse(readFileSync(join(directory, "counts.json"), "utf8")) as RecordCounts,
    summaries: (kind) => JSON.parse(readFileSync(join(directory, "summaries", `${kind}.json`), "utf8")) as Record<string, LocalText>,
    read,
    entry: entry as <K extends Kind>(kind: K, id: string) => Entry<DocOf<K> & Doc> | undefined,
    prose(concept: string, lang: Lang): readonly Block[] {
      const place = entry("concept", concept)?.prose?.[lang];
      return place ? (JSON.parse(slice("prose.jsonl", place[0], place[1])) as Block[]) : [];
    },
    *names(key) {
      for (const fields of nameFile().from(key)) yield nameRow(fields);
    },
    *postings(word) {
      for (const fields of wordFile().from(word))
        yield {
          word: fields[0]!,
          entries: fields.slice(1).map((field) => {
            const [kind, id, offset, length, count] = field.split(" ");
            return { kind: kind as Kind, id: id!, offset: Number(offset), length: Number(length), count: Number(count) };
          }),
        };
    },
    text: (posting) => JSON.parse(slice("texts.jsonl", posting.offset, posting.length)) as [string, ...string[]],
    close() {
      for (const descriptor of descriptors.values()) closeSync(descriptor);
      descriptors.clear();
    },
  };
};
