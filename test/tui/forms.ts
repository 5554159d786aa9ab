/** A form opened, filled and read, for the tests. */
import { expect } from "vitest";
import { formOf } from "../../src/tui/form/open.ts";
import { type Form, front, type State } from "../../src/tui/state.ts";
import { update } from "../../src/tui/update.ts";
import type { World } from "../../src/tui/world.ts";
import { driven, fakeWorld, press, sized, started } from "./drive.ts";

export const world = fakeWorld();
export const wide = sized(120, 40);

export const formIn = (state: State): Form => {
  const route = front(state);
  if (route.view !== "form") throw new Error(`in front is ${route.view}`);
  return route;
};
/** Any formula's form over the list, whether the record of the tests knows the formula or not. */
export const formFor = (id: string, size = wide, lang: "en" | "zh" = "en", on: World = world): State => {
  const state = started(on, lang, size);
  return update({ ...state, stack: [state.stack[0], formOf(id, state, on)!] }, { type: "start" }, on);
};
export const rmsnorm = (size = wide): State => press(started(world, "en", size), world, "3", "e");
export const paste = (state: State, text: string, cut = false): State => driven(state, world, { type: "paste", text, cut });
export const toField = (state: State, name: string): State => {
  let now = state;
  for (let i = 0; formIn(now).field !== name && i < 40; i++) now = press(now, world, "Tab");
  expect(formIn(now).field).toBe(name);
  return now;
};
export const result = (state: State): unknown => {
  const { spec, texts, working } = formIn(state);
  const calculation = world.calculation(spec.formula, texts, working);
  return calculation.type === "result" ? calculation.working.result : calculation;
};
