import type { Entry, FormulaDoc } from "../knowledge/record.ts";
import type { Canvas } from "./canvas.ts";
import { glyphs } from "./glyphs.ts";
import { groups, head, heading, labelled } from "./layout.ts";
import { namesOf, row, sourceRows } from "./parts.ts";
import { cells } from "./width.ts";
import { labels, say } from "./words.ts";
import { wrap } from "./wrap.ts";

/** The equation in two dimensions where it fits, on one line, broken, where it does not. */
export const equationLines = (equation: NonNullable<Entry["equation"]>, canvas: Canvas): string[] => {
  const block = canvas.ascii ? equation.asciiBlock : equation.block;
  if (block.every((line) => cells(line) + 2 <= canvas.width)) return block.map((line) => `  ${canvas.style("symbol", line)}`.trimEnd());
  return wrap(canvas.style("symbol", canvas.ascii ? equation.asciiLine : equation.line), canvas.width, { indent: "  ", hanging: "    " });
};

const defaultText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

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
