/** The signs of text that is no content: in Unicode and in ASCII. */
import type { Canvas } from "./canvas.ts";

const unicode = { dot: " · ", ellipsis: "…", rule: "─", dash: "–", bullet: "•", arrow: "→", none: "—" } as const;
const ascii = { dot: " - ", ellipsis: "...", rule: "-", dash: "-", bullet: "*", arrow: "->", none: "-" } as const;

export type Glyphs = { readonly [K in keyof typeof unicode]: string };

export const glyphs = (canvas: Pick<Canvas, "ascii">): Glyphs => (canvas.ascii ? ascii : unicode);
