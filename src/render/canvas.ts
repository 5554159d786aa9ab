import type { Lang } from "../knowledge/record.ts";
import type { Style } from "./style.ts";

/** What a renderer draws on. Every renderer takes one and returns lines no wider than `width` cells. */
export type Canvas = {
  /** Cells; `Infinity` when nothing may be wrapped (`--plain`, data formats). */
  readonly width: number;
  readonly lang: Lang;
  /** Pure ASCII chrome: no box drawing, no middle dots, no ellipsis sign. Content keeps its letters. */
  readonly ascii: boolean;
  readonly style: Style;
};
