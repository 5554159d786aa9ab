/** What the keys of a form do. */
import { isTextEdit, type TextEdit } from "../edit-text.ts";
import { withFront } from "../move-page.ts";
import type { Form, State } from "../state.ts";
import { showsPicture } from "../views/form.ts";
import type { World } from "../world.ts";
import { editForm, nextExample } from "./edit.ts";
import { moveChoice, moveField, throughValues } from "./fields.ts";

type FormAction =
  | TextEdit
  | "next-field"
  | "previous-field"
  | "next-choice"
  | "previous-choice"
  | "older-value"
  | "newer-value"
  | "next-example"
  | "working"
  | "picture";

const togglePicture = (state: State, form: Form, world: World): State =>
  form.spec.hasPicture
    ? withFront(state, { ...form, picture: !showsPicture(form, state, world), scroll: 0 })
    : { ...state, message: { en: "this formula has no picture", zh: "这个公式没有图" } };

export const actInForm = (state: State, form: Form, action: FormAction, world: World): State => {
  if (isTextEdit(action)) return editForm(state, form, action);
  switch (action) {
    case "next-field":
      return moveField(state, form, 1);
    case "previous-field":
      return moveField(state, form, -1);
    case "next-choice":
      return moveChoice(state, form, 1);
    case "previous-choice":
      return moveChoice(state, form, -1);
    case "older-value":
      return throughValues(state, form, 1);
    case "newer-value":
      return throughValues(state, form, -1);
    case "next-example":
      return nextExample(state, form);
    case "working":
      return withFront(state, { ...form, working: !form.working, scroll: 0 });
    case "picture":
      return togglePicture(state, form, world);
  }
};
