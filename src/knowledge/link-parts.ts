/** Pieces that every kind of document is made of. */
import type { RawRecord } from "./load.ts";
import type { FactDoc, NoteDoc, SourceRef } from "./record.ts";
import type { RawFact, RawNote } from "./schema.ts";

/** Linking keeps optional keys absent instead of undefined, so that the documents print cleanly. */
export const present = <T extends object>(object: T): T =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;

export const sourceRef = (record: RawRecord, id: string): SourceRef[] => {
  const source = record.sources.get(id);
  return source ? [present({ id, title: source.title, url: source.url, kind: source.kind, date: source.date }) as SourceRef] : [];
};

export const sourceRefs = (record: RawRecord, ids: Iterable<string>): SourceRef[] =>
  [...new Set(ids)].flatMap((id) => sourceRef(record, id));

export const noteDoc = (note: RawNote): NoteDoc =>
  present({ id: note.id, about: note.about, text: note.text, source: note.source, where: note.where, read: note.read }) as NoteDoc;

export const factDocs = (facts: Readonly<Record<string, RawFact>>): Record<string, FactDoc> =>
  Object.fromEntries(Object.entries(facts).map(([path, fact]) => [path, present({ ...fact }) as FactDoc]));
