/** Two lines that show when the releases that fit the filter came, month by month, and where the chosen one stands among them. */

import { activeCriteria } from "../filters.ts";
import { chosenOf } from "../move-shelf.ts";
import type { State } from "../state.ts";
import type { ListLine, World } from "../world.ts";
import { signs } from "./chrome.ts";

const monthOf = (date: string): number => Number(date.slice(0, 4)) * 12 + (date.length >= 7 ? Number(date.slice(5, 7)) - 1 : 0);

/** Months drawn on `width` cells: some cells a month, or some months a cell. */
type Scale = { readonly from: number; readonly columns: number; readonly perMonth: number; readonly perCell: number };

const scaleOf = (from: number, to: number, width: number): Scale => {
  const months = to - from + 1;
  const perMonth = Math.min(3, Math.floor(width / months));
  if (perMonth >= 1) return { from, columns: months * perMonth, perMonth, perCell: 1 };
  const perCell = Math.ceil(months / width);
  return { from, columns: Math.ceil(months / perCell), perMonth: 1, perCell };
};

const columnOf = (scale: Scale, month: number): number => Math.floor((month - scale.from) / scale.perCell) * scale.perMonth;

/** The years under their first months, and under the chosen one a sign with its month; a year that this would touch gives way. */
const axis = (scale: Scale, to: number, here: { readonly column: number; readonly month: string } | undefined, world: World): string => {
  // A year that begins near the end needs room for its digits.
  const length = scale.columns + 3;
  const sign = here ? signs(world).here : "";
  const fitsRight = here !== undefined && here.column + 1 + here.month.length <= length;
  const mark = here === undefined ? "" : fitsRight ? sign + here.month : here.column >= here.month.length ? here.month + sign : sign;
  const at = here === undefined ? length : here.column + 1 - (fitsRight ? 1 : mark.length);
  const row: string[] = Array.from({ length }, (_, i) => mark[i - at] ?? " ");
  for (let year = Math.ceil(scale.from / 12); year * 12 <= to; year++) {
    const column = columnOf(scale, year * 12);
    if (column + 4 > length || row.slice(Math.max(0, column - 1), column + 5).some((cell) => cell !== " ")) continue;
    for (let i = 0; i < 4; i++) row[column + i] = String(year)[i]!;
  }
  const line = row.join("");
  const end = at + mark.length;
  return world.style("muted", line.slice(0, at)) + world.style("accent", mark) + world.style("muted", line.slice(end));
};

export const strip = (state: State, width: number, world: World): readonly [string, string] => {
  const dated = (lines: readonly ListLine[]) => lines.flatMap((line) => (line.type === "entry" && line.row.date ? [line.row] : []));
  const all = dated(world.list("timeline"));
  const months = all.map((row) => monthOf(row.date!));
  if (months.length === 0 || width < 8) return ["", ""];
  const { filter } = state.stack[0];
  const releases = activeCriteria(filter).length === 0 ? all : dated(world.list("timeline", filter));
  // The months of the whole record: what is left out leaves a gap.
  const from = Math.min(...months);
  const to = Math.max(...months);
  const scale = scaleOf(Math.floor(from / 12) * 12, to, width - 5);
  const counts = new Array<number>(Math.ceil(scale.columns / scale.perMonth)).fill(0);
  for (const row of releases) counts[columnOf(scale, monthOf(row.date!)) / scale.perMonth]!++;
  const chosen = chosenOf({ ...state.stack[0], section: "timeline" }, world).ref;
  const row = chosen ? releases.find((release) => release.id === chosen.id) : undefined;
  const here = row && { column: columnOf(scale, monthOf(row.date!)), month: row.date!.slice(0, 7) };
  const { steps } = signs(world);
  const gap = " ".repeat(scale.perMonth - 1);
  const bars = counts
    .map((count, i) => {
      const step = steps[Math.min(count, steps.length - 1)]!;
      return world.style(i * scale.perMonth === here?.column ? "accent" : count > 0 ? "symbol" : "muted", step) + gap;
    })
    .join("");
  return [` ${bars}`, ` ${axis(scale, to, here, world)}`];
};
