/** The last line: what the keys do here, whole hints only, and how far one is. */

import { cells } from "../../render/width.ts";
import { say } from "../../render/words.ts";
import { chosenHit } from "../edit-search.ts";
import { activeCriteria } from "../filters.ts";
import { isChanged } from "../form/edit.ts";
import { computable } from "../form/open.ts";
import { keyLabel } from "../key-lookup.ts";
import { bindings, type KeyAction } from "../keys.ts";
import { layoutOf } from "../layout.ts";
import { canBeMarked, comparedLines } from "../marks.ts";
import { lineageReleases } from "../move-lineage.ts";
import { chosenOf } from "../move-shelf.ts";
import { hasLineage, markable, shownRef } from "../shown.ts";
import { front, type State } from "../state.ts";
import { contextOf } from "../update.ts";
import type { World } from "../world.ts";
import { shorten, signs, spread } from "./chrome.ts";
import { outputHeight, outputLines } from "./form.ts";
import { helpLines } from "./help.ts";
import { pageLines } from "./page-lines.ts";

/** What does nothing now is not offered: to open a link where none is marked, to choose where nothing was found. */
const works = (action: KeyAction, state: State, world: World): boolean => {
  const route = front(state);
  if ((action === "open" || action === "down") && (route.view === "lineage" || route.view === "chart"))
    return shownRef(state, world) !== undefined;
  if (action === "clear-filters") return activeCriteria(state.stack[0].filter).length > 0;
  if (action === "compute") return computable(state, world) !== undefined;
  if (action === "picture") return route.view === "form" && route.spec.hasPicture;
  if (action === "next-example" && route.view === "form") return isChanged(route) || route.spec.examples.length > 1;
  if (action === "compare") return state.marks.length > 1;
  if (action === "mark") return canBeMarked(markable(state, world));
  if (action === "lineage") return hasLineage(shownRef(state, world));
  if (route.view === "page") {
    if (action === "open") return route.link >= 0;
    return action !== "next-link" || world.links(route.ref, route.part).length > 0;
  }
  if (route.view === "filter") return action !== "erase" || route.query !== "" || state.stack[0].filter[route.criterion] !== undefined;
  return route.view !== "search" || (action !== "open" && action !== "down") || chosenHit(route, world).count > 0;
};

const hintsFor = (state: State, world: World) => {
  const context = contextOf(state);
  return bindings.flatMap((binding) =>
    binding.hint && (binding.hint.when ?? binding.when).includes(context) && works(binding.action, state, world)
      ? [{ keys: binding.hint.keys ?? binding.keys.slice(0, 1), text: binding.hint.text }]
      : [],
  );
};

const hints = (state: State, width: number, world: World): string => {
  let line = "";
  let used = 0;
  for (const hint of hintsFor(state, world)) {
    const keys = hint.keys.map((key) => keyLabel(key, world.ascii)).join(world.ascii ? "/" : "");
    const text = say(hint.text, state.lang);
    const size = cells(keys) + 1 + cells(text) + (used > 0 ? 2 : 1);
    if (used + size > width) break;
    line += `${used > 0 ? "  " : " "}${world.style("key", keys)} ${world.style("muted", text)}`;
    used += size;
  }
  return line;
};

const position = (state: State, world: World): string => {
  const route = front(state);
  const { body } = layoutOf(state);
  const lines = (scroll: number, total: number): string => (total <= body ? "" : `${Math.min(total, scroll + body)}/${total}`);
  switch (route.view) {
    case "shelf": {
      const { index, count } = chosenOf(route, world);
      return count === 0 ? "" : `${index + 1}/${count}`;
    }
    case "filter":
    case "chart":
      return "";
    case "form": {
      const total = outputLines(route, state, world).length;
      const height = outputHeight(route, state, world);
      return total <= height ? "" : `${Math.min(total, route.scroll + height)}/${total}`;
    }
    case "lineage": {
      const count = lineageReleases(route.ref, world).length;
      return count === 0 ? "" : `${route.chosen + 1}/${count}`;
    }
    case "comparison":
      return lines(route.scroll, comparedLines(route, state, world).length);
    case "search": {
      const { index, count } = chosenHit(route, world);
      return count === 0 ? "" : `${index + 1}/${count}`;
    }
    case "page":
      return lines(route.scroll, pageLines(route, state, world).lines.length);
    case "help":
      return lines(route.scroll, helpLines(state, world).length);
  }
};

export const footer = (state: State, width: number, world: World): string => {
  const where = position(state, world);
  const marked = state.marks.length > 0 ? `${signs(world).mark}${state.marks.length}` : "";
  const right = where + marked === "" ? "" : `  ${[marked, where].filter(Boolean).join("  ")} `;
  const room = width - cells(right);
  const left = state.message
    ? world.style("warning", ` ${shorten(say(state.message, state.lang), room - 2, world)}`)
    : hints(state, room, world);
  return spread(left, world.style("muted", right), width, world);
};
