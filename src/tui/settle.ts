/** What every change of the state ends with. */
import { settlePanel } from "./edit-filter.ts";
import { settleSearch } from "./edit-search.ts";
import { settleForm } from "./form/settle.ts";
import { clamp, layoutOf } from "./layout.ts";
import { settleComparison } from "./marks.ts";
import { settleLineage } from "./move-lineage.ts";
import { settlePage, withFront } from "./move-page.ts";
import { settleShelf } from "./move-shelf.ts";
import { front, type State } from "./state.ts";
import { helpLines } from "./views/help.ts";
import type { World } from "./world.ts";

/** Whatever happened: something is chosen, and it is on the screen. */
export const settle = (state: State, world: World): State => {
  const settled = settleShelf(state, world);
  const route = front(settled);
  if (route.view === "page") return settlePage(settled, route, world);
  if (route.view === "search") return settleSearch(settled, route, world);
  if (route.view === "filter") return settlePanel(settled, route, world);
  if (route.view === "lineage") return settleLineage(settled, route, world);
  if (route.view === "form") return settleForm(settled, route, world);
  if (route.view === "comparison") return settleComparison(settled, route, world);
  if (route.view !== "help") return settled;
  const total = helpLines(settled, world).length;
  const scroll = clamp(route.scroll, 0, Math.max(0, total - layoutOf(settled).body));
  return scroll === route.scroll ? settled : withFront(settled, { ...route, scroll });
};
