/** The piece of an entry's text around what was searched, in whichever language it stands. */
import { isHan, words } from "./normalise.ts";
import { type Detail, type Doc, type Lang, type LocalText, langs } from "./record.ts";

const inLang = (value: Detail["value"], lang: Lang): string => (typeof value === "object" ? value[lang] : String(value));
const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ",");
const both = (text: LocalText | undefined): string[] => (text ? [text.en, text.zh] : []);

const markdownOf = (doc: Doc): string[] => {
  switch (doc.kind) {
    case "release":
      return [
        ...both(doc.summary),
        ...doc.notes.flatMap((note) => both(note.text)),
        ...Object.values(doc.details ?? {}).flatMap(({ label, value }) => langs.map((lang) => `${label[lang]}: ${inLang(value, lang)}`)),
        [...new Set(doc.dates.map(({ date }) => date))].join(", "),
        [doc.training?.hardware, doc.parameters?.published].filter(Boolean).join(", "),
      ].filter((text) => text !== "");
    case "concept":
      return [...both(doc.summary), ...both(doc.prose), ...doc.notes.flatMap((note) => both(note.text))];
    case "formula":
    case "organisation":
    case "era":
      return both(doc.summary);
    case "source":
      return [doc.authors.join(", "), doc.publisher ?? ""].filter(Boolean);
    case "checkpoint": {
      const { parameters, training } = doc;
      const counts = [parameters?.total, parameters?.active].flatMap((count) => (count === undefined ? [] : [count, grouped(count)]));
      return [[...counts, parameters?.published, training?.hardware, doc.released].filter(Boolean).join(", ")];
    }
  }
};

const greek: Readonly<Record<string, string>> = {
  theta: "θ",
  beta: "β",
  gamma: "γ",
  epsilon: "ε",
  sigma: "σ",
  pi: "π",
  alpha: "α",
  rho: "ρ",
};

/** Inline TeX as a reader would type it: no macros, no braces. */
const bareMath = (tex: string): string =>
  tex.replace(/\\([A-Za-z]+)/g, (_macro, name: string) => greek[name] ?? name).replace(/[\\{}$_^]+/g, "");

/** Markdown to the words a reader sees: no link targets, no emphasis marks, no TeX fences. */
const bare = (markdown: string): string =>
  markdown
    .replace(/```[\s\S]*?```/g, " ")
    .replace(/\$\$[\s\S]*?\$\$/g, " ")
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/\$[^$\n]+\$/g, bareMath)
    .replace(/^\s*(?:[-*]|\d+\.)\s+/gm, "")
    .replace(/[*`$#|]+/g, "")
    .replace(/\s+/g, " ")
    .trim();

/** The running text of an entry as its reader sees it, kept at build: the index of words is made of it, excerpts are cut from it. */
export const runningText = (doc: Doc): string[] => markdownOf(doc).map(bare);

const radius = 28;

/** Where to look: at the words as they were typed, else at the longest of them. */
const placeIn = (lower: string, query: string, wanted: readonly string[]): number => {
  const whole = lower.indexOf(query.trim().toLowerCase());
  if (whole >= 0) return whole;
  return lower.indexOf(wanted.reduce((longest, word) => (word.length > longest.length ? word : longest), ""));
};

/** The first word that begins in a stretch of text; Chinese has no blanks to look for. */
const wordStart = (text: string, from: number, to: number): number => {
  const blank = from === 0 ? -1 : text.slice(from, to).search(/ \S/);
  return blank < 0 || blank > radius / 2 ? from : from + blank + 1;
};

/** `running`: the running text of one entry, in both languages; `lang` is the one to cut from where there is a choice. */
export const excerpt = (running: readonly string[], query: string, lang?: Lang): string | undefined => {
  const wanted = words(query);
  const texts = running.map((text) => ({ text, lower: text.toLowerCase(), first: lang !== undefined && isHan(text) === (lang === "zh") }));
  texts.sort((a, b) => Number(b.first) - Number(a.first));
  const has = (word: string): boolean => texts.some(({ lower }) => lower.includes(word));
  // The words may stand in both languages' texts between them, except a run of Chinese, which must stand somewhere whole.
  const best =
    texts.find(({ lower }) => lower.includes(query.trim().toLowerCase())) ??
    texts.find(({ lower }) => wanted.every((word) => lower.includes(word))) ??
    (wanted.some((word) => isHan(word) && !has(word)) ? undefined : texts.find(({ lower }) => placeIn(lower, query, wanted) >= 0));
  if (!best || wanted.length === 0) return undefined;
  const at = placeIn(best.lower, query, wanted);
  const start = wordStart(best.text, Math.max(0, at - radius), at);
  const end = Math.min(best.text.length, at + query.length + radius);
  return `${start > 0 ? "…" : ""}${best.text.slice(start, end).trim()}${end < best.text.length ? "…" : ""}`;
};
