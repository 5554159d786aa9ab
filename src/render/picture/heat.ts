/** A heat map in shades, so that it reads without colour: the darkest sign is the largest value, and what is masked has a sign of its own. */
import type { HeatMap } from "../../formulas/plot/picture.ts";
import { frameLines, linearShare, tickText } from "../axes.ts";
import type { Canvas } from "../canvas.ts";
import type { Role } from "../style.ts";
import { cells, cut } from "../width.ts";
import type { Drawn } from "./curves.ts";
import { columnsOf, inWords, words } from "./words.ts";

const shades = (ascii: boolean): string => (ascii ? " .:-=+*#%@" : " ░▒▓█");
const maskedSign = (ascii: boolean): string => (ascii ? "/" : "╱");

/** Every k-th group of `together` among `count`, so that there are at most `room`. */
const strided = (count: number, room: number, together = 1): { readonly at: readonly number[]; readonly stride: number } => {
  const groups = Math.ceil(count / together);
  const stride = Math.max(1, Math.ceil(groups / Math.max(1, Math.floor(room / together))));
  const firsts = Array.from({ length: Math.ceil(groups / stride) }, (_, i) => i * stride * together);
  const at = firsts.flatMap((first) => Array.from({ length: Math.min(together, count - first) }, (_, i) => first + i));
  return { at, stride };
};

/** Cells that a value may have across: shading alone reads best when it is about square. */
const widestCell = 4;
/** A shade, a number of four or five signs, and a gap. */
const numberCell = 8;

type Piece = readonly [role: Role, text: string];

/** Pieces in their looks, without the blanks at the end of the row. */
const styledRow = (pieces: readonly Piece[], style: Canvas["style"]): string => {
  const last = pieces.findLastIndex(([, text]) => text.trim() !== "");
  return pieces
    .slice(0, last + 1)
    .map(([role, text], i) => style(role, i === last ? text.trimEnd() : text))
    .join("");
};

const cellNumber = (value: number): string => String(Number(value.toPrecision(3)));

export const heatLines = (picture: HeatMap, canvas: Canvas, height: number): Drawn => {
  const { style, ascii } = canvas;
  const { rows, columns, values } = picture;
  const flat = values.flat().filter((value): value is number => value !== null && Number.isFinite(value));
  const [least, most] = picture.bounds ?? [
    flat.reduce((a, b) => Math.min(a, b), Infinity),
    flat.reduce((a, b) => Math.max(a, b), -Infinity),
  ];
  const down = strided(rows.names.length, Math.max(1, height - 2), rows.together);
  const labelRoom = Math.max(4, Math.floor(columnsOf(canvas) / 4));
  const ellipsis = ascii ? "..." : "…";
  const left = down.at.map((i, at) => ({ at, text: cut(inWords(rows.names[i]!, canvas), labelRoom, ellipsis) }));
  const margin = Math.max(...left.map(({ text }) => cells(text)));
  const room = Math.max(4, columnsOf(canvas) - margin - 1);
  const across = strided(columns.names.length, room);
  const count = across.at.length;
  const shown = down.at.map((i) => across.at.map((j) => values[i]![j] ?? null));
  const numbers = shown.flat().map((value) => (value === null ? "" : cellNumber(value)));
  const wide = Math.max(numberCell, ...numbers.map((text) => text.length + 3));
  const withNumbers = count * wide <= room;
  const size = withNumbers ? wide : Math.max(1, Math.min(widestCell, Math.floor(room / count)));
  const signs = shades(ascii);
  const shareOf = linearShare(least, most);
  const shadeOf = (value: number): string => signs[Math.max(0, Math.min(signs.length - 1, Math.floor(shareOf(value) * signs.length)))]!;
  const columnStride = across.stride * (picture.every ?? 1);
  const piecesOf = (value: number | null): readonly Piece[] => {
    if (value === null)
      return [["muted", maskedSign(ascii).repeat(withNumbers ? size - 1 : size)], ...(withNumbers ? [["muted", " "] as const] : [])];
    const shade = Number.isFinite(value) ? shadeOf(value) : "?";
    return withNumbers
      ? [
          ["accent", shade.repeat(2)],
          ["number", cellNumber(value).padEnd(size - 2)],
        ]
      : [["accent", shade.repeat(size)]];
  };
  const lines = shown.map((row) => styledRow(row.flatMap(piecesOf), style));
  // A label at every column, or at every second, fifth, tenth, so that the longest has room.
  const longest = Math.max(...across.at.map((j) => cells(inWords(columns.names[j]!, canvas))));
  const labelStride = [1, 2, 5, 10, 20, 50, 100, 200, 500].find((stride) => stride * size > longest + 1) ?? 1000;
  const middle = (Math.max(1, withNumbers ? size - 1 : size) - 1) >> 1;
  const below = across.at.flatMap((j, at) =>
    at % labelStride === 0 ? [{ at: at * size + middle, text: inWords(columns.names[j]!, canvas) }] : [],
  );
  const frame = frameLines(
    {
      rows: lines,
      width: count * size,
      left,
      below,
      align: "centre",
      ticks: "labelled",
    },
    canvas,
  );
  const absent =
    picture.absent && shown.flat().includes(null) ? [`${style("muted", maskedSign(ascii))} ${inWords(picture.absent, canvas)}`] : [];
  const odd = shown.flat().some((value) => value !== null && !Number.isFinite(value)) ? ["? NaN, ∞"] : [];
  const range = flat.length === 0 ? [] : [`${tickText(least)} ${style("accent", `[${signs}]`)} ${tickText(most)}`];
  return {
    lines: frame.lines,
    legend: [
      ...range,
      ...absent,
      ...odd.map((text) => inWords(text, canvas)),
      `${inWords(rows.label, canvas)} ${ascii ? "v" : "↓"}`,
      `${inWords(columns.label, canvas)} ${ascii ? ">" : "→"}`,
    ],
    notes: [
      ...(down.stride > 1 ? [words.every(down.stride, rows.label, rows.together)] : []),
      ...(columnStride > 1 ? [words.every(columnStride, columns.label)] : []),
    ],
  };
};
