/** Horizontal bars in proportion, from zero. */
import type { Canvas } from "./canvas.ts";
import { cells, cut, padEnd, padStart } from "./width.ts";

const eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/** A bar of `share` of `width` cells; in ASCII of whole signs. */
export const bar = (share: number, width: number, ascii: boolean): string => {
  const size = Math.max(0, share) * width;
  if (ascii) return "#".repeat(Math.round(size));
  const whole = Math.floor(size);
  return "█".repeat(whole) + (eighths[Math.floor((size - whole) * 8)] ?? "");
};

export type Bar = { readonly label: string; readonly value: number };

export const barLines = (bars: readonly Bar[], canvas: Canvas): readonly string[] => {
  const { style, ascii } = canvas;
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const left = Math.min(28, Math.max(...bars.map((one) => cells(one.label))));
  const right = Math.max(...bars.map(({ value }) => String(value).length));
  const width = Math.max(8, Math.min(60, (Number.isFinite(canvas.width) ? canvas.width : 100) - left - right - 3));
  return bars.map(
    ({ label, value }) =>
      `${padEnd(cut(label, left, ascii ? "..." : "…"), left)}  ${style("number", padStart(String(value), right))} ${style("accent", bar(value / most, width, ascii))}`,
  );
};
