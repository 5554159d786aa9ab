/** The search box: a line of text with a caret, and the results under it. */
import { characters, oneLine } from "./characters.ts";
import { editText, insertText, type TextEdit } from "./edit-text.ts";
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
const retyped = (state: State, query: string, caret: number): State =>
  withFront(state, { view: "search", query, caret, top: 0 } satisfies Search);

export const insert = (state: State, search: Search, text: string, cut = false): State => {
  const next = insertText({ text: search.query, caret: search.caret }, oneLine(text));
  const all = characters(next.text);
  const kept = retyped(state, all.slice(0, queryLimit).join(""), Math.min(next.caret, queryLimit));
  return cut || all.length > queryLimit
    ? { ...kept, message: { en: `cut to ${queryLimit} characters`, zh: `已截到 ${queryLimit} 个字` } }
    : kept;
};

export const editSearch = (state: State, search: Search, edit: TextEdit): State => {
  const { text, caret } = editText({ text: search.query, caret: search.caret }, edit);
  return text === search.query ? withFront(state, { ...search, caret }) : retyped(state, text, caret);
};
