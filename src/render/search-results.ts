/** Hits of a search: what each is called, what it is, and why it was found where its name does not show that. */
import type { Hit } from "../knowledge/guide.ts";
import type { Canvas } from "./canvas.ts";
import { glyphs } from "./glyphs.ts";
import { cells, cut, padEnd } from "./width.ts";
import { kindNames } from "./words.ts";

/** The words of the query where they stand in a text. */
export const highlight = (text: string, query: string, canvas: Canvas): string => {
  const words = query.split(/\s+/).filter((word) => word.length > 1 || /[^\x00-\x7f]/.test(word));
  if (words.length === 0) return text;
  const pattern = new RegExp(words.map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join("|"), "giu");
  return text.replace(pattern, (found) => canvas.style("match", found));
};

const widestName = 36;

export const searchResults = (hits: readonly Hit[], query: string, canvas: Canvas): readonly string[] => {
  const { lang, style, width } = canvas;
  const { ellipsis, dot } = glyphs(canvas);
  const nameOf = (hit: Hit): string => (lang === "zh" ? (hit.title?.zh ?? hit.name) : hit.name);
  const kinds = hits.map((hit) => `${kindNames[hit.kind][lang]}${hit.id === nameOf(hit) ? "" : dot + hit.id}`);
  const most = width === Number.POSITIVE_INFINITY ? width : Math.min(widestName, Math.floor(width * 0.55));
  const column = Math.max(...hits.map((hit) => Math.min(most, cells(nameOf(hit)))));
  return hits.flatMap((hit, i) => {
    const name = cut(nameOf(hit), column, ellipsis);
    const kind = cut(kinds[i]!, Math.max(4, width - column - 2), ellipsis);
    const first = `${style("name", padEnd(name, column))}  ${style("muted", kind)}`;
    const shows = [hit.name, nameOf(hit), hit.id].some((known) => known.toLowerCase() === hit.matched.toLowerCase());
    return shows ? [first] : [first, `  ${highlight(cut(hit.matched, width - 2, ellipsis), query, canvas)}`];
  });
};
