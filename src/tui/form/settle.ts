/** After every change of a form: what gave a result last is known, and the output is scrolled no further than it goes. */
import { clamp } from "../layout.ts";
import { withFront } from "../move-page.ts";
import type { Form, State } from "../state.ts";
import { outputHeight, outputLines } from "../views/form.ts";
import type { World } from "../world.ts";

export const settleForm = (state: State, form: Form, world: World): State => {
  const { type } = world.calculation(form.spec.formula, form.texts, form.working);
  const settled = type === "result" ? { ...form, good: form.texts } : form;
  const scroll =
    form.scroll === 0
      ? 0
      : clamp(form.scroll, 0, Math.max(0, outputLines(settled, state, world).length - outputHeight(settled, state, world)));
  return withFront(state, { ...settled, scroll });
};
