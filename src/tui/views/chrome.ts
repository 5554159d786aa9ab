/** The signs the frame is drawn with, in Unicode and in ASCII, and the few ways they are put together. */

import { cells, cut, padEnd } from "../../render/width.ts";
import type { World } from "../world.ts";

type Signs = {
  readonly rule: string;
  readonly bar: string;
  readonly tee: string;
  readonly cross: string;
  readonly marker: string;
  /** Before what is marked for a comparison. */
  readonly mark: string;
  readonly dot: string;
  readonly ellipsis: string;
  readonly times: string;
  readonly here: string;
  /** Heights of the strip's columns, from nothing to many. */
  readonly steps: readonly string[];
};

const unicode: Signs = {
  rule: "─",
  bar: "│",
  tee: "┬",
  cross: "┴",
  marker: "›",
  mark: "+",
  dot: "·",
  ellipsis: "…",
  times: "×",
  here: "▲",
  steps: ["▁", "▃", "▅", "▆", "█"],
};
const ascii: Signs = {
  rule: "-",
  bar: "|",
  tee: "+",
  cross: "+",
  marker: ">",
  mark: "+",
  dot: "-",
  ellipsis: "...",
  times: "x",
  here: "^",
  steps: [".", "1", "2", "3", "4"],
};

export const signs = (world: World): Signs => (world.ascii ? ascii : unicode);

/** Exactly `width` cells. */
export const fill = (text: string, width: number, world: World): string => padEnd(cut(text, width, signs(world).ellipsis), width);

export const shorten = (text: string, width: number, world: World): string => cut(text, width, signs(world).ellipsis);

/** The longer of two names when it fits, else the shorter, cut only if it must be. */
export const fitting = (long: string, short: string, width: number, world: World): string =>
  shorten(cells(long) <= width || cells(short) >= cells(long) ? long : short, width, world);

/** `left` and `right` at the two ends of `width` cells; what is on the left gives way. */
export const spread = (left: string, right: string, width: number, world: World): string => {
  const room = width - cells(right);
  if (right === "" || room < 1) return fill(left, width, world);
  return fill(left, room, world) + right;
};
