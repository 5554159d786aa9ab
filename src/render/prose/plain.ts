/** Prose without third parties: what pipes, cards and `--no-color` show. */
import type { Block, Inline } from "../../knowledge/record.ts";
import type { Canvas } from "../canvas.ts";
import type { Role, Style } from "../style.ts";
import { layProse } from "./layout.ts";
import type { Paint } from "./paint.ts";

/** The roles of what has no role of its own name. */
const roles: Readonly<Record<Exclude<Inline["type"], "text">, Role>> = {
  strong: "strong",
  em: "emphasis",
  code: "code",
  link: "link",
  math: "symbol",
};

export const renderProse = (blocks: readonly Block[], canvas: Canvas): readonly string[] =>
  layProse(blocks, canvas, paintWith(canvas.style));

const paintWith = (style: Style): Paint => {
  const inline = (children: readonly Inline[]): string =>
    children
      .map((part) => {
        if (part.type === "text") return part.text;
        return style(roles[part.type], "children" in part ? inline(part.children) : part.text);
      })
      .join("");
  return { inline, heading: (depth, text) => style(depth === 1 ? "title" : "heading", text) };
};
