/** A rectangle of characters with a baseline: the row that stands on the line of the equation. */
import { cells } from "../../render/width.ts";

export type Box = { readonly rows: readonly string[]; readonly width: number; readonly baseline: number };

/** Rows of any length, filled to the widest. */
export const box = (rows: readonly string[], baseline = 0): Box => {
  const width = Math.max(0, ...rows.map(cells));
  return { rows: rows.map((row) => row + blank(width - cells(row))), width, baseline };
};

export const blank = (width: number): string => " ".repeat(Math.max(0, width));

export const above = ({ baseline }: Box): number => baseline;
export const below = ({ rows, baseline }: Box): number => rows.length - baseline - 1;

/** Boxes side by side on one baseline. */
export const beside = (boxes: readonly Box[]): Box => {
  const up = Math.max(0, ...boxes.map(above));
  const down = Math.max(0, ...boxes.map(below));
  const rows = Array.from({ length: up + down + 1 }, (_, row) =>
    boxes.map(({ rows: own, width, baseline }) => own[row - up + baseline] ?? blank(width)).join(""),
  );
  return box(rows, up);
};

/** Boxes one above the other; `baselineOf` is the one whose baseline stays the baseline. */
export const stacked = (boxes: readonly Box[], baselineOf: number, align: "l" | "c" | "r" = "c"): Box => {
  const width = Math.max(...boxes.map((part) => part.width));
  const baseline = boxes.slice(0, baselineOf).reduce((sum, part) => sum + part.rows.length, 0) + boxes[baselineOf]!.baseline;
  return box(
    boxes.flatMap((part) => toWidth(part, width, align).rows),
    baseline,
  );
};

export const toWidth = (part: Box, width: number, align: "l" | "c" | "r"): Box => {
  const spare = Math.max(0, width - part.width);
  const left = align === "l" ? 0 : align === "r" ? spare : (spare + 1) >> 1;
  return {
    rows: part.rows.map((row) => blank(left) + row + blank(spare - left)),
    width: Math.max(width, part.width),
    baseline: part.baseline,
  };
};

/** At least this many rows above and below the baseline. */
export const toHeight = (part: Box, up: number, down: number): Box => {
  const more = Math.max(0, up - above(part));
  const less = Math.max(0, down - below(part));
  const line = blank(part.width);
  return {
    rows: [...Array<string>(more).fill(line), ...part.rows, ...Array<string>(less).fill(line)],
    width: part.width,
    baseline: part.baseline + more,
  };
};
