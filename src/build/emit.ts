/** Linked documents -> the files a look-up reads: documents, names, words of the text, rows of the index, lexed prose. */

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Catalogued, catalogueText, numeral } from "../knowledge/catalogue.ts";
import { columnsText } from "../knowledge/columns.ts";
import { runningText } from "../knowledge/excerpt.ts";
import type { FilterColumns } from "../knowledge/filter.ts";
import type { LinkedRecord } from "../knowledge/link.ts";
import { labelOf, mentionedBy, titleOf } from "../knowledge/link-labels.ts";
import { textKeys } from "../knowledge/normalise.ts";
import { type Block, type Doc, type FormulaDoc, type IndexRow, kinds, type Lang, type ReleaseDoc } from "../knowledge/record.ts";
import type { RecordCounts } from "../knowledge/statistics.ts";
import type { KeyStage, StoredEntry } from "../knowledge/store.ts";
import { setEquation } from "./equation/set-equation.ts";
import { flatRow, sizesOf } from "./flat-row.ts";
import { bestPrefixes, callingOf, clean, keysOf, type NameLine } from "./names.ts";

/** Columns by which releases are filtered. */
const filterColumns = (doc: ReleaseDoc, all: ReadonlyMap<string, Doc>): FilterColumns => {
  const organisation = all.get(`organisation/${doc.organisation}`);
  const modalities = [...new Set([...(doc.modalities?.input ?? []), ...(doc.modalities?.output ?? [])])];
  const sizes = [...new Set(sizesOf(doc))].sort((a, b) => a - b);
  return {
    concepts: [...new Set([...doc.introduces, ...doc.uses])],
    introduces: doc.introduces.length,
    ...(modalities.length > 0 ? { modalities } : {}),
    ...(organisation?.kind === "organisation" ? { country: organisation.country } : {}),
    ...(sizes.length > 0 ? { sizes } : {}),
  };
};

/** A release before its checkpoints, which say much the same: a file packs the better for it. */
const inFileOrder = (docs: readonly Doc[]): Doc[] => {
  const rank = new Map(docs.map((doc, i) => [`${doc.kind}/${doc.id}`, i]));
  const place = (doc: Doc): number => rank.get(doc.kind === "checkpoint" ? `release/${doc.release}` : `${doc.kind}/${doc.id}`) ?? 0;
  return [...docs].sort((a, b) => place(a) - place(b));
};

type DocFile = { readonly lines: readonly string[]; readonly place: (doc: Doc) => readonly [offset: number, length: number] };

/** A line a document, and where each stands. */
const fileOf = (docs: readonly Doc[], lineOf: (doc: Doc) => string): DocFile => {
  const places = new Map<Doc, readonly [number, number]>();
  let offset = 0;
  const lines = docs.map((doc) => {
    const line = lineOf(doc);
    const length = Buffer.byteLength(line);
    places.set(doc, [offset, length]);
    offset += length + 1;
    return line;
  });
  return { lines, place: (doc) => places.get(doc)! };
};

const rowOf = (doc: Doc): IndexRow => {
  const date =
    "released" in doc
      ? doc.released
      : doc.kind === "source"
        ? doc.date
        : doc.kind === "concept"
          ? doc.introduced
          : doc.kind === "era"
            ? doc.from
            : undefined;
  const title = titleOf(doc);
  return {
    kind: doc.kind,
    id: doc.id,
    name: doc.name,
    ...(title ? { title } : {}),
    ...(date ? { date } : {}),
    ...("organisation" in doc ? { organisation: doc.organisation } : {}),
    ...("era" in doc ? { era: doc.era } : {}),
    ...(doc.kind === "checkpoint" ? { release: doc.release } : {}),
    ...("open_weights" in doc ? { open_weights: doc.open_weights } : {}),
    ...("license" in doc ? { license: doc.license } : {}),
    ...("parameters" in doc && doc.parameters ? { parameters: doc.parameters } : {}),
    ...(doc.kind === "release" && doc.facts.parameters?.status === "undisclosed" ? { size_undisclosed: true } : {}),
  };
};

/** Facts of releases and concepts; those of checkpoints are the same again. */
const countsOf = (docs: readonly Doc[]): RecordCounts => {
  const facts = { official: 0, derived: 0, reported: 0, undisclosed: 0 };
  for (const doc of docs) {
    if (doc.kind === "release" || doc.kind === "concept") for (const { status } of Object.values(doc.facts)) facts[status]++;
    // What the engine counts is stated nowhere: the facts are made when checkpoints are linked.
    if (doc.kind === "checkpoint")
      for (const key of ["total", "active"] as const) if (doc.facts[`parameters.${key}`]?.status === "derived") facts.derived++;
  }
  return { entries: Object.fromEntries(kinds.map((kind) => [kind, docs.filter((doc) => doc.kind === kind).length])), facts };
};

const setEquations = ({ equation, equations }: FormulaDoc): Pick<StoredEntry, "equation" | "equations"> => ({
  equation: setEquation(equation),
  ...(equations && { equations: Object.fromEntries(Object.entries(equations).map(([name, tex]) => [name, setEquation(tex)])) }),
});

export const emitKnowledge = (
  record: LinkedRecord,
  prose: ReadonlyMap<string, Readonly<Record<Lang, readonly Block[]>>>,
  directory: string,
): void => {
  const docs: Doc[] = [
    ...record.releases,
    ...record.checkpoints,
    ...record.concepts,
    ...record.formulas,
    ...record.organisations,
    ...record.sources,
    ...record.eras,
  ];
  const numbers = new Map(docs.map((doc, i) => [`${doc.kind}/${doc.id}`, i]));
  const all = new Map(docs.map((doc) => [`${doc.kind}/${doc.id}`, doc]));
  rmSync(directory, { recursive: true, force: true });
  for (const folder of ["rows", "list", "summaries"]) mkdirSync(join(directory, folder), { recursive: true });

  const proseLines: string[] = [];
  let proseOffset = 0;
  const addProse = (blocks: readonly Block[]): readonly [number, number] => {
    const line = JSON.stringify(blocks);
    const length = Buffer.byteLength(line);
    const place = [proseOffset, length] as const;
    proseLines.push(line);
    proseOffset += length + 1;
    return place;
  };

  const names: NameLine[] = [];
  const postings = new Map<string, Map<string, number>>();
  const texts = fileOf(docs, (doc) => JSON.stringify([doc.name, ...runningText(doc)]));
  const entries = fileOf(inFileOrder(docs), (doc) => {
    const blocks = doc.kind === "concept" ? prose.get(doc.id) : undefined;
    const entry: StoredEntry = {
      doc,
      labels: mentionedBy(doc, all).map((name) => numbers.get(name)!),
      ...(doc.kind === "formula" ? setEquations(doc) : {}),
      ...(blocks ? { prose: { en: addProse(blocks.en), zh: addProse(blocks.zh) } } : {}),
    };
    return JSON.stringify(entry);
  });
  const catalogued = docs.map((doc, i): Catalogued => {
    const number = numeral(i);
    const name = clean(doc.name);
    for (const { key, stage, original } of keysOf(doc)) {
      names.push({ key, stage, doc, line: [key, stage, number, ...(clean(original) === name ? [] : [clean(original)])].join("\t") });
    }
    for (const word of runningText(doc).flatMap(textKeys)) {
      let counts = postings.get(word);
      if (!counts) postings.set(word, (counts = new Map()));
      counts.set(number, (counts.get(number) ?? 0) + 1);
    }
    const [offset, length] = entries.place(doc);
    const [textOffset, textLength] = texts.place(doc);
    return { kind: doc.kind, id: doc.id, offset, length, textOffset, textLength, name, label: labelOf(doc) };
  });
  const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  const stageRank = (stage: KeyStage): number => "nayw".indexOf(stage);
  names.sort(
    (a, b) =>
      byText(a.key, b.key) ||
      stageRank(a.stage) - stageRank(b.stage) ||
      kinds.indexOf(a.doc.kind) - kinds.indexOf(b.doc.kind) ||
      byText(a.doc.id, b.doc.id),
  );
  const prefixLines = bestPrefixes(names);
  const wordLines = [...postings]
    .sort(([a], [b]) => byText(a, b))
    .map(
      ([word, entries]) =>
        `${word}\t${[...entries].map(([number, count]) => (count === 1 ? number : `${number},${numeral(count)}`)).join(" ")}`,
    );

  const write = (name: string, lines: readonly string[]): void =>
    writeFileSync(join(directory, name), lines.map((line) => `${line}\n`).join(""));
  write("entries.jsonl", entries.lines);
  write("texts.jsonl", texts.lines);
  write("prose.jsonl", proseLines);
  write(
    "names.tsv",
    names.map(({ line }) => line),
  );
  writeFileSync(join(directory, "rows", "filters.json"), JSON.stringify(record.releases.map((doc) => filterColumns(doc, all))));
  const callings = docs.map(callingOf);
  write(
    "keys.tsv",
    callings.map(({ keys }) => keys),
  );
  write(
    "called.tsv",
    callings.map(({ called }) => called),
  );
  write("prefixes.tsv", prefixLines);
  write("words.tsv", wordLines);
  writeFileSync(join(directory, "catalogue.tsv"), catalogueText(catalogued));
  writeFileSync(join(directory, "counts.json"), JSON.stringify(countsOf(docs)));
  for (const kind of kinds) {
    const mine = docs.filter((doc) => doc.kind === kind);
    writeFileSync(join(directory, "rows", `${kind}.json`), JSON.stringify(mine.map(rowOf)));
    const summaries = mine.flatMap((doc) => ("summary" in doc ? [[doc.id, doc.summary] as const] : []));
    if (summaries.length > 0) writeFileSync(join(directory, "summaries", `${kind}.json`), JSON.stringify(Object.fromEntries(summaries)));
    writeFileSync(join(directory, "list", `${kind}.tsv`), columnsText(mine.map((doc) => flatRow(doc, all))));
  }
};
