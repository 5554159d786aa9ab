/** Points against time on a logarithmic scale, in braille (two by four dots a cell) or in letters; the axes say what they measure. */
import { frameLines } from "./axes.ts";
import type { Canvas } from "./canvas.ts";
import { braille, dotBit } from "./dots.ts";
import { cells } from "./width.ts";
import { wrap } from "./wrap.ts";

/** `group` 0 or 1: drawn in another look (open and closed weights). */
export type Point = { readonly date: string; readonly value: number; readonly group: 0 | 1; readonly name: string };

export type Scatter = {
  readonly title: string;
  readonly unit: string;
  readonly points: readonly Point[];
  readonly groups: readonly [string, string];
  /** Place of the point that is shown before all others. */
  readonly marked?: number | undefined;
};

/** Days since 1970 of a date of any precision: the middle of what it leaves open. */
export const dayOf = (date: string): number => {
  const [year, month, day] = date.split("-").map(Number);
  const whole = Date.UTC(year!, (month ?? 7) - 1, day ?? (month === undefined ? 1 : 15));
  return whole / 86_400_000;
};

const units = [
  [1e12, "T"],
  [1e9, "B"],
  [1e6, "M"],
  [1e3, "K"],
] as const;
const label = (value: number): string => {
  const [size, unit] = units.find(([least]) => value >= least) ?? [1, ""];
  return `${value / size}${unit}`;
};

type Cell = { bits: number; own: [number, number] };

/** What the looks of the dots mean. */
export const legend = (groups: readonly [string, string], { style, ascii }: Canvas): string =>
  groups.map((name, i) => `${style(i === 0 ? "accent" : "number", ascii ? "ox"[i]! : "⠿×"[i]!)} ${name}`).join("   ");

/** `left`: the cells before the plot. */
export type Plot = { readonly lines: readonly string[]; readonly left: number };

/** The dots over their axes: `height` lines, the axis and its years; no wider than `most` cells and their labels. */
export const plotLines = ({ points, marked }: Pick<Scatter, "points" | "marked">, canvas: Canvas, height: number, most: number): Plot => {
  const { style, ascii } = canvas;
  const days = points.map(({ date }) => dayOf(date));
  const firstYear = Number(
    points
      .map(({ date }) => date)
      .reduce((a, b) => (a < b ? a : b))
      .slice(0, 4),
  );
  const lastYear = Number(
    points
      .map(({ date }) => date)
      .reduce((a, b) => (a > b ? a : b))
      .slice(0, 4),
  );
  const [from, to] = [dayOf(`${firstYear}-01-01`), dayOf(`${lastYear + 1}-01-01`)];
  const powers = points.map(({ value }) => Math.log10(value));
  const [low, high] = [Math.floor(Math.min(...powers)), Math.max(Math.floor(Math.min(...powers)) + 1, Math.ceil(Math.max(...powers)))];
  const decades = high - low;
  // A label stands in the row that its value begins; where rows are few, as many decades apart as they hold. The floor has one if its row is free.
  const stride = Math.ceil(decades / height);
  const ticks = Array.from({ length: Math.floor(decades / stride) + 1 }, (_, i) => i * stride)
    .map((down) => ({ at: Math.min(height - 1, Math.floor((down / decades) * height)), text: label(10 ** (high - down)) }))
    .filter(({ at }, i, all) => i === 0 || all[i - 1]!.at !== at);
  const left = Math.max(...ticks.map(({ text }) => cells(text)));
  const width = Math.max(20, Math.min(most, (Number.isFinite(canvas.width) ? canvas.width : most) - left - 2));
  const grid: Cell[][] = Array.from({ length: height }, () =>
    Array.from({ length: width }, () => ({ bits: 0, own: [0, 0] as [number, number] })),
  );
  const dotOf = (i: number): readonly [x: number, y: number] => [
    Math.min(width * 2 - 1, Math.floor(((days[i]! - from) / (to - from)) * width * 2)),
    Math.min(height * 4 - 1, Math.floor(((high - powers[i]!) / decades) * height * 4)),
  ];
  points.forEach((point, i) => {
    const [x, y] = dotOf(i);
    const cell = grid[y >> 2]![x >> 1]!;
    cell.bits |= dotBit(x, y);
    cell.own[point.group]++;
  });
  const [markedX, markedY] = marked === undefined ? [-1, -1] : dotOf(marked).map((dot, i) => (i === 0 ? dot >> 1 : dot >> 2));
  const sign = ({ bits, own }: Cell): string => {
    if (bits === 0) return " ";
    if (ascii) return own[0] > 0 && own[1] > 0 ? "*" : own[0] > 0 ? "o" : "x";
    // Not by colour alone: a place that only the second group has gets a sign of its own.
    return own[0] === 0 ? style("number", "×") : style("accent", braille(bits));
  };
  const signAt = (cell: Cell, x: number, y: number): string =>
    x === markedX && y === markedY ? style("selected", ascii ? "@" : "◆") : sign(cell);
  const years = Array.from({ length: lastYear - firstYear + 1 }, (_, i) => firstYear + i);
  const at = (year: number): number => Math.floor(((dayOf(`${year}-01-01`) - from) / (to - from)) * width);
  const step = Math.ceil((years.length * 5) / width);
  return frameLines(
    {
      rows: grid.map((row, y) =>
        row
          .map((cell, x) => signAt(cell, x, y))
          .join("")
          .trimEnd(),
      ),
      width,
      left: ticks,
      below: years.map((year, i) => ({ at: at(year), text: i % step === 0 ? String(year) : "" })),
      align: "start",
      ticks: "all",
      pointed: marked === undefined ? undefined : markedX,
    },
    canvas,
  );
};

const widest = 100;

export const scatterLines = ({ title, unit, points, groups }: Scatter, canvas: Canvas, height = 12): readonly string[] => {
  const heading = wrap(canvas.style("heading", `${title}${unit ? ` (${unit})` : ""}`), canvas.width);
  if (points.length === 0) return heading;
  const { lines, left } = plotLines({ points }, canvas, height, widest);
  return [...heading, ...lines, `${" ".repeat(left)}${legend(groups, canvas)}`];
};
