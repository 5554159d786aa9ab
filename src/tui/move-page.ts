/** Reading a page: scrolling, and marking the entries that it leads to. */
import { clamp, layoutOf } from "./layout.ts";
import { flatLinks, type Link } from "./links.ts";
import type { Page, State } from "./state.ts";
import { pageLines } from "./views/page-lines.ts";
import type { World } from "./world.ts";

export const withFront = <R extends State["stack"][number]>(state: State, route: R): State =>
  ({ ...state, stack: [...state.stack.slice(0, -1), route] }) as unknown as State;

export const lowestScroll = (state: State, page: Page, world: World): number =>
  Math.max(0, pageLines(page, state, world).lines.length - layoutOf(state).body);

export const settlePage = (state: State, page: Page, world: World): State => {
  const links = flatLinks(world.links(page.ref, page.part)).length;
  const scroll = clamp(page.scroll, 0, lowestScroll(state, page, world));
  const link = clamp(page.link, -1, links - 1);
  return scroll === page.scroll && link === page.link ? state : withFront(state, { ...page, scroll, link });
};

export const scrollPage = (state: State, page: Page, by: number): State => withFront(state, { ...page, scroll: page.scroll + by });

export const markedLink = (page: Page, world: World): Link | undefined => flatLinks(world.links(page.ref, page.part))[page.link];

/** Past the last link comes none, then the first. */
export const markLink = (state: State, page: Page, world: World, by: 1 | -1): State => {
  const count = flatLinks(world.links(page.ref, page.part)).length;
  const link = ((page.link + 1 + by + count + 1) % (count + 1)) - 1;
  const marked = { ...page, link };
  const line = pageLines(marked, state, world).markedLine;
  const { body } = layoutOf(state);
  const scroll = line === undefined ? page.scroll : clamp(page.scroll, line - body + 1, line);
  return withFront(state, { ...marked, scroll });
};
