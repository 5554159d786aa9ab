/** The first line: the lists one can be in, and the trail that led to the page in front. */

import { cells } from "../../render/width.ts";
import { say } from "../../render/words.ts";
import { front, type Ref, type Route, type State, sameRef, sections } from "../state.ts";
import type { World } from "../world.ts";
import { fill, shorten, signs, spread } from "./chrome.ts";
import { sectionNames, words } from "./labels.ts";
import { rowName } from "./list.ts";

const nameOf = (ref: Ref, state: State, world: World): string => {
  const row = world.row(ref);
  return row ? rowName(row, state.lang) : ref.id;
};

/** Evidence, a lineage or a form that was opened from its own page, whose name stands before it in the trail. */
const isOfPage = (ref: Ref, route: Route, state: State): boolean => {
  const below = state.stack[state.stack.indexOf(route) - 1];
  return below?.view === "page" && sameRef(below.ref, ref);
};

/** The steps of the way that a route stands for. */
const stepsOf = (route: Route, state: State, world: World): readonly string[] => {
  switch (route.view) {
    case "shelf":
      return [say(sectionNames[route.section], state.lang)];
    case "page": {
      const name = nameOf(route.ref, state, world);
      if (route.part === "card") return [name];
      const about = say(words.evidence, state.lang);
      return isOfPage(route.ref, route, state) ? [about] : [name, about];
    }
    case "search":
      return [route === front(state) || route.query.trim() === "" ? say(words.search, state.lang) : `"${route.query.trim()}"`];
    case "filter":
      return [say(words.filter, state.lang)];
    case "lineage":
      return isOfPage(route.ref, route, state)
        ? [say(words.lineage, state.lang)]
        : [nameOf(route.ref, state, world), say(words.lineage, state.lang)];
    case "chart":
      return [say(words.chart, state.lang)];
    case "comparison":
      return [say(words.comparison, state.lang), ...(route.differences ? [say(words.differences, state.lang)] : [])];
    case "form":
      return isOfPage({ kind: "formula", id: route.spec.formula }, route, state)
        ? [say(words.compute, state.lang)]
        : [say(route.spec.title, state.lang), say(words.compute, state.lang)];
    case "help":
      return [say(words.keys, state.lang)];
  }
};

/** From the end, as many steps of the way as fill; the name in front whole as long as it can be. */
const trail = (state: State, width: number, world: World): string => {
  const { marker, ellipsis } = signs(world);
  const names = state.stack.slice(1).flatMap((route) => stepsOf(route, state, world));
  for (let from = 0; from < names.length; from++) {
    const text = [...(from > 0 ? [ellipsis] : []), ...names.slice(from)].join(` ${marker} `);
    if (cells(text) <= width) return text;
  }
  return shorten(names[names.length - 1] ?? "", width, world);
};

const tabs = (state: State, long: boolean, world: World): string => {
  const { style } = world;
  const active = state.stack[0].section;
  return sections
    .map((section, i) => {
      const name = `${i + 1} ${say(sectionNames[section], state.lang)}`;
      if (section === active) return style("strong", `${signs(world).marker}${name}`);
      return style("muted", ` ${long ? name : String(i + 1)}`);
    })
    .join(long ? "  " : " ");
};

/** Cells that the trail may ask for before the names of the lists give way to it. */
const wantedTrail = 24;

export const header = (state: State, width: number, world: World): string => {
  const { style } = world;
  const name = style("title", " almanac");
  const heads = [`${name}  ${tabs(state, true, world)}`, `${name}  ${tabs(state, false, world)}`, name];
  if (front(state).view === "shelf") return fill(heads.find((head) => cells(head) <= width) ?? name, width, world);
  const named = cells(trail(state, Number.POSITIVE_INFINITY, world));
  const left = heads.find((head) => cells(head) + Math.min(named, wantedTrail) + 4 <= width) ?? name;
  const way = style("accent", trail(state, width - cells(left) - 4, world));
  return left === name ? fill(`${name} ${signs(world).marker} ${way}`, width, world) : spread(left, `${way} `, width, world);
};
