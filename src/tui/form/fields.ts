/** The field in front of a form: moving between fields, writing in one, the values it had before. */
import { characters } from "../characters.ts";
import { withFront } from "../move-page.ts";
import type { Form, State } from "../state.ts";
import type { FieldSpec } from "./spec.ts";

export const fieldOf = (form: Form): FieldSpec => form.spec.fields.find(({ name }) => name === form.field)!;

/** Chosen, not typed. */
export const isChosen = (field: FieldSpec): boolean => field.kind === "choice" || field.kind === "switch";

export const textOf = (form: Form): string => form.texts[form.field] ?? "";

/** What a field holds: an empty one stands for its default. */
export const chosenValue = (form: Form, field: FieldSpec): string => form.texts[field.name] || (field.fallback ?? "");

export const atField = (form: Form, field: string): Form => ({
  ...form,
  field,
  caret: characters(form.texts[field] ?? "").length,
  back: 0,
  draft: "",
});

export const withText = (form: Form, text: string, caret: number): Form => ({
  ...form,
  texts: { ...form.texts, [form.field]: text },
  caret,
  back: 0,
  draft: "",
});

/** Inputs of the same name and kind share their earlier values, whatever the formula. */
const valuesKey = ({ name, kind }: FieldSpec): string => `${kind} ${name}`;
const mostValues = 50;

/** The text in front joins the values that `older` goes back to. */
export const remembered = (state: State, form: Form): State => {
  const field = fieldOf(form);
  const text = textOf(form);
  if (isChosen(field) || text.trim() === "") return state;
  const key = valuesKey(field);
  const others = (state.values[key] ?? []).filter((value) => value !== text);
  return { ...state, values: { ...state.values, [key]: [...others, text].slice(-mostValues) } };
};

/** Newest first: what was typed here before, then what the examples have. */
const earlier = (state: State, form: Form, draft: string): readonly string[] => {
  const field = fieldOf(form);
  const typed = [...(state.values[valuesKey(field)] ?? [])].reverse();
  const examples = form.spec.examples.map((texts) => texts[field.name] ?? "");
  return [...new Set([...typed, ...examples])].filter((text) => text.trim() !== "" && text !== draft);
};

/** `by` 1 goes to an older value, −1 to a newer one; the newest is what was typed last. */
export const throughValues = (state: State, form: Form, by: 1 | -1): State => {
  if (isChosen(fieldOf(form))) return state;
  const draft = form.back === 0 ? textOf(form) : form.draft;
  const values = earlier(state, form, draft);
  const back = form.back + by;
  if (back < 0 || back > values.length)
    return back < 0 || values.length > 0
      ? state
      : { ...state, message: { en: "this field had no other value yet", zh: "这一项还没有别的取值" } };
  const text = back === 0 ? draft : values[back - 1]!;
  return withFront(state, { ...withText(form, text, characters(text).length), back, draft });
};

export const moveField = (state: State, form: Form, by: 1 | -1): State => {
  const names = form.spec.fields.map(({ name }) => name);
  const index = (names.indexOf(form.field) + by + names.length) % names.length;
  return withFront(remembered(state, form), atField(form, names[index]!));
};

/** The next or the previous of the choices, in a circle. */
export const moveChoice = (state: State, form: Form, by: 1 | -1): State => {
  const field = fieldOf(form);
  if (!isChosen(field)) return state;
  const { choices } = field;
  const index = choices.indexOf(chosenValue(form, field));
  return withFront(state, withText(form, choices[(index + by + choices.length) % choices.length]!, 0));
};
