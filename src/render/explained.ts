/** `calc --explain`: the equation, what every symbol means and how large it is, what comes out, and why the terms have their signs. */
import type { Entry, FormulaDoc } from "../knowledge/record.ts";
import type { Canvas } from "./canvas.ts";
import { dimensionRows, explainedInputRows, outputRows, signRows } from "./formula-parts.ts";
import { groups, head, heading, type Labelled, labelled } from "./layout.ts";
import { formulaEquations } from "./prose/equation.ts";
import { labels, say } from "./words.ts";
import { signs } from "./working.ts";
import { wrap } from "./wrap.ts";

/** `equations`: names of those that the options ask for. */
export const explainedLines = (entry: Entry<FormulaDoc>, equations: readonly string[], canvas: Canvas): readonly string[] => {
  const { doc } = entry;
  const { lang, width } = canvas;
  const part = (title: string, rows: readonly Labelled[], most: number): string[] =>
    rows.length === 0 ? [] : [heading(title, canvas), ...labelled(rows, canvas, most)];
  const goal = doc.signs?.goal[lang];
  return groups(
    head(signs(doc.title[lang], canvas), doc.id, canvas),
    formulaEquations(entry, equations, canvas),
    wrap(signs(doc.summary[lang], canvas), width),
    part(say(labels.inputs, lang), explainedInputRows(doc, canvas), 28),
    part(say(labels.result, lang), outputRows(doc, canvas), 28),
    part(say(labels.dimensions, lang), dimensionRows(doc, canvas), 28),
    goal === undefined
      ? []
      : [heading(say(labels.signs, lang), canvas), ...wrap(signs(goal, canvas), width), ...labelled(signRows(doc, canvas), canvas, 28)],
  );
};
