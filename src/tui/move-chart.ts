/** Walking the points of the chart by date. */
import { measures } from "../knowledge/statistics.ts";
import { dayOf } from "../render/scatter.ts";
import { clamp } from "./layout.ts";
import { withFront } from "./move-page.ts";
import type { Chart, Ref, State } from "./state.ts";
import type { World } from "./world.ts";

/** Where the named point stands among the points, −1 where there is none. */
export const namedPoint = (chart: Chart, state: State, world: World): number => {
  const points = world.points(chart.measure, state.stack[0].filter);
  const own = points.findIndex(({ id }) => id === chart.id);
  if (own >= 0 || points.length === 0) return own;
  // A release without this size, or one that the filter left out: the point nearest in time stands for it.
  const date = chart.id === undefined ? undefined : world.row({ kind: "release", id: chart.id })?.date;
  if (date === undefined) return 0;
  const far = points.map((point) => Math.abs(dayOf(point.date) - dayOf(date)));
  return far.indexOf(Math.min(...far));
};

export const pointRef = (chart: Chart, state: State, world: World): Ref | undefined => {
  const point = world.points(chart.measure, state.stack[0].filter)[namedPoint(chart, state, world)];
  return point && { kind: "release", id: point.id };
};

export const moveChart = (state: State, chart: Chart, by: number, world: World): State => {
  const points = world.points(chart.measure, state.stack[0].filter);
  if (points.length === 0) return state;
  const index = clamp(namedPoint(chart, state, world) + by, 0, points.length - 1);
  return withFront(state, { ...chart, id: points[index]!.id });
};

export const nextMeasure = (state: State, chart: Chart, by: 1 | -1): State =>
  withFront(state, { ...chart, measure: measures[(measures.indexOf(chart.measure) + by + measures.length) % measures.length]! });
