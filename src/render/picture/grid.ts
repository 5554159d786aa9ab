/** The cells of a plot: dots of several owners, and signs that stand before them. */
import { braille, dotBit } from "../dots.ts";

export type Spot = { readonly x: number; readonly y: number };

export type Grid = {
  /** In dots. */
  readonly across: number;
  readonly down: number;
  readonly dot: (spot: Spot, owner: number) => void;
  /** A sign in a cell (by column and row) before all dots. */
  readonly sign: (column: number, row: number, sign: string, owner: number) => void;
  /** A sign in a cell in which there is nothing else. */
  readonly under: (column: number, row: number, sign: string) => void;
  readonly cell: (column: number, row: number) => { readonly text: string; readonly owner: number | undefined };
};

/** Braille cells hold two dots by four; in ASCII a cell is one dot, drawn with its owner's letter. */
export const makeGrid = (columns: number, rows: number, letters: readonly string[] | undefined): Grid => {
  const [perColumn, perRow] = letters ? [1, 1] : [2, 4];
  const size = columns * rows;
  const dots = new Uint8Array(size);
  const owners = Array.from({ length: size }, (): number[] => []);
  const signs = new Map<number, { readonly text: string; readonly owner: number }>();
  const ground = new Map<number, string>();
  return {
    across: columns * perColumn,
    down: rows * perRow,
    dot({ x, y }, owner) {
      const at = Math.floor(y / perRow) * columns + Math.floor(x / perColumn);
      dots[at]! |= dotBit(x, y);
      if (!owners[at]!.includes(owner)) owners[at]!.push(owner);
    },
    sign(column, row, text, owner) {
      signs.set(row * columns + column, { text, owner });
    },
    under(column, row, text) {
      const at = row * columns + column;
      ground.set(at, ground.has(at) && ground.get(at) !== text ? (letters ? "+" : "┼") : text);
    },
    cell(column, row) {
      const at = row * columns + column;
      const sign = signs.get(at);
      if (sign) return sign;
      const own = owners[at]!;
      // Where several run in one cell, their letters take turns from column to column.
      const owner = letters ? own[column % own.length] : own.at(-1);
      if (owner === undefined) return { text: ground.get(at) ?? " ", owner: undefined };
      return { text: letters ? letters[owner % letters.length]! : braille(dots[at]!), owner };
    },
  };
};

/** The dots from one to another, both among them, in order. */
export const line = (from: Spot, to: Spot): Spot[] => {
  const steps = Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y));
  return Array.from({ length: steps + 1 }, (_, i) => {
    const share = steps === 0 ? 0 : i / steps;
    return { x: Math.round(from.x + (to.x - from.x) * share), y: Math.round(from.y + (to.y - from.y) * share) };
  });
};
