/** The piece of an entry's text around what was searched, in whichever language it stands. */
import { isHan, words } from "./normalise.ts";
import type { Doc, LocalText } from "./record.ts";

const both = (text: LocalText | undefined): string[] => (text ? [text.en, text.zh] : []);

/** The running text of an entry: what the words index is made of. */
export const runningText = (doc: Doc): string[] => {
  switch (doc.kind) {
    case "release":
      return [
        ...both(doc.summary),
        ...doc.notes.flatMap((note) => both(note.text)),
        ...Object.values(doc.details ?? {}).flatMap((detail) => both(detail.label)),
      ];
    case "concept":
      return [...both(doc.summary), ...both(doc.prose), ...doc.notes.flatMap((note) => both(note.text))];
    case "formula":
    case "organisation":
    case "era":
      return both(doc.summary);
    case "source":
      return [doc.authors.join(", "), doc.publisher ?? ""].filter(Boolean);
    case "checkpoint":
      return [];
  }
};

/** Markdown to the words a reader sees: no link targets, no emphasis marks, no TeX fences. */
const bare = (markdown: string): string =>
  markdown
    .replace(/```[\s\S]*?```/g, " ")
    .replace(/\$\$[\s\S]*?\$\$/g, " ")
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/[*`$#|]+/g, "")
    .replace(/\s+/g, " ")
    .trim();

const radius = 28;

export const excerpt = (doc: Doc, query: string): string | undefined => {
  const wanted = words(query);
  const texts = runningText(doc).map(bare);
  let best: { readonly text: string; readonly at: number } | undefined;
  for (const text of texts) {
    const lower = text.toLowerCase();
    const places = wanted.map((word) => lower.indexOf(word));
    if (places.some((place) => place < 0)) continue;
    best = { text, at: places[0]! };
    break;
  }
  if (!best) {
    // The words may stand in both languages' texts between them, except a run of Chinese, which must stand somewhere whole.
    const text = texts.find((candidate) => candidate.toLowerCase().includes(wanted[0] ?? ""));
    if (!text || wanted.some((word) => isHan(word) && !texts.some((candidate) => candidate.toLowerCase().includes(word)))) return undefined;
    best = { text, at: text.toLowerCase().indexOf(wanted[0] ?? "") };
  }
  const start = Math.max(0, best.at - radius);
  const end = Math.min(best.text.length, best.at + (wanted[0]?.length ?? 0) + radius);
  return `${start > 0 ? "…" : ""}${best.text.slice(start, end).trim()}${end < best.text.length ? "…" : ""}`;
};
