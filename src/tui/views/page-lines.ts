/** The lines of one entry's page: its text and, where no column stands beside it for them, the entries it leads to. */

import { cells, padEnd } from "../../render/width.ts";
import { say } from "../../render/words.ts";
import { layoutOf } from "../layout.ts";
import type { EntryLinks } from "../links.ts";
import type { Page, State } from "../state.ts";
import type { World } from "../world.ts";
import { fitting, shorten, signs } from "./chrome.ts";
import { words } from "./labels.ts";

export type PageLines = { readonly lines: readonly string[]; readonly markedLine?: number };

/** One link a line under the titles of their groups; `marked` counts over all groups. */
export const linkLines = (groups: EntryLinks, marked: number, width: number, state: State, world: World): PageLines => {
  const { style } = world;
  const { marker } = signs(world);
  const lines: string[] = [];
  let markedLine: number | undefined;
  let count = 0;
  for (const group of groups) {
    if (lines.length > 0) lines.push("");
    lines.push(style("label", shorten(say(group.title, state.lang), width, world)));
    for (const link of group.links) {
      const date = link.date && width >= 34 ? link.date : "";
      const name = fitting(say(link.name, state.lang), link.short, width - 2 - (date ? date.length + 2 : 0), world);
      const gap = " ".repeat(Math.max(0, width - 2 - cells(name) - date.length));
      if (count === marked) {
        markedLine = lines.length;
        lines.push(style("selected", padEnd(`${marker} ${name}${date ? gap + date : ""}`, width)));
      } else lines.push(`  ${name}${date ? gap + style("muted", date) : ""}`);
      count++;
    }
  }
  return markedLine === undefined ? { lines } : { lines, markedLine };
};

/** Links in a page's own text are not wider than they need to be read as a table. */
const widestLinks = 60;

export const pageLines = (page: Page, state: State, world: World): PageLines => {
  const layout = layoutOf(state);
  const text = world.text(page.ref, page.part, state.lang, layout.text);
  if (text.length === 0) return { lines: [world.style("muted", shorten(say(words.gone, state.lang), layout.text, world))] };
  const links = world.links(page.ref, page.part);
  if (layout.aside > 0 || links.length === 0) return { lines: text };
  const width = Math.min(layout.text, widestLinks);
  const { lines, markedLine } = linkLines(links, page.link, width, state, world);
  const title = `${say(words.seeAlso, state.lang)} `;
  const rule = world.style("muted", shorten(title + signs(world).rule.repeat(Math.max(0, width - cells(title))), width, world));
  const before = [...text, "", rule, ""];
  return { lines: [...before, ...lines], ...(markedLine === undefined ? {} : { markedLine: markedLine + before.length }) };
};
