/** A whole screen from the state: exactly rows − 1 lines, none wider than the terminal. */

import { say } from "../../render/words.ts";
import { wrap } from "../../render/wrap.ts";
import type { Frame } from "../contract.ts";
import { type Layout, layoutOf, smallest } from "../layout.ts";
import { comparedLines } from "../marks.ts";
import { chosenRelative } from "../move-lineage.ts";
import { chosenOf } from "../move-shelf.ts";
import { front, type Page, type Ref, type State } from "../state.ts";
import type { World } from "../world.ts";
import { chartLines } from "./chart.ts";
import { fill, shorten, signs } from "./chrome.ts";
import { chips, panelLines } from "./filter.ts";
import { footer } from "./footer.ts";
import { formColumns } from "./form.ts";
import { header } from "./header.ts";
import { helpLines } from "./help.ts";
import { words } from "./labels.ts";
import { lineageView } from "./lineage.ts";
import { listLines } from "./list.ts";
import { linkLines, pageLines } from "./page-lines.ts";
import { searchBox, searchResults } from "./search.ts";
import { strip } from "./strip.ts";

const filled = (lines: readonly string[], height: number): string[] => Array.from({ length: height }, (_, i) => lines[i] ?? "");

const tooSmall = (state: State, layout: Layout, world: World): Frame => {
  const { times, dot } = signs(world);
  const size = `${layout.columns}${times}${state.size.rows}`;
  const need = `${smallest.columns}${times}${smallest.rows}`;
  const comma = state.lang === "zh" ? "，" : ", ";
  const colon = state.lang === "zh" ? "：" : ": ";
  const line = `${say(words.tooSmall, state.lang)}${colon}${size}${comma}${say(words.need, state.lang)} ${need} ${dot} ${say(words.quits, state.lang)}`;
  return { lines: filled(wrap(line, layout.columns), layout.lines).map((part) => shorten(part, layout.columns, world)) };
};

/** The page that is read, or the one of what is chosen in the list in front. */
const shownPage = (state: State, world: World): Page | undefined => {
  const route = front(state);
  const preview = (ref: Ref | undefined): Page | undefined => ref && { view: "page", ref, part: "card", scroll: 0, link: -1 };
  if (route.view === "page") return route;
  if (route.view === "lineage") return preview(chosenRelative(route, world));
  if (route.view === "shelf") return preview(chosenOf(route, world).ref);
  const hit =
    route.view === "search" ? world.hits(route.query).find((candidate) => `${candidate.kind}/${candidate.id}` === route.chosen) : undefined;
  return preview(hit && { kind: hit.kind, id: hit.id });
};

const pageColumn = (page: Page | undefined, state: State, layout: Layout, height: number, world: World): string[] => {
  if (!page) return filled([], height);
  const { lines } = pageLines(page, state, world);
  const margin = " ".repeat(layout.margin);
  return filled(lines.slice(page.scroll, page.scroll + height), height).map((line) => (line === "" ? "" : margin + line));
};

const linkColumn = (page: Page | undefined, state: State, layout: Layout, height: number, world: World): string[] => {
  if (!page) return filled([], height);
  const { lines, markedLine } = linkLines(world.links(page.ref, page.part), page.link, layout.aside - 2, state, world);
  const top = markedLine === undefined ? 0 : Math.max(0, Math.min(lines.length - height, markedLine - Math.floor(height / 2)));
  return filled(lines.slice(top, top + height), height).map((line) => (line === "" ? "" : ` ${line}`));
};

const beside = (columns: readonly (readonly string[])[], widths: readonly number[], world: World): string[] => {
  const bar = world.style("muted", signs(world).bar);
  return columns[0]!.map((_, i) => columns.map((column, k) => fill(column[i] ?? "", widths[k]!, world)).join(bar));
};

const rule = (layout: Layout, columns: readonly number[], world: World): string => {
  const { rule: dash, tee } = signs(world);
  return world.style("muted", columns.length < 2 ? dash.repeat(layout.columns) : columns.map((width) => dash.repeat(width)).join(tee));
};

type Columns = { readonly columns: readonly (readonly string[])[]; readonly cursor?: { readonly x: number; readonly y: number } };

/** What stands in the body, a column each; a text cursor is counted from the body's own top left. */
const columnsOf = (state: State, layout: Layout, height: number, world: World): Columns => {
  const route = front(state);
  const list = (): readonly string[] => filled(listLines(state, layout.list, height, world), height);
  const page = shownPage(state, world);
  const pageLinesOf = (): string[] => pageColumn(page, state, layout, height, world);
  switch (route.view) {
    case "help": {
      const lines = helpLines(state, world).slice(route.scroll, route.scroll + height);
      return { columns: [filled(lines, height).map((line) => (line === "" ? "" : ` ${line}`))] };
    }
    case "filter": {
      const panel = panelLines(route, state, layout.page, height, world);
      const x = layout.panes === 1 ? 0 : layout.list + 1;
      return {
        columns: layout.panes === 1 ? [panel.lines] : [list(), panel.lines],
        ...(panel.cursor ? { cursor: { x: panel.cursor.x + x, y: panel.cursor.y } } : {}),
      };
    }
    case "lineage": {
      const lines = filled(lineageView(route, state, layout.list, world).lines.slice(route.top, route.top + height), height);
      return { columns: layout.panes === 1 ? [lines] : [lines, pageLinesOf()] };
    }
    case "chart":
      return { columns: [filled(chartLines(route, state, layout.columns, height, world), height)] };
    case "form": {
      const { columns, cursor } = formColumns(route, state, world);
      return { columns, ...(cursor ? { cursor } : {}) };
    }
    case "comparison": {
      const lines = comparedLines(route, state, world).slice(route.scroll, route.scroll + height);
      return { columns: [filled(lines, height).map((line) => (line === "" ? "" : ` ${line}`))] };
    }
    default: {
      const first = (): readonly string[] =>
        route.view === "search" ? filled(searchResults(route, state, layout.list, height, world), height) : list();
      if (layout.panes === 1) return { columns: [route.view === "page" ? pageLinesOf() : first()] };
      const aside = layout.panes === 3 ? [linkColumn(page, state, layout, height, world)] : [];
      return { columns: [first(), pageLinesOf(), ...aside] };
    }
  }
};

export const frame = (state: State, world: World): Frame => {
  const layout = layoutOf(state);
  if (!layout.fits) return tooSmall(state, layout, world);
  const route = front(state);
  const top = [header(state, layout.columns, world)];
  if (layout.chips) top.push(chips(state, layout.columns, world));
  if (layout.strip) top.push(...strip(state, layout.columns, world));
  let cursor: Frame["cursor"];
  let height = layout.body;
  if (route.view === "search") {
    const box = searchBox(route, state, layout.columns, world);
    cursor = { x: box.x, y: top.length };
    top.push(box.line);
    height -= 1;
  }
  const widths = layout.panes === 1 ? [layout.columns] : [layout.list, layout.page, layout.aside].slice(0, layout.panes);
  if (layout.rule) top.push(rule(layout, widths, world));
  const inside = columnsOf(state, layout, height, world);
  if (inside.cursor) cursor = { x: inside.cursor.x, y: inside.cursor.y + top.length };
  const body = beside(inside.columns, widths, world).map((line) => line.trimEnd());
  const lines = [...top.map((line) => line.trimEnd()), ...body, footer(state, layout.columns, world)];
  return { lines, ...(cursor ? { cursor } : {}) };
};
