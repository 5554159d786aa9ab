/** What the explorer asks of the record, each answer computed once and kept. Neither `update` nor the views see the guide itself. */
import { fitsFilter } from "../knowledge/filter.ts";
import type { Guide, Hit } from "../knowledge/guide.ts";
import { conceptLineage, kinReader, type Lineage, releaseLineage } from "../knowledge/lineage.ts";
import type { Entry, IndexRow, Kind, Lang, LocalText } from "../knowledge/record.ts";
import { type Growth, growthOf, type Measure } from "../knowledge/statistics.ts";
import type { Canvas } from "../render/canvas.ts";
import type { ComparisonLook } from "../render/compared.ts";
import { formulaEquations } from "../render/prose/equation.ts";
import type { Style } from "../render/style.ts";
import type { Renderers } from "./contract.ts";
import { activeCriteria, type Choice, type Criterion, choicesOf, type Filter, filterKey, releaseFilter } from "./filters.ts";
import type { Calculation, Calculator, FormSpec, Texts } from "./form/spec.ts";
import { type EntryLinks, linksOf } from "./links.ts";
import { type Ref, refKey, type Section } from "./state.ts";
import { evidence } from "./views/evidence.ts";

/** One line of a list: an entry, or a heading that cannot be chosen. */
export type ListLine =
  | { readonly type: "heading"; readonly text: LocalText; readonly count: number }
  | { readonly type: "entry"; readonly row: IndexRow };

export type World = {
  readonly ascii: boolean;
  readonly style: Style;
  readonly canvas: (lang: Lang, width: number) => Canvas;
  /** The lines of a list; the timeline's, those that fit the filter. */
  readonly list: (section: Section, filter?: Filter) => readonly ListLine[];
  /** What a criterion may ask for. */
  readonly choices: (criterion: Criterion, filter: Filter) => readonly Choice[];
  readonly row: (ref: Ref) => IndexRow | undefined;
  readonly otherNames: (ref: Ref) => readonly string[];
  /** Another source has the same title, or one that differs only where a narrow list cuts it. */
  readonly hasTwin: (source: IndexRow) => boolean;
  /** The lines of an entry's page, without the entries that it leads to. */
  readonly text: (ref: Ref, part: "card" | "evidence", lang: Lang, width: number) => readonly string[];
  /** What a release came from and led to, a checkpoint's by its release; who took up a concept. Nothing of other kinds. */
  readonly lineage: (ref: Ref) => Lineage | undefined;
  /** The releases that fit and whose size is known, oldest first. */
  readonly points: (measure: Measure, filter: Filter) => readonly Growth[];
  /** Releases and checkpoints side by side. */
  readonly comparison: (refs: readonly Ref[], look: ComparisonLook, lang: Lang, width: number) => readonly string[];
  /** The form of a formula. */
  readonly form: (formula: string) => FormSpec | undefined;
  readonly calculation: (formula: string, texts: Texts, working: boolean) => Calculation;
  /** At most `height` lines of drawing; title, axes and legend come on top. No lines: there is no picture. */
  readonly picture: (formula: string, texts: Texts, lang: Lang, width: number, height: number) => readonly string[];
  readonly command: (formula: string, texts: Texts) => string;
  /** `names`: those of its equations that its options ask for. */
  readonly equation: (formula: string, names: readonly string[], lang: Lang, width: number) => readonly string[];
  readonly links: (ref: Ref, part: "card" | "evidence") => EntryLinks;
  /** The same hits in the same order in every language; the language says what their excerpts are cut from. */
  readonly hits: (query: string, lang?: Lang) => readonly Hit[];
  /** The search may have learnt more since (its fuzzy stage is loaded late). */
  readonly forgetHits: () => void;
};

const kindOf = { timeline: "release", concepts: "concept", formulas: "formula", organisations: "organisation", sources: "source" } as const;

/** A reader looks at a few entries and comes back to them: that many pages are kept set. */
const keptPages = 64;
const keptQueries = 32;
const keptLists = 32;
/** With and without its working, at a few sizes. */
const keptLooks = 4;
/** So many characters of a title are seen in any list. */
const seenTitle = 20;
export const mostHits = 200;

const remember = <T>(kept: Map<string, T>, most: number, key: string, make: () => T): T => {
  const found = kept.get(key);
  if (found !== undefined) return found;
  const made = make();
  if (kept.size >= most) kept.delete(kept.keys().next().value!);
  kept.set(key, made);
  return made;
};

/** By their titles; ids, the order of the record, begin with names of authors. */
const byName = (a: IndexRow, b: IndexRow): number => {
  const [left, right] = [a.name.toLowerCase(), b.name.toLowerCase()];
  return left < right ? -1 : left > right ? 1 : 0;
};

const timeline = (releases: readonly IndexRow[], spans: readonly IndexRow[]): ListLine[] => {
  const eras = new Map(spans.map((row) => [row.id, row]));
  const byEra = new Map<string, IndexRow[]>();
  for (const row of releases) {
    const era = row.era ?? "";
    if (!byEra.has(era)) byEra.set(era, []);
    byEra.get(era)!.push(row);
  }
  return [...byEra].flatMap(([era, releases]): ListLine[] => {
    const row = eras.get(era);
    const text = row?.title ?? { en: row?.name ?? era, zh: row?.name ?? era };
    return [
      ...(era ? [{ type: "heading" as const, text, count: releases.length }] : []),
      ...releases.map((release) => ({ type: "entry" as const, row: release })),
    ];
  });
};

export const createWorld = (options: {
  readonly guide: Guide;
  readonly renderers: Renderers;
  readonly calculator: () => Calculator;
  readonly ascii: boolean;
  readonly style: Style;
}): World => {
  const { guide, renderers, calculator, ascii, style } = options;
  const lists = new Map<string, readonly ListLine[]>();
  const lineages = new Map<string, Lineage | undefined>();
  const points = new Map<string, readonly Growth[]>();
  let flat: readonly Readonly<Record<string, unknown>>[] | undefined;
  const flatReleases = () => (flat ??= guide.flatRows("release"));
  let read: ReturnType<typeof kinReader> | undefined;
  const choices = new Map<string, readonly Choice[]>();
  // The texts of a form are never changed, only replaced: what they give is kept as long as they are.
  const computed = new WeakMap<
    Texts,
    { readonly calculations: Map<string, Calculation>; readonly pictures: Map<string, readonly string[]> }
  >();
  const ofTexts = (texts: Texts) => {
    const kept = computed.get(texts) ?? { calculations: new Map(), pictures: new Map() };
    computed.set(texts, kept);
    return kept;
  };
  const pages = new Map<string, readonly string[]>();
  const queries = new Map<string, readonly Hit[]>();
  const entries = new Map<string, Entry | undefined>();
  let titles: Map<string, number> | undefined;
  const rows = new Map<Kind, ReadonlyMap<string, IndexRow>>();
  const fitting = (filter: Filter): readonly IndexRow[] => {
    if (activeCriteria(filter).length === 0) return guide.rowsOf("release");
    const asked = releaseFilter(filter);
    return guide.filterRows().filter((row) => fitsFilter(row, asked));
  };
  const canvas = (lang: Lang, width: number): Canvas => ({ width, lang, ascii, style });
  const rowOf = (ref: Ref): IndexRow | undefined => {
    let known = rows.get(ref.kind);
    if (!known) rows.set(ref.kind, (known = new Map(guide.rowsOf(ref.kind).map((row) => [row.id, row]))));
    return known.get(ref.id);
  };
  const entry = (ref: Ref): Entry | undefined =>
    remember(entries, keptPages, refKey(ref), () => guide.entry(ref.kind, ref.id) as Entry | undefined);
  return {
    ascii,
    style,
    canvas,
    list: (section, filter = {}) =>
      remember(lists, keptLists, section === "timeline" ? `${section} ${filterKey(filter)}` : section, () => {
        if (section === "timeline") return timeline(fitting(filter), guide.rowsOf("era"));
        const rows = guide.rowsOf(kindOf[section]);
        return (section === "sources" ? [...rows].sort(byName) : rows).map((row) => ({ type: "entry", row }));
      }),
    choices: (criterion, filter) =>
      remember(choices, keptLists, `${criterion} ${filterKey(filter)}`, () => choicesOf(guide.filterRows(), criterion, filter)),
    row: rowOf,
    otherNames: ({ kind, id }) => guide.otherNames(kind, id),
    hasTwin(source) {
      if (!titles) {
        titles = new Map();
        for (const { name } of guide.rowsOf("source"))
          titles.set(name.slice(0, seenTitle), (titles.get(name.slice(0, seenTitle)) ?? 0) + 1);
      }
      return (titles.get(source.name.slice(0, seenTitle)) ?? 0) > 1;
    },
    text: (ref, part, lang, width) =>
      remember(pages, keptPages, `${refKey(ref)} ${part} ${lang} ${width}`, () => {
        const found = entry(ref);
        if (!found) return [];
        const on = canvas(lang, width);
        if (part === "evidence") return evidence(found, on);
        return renderers.card(found, on, (inner) => renderers.prose(guide.prose(ref.id, lang), inner));
      }),
    lineage: (ref) =>
      remember(lineages, keptLists, refKey(ref), () => {
        read ??= kinReader(flatReleases());
        const release = ref.kind === "release" ? ref.id : ref.kind === "checkpoint" ? rowOf(ref)?.release : undefined;
        const doc = release === undefined ? undefined : read(release);
        if (doc) return releaseLineage(doc, read);
        const concept = ref.kind === "concept" ? guide.entry("concept", ref.id)?.doc : undefined;
        return concept && conceptLineage(concept, read);
      }),
    points: (measure, filter) =>
      remember(points, keptLists, `${measure} ${filterKey(filter)}`, () => {
        const left = new Set(fitting(filter).map(({ id }) => id));
        return growthOf(flatReleases(), measure).filter(({ id }) => left.has(id));
      }),
    comparison: (refs, look, lang, width) =>
      remember(pages, keptPages, `${refs.map(refKey).join(" ")} ${look.differences} ${look.sources} ${lang} ${width}`, () => {
        const docs = refs.flatMap((ref) => {
          const doc = entry(ref)?.doc;
          return doc?.kind === "release" || doc?.kind === "checkpoint" ? [doc] : [];
        });
        return renderers.comparison(docs, guide, look, canvas(lang, width));
      }),
    form: (formula) => calculator().form(formula),
    calculation: (formula, texts, working) =>
      remember(ofTexts(texts).calculations, keptLooks, `${formula} ${working}`, () => calculator().calculate(formula, texts, working)),
    picture: (formula, texts, lang, width, height) =>
      remember(ofTexts(texts).pictures, keptLooks, `${formula} ${lang} ${width} ${height}`, () => {
        const picture = calculator().picture(formula, texts);
        return picture ? renderers.picture(picture, canvas(lang, width), height) : [];
      }),
    command: (formula, texts) => calculator().command(formula, texts),
    equation: (formula, names, lang, width) => {
      const found = entry({ kind: "formula", id: formula });
      return found ? formulaEquations(found, names, canvas(lang, width)) : [];
    },
    links: (ref, part) => linksOf(entry(ref), part),
    forgetHits: () => queries.clear(),
    hits: (query, lang = "en") =>
      query.trim() === "" ? [] : remember(queries, keptQueries, `${lang} ${query}`, () => guide.search(query, { limit: mostHits, lang })),
  };
};
