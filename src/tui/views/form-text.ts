/** The text of the field in front, on as many lines as it needs and is given, with the caret on one of them. */
import { cells } from "../../render/width.ts";
import { characters } from "../characters.ts";

type Row = { readonly from: number; readonly to: number };

/** Rows of at most `width` cells, broken after blanks and commas where there are any; a semicolon ends a row of a matrix. */
const rowsOf = (text: readonly string[], width: number, isMatrix: boolean): Row[] => {
  const rows: Row[] = [];
  let from = 0;
  let used = 0;
  /** Where the row may end, and the cells up to there. */
  let softEnd = 0;
  let softUsed = 0;
  const endRow = (at: number, cellsBefore: number): void => {
    rows.push({ from, to: at });
    from = at;
    used -= cellsBefore;
    softEnd = at;
    softUsed = 0;
  };
  for (let i = 0; i < text.length; i++) {
    const isBlank = text[i] === " ";
    // Blanks stand with what is before them.
    if (isMatrix && !isBlank && i > from && lastSolid(text, i) === ";") endRow(i, used);
    const size = cells(text[i]!);
    if (used + size > width && i > from) endRow(softEnd > from ? softEnd : i, softEnd > from ? softUsed : used);
    used += size;
    if (isBlank || text[i] === "," || text[i] === ";") {
      softEnd = i + 1;
      softUsed = used;
    }
  }
  return [...rows, { from, to: text.length }];
};

/** What stands before the blanks before a place. */
const lastSolid = (text: readonly string[], at: number): string | undefined => {
  let i = at - 1;
  while (text[i] === " ") i--;
  return text[i];
};

export type WrittenText = {
  readonly lines: readonly string[];
  /** Text is hidden before the first line, after the last. */
  readonly before: boolean;
  readonly after: boolean;
  readonly cursor: { readonly x: number; readonly y: number };
};

export const writtenText = (text: string, caret: number, width: number, height: number, isMatrix: boolean): WrittenText => {
  const all = characters(text);
  // The caret after the last character of a full line needs a cell too.
  const rows = rowsOf(all, Math.max(2, width - 1), isMatrix);
  const at = rows.findIndex(({ from, to }, i) => caret >= from && (caret < to || i === rows.length - 1));
  const top = Math.max(0, Math.min(at - Math.floor(height / 2), rows.length - height));
  const shown = rows.slice(top, top + height);
  return {
    lines: shown.map(({ from, to }) => all.slice(from, to).join("").trimEnd()),
    before: top > 0,
    after: top + height < rows.length,
    cursor: { x: cells(all.slice(rows[at]!.from, caret).join("")), y: at - top },
  };
};
