/**
 * The last stage of search: misspelt names. Names that differ by one slip come first; for the rest a cheap prefilter leaves a
 * few dozen candidates, which fuse.js ranks.
 */
import Fuse from "fuse.js";
import { keysOf } from "./called.ts";
import type { Hit } from "./guide.ts";
import { isOneSlip } from "./nearest.ts";
import { isHan, normaliseName } from "./normalise.ts";
import { type Kind, kinds } from "./record.ts";
import { type FuzzyStage, hitOf } from "./search.ts";
import type { Store } from "./store.ts";

const shortestQuery = 3;
const shortestHan = 2;
const mostCandidates = 24;
const threshold = 0.4;
const bestFuzzyScore = 0.55;
const slipScore = 0.56;

/** An entry by its number, and how many of the query's pairs of letters its names hold. */
type Sharer = { readonly number: number; readonly shared: number };

const pairsOf = (key: string): readonly string[] => {
  const characters = [...key];
  return [...new Set(characters.slice(1).map((character, i) => characters[i]! + character))];
};

/** Entries that share at least `least` of the pairs. */
const sharersOf = (store: Store, wanted: readonly Kind[], pairs: readonly string[], least: number): readonly Sharer[] => {
  const counts = store.keys().counts(pairs);
  const sharers: Sharer[] = [];
  for (const [from, to] of wanted.map(store.numbersOf))
    for (let number = from; number < to; number++) if (counts[number]! >= least) sharers.push({ number, shared: counts[number]! });
  return sharers;
};

type Named = ReturnType<Store["catalogued"]>;

/** What fuse.js ranks. */
const candidateOf = (store: Store, number: number) => {
  const entry = store.catalogued(number);
  const { aliases, pinyin, zh } = store.called(number);
  return { entry, name: entry.name, zh, aliases, pinyin: pinyin.filter((reading) => reading.length > 3) };
};

const fuzzyHit = ({ kind, id, name, label }: Named, score: number, matched: string): Hit =>
  hitOf({ kind, id, name, title: label.title, score, stage: "fuzzy", matched });

/**
 * Names one slip away: a letter too many, too few or wrong, or two neighbours swapped. A slip spoils three pairs of letters at most,
 * so that only who shares the others is looked at.
 */
const slips = (store: Store, sharers: readonly Sharer[], pairs: number, key: string): Hit[] =>
  sharers.flatMap(({ number, shared }) => {
    if (shared < pairs - 3) return [];
    const near = keysOf(store.keys().at(number)).filter((name) => isOneSlip(name, key));
    if (near.length === 0) return [];
    // A slip of a few initials is no slip.
    const readings = store.called(number).pinyin.map(normaliseName);
    if (near.every((name) => readings.includes(name))) return [];
    const entry = store.catalogued(number);
    return [fuzzyHit(entry, slipScore, entry.name)];
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
    likely.slice(0, mostCandidates).map(({ number }) => candidateOf(store, number)),
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
    .filter(({ item }) => !known.has(`${item.entry.kind}/${item.entry.id}`))
    .map(({ item, score = 1, matches }) => fuzzyHit(item.entry, bestFuzzyScore * (1 - score), matches?.[0]?.value ?? item.name));
  return [...near, ...ranked].sort((a, b) => b.score - a.score).slice(0, options.limit ?? 10);
};
