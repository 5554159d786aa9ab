/** The record in numbers: what there is by year, organisation and the like, and how sizes grew. */
import type { Status } from "./record.ts";

type Row = Readonly<Record<string, unknown>>;

export type Counted = { readonly key: string; readonly releases: number };

/** A release where a size is known: the largest of its checkpoints. */
export type Growth = { readonly id: string; readonly name: string; readonly date: string; readonly open: boolean; readonly value: number };

export const measures = ["parameters", "tokens", "context"] as const;
export type Measure = (typeof measures)[number];

const columns: Readonly<Record<Measure, string>> = { parameters: "parameters_total", tokens: "training_tokens", context: "context" };

export const growthOf = (releases: readonly Row[], measure: Measure): readonly Growth[] =>
  releases.flatMap((row) => {
    const value = row[columns[measure]];
    if (typeof value !== "number" || value <= 0) return [];
    return [{ id: String(row.id), name: String(row.name), date: String(row.released), open: row.open_weights === true, value }];
  });

/** Counts by what `key` says of a row, most first where `byCount`, else in order of the keys. */
export const countBy = (rows: readonly Row[], key: (row: Row) => readonly string[], byCount: boolean): readonly Counted[] => {
  const counts = new Map<string, number>();
  for (const row of rows) for (const one of key(row)) counts.set(one, (counts.get(one) ?? 0) + 1);
  const list = [...counts].map(([name, releases]) => ({ key: name, releases }));
  return list.sort((a, b) => (byCount ? b.releases - a.releases : 0) || (a.key < b.key ? -1 : 1));
};

const words = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map(String) : value === undefined ? [] : [String(value)];

export const groupings = ["year", "organisation", "country", "era", "license", "concept", "weights"] as const;
export type Grouping = (typeof groupings)[number];

const keys: Readonly<Record<Grouping, (row: Row) => readonly string[]>> = {
  year: (row) => [String(row.released).slice(0, 4)],
  organisation: (row) => words(row.organisation),
  country: (row) => words(row.country),
  era: (row) => words(row.era),
  license: (row) => words(row.license),
  concept: (row) => [...new Set([...words(row.introduces), ...words(row.uses)])],
  weights: (row) => [row.open_weights === true ? "open" : "closed"],
};

export const groupBy = (releases: readonly Row[], grouping: Grouping): readonly Counted[] =>
  countBy(releases, keys[grouping], grouping !== "year" && grouping !== "era");

/** Made at build: what the record holds. */
export type RecordCounts = {
  readonly entries: Readonly<Record<string, number>>;
  readonly facts: Readonly<Record<Status, number>>;
};
