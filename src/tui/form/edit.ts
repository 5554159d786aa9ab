/** Typing and pasting into a form, and its other numbers: the examples. */
import { characters, oneLine } from "../characters.ts";
import { editText, insertText, type Line, type TextEdit } from "../edit-text.ts";
import { withFront } from "../move-page.ts";
import type { Form, State } from "../state.ts";
import { atField, fieldOf, isChosen, remembered, textOf, withText } from "./fields.ts";

/** A field that holds more could not be computed while one types. */
export const fieldLimit = 16_384;

const tooLong = (state: State): State => ({
  ...state,
  message: {
    en: `more than ${fieldLimit} characters: nothing was put in; the command reads any file as @file`,
    zh: `超过 ${fieldLimit} 个字符，未粘贴；命令行可用 @file 读入任意大的文件`,
  },
});

/** A line of a matrix is a row, unless brackets say what a row is. */
const asLine = (text: string, isMatrix: boolean): string => {
  const rows = text.split(/\r\n?|\n/).map((row) => oneLine(row).replace(/;\s*$/, "").trim());
  const full = rows.filter((row) => row !== "");
  return isMatrix && full.length > 1 && !text.includes("[") ? full.join("; ") : oneLine(text.replaceAll("\r\n", "\n"));
};

/** Nothing was done here yet: the numbers are the example's, the caret behind them. */
const isUntouched = (form: Form): boolean =>
  form.back === 0 && textOf(form) === form.spec.examples[form.example]![form.field] && form.caret === characters(textOf(form)).length;

/** Several numbers put beside others stay numbers of their own. */
const apart = (line: Line, added: string): string => {
  if (!/[^\s,;][\s,;]+[^\s,;]/.test(added)) return added;
  const text = characters(line.text);
  const [before, after] = [text[line.caret - 1] ?? " ", text[line.caret] ?? " "];
  const glue = added.includes(";") ? "; " : " ";
  return `${/[\s,;[]/.test(before) ? "" : glue}${added}${/[\s,;\]]/.test(after) ? "" : glue}`;
};

const withAdded = (state: State, form: Form, line: Line, added: string): State => {
  const next = insertText(line, added);
  return next.text.length > fieldLimit ? tooLong(state) : withFront(state, withText(form, next.text, next.caret));
};

export const typeInForm = (state: State, form: Form, text: string): State =>
  isChosen(fieldOf(form)) ? state : withAdded(state, form, { text: textOf(form), caret: form.caret }, oneLine(text));

/** Takes the place of an example's numbers. `cut`: it was longer than what is read of one; half a vector would be another vector. */
export const pasteInForm = (state: State, form: Form, text: string, cut: boolean): State => {
  const field = fieldOf(form);
  if (isChosen(field)) return state;
  if (cut) return tooLong(state);
  const line = isUntouched(form) ? { text: "", caret: 0 } : { text: textOf(form), caret: form.caret };
  return withAdded(state, form, line, apart(line, asLine(text, field.kind === "matrix")));
};

/** What takes more than a character away can be had back among the earlier values. */
const isLarge = (edit: TextEdit): boolean => edit.startsWith("erase-") && edit !== "erase-after";

export const editForm = (state: State, form: Form, edit: TextEdit): State => {
  if (isChosen(fieldOf(form))) return state;
  const before = textOf(form);
  const { text, caret } = editText({ text: before, caret: form.caret }, edit);
  if (text === before) return withFront(state, { ...form, caret });
  return withFront(isLarge(edit) ? remembered(state, form) : state, withText(form, text, caret));
};

/** From the example that its numbers began with. */
export const isChanged = ({ spec, texts, example }: Form): boolean =>
  spec.fields.some(({ name }) => texts[name] !== spec.examples[example]![name]);

/** Back to the example whose numbers were changed, else on to the next one. */
export const nextExample = (state: State, form: Form): State => {
  const { examples, fields } = form.spec;
  const example = isChanged(form) ? form.example : (form.example + 1) % examples.length;
  const kept = fields.reduce((now, { name }) => remembered(now, atField(form, name)), state);
  return withFront(kept, atField({ ...form, example, texts: examples[example]! }, form.field));
};
