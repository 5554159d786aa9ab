import type { Entry, FormulaDoc } from "../knowledge/record.ts";
import type { Canvas } from "./canvas.ts";
import { glyphs } from "./glyphs.ts";
import { groups, head, heading, labelled } from "./layout.ts";
import { constant } from "./number.ts";
import { namesOf, row, sourceRows } from "./parts.ts";
import { equationLines } from "./prose/equation.ts";
import { labels, say } from "./words.ts";
import { wrap } from "./wrap.ts";

const defaultText = (value: unknown): string =>
  typeof value === "string" ? value : typeof value === "number" ? constant(value) : JSON.stringify(value);

export const formulaCard = (entry: Entry<FormulaDoc>, canvas: Canvas): readonly string[] => {
  const { doc } = entry;
  const { lang, style, width } = canvas;
  const { dot } = glyphs(canvas);
  const inputs = doc.inputs.map((input) => {
    const notes = [
      input.choices ? `${say(labels.oneOf, lang)} ${input.choices.join(", ")}` : "",
      input.default === undefined || input.default === null ? "" : `${say(labels.byDefault, lang)} ${defaultText(input.default)}`,
    ].filter(Boolean);
    return {
      label: `${input.name}${input.symbol && input.symbol !== input.name ? `  ${input.symbol}` : ""}`,
      text: `${input.about[lang]}${notes.length ? style("muted", ` (${notes.join("; ")})`) : ""}`,
    };
  });
  return groups(
    [...head(doc.title[lang], [`calc ${doc.id}`, ...doc.aliases].join(dot), canvas)],
    wrap(doc.summary[lang], width),
    entry.equation ? equationLines(entry.equation, canvas) : [],
    [heading(say(labels.inputs, lang), canvas), ...labelled(inputs, canvas, 28)],
    [
      heading(say(labels.examples, lang), canvas),
      ...doc.examples.flatMap((example) => [
        ...wrap(style("code", example.command), width, { indent: "  ", hanging: "      " }),
        ...wrap(style("muted", example.about[lang]), width, { indent: "      ", hanging: "      " }),
      ]),
    ],
    labelled(
      [...row(say(labels.concepts, lang), namesOf(entry, "concept", doc.concepts, canvas)), ...sourceRows(doc.sources, canvas)],
      canvas,
    ),
  );
};
