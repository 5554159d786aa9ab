/** Walking a lineage: its releases in the order they are drawn. */
import type { Relative } from "../knowledge/lineage.ts";
import { clamp, layoutOf, scrollTo } from "./layout.ts";
import { withFront } from "./move-page.ts";
import type { Lineage, Ref, State } from "./state.ts";
import { lineageView } from "./views/lineage.ts";
import type { World } from "./world.ts";

const inOrder = (relatives: readonly Relative[]): readonly string[] => relatives.flatMap(({ id, relatives: own }) => [id, ...inOrder(own)]);

/** What came before, then what came after; those that introduced a concept, then those that took it up. */
export const lineageReleases = (ref: Ref, world: World): readonly Ref[] => {
  const lineage = world.lineage(ref);
  if (!lineage) return [];
  const ids =
    lineage.kind === "release"
      ? [...inOrder(lineage.came_from), ...inOrder(lineage.led_to)]
      : [...lineage.introduced_by, ...lineage.used_by].map(({ id }) => id);
  return ids.map((id) => ({ kind: "release", id }));
};

export const chosenRelative = (route: Lineage, world: World): Ref | undefined => lineageReleases(route.ref, world)[route.chosen];

export const moveLineage = (state: State, route: Lineage, by: number, world: World): State => {
  const count = lineageReleases(route.ref, world).length;
  return count === 0 ? state : withFront(state, { ...route, chosen: clamp(route.chosen + by, 0, count - 1) });
};

export const settleLineage = (state: State, route: Lineage, world: World): State => {
  const { lines, chosenLine } = lineageView(route, state, layoutOf(state).list, world);
  // What stands above the first release is worth seeing too.
  const top = route.chosen === 0 ? 0 : scrollTo(route.top, chosenLine, layoutOf(state).body, lines.length);
  return top === route.top ? state : withFront(state, { ...route, top });
};
