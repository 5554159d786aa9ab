/** Linked documents -> the files a look-up reads: documents, names, words of the text, rows of the index, lexed prose. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Catalogued, catalogueText, numeral } from "../knowledge/catalogue.ts";
import { runningText } from "../knowledge/excerpt.ts";
import type { LinkedRecord } from "../knowledge/link.ts";
import { labelsFor } from "../knowledge/link-labels.ts";
import { isHan, normaliseName, textKeys, words } from "../knowledge/normalise.ts";
import { type Block, type Doc, type Entry, type IndexRow, kinds, type Lang, langs } from "../knowledge/record.ts";
import { scanLimit } from "../knowledge/search.ts";
import type { RecordCounts } from "../knowledge/statistics.ts";
import { type KeyStage, longestBestPrefix } from "../knowledge/store.ts";
import { setEquation } from "./equation/set-equation.ts";
import { flatRow, sizesOf } from "./flat-row.ts";
import { readings } from "./pinyin.ts";

type Name = { readonly text: string; readonly stage: KeyStage };

const clean = (text: string): string => text.replace(/[\t\n\r]+/g, " ");

/** Everything an entry is called. */
export const namesOf = (doc: Doc): Name[] => {
  const names: Name[] = [
    { text: doc.id, stage: "n" },
    { text: doc.name, stage: "n" },
  ];
  const also = (text: string | undefined): void => {
    if (text) names.push({ text, stage: "a" });
  };
  if ("aliases" in doc) doc.aliases.forEach(also);
  if ("title" in doc && typeof doc.title === "object") for (const lang of langs) also((doc.title as Record<Lang, string>)[lang]);
  if ("names" in doc && doc.names) for (const lang of langs) also(doc.names[lang]);
  if (doc.kind === "source" && doc.arxiv) {
    also(doc.arxiv);
    also(`arxiv:${doc.arxiv}`);
  }
  return names;
};

/** The rest of a name from each of its words on, so that a word inside a name is found as a prefix is. */
const tails = (text: string): string[] => {
  const parts = words(text).flatMap((word) => (isHan(word) ? [...word].map((_, i, all) => all.slice(i).join("")) : [word]));
  const list = words(text);
  const rests = list.slice(1).map((_, i) => normaliseName(list.slice(i + 1).join(" ")));
  return [...rests, ...parts.slice(list.some(isHan) ? 0 : 1)];
};

type Key = { readonly key: string; readonly stage: KeyStage; readonly original: string };

const keysOf = (doc: Doc): Key[] => {
  const keys = new Map<string, Key>();
  const rank = "nayw";
  const add = (key: string, stage: KeyStage, original: string): void => {
    if (key === "") return;
    // One spelling may be kept several times when an exact spelling has to be told from a folded one.
    const id = `${key}\t${stage === "w" || stage === "y" ? "" : original}`;
    const known = keys.get(id);
    if (!known || rank.indexOf(stage) < rank.indexOf(known.stage)) keys.set(id, { key, stage, original });
  };
  for (const { text, stage } of namesOf(doc)) {
    add(normaliseName(text), stage, text);
    for (const reading of readings(text)) add(normaliseName(reading), "y", text);
    for (const tail of tails(text)) add(tail, "w", text);
    // The first word of a name finds it too, when another word of the query names the rest.
    const first = words(text)[0];
    if (first && first !== normaliseName(text)) add(first, "w", text);
  }
  const strong = new Set([...keys.values()].filter((key) => key.stage === "n" || key.stage === "a").map((key) => key.key));
  return [...keys.values()].filter((key) => (key.stage !== "w" && key.stage !== "y") || !strong.has(key.key));
};

/** Columns by which releases are filtered. */
const filterColumns = (doc: Doc, all: ReadonlyMap<string, Doc>): Partial<IndexRow> => {
  if (doc.kind === "organisation") return { country: doc.country };
  if (doc.kind !== "release") return {};
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

const rowOf = (doc: Doc, all: ReadonlyMap<string, Doc>): IndexRow => {
  const pinyin = [...new Set(namesOf(doc).flatMap(({ text }) => readings(text)))];
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
  const title = "title" in doc && typeof doc.title === "object" ? doc.title : "names" in doc ? doc.names : undefined;
  return {
    kind: doc.kind,
    id: doc.id,
    name: doc.name,
    ...(title ? { title } : {}),
    aliases: "aliases" in doc ? doc.aliases : doc.kind === "source" && doc.arxiv ? [doc.arxiv] : [],
    ...(pinyin.length ? { pinyin } : {}),
    ...(date ? { date } : {}),
    ...("organisation" in doc ? { organisation: doc.organisation } : {}),
    ...("era" in doc ? { era: doc.era } : {}),
    ...(doc.kind === "checkpoint" ? { release: doc.release } : {}),
    ...("open_weights" in doc ? { open_weights: doc.open_weights } : {}),
    ...("license" in doc ? { license: doc.license } : {}),
    ...("parameters" in doc && doc.parameters ? { parameters: doc.parameters } : {}),
    ...(doc.kind === "release" && doc.facts.parameters?.status === "undisclosed" ? { size_undisclosed: true } : {}),
    ...filterColumns(doc, all),
  };
};

type NameLine = { readonly key: string; readonly stage: KeyStage; readonly doc: Doc; readonly line: string };

/** More than anyone looks through. */
const mostBest = 100;

/** For every short prefix that begins more names than a search reads: the best of them, by kind of name, kind of entry and length. */
const bestPrefixes = (names: readonly NameLine[]): string[] => {
  const byPrefix = new Map<string, NameLine[]>();
  for (const line of names)
    for (let length = 1; length <= Math.min(longestBestPrefix, line.key.length); length++) {
      const prefix = line.key.slice(0, length);
      const list = byPrefix.get(prefix);
      if (list) list.push(line);
      else byPrefix.set(prefix, [line]);
    }
  const strength = ({ stage }: NameLine): number => ({ n: 0, a: 0, y: 1, w: 2 })[stage];
  return [...byPrefix]
    .filter(([, list]) => list.length > scanLimit)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([prefix, list]) => {
      const seen = new Set<Doc>();
      const best = [...list].sort(
        (a, b) => strength(a) - strength(b) || kinds.indexOf(a.doc.kind) - kinds.indexOf(b.doc.kind) || a.key.length - b.key.length,
      );
      return best
        .filter(({ doc }) => !seen.has(doc) && seen.add(doc))
        .slice(0, mostBest)
        .map(({ line }) => `${prefix}\t${line}`);
    });
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

  const entryLines: string[] = [];
  const textLines: string[] = [];
  let textOffset = 0;
  const catalogued: Catalogued[] = [];
  const names: NameLine[] = [];
  const postings = new Map<string, Map<string, number>>();
  let offset = 0;
  for (const doc of docs) {
    const blocks = doc.kind === "concept" ? prose.get(doc.id) : undefined;
    const entry: Entry = {
      doc,
      labels: labelsFor(doc, all),
      ...(doc.kind === "formula" ? { equation: setEquation(doc.equation) } : {}),
      ...(blocks ? { prose: { en: addProse(blocks.en), zh: addProse(blocks.zh) } } : {}),
    };
    const line = JSON.stringify(entry);
    const length = Buffer.byteLength(line);
    const number = numeral(catalogued.length);
    const name = clean(doc.name);
    for (const { key, stage, original } of keysOf(doc)) {
      names.push({ key, stage, doc, line: [key, stage, number, ...(clean(original) === name ? [] : [clean(original)])].join("\t") });
    }
    const running = runningText(doc);
    const text = JSON.stringify([doc.name, ...running]);
    const textLength = Buffer.byteLength(text);
    catalogued.push({ kind: doc.kind, id: doc.id, offset, length, textOffset, textLength, name });
    textLines.push(text);
    textOffset += textLength + 1;
    for (const word of running.flatMap(textKeys)) {
      let entries = postings.get(word);
      if (!entries) postings.set(word, (entries = new Map()));
      entries.set(number, (entries.get(number) ?? 0) + 1);
    }
    entryLines.push(line);
    offset += length + 1;
  }
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
  write("entries.jsonl", entryLines);
  write("texts.jsonl", textLines);
  write("prose.jsonl", proseLines);
  write(
    "names.tsv",
    names.map(({ line }) => line),
  );
  write("prefixes.tsv", prefixLines);
  write("words.tsv", wordLines);
  writeFileSync(join(directory, "catalogue.tsv"), catalogueText(catalogued));
  writeFileSync(join(directory, "counts.json"), JSON.stringify(countsOf(docs)));
  for (const kind of kinds) {
    const mine = docs.filter((doc) => doc.kind === kind);
    writeFileSync(join(directory, "rows", `${kind}.json`), JSON.stringify(mine.map((doc) => rowOf(doc, all))));
    const summaries = mine.flatMap((doc) => ("summary" in doc ? [[doc.id, doc.summary] as const] : []));
    if (summaries.length > 0) writeFileSync(join(directory, "summaries", `${kind}.json`), JSON.stringify(Object.fromEntries(summaries)));
    writeFileSync(join(directory, "list", `${kind}.json`), JSON.stringify(mine.map((doc) => flatRow(doc, all))));
  }
};
