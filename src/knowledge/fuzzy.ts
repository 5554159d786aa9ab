/** The last stage of search: misspelt names. A cheap prefilter leaves a few hundred candidates; fuse.js ranks them. */
import Fuse from "fuse.js";
import type { Hit } from "./guide.ts";
import { normaliseName } from "./normalise.ts";
import type { IndexRow } from "./record.ts";
import type { FuzzyStage } from "./search.ts";
import type { Store } from "./store.ts";

const shortestQuery = 3;
const mostCandidates = 300;
const threshold = 0.4;
const bestFuzzyScore = 0.55;

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

/** Candidates that share at least a third of the query's pairs of letters, most first. */
const prefilter = (candidates: readonly Candidate[], key: string): readonly Candidate[] => {
  const characters = [...key];
  const pairs = [...new Set(characters.slice(1).map((character, i) => characters[i]! + character))];
  const least = Math.max(1, Math.floor(pairs.length / 3));
  const kept: { readonly candidate: Candidate; readonly shared: number }[] = [];
  for (const candidate of candidates) {
    let shared = 0;
    for (const pair of pairs) if (candidate.haystack.includes(pair)) shared++;
    if (shared >= least) kept.push({ candidate, shared });
  }
  if (kept.length > mostCandidates) kept.sort((a, b) => b.shared - a.shared);
  return kept.slice(0, mostCandidates).map(({ candidate }) => candidate);
};

export const fuzzyStage: FuzzyStage = (store, query, options): readonly Hit[] => {
  const key = normaliseName(query);
  if ([...key].length < shortestQuery) return [];
  const wanted = options.kinds ? candidatesOf(store).filter(({ row }) => options.kinds!.includes(row.kind)) : candidatesOf(store);
  const fuse = new Fuse([...prefilter(wanted, key)], {
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
  return fuse.search(query, { limit: options.limit ?? 10 }).map(({ item, score = 1, matches }) => ({
    kind: item.row.kind,
    id: item.row.id,
    name: item.row.name,
    ...(item.row.title && item.row.kind !== "source" ? { title: item.row.title } : {}),
    score: Math.round(bestFuzzyScore * (1 - score) * 1e4) / 1e4,
    stage: "fuzzy" as const,
    matched: matches?.[0]?.value ?? item.row.name,
  }));
};
