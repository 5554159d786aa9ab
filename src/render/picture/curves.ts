/** Curves in braille (or letters) over their axes; told from one another by a sign and by how they are dotted, not by colour alone. */
import type { Curves, Dot, Guide, Label } from "../../formulas/plot/picture.ts";
import { enclosingScale, exactScale, frameLines, type Scale, tickText } from "../axes.ts";
import type { Canvas } from "../canvas.ts";
import type { Role } from "../style.ts";
import { type Grid, line, makeGrid, type Spot } from "./grid.ts";
import { columnsOf, inWords, words } from "./words.ts";

/** Of the curves, in order; the first is a line without a sign. */
const unicodeSigns = ["", "×", "○", "+", "△"];
const asciiLetters = ["*", "x", "o", "%", "&"];
const inks: readonly Role[] = ["accent", "number", "symbol", "date", "link"];
const inkOf = (owner: number): Role => inks[owner % inks.length]!;

const chrome = (ascii: boolean) =>
  ascii ? { mark: "@", upright: ":", level: "~", zero: ["-", "|"] } : { mark: "◆", upright: "┊", level: "┄", zero: ["─", "│"] };

/** Dots on, of so many: the first curve is whole. */
const rhythms = [
  [1, 1],
  [2, 4],
  [1, 3],
  [3, 6],
  [1, 5],
] as const;

const isDrawable = ({ x, y }: Dot, log: readonly [boolean, boolean]): boolean =>
  Number.isFinite(x) && Number.isFinite(y) && (!log[0] || x > 0) && (!log[1] || y > 0);

type Place = { readonly grid: Grid; readonly across: Scale; readonly up: Scale };

const dotOf = ({ grid, across, up }: Place, { x, y }: Dot): Spot => ({
  x: Math.round(across.share(x) * (grid.across - 1)),
  y: Math.round((1 - up.share(y)) * (grid.down - 1)),
});

/** How far apart the signs on a curve stand, in cells. */
const signEvery = (width: number): number => Math.max(8, Math.floor(width / 6));

const drawCurve = (place: Place, runs: readonly (readonly Dot[])[], owner: number, count: number, width: number, ascii: boolean): void => {
  const { grid } = place;
  const [on, of] = rhythms[owner % rhythms.length]!;
  const every = signEvery(width);
  const offset = Math.round((owner * every) / count);
  const signed = new Set<number>();
  for (const run of runs) {
    const spots = run.map((dot) => dotOf(place, dot));
    const path = spots.flatMap((spot, i) => (i === 0 ? [spot] : line(spots[i - 1]!, spot).slice(1)));
    path.forEach((spot, i) => {
      if (ascii || i % of < on) grid.dot(spot, owner);
      const column = spot.x >> 1;
      if (ascii || owner === 0 || column % every !== offset % every || signed.has(column)) return;
      signed.add(column);
      grid.sign(column, spot.y >> 2, unicodeSigns[owner % unicodeSigns.length]!, owner);
    });
  }
};

/** The parts of a curve between its gaps. */
const runsOf = (points: readonly Dot[], isShown: (dot: Dot) => boolean): Dot[][] => {
  const runs: Dot[][] = [[]];
  for (const point of points) {
    if (isShown(point)) runs.at(-1)!.push(point);
    else if (runs.at(-1)!.length > 0) runs.push([]);
  }
  return runs.filter((run) => run.length > 0);
};

const legendLines = (picture: Curves, marks: readonly Dot[], canvas: Canvas): string[] => {
  const { style, ascii } = canvas;
  const signs = chrome(ascii);
  const say = (label: Label): string => inWords(label, canvas);
  const curves =
    picture.curves.length > 1
      ? picture.curves.map(({ name }, i) => {
          const sign = ascii ? asciiLetters[i % asciiLetters.length]! : i === 0 ? "⠒⠒" : unicodeSigns[i % unicodeSigns.length]!;
          return `${style(inkOf(i), sign)} ${say(name)}`;
        })
      : [];
  const guides = (sign: string, list: readonly Guide[] = []): string[] =>
    [...new Set(list.map(({ name }) => say(name)))].map((name) => {
      const values = list.filter((guide) => say(guide.name) === name).map(({ at }) => tickText(at));
      const [colon, comma] = canvas.lang === "zh" ? ["：", "、"] : [": ", ", "];
      return `${style("muted", sign)} ${name}${colon}${values.join(comma)}`;
    });
  const given = marks.length > 0 ? [`${style("selected", signs.mark)} ${say(words.given)}`] : [];
  return [...curves, ...given, ...guides(signs.upright, picture.uprights), ...guides(signs.level, picture.levels)];
};

export type Drawn = { readonly lines: readonly string[]; readonly legend: readonly string[]; readonly notes: readonly Label[] };

/** Cells of a drawing, however narrow the canvas. */
const leastWidth = 8;

export const curveLines = (picture: Curves, canvas: Canvas, height: number): Drawn => {
  const { style, ascii } = canvas;
  const log = [picture.x.log === true, picture.y.log === true] as const;
  const isShown = (dot: Dot): boolean => isDrawable(dot, log) && dot.x >= picture.x.from && dot.x <= picture.x.to;
  const runs = picture.curves.map(({ points }) => runsOf(points, isShown));
  const marks = (picture.marks ?? []).filter(isShown);
  const heights = [...runs.flat(2), ...marks].map(({ y }) => y);
  const levels = (picture.levels ?? []).map(({ at }) => at).filter((at) => Number.isFinite(at) && (!log[1] || at > 0));
  const all = [...heights, ...levels];
  const lost = (picture.marks ?? []).length - marks.length;
  const total = picture.curves.reduce((sum, { points }) => sum + points.length, 0);
  const gaps = total - runs.flat(2).length;
  const notes = [
    ...(picture.every ? [words.every(picture.every, picture.x.label)] : []),
    ...(lost > 0 ? [words.marksOutside(lost)] : []),
    ...(gaps > 0 ? [words.gaps(gaps, total)] : []),
  ];
  if (all.length === 0) return { lines: [], legend: [], notes: [...notes, words.nothing] };
  const least = all.reduce((a, b) => Math.min(a, b));
  const most = all.reduce((a, b) => Math.max(a, b));
  const up = enclosingScale(least, most, log[1], Math.max(2, Math.floor(height / 3)));
  const columns = columnsOf(canvas);
  // The whole of a value has more digits than a narrow canvas holds beside a drawing.
  const ticks = up.ticks.map(({ value, text }) => ({ value, text: text.length < columns - leastWidth ? text : tickText(value, 3) }));
  const margin = Math.max(...ticks.map(({ text }) => text.length));
  const width = Math.max(leastWidth, columns - margin - 1);
  const across = exactScale(picture.x.from, picture.x.to, log[0], Math.max(2, Math.floor(width / 10)));
  const grid = makeGrid(width, height, ascii ? asciiLetters : undefined);
  const place = { grid, across, up };
  const column = (x: number): number => Math.floor(Math.round(across.share(x) * (grid.across - 1)) / (grid.across / width));
  const row = (y: number): number => Math.floor(Math.round((1 - up.share(y)) * (grid.down - 1)) / (grid.down / height));
  const signs = chrome(ascii);
  const whole = (sign: string, rows: boolean, at: number): void => {
    for (let i = 0; i < (rows ? width : height); i++) grid.under(rows ? i : at, rows ? at : i, sign);
  };
  if (!log[1] && up.from < 0 && up.to > 0) whole(signs.zero[0]!, true, row(0));
  if (!log[0] && across.from < 0 && across.to > 0) whole(signs.zero[1]!, false, column(0));
  for (const at of levels) whole(signs.level, true, row(at));
  const uprights = (picture.uprights ?? []).filter(({ at }) => at >= across.from && at <= across.to);
  for (const { at } of uprights) whole(signs.upright, false, column(at));
  // The subject last, over the others.
  for (let i = runs.length - 1; i >= 0; i--) drawCurve(place, runs[i]!, i, runs.length, width, ascii);
  for (const mark of marks) grid.sign(column(mark.x), row(mark.y), signs.mark, -1);
  const rows = Array.from({ length: height }, (_, y) => {
    const cells = Array.from({ length: width }, (_unused, x) => grid.cell(x, y));
    const last = cells.findLastIndex(({ text }) => text !== " ");
    return cells
      .slice(0, last + 1)
      .map(({ text, owner }) => (text === " " ? text : style(owner === undefined ? "muted" : owner < 0 ? "selected" : inkOf(owner), text)))
      .join("");
  });
  const { lines } = frameLines(
    {
      rows,
      width,
      // The ends last: they stay where another value shares their row.
      left: [...ticks.slice(1, -1), ticks[0]!, ticks.at(-1)!].map(({ value, text }) => ({ at: row(value), text })),
      below: across.ticks.map(({ value, text }) => ({ at: column(value), text })),
      align: "centre",
      ticks: "labelled",
    },
    canvas,
  );
  return { lines, legend: legendLines({ ...picture, uprights }, marks, canvas), notes };
};
