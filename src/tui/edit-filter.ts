/** The filter panel: criteria in one column, the values of the chosen one in the other, narrowed by what is typed. */
import { characters, oneLine } from "./characters.ts";
import { isNamed } from "./filter-names.ts";
import { activeCriteria, type Choice, type Criterion, criteria, type Filter, typedRange, withoutCriterion } from "./filters.ts";
import { clamp, layoutOf, scrollTo } from "./layout.ts";
import { withFront } from "./move-page.ts";
import { withShelf } from "./move-shelf.ts";
import type { FilterPanel, State } from "./state.ts";
import type { World } from "./world.ts";

/** Longer words name no value. */
export const narrowLimit = 24;

/** Lines of values: the criterion and what is typed stand above them. */
export const choiceHeight = (state: State): number => Math.max(1, layoutOf(state).body - 1);

/** The values that what is typed leaves; for the size, the range that it says. */
export const shownChoices = (panel: FilterPanel, filter: Filter, world: World): readonly Choice[] => {
  const choices = world.choices(panel.criterion, filter);
  if (panel.query.trim() === "") return choices;
  const range = panel.criterion === "size" ? typedRange(panel.query) : undefined;
  if (range !== undefined) return world.choices("size", { ...filter, size: range }).filter(({ value }) => value === range);
  return choices.filter(({ value }) => isNamed(panel.criterion, value, panel.query, world));
};

const setFilter = (state: State, filter: Filter): State => withShelf(state, { ...state.stack[0], filter });

export const clearFilters = (state: State): State =>
  activeCriteria(state.stack[0].filter).length > 0
    ? setFilter(state, {})
    : { ...state, message: { en: "no filter is set: f sets one", zh: "没有设置筛选：按 f 设置" } };

/** The panel on a criterion, its values from the one that is asked for. */
const panelOn = (criterion: Criterion, column: FilterPanel["column"], filter: Filter): FilterPanel => {
  const value = filter[criterion];
  return { view: "filter", criterion, column, query: "", top: 0, ...(value === undefined ? {} : { value }) };
};

export const openPanel = (state: State): FilterPanel => {
  const { filter } = state.stack[0];
  return panelOn(activeCriteria(filter)[0] ?? criteria[0], "criteria", filter);
};

export const moveCriterion = (state: State, panel: FilterPanel, by: number, wraps: boolean): State => {
  const index = criteria.indexOf(panel.criterion) + by;
  const next = criteria[wraps ? (index + criteria.length) % criteria.length : clamp(index, 0, criteria.length - 1)]!;
  return next === panel.criterion ? state : withFront(state, panelOn(next, panel.column, state.stack[0].filter));
};

export const movePanel = (state: State, panel: FilterPanel, world: World, by: number): State => {
  if (panel.column === "criteria") return moveCriterion(state, panel, by, false);
  const choices = shownChoices(panel, state.stack[0].filter, world);
  if (choices.length === 0) return state;
  const index = choices.findIndex(({ value }) => value === panel.value);
  return withFront(state, { ...panel, value: choices[clamp(index + by, 0, choices.length - 1)]!.value });
};

export const toColumn = (state: State, panel: FilterPanel, column: FilterPanel["column"]): State =>
  withFront(state, column === "criteria" ? panelOn(panel.criterion, column, state.stack[0].filter) : { ...panel, column });

/** From a criterion into its values; a value is asked for, or no more. */
export const toggle = (state: State, panel: FilterPanel): State => {
  if (panel.column === "criteria") return toColumn(state, panel, "values");
  const { filter } = state.stack[0];
  if (panel.value === undefined) return state;
  const isOn = filter[panel.criterion] === panel.value;
  const next = isOn ? withoutCriterion(filter, panel.criterion) : { ...filter, [panel.criterion]: panel.value };
  return setFilter(withFront(state, { ...panel, query: "" }), next);
};

const retyped = (state: State, panel: FilterPanel, query: string): State => {
  const { value: _old, ...rest } = panel;
  return withFront(state, { ...rest, column: "values", query, top: 0 });
};

export const narrow = (state: State, panel: FilterPanel, text: string): State =>
  retyped(
    state,
    panel,
    characters(panel.query + oneLine(text))
      .slice(0, narrowLimit)
      .join(""),
  );

/** The last letter typed, else what the criterion asks for. */
export const eraseInPanel = (state: State, panel: FilterPanel): State =>
  panel.query !== ""
    ? retyped(state, panel, characters(panel.query).slice(0, -1).join(""))
    : setFilter(state, withoutCriterion(state.stack[0].filter, panel.criterion));

/** One value is always chosen, where there is one, and it is on the screen. */
export const settlePanel = (state: State, panel: FilterPanel, world: World): State => {
  const choices = shownChoices(panel, state.stack[0].filter, world);
  const index = Math.max(
    0,
    choices.findIndex(({ value }) => value === panel.value),
  );
  const { value: _old, ...rest } = panel;
  const choice = choices[index];
  const top = scrollTo(panel.top, index, choiceHeight(state), choices.length);
  return withFront(state, { ...rest, top, ...(choice ? { value: choice.value } : {}) });
};
