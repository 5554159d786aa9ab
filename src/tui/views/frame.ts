/** A whole screen from the state: exactly rows − 1 lines, none wider than the terminal. */

import { say } from "../../render/words.ts";
import { wrap } from "../../render/wrap.ts";
import type { Frame } from "../contract.ts";
import { type Layout, layoutOf, smallest } from "../layout.ts";
import { chosenOf } from "../move-shelf.ts";
import { front, type Page, type Ref, type State } from "../state.ts";
import type { World } from "../world.ts";
import { fill, shorten, signs } from "./chrome.ts";
import { footer } from "./footer.ts";
import { header } from "./header.ts";
import { helpLines } from "./help.ts";
import { words } from "./labels.ts";
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

const isAlone = (state: State, layout: Layout): boolean => front(state).view === "help" || layout.panes === 1;

export const frame = (state: State, world: World): Frame => {
  const layout = layoutOf(state);
  if (!layout.fits) return tooSmall(state, layout, world);
  const route = front(state);
  const top = [header(state, layout.columns, world)];
  if (layout.strip) top.push(...strip(state, layout.columns, world));
  let cursor: Frame["cursor"];
  let height = layout.body;
  if (route.view === "search") {
    const box = searchBox(route, state, layout.columns, world);
    cursor = { x: box.x, y: top.length };
    top.push(box.line);
    height -= 1;
  }
  const list = (width: number): readonly string[] =>
    filled(route.view === "search" ? searchResults(route, state, width, height, world) : listLines(state, width, height, world), height);
  const widths = isAlone(state, layout) ? [layout.columns] : [layout.list, layout.page, layout.aside].slice(0, layout.panes);
  if (layout.rule) top.push(rule(layout, widths, world));
  const page = shownPage(state, world);
  const columns =
    route.view === "help"
      ? [filled(helpLines(state, world).slice(route.scroll, route.scroll + height), height).map((line) => (line === "" ? "" : ` ${line}`))]
      : layout.panes === 1
        ? [route.view === "page" ? pageColumn(page, state, layout, height, world) : list(layout.columns)]
        : [
            list(layout.list),
            pageColumn(page, state, layout, height, world),
            ...(layout.panes === 3 ? [linkColumn(page, state, layout, height, world)] : []),
          ];
  const body = beside(columns, widths, world).map((line) => line.trimEnd());
  const lines = [...top.map((line) => line.trimEnd()), ...body, footer(state, layout.columns, world)];
  return { lines, ...(cursor ? { cursor } : {}) };
};
