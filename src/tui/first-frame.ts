/** The state the explorer opens with, at a size. */
import type { Lang } from "../knowledge/record.ts";
import type { Size } from "./contract.ts";
import { effectiveSize } from "./layout.ts";
import { initialState, type State } from "./state.ts";
import { update } from "./update.ts";
import type { World } from "./world.ts";

export const firstState = (world: World, lang: Lang, size: Size): State =>
  update(initialState(lang, effectiveSize(size)), { type: "start" }, world);
