/** A fact and what it rests on. */
import type { FactDoc, Lang, LocalText, NoteDoc, SourceRef } from "../knowledge/record.ts";
import type { Step } from "../sizing/step.ts";
import type { Canvas } from "./canvas.ts";
import { groups, head, labelled } from "./layout.ts";
import { partNames } from "./part-names.ts";
import { inBrackets, publishedText, row } from "./parts.ts";
import { type Legend, legendLines, stepLines } from "./steps.ts";
import { comma, labels, say, sourceKindName, statusNames } from "./words.ts";
import { wrap } from "./wrap.ts";

export type FactAnswer = {
  readonly name: string;
  readonly field: string;
  readonly value: unknown;
  readonly status: FactDoc["status"];
  readonly source: SourceRef | null;
  readonly where: string | null;
  readonly read: string | null;
  readonly from?: string;
  readonly by?: string;
  /** What the releaser prints for a number that was computed. */
  readonly published?: string;
  readonly steps?: readonly Step[];
  /** Parts of the value that have facts of their own, and are not shown with it. */
  readonly parts?: readonly { readonly field: string; readonly status: FactDoc["status"] }[];
  readonly notes: readonly NoteDoc[];
};

const isLocal = (value: unknown): value is LocalText => typeof value === "object" && value !== null && "en" in value && "zh" in value;

const valueLines = (value: unknown, canvas: Canvas): string[] => {
  const { lang, style, width } = canvas;
  if (isLocal(value)) return wrap(value[lang], width);
  if (Array.isArray(value) && value.every((item) => typeof item !== "object"))
    return wrap(value.length === 0 ? "[]" : value.join(", "), width);
  if (typeof value === "object" && value !== null)
    return labelled(
      Object.entries(value).map(([key, item]) => ({
        label: key,
        text: style("number", isLocal(item) ? item[lang] : typeof item === "object" ? JSON.stringify(item) : String(item)),
      })),
      canvas,
      32,
    );
  return wrap(style("number", value === "undisclosed" ? say(statusNames.undisclosed, lang) : String(value)), width);
};

/** `sizing: embedding 262,144,000 + …`: the parts as the reader's language calls them. */
const byText = (by: string, lang: Lang): string =>
  by.startsWith("sizing: ") ? by.replace(/[a-z_]+(?= \d)/g, (part) => (partNames[part] ? say(partNames[part], lang) : part)) : by;

export const whyLines = (answer: FactAnswer, legend: Legend | undefined, canvas: Canvas): readonly string[] => {
  const { lang, style } = canvas;
  const { source } = answer;
  const computed = [answer.from, answer.by && byText(answer.by, lang)].filter(Boolean).join(lang === "zh" ? "，" : ", ");
  const sourceText = source
    ? `${source.title}${style("muted", inBrackets([sourceKindName(source.kind, lang), source.date].filter(Boolean).join(lang === "zh" ? "，" : ", "), lang))} ${style("link", source.url)}`
    : "";
  return groups(
    [...head(answer.name, answer.field, canvas), ...valueLines(answer.value, canvas)],
    labelled(
      [
        ...row(say(labels.status, lang), say(statusNames[answer.status], lang)),
        ...row(say(labels.computed, lang), computed),
        ...row(say(labels.published, lang), publishedText(answer.published ?? "", lang)),
        ...row(say(labels.source, lang), sourceText),
        ...row(say(labels.where, lang), answer.where ?? ""),
        ...row(say(labels.read, lang), answer.read ?? ""),
        ...row(
          say(labels.apart, lang),
          (answer.parts ?? []).map(({ field, status }) => `${field}${inBrackets(say(statusNames[status], lang), lang)}`).join(comma(lang)),
        ),
        ...answer.notes.map((note, i) => ({ label: i === 0 ? say(labels.notes, lang) : "", text: note.text[lang] })),
      ],
      canvas,
    ),
    stepLines(answer.steps ?? [], canvas),
    legend ? legendLines(legend, canvas) : [],
  );
};
