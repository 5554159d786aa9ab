/** Opening and leaving a form. What was typed stays: opened again, it is as it was left. */
import { flatLinks } from "../links.ts";
import { markedLink } from "../move-page.ts";
import { shownRef } from "../shown.ts";
import { type Form, front, type Ref, type State } from "../state.ts";
import type { World } from "../world.ts";
import { atField, remembered } from "./fields.ts";

/** The formula a command is about: the marked link of a page, the page's own or what is chosen in a list, or a concept's first. */
export const computable = (state: State, world: World): Ref | undefined => {
  const route = front(state);
  const link = route.view === "page" ? markedLink(route, world)?.ref : undefined;
  const shown = shownRef(state, world);
  const own = shown?.kind === "concept" ? flatLinks(world.links(shown, "card")).map(({ ref }) => ref) : [];
  return [link, shown, ...own].find((ref) => ref?.kind === "formula");
};

/** `undefined`: nobody computes this. The field in front is the first one. */
export const formOf = (formula: string, state: State, world: World): Form | undefined => {
  const kept = state.forms[formula];
  if (kept) return kept;
  const spec = world.form(formula);
  const first = spec?.fields[0]?.name;
  if (!spec || first === undefined) return undefined;
  const texts = spec.examples[0]!;
  const form: Form = { view: "form", spec, texts, field: first, caret: 0, back: 0, draft: "", example: 0, working: false, scroll: 0 };
  return atField(form, first);
};

export const keptForm = (state: State, form: Form): State => ({
  ...remembered(state, form),
  forms: { ...state.forms, [form.spec.formula]: form },
});
