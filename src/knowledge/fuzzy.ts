/**
 * The last stage of search: misspelt names. Names that differ by one slip come first; for the rest a cheap prefilter leaves a
 * few dozen candidates, which fuse.js ranks.
 */
import Fuse from "fuse.js";
import type { Hit } from "./guide.ts";
import { isOneSlip } from "./nearest.ts";
import { isHan, normaliseName } from "./normalise.ts";
import type { IndexRow } from "./record.ts";
import type { FuzzyStage } from "./search.ts";
import type { Store } from "./store.ts";

const shortestQuery = 3;
const shortestHan = 2;
const mostCandidates = 40;
const threshold = 0.4;
const bestFuzzyScore = 0.55;
const slipScore = 0.56;

type Candidate = {
  readonly row: IndexRow;
  readonly name: string;
  readonly zh: string;
  readonly aliases: readonly string[];
  readonly pinyin: readonly string[];
  readonly haystack: string;
};

const prepared = new WeakMap<Store, readonly Candidate[]>();

const candidatesOf = (store: Store): readonly Candidate[] => {
  let candidates = prepared.get(store);
  if (!candidates) {
    candidates = store.rows().map((row) => ({
      row,
      name: row.name,
      zh: row.title?.zh ?? "",
      aliases: row.aliases,
      pinyin: (row.pinyin ?? []).filter((reading) => reading.length > 3),
      haystack: normaliseName(
        [row.id, row.name, row.title?.en ?? "", row.title?.zh ?? "", ...row.aliases, ...(row.pinyin ?? [])].join(" "),
      ),
    }));
    prepared.set(store, candidates);
  }
  return candidates;
};

type Shared = { readonly candidate: Candidate; readonly shared: number };

const pairsOf = (key: string): readonly string[] => {
  const characters = [...key];
  return [...new Set(characters.slice(1).map((character, i) => characters[i]! + character))];
};

/** How many of the query's pairs of letters each candidate has. */
const sharing = (candidates: readonly Candidate[], pairs: readonly string[]): readonly Shared[] =>
  candidates.map((candidate) => {
    let shared = 0;
    for (const pair of pairs) if (candidate.haystack.includes(pair)) shared++;
    return { candidate, shared };
  });

/** Candidates that share at least a third of the pairs, most first. */
const prefilter = (all: readonly Shared[], pairs: number): readonly Candidate[] => {
  const least = Math.max(1, Math.floor(pairs / 3));
  const kept = all.filter(({ shared }) => shared >= least);
  if (kept.length > mostCandidates) kept.sort((a, b) => b.shared - a.shared);
  return kept.slice(0, mostCandidates).map(({ candidate }) => candidate);
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
const slips = (all: readonly Shared[], pairs: number, key: string): Hit[] =>
  all.flatMap(({ candidate: { row }, shared }) => {
    if (shared < pairs - 3) return [];
    const names = [row.id, row.name, row.title?.zh ?? "", ...row.aliases];
    return names.some((name) => isOneSlip(normaliseName(name), key)) ? [hitOf(row, slipScore, row.name)] : [];
  });

export const fuzzyStage: FuzzyStage = (store, query, options): readonly Hit[] => {
  const key = normaliseName(query);
  if (key.length < (isHan(key) ? shortestHan : shortestQuery)) return [];
  const wanted = options.kinds ? candidatesOf(store).filter(({ row }) => options.kinds!.includes(row.kind)) : candidatesOf(store);
  const pairs = pairsOf(key);
  const all = sharing(wanted, pairs);
  const fuse = new Fuse([...prefilter(all, pairs.length)], {
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
  });
  const near = slips(all, pairs.length, key);
  const known = new Set(near.map(({ kind, id }) => `${kind}/${id}`));
  const ranked = fuse
    .search(query, { limit: options.limit ?? 10 })
    .filter(({ item }) => !known.has(`${item.row.kind}/${item.row.id}`))
    .map(({ item, score = 1, matches }) => hitOf(item.row, bestFuzzyScore * (1 - score), matches?.[0]?.value ?? item.row.name));
  return [...near, ...ranked].sort((a, b) => b.score - a.score).slice(0, options.limit ?? 10);
};
