/**
 * Ranked search: exact, alias, prefix and pinyin from the sorted names, then the words of names and of
 * the prose; what none of them finds goes to the fuzzy stage. Stages read by key, so their cost does
 * not grow with the record.
 */

import { excerpt } from "./excerpt.ts";
import type { Hit } from "./guide.ts";
import { isHan, normaliseName, pointedName, textKeys, words } from "./normalise.ts";
import { type Kind, kinds, type Lang, type LocalText } from "./record.ts";
import type { NameRow, Store } from "./store.ts";

export type SearchOptions = {
  readonly limit?: number;
  readonly kinds?: readonly Kind[];
  /** Which language an excerpt is cut from, where both hold the words. */
  readonly lang?: Lang;
};
export type FuzzyStage = (store: Store, query: string, options: SearchOptions) => readonly Hit[];

/** No query needs more; longer ones only cost time. */
export const longestQuery = 160;
const defaultLimit = 20;
/** A short prefix may begin thousands of names: beyond so many the best, chosen at build, stand in for all. */
export const scanLimit = 400;
const postingLimit = 400;

const scores = { exact: 1, alias: 0.95, prefix: 0.85, pinyin: 0.75, word: 0.6, prose: 0.4, fuzzy: 0.3 } as const;

type Candidate = {
  readonly kind: Kind;
  readonly id: string;
  readonly name: string;
  readonly title: LocalText | undefined;
  readonly matched: string;
  readonly stage: Hit["stage"];
  readonly score: number;
};

const trimQuery = (query: string): string => [...query.trim()].slice(0, longestQuery).join("");

const better = (a: Candidate, b: Candidate): number =>
  b.score - a.score ||
  kinds.indexOf(a.kind) - kinds.indexOf(b.kind) ||
  a.name.length - b.name.length ||
  (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

class Hits {
  readonly #best = new Map<string, Candidate>();
  readonly #kinds: ReadonlySet<Kind> | undefined;

  constructor(options: SearchOptions) {
    this.#kinds = options.kinds && new Set(options.kinds);
  }

  add(candidate: Candidate): void {
    if (!this.takes(candidate.kind)) return;
    const id = `${candidate.kind}/${candidate.id}`;
    const known = this.#best.get(id);
    if (!known || candidate.score > known.score) this.#best.set(id, candidate);
  }

  takes(kind: Kind): boolean {
    return this.#kinds === undefined || this.#kinds.has(kind);
  }

  has(kind: Kind, id: string): boolean {
    return this.#best.has(`${kind}/${id}`);
  }

  get size(): number {
    return this.#best.size;
  }

  ranked(): Candidate[] {
    return [...this.#best.values()].sort(better);
  }
}

/** How much of the name the query leaves open: a whole name is 0, a first letter of a long one almost 1. */
const openness = (key: string, query: string): number => (key.length - query.length) / Math.max(key.length, 1);

/** What a name says besides the query counts against it, a little more where it does not begin with its first word. */
const besides = (original: string, query: string): number => {
  const whole = normaliseName(original);
  return Math.max(0, 1 - query.length / Math.max(1, whole.length)) * 0.05 + (whole.slice(0, 3) === query.slice(0, 3) ? 0 : 0.01);
};

/** The names that begin with the prefix: all of them, or the best where they are too many. */
const beginningWith = (store: Store, prefix: string): { readonly rows: readonly NameRow[]; readonly all: boolean } => {
  const best = store.bestNames(prefix);
  if (best.length > 0) return { rows: best, all: false };
  const rows: NameRow[] = [];
  for (const row of store.names(prefix)) {
    if (!row.key.startsWith(prefix)) return { rows, all: true };
    if (rows.length >= scanLimit) return { rows, all: false };
    rows.push(row);
  }
  return { rows, all: true };
};

/** `typed`: the query with the points between digits kept, which tell OPT-1.3B from OPT-13B. */
const byNames = (store: Store, query: string, typed: string, hits: Hits): void => {
  for (const row of beginningWith(store, query).rows) {
    const whole = row.key === query;
    const base = { kind: row.kind, id: row.id, name: row.name, title: row.title, matched: row.original };
    const open = openness(row.key, query) * 0.08;
    if (row.stage === "y") hits.add({ ...base, stage: "pinyin", score: scores.pinyin - open + (whole ? 0.02 : 0) });
    else if (row.stage === "w") hits.add({ ...base, stage: "word", score: scores.word - open - besides(row.original, query) });
    else if (whole) {
      const blurred = pointedName(row.original) === typed ? 0 : 0.01;
      hits.add({
        ...base,
        stage: row.stage === "n" ? "exact" : "alias",
        score: (row.stage === "n" ? scores.exact : scores.alias) - blurred,
      });
    } else hits.add({ ...base, stage: "prefix", score: scores.prefix - open - (row.stage === "a" ? 0.01 : 0) });
  }
};

/** Every word of the query begins a word of some name of the entry, in any order. */
const byWordsOfNames = (store: Store, tokens: readonly string[], hits: Hits): void => {
  type Found = Pick<NameRow, "kind" | "id" | "name" | "title" | "original"> & { readonly open: number };
  let common: Map<string, Found> | undefined;
  const lists = tokens.map((token) => ({ token, ...beginningWith(store, token) }));
  // A word that begins too many names to list them all only sifts what the others found.
  const complete = lists.some(({ all }) => all) ? lists.filter(({ all }) => all) : lists;
  for (const { token, rows } of complete) {
    const found = new Map<string, Found>();
    for (const row of rows) {
      const id = `${row.kind}/${row.id}`;
      const before = common?.get(id);
      if (common && !before) continue;
      const open = openness(row.key, token) + (before?.open ?? 0);
      if (!found.has(id) || open < found.get(id)!.open)
        found.set(id, { kind: row.kind, id: row.id, name: row.name, title: row.title, original: row.original, open });
    }
    common = found;
    if (common.size === 0) return;
  }
  const sifting = lists.filter((list) => !complete.includes(list)).map(({ token }) => token);
  const holds = ({ name, original }: Found): boolean => {
    const parts = words(`${name} ${original}`);
    return sifting.every((token) => parts.some((part) => part.startsWith(token)));
  };
  for (const entry of common?.values() ?? []) {
    if (!holds(entry)) continue;
    hits.add({
      kind: entry.kind,
      id: entry.id,
      name: entry.name,
      title: entry.title,
      matched: entry.original,
      stage: "word",
      score: scores.word - 0.01 - (entry.open / tokens.length) * 0.08 - besides(entry.original, tokens.join("")),
    });
  }
};

/** Every word of the query stands in the running text of the entry; the last word may be unfinished. */
const byProse = (store: Store, query: string, tokens: readonly string[], hits: Hits, options: SearchOptions): void => {
  const limit = options.limit ?? defaultLimit;
  /** How often the words stand in an entry, by its number. */
  let common: Map<number, number> | undefined;
  for (const [i, token] of tokens.entries()) {
    const found = new Map<number, number>();
    const unfinished = i === tokens.length - 1 && !isHan(token) && token.length >= 3;
    let scanned = 0;
    for (const { word, entries } of store.postings(token)) {
      if (word !== token && !(unfinished && word.startsWith(token))) break;
      for (const { number, count } of entries) {
        if (scanned++ >= postingLimit) break;
        const before = common?.get(number);
        if (common && before === undefined) continue;
        found.set(number, count + (found.get(number) ?? before ?? 0));
      }
    }
    common = found;
    if (common.size === 0) return;
  }
  let room = limit - hits.size;
  for (const [number, count] of [...(common ?? [])].sort(([, a], [, b]) => b - a)) {
    if (room <= 0) return;
    const { kind, id, label } = store.catalogued(number);
    if (!hits.takes(kind) || hits.has(kind, id)) continue;
    room--;
    const [name, ...running] = store.text(number);
    const matched = excerpt(running, query, options.lang);
    // Pairs of characters can all occur without the run itself: then it was no hit.
    if (matched === undefined) continue;
    hits.add({
      kind,
      id,
      name,
      title: label.title,
      matched,
      stage: "prose",
      // The words as they were typed, in one place, are worth more than the same words scattered.
      score: scores.prose + Math.min(0.1, count * 0.005) + (matched.toLowerCase().includes(query.toLowerCase()) ? 0.05 : 0),
    });
  }
};

export const hitOf = ({ kind, id, name, title, score, stage, matched }: Candidate): Hit => ({
  kind,
  id,
  name,
  ...(title ? { title } : {}),
  score: Math.round(score * 1e4) / 1e4,
  stage,
  matched,
});

/** Hits of every stage but the fuzzy one. `weak`: nothing was found, so a misspelling is likely. */
export const searchByKeys = (
  store: Store,
  query: string,
  options: SearchOptions = {},
): { readonly hits: readonly Hit[]; readonly weak: boolean } => {
  const trimmed = trimQuery(query);
  const key = normaliseName(trimmed);
  if (key === "") return { hits: [], weak: false };
  const limit = options.limit ?? defaultLimit;
  const hits = new Hits(options);
  byNames(store, key, pointedName(trimmed), hits);
  const tokens = words(trimmed);
  if (tokens.length > 1) byWordsOfNames(store, tokens, hits);
  if (hits.size < limit) byProse(store, trimmed, textKeys(trimmed), hits, options);
  const weak = hits.size === 0;
  return {
    hits: hits.ranked().slice(0, limit).map(hitOf),
    weak,
  };
};

export const search = (store: Store, query: string, options: SearchOptions = {}, fuzzy?: FuzzyStage): readonly Hit[] => {
  const { hits, weak } = searchByKeys(store, query, options);
  return weak && fuzzy ? fuzzy(store, trimQuery(query), options) : hits;
};
