/** The search box: a line of text with a caret, and the results under it. */
import { characters, oneLine } from "./characters.ts";
import { clamp, layoutOf, scrollTo } from "./layout.ts";
import { withFront } from "./move-page.ts";
import { refKey, type Search, type State } from "./state.ts";
import type { World } from "./world.ts";

/** Longer queries find nothing more and take longer. */
export const queryLimit = 64;

export const emptySearch: Search = { view: "search", query: "", caret: 0, top: 0 };

export const resultHeight = (state: State): number => Math.max(1, layoutOf(state).body - 1);

export const chosenHit = (search: Search, world: World): { readonly index: number; readonly count: number } => {
  const hits = world.hits(search.query);
  const index = hits.findIndex((hit) => refKey(hit) === search.chosen);
  return { index: hits.length === 0 ? -1 : Math.max(0, index), count: hits.length };
};

export const settleSearch = (state: State, search: Search, world: World): State => {
  const hits = world.hits(search.query);
  const { index } = chosenHit(search, world);
  const { chosen: _old, ...rest } = search;
  const hit = hits[index];
  const top = scrollTo(search.top, Math.max(0, index), resultHeight(state), hits.length);
  return withFront(state, { ...rest, top, ...(hit ? { chosen: refKey(hit) } : {}) });
};

export const moveHit = (state: State, search: Search, world: World, by: number): State => {
  const hits = world.hits(search.query);
  if (hits.length === 0) return state;
  const hit = hits[clamp(chosenHit(search, world).index + by, 0, hits.length - 1)]!;
  return withFront(state, { ...search, chosen: refKey(hit) });
};

/** Another text starts again at its best result. */
const retyped = (state: State, query: readonly string[], caret: number): State =>
  withFront(state, { view: "search", query: query.join(""), caret: clamp(caret, 0, query.length), top: 0 } satisfies Search);

export const insert = (state: State, search: Search, text: string, cut = false): State => {
  const query = characters(search.query);
  const added = characters(oneLine(text));
  const joined = [...query.slice(0, search.caret), ...added, ...query.slice(search.caret)].join("");
  // A mark typed after its letter joins it: count again.
  const all = characters(joined);
  const caret = search.caret + added.length - (query.length + added.length - all.length);
  const next = retyped(state, all.slice(0, queryLimit), Math.min(caret, queryLimit));
  return cut || all.length > queryLimit
    ? { ...next, message: { en: `cut to ${queryLimit} characters`, zh: `已截到 ${queryLimit} 个字` } }
    : next;
};

export type Edit = "caret-left" | "caret-right" | "caret-start" | "caret-end" | "erase" | "erase-after" | "erase-word" | "erase-all";

/** Back over blanks, then over the run of letters before them; in Chinese each character is a word. */
const wordStart = (text: readonly string[], caret: number): number => {
  let start = caret;
  while (start > 0 && text[start - 1] === " ") start--;
  const han = (i: number): boolean => /[\u3400-\u9fff]/.test(text[i]!);
  if (start > 0 && han(start - 1)) return start - 1;
  while (start > 0 && text[start - 1] !== " " && !han(start - 1)) start--;
  return start;
};

export const editSearch = (state: State, search: Search, edit: Edit): State => {
  const text = characters(search.query);
  const { caret } = search;
  const without = (from: number, to: number): State =>
    from === to ? state : retyped(state, [...text.slice(0, from), ...text.slice(to)], from);
  const at = (place: number): State => withFront(state, { ...search, caret: clamp(place, 0, text.length) });
  switch (edit) {
    case "caret-left":
      return at(caret - 1);
    case "caret-right":
      return at(caret + 1);
    case "caret-start":
      return at(0);
    case "caret-end":
      return at(text.length);
    case "erase":
      return without(Math.max(0, caret - 1), caret);
    case "erase-after":
      return without(caret, Math.min(text.length, caret + 1));
    case "erase-word":
      return without(wordStart(text, caret), caret);
    case "erase-all":
      return without(0, text.length);
  }
};
