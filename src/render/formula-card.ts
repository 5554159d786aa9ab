import type { Entry, FormulaDoc } from "../knowledge/record.ts";
import type { Canvas } from "./canvas.ts";
import { dimensionRows, inputRows, outputRows } from "./formula-parts.ts";
import { glyphs } from "./glyphs.ts";
import { groups, head, heading, labelled } from "./layout.ts";
import { namesOf, row, sourceRows } from "./parts.ts";
import { equationLines } from "./prose/equation.ts";
import { commandLines } from "./shell.ts";
import { labels, say } from "./words.ts";
import { signs } from "./working.ts";
import { wrap } from "./wrap.ts";

export const formulaCard = (entry: Entry<FormulaDoc>, canvas: Canvas): readonly string[] => {
  const { doc } = entry;
  const { lang, style, width } = canvas;
  const { dot } = glyphs(canvas);
  return groups(
    [...head(doc.title[lang], [`calc ${doc.id}`, ...doc.aliases].join(dot), canvas)],
    wrap(signs(doc.summary[lang], canvas), width),
    entry.equation ? equationLines(entry.equation, canvas) : [],
    [heading(say(labels.inputs, lang), canvas), ...labelled(inputRows(doc, canvas), canvas, 28)],
    [heading(say(labels.result, lang), canvas), ...labelled([...outputRows(doc, canvas), ...dimensionRows(doc, canvas)], canvas, 28)],
    [
      heading(say(labels.examples, lang), canvas),
      ...doc.examples.flatMap((example) => [
        ...commandLines(example.command, width, { indent: "  ", hanging: "      " }).map((line) => style("code", line)),
        ...wrap(style("muted", signs(example.about[lang], canvas)), width, { indent: "      ", hanging: "      " }),
      ]),
    ],
    labelled(
      [...row(say(labels.concepts, lang), namesOf(entry, "concept", doc.concepts, canvas)), ...sourceRows(doc.sources, canvas)],
      canvas,
    ),
  );
};
