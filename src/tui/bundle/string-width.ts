/**
 * `string-width` for the explorer's bundle (esbuild puts it in its place): the same widths. The real one compiles the regular
 * expressions of all emoji at the first Chinese character, 70 ms; what it must not be asked about does not reach it.
 */
// @ts-expect-error The bundler's name for the real package; it exists only there.
import realStringWidth from "string-width-real";

const isNarrow = (c: number): boolean =>
  (c >= 0xa0 && c < 0x300 && c !== 0xad && c !== 0xa9 && c !== 0xae) ||
  (c >= 0x370 && c < 0x483) ||
  (c >= 0x2010 && c <= 0x2027) ||
  (c >= 0x2030 && c < 0x203c) ||
  (c > 0x203c && c < 0x2049) ||
  (c > 0x2049 && c < 0x205f) ||
  (c >= 0x2070 && c < 0x20d0) ||
  (c >= 0x2150 && c < 0x218c) ||
  (c >= 0x2190 && c < 0x2194) ||
  (c >= 0x219b && c < 0x21a9) ||
  (c >= 0x21ab && c < 0x2300) ||
  (c >= 0x2500 && c < 0x25aa) ||
  (c >= 0x2800 && c < 0x2900);

const isWide = (c: number): boolean =>
  (c >= 0x3001 && c < 0x302a) ||
  (c >= 0x3041 && c < 0x3097) ||
  (c >= 0x30a0 && c < 0x3100) ||
  (c >= 0x3400 && c < 0x4dc0) ||
  (c >= 0x4e00 && c < 0xa48d) ||
  (c >= 0xac00 && c < 0xd7a4) ||
  (c >= 0xff01 && c < 0xff61);

export default function stringWidth(text: unknown, options?: object): number {
  if (typeof text !== "string" || options !== undefined) return realStringWidth(text, options);
  let width = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c >= 0x20 && c < 0x7f) width++;
    else if (isWide(c)) width += 2;
    else if (isNarrow(c)) width++;
    else if (c === 0x1b && text.charCodeAt(i + 1) === 0x5b) {
      // SGR alone; any other sequence is for the real one to judge.
      i += 2;
      while (i < text.length && ((text.charCodeAt(i) >= 0x30 && text.charCodeAt(i) <= 0x39) || text.charCodeAt(i) === 0x3b)) i++;
      if (text[i] !== "m") return realStringWidth(text);
    } else return realStringWidth(text);
  }
  return width;
}
