/** Where things stand on a screen of a given size. Everything the views and the reducer know about geometry is decided here. */
import type { Size } from "./contract.ts";
import { activeCriteria } from "./filters.ts";
import { front, type Route, type Section, type State } from "./state.ts";

/** Below this there is one line saying so. */
export const smallest: Size = { columns: 40, rows: 10 };
/** Longer lines are hard to read, however wide the screen. */
const longestLine = 96;

export type Layout = {
  readonly fits: boolean;
  readonly columns: number;
  /** Lines of the frame: one less than the terminal has. */
  readonly lines: number;
  readonly panes: 1 | 2 | 3;
  /** Widths of the columns, without the rules between them; 0: not there. */
  readonly list: number;
  readonly page: number;
  readonly aside: number;
  /** Width of the text inside the page's column, and the blank cells before it. */
  readonly text: number;
  readonly margin: number;
  readonly strip: boolean;
  /** The line of what the filter asks for. */
  readonly chips: boolean;
  readonly rule: boolean;
  /** Lines of the columns. */
  readonly body: number;
};

/** A terminal that does not know its size says 0: take the classic one. */
export const effectiveSize = (size: Size): Size => ({ columns: size.columns || 80, rows: size.rows || 24 });

const between = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, Math.floor(value)));

/** Views that take the whole width. */
const alone: ReadonlySet<Route["view"]> = new Set(["help", "chart", "comparison"]);

/** Columns from which a view stands in two. */
const needs: Readonly<Partial<Record<Route["view"], number>>> = { lineage: 110, form: 100 };

/** Results and titles of papers are longer than names. */
const widths = (columns: number, view: Route["view"], section: Section): Pick<Layout, "panes" | "list" | "page" | "aside"> => {
  const isLong = view === "search" || section === "sources";
  if (columns < (needs[view] ?? 80) || alone.has(view)) return { panes: 1, list: columns, page: columns, aside: 0 };
  const half = view === "lineage" ? 0.52 : view === "form" ? 0.5 : undefined;
  if (half !== undefined) return { panes: 2, list: Math.floor(columns * half), page: columns - Math.floor(columns * half) - 1, aside: 0 };
  const list = isLong ? between(columns * 0.45, 36, 60) : between(columns * 0.28, 29, 46);
  // A third column must not cost the card columns of its tables.
  if (columns < 140 || isLong || view === "filter") return { panes: 2, list, page: columns - list - 1, aside: 0 };
  const aside = between(columns * 0.2, 26, 40);
  return { panes: 3, list, page: columns - list - aside - 2, aside };
};

/** Views that stand beside the list, or beside what takes its place. */
const besideTimeline: ReadonlySet<Route["view"]> = new Set(["page", "search"]);

export const layoutOf = (state: State): Layout => {
  const { columns, rows } = effectiveSize(state.size);
  const route = front(state);
  const { panes, list, page, aside } = widths(columns, route.view, state.stack[0].section);
  const lines = Math.max(1, rows - 1);
  const margin = columns >= 60 ? 1 : 0;
  const rule = rows >= 14;
  const { section, filter } = state.stack[0];
  const isTimeline =
    section === "timeline" && (route.view === "shelf" || route.view === "filter" || (panes > 1 && besideTimeline.has(route.view)));
  const strip = rows >= 18 && isTimeline;
  const chips = activeCriteria(filter).length > 0 && ((isTimeline && route.view !== "search") || route.view === "chart");
  const body = Math.max(1, lines - 2 - (strip ? 2 : 0) - (chips ? 1 : 0) - (rule ? 1 : 0));
  return {
    fits: columns >= smallest.columns && rows >= smallest.rows,
    columns,
    lines,
    panes,
    list,
    page,
    aside,
    text: Math.min(longestLine, Math.max(1, page - 2 * margin)),
    margin,
    strip,
    chips,
    rule,
    body,
  };
};

/** The first line to draw so that `line` is seen, with two lines around it where there is room. */
export const scrollTo = (top: number, line: number, height: number, total: number): number => {
  const around = Math.min(2, Math.max(0, Math.floor((height - 1) / 2)));
  const lowest = Math.max(0, total - height);
  let next = top;
  if (line - around < next) next = line - around;
  if (line + around > next + height - 1) next = line + around - height + 1;
  return Math.min(lowest, Math.max(0, next));
};

export const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));
