/** Tables of prose: as wide as their text, narrower by wrapping cells, and below that as a list of `header: value`. */
import type { Block } from "../../knowledge/record.ts";
import type { Canvas } from "../canvas.ts";
import { cells, centre, padEnd, padStart } from "../width.ts";
import { wrap } from "../wrap.ts";
import { type Paint, textFor } from "./paint.ts";

type Table = Extract<Block, { type: "table" }>;
type Row = readonly string[];

/** Below this a table that does not fit is not squeezed. */
const narrow = 48;
/** No column is squeezed below this. */
const leastColumn = 8;

export const tableLines = (table: Table, canvas: Canvas, paint: Paint): readonly string[] => {
  const draw = (row: Table["header"]): Row => row.map((cell) => paint.inline(textFor(cell, canvas)));
  const header = draw(table.header);
  const rows = table.rows.map(draw);
  const widths = columnWidths([header, ...rows], canvas.width);
  return widths ? grid(header, rows, widths, table.align, canvas) : list(header, rows, canvas);
};

const separator = 3;

/** What each column gets, or undefined where the table cannot be drawn. */
const columnWidths = (rows: readonly Row[], width: number): number[] | undefined => {
  const columns = rows[0]!.map((_, column) => rows.map((row) => row[column] ?? ""));
  const natural = columns.map((texts) => Math.max(1, ...texts.map(cells)));
  const least = columns.map((texts, i) => Math.min(natural[i]!, Math.max(leastColumn, ...texts.map(longestWord))));
  const room = width - separator * (columns.length - 1);
  if (sum(natural) <= room) return natural;
  if (width < narrow || sum(least) > room) return undefined;
  const widths = [...natural];
  while (sum(widths) > room) {
    const spare = widths.map((size, i) => (size > least[i]! ? size : 0));
    widths[spare.indexOf(Math.max(...spare))]!--;
  }
  return widths;
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const longestWord = (text: string): number => Math.max(0, ...wrap(text, 2).map(cells), ...latinWords(text).map(cells));

const latinWords = (text: string): readonly string[] => text.split(/[\s\u2e80-\ua4cf\uff01-\uff60]+/);

const grid = (header: Row, rows: readonly Row[], widths: readonly number[], align: Table["align"], canvas: Canvas): string[] => {
  const [bar, rule, cross] = canvas.ascii ? [" | ", "-", "-+-"] : [" │ ", "─", "─┼─"];
  const { style } = canvas;
  const place = (text: string, column: number): string => {
    const width = widths[column]!;
    if (align[column] === "right") return padStart(text, width);
    return align[column] === "center" ? centre(text, width) : padEnd(text, width);
  };
  const join = (parts: readonly string[]): string => {
    const last = parts.at(-1)!.trimEnd();
    return (
      parts
        .slice(0, -1)
        .map((part, i) => part + style("muted", last === "" && i === parts.length - 2 ? bar.trimEnd() : bar))
        .join("") + last
    );
  };
  const draw = (row: Row): string[] => {
    const wrapped = widths.map((width, column) => wrap(row[column] ?? "", width));
    const height = Math.max(...wrapped.map((lines) => lines.length));
    return Array.from({ length: height }, (_, line) => join(wrapped.map((lines, column) => place(lines[line] ?? "", column))));
  };
  const body = rows.map(draw);
  // Rows of several lines would run into each other.
  const apart = body.some((lines) => lines.length > 1);
  return [
    ...draw(header.map((text) => style("label", text))),
    style("muted", widths.map((width) => rule.repeat(width)).join(cross)),
    ...body.flatMap((lines, i) => (apart && i > 0 ? [join(widths.map((width) => " ".repeat(width))), ...lines] : lines)),
  ];
};

const list = (header: Row, rows: readonly Row[], canvas: Canvas): string[] =>
  rows.flatMap((row, i) => [
    ...(i > 0 ? [""] : []),
    ...row.flatMap((text, column) =>
      wrap(`${canvas.style("label", `${header[column] ?? ""}:`)} ${text}`, canvas.width, {
        indent: column > 0 ? "  " : "",
        hanging: "    ",
      }),
    ),
  ]);
