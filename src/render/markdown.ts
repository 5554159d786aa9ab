/** Entries as Markdown files of a folder, linked to one another. */
import { firstSource } from "../knowledge/lineage.ts";
import type {
  CheckpointDoc,
  ConceptDoc,
  Doc,
  FactDoc,
  FormulaDoc,
  Lang,
  NoteDoc,
  OrganisationDoc,
  ReleaseDoc,
  SourceDoc,
  SourceRef,
} from "../knowledge/record.ts";
import { grouped } from "./number.ts";
import { dateKindName, labels, say, sourceKindName, statusNames } from "./words.ts";

/** Where an entry's file stands: `releases/llama-2.md`. */
export const folders = {
  release: "releases",
  checkpoint: "checkpoints",
  concept: "concepts",
  formula: "formulas",
  organisation: "organisations",
  source: "sources",
  era: "eras",
} as const;

export const markdownPath = (doc: Doc): string => `${folders[doc.kind]}/${doc.id}.md`;

type Named = (kind: keyof typeof folders, id: string) => string;

const cell = (text: string): string => text.replaceAll("|", "\\|").replace(/\s*\n\s*/g, " ");
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] =>
  rows.length === 0 ? [] : [head, head.map(() => "---"), ...rows].map((row) => `| ${row.map(cell).join(" | ")} |`);

/** Paragraphs with an empty line between them; empty ones vanish. */
const page = (...parts: readonly (readonly string[] | string)[]): string =>
  `${parts
    .map((part) => (typeof part === "string" ? part : part.join("\n")))
    .filter((part) => part !== "")
    .join("\n\n")}\n`;

const link = (kind: keyof typeof folders, id: string, named: Named): string => `[${named(kind, id)}](../${folders[kind]}/${id}.md)`;
const links = (kind: keyof typeof folders, ids: readonly string[], named: Named): string =>
  ids.map((id) => link(kind, id, named)).join(", ");

const bullet = (label: string, text: string): string[] => (text === "" ? [] : [`- **${label}:** ${text}`]);

const noteLines = (notes: readonly NoteDoc[], lang: Lang): string[] =>
  notes.length === 0
    ? []
    : [
        `## ${say({ en: "Notes", zh: "注记" }, lang)}`,
        "",
        ...notes.map((note) => `- ${note.text[lang]} ([${note.source}](../sources/${note.source}.md))`),
      ];

const sourceLines = (sources: readonly SourceRef[], lang: Lang): string[] =>
  sources.length === 0
    ? []
    : [
        `## ${say({ en: "Sources", zh: "来源" }, lang)}`,
        "",
        ...sources.map(({ id, title, url, date }) => `- [${title}](${url})${date ? `, ${date}` : ""} ([${id}](../sources/${id}.md))`),
      ];

const factLines = (facts: Readonly<Record<string, FactDoc>>, lang: Lang): string[] => {
  const rows = Object.entries(facts).map(([path, fact]) => [
    `\`${path}\``,
    say(statusNames[fact.status], lang),
    fact.source ? `[${fact.source}](../sources/${fact.source}.md)` : [fact.by, fact.from].filter(Boolean).join(", "),
    fact.where ?? "",
  ]);
  return rows.length === 0
    ? []
    : [
        `## ${say({ en: "What it rests on", zh: "依据" }, lang)}`,
        "",
        ...table(
          [say({ en: "field", zh: "字段" }, lang), say(labels.status, lang), say(labels.source, lang), say(labels.where, lang)],
          rows,
        ),
      ];
};

const count = (value: number | undefined): string => (value === undefined ? "" : grouped(value));

const releasePage = (doc: ReleaseDoc, lang: Lang, named: Named): string =>
  page(
    `# ${doc.name}`,
    doc.summary[lang],
    [
      ...bullet(say({ en: "Organisation", zh: "机构" }, lang), link("organisation", doc.organisation, named)),
      ...bullet(
        say({ en: "Released", zh: "发布" }, lang),
        doc.dates.map((date) => `${date.date} (${dateKindName(date.kind, lang)})`).join(", "),
      ),
      ...bullet(say({ en: "License", zh: "许可证" }, lang), doc.license),
      ...bullet(say(labels.introduces, lang), links("concept", doc.introduces, named)),
      ...bullet(say(labels.uses, lang), links("concept", doc.uses, named)),
      ...bullet(say(labels.basedOn, lang), links("release", doc.based_on, named)),
      ...bullet(say(labels.ledTo, lang), links("release", doc.led_to, named)),
    ],
    table(
      [say(labels.checkpoint, lang), say(labels.parameters, lang), say(labels.activeParameters, lang), say(labels.context, lang)],
      doc.checkpoints.map(({ id, name, parameters, context, config }) => [
        `[${name}](../checkpoints/${id}.md)`,
        count(parameters?.total) || (parameters?.published ?? ""),
        count(parameters?.active),
        count(context?.claimed ?? context?.trained ?? context?.configured ?? config?.max_position_embeddings),
      ]),
    ),
    noteLines(doc.notes, lang),
    factLines(doc.facts, lang),
    sourceLines(doc.sources, lang),
  );

const valueText = (value: unknown): string => (typeof value === "object" ? `\`${JSON.stringify(value)}\`` : String(value));

const checkpointPage = (doc: CheckpointDoc, lang: Lang, named: Named): string =>
  page(
    `# ${doc.name}`,
    [
      ...bullet(say(labels.checkpointOf, lang), link("release", doc.release, named)),
      ...bullet(say(labels.parameters, lang), [count(doc.parameters?.total), doc.parameters?.published ?? ""].filter(Boolean).join(", ")),
      ...bullet(say({ en: "License", zh: "许可证" }, lang), doc.license),
    ],
    table(
      [say({ en: "key", zh: "键" }, lang), say({ en: "value", zh: "值" }, lang)],
      Object.entries(doc.config ?? {}).map(([key, value]) => [`\`${key}\``, valueText(value)]),
    ),
    noteLines(doc.notes, lang),
    factLines(doc.facts, lang),
    sourceLines(doc.sources, lang),
  );

const conceptPage = (doc: ConceptDoc, lang: Lang, named: Named): string =>
  page(
    `# ${doc.title[lang]}`,
    doc.summary[lang],
    doc.prose[lang]
      .trim()
      .replace(/\]\((concept|release):([^)]+)\)/g, (_whole, kind: "concept" | "release", id: string) => `](../${folders[kind]}/${id}.md)`),
    [
      ...bullet(say(labels.introducedIn, lang), firstSource(doc) ? link("source", firstSource(doc)!.id, named) : ""),
      ...bullet(say(labels.introducedBy, lang), links("release", doc.introduced_by, named)),
      ...bullet(say(labels.uses, lang), links("release", doc.used_by, named)),
    ],
    noteLines(doc.notes, lang),
    sourceLines(doc.sources, lang),
  );

const formulaPage = (doc: FormulaDoc, lang: Lang): string =>
  page(
    `# ${doc.title[lang]}`,
    doc.summary[lang],
    `$$\n${doc.equation}\n$$`,
    table(
      ["", ""],
      doc.inputs.map((input) => [`\`${input.name}\``, input.about[lang]]),
    ),
    sourceLines(doc.sources, lang),
  );

const organisationPage = (doc: OrganisationDoc, lang: Lang, named: Named): string =>
  page(
    `# ${doc.names?.[lang] ?? doc.name}`,
    doc.summary[lang],
    doc.releases.map((id) => `- ${link("release", id, named)}`),
    sourceLines(doc.sources, lang),
  );

const sourcePage = (doc: SourceDoc, lang: Lang): string =>
  page(`# ${doc.title}`, [
    ...bullet(say({ en: "Kind", zh: "类型" }, lang), sourceKindName(doc.source_kind, lang)),
    ...bullet(say({ en: "Authors", zh: "作者" }, lang), doc.authors.join(", ")),
    ...bullet(say(labels.date, lang), doc.date ?? ""),
    ...bullet(say(labels.url, lang), `<${doc.url}>`),
    ...bullet(say(labels.read, lang), doc.read ?? ""),
  ]);

export const markdownPage = (doc: Doc, lang: Lang, named: Named): string => {
  switch (doc.kind) {
    case "release":
      return releasePage(doc, lang, named);
    case "checkpoint":
      return checkpointPage(doc, lang, named);
    case "concept":
      return conceptPage(doc, lang, named);
    case "formula":
      return formulaPage(doc, lang);
    case "organisation":
      return organisationPage(doc, lang, named);
    case "source":
      return sourcePage(doc, lang);
    case "era":
      return page(
        `# ${doc.title[lang]}`,
        doc.summary[lang],
        doc.releases.map((id) => `- ${link("release", id, named)}`),
      );
  }
};
