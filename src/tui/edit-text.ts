/** One line of text with a caret, as a shell edits it: the search box and the fields of a form. */
import { characters } from "./characters.ts";
import { clamp } from "./layout.ts";

/** `caret` counts characters, as `characters` splits them. */
export type Line = { readonly text: string; readonly caret: number };

const textEdits = [
  "caret-left",
  "caret-right",
  "caret-start",
  "caret-end",
  "erase",
  "erase-after",
  "erase-word",
  "erase-all",
  "erase-to-start",
  "erase-to-end",
] as const;
export type TextEdit = (typeof textEdits)[number];

export const isTextEdit = (action: string): action is TextEdit => (textEdits as readonly string[]).includes(action);

/** Back over blanks, then over the run of letters before them; in Chinese each character is a word. */
const wordStart = (text: readonly string[], caret: number): number => {
  let start = caret;
  while (start > 0 && text[start - 1] === " ") start--;
  const han = (i: number): boolean => /[\u3400-\u9fff]/.test(text[i]!);
  if (start > 0 && han(start - 1)) return start - 1;
  while (start > 0 && text[start - 1] !== " " && !han(start - 1)) start--;
  return start;
};

/** What may enter is for the caller to say. */
export const insertText = ({ text, caret }: Line, added: string): Line => {
  const before = characters(text);
  const joined = [...before.slice(0, caret), added, ...before.slice(caret)].join("");
  // A mark typed after its letter joins it: count again.
  return { text: joined, caret: caret + characters(joined).length - before.length };
};

export const editText = (line: Line, edit: TextEdit): Line => {
  const text = characters(line.text);
  const { caret } = line;
  const without = (from: number, to: number): Line =>
    from === to ? line : { text: [...text.slice(0, from), ...text.slice(to)].join(""), caret: from };
  const at = (place: number): Line => ({ ...line, caret: clamp(place, 0, text.length) });
  switch (edit) {
    case "caret-left":
      return at(caret - 1);
    case "caret-right":
      return at(caret + 1);
    case "caret-start":
      return at(0);
    case "caret-end":
      return at(text.length);
    case "erase":
      return without(Math.max(0, caret - 1), caret);
    case "erase-after":
      return without(caret, Math.min(text.length, caret + 1));
    case "erase-word":
      return without(wordStart(text, caret), caret);
    case "erase-all":
      return without(0, text.length);
    case "erase-to-start":
      return without(0, caret);
    case "erase-to-end":
      return without(caret, text.length);
  }
};
