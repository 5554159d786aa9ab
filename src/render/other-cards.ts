/** Cards of organisations, eras and sources. */
import type { Entry, EraDoc, OrganisationDoc, SourceDoc } from "../knowledge/record.ts";
import type { Canvas } from "./canvas.ts";
import { glyphs } from "./glyphs.ts";
import { groups, head, heading, labelled, table } from "./layout.ts";
import { nameOf, otherNames, row, sourceRows } from "./parts.ts";
import { comma, countryName, kindNames, labels, say, sourceKindName } from "./words.ts";
import { wrap } from "./wrap.ts";

const releaseTable = (entry: Entry, ids: readonly string[], canvas: Canvas): string[] =>
  ids.length === 0
    ? []
    : [
        heading(say(labels.releases, canvas.lang), canvas),
        ...table(
          ids,
          [
            { title: "", role: "date", text: (id) => entry.labels[`release/${id}`]?.released ?? "" },
            { title: "", role: "name", text: (id) => nameOf(entry, "release", id, canvas.lang) },
          ],
          canvas,
          false,
        ),
      ];

export const organisationCard = (entry: Entry<OrganisationDoc>, canvas: Canvas): readonly string[] => {
  const { doc } = entry;
  const { lang, style, width } = canvas;
  const name = doc.names?.[lang] ?? doc.name;
  const others = otherNames(doc.aliases, [name, doc.id], 5).join(glyphs(canvas).dot);
  return groups(
    [...head(name, countryName(doc.country, lang), canvas), ...(others ? wrap(others, width).map((line) => style("muted", line)) : [])],
    wrap(doc.summary[lang], width),
    releaseTable(entry, doc.releases, canvas),
    labelled([...row(say(labels.url, lang), style("link", doc.url)), ...sourceRows(doc.sources, canvas)], canvas),
  );
};

export const eraCard = (entry: Entry<EraDoc>, canvas: Canvas): readonly string[] => {
  const { doc } = entry;
  const { lang, width } = canvas;
  return groups(
    head(doc.title[lang], `${doc.from} ${glyphs(canvas).dash} ${doc.to ?? say(labels.today, lang)}`, canvas),
    wrap(doc.summary[lang], width),
    releaseTable(entry, doc.releases, canvas),
  );
};

/** Some papers have a hundred authors: those a citation would name, and how many more. */
const mostAuthors = 8;

const authorsText = (authors: readonly string[], canvas: Canvas): string => {
  const shown = authors.slice(0, mostAuthors).join(comma(canvas.lang));
  const left = authors.length - mostAuthors;
  if (left <= 0) return shown;
  return canvas.lang === "zh" ? `${shown} 等，另有 ${left} 人` : `${shown} and ${left} more`;
};

export const sourceCard = (entry: Entry<SourceDoc>, canvas: Canvas): readonly string[] => {
  const { doc } = entry;
  const { lang, style } = canvas;
  const { dot } = glyphs(canvas);
  const cited = doc.cited_by.map((reference) => {
    const slash = reference.indexOf("/");
    const kind = reference.slice(0, slash);
    const id = reference.slice(slash + 1);
    return { kind, name: nameOf(entry, kind, id, lang) };
  });
  const citedBy = [...new Set(cited.map(({ kind }) => kind))].map((kind) => ({
    label: "",
    text: `${style("muted", kindNames[kind as keyof typeof kindNames][lang])}  ${cited
      .filter((one) => one.kind === kind)
      .map(({ name }) => style("name", name))
      .join(dot)}`,
  }));
  return groups(
    head(doc.title, [sourceKindName(doc.source_kind, lang), doc.date].filter(Boolean).join(dot), canvas),
    labelled(
      [
        ...row(say(labels.authors, lang), authorsText(doc.authors, canvas)),
        ...row(say(labels.publisher, lang), doc.publisher ?? ""),
        ...row("arXiv", doc.arxiv ?? ""),
        ...row(say(labels.url, lang), style("link", doc.url)),
        ...row(say(labels.read, lang), doc.read ?? ""),
        ...citedBy.map((one, i) => (i === 0 ? { ...one, label: say(labels.citedBy, lang) } : one)),
      ],
      canvas,
    ),
  );
};
