/** The page of an entry's sources and notes: what each fact rests on, and where the usual story differs. */
import { valueAt } from "../../knowledge/paths.ts";
import type { Doc, Entry, FactDoc, Lang, NoteDoc, SourceRef } from "../../knowledge/record.ts";
import type { Canvas } from "../../render/canvas.ts";
import { cells } from "../../render/width.ts";
import { labels, say, sourceKindName, statusNames } from "../../render/words.ts";
import { wrap } from "../../render/wrap.ts";
import { words } from "./labels.ts";

const indented = (text: string, first: string, width: number): string[] => {
  const indent = cells(first);
  return wrap(text, Math.max(8, width - indent)).map((line, i) => (i === 0 ? first : " ".repeat(indent)) + line);
};

const sourceLines = (sources: readonly SourceRef[], canvas: Canvas): string[] =>
  sources.flatMap((source, i) => {
    const number = `[${i + 1}] `;
    const indent = " ".repeat(number.length);
    const about = [sourceKindName(source.kind, canvas.lang), source.date].filter((part) => part !== undefined).join("  ");
    return [
      ...indented(source.title, number, canvas.width),
      ...indented(about, indent, canvas.width).map((line) => canvas.style("muted", line)),
      ...indented(source.url, indent, canvas.width).map((line) => indent + canvas.style("link", line.trimStart())),
    ];
  });

type NumberOf = (source: string) => string;

const noteLines = (notes: readonly NoteDoc[], numberOf: NumberOf, canvas: Canvas): string[] =>
  notes.flatMap((note, i) => [
    ...(i > 0 ? [""] : []),
    ...wrap(note.text[canvas.lang], canvas.width),
    ...indented([numberOf(note.source), note.where].filter(Boolean).join(" "), "  ", canvas.width).map((line) =>
      canvas.style("muted", line),
    ),
  ]);

/** What the fact says, when that is a word, a number or a list of them. */
const valueText = (doc: Doc, path: string): string => {
  const value = valueAt(doc, path)?.value;
  if (Array.isArray(value)) return value.every((item) => typeof item !== "object") ? value.join(", ") : "";
  return value === null || typeof value === "object" || value === undefined ? "" : String(value);
};

const basis = (fact: FactDoc, numberOf: NumberOf, lang: Lang): string =>
  [
    say(statusNames[fact.status], lang),
    fact.source ? numberOf(fact.source) : "",
    fact.where ?? "",
    [fact.from, fact.by].filter(Boolean).join(", "),
  ]
    .filter(Boolean)
    .join(" ");

const factLines = (doc: Doc, facts: Readonly<Record<string, FactDoc>>, numberOf: NumberOf, canvas: Canvas): string[] =>
  Object.entries(facts).flatMap(([path, fact]) => {
    const { style, width } = canvas;
    const value = valueText(doc, path);
    const fits = value !== "" && cells(path) + 2 + cells(value) <= width;
    return [
      ...(fits ? [`${style("id", path)}  ${style("number", value)}`] : wrap(path, width).map((line) => style("id", line))),
      ...(fits || value === "" ? [] : indented(value, "  ", width).map((line) => style("number", line))),
      ...indented(basis(fact, numberOf, canvas.lang), "  ", width).map((line) => style("muted", line)),
    ];
  });

export const evidence = (entry: Entry, canvas: Canvas): readonly string[] => {
  const { doc } = entry;
  const { lang, style, width } = canvas;
  const sources = "sources" in doc ? doc.sources : [];
  const notes = "notes" in doc ? doc.notes : [];
  const facts = "facts" in doc ? doc.facts : {};
  const numberOf: NumberOf = (id) => {
    const index = sources.findIndex((source) => source.id === id);
    return index < 0 ? "" : `[${index + 1}]`;
  };
  const lines = wrap(`${doc.name}  ${say(words.evidence, lang)}`, width).map((line) => style("title", line));
  const heading = (text: { readonly en: string; readonly zh: string }): void => void lines.push("", style("heading", say(text, lang)));
  if (notes.length > 0) {
    heading(labels.notes);
    lines.push(...noteLines(notes, numberOf, canvas));
  }
  if (sources.length > 0) {
    heading(labels.sources);
    lines.push(...sourceLines(sources, canvas));
  }
  if (Object.keys(facts).length > 0) {
    heading(words.facts);
    lines.push(...factLines(doc, facts, numberOf, canvas));
  }
  if (lines.length === 1) lines.push("", style("muted", say(words.noEvidence, lang)));
  return lines;
};
