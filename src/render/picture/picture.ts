/** A picture -> lines no wider than the canvas. */
import type { Picture } from "../../formulas/plot/picture.ts";
import type { Canvas } from "../canvas.ts";
import { cells } from "../width.ts";
import { wrap } from "../wrap.ts";
import { barChart } from "./bars.ts";
import { curveLines, type Drawn } from "./curves.ts";
import { heatLines } from "./heat.ts";
import { columnsOf, inWords } from "./words.ts";

/** Lines of the drawing between its axes where nothing else is asked for. */
const usualHeight = { curves: 16, bars: 64, heat: 34 } as const satisfies Record<Picture["kind"], number>;

/** Parts beside one another where they fit, whole. */
const flow = (parts: readonly string[], width: number): string[] => {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last !== undefined && cells(last) + 3 + cells(part) <= width) lines[lines.length - 1] = `${last}   ${part}`;
    else lines.push(part);
  }
  return lines.flatMap((line) => wrap(line, width, { hanging: "  " }));
};

const drawn = (picture: Picture, canvas: Canvas, height: number): Drawn => {
  switch (picture.kind) {
    case "curves":
      return curveLines(picture, canvas, Math.max(2, height));
    case "bars":
      return barChart(picture, canvas, height);
    case "heat":
      return heatLines(picture, canvas, height);
  }
};

/** What stands on the axes, where the title does not say it. */
const axisNames = (picture: Picture, canvas: Canvas): string[] => {
  if (picture.kind !== "curves") return [];
  const log = (axis: { readonly log?: boolean }): string => (axis.log ? inWords({ en: " (logarithmic)", zh: "（对数）" }, canvas) : "");
  const [across, up] = canvas.ascii ? [">", "^"] : ["→", "↑"];
  return [`${inWords(picture.y.label, canvas)}${log(picture.y)} ${up}`, `${inWords(picture.x.label, canvas)}${log(picture.x)} ${across}`];
};

/** `height`: lines of the drawing itself; title, axis and legend come on top. */
export const pictureLines = (picture: Picture, canvas: Canvas, height: number = usualHeight[picture.kind]): string[] => {
  const { style } = canvas;
  const width = columnsOf(canvas);
  const { lines, legend, notes } = drawn(picture, canvas, height);
  return [
    ...wrap(style("heading", inWords(picture.title, canvas)), width),
    ...lines,
    ...flow([...axisNames(picture, canvas), ...legend], width),
    ...notes.flatMap((note) => wrap(style("note", inWords(note, canvas)), width)),
  ];
};
