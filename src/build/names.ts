/** What entries are called -> the keys under which they are found, and what a misspelt name is compared with. */
import { calledLine, keysLine } from "../knowledge/called.ts";
import { titleOf } from "../knowledge/link-labels.ts";
import { isHan, normaliseName, words } from "../knowledge/normalise.ts";
import { type Doc, kinds, langs } from "../knowledge/record.ts";
import { scanLimit } from "../knowledge/search.ts";
import { type KeyStage, longestBestPrefix } from "../knowledge/store.ts";
import { readings } from "./pinyin.ts";

type Name = { readonly text: string; readonly stage: KeyStage };

export const clean = (text: string): string => text.replace(/[\t\n\r]+/g, " ");

/** Everything an entry is called. */
const namesOf = (doc: Doc): Name[] => {
  const names: Name[] = [
    { text: doc.id, stage: "n" },
    { text: doc.name, stage: "n" },
  ];
  const also = (text: string | undefined): void => {
    if (text) names.push({ text, stage: "a" });
  };
  if ("aliases" in doc) doc.aliases.forEach(also);
  const title = titleOf(doc);
  if (title) for (const lang of langs) also(title[lang]);
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

export const keysOf = (doc: Doc): Key[] => {
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

export type NameLine = { readonly key: string; readonly stage: KeyStage; readonly doc: Doc; readonly line: string };

/** More than anyone looks through. */
const mostBest = 100;

/** For every short prefix that begins more names than a search reads: the best of them, by kind of name, kind of entry and length. */
export const bestPrefixes = (names: readonly NameLine[]): string[] => {
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

/** A misspelt name is compared with these. */
export const callingOf = (doc: Doc): { readonly keys: string; readonly called: string } => {
  const title = titleOf(doc);
  const aliases = ("aliases" in doc ? doc.aliases : doc.kind === "source" && doc.arxiv ? [doc.arxiv] : []).map(clean);
  const pinyin = [...new Set(namesOf(doc).flatMap(({ text }) => readings(text)))];
  return {
    keys: keysLine([doc.id, doc.name, ...(title ? langs.map((lang) => title[lang]) : []), ...aliases, ...pinyin]),
    called: calledLine({ aliases, pinyin, zh: clean(title?.zh ?? "") }),
  };
};
