/** What the explorer knows at any moment. Plain data: `update` makes the next one, the views draw it. */
import type { Kind, Lang, LocalText } from "../knowledge/record.ts";
import type { Measure } from "../knowledge/statistics.ts";
import type { Size } from "./contract.ts";
import type { Criterion, Filter } from "./filters.ts";
import type { FormSpec, Texts } from "./form/spec.ts";

export const sections = ["timeline", "concepts", "formulas", "organisations", "sources"] as const;
export type Section = (typeof sections)[number];

export type Ref = { readonly kind: Kind; readonly id: string };
export const refKey = (ref: Ref): string => `${ref.kind}/${ref.id}`;
export const sameRef = (a: Ref, b: Ref): boolean => a.kind === b.kind && a.id === b.id;

/** A place in a list: the id that is chosen, and the first line that is drawn. */
export type Place = { readonly id?: string; readonly top: number };

/** The lists, one a section; each keeps its own place. Always the lowest route. `filter` holds for the timeline and the chart. */
export type Shelf = {
  readonly view: "shelf";
  readonly section: Section;
  readonly places: Readonly<Record<Section, Place>>;
  readonly filter: Filter;
};
/** One entry. `link` counts the entries it leads to; −1: none is marked. */
export type Page = {
  readonly view: "page";
  readonly ref: Ref;
  readonly part: "card" | "evidence";
  readonly scroll: number;
  readonly link: number;
};
/** The search box and its results; `chosen` is a `refKey`. */
export type Search = {
  readonly view: "search";
  readonly query: string;
  /** In characters of the query, as `characters` splits them. */
  readonly caret: number;
  readonly chosen?: string;
  readonly top: number;
};
/** The panel that sets the filter: one walks its criteria or the values of the chosen one, narrowed by what is typed. */
export type FilterPanel = {
  readonly view: "filter";
  readonly criterion: Criterion;
  readonly column: "criteria" | "values";
  readonly query: string;
  readonly value?: string;
  readonly top: number;
};
/** What a release came from and led to, or who took up a concept; `chosen` counts its releases. */
export type Lineage = { readonly view: "lineage"; readonly ref: Ref; readonly chosen: number; readonly top: number };
/** A size against time; `id` is the release whose point is named. */
export type Chart = { readonly view: "chart"; readonly measure: Measure; readonly id?: string };
/** Marked entries side by side. */
export type Comparison = {
  readonly view: "comparison";
  readonly refs: readonly Ref[];
  readonly differences: boolean;
  readonly sources: boolean;
  readonly scroll: number;
};
/** A formula with numbers of one's own. */
export type Form = {
  readonly view: "form";
  readonly spec: FormSpec;
  readonly texts: Texts;
  /** The input in front, and the caret in its text, in characters as `characters` splits them. */
  readonly field: string;
  readonly caret: number;
  /** How far back in the values this field had before; 0: `draft`, what was typed last, is not away. */
  readonly back: number;
  readonly draft: string;
  readonly example: number;
  readonly working: boolean;
  /** Left out: where there is room. */
  readonly picture?: boolean;
  readonly scroll: number;
  /** What gave a result last. */
  readonly good?: Texts;
};
export type Help = { readonly view: "help"; readonly scroll: number };
export type Route = Shelf | Page | Search | FilterPanel | Lineage | Chart | Comparison | Form | Help;

export type State = {
  /** What was opened from what: the last is in front, the first is the shelf. */
  readonly stack: readonly [Shelf, ...Route[]];
  /** What was left by going back, nearest first. */
  readonly ahead: readonly Route[];
  readonly lang: Lang;
  readonly size: Size;
  /** Releases and checkpoints marked for a comparison, in the order they were marked. */
  readonly marks: readonly Ref[];
  /** Forms as they were left, by formula. */
  readonly forms: Readonly<Record<string, Form>>;
  /** What fields held before, oldest first; `valuesKey` says which fields share them. */
  readonly values: Readonly<Record<string, readonly string[]>>;
  /** The last search, for `n` and `N`. */
  readonly query: string;
  /** A word in the last line, until the next key. */
  readonly message?: LocalText;
};

export const isMarked = (state: State, ref: Ref): boolean => state.marks.some((mark) => sameRef(mark, ref));

export const front = (state: State): Route => state.stack[state.stack.length - 1]!;

export const initialState = (lang: Lang, size: Size): State => ({
  stack: [
    {
      view: "shelf",
      section: "timeline",
      places: { timeline: { top: 0 }, concepts: { top: 0 }, formulas: { top: 0 }, organisations: { top: 0 }, sources: { top: 0 } },
      filter: {},
    },
  ],
  ahead: [],
  lang,
  size,
  marks: [],
  forms: {},
  values: {},
  query: "",
});
