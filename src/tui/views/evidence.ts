/** The page of an entry's sources and notes: what each fact rests on, and where the usual story differs. */
import type { Entry, FactDoc, Lang, NoteDoc, SourceRef } from "../../knowledge/record.ts";
import type { Canvas } from "../../render/canvas.ts";
import { cells, padEnd } from "../../render/width.ts";
import { say, statusNames } from "../../render/words.ts";
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
    const about = [source.kind, source.date].filter((part) => part !== undefined).join("  ");
    return [
      ...indented(source.title, number, canvas.width),
      ...indented(about, indent, canvas.width).map((line) => canvas.style("muted", line)),
      ...indented(source.url, indent, canvas.width).map((line) => indent + canvas.style("link", line.trimStart())),
    ];
  });

const noteLines = (notes: readonly NoteDoc[], numberOf: (id: string) => string, canvas: Canvas): string[] =>
  notes.flatMap((note, i) => [
    ...(i > 0 ? [""] : []),
    ...wrap(`${note.text[canvas.lang]} ${numberOf(note.source)}`, canvas.width),
    ...(note.where ? wrap(note.where, canvas.width).map((line) => canvas.style("muted", line)) : []),
  ]);

const basis = (fact: FactDoc, numberOf: (id: string) => string): string =>
  [fact.source ? numberOf(fact.source) : "", fact.where ?? "", [fact.from, fact.by].filter(Boolean).join(", ")].filter(Boolean).join(" ");

const factLines = (facts: Readonly<Record<string, FactDoc>>, numberOf: (id: string) => string, canvas: Canvas, lang: Lang): string[] => {
  const rows = Object.entries(facts);
  const column = Math.min(Math.floor(canvas.width * 0.6), Math.max(0, ...rows.map(([path]) => path.length)));
  return rows.flatMap(([path, fact]) => {
    const status = say(statusNames[fact.status], lang);
    const head =
      path.length <= column ? [`${canvas.style("id", padEnd(path, column))}  ${status}`] : [canvas.style("id", path), `  ${status}`];
    const long = path.length <= column ? head : [...wrap(path, canvas.width).map((line) => canvas.style("id", line)), `  ${status}`];
    return [...long, ...indented(basis(fact, numberOf), "  ", canvas.width).map((line) => canvas.style("muted", line))];
  });
};

export const evidence = (entry: Entry, canvas: Canvas): readonly string[] => {
  const { doc } = entry;
  const { lang, style, width } = canvas;
  const sources = "sources" in doc ? doc.sources : [];
  const notes = "notes" in doc ? doc.notes : [];
  const facts = "facts" in doc ? doc.facts : {};
  const numberOf = (id: string): string => {
    const index = sources.findIndex((source) => source.id === id);
    return index < 0 ? "" : `[${index + 1}]`;
  };
  const lines = wrap(`${doc.name}  ${say(words.evidence, lang)}`, width).map((line) => style("title", line));
  const heading = (text: { readonly en: string; readonly zh: string }): void => void lines.push("", style("heading", say(text, lang)));
  if (notes.length > 0) {
    heading(words.notes);
    lines.push(...noteLines(notes, numberOf, canvas));
  }
  if (sources.length > 0) {
    heading(words.sources);
    lines.push(...sourceLines(sources, canvas));
  }
  if (Object.keys(facts).length > 0) {
    heading(words.facts);
    lines.push(...factLines(facts, numberOf, canvas, lang));
  }
  if (lines.length === 1) lines.push("", style("muted", say(words.noEvidence, lang)));
  return lines;
};
