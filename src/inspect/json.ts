/**
 * JSON (RFC 8259) read from a cursor in pieces, by a visitor or as a value: a header of 100 MB costs no more memory than what the
 * visitor keeps. Stricter than JSON.parse where a file can be hostile: depth and sizes are limited, `__proto__` is refused, and
 * duplicate keys are reported instead of passed over.
 */
import type { Cursor } from "./bytes.ts";
import { type LocalText, quoted } from "./error.ts";
import { createText } from "./json-text.ts";

export type JsonObject = { readonly [key: string]: JsonValue };
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

export type JsonOptions = {
  /** Bytes of the longest string or key that is kept. */
  readonly maxString: number;
  /** How many values `value` may build. */
  readonly maxValues: number;
  /** Accept NaN, Infinity and -Infinity, which Python's json module writes into configurations. */
  readonly nonFinite: boolean;
  readonly duplicate: (key: string, at: number) => void;
};

export type JsonReader = {
  /** Every member of an object: `member` gets the key and its offset, and must read or skip the value. */
  readonly object: (member: (key: string, at: number) => void) => void;
  readonly array: (item: (index: number) => void) => void;
  readonly string: () => string;
  /** A string, or undefined if it is longer than `limit` bytes. */
  readonly shortString: (limit: number) => string | undefined;
  /** A whole number from 0 to 2^53 - 1, written as digits. */
  readonly integer: () => number;
  readonly value: () => JsonValue;
  readonly skip: () => void;
  /** Nothing but white space may follow. */
  readonly end: () => void;
};

const maxDepth = 64;
const [quote, comma, colon] = [0x22, 0x2c, 0x3a] as const;
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d] as const;
const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
const numberPattern = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/;
const maxDigits = 1000;

const words: readonly (readonly [string, JsonValue])[] = [
  ["true", true],
  ["false", false],
  ["null", null],
];
const nonFiniteWords: readonly (readonly [string, JsonValue])[] = [
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
];

export const createJsonReader = (cursor: Cursor, options: JsonOptions): JsonReader => {
  const text = createText(cursor);
  const accepted = new Map(options.nonFinite ? [...words, ...nonFiniteWords] : words);
  let depth = 0;
  let values = 0;

  const space = (): number => {
    let byte = cursor.peek();
    while (isSpace(byte)) {
      cursor.next();
      byte = cursor.peek();
    }
    return byte;
  };
  const unexpected = (wanted: LocalText): never => {
    const byte = cursor.peek();
    if (byte === -1) return cursor.fail({ en: `the JSON ends where ${wanted.en} should be`, zh: `JSON 在应有${wanted.zh}的地方结束了` });
    const found = byte > 0x20 && byte < 0x7f ? `"${String.fromCharCode(byte)}"` : `0x${byte.toString(16).padStart(2, "0")}`;
    return cursor.fail({ en: `${found} stands where ${wanted.en} should be`, zh: `应有${wanted.zh}，却是 ${found}` });
  };
  const expect = (byte: number): void => {
    if (space() !== byte) unexpected({ en: `"${String.fromCharCode(byte)}"`, zh: `“${String.fromCharCode(byte)}”` });
    cursor.next();
  };

  /** Items between brackets, separated by commas. */
  const sequence = (open: number, close: number, item: (index: number) => void): void => {
    expect(open);
    if (++depth > maxDepth) cursor.fail({ en: `JSON nested deeper than ${maxDepth}`, zh: `JSON 嵌套超过 ${maxDepth} 层` });
    if (space() === close) cursor.next();
    else
      for (let index = 0; ; index++) {
        item(index);
        const byte = space();
        if (byte !== comma && byte !== close)
          unexpected({ en: `"," or "${String.fromCharCode(close)}"`, zh: `“,”或“${String.fromCharCode(close)}”` });
        cursor.next();
        if (byte === close) break;
      }
    depth--;
  };

  const shortString = (limit: number): string | undefined => {
    if (space() !== quote) unexpected({ en: "a string", zh: "字符串" });
    return text(limit);
  };
  const string = (): string => {
    const at = cursor.position();
    const found = shortString(options.maxString);
    return found ?? cursor.fail({ en: `a string longer than ${options.maxString} bytes`, zh: `字符串超过 ${options.maxString} 字节` }, at);
  };

  const object = (member: (key: string, at: number) => void): void =>
    sequence(openBrace, closeBrace, () => {
      space();
      const at = cursor.position();
      const key = string();
      if (key === "__proto__") cursor.fail({ en: 'the key "__proto__" is refused', zh: "拒绝键 “__proto__”" }, at);
      expect(colon);
      member(key, at);
    });
  const array = (item: (index: number) => void): void => sequence(openBracket, closeBracket, item);

  /** The characters of a number or a word, and where they stand. */
  const scalar = (): { readonly word: string; readonly at: number } => {
    space();
    const at = cursor.position();
    let word = "";
    for (
      let byte = cursor.peek();
      byte !== -1 && byte !== comma && byte !== closeBrace && byte !== closeBracket && !isSpace(byte);
      byte = cursor.peek()
    ) {
      if (word.length > maxDigits || byte < 0x20 || byte > 0x7e) break;
      word += String.fromCharCode(byte);
      cursor.next();
    }
    return { word, at };
  };
  const integer = (): number => {
    const first = space();
    if (!isDigit(first)) unexpected({ en: "a whole number", zh: "整数" });
    const { word, at } = scalar();
    const number = /^(?:0|[1-9]\d*)$/.test(word) ? Number(word) : Number.NaN;
    return Number.isSafeInteger(number)
      ? number
      : cursor.fail({ en: `${quoted(word)} is no whole number below 2^53`, zh: `${quoted(word)} 不是小于 2^53 的整数` }, at);
  };
  const plainValue = (): JsonValue => {
    const { word, at } = scalar();
    const found = accepted.get(word);
    if (found !== undefined) return found;
    if (numberPattern.test(word)) return Number(word);
    if (word === "") return unexpected({ en: "a value", zh: "值" });
    return cursor.fail({ en: `${quoted(word)} is no JSON value`, zh: `${quoted(word)} 不是 JSON 值` }, at);
  };

  const value = (): JsonValue => {
    if (++values > options.maxValues) cursor.fail({ en: `more than ${options.maxValues} values`, zh: `值超过 ${options.maxValues} 个` });
    const byte = space();
    if (byte === quote) return string();
    if (byte === openBracket) {
      const items: JsonValue[] = [];
      array(() => items.push(value()));
      return items;
    }
    if (byte !== openBrace) return plainValue();
    const record: Record<string, JsonValue> = Object.create(null);
    object((key, at) => {
      if (key in record) options.duplicate(key, at);
      record[key] = value();
    });
    return record;
  };

  const skip = (): void => {
    const byte = space();
    if (byte === quote) text(0);
    else if (byte === openBracket) array(skip);
    else if (byte === openBrace) object(skip);
    else plainValue();
  };

  return {
    object,
    array,
    string,
    shortString,
    integer,
    value,
    skip,
    end: () => {
      if (space() !== -1) unexpected({ en: "the end", zh: "结尾" });
    },
  };
};
