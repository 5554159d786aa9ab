/** The only place where the state changes: a key, a text, a size -> the next state. Pure; whatever comes, what it returns can be drawn. */
import type { Size } from "./contract.ts";
import { choiceHeight, clearFilters, eraseInPanel, moveCriterion, movePanel, narrow, openPanel, toColumn, toggle } from "./edit-filter.ts";
import { editSearch, emptySearch, insert, moveHit, resultHeight } from "./edit-search.ts";
import { isTextEdit } from "./edit-text.ts";
import { actInForm } from "./form/act.ts";
import { pasteInForm, typeInForm } from "./form/edit.ts";
import { fieldOf, isChosen } from "./form/fields.ts";
import { computable, formOf, keptForm } from "./form/open.ts";
import type { InputEvent } from "./input.ts";
import type { Context } from "./key-contexts.ts";
import { actionOf } from "./key-lookup.ts";
import type { KeyAction } from "./keys.ts";
import { layoutOf } from "./layout.ts";
import { clearMarks, fewMarks, toggleMark } from "./marks.ts";
import { moveChart, nextMeasure } from "./move-chart.ts";
import { moveLineage } from "./move-lineage.ts";
import { lowestScroll, markedLink, markLink, scrollPage, withFront } from "./move-page.ts";
import { chosenOf, moveShelf, nextSection, pageOfEntries, toSection } from "./move-shelf.ts";
import { settle } from "./settle.ts";
import { hasLineage, markable, shownRef } from "./shown.ts";
import { front, type Page, type Ref, type Route, type Search, type State, sameRef, sections } from "./state.ts";
import { outputHeight } from "./views/form.ts";
import type { World } from "./world.ts";

export const contextOf = (state: State): Context => {
  const route = front(state);
  if (route.view === "form") return isChosen(fieldOf(route)) ? "choice" : "form";
  return route.view === "shelf" ? "list" : route.view;
};

/** The history does not grow without end; nobody goes back a hundred layers one by one. */
const deepest = 100;
const push = (state: State, route: Route): State => {
  const [shelf, ...above] = state.stack;
  return { ...state, stack: [shelf, ...above.slice(-(deepest - 2)), route], ahead: [] };
};
const pageOf = (ref: Ref): Page => ({ view: "page", ref, part: "card", scroll: 0, link: -1 });
const openRef = (state: State, ref: Ref): State => push(state, pageOf(ref));

const back = (state: State): State => {
  if (state.stack.length === 1) return state;
  const left = front(state);
  // A closed help, panel or search is nothing to go forward to.
  const isKept = left.view === "page" || left.view === "lineage" || left.view === "chart" || left.view === "comparison";
  const ahead = isKept ? [left, ...state.ahead] : state.ahead;
  const kept = left.view === "form" ? keptForm(state, left) : state;
  return { ...kept, stack: state.stack.slice(0, -1) as unknown as State["stack"], ahead };
};

const forward = (state: State): State => {
  const [next, ...ahead] = state.ahead;
  return next ? { ...state, stack: [...state.stack, next], ahead } : state;
};

const evidence = (state: State, world: World): State => {
  const route = front(state);
  if (route.view === "page" && route.part === "evidence") return back(state);
  const ref = shownRef(state, world);
  return ref ? push(state, { ...pageOf(ref), part: "evidence" }) : state;
};

/** `n` and `N`: the results of the last search one after the other, each in the place of the one before. */
const nextMatch = (state: State, world: World, by: 1 | -1): State => {
  const hits = world.hits(state.query);
  if (hits.length === 0) return { ...state, message: { en: "nothing was searched for yet: / searches", zh: "还没有搜索过：按 / 搜索" } };
  const route = front(state);
  const shown = shownRef(state, world);
  const index = shown ? hits.findIndex((hit) => sameRef(hit, shown)) : -1;
  const next = index < 0 ? (by > 0 ? 0 : hits.length - 1) : (index + by + hits.length) % hits.length;
  const ref = { kind: hits[next]!.kind, id: hits[next]!.id };
  const message = {
    en: `result ${next + 1} of ${hits.length} for "${state.query}"`,
    zh: `“${state.query}”的第 ${next + 1}/${hits.length} 条结果`,
  };
  return { ...(route.view === "page" && index >= 0 ? withFront(state, pageOf(ref)) : openRef(state, ref)), message };
};

/** The neighbour in the list behind the page, when the page is of that list. */
const nextEntry = (state: State, page: Page, world: World, by: 1 | -1): State => {
  const moved = moveShelf(state, world, by);
  const ref = chosenOf(moved.stack[0], world).ref;
  return ref && !sameRef(ref, page.ref) ? { ...moved, stack: [moved.stack[0], { ...pageOf(ref), part: page.part }], ahead: [] } : state;
};

const openHit = (state: State, search: Search, world: World): State => {
  const hit = world.hits(search.query).find((candidate) => `${candidate.kind}/${candidate.id}` === search.chosen);
  return hit ? openRef({ ...state, query: search.query }, { kind: hit.kind, id: hit.id }) : state;
};

/** Esc: the text of the search first, then one layer. At the root it does nothing. */
const close = (state: State): State => {
  const route = front(state);
  if (route.view === "search" && route.query !== "") return withFront(state, emptySearch);
  return route.view === "filter" && route.query !== "" ? withFront(state, { ...route, query: "" }) : back(state);
};

const open = (state: State, world: World): State => {
  const route = front(state);
  if (route.view === "search") return openHit(state, route, world);
  if (route.view === "filter") return toggle(state, route);
  const ref = route.view === "page" ? markedLink(route, world)?.ref : shownRef(state, world);
  if (!ref && route.view === "page" && route.ref.kind === "formula") return compute(state, world);
  return ref ? openRef(state, ref) : state;
};

const compute = (state: State, world: World): State => {
  const ref = computable(state, world);
  const form = ref && formOf(ref.id, state, world);
  return form
    ? push(state, form)
    : { ...state, message: { en: "formulas can be computed: 3 lists them", zh: "只有公式可以计算：按 3 列出公式" } };
};

const lineage = (state: State, world: World): State => {
  const ref = shownRef(state, world);
  if (hasLineage(ref)) return push(state, { view: "lineage", ref, chosen: 0, top: 0 });
  return { ...state, message: { en: "releases, checkpoints and concepts have a lineage", zh: "发布、检查点和概念才有谱系" } };
};

/** The point of what is shown is named first; a checkpoint's is its release's. */
const chart = (state: State, world: World): State => {
  if (front(state).view === "chart") return back(state);
  const ref = shownRef(state, world);
  const id = ref?.kind === "checkpoint" ? world.row(ref)?.release : ref?.kind === "release" ? ref.id : state.stack[0].places.timeline.id;
  return push(state, { view: "chart", measure: "parameters", ...(id === undefined ? {} : { id }) });
};

const compare = (state: State): State => {
  if (front(state).view === "comparison") return back(state);
  return state.marks.length < 2
    ? fewMarks(state)
    : push(state, { view: "comparison", refs: state.marks, differences: false, sources: false, scroll: 0 });
};

/** The filter is the timeline's, from whatever list it is asked for. */
const openFilter = (state: State): State => {
  const [shelf, ...above] = state.stack;
  return push({ ...state, stack: [{ ...shelf, section: "timeline" }, ...above] }, openPanel(state));
};

const language = (state: State, world: World): State => {
  const lang = state.lang === "en" ? "zh" : "en";
  const next: State = { ...state, lang };
  const route = front(state);
  if (route.view !== "page") return next;
  // The same place in a text of another length.
  const before = lowestScroll(state, route, world);
  const after = lowestScroll(next, route, world);
  return withFront(next, { ...route, scroll: before === 0 ? 0 : Math.round((route.scroll * after) / before) });
};

/** A page of the chart: so many points at once. */
const chartPage = 10;

const move = (state: State, world: World, by: number, page: (height: number) => number): State => {
  const route = front(state);
  const { body } = layoutOf(state);
  switch (route.view) {
    case "shelf":
      return moveShelf(state, world, by === 0 ? page(pageOfEntries(state)) : by);
    case "page":
      return scrollPage(state, route, by === 0 ? page(Math.max(1, body - 1)) : by);
    case "search":
      return moveHit(state, route, world, by === 0 ? page(resultHeight(state)) : by);
    case "filter":
      return movePanel(state, route, world, by === 0 ? page(choiceHeight(state)) : by);
    case "lineage":
      return moveLineage(state, route, by === 0 ? page(Math.max(1, body - 2)) : by, world);
    case "chart":
      return moveChart(state, route, by === 0 ? page(chartPage) : by, world);
    case "form":
      return withFront(state, {
        ...route,
        scroll: route.scroll + (by === 0 ? page(Math.max(1, outputHeight(route, state, world) - 1)) : by),
      });
    case "comparison":
    case "help":
      return withFront(state, { ...route, scroll: route.scroll + (by === 0 ? page(Math.max(1, body - 1)) : by) });
  }
};

const act = (state: State, action: KeyAction, world: World): State => {
  const route = front(state);
  switch (action) {
    case "up":
      return move(state, world, -1, Number);
    case "down":
      return move(state, world, 1, Number);
    case "page-up":
      return move(state, world, 0, (height) => -height);
    case "page-down":
      return move(state, world, 0, (height) => height);
    case "first":
      return move(state, world, Number.NEGATIVE_INFINITY, Number);
    case "last":
      return move(state, world, Number.POSITIVE_INFINITY, Number);
    case "open":
      return open(state, world);
    case "back":
      return back(state);
    case "forward":
      return forward(state);
    case "close":
      return close(state);
    case "next-link":
      return route.view === "page" ? markLink(state, route, world, 1) : state;
    case "previous-link":
      return route.view === "page" ? markLink(state, route, world, -1) : state;
    case "next-section":
      return nextSection(state, 1);
    case "previous-section":
      return nextSection(state, -1);
    case "section-1":
    case "section-2":
    case "section-3":
    case "section-4":
    case "section-5":
      return toSection(state, sections[Number(action.slice(-1)) - 1]!);
    case "next-entry":
      return route.view === "page" ? nextEntry(state, route, world, 1) : state;
    case "previous-entry":
      return route.view === "page" ? nextEntry(state, route, world, -1) : state;
    case "evidence":
      return evidence(state, world);
    case "search":
      return push(state, emptySearch);
    case "next-match":
      return nextMatch(state, world, 1);
    case "previous-match":
      return nextMatch(state, world, -1);
    case "lineage":
      return lineage(state, world);
    case "chart":
      return chart(state, world);
    case "next-measure":
    case "previous-measure":
      return route.view === "chart" ? nextMeasure(state, route, action === "next-measure" ? 1 : -1) : state;
    case "mark":
      return toggleMark(state, markable(state, world));
    case "clear-marks":
      return clearMarks(state);
    case "compare":
      return compare(state);
    case "differences":
    case "compared-sources":
      if (route.view !== "comparison") return state;
      return withFront(state, {
        ...route,
        ...(action === "differences" ? { differences: !route.differences } : { sources: !route.sources }),
      });
    case "filter":
      return openFilter(state);
    case "clear-filters":
      return clearFilters(state);
    case "enter-values":
    case "leave-values":
      return route.view === "filter" ? toColumn(state, route, action === "enter-values" ? "values" : "criteria") : state;
    case "next-criterion":
    case "previous-criterion":
      return route.view === "filter" ? moveCriterion(state, route, action === "next-criterion" ? 1 : -1, true) : state;
    case "compute":
      return compute(state, world);
    case "language":
      return language(state, world);
    case "help":
      return route.view === "help" ? back(state) : push(state, { view: "help", scroll: 0 });
    // These are the terminal's business.
    case "redraw":
    case "suspend":
    case "quit":
      return state;
    default:
      if (route.view === "filter" && action === "erase") return eraseInPanel(state, route);
      if (route.view === "form") return actInForm(state, route, action, world);
      return route.view === "search" && isTextEdit(action) ? editSearch(state, route, action) : state;
  }
};

export type Change = InputEvent | { readonly type: "resize"; readonly size: Size } | { readonly type: "start" };

/** The action a key or a typed character stands for now; `undefined`: none, or it is text. */
export const actionFor = (state: State, event: InputEvent): KeyAction | undefined => {
  const context = contextOf(state);
  if (event.type === "key") return actionOf(event.key, context);
  // Of what can be typed, the table binds only the blank where letters are text, and only where it is none.
  return event.type === "text" ? actionOf(event.text, context) : undefined;
};

export const update = (state: State, change: Change, world: World): State => {
  if (change.type === "start") return settle(state, world);
  if (change.type === "resize") return settle({ ...state, size: change.size }, world);
  const { message: _said, ...silent } = state;
  const route = front(state);
  if (change.type !== "key" && route.view === "search")
    return settle(insert(silent, route, change.text, change.type === "paste" && change.cut), world);
  if (change.type !== "key" && route.view === "filter") return settle(narrow(silent, route, change.text), world);
  const action = actionFor(silent, change);
  if (!action && change.type === "text" && route.view === "form") return settle(typeInForm(silent, route, change.text), world);
  if (change.type === "paste" && route.view === "form") return settle(pasteInForm(silent, route, change.text, change.cut), world);
  return settle(action ? act(silent, action, world) : silent, world);
};
