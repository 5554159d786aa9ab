/** Long lists of numbers written piece by piece. */
import { wrap } from "../../render/wrap.ts";
import { jsonReady } from "./answer.ts";

const pieceLength = 4096;

/** JSON writes numbers several times as fast as `join`; it has no words for NaN and the infinities. */
const spaced = (values: readonly number[]): string => {
  const text = JSON.stringify(values);
  return text.includes("null") ? values.join(" ") : text.slice(1, -1).replaceAll(",", " ");
};

/** Numbers with blanks between, in lines of a width. */
export const numberLines = (width: number): { readonly add: (values: readonly number[]) => string; readonly end: () => string } => {
  /** The last line so far: it may still grow. */
  let line = "";
  let isFirst = true;
  return {
    add(values) {
      if (values.length === 0) return "";
      const text = isFirst ? spaced(values) : `${line} ${spaced(values)}`;
      isFirst = false;
      if (width === Number.POSITIVE_INFINITY) return text;
      const lines = wrap(text, width);
      line = lines.pop()!;
      return lines.map((one) => `${one}\n`).join("");
    },
    end: () => `${line}\n`,
  };
};

/** JSON of a value, as `JSON.stringify` with this indentation writes it, in pieces: no string has to hold all of a long list. */
export function* jsonPieces(value: unknown, indent: number, depth = 0): Generator<string> {
  const [line, outer, colon] =
    indent === 0 ? ["", "", ":"] : [`\n${" ".repeat(indent * (depth + 1))}`, `\n${" ".repeat(indent * depth)}`, ": "];
  if (Array.isArray(value) && value.length > pieceLength) {
    for (let at = 0; at < value.length; at += pieceLength) {
      const text = JSON.stringify(jsonReady(value.slice(at, at + pieceLength)));
      yield `${at === 0 ? "[" : ","}${line}${indent === 0 ? text.slice(1, -1) : text.slice(1, -1).replaceAll(",", `,${line}`)}`;
    }
    yield `${outer}]`;
  } else if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    let separator = "{";
    for (const [key, child] of Object.entries(value)) {
      yield `${separator}${line}${JSON.stringify(key)}${colon}`;
      yield* jsonPieces(child, indent, depth + 1);
      separator = ",";
    }
    yield separator === "{" ? "{}" : `${outer}}`;
  } else yield JSON.stringify(jsonReady(value), null, indent).replaceAll("\n", outer);
}
