/** Bars from zero, to the right and to the left, a row for each element and a bar for each series. */
import type { Bars } from "../../formulas/plot/picture.ts";
import { enclosingScale, frameLines, type Scale, tickText } from "../axes.ts";
import { bar } from "../bars.ts";
import type { Canvas } from "../canvas.ts";
import { cells, cut, padEnd, padStart } from "../width.ts";
import type { Drawn } from "./curves.ts";
import { columnsOf, inWords, words } from "./words.ts";

const fills = (ascii: boolean): readonly string[] => (ascii ? ["#", "=", "-"] : ["█", "▒", "░"]);
const inks = ["accent", "number", "symbol"] as const;

/** Below so many cells numbers have three digits. */
const narrow = 50;
/** A label gives way to a bar of so many cells. */
const leastBar = 16;

type Layout = { readonly width: number; readonly scale: Scale; readonly zero: number };

/** A bar between zero and a value, as wide as the plot; one that has no end says so at the edge. */
const barText = (value: number, fill: string, { width, scale, zero }: Layout, ascii: boolean): string => {
  const right = width - zero;
  if (Number.isNaN(value)) return "";
  if (value === Infinity) return " ".repeat(zero) + fill.repeat(Math.max(0, right - 1)) + (ascii ? ">" : "▶");
  if (value === -Infinity) return (ascii ? "<" : "◀") + fill.repeat(Math.max(0, zero - 1));
  const size = Math.abs(scale.share(value) - scale.share(0)) * width;
  if (value < 0) {
    const whole = Math.min(zero, Math.round(size));
    return " ".repeat(zero - whole) + fill.repeat(whole);
  }
  const room = Math.min(right, size);
  const drawn = fill === "█" ? bar(room / Math.max(1, right), right, false) : fill.repeat(Math.round(room));
  return " ".repeat(zero) + drawn;
};

type Row = Bars["rows"][number];

/** One panel: some of the series over one axis. */
const panel = (rows: readonly Row[], series: readonly number[], title: string | undefined, canvas: Canvas): string[] => {
  const { style, ascii } = canvas;
  const finite = rows.flatMap(({ values }) => series.flatMap((i) => values[i] ?? [])).filter(Number.isFinite);
  const [least, most] = [Math.min(0, ...finite), Math.max(0, ...finite)];
  const ellipsis = ascii ? "..." : "…";
  const columns = columnsOf(canvas);
  const names = rows.map((row) => inWords(row.label, canvas));
  const digits = columns < narrow ? 3 : 6;
  const texts = rows.map(({ values }) =>
    series.map((i) => (values[i] === null || values[i] === undefined ? (ascii ? "-" : "—") : tickText(values[i], digits))),
  );
  const number = Math.max(...texts.flat().map(cells));
  const label = Math.min(Math.max(3, columns - number - 5 - leastBar), Math.max(...names.map(cells)));
  const before = label + number + 3;
  const width = Math.max(2, Math.min(60, columns - before - 2));
  const scale = enclosingScale(least, least === most ? 1 : most, false, Math.max(2, Math.floor(width / 9)));
  const zero = Math.round(scale.share(0) * width);
  const layout: Layout = { width, scale, zero };
  const drawn = rows.flatMap((row, i) =>
    series.map((one, at) => {
      const value = row.values[one];
      const name = at === 0 ? padEnd(cut(names[i]!, label, ellipsis), label) : " ".repeat(label);
      const text = value === null || value === undefined ? "" : barText(value, fills(ascii)[at % 3]!, layout, ascii);
      return { left: `${name}  ${style("number", padStart(texts[i]![at]!, number))}`, bar: style(inks[at % 3]!, text.trimEnd()) };
    }),
  );
  const { lines } = frameLines(
    {
      rows: drawn.map((one) => one.bar),
      width: width + 1,
      left: [],
      below: scale.ticks.map(({ value, text }) => ({ at: Math.round(scale.share(value) * width), text })),
      align: "centre",
      ticks: "labelled",
    },
    canvas,
  );
  const indent = " ".repeat(before);
  return [
    ...(title === undefined ? [] : [style("label", title)]),
    ...lines.map((line, i) => (i < drawn.length ? `${drawn[i]!.left} ${line}` : indent + line)),
  ];
};

/** Not more lines than `height`, where that leaves a row at all: the last rows are left out, and the notes say so. */
export const barChart = (picture: Bars, canvas: Canvas, height: number): Drawn => {
  const { series, rows, apart } = picture;
  const panels = apart ? series.map((_, i) => [i]) : [series.map((_, i) => i)];
  const axes = panels.length * (apart ? 3 : 2);
  const most = Math.max(1, Math.floor((height - axes) / Math.max(1, series.length)));
  const shown = rows.slice(0, rows.length > most ? most : rows.length);
  const title = (i: number): string | undefined => (apart ? inWords(series[i]!, canvas) : undefined);
  const lines = panels.flatMap((own) => panel(shown, own, title(own[0]!), canvas));
  const legend =
    !apart && series.length > 1
      ? series.map((name, i) => `${canvas.style(inks[i % 3]!, fills(canvas.ascii)[i % 3]!)} ${inWords(name, canvas)}`)
      : [];
  return { lines, legend, notes: shown.length < rows.length ? [words.rowsLeft(shown.length, rows.length)] : [] };
};
