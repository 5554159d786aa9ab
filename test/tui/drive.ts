/** The explorer's state driven by hand, over the record of `fake-guide.ts`. */
import { calculator } from "../../src/cli/calc/form.ts";
import type { Lang } from "../../src/knowledge/record.ts";
import { plainStyle, type Style } from "../../src/render/style.ts";
import { characters } from "../../src/tui/characters.ts";
import type { Size } from "../../src/tui/contract.ts";
import { firstState } from "../../src/tui/first-frame.ts";
import type { State } from "../../src/tui/state.ts";
import { type Change, update } from "../../src/tui/update.ts";
import { frame } from "../../src/tui/views/frame.ts";
import { createWorld, type World } from "../../src/tui/world.ts";
import { fakeGuide, fakeRenderers } from "./fake-guide.ts";

export const fakeWorld = (options: { readonly ascii?: boolean; readonly style?: Style } = {}): World =>
  createWorld({
    guide: fakeGuide,
    renderers: fakeRenderers,
    calculator: () => calculator,
    ascii: options.ascii ?? false,
    style: options.style ?? plainStyle,
  });

export const sized = (columns: number, rows: number): Size => ({ columns, rows });

export const started = (world: World, lang: Lang = "en", size: Size = sized(80, 24)): State => firstState(world, lang, size);

export const driven = (state: State, world: World, ...changes: readonly Change[]): State =>
  changes.reduce((now, change) => update(now, change, world), state);

/** `Enter`, `Ctrl-d`: names of keys; a single character is typed. */
export const press = (state: State, world: World, ...keys: readonly string[]): State =>
  driven(state, world, ...keys.map((key): Change => (characters(key).length === 1 ? { type: "text", text: key } : { type: "key", key })));

export const typed = (state: State, world: World, text: string): State => press(state, world, ...characters(text));

/** What a person reads: the lines without their trailing blanks. */
export const picture = (state: State, world: World): string =>
  frame(state, world)
    .lines.map((line) => line.trimEnd())
    .join("\n");
