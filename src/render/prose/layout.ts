/** Blocks of prose -> lines no wider than the canvas. */
import type { Block } from "../../knowledge/record.ts";
import type { Canvas } from "../canvas.ts";
import { glyphs } from "../glyphs.ts";
import { consoleLines } from "../shell.ts";
import { cells } from "../width.ts";
import { wrap } from "../wrap.ts";
import { asciiDrawing, asciiText } from "./ascii.ts";
import { equationLines } from "./equation.ts";
import { type Paint, plainText, textFor } from "./paint.ts";
import { tableLines } from "./table.ts";

/** Errors: none. A no-break space has done its work when the lines are broken, and leaves as a space. */
export const layProse = (blocks: readonly Block[], canvas: Canvas, paint: Paint): readonly string[] =>
  stack(blocks, canvas, paint, 0).map((line) => line.replaceAll("\u00a0", " "));

const stack = (blocks: readonly Block[], canvas: Canvas, paint: Paint, depth: number): string[] =>
  blocks.flatMap((block, i) => {
    const lines = blockLines(block, canvas, paint, depth);
    return i > 0 && !belongs(blocks[i - 1]!, block, depth) ? ["", ...lines] : lines;
  });

/** Text stands right under its heading; a list inside an item under the item's text. */
const belongs = (before: Block, block: Block, depth: number): boolean =>
  before.type === "heading" ? ["paragraph", "list", "quote"].includes(block.type) : depth > 0 && block.type === "list";

const blockLines = (block: Block, canvas: Canvas, paint: Paint, depth: number): readonly string[] => {
  switch (block.type) {
    case "heading":
      return headingLines(block, canvas, paint);
    case "paragraph":
      return wrap(paint.inline(textFor(block.children, canvas)), canvas.width);
    case "list":
      return listLines(block, canvas, paint, depth);
    case "quote": {
      const bar = canvas.style("muted", canvas.ascii ? "|" : "│");
      return stack(block.children, within(canvas, 2), paint, depth).map((line) => `${bar} ${line}`.trimEnd());
    }
    case "table":
      return tableLines(block, canvas, paint);
    case "code":
      return consoleLines(block.text, canvas.width, { indent: "  ", hanging: "      " }).map((line) =>
        line.replace(/\S.*/, (code) => canvas.style("code", code)),
      );
    case "diagram":
      return diagramLines(block.lines, canvas);
    case "equation":
      return equationLines(block.equation, canvas);
    case "rule":
      return [canvas.style("muted", glyphs(canvas).rule.repeat(Math.min(canvas.width, 40)))];
  }
};

type Of<T extends Block["type"]> = Extract<Block, { type: T }>;

const within = (canvas: Canvas, less: number): Canvas => ({ ...canvas, width: canvas.width - less });

const headingLines = (block: Of<"heading">, canvas: Canvas, paint: Paint): string[] => {
  const lines = wrap(paint.heading(block.depth, plainText(textFor(block.children, canvas))), canvas.width);
  const underline = canvas.style("muted", glyphs(canvas).rule.repeat(Math.max(...lines.map(cells))));
  return block.depth <= 2 ? [...lines, underline] : lines;
};

const listLines = (block: Of<"list">, canvas: Canvas, paint: Paint, depth: number): string[] => {
  const { bullet, dash } = glyphs(canvas);
  const markers = block.items.map((_, i) => (block.ordered ? `${block.start + i}. ` : `${depth % 2 === 0 ? bullet : dash} `));
  const width = Math.max(...markers.map(cells));
  const loose = block.items.some((item) => item.slice(1).some((part) => part.type !== "list"));
  return block.items.flatMap((item, i) => {
    const lines = stack(item, within(canvas, width), paint, depth + 1);
    const marker = `${" ".repeat(width - cells(markers[i]!)) + canvas.style("label", markers[i]!.trimEnd())} `;
    const hung = (lines.length === 0 ? [""] : lines).map((line, row) => ((row === 0 ? marker : " ".repeat(width)) + line).trimEnd());
    return loose && i > 0 ? ["", ...hung] : hung;
  });
};

/** Verbatim; where it has no room its words are left, without the lines between them. */
const diagramLines = (lines: readonly string[], canvas: Canvas): readonly string[] => {
  const drawing = canvas.ascii ? lines.map(asciiDrawing) : lines;
  const width = Math.max(0, ...drawing.map(cells));
  const indent = [4, 2, 0].find((left) => left + width <= canvas.width);
  if (indent !== undefined) return drawing.map((line) => (" ".repeat(indent) + line).trimEnd());
  return lines
    .map((line) =>
      line
        .replace(/[\u2500-\u257f]+/g, " ")
        .replace(/\s+/g, " ")
        .trim(),
    )
    .filter((line) => line !== "")
    .flatMap((line) => wrap(canvas.ascii ? asciiText(line, canvas.lang) : line, canvas.width, { hanging: "  " }));
};
