/** What the command line and the explorer ask of the record. `store.ts` answers it from the built files. */
import type { FilterRow } from "./filter.ts";
import type { Block, Doc, DocOf, Entry, IndexRow, Kind, Lang, LocalText } from "./record.ts";

export type Hit = {
  readonly kind: Kind;
  readonly id: string;
  readonly name: string;
  readonly title?: LocalText;
  /** 1 is an exact name; lower is weaker. Only the order within one search means anything. */
  readonly score: number;
  /** The stage that found it. */
  readonly stage: "exact" | "alias" | "prefix" | "pinyin" | "word" | "prose" | "fuzzy";
  /** The name, alias, title or piece of prose that matched. */
  readonly matched: string;
};

export type Guide = {
  /** Every entry of a kind; releases oldest first. */
  readonly rowsOf: (kind: Kind) => readonly IndexRow[];
  /** Releases with the columns by which they are filtered. */
  readonly filterRows: () => readonly FilterRow[];
  /** Other names of an entry and how Chinese ones are read. */
  readonly otherNames: (kind: Kind, id: string) => readonly string[];
  readonly entry: <K extends Kind>(kind: K, id: string) => Entry<DocOf<K> & Doc> | undefined;
  /** Flat objects for `list`, with the columns asked for or every column the kind has. */
  readonly flatRows: (kind: Kind, columns?: readonly string[]) => readonly Readonly<Record<string, unknown>>[];
  /** The lexed prose of a concept. */
  readonly prose: (concept: string, lang: Lang) => readonly Block[];
  readonly search: (
    query: string,
    options?: { readonly limit?: number; readonly kinds?: readonly Kind[]; readonly lang?: Lang },
  ) => readonly Hit[];
};
