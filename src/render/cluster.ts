/**
 * Text as a terminal takes it: escape sequences, and clusters of one base character with what is drawn into its cell.
 * Own rules in place of `Intl.Segmenter`, whose loading costs more than a whole look-up; the tests compare them with string-width.
 */
import { isWide } from "./wide-ranges.ts";

export type Piece = {
  /** Index after the piece. */
  readonly end: number;
  readonly width: number;
  readonly escape: boolean;
};

const escapeCode = 0x1b;

/** The piece of `text` that starts at `at`. */
export const pieceAt = (text: string, at: number): Piece => {
  const first = text.charCodeAt(at);
  if (first === escapeCode) return { end: escapeEnd(text, at), width: 0, escape: true };
  // The common case: a printing ASCII character followed by another.
  if (first >= 0x20 && first < 0x7f && !(text.charCodeAt(at + 1) >= 0x300)) return { end: at + 1, width: 1, escape: false };
  return clusterAt(text, at);
};

/** `CSI … letter`, `OSC … BEL` or `OSC … ST`, else ESC and one more character. An unfinished sequence runs to the end. */
export const escapeEnd = (text: string, at: number): number => {
  const kind = text.charCodeAt(at + 1);
  if (kind === 0x5b) {
    for (let i = at + 2; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code >= 0x40 && code <= 0x7e) return i + 1;
    }
    return text.length;
  }
  if (kind === 0x5d) {
    for (let i = at + 2; i < text.length; i++) {
      if (text.charCodeAt(i) === 0x07) return i + 1;
      if (text.charCodeAt(i) === escapeCode && text.charCodeAt(i + 1) === 0x5c) return i + 2;
    }
    return text.length;
  }
  return Math.min(at + 2, text.length);
};

const joiner = 0x200d;
const emojiSelector = 0xfe0f;
const keycap = 0x20e3;

const clusterAt = (text: string, at: number): Piece => {
  const base = text.codePointAt(at)!;
  let end = at + lengthOf(base);
  let width = widthOf(base);
  const pictographic = isPictographic(base);
  let previous = base;
  let marked = false;
  while (end < text.length) {
    const code = text.codePointAt(end)!;
    if (code < 0x300) break;
    if (isRegional(code)) {
      // A pair of regional letters is one flag.
      if (!isRegional(base) || previous !== base || marked) break;
      width = 2;
      end += lengthOf(code);
      break;
    }
    const joined = pictographic && previous === joiner && isPictographic(code);
    if (joined || (pictographic && isSkinTone(code))) width = 2;
    else if (continuesHangul(previous, code)) width = 2;
    else if (isSpacingMark(code)) width += widthOf(code);
    else if (widthOf(code) > 0 || isControl(code)) break;
    else if (code === keycap && isKeycapBase(base)) width = 2;
    else if (code === emojiSelector && pictographic) width = 2;
    marked = true;
    previous = code;
    end += lengthOf(code);
  }
  return { end, width, escape: false };
};

const lengthOf = (code: number): number => (code > 0xffff ? 2 : 1);

const isControl = (code: number): boolean => code < 0x20 || (code >= 0x7f && code < 0xa0);

/** Cells of one code point that stands alone. */
const widthOf = (code: number): number => {
  if (code >= 0x20 && code < 0x7f) return 1;
  if (isControl(code)) return 0;
  if (code < 0x300) return code === 0xad ? 0 : 1;
  if ((code >= 0x3400 && code < 0xa48d) || (code >= 0xac00 && code < 0xd7a4)) return 2;
  if (isInvisible(code)) return 0;
  return isWide(code) ? 2 : 1;
};

/** Compiled only when a text has letters outside the plain ranges. */
// The classes of Unicode stand where they are asked for: compiling them is not on the way of a look-up.
const isInvisible = (code: number): boolean => {
  if (code < 0x370) return true;
  if (code < 0x483 || (code >= 0x2010 && code < 0x2028) || (code >= 0x2100 && code < 0x2d00) || (code >= 0x3041 && code < 0x3097))
    return false;
  if ((code >= 0x20d0 && code < 0x2100) || (code >= 0xfe00 && code < 0xfe10)) return true;
  return /^[\p{Mn}\p{Me}\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/u.test(String.fromCodePoint(code));
};

const isRegional = (code: number): boolean => code >= 0x1f1e6 && code <= 0x1f1ff;
const isSkinTone = (code: number): boolean => code >= 0x1f3fb && code <= 0x1f3ff;
const isKeycapBase = (code: number): boolean => (code >= 0x30 && code <= 0x39) || code === 0x23 || code === 0x2a;

const isPictographic = (code: number): boolean =>
  (code === 0xa9 || code === 0xae || (code >= 0x203c && code < 0x3300) || code >= 0x1f000) &&
  /^\p{Extended_Pictographic}/u.test(String.fromCodePoint(code));

const isSpacingMark = (code: number): boolean => code >= 0x900 && /^\p{Mc}/u.test(String.fromCodePoint(code));

/** A vowel or final letter of Hangul written after the letter or syllable that it completes. */
const continuesHangul = (previous: number, code: number): boolean => {
  if ((code >= 0x1160 && code <= 0x11a7) || (code >= 0xd7b0 && code <= 0xd7c6))
    return (previous >= 0x1100 && previous <= 0x115f) || (previous >= 0xa960 && previous <= 0xa97c);
  if ((code >= 0x11a8 && code <= 0x11ff) || (code >= 0xd7cb && code <= 0xd7fb))
    return (
      (previous >= 0x1160 && previous <= 0x11a7) || (previous >= 0xd7b0 && previous <= 0xd7c6) || (previous >= 0xac00 && previous <= 0xd7a3)
    );
  return false;
};
