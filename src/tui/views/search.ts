/** The search box and what it found. */
import type { Hit } from "../../knowledge/guide.ts";
import { cells, padEnd } from "../../render/width.ts";
import { kindNames, say } from "../../render/words.ts";
import { wrap } from "../../render/wrap.ts";
import { characters } from "../characters.ts";
import { chosenHit } from "../edit-search.ts";
import type { Search, State } from "../state.ts";
import type { World } from "../world.ts";
import { fitting, shorten, signs, spread } from "./chrome.ts";
import { words } from "./labels.ts";

const count = (search: Search, state: State, world: World): string => {
  if (search.query.trim() === "") return "";
  const hits = world.hits(search.query).length;
  return state.lang === "zh" ? `${hits} ${words.hits.zh} ` : `${hits} ${hits === 1 ? words.hit.en : words.hits.en} `;
};

/** The line one types in, and where the terminal's cursor belongs: an input method shows its candidates there. */
export const searchBox = (search: Search, state: State, width: number, world: World): { readonly line: string; readonly x: number } => {
  const label = ` ${say(words.search, state.lang)} `;
  const right = count(search, state, world);
  const room = Math.max(4, width - cells(label) - cells(right) - 2);
  const text = characters(search.query);
  // The part around the caret, when all of it does not fit.
  let from = 0;
  while (from < search.caret && cells(text.slice(from, search.caret).join("")) > room - 1) from++;
  const before = text.slice(from, search.caret).join("");
  const after = text.slice(search.caret).join("");
  const shown = shorten(before + after, room, world);
  const line = spread(world.style("label", label) + shown, world.style("muted", right), width, world);
  return { line, x: Math.min(width - 1, cells(label) + cells(before)) };
};

const hitName = (hit: Hit, state: State): string => (state.lang === "zh" ? (hit.title?.zh ?? hit.name) : hit.name);

/** The part of a text around what was searched for. */
const around = (text: string, query: string, width: number, world: World): string => {
  const at = text.toLowerCase().indexOf(query.trim().toLowerCase());
  if (at <= 0 || cells(text) <= width || cells(text.slice(0, at + query.length)) < width) return shorten(text, width, world);
  const { ellipsis } = signs(world);
  const lead = characters(text.slice(0, at));
  let from = lead.length;
  while (from > 0 && cells(lead.slice(from - 1).join("")) <= width / 4) from--;
  return shorten(ellipsis + lead.slice(from).join("") + text.slice(at), width, world);
};

const result = (hit: Hit, chosen: boolean, query: string, width: number, state: State, world: World): string => {
  const kind = say(kindNames[hit.kind], state.lang);
  const name = hitName(hit, state);
  const room = Math.max(1, width - 2 - cells(kind) - 2);
  const shown = fitting(name, hit.name, room, world);
  // Why it was found, when its name does not show that.
  const isShown = [name, hit.name].some((text) => text.toLowerCase().includes(hit.matched.toLowerCase()));
  const why = isShown ? "" : hit.matched;
  const left = room - cells(shown) - 2;
  const because = why !== "" && left >= 8 ? `  ${around(why, query, left, world)}` : "";
  const gap = " ".repeat(Math.max(0, room - cells(shown) - cells(because) + 1));
  if (chosen) return world.style("selected", padEnd(`${signs(world).marker} ${shown}${because}${gap}${kind} `, width));
  return padEnd(`  ${shown}${world.style("muted", because)}${gap}${world.style("muted", kind)}`, width);
};

export const searchResults = (search: Search, state: State, width: number, height: number, world: World): readonly string[] => {
  const hits = world.hits(search.query, state.lang);
  const paragraph = (text: string): string[] => wrap(text, Math.max(8, Math.min(64, width - 3))).map((line) => ` ${line}`);
  if (search.query.trim() === "")
    return [...paragraph(say(words.invite, state.lang)), "", ...paragraph(say(words.inviteScripts, state.lang))].map((line) =>
      world.style("muted", line),
    );
  if (hits.length === 0)
    return [
      ...paragraph(`${say(words.nothing, state.lang)} ${state.lang === "zh" ? `“${search.query}”` : `"${search.query}"`}`),
      "",
      ...paragraph(say(words.clears, state.lang)).map((line) => world.style("muted", line)),
    ];
  const { index } = chosenHit(search, world);
  return hits
    .slice(search.top, search.top + height)
    .map((hit, i) => result(hit, search.top + i === index, search.query, width, state, world));
};
