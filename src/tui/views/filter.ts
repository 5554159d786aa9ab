/** The filter: its chips under the header, and the panel that sets it. */
import { cells, padEnd, padStart } from "../../render/width.ts";
import { colon, say } from "../../render/words.ts";
import { wrap } from "../../render/wrap.ts";
import { characters } from "../characters.ts";
import { choiceHeight, shownChoices } from "../edit-filter.ts";
import { choiceName, criterionNames } from "../filter-names.ts";
import { activeCriteria, criteria, type Filter } from "../filters.ts";
import type { FilterPanel, State } from "../state.ts";
import type { World } from "../world.ts";
import { shorten, signs, spread } from "./chrome.ts";
import { words } from "./labels.ts";

const countOf = (filter: Filter, world: World): number => world.list("timeline", filter).filter((line) => line.type === "entry").length;

/** `23/310`: how many releases fit, of how many. */
const share = (state: State, world: World): string => `${countOf(state.stack[0].filter, world)}/${countOf({}, world)}`;

/** What is asked for, each with its sign; whole chips, then how many more there are. */
export const chips = (state: State, width: number, world: World): string => {
  const { style } = world;
  const { dot, times } = signs(world);
  const { filter } = state.stack[0];
  const right = ` ${share(state, world)} `;
  const room = width - cells(right) - 2;
  const all = activeCriteria(filter).map((criterion) => ({
    name: `${say(criterionNames[criterion], state.lang)}${colon(state.lang)}`,
    value: choiceName(criterion, filter[criterion]!, state.lang, world),
  }));
  const between = ` ${dot} `;
  const more = (left: number): string => (left > 0 ? `${between}+${left}` : "");
  const sized = (named: boolean) => all.map(({ name, value }) => cells(`${named ? name : ""}${value} ${times}`));
  // The names of the criteria give way first: most values say what they are.
  const total = (sizes: readonly number[]): number => sizes.reduce((sum, size) => sum + size + between.length, 0);
  const named = total(sized(true)) <= room;
  const sizes = sized(named);
  let line = "";
  let used = 0;
  let shown = 0;
  for (const [i, { name, value }] of all.entries()) {
    const size = sizes[i]! + (i > 0 ? between.length : 0);
    const rest = cells(more(all.length - i - 1));
    if (i > 0 && used + size + rest > room) break;
    const text = shorten(value, Math.max(4, room - used - rest - 2), world);
    line += `${i > 0 ? style("muted", between) : ""}${named ? style("label", name) : ""}${style("strong", text)} ${style("muted", times)}`;
    used += size;
    shown++;
  }
  return spread(` ${line}${style("muted", more(all.length - shown))}`, style("muted", right), width, world);
};

const criterionLines = (panel: FilterPanel, state: State, width: number, world: World): readonly string[] => {
  const { style } = world;
  const { filter } = state.stack[0];
  const column = 2 + Math.max(...criteria.map((criterion) => cells(say(criterionNames[criterion], state.lang))));
  return criteria.map((criterion) => {
    const isHere = criterion === panel.criterion;
    const name = padEnd(shorten(say(criterionNames[criterion], state.lang), column - 2, world), column - 2);
    const asked = filter[criterion];
    const value = shorten(
      asked === undefined ? say(words.any, state.lang) : choiceName(criterion, asked, state.lang, world),
      width - column - 3,
      world,
    );
    const text = `${name}  ${asked === undefined ? value : style("strong", value)}`;
    if (isHere && panel.column === "criteria") return style("selected", padEnd(`${signs(world).marker} ${name}  ${value}`, width));
    return `${isHere ? style("accent", signs(world).dot) : " "} ${isHere ? style("strong", text) : asked === undefined ? style("muted", text) : text}`;
  });
};

const choiceLines = (panel: FilterPanel, state: State, width: number, world: World): readonly string[] => {
  const { style } = world;
  const { filter } = state.stack[0];
  const choices = shownChoices(panel, filter, world);
  if (choices.length === 0) return wrap(say(words.noValue, state.lang), Math.max(8, width)).map((line) => style("muted", line));
  const digits = Math.max(...choices.map(({ count }) => String(count).length));
  return choices.slice(panel.top, panel.top + choiceHeight(state)).map(({ value, count }) => {
    const isOn = filter[panel.criterion] === value;
    const box = isOn ? "[x] " : "[ ] ";
    const number = ` ${padStart(String(count), digits)} `;
    const name = padEnd(
      shorten(choiceName(panel.criterion, value, state.lang, world), width - 6 - number.length, world),
      width - 6 - number.length,
    );
    if (panel.column === "values" && value === panel.value) return style("selected", `${signs(world).marker} ${box}${name}${number}`);
    return `  ${isOn ? style("strong", box + name) : box + name}${style("muted", number)}`;
  });
};

/** Wider, the counts stand too far from what they count. */
const widest = 76;

export type PanelLines = { readonly lines: readonly string[]; readonly cursor?: { readonly x: number; readonly y: number } };

export const panelLines = (panel: FilterPanel, state: State, width: number, height: number, world: World): PanelLines => {
  const { style } = world;
  const whole = Math.min(width, widest);
  const left = Math.min(34, Math.max(22, Math.floor(whole * 0.45)));
  const right = whole - left - 1;
  const bar = style("muted", signs(world).bar);
  const named = ` ${say(criterionNames[panel.criterion], state.lang)}${colon(state.lang)}`;
  // The criterion is marked in its own column too: where both have no room, what is typed comes first.
  const invite = say(words.narrow, state.lang);
  const hasRoom = right - cells(named) > (panel.query === "" ? cells(invite) : 10);
  const label = hasRoom ? named : ` ${signs(world).dot} `;
  const typed = characters(panel.query);
  // The end of what is typed, when all of it does not fit.
  while (typed.length > 0 && cells(label + typed.join("")) > right - 1) typed.shift();
  const shown = panel.query !== "" ? typed.join("") : style("muted", shorten(invite, right - cells(label) - 1, world));
  const values = [style("label", label) + shown, ...choiceLines(panel, state, right - 1, world).map((line) => ` ${line}`)];
  // On a low screen the criteria scroll with the one that is chosen.
  const from = Math.max(0, Math.min(criteria.length - height, criteria.indexOf(panel.criterion) - Math.floor(height / 2)));
  const names = criterionLines(panel, state, left, world).slice(from);
  const lines = Array.from({ length: height }, (_, i) => padEnd(names[i] ?? "", left) + bar + (values[i] ?? ""));
  if (panel.column === "criteria") return { lines };
  return { lines, cursor: { x: Math.min(whole - 1, left + 1 + cells(label) + cells(typed.join(""))), y: 0 } };
};
