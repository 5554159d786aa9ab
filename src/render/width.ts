/**
 * Widths in cells. Escape sequences and combining marks take none, CJK and emoji two, everything whose width is ambiguous one.
 */
import { escapeEnd, pieceAt } from "./cluster.ts";
import { type Look, lookAfter, plainLook, transition } from "./sgr.ts";

export const isPrintableAscii = (text: string): boolean => /^[ -~]*$/.test(text);

/** How many cells `text` takes on one line. */
export const cells = (text: string): number => {
  if (isPrintableAscii(text)) return text.length;
  let width = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x20 && code < 0x7f) width++;
    else if (code === 0x1b) i = escapeEnd(text, i) - 1;
    else if (isPlainNarrow(code)) width++;
    else if (isPlainWide(code)) width += 2;
    else if (code >= 0x20 && !(code >= 0x7f && code < 0xa0)) return cellsByCluster(text);
  }
  return width;
};

/** Latin, Greek, Cyrillic, punctuation, super- and subscripts, letterlike signs, arrows, operators, box drawing. */
const isPlainNarrow = (code: number): boolean =>
  (code >= 0xa0 && code < 0x300 && code !== 0xa9 && code !== 0xad && code !== 0xae) ||
  (code >= 0x370 && code < 0x483) ||
  (code >= 0x2010 && code < 0x2028) ||
  (code >= 0x2030 && code < 0x203c) ||
  (code >= 0x2070 && code < 0x20d0) ||
  (code >= 0x2100 && code < 0x2122) ||
  (code >= 0x2123 && code < 0x2139) ||
  (code >= 0x213a && code < 0x2194) ||
  (code >= 0x219a && code < 0x21a9) ||
  (code >= 0x21ab && code < 0x2300) ||
  (code >= 0x2500 && code < 0x25aa) ||
  (code >= 0x2800 && code < 0x2900);

const isPlainWide = (code: number): boolean =>
  (code >= 0x3001 && code < 0x302a) ||
  code === 0x3000 ||
  (code >= 0x3041 && code < 0x3097) ||
  (code >= 0x30a0 && code < 0x3100) ||
  (code >= 0x3400 && code < 0xa48d) ||
  (code >= 0xac00 && code < 0xd7a4) ||
  (code >= 0xff01 && code < 0xff61);

/** Cells of a UTF-16 code unit that is a whole character of known width; 0 where only its cluster can say. */
export const simpleWidth = (code: number): number => ((code >= 0x20 && code < 0x7f) || isPlainNarrow(code) ? 1 : isPlainWide(code) ? 2 : 0);

const cellsByCluster = (text: string): number => {
  let width = 0;
  for (let at = 0; at < text.length; ) {
    const piece = pieceAt(text, at);
    width += piece.width;
    at = piece.end;
  }
  return width;
};

/** `text` in at most `width` cells; what is left out is shown by `ellipsis`. Looks are closed at the cut. */
export const cut = (text: string, width: number, ellipsis = "…"): string => {
  if (cells(text) <= width) return text;
  const mark = cells(ellipsis) <= width ? ellipsis : ellipsis.slice(0, Math.max(0, width));
  const room = width - cells(mark);
  let look: Look = plainLook;
  let kept = "";
  let used = 0;
  for (let at = 0; at < text.length; ) {
    const piece = pieceAt(text, at);
    const part = text.slice(at, piece.end);
    if (piece.escape) {
      look = lookAfter(look, part);
      kept += part;
    } else {
      if (used + piece.width > room) break;
      kept += part;
      used += piece.width;
    }
    at = piece.end;
  }
  return kept + mark + transition(look, plainLook);
};

const fill = (count: number): string => (count > 0 && count < Number.POSITIVE_INFINITY ? " ".repeat(count) : "");

export const padEnd = (text: string, width: number): string => text + fill(width - cells(text));

export const padStart = (text: string, width: number): string => fill(width - cells(text)) + text;

export const centre = (text: string, width: number): string => {
  const spare = Math.max(0, width - cells(text));
  return fill(spare >> 1) + text + fill(spare - (spare >> 1));
};
