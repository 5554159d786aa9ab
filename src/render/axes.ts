/** Axes: round values that enclose what is drawn, where they stand, and the frame around a drawing. */
import type { Canvas } from "./canvas.ts";
import { cells, padStart } from "./width.ts";

export type Tick = { readonly value: number; readonly text: string };

/** From `from` to `to`, ticks in order; `share` says where a value stands, 0 to 1. */
export type Scale = {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly Tick[];
  readonly share: (value: number) => number;
};

const mostDigits = 6;

/** Plain digits, or with an exponent where that is shorter and the digits are many. */
const shortest = (value: number): string => {
  const plain = String(value).replace("+", "");
  const power = value.toExponential().replace("+", "");
  return plain.length > mostDigits && power.length < plain.length ? power : plain;
};

/** A value as an axis or a legend shows it: all of it where it is short, else so many digits. */
export const tickText = (value: number, digits = mostDigits): string => {
  if (!Number.isFinite(value)) return String(value);
  const all = shortest(value);
  return all.length <= digits + 3 ? all : shortest(Number(value.toPrecision(digits)));
};

/** 1, 2 or 5 times a power of ten, the smallest that is not below. */
const roundStep = (least: number): number => {
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5].map((digit) => digit * power).find((candidate) => candidate >= least * (1 - 1e-9));
  return step ?? 10 * power;
};

/** Where a value stands between two others, 0 to 1. Differences of the largest doubles overflow; those of their halves do not. */
export const linearShare = (from: number, to: number) => {
  const scale = Number.isFinite(to - from) ? 1 : 0.5;
  const span = to * scale - from * scale;
  return (value: number): number => (span === 0 ? 0.5 : (value * scale - from * scale) / span);
};

const logShare =
  (from: number, to: number) =>
  (value: number): number => {
    const [low, high] = [Math.log10(from), Math.log10(to)];
    return high === low ? 0.5 : (Math.log10(value) - low) / (high - low);
  };

/** A multiple of a step, exactly as it is written. */
const multiple = (count: number, step: number): number => {
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const exact = digits <= 20 ? Number((count * step).toFixed(digits)) : Number((count * step).toPrecision(15));
  return exact === 0 ? 0 : exact;
};

/** The last multiple that is not above. */
const floorCount = (value: number, step: number): number => {
  const count = Math.floor(value / step);
  return multiple(count + 1, step) <= value ? count + 1 : multiple(count, step) > value ? count - 1 : count;
};

const ends = (from: number, to: number): Tick[] =>
  (from < 0 && to > 0 ? [from, 0, to] : [from, to]).map((value) => ({ value, text: shortest(value) }));

const linearTicks = (from: number, to: number, most: number, enclose: boolean): Tick[] => {
  const step = roundStep((to / 2 - from / 2) * (2 / Math.max(1, most - 1)));
  // Steps too small for the doubles around them, and the largest and smallest doubles: the ends speak for themselves.
  if (!(step > 1e-300 && step < 1e300 && Math.abs(from / step) < 1e9 && Math.abs(to / step) < 1e9)) return enclose ? ends(from, to) : [];
  const [first, last] = enclose ? [floorCount(from, step), -floorCount(-to, step)] : [-floorCount(-from, step), floorCount(to, step)];
  return Array.from({ length: last - first + 1 }, (_, i) => multiple(first + i, step)).map((value) => ({
    value,
    text: shortest(value),
  }));
};

const power = (exponent: number): number =>
  exponent < -323 ? Number.MIN_VALUE : exponent > 308 ? Number.MAX_VALUE : Number(`1e${exponent}`);

const logTicks = (from: number, to: number, most: number, enclose: boolean): Tick[] => {
  const [near, far] = [Math.floor(Math.log10(from)), Math.ceil(Math.log10(to))];
  const [low, high] = [power(near) > from ? near - 1 : near, power(far) < to ? far + 1 : far];
  const stride = Math.max(1, Math.ceil((high - low) / Math.max(1, most - 1)));
  const digits = (high - low) * 3 <= most ? [1, 2, 5] : [1];
  const values: number[] = [];
  for (let exponent = low; exponent <= high + stride - 1; exponent += stride)
    for (const digit of digits) values.push(Number(`${digit}e${exponent}`) || power(exponent));
  const usable = values.filter((value) => value > 0 && Number.isFinite(value));
  const below = usable.filter((value) => value <= from).at(-1) ?? from;
  const above = usable.find((value) => value >= to) ?? to;
  const kept = enclose
    ? [...new Set([below, ...usable.filter((value) => value > from && value < to), above])]
    : usable.filter((value) => value >= from && value <= to);
  return kept.map((value) => ({ value, text: tickText(value) }));
};

const ticksFor = (from: number, to: number, log: boolean, most: number, enclose: boolean): Tick[] =>
  log ? logTicks(from, to, most, enclose) : linearTicks(from, to, most, enclose);

/** A scale whose ends are round and enclose the values, with about `most` ticks. A single value gets room around it. */
export const enclosingScale = (low: number, high: number, log: boolean, most: number): Scale => {
  const [from, to] =
    low < high ? [low, high] : log ? [low / 2, high * 2] : [low - (Math.abs(low) / 2 || 1), high + (Math.abs(high) / 2 || 1)];
  const ticks = ticksFor(Math.max(from, -Number.MAX_VALUE), Math.min(to, Number.MAX_VALUE), log, most, true);
  const [first, last] = [ticks[0]!.value, ticks.at(-1)!.value];
  return { from: first, to: last, ticks, share: (log ? logShare : linearShare)(first, last) };
};

/** A scale with just these ends: they have ticks, and so have round values between. */
export const exactScale = (from: number, to: number, log: boolean, most: number): Scale => {
  const inner = ticksFor(from, to, log, most, false).filter(({ value }) => value > from && value < to);
  const own = [from, to].map((value) => ({ value, text: tickText(value) }));
  return { from, to, ticks: [own[0]!, ...inner, own[1]!], share: (log ? logShare : linearShare)(from, to) };
};

export type Placed = { readonly at: number; readonly text: string };

export type Frame = {
  /** The drawing itself, a line for each row. */
  readonly rows: readonly string[];
  readonly width: number;
  /** By row. */
  readonly left: readonly Placed[];
  /** By column. */
  readonly below: readonly Placed[];
  /** Where a label stands to its tick. */
  readonly align: "start" | "centre";
  /** Whether there is a tick where a label has no room. */
  readonly ticks: "all" | "labelled";
  /** A column of the floor that is pointed at. */
  readonly pointed?: number | undefined;
};

export const frameSigns = (ascii: boolean) =>
  ascii ? { side: "|", corner: "+", floor: "-", tick: "+", pointer: "^" } : { side: "│", corner: "└", floor: "─", tick: "┴", pointer: "▲" };

type Spot = Placed & { readonly start: number; readonly end: number };

/** Labels under their ticks, as many as have room. */
const labelled = (below: readonly Placed[], width: number, align: Frame["align"]): readonly Spot[] => {
  const spots = below
    .filter(({ text }) => text !== "")
    .map(({ at, text }): Spot => {
      const size = cells(text);
      const start = align === "start" ? at : Math.max(0, Math.min(width - size, at - (size >> 1)));
      return { at, text, start, end: start + size };
    });
  // The ends of a scale before what lies between them.
  const order = align === "start" ? spots : [...new Set([...spots.slice(0, 1), ...spots.slice(-1), ...spots])];
  const kept: Spot[] = [];
  for (const spot of order)
    if (spot.end <= width && kept.every((other) => spot.start > other.end || spot.end < other.start)) kept.push(spot);
  return kept.sort((a, b) => a.start - b.start);
};

/** The drawing between its axes, and how many cells stand before it. */
export const frameLines = (
  { rows, width, left, below, align, ticks, pointed }: Frame,
  canvas: Canvas,
): { lines: string[]; left: number } => {
  const { style, ascii } = canvas;
  const signs = frameSigns(ascii);
  const margin = Math.max(0, ...left.map(({ text }) => cells(text)));
  const names = new Map(left.map(({ at, text }) => [at, text]));
  const body = rows.map((row, y) => `${style("muted", padStart(names.get(y) ?? "", margin))}${style("muted", signs.side)}${row}`);
  const labels = labelled(below, width, align);
  const ticked = new Set((ticks === "all" ? below : labels).map(({ at }) => at));
  // A plot whose left end is a round value needs no tick there: the corner is one.
  if (align === "start") ticked.delete(0);
  const floor = Array.from({ length: width }, (_, x) => (ticked.has(x) ? signs.tick : signs.floor)).join("");
  const before = `${" ".repeat(margin)}${signs.corner}`;
  const floorLine =
    pointed === undefined
      ? style("muted", before + floor)
      : style("muted", before + floor.slice(0, pointed)) + style("accent", signs.pointer) + style("muted", floor.slice(pointed + 1));
  return {
    lines: [
      ...body,
      floorLine,
      style("date", `${" ".repeat(margin + 1)}${labels.reduce((line, { start, text }) => line.padEnd(start) + text, "")}`),
    ],
    left: margin + 1,
  };
};
