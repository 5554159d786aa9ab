/** Which entry a command is about: the page's, or what is chosen in a list, a lineage or the chart. */

import { pointRef } from "./move-chart.ts";
import { chosenRelative } from "./move-lineage.ts";
import { markedLink } from "./move-page.ts";
import { chosenOf } from "./move-shelf.ts";
import { front, type Ref, type State } from "./state.ts";
import type { World } from "./world.ts";

export const shownRef = (state: State, world: World): Ref | undefined => {
  const route = front(state);
  switch (route.view) {
    case "page":
      return route.ref;
    case "shelf":
      return chosenOf(route, world).ref;
    case "lineage":
      return chosenRelative(route, world);
    case "chart":
      return pointRef(route, state, world);
    default:
      return undefined;
  }
};

/** What a mark is put on: on a page, the entry that it leads to and that is marked there. */
export const markable = (state: State, world: World): Ref | undefined => {
  const route = front(state);
  const link = route.view === "page" ? markedLink(route, world)?.ref : undefined;
  return link ?? shownRef(state, world);
};

export const hasLineage = (ref: Ref | undefined): ref is Ref =>
  ref !== undefined && ["release", "checkpoint", "concept"].includes(ref.kind);
