/** One JSON string, from its opening quote past its closing one: escapes resolved, UTF-8 checked. */
import type { Cursor } from "./bytes.ts";

const [quote, backslash] = [0x22, 0x5c] as const;
const escapes: ReadonlyMap<number, number> = new Map([
  [quote, quote],
  [backslash, backslash],
  [0x2f, 0x2f],
  [0x62, 0x08],
  [0x66, 0x0c],
  [0x6e, 0x0a],
  [0x72, 0x0d],
  [0x74, 0x09],
]);
const letterU = 0x75;
const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

/** Gives a reader of strings; it answers undefined for one longer than `limit` bytes of UTF-8, which it passes over. */
export const createText = (cursor: Cursor): ((limit: number) => string | undefined) => {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let bytes = new Uint8Array(256);
  let length = 0;

  const push = (byte: number, limit: number): void => {
    if (length < limit) {
      if (length === bytes.length) {
        const larger = new Uint8Array(Math.min(limit, 2 * bytes.length));
        larger.set(bytes);
        bytes = larger;
      }
      bytes[length] = byte;
    }
    length++;
  };

  const pushCodePoint = (code: number, limit: number): void => {
    if (code < 0x80) {
      push(code, limit);
      return;
    }
    if (code < 0x800) push(0xc0 | (code >> 6), limit);
    else {
      if (code < 0x10000) push(0xe0 | (code >> 12), limit);
      else {
        push(0xf0 | (code >> 18), limit);
        push(0x80 | ((code >> 12) & 0x3f), limit);
      }
      push(0x80 | ((code >> 6) & 0x3f), limit);
    }
    push(0x80 | (code & 0x3f), limit);
  };

  const unit = (): number => {
    let digits = "";
    for (let i = 0; i < 4; i++) digits += String.fromCharCode(Math.max(0, cursor.next()));
    if (!/^[\da-fA-F]{4}$/.test(digits)) cursor.fail({ en: "\\u needs four hexadecimal digits", zh: "\\u 之后须有四位十六进制数字" });
    return Number.parseInt(digits, 16);
  };

  const escaped = (limit: number): void => {
    const at = cursor.position() - 1;
    const kind = cursor.next();
    if (kind !== letterU) {
      const byte = escapes.get(kind);
      if (byte === undefined) cursor.fail({ en: "an escape JSON does not have", zh: "JSON 没有这样的转义" }, at);
      else push(byte, limit);
      return;
    }
    const first = unit();
    if (!isHigh(first) && !isLow(first)) {
      pushCodePoint(first, limit);
      return;
    }
    const paired = isHigh(first) && cursor.next() === backslash && cursor.next() === letterU;
    const second = paired ? unit() : 0;
    if (!isLow(second)) cursor.fail({ en: "half of a surrogate pair", zh: "不成对的代理项" }, at);
    pushCodePoint(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00), limit);
  };

  return (limit) => {
    const start = cursor.position();
    cursor.next();
    length = 0;
    for (let byte = cursor.next(); byte !== quote; byte = cursor.next()) {
      if (byte === backslash) escaped(limit);
      else if (byte >= 0x20) push(byte, limit);
      else if (byte === -1) cursor.fail({ en: "a string is not closed", zh: "字符串没有结束" }, start);
      else cursor.fail({ en: "a control character inside a string", zh: "字符串里有控制字符" }, cursor.position() - 1);
    }
    if (length > limit) return undefined;
    try {
      return decoder.decode(bytes.subarray(0, length));
    } catch {
      return cursor.fail({ en: "a string is not UTF-8", zh: "字符串不是 UTF-8" }, start);
    }
  };
};
