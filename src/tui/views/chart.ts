/** A size of every release against time on a logarithmic scale; one point is named. */
import { type Growth, type Measure, measures } from "../../knowledge/statistics.ts";
import { short } from "../../render/number.ts";
import { legend, plotLines } from "../../render/scatter.ts";
import { cells } from "../../render/width.ts";
import { labels, say } from "../../render/words.ts";
import { wrap } from "../../render/wrap.ts";
import { namedPoint } from "../move-chart.ts";
import { type Chart, isMarked, type State } from "../state.ts";
import type { World } from "../world.ts";
import { shorten, signs, spread } from "./chrome.ts";
import { measureNames, words } from "./labels.ts";
import { rowName } from "./list.ts";

/** The measures, the shown one marked, and what the dots mean where there is room. */
const measureLine = (chart: Chart, state: State, width: number, world: World): string => {
  const { style } = world;
  const tab = (measure: Measure): string => {
    const name = say(measureNames[measure], state.lang);
    return measure === chart.measure ? style("strong", `${signs(world).marker}${name}`) : style("muted", ` ${name}`);
  };
  const tabs = ` ${measures.map(tab).join("  ")}`;
  const key = ` ${legend([say(labels.openMark, state.lang), say(labels.closedMark, state.lang)], world.canvas(state.lang, width))} `;
  return spread(tabs, cells(tabs) + cells(key) + 2 <= width ? key : "", width, world);
};

/** Where it is drawn: the same name, when, whose, how much, and how many points lie in the same place. */
const pointLine = (point: Growth, place: string, state: State, width: number, world: World): string => {
  const { style } = world;
  const { dot, marker, mark } = signs(world);
  const row = world.row({ kind: "release", id: point.id });
  const organisation = row?.organisation ? world.row({ kind: "organisation", id: row.organisation }) : undefined;
  const sign = isMarked(state, { kind: "release", id: point.id }) ? mark : " ";
  const name = row ? rowName(row, state.lang) : point.name;
  const rest = [point.date, short(point.value), organisation ? rowName(organisation, state.lang) : ""].filter(Boolean);
  const room = width - cells(place) - 4;
  // The size is what the chart is about: who made it gives way first, then the date's neighbour.
  while (rest.length > 1 && cells([name, ...rest].join(` ${dot} `)) > room) rest.pop();
  const left = `${style("accent", marker)}${style("accent", sign)}${style("name", shorten(name, Math.max(8, room - cells(rest.join(` ${dot} `)) - 3), world))}`;
  return spread(`${left}${style("muted", ` ${dot} `)}${rest.join(style("muted", ` ${dot} `))}`, style("muted", place), width, world);
};

export const chartLines = (chart: Chart, state: State, width: number, height: number, world: World): readonly string[] => {
  const points = world.points(chart.measure, state.stack[0].filter);
  const head = measureLine(chart, state, width, world);
  if (points.length === 0) return [head, "", ...wrap(say(words.noPoints, state.lang), Math.max(8, width - 2)).map((line) => ` ${line}`)];
  const index = namedPoint(chart, state, world);
  const plotted = points.map(({ date, value, name, open }) => ({ date, value, name, group: open ? (0 as const) : (1 as const) }));
  const rows = Math.max(1, height - 4);
  const { lines } = plotLines({ points: plotted, marked: index }, world.canvas(state.lang, width - 1), rows, Number.POSITIVE_INFINITY);
  return [head, ...lines.map((line) => ` ${line}`), pointLine(points[index]!, ` ${index + 1}/${points.length} `, state, width, world)];
};
