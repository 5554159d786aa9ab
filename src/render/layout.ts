/** How cards are put together: a head with two ends, labelled rows, tables that give way to the width. */
import type { Canvas } from "./canvas.ts";
import { glyphs } from "./glyphs.ts";
import type { Role } from "./style.ts";
import { cells, cut, padEnd, padStart } from "./width.ts";
import { wrap } from "./wrap.ts";

/** `left` at the left end and `right` at the right one; on two lines where one has no room for both. */
export const head = (left: string, right: string, canvas: Canvas): string[] => {
  const { width, style } = canvas;
  if (right === "") return wrap(style("title", left), width);
  const gap = width - cells(left) - cells(right);
  if (width === Number.POSITIVE_INFINITY) return [`${style("title", left)}  ${style("muted", right)}`];
  if (gap >= 2) return [style("title", left) + " ".repeat(gap) + style("muted", right)];
  return [...wrap(style("title", left), width), ...wrap(style("muted", right), width)];
};

export const heading = (text: string, canvas: Canvas): string => canvas.style("heading", text);

export type Labelled = { readonly label: string; readonly text: string };

/** Rows of a label and a text that hangs under itself; a label too long for the column gets a line of its own: `narrow` is its limit below 60 cells. */
export const labelled = (rows: readonly Labelled[], canvas: Canvas, most = 16, narrow = 12): string[] => {
  const limit = canvas.width < 60 ? Math.min(most, narrow) : most;
  const column = 2 + Math.max(0, ...rows.map((row) => cells(row.label)).filter((size) => size <= limit));
  return rows.flatMap(({ label, text }) => {
    const size = cells(label);
    const drawn = canvas.style("label", label);
    if (size > limit && size + 2 > column)
      return [...wrap(drawn, canvas.width), ...wrap(text, canvas.width, { indent: "  ", hanging: "  " })];
    return wrap(text, canvas.width, { indent: drawn + " ".repeat(column - size), hanging: " ".repeat(column) });
  });
};

export type Column<T> = {
  readonly title: string;
  readonly align?: "left" | "right";
  /** Leaves first when there is no room: the higher, the earlier; 0 never leaves and is cut instead. */
  readonly drop?: number;
  /** May be cut to this many cells before anything leaves. */
  readonly least?: number;
  readonly role?: Role;
  readonly text: (row: T) => string;
};

const gap = 2;

type Sized<T> = { readonly column: Column<T>; readonly texts: readonly string[]; readonly size: number };

/** The columns that have a value, each as wide as its widest. */
const sized = <T>(rows: readonly T[], columns: readonly Column<T>[], headed: boolean): readonly Sized<T>[] =>
  columns
    .map((column) => ({ column, texts: rows.map(column.text) }))
    .filter(({ texts }) => texts.some((text) => text !== ""))
    .map((one) => ({ ...one, size: Math.max(headed ? cells(one.column.title) : 0, ...one.texts.map(cells)) }));

const widthOf = (columns: readonly { readonly size: number }[]): number => columns.reduce((sum, { size }) => sum + size + gap, -gap);

/** A table no wider than the canvas: columns without a value are left out, then the least important, then the first one is cut. */
export const table = <T>(rows: readonly T[], columns: readonly Column<T>[], canvas: Canvas, headed = true): string[] => {
  const { width, style } = canvas;
  if (rows.length === 0) return [];
  let shown = sized(rows, columns, headed);
  const total = (): number => widthOf(shown);
  for (const { column, size } of shown) {
    const over = total() - width;
    if (column.least === undefined || over <= 0) continue;
    shown = shown.map((one) => (one.column === column ? { ...one, size: Math.max(Math.min(size, column.least!), size - over) } : one));
  }
  while (total() > width) {
    const worst = shown.reduce((most, one) => ((one.column.drop ?? 0) > (most?.column.drop ?? 0) ? one : most), shown[0]);
    if (!worst || (worst.column.drop ?? 0) === 0) break;
    shown = shown.filter((one) => one !== worst);
  }
  // What cannot leave shrinks: the widest of the rest, to a size at which it can still be recognised.
  const least = 6;
  while (total() > width) {
    const widest = shown.reduce((most, one) => (one.size > most.size ? one : most));
    if (widest.size <= least) break;
    const over = total() - width;
    shown = shown.map((one) => (one === widest ? { ...one, size: Math.max(least, one.size - over) } : one));
  }
  const { ellipsis } = glyphs(canvas);
  const cell = (text: string, size: number, column: Column<T>, last: boolean): string => {
    const fitted = cut(text, size, ellipsis);
    if (column.align === "right") return padStart(fitted, size);
    return last ? fitted : padEnd(fitted, size);
  };
  const line = (texts: readonly string[], role: (column: Column<T>) => Role | undefined): string =>
    shown
      .map(({ column, size }, i) => {
        const text = cell(texts[i]!, size, column, i === shown.length - 1);
        const ink = role(column);
        return ink ? style(ink, text) : text;
      })
      .join(" ".repeat(gap))
      .trimEnd();
  return [
    ...(headed
      ? [
          line(
            shown.map(({ column }) => column.title),
            () => "label",
          ),
        ]
      : []),
    ...rows.map((_, i) =>
      line(
        shown.map(({ texts }) => texts[i]!),
        (column) => column.role,
      ),
    ),
  ];
};

/** Whether a table has room for all its columns. */
export const fits = <T>(rows: readonly T[], columns: readonly Column<T>[], { width }: Canvas, headed = true): boolean =>
  widthOf(sized(rows, columns, headed)) <= width;

/** Every row as lines of its own, where no column may be lost: the first column, under it each other with its title, or all in a line where they have none. */
export const blocks = <T>(rows: readonly T[], [first, ...rest]: readonly Column<T>[], canvas: Canvas): string[] => {
  const ink = ({ role, text }: Column<T>, row: T): string => (role ? canvas.style(role, text(row)) : text(row));
  return rows.flatMap((row) => {
    const given = rest.filter(({ text }) => text(row) !== "");
    return [
      ...wrap(ink(first!, row), canvas.width),
      ...(given.some(({ title }) => title !== "")
        ? labelled(
            given.map((column) => ({ label: `  ${column.title}`, text: ink(column, row) })),
            canvas,
            22,
            22,
          )
        : wrap(given.map((column) => ink(column, row)).join(" ".repeat(gap)), canvas.width, { indent: "  ", hanging: "  " })),
    ];
  });
};

/** A table with all its columns, else blocks. */
export const whole = <T>(rows: readonly T[], columns: readonly Column<T>[], canvas: Canvas, headed = true): string[] =>
  fits(rows, columns, canvas, headed) ? table(rows, columns, canvas, headed) : blocks(rows, columns, canvas);

/** Groups of lines with an empty line between them; empty groups vanish. */
export const groups = (...parts: readonly (readonly string[])[]): string[] =>
  parts.filter((part) => part.length > 0).flatMap((part, i) => (i > 0 ? ["", ...part] : [...part]));
