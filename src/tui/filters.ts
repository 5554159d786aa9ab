/** The criteria by which the timeline is filtered: what each may ask for, and which values occur. */
import { type FilterRow, fitsFilter, type ReleaseFilter } from "../knowledge/filter.ts";

export const criteria = ["organisation", "era", "concept", "weights", "country", "modality", "size"] as const;
export type Criterion = (typeof criteria)[number];

/** What each criterion asks for: an id, a word, or for the size `least-most` in parameters, either end left open. */
export type Filter = Readonly<Partial<Record<Criterion, string>>>;

/** A value, and how many releases have it and fit what the other criteria ask for. */
export type Choice = { readonly value: string; readonly count: number };

export const activeCriteria = (filter: Filter): readonly Criterion[] => criteria.filter((criterion) => filter[criterion] !== undefined);
export const filterKey = (filter: Filter): string => criteria.map((criterion) => filter[criterion] ?? "").join(" ");

export const withoutCriterion = (filter: Filter, criterion: Criterion): Filter => {
  const { [criterion]: _gone, ...rest } = filter;
  return rest;
};

const sizeClasses = ["-1000000000", "1000000000-10000000000", "10000000000-100000000000", "100000000000-1000000000000", "1000000000000-"];

export type SizeRange = { readonly least?: number; readonly most?: number };

export const sizeRange = (value: string): SizeRange => {
  const [least, most] = value.split("-");
  return { ...(least ? { least: Number(least) } : {}), ...(most ? { most: Number(most) } : {}) };
};

const scales: Readonly<Record<string, number>> = { "": 1, k: 1e3, m: 1e6, b: 1e9, t: 1e12 };
const size = (number: string, unit: string | undefined): number => Math.round(Number(number) * scales[(unit ?? "").toLowerCase()]!);

/** A range as a person types it: `7b-70b`, `>30b`, `<1b`, `7b`. */
export const typedRange = (text: string): string | undefined => {
  const compact = text.normalize("NFKC").replace(/\s+/g, "");
  const [, sign, first, firstUnit, dash, second, secondUnit] =
    /^([<>]=?)?(\d{1,6}(?:\.\d{1,6})?)([kmbt]?)(?:([-~–])(?:(\d{1,6}(?:\.\d{1,6})?)([kmbt]?))?)?$/i.exec(compact) ?? [];
  if (first === undefined || (sign && dash)) return undefined;
  const low = size(first, firstUnit || (second === undefined ? "" : secondUnit));
  if (low === 0) return undefined;
  if (sign) return sign.startsWith("<") ? `-${low}` : `${low}-`;
  if (!dash) return firstUnit ? `${low}-${low}` : undefined;
  if (second === undefined) return `${low}-`;
  const high = size(second, secondUnit || firstUnit);
  return high < low ? undefined : `${low}-${high}`;
};

export const releaseFilter = (filter: Filter): ReleaseFilter => ({
  organisation: filter.organisation,
  era: filter.era,
  concept: filter.concept,
  open: filter.weights === undefined ? undefined : filter.weights === "open",
  country: filter.country,
  modality: filter.modality,
  ...(filter.size === undefined ? {} : sizeRange(filter.size)),
});

const one = (value: string | undefined): readonly string[] => (value === undefined ? [] : [value]);

const valuesOf: Readonly<Record<Exclude<Criterion, "size">, (row: FilterRow) => readonly string[]>> = {
  organisation: (row) => one(row.organisation),
  era: (row) => one(row.era),
  concept: (row) => row.concepts,
  weights: (row) => [row.open_weights === true ? "open" : "closed"],
  country: (row) => one(row.country),
  modality: (row) => row.modalities ?? [],
};

/** In the order of the story: eras by date, sizes by size; everything else the most frequent first. */
export const choicesOf = (releases: readonly FilterRow[], criterion: Criterion, filter: Filter): readonly Choice[] => {
  const asked = releaseFilter(withoutCriterion(filter, criterion));
  const fitting = releases.filter((row) => fitsFilter(row, asked));
  const active = filter[criterion];
  const withActive = (choices: readonly Choice[]): readonly Choice[] =>
    active === undefined || choices.some(({ value }) => value === active) ? choices : [{ value: active, count: 0 }, ...choices];
  if (criterion === "size") {
    const classes = active === undefined || sizeClasses.includes(active) ? sizeClasses : [active, ...sizeClasses];
    const counted = classes.map((value) => ({ value, count: fitting.filter((row) => fitsFilter(row, sizeRange(value))).length }));
    return withActive(counted.filter(({ count }) => count > 0));
  }
  const counts = new Map<string, number>();
  for (const row of fitting) for (const value of new Set(valuesOf[criterion](row))) counts.set(value, (counts.get(value) ?? 0) + 1);
  const choices = [...counts].map(([value, count]) => ({ value, count }));
  return withActive(criterion === "era" ? choices : choices.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)));
};
