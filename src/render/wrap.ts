/**
 * Breaks text into lines. Latin breaks at spaces; Chinese and Japanese anywhere except before closing and after opening
 * punctuation (kinsoku); a word longer than a line is broken hard. A look that is open at a line's end is closed there and
 * opened again on the next line. A no-break space never breaks.
 */
import { pieceAt } from "./cluster.ts";
import { type Look, lookAfter, plainLook, transition } from "./sgr.ts";
import { cells, isPrintableAscii, simpleWidth } from "./width.ts";

export type WrapOptions = {
  /** What the first line begins with. */
  readonly indent?: string;
  /** What the other lines begin with: by default spaces as wide as `indent`. */
  readonly hanging?: string;
};

export const wrap = (text: string, width: number, options: WrapOptions = {}): string[] => {
  const indent = options.indent ?? "";
  const hanging = options.hanging ?? " ".repeat(cells(indent));
  // A line holds one wide character at least, however narrow it is.
  const firstRoom = Math.max(2, width - cells(indent));
  const room = Math.max(2, width - cells(hanging));
  const lines: string[] = [];
  const styled = text.includes("\x1b");
  const lineAt = isPrintableAscii(text) ? fitAscii : fitLine;
  let look = plainLook;
  for (const paragraph of text.split("\n")) {
    let at = 0;
    do {
      const begin = lines.length === 0 ? indent : hanging;
      const line = lineAt(paragraph, at, lines.length === 0 ? firstRoom : room);
      at = line.next;
      let content = paragraph.slice(line.start, line.end);
      if (styled) {
        const start = look;
        content = transition(plainLook, start) + content + transition(lookAt(content, start), plainLook);
        look = lookAt(paragraph.slice(line.start, line.next), start);
      }
      lines.push(content === "" ? begin.trimEnd() : begin + content);
    } while (at < paragraph.length);
  }
  return lines;
};

const lookAt = (text: string, start: Look): Look =>
  (text.match(/\x1b(?:\[[\d;]*[A-Za-z]|\][^\x07\x1b]*(?:\x07|\x1b\\))/g) ?? []).reduce(lookAfter, start);

type Line = { readonly start: number; readonly end: number; readonly next: number };

/** `fitLine` where every character takes one cell: whole words are stepped over. */
const fitAscii = (text: string, at: number, room: number): Line => {
  let start = at;
  while (text.charCodeAt(start) === 0x20) start++;
  // Blanks before the first word stay where they fit.
  if (start - at < room) start = at;
  if (text.length - start <= room) return { start, end: text.trimEnd().length, next: text.length };
  for (let space = text.lastIndexOf(" ", start + room); space > start; space = text.lastIndexOf(" ", space - 1)) {
    let end = space;
    while (end > start && text.charCodeAt(end - 1) === 0x20) end--;
    let next = space + 1;
    while (text.charCodeAt(next) === 0x20) next++;
    if (end > start && !startsWithDot(text, next)) return { start, end, next };
  }
  return torn(text, start, start + room);
};

/** A line that ends where it must: blanks at the tear belong to neither side. */
const torn = (text: string, start: number, at: number): Line => {
  let end = at;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  let next = at;
  while (isSpace(text.charCodeAt(next))) next++;
  return { start, end, next };
};

const isSpace = (code: number): boolean => code === 0x20 || code === 0x3000;

/** As much of `text` from `at` on as `room` cells hold, and where the next line goes on. */
const fitLine = (text: string, at: number, room: number): Line => {
  let start = at;
  let used = 0;
  let content = false;
  let contentEnd = start;
  let breakEnd = -1;
  let breakNext = -1;
  let previous = 0;
  for (let i = at; i < text.length; ) {
    const code = text.charCodeAt(i);
    if (isSpace(code)) {
      let after = i;
      let size = 0;
      while (isSpace(text.charCodeAt(after))) size += text.charCodeAt(after++) === 0x20 ? 1 : 2;
      // A dot between two items stays with the item before it.
      if (content && !startsWithDot(text, after)) {
        breakEnd = i;
        breakNext = after;
      }
      used += size;
      i = after;
      previous = code;
      continue;
    }
    let end = i + 1;
    let size = simpleWidth(code);
    if (size === 0 || !stands(text.charCodeAt(end))) {
      const piece = pieceAt(text, i);
      end = piece.end;
      if (piece.escape) {
        i = end;
        continue;
      }
      size = piece.width;
    }
    const point = size === 1 && code < 0x2e80 ? code : text.codePointAt(i)!;
    if (content && mayBreak(previous, point)) {
      breakEnd = i;
      breakNext = i;
    }
    if (used + size > room) {
      if (breakEnd >= 0) return { start, end: breakEnd, next: breakNext };
      if (content) return torn(text, start, i);
      // Only blanks stood before: they give way.
      start = i;
      used = 0;
    }
    used += size;
    content = true;
    contentEnd = end;
    previous = point;
    i = end;
  }
  return { start, end: contentEnd, next: text.length };
};

/** Nothing that joins the character before it; NaN is the end of the text. */
const stands = (code: number): boolean => !(code >= 0x7f) || simpleWidth(code) > 0;

const startsWithDot = (text: string, at: number): boolean => (text[at] === "·" || text[at] === "|") && text[at + 1] === " ";

const codes = (text: string): ReadonlySet<number> => new Set([...text].map((character) => character.codePointAt(0)!));
const opening = codes("（「『【《〈〔［｛“‘([{");
const closing = codes("，。、；：！？）」』】》〉〕］｝”’…—～·・％%‰℃)]},.;:!?ー々゛゜ぁぃぅぇぉっゃゅょァィゥェォッャュョ");

/** Between two characters without a space: only where one of them is Chinese or Japanese. */
const mayBreak = (before: number, after: number): boolean =>
  before !== 0 && !isSpace(before) && (isIdeographic(before) || isIdeographic(after)) && !opening.has(before) && !closing.has(after);

const isIdeographic = (code: number): boolean =>
  code >= 0x2e80 &&
  (code < 0xa4d0 ||
    (code >= 0xf900 && code < 0xfb00) ||
    (code >= 0xfe30 && code < 0xfe50) ||
    (code >= 0xff01 && code < 0xff61) ||
    code >= 0x20000);
