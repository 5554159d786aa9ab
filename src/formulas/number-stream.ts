/** A long list of numbers read piece by piece: the notations of `parseNested`, at the speed of JSON where the text is plain. */
import { InputError } from "./input-error.ts";
import { parseNested } from "./values.ts";

export type NumberStream = {
  /** The numbers that this text completes. Throws InputError that shows the token and its place in the list. */
  readonly push: (text: string) => readonly number[];
  readonly end: () => readonly number[];
};

/** A list without blanks is cut at a comma once it is this long. */
const longestWord = 65_536;

/** What may be thousands or a list: a word of digits in threes. `parseNested` decides. */
const likeThousands = /(?:^|\s)[+-]?\d{1,3}(?:,\d{3})+(?:\s|$)/;

const plainNumbers = (text: string, isInsideWord: boolean): number[] | undefined => {
  const hasCommas = text.includes(",");
  if (hasCommas && !isInsideWord && likeThousands.test(text)) return undefined;
  try {
    const values = JSON.parse(`[${hasCommas ? text.trim().replace(/\s*,\s*|\s+/g, ",") : text.trim().replace(/\s+/g, ",")}]`) as number[];
    return values.every(Number.isFinite) ? values : undefined;
  } catch {
    return undefined;
  }
};

export const numberStream = (path: string): NumberStream => {
  let pending = "";
  let count = 0;
  let inBrackets = false;
  let isClosed = false;
  let needsItem = false;
  let isInsideWord = false;
  const fail = (en: string, zh: string): never => {
    throw new InputError(path, { en: `${path}: ${en}`, zh: `${path}：${zh}` });
  };
  /** Whole words, without the outermost brackets and without a comma at either end. */
  const read = (piece: string): readonly number[] => {
    let text = piece.trim();
    if (text === "") return [];
    if (count === 0 && !inBrackets && text.startsWith("[")) {
      inBrackets = true;
      text = text.slice(1).trimStart();
    }
    if (isClosed) fail("something follows the closing bracket ]", "右方括号 ] 之后还有内容");
    if (inBrackets && text.endsWith("]")) {
      isClosed = true;
      text = text.slice(0, -1).trimEnd();
    }
    if (text.startsWith(",") && count > 0 && !needsItem) {
      needsItem = true;
      text = text.slice(1).trimStart();
    }
    if (text === "") return [];
    needsItem = text.length > 1 && text.endsWith(",");
    if (needsItem) text = text.slice(0, -1).trimEnd();
    const values = plainNumbers(text, isInsideWord) ?? parseNested(text, path, false, { first: count, inBrackets, isInsideWord });
    const odd = values.findIndex((value) => typeof value !== "number");
    if (odd >= 0)
      throw new InputError(`${path}[${count + odd}]`, {
        en: `${path}[${count + odd}] is a list; ${path} is a plain list of numbers`,
        zh: `${path}[${count + odd}] 是列表；${path} 应是一维的数字列表`,
      });
    count += values.length;
    return values as readonly number[];
  };
  return {
    push(text) {
      pending += text;
      let cut = Math.max(pending.lastIndexOf(" "), pending.lastIndexOf("\n"), pending.lastIndexOf("\t")) + 1;
      const hasBlank = cut > 0;
      if (!hasBlank && pending.length > longestWord) cut = pending.lastIndexOf(",") + 1;
      const piece = pending.slice(0, cut);
      pending = pending.slice(cut);
      const values = read(piece);
      if (cut > 0) isInsideWord = !hasBlank;
      return values;
    },
    end() {
      const values = read(pending);
      if (needsItem) fail("a number is missing after the last comma", "最后一个逗号后面缺一个数");
      if (inBrackets && !isClosed) fail("the list lacks a closing bracket ]", "列表缺少右方括号 ]");
      if (count === 0) fail("it is empty: numbers are needed", "内容为空：这里需要数");
      return values;
    },
  };
};
