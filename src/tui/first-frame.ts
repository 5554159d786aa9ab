/** The bytes that put the explorer's first complete screen on a terminal, without waiting for anything. */
import type { Lang } from "../knowledge/record.ts";
import type { Size } from "./contract.ts";
import { effectiveSize } from "./layout.ts";
import { enterScreen, paintFrame } from "./paint.ts";
import { initialState, type State } from "./state.ts";
import { update } from "./update.ts";
import { frame } from "./views/frame.ts";
import type { World } from "./world.ts";

export const firstState = (world: World, lang: Lang, size: Size): State =>
  update(initialState(lang, effectiveSize(size)), { type: "start" }, world);

export const firstFrame = (world: World, lang: Lang, size: Size): string =>
  enterScreen + paintFrame(frame(firstState(world, lang, size), world), effectiveSize(size));
