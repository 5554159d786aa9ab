/** Text -> numbers: decimal or exponent, any sign glyph, full-width forms, inf, nan; lists by spaces, commas or brackets. */
import { InputError, quoted } from "./input-error.ts";

/** Full-width forms, the mathematical minus and CJK punctuation as their ASCII equals. */
const toAscii = (text: string): string =>
  text
    .replace(/[\uFF01-\uFF5E]/g, (glyph) => String.fromCharCode(glyph.charCodeAt(0) - 0xfee0))
    .replace(/[\u2212\uFE63\u2010-\u2013]/g, "-")
    .replace(/[、]/g, ",")
    .replace(/[\u3000\u00A0]/g, " ");

const fail = (path: string, en: string, zh: string, suggestions: readonly string[] = []): never => {
  throw new InputError(path, { en: `${path}: ${en}`, zh: `${path}：${zh}` }, suggestions);
};

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const infinite = /^([+-]?)inf(?:inity)?$/i;
/** `1,000`: one comma before three digits, or a later group that starts with 0. A list and thousands look alike. */
const oneComma = /^[+-]?\d{1,3},\d{3}$/;
const zeroGroup = /^[+-]?\d{1,3}(?:,\d{3})*,0\d{2}(?:,\d{3})*$/;

const ambiguous = (token: string, path: string): never => {
  const joined = token.replaceAll(",", "");
  const list = token.replaceAll(",", " ");
  return fail(
    path,
    `${quoted(token)} could be one number or a list: write ${joined} or ${quoted(list)}`,
    `${quoted(token)} 既像一个数，又像一个列表：请写成 ${joined} 或 ${quoted(list)}`,
    [joined, list],
  );
};

const readNumber = (token: string, path: string): number => {
  if (/^[+-]?nan$/i.test(token)) return Number.NaN;
  const infinity = infinite.exec(token);
  if (infinity) return infinity[1] === "-" ? -Infinity : Infinity;
  if (oneComma.test(token) || zeroGroup.test(token)) return ambiguous(token, path);
  if (!decimal.test(token)) return fail(path, `${quoted(token)} is not a number`, `${quoted(token)} 不是数`);
  const value = Number(token);
  if (!Number.isFinite(value))
    return fail(
      path,
      `${quoted(token)} is beyond the largest double, 1.7976931348623157e308`,
      `${quoted(token)} 超出双精度浮点数的上限 1.7976931348623157e308`,
    );
  return value;
};

/** One number. Throws InputError that shows the token. */
export const parseNumber = (text: string, path: string): number => {
  const token = toAscii(text).trim();
  if (token === "") return fail(path, `${quoted(text)} is empty: a number is needed`, `${quoted(text)} 是空的：这里需要一个数`);
  return readNumber(token, path);
};

/** A list of lists of lists: enough to say what is wrong with it. */
export const deepest = 3;

/** Numbers, or lists of such. */
export type Nested = number | readonly Nested[];

type Token = { readonly text: string; readonly kind: "open" | "close" | "comma" | "number" };

const tokens = (text: string): Token[] =>
  [...text.matchAll(/[[\]]|,|"[^"]*"|[^\s[\],]+/g)].map(([part]) => ({
    text: part.replace(/^"(.*)"$/, "$1").trim(),
    kind: part === "[" ? "open" : part === "]" ? "close" : part === "," ? "comma" : "number",
  }));

/** A part of a list that is read piece by piece. */
type Piece = {
  /** How many numbers came before. */
  readonly first: number;
  readonly inBrackets: boolean;
  /** It begins within a word: its first digits are no thousands. */
  readonly isInsideWord: boolean;
};

/** What stands between spaces is one token to the eye. Brackets make a list of it, unless no list would write 000. */
const refuseThousands = (text: string, path: string, inBrackets = false): void => {
  const isList = inBrackets || text.includes("[");
  for (const word of text.split(/[\s[\]]+/)) if (zeroGroup.test(word) || (!isList && oneComma.test(word))) ambiguous(word, path);
};

/** Where the bracket that opens a list is closed; -1: nowhere. */
const closingOf = (all: readonly Token[]): number => {
  let depth = 0;
  return all.findIndex(({ kind }) => {
    depth += kind === "open" ? 1 : kind === "close" ? -1 : 0;
    return depth <= 0;
  });
};

const parseItems = (text: string, path: string, first = 0): Nested[] => {
  const all = tokens(text);
  let at = 0;
  // Brackets around everything, closed or not, are the list itself and no element of it.
  const outer = closingOf(all);
  const isWrapped = all[0]?.kind === "open" && (outer < 0 || outer === all.length - 1);
  const items = (depth: number, where: string): Nested[] => {
    if (depth > deepest) fail(where, `${quoted(text)} has lists nested too deeply`, `${quoted(text)} 的列表嵌套过深`);
    const inside = depth > 0;
    const list: Nested[] = [];
    let needsItem = false;
    for (;;) {
      const token = all[at];
      if (!token || token.kind === "close") {
        if (needsItem) fail(where, `${quoted(text)} lacks a number after a comma`, `${quoted(text)} 的逗号后面缺一个数`);
        if (inside && !token) fail(where, `${quoted(text)} lacks a closing bracket ]`, `${quoted(text)} 缺少右方括号 ]`);
        if (!inside && token) fail(where, `${quoted(text)} has a closing bracket ] too many`, `${quoted(text)} 多了一个右方括号 ]`);
        at += 1;
        return list;
      }
      at += 1;
      if (token.kind === "comma") {
        if (needsItem || list.length === 0)
          fail(where, `${quoted(text)} has a comma without a number before it`, `${quoted(text)} 有一个逗号前面没有数`);
        needsItem = true;
        continue;
      }
      needsItem = false;
      const own = isWrapped && !inside ? where : `${where}[${list.length + (inside ? 0 : first)}]`;
      list.push(token.kind === "open" ? items(depth + 1, own) : readNumber(token.text, own));
    }
  };
  return items(0, path);
};

/**
 * A list or a matrix: `1 2 3`, `1,2,3`, `[1,2,3]`, `[[1,2],[3,4]]`, `1 2; 3 4` (line breaks end a row as `;` does where
 * `lineIsRow` says so). The outermost list is returned. `piece`: the text is a part of a list. Throws InputError that shows the token.
 */
export const parseNested = (text: string, path: string, lineIsRow = false, piece?: Piece): readonly Nested[] => {
  const plain = toAscii(text).trim();
  if (plain === "") return fail(path, `${quoted(text)} is empty: numbers are needed`, `${quoted(text)} 是空的：这里需要数`);
  const rows = plain.split(lineIsRow && !plain.includes("[") ? /[;\n]+/ : /;/).filter((row) => row.trim() !== "");
  if (rows.length > 1 || plain.includes(";")) {
    return rows.map((row, i) => {
      refuseThousands(row, `${path}[${i}]`);
      return parseItems(row, `${path}[${i}]`);
    });
  }
  if (!piece?.isInsideWord) refuseThousands(plain, path, piece?.inBrackets);
  const items = parseItems(plain, path, piece?.first);
  const only = items[0];
  return items.length === 1 && typeof only === "object" && plain.startsWith("[") ? only : items;
};
