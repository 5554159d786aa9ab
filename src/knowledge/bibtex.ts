/** Sources as BibTeX. */
import type { Doc, SourceDoc } from "./record.ts";

/** Letters that are commands in LaTeX. */
const special: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "{": "\\{",
  "}": "\\}",
  $: "\\$",
  "&": "\\&",
  "%": "\\%",
  "#": "\\#",
  _: "\\_",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
};
const inLatex = (text: string): string => text.replace(/[\\{}$&%#_~^]/g, (character) => special[character]!);

const organisationWord = /\b(?:AI|Inc|Team|team|Labs?|Research|OpenAI|Google|Meta|Microsoft|Anthropic|contributors|Institute|University)\b/;

/** A body's name in braces, so that it is not taken apart into given name and surname. */
const authorText = (author: string): string => {
  if (/^(?:et al\.?|and others|others)$/.test(author)) return "others";
  return !author.includes(" ") || organisationWord.test(author) ? `{${inLatex(author)}}` : inLatex(author);
};

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const field = (name: string, value: string | undefined): string[] => (value ? [`  ${name} = {${value}}`] : []);

export const bibtexOf = (source: SourceDoc): string => {
  const [year, month] = (source.date ?? "").split("-");
  const paper = source.source_kind === "paper";
  const fields = [
    ...field("title", `{${inLatex(source.title)}}`),
    ...field("author", source.authors.map(authorText).join(" and ")),
    ...field("year", year),
    ...(month ? [`  month = ${months[Number(month) - 1]}`] : []),
    ...(source.arxiv
      ? [...field("eprint", source.arxiv), ...field("archivePrefix", "arXiv")]
      : field("publisher", source.publisher && inLatex(source.publisher))),
    ...field("url", source.url),
  ];
  return `@${paper && !source.arxiv ? "article" : "misc"}{${source.id},\n${fields.join(",\n")}\n}`;
};

/** Same page, whatever the scheme's letters and a slash at the end. */
const sameAddress = (a: string, b: string): boolean => a.replace(/\/$/, "").toLowerCase() === b.replace(/\/$/, "").toLowerCase();

/** Kinds of source by how well they stand for a thing, best first. */
const rank = ["paper", "system-card", "model-card", "post", "repository", "documentation"];
const rankOf = (kind: string): number => (rank.includes(kind) ? rank.indexOf(kind) : rank.length);

/**
 * What to cite for an entry: a source itself; of a release the paper it links, else its best source; of a concept its papers;
 * of a checkpoint what its release is cited by.
 */
export const citedSources = (doc: Doc, read: (id: string) => SourceDoc | undefined, release: Doc | undefined): readonly SourceDoc[] => {
  if (doc.kind === "source") return [doc];
  if (doc.kind === "checkpoint" && release) return citedSources(release, read, undefined);
  const sources = ("sources" in doc ? doc.sources : []).flatMap(({ id }) => read(id) ?? []);
  const papers = sources.filter((source) => source.source_kind === "paper");
  if (doc.kind === "concept" || doc.kind === "formula") return papers.length > 0 ? papers : sources.slice(0, 1);
  if (doc.kind !== "release") return sources;
  const { paper } = doc.links;
  const linked = paper === undefined ? [] : papers.filter((source) => sameAddress(source.url, paper));
  if (linked.length > 0) return linked;
  return [...sources].sort((a, b) => rankOf(a.source_kind) - rankOf(b.source_kind)).slice(0, 1);
};
