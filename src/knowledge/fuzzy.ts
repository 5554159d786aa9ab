/**
 * The last stage of search: misspelt names. Names that differ by one slip come first; for the rest a cheap prefilter leaves a
 * few dozen candidates, which fuse.js ranks.
 */
import Fuse from "fuse.js";
import { calledOf, haystackOf } from "./called.ts";
import type { Hit } from "./guide.ts";
import { isOneSlip } from "./nearest.ts";
import { isHan, normaliseName } from "./normalise.ts";
import { type IndexRow, type Kind, kinds } from "./record.ts";
import type { FuzzyStage } from "./search.ts";
import type { Store } from "./store.ts";

const shortestQuery = 3;
const shortestHan = 2;
const mostCandidates = 40;
const threshold = 0.4;
const bestFuzzyScore = 0.55;
const slipScore = 0.56;

/** An entry by its kind and the place of its row, and how many of the query's pairs of letters its names hold. */
type Sharer = { readonly kind: Kind; readonly index: number; readonly line: string; readonly shared: number };

const pairsOf = (key: string): readonly string[] => {
  const characters = [...key];
  return [...new Set(characters.slice(1).map((character, i) => characters[i]! + character))];
};

/** Entries that share at least `least` of the pairs; the others are not even made into objects. */
const sharersOf = (store: Store, wanted: readonly Kind[], pairs: readonly string[], least: number): readonly Sharer[] =>
  wanted.flatMap((kind) => {
    const sharers: Sharer[] = [];
    store.called(kind).forEach((line, index) => {
      const haystack = haystackOf(line);
      let shared = 0;
      for (const pair of pairs) if (haystack.includes(pair)) shared++;
      if (shared >= least) sharers.push({ kind, index, line, shared });
    });
    return sharers;
  });

/** What fuse.js ranks. */
const candidateOf = (store: Store, { kind, index, line }: Sharer) => {
  const row = store.rowAt(kind, index);
  const { aliases, pinyin } = calledOf(line);
  return { row, name: row.name, zh: row.title?.zh ?? "", aliases, pinyin: pinyin.filter((reading) => reading.length > 3) };
};

const hitOf = (row: IndexRow, score: number, matched: string): Hit => ({
  kind: row.kind,
  id: row.id,
  name: row.name,
  ...(row.title && row.kind !== "source" ? { title: row.title } : {}),
  score: Math.round(score * 1e4) / 1e4,
  stage: "fuzzy",
  matched,
});

/**
 * Names one slip away: a letter too many, too few or wrong, or two neighbours swapped. A slip spoils three pairs of letters at most,
 * so that only who shares the others is looked at.
 */
const slips = (store: Store, sharers: readonly Sharer[], pairs: number, key: string): Hit[] =>
  sharers.flatMap(({ kind, index, line, shared }) => {
    if (shared < pairs - 3) return [];
    const { keys, pinyin } = calledOf(line);
    const readings = pinyin.map(normaliseName);
    if (!keys.some((name) => isOneSlip(name, key) && !readings.includes(name))) return [];
    const row = store.rowAt(kind, index);
    return [hitOf(row, slipScore, row.name)];
  });

export const fuzzyStage: FuzzyStage = (store, query, options): readonly Hit[] => {
  const key = normaliseName(query);
  if (key.length < (isHan(key) ? shortestHan : shortestQuery)) return [];
  const pairs = pairsOf(key);
  const third = Math.max(1, Math.floor(pairs.length / 3));
  const sharers = sharersOf(store, options.kinds ?? kinds, pairs, Math.min(third, Math.max(0, pairs.length - 3)));
  const near = slips(store, sharers, pairs.length, key);
  const likely = sharers.filter(({ shared }) => shared >= third);
  if (likely.length > mostCandidates) likely.sort((a, b) => b.shared - a.shared);
  const fuse = new Fuse(
    likely.slice(0, mostCandidates).map((sharer) => candidateOf(store, sharer)),
    {
      keys: [
        { name: "name", weight: 3 },
        { name: "zh", weight: 2 },
        { name: "aliases", weight: 2 },
        { name: "pinyin", weight: 1 },
      ],
      threshold,
      ignoreLocation: true,
      useTokenSearch: true,
      includeScore: true,
      includeMatches: true,
    },
  );
  const known = new Set(near.map(({ kind, id }) => `${kind}/${id}`));
  const ranked = fuse
    .search(query, { limit: options.limit ?? 10 })
    .filter(({ item }) => !known.has(`${item.row.kind}/${item.row.id}`))
    .map(({ item, score = 1, matches }) => hitOf(item.row, bestFuzzyScore * (1 - score), matches?.[0]?.value ?? item.row.name));
  return [...near, ...ranked].sort((a, b) => b.score - a.score).slice(0, options.limit ?? 10);
};
