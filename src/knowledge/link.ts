/** Raw content -> linked documents: inheritance resolved, back-references computed, sources numbered in the order they are met. */

import { checkpointCore, checkpointDoc } from "./link-checkpoint.ts";
import { factDocs, noteDoc, present, sourceRef, sourceRefs } from "./link-parts.ts";
import type { RawRecord } from "./load.ts";
import type { CheckpointDoc, ConceptDoc, EraDoc, FormulaDoc, OrganisationDoc, ReleaseDoc, SourceDoc } from "./record.ts";
import type { RawRelease } from "./schema.ts";

const byDate = (date: string): string => (date.length === 4 ? `${date}-13` : date.length === 7 ? `${date}-32` : date);

/** Oldest first; an imprecise date sorts last in its month or year; ties by id. */
export const compareReleased = (
  a: { readonly released: string; readonly id: string },
  b: { readonly released: string; readonly id: string },
): number => {
  const left = byDate(a.released);
  const right = byDate(b.released);
  return left < right ? -1 : left > right ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
};

/** Sources that stand at an address a release links to, though no fact rests on them: its paper, its announcement. */
const linkedSources = (record: RawRecord): ((release: RawRelease) => readonly string[]) => {
  const bare = (url: string): string => url.replace(/\/$/, "");
  const byAddress = new Map([...record.sources].map(([id, { url }]) => [bare(url), id]));
  return ({ links }) => [links.paper, links.announcement].flatMap((url) => (url && byAddress.get(bare(url))) || []);
};

const releaseDoc = (
  record: RawRecord,
  id: string,
  release: RawRelease,
  ledTo: readonly string[],
  linked: readonly string[],
): ReleaseDoc => {
  const notes = release.notes.map(noteDoc);
  return present({
    kind: "release",
    id,
    name: release.name,
    aliases: release.aliases,
    organisation: release.organisation,
    era: release.era,
    released: release.released,
    dates: [...release.dates].sort((a, b) => (byDate(a.date) < byDate(b.date) ? -1 : byDate(a.date) > byDate(b.date) ? 1 : 0)),
    summary: release.summary,
    license: release.license,
    open_weights: release.open_weights,
    modalities: release.modalities,
    languages: release.languages,
    parameters: release.parameters,
    training: release.training,
    context: release.context,
    benchmarks: release.benchmarks,
    details: release.details,
    links: release.links,
    checkpoints: Object.keys(release.checkpoints).map((checkpoint) => checkpointCore(release, checkpoint)),
    introduces: release.introduces,
    uses: release.uses,
    based_on: release.based_on,
    led_to: ledTo,
    notes,
    sources: sourceRefs(record, [
      ...notes.map((note) => note.source),
      ...release.dates.map((event) => event.source),
      ...Object.values(release.facts).flatMap((fact) => fact.source ?? []),
      ...linked,
    ]),
    facts: factDocs(release.facts),
  }) as ReleaseDoc;
};

export type LinkedRecord = {
  readonly releases: readonly ReleaseDoc[];
  readonly checkpoints: readonly CheckpointDoc[];
  readonly concepts: readonly ConceptDoc[];
  readonly formulas: readonly FormulaDoc[];
  readonly organisations: readonly OrganisationDoc[];
  readonly sources: readonly SourceDoc[];
  readonly eras: readonly EraDoc[];
};

export const linkRecord = (record: RawRecord, formulas: readonly FormulaDoc[]): LinkedRecord => {
  const ids = [...record.releases].map(([id, release]) => ({ id, released: release.released, release })).sort(compareReleased);
  const linked = linkedSources(record);
  const releases = ids.map(({ id, release }) =>
    releaseDoc(
      record,
      id,
      release,
      ids.filter((other) => other.release.based_on.includes(id)).map((other) => other.id),
      linked(release),
    ),
  );
  const checkpoints = ids.flatMap(({ id, release }) =>
    Object.keys(release.checkpoints).map((checkpoint) => checkpointDoc(record, id, release, checkpoint)),
  );
  const concepts = [...record.concepts].map(([id, concept]): ConceptDoc => {
    const notes = concept.notes.map(noteDoc);
    return present({
      kind: "concept",
      id,
      name: concept.name,
      aliases: concept.aliases,
      title: concept.title,
      concept_kind: concept.kind,
      introduced: concept.introduced,
      summary: concept.summary,
      prose: record.prose.get(id) ?? { en: "", zh: "" },
      formulas: concept.formulas,
      related: concept.related,
      introduced_by: ids.filter(({ release }) => release.introduces.includes(id)).map((entry) => entry.id),
      used_by: ids.filter(({ release }) => release.uses.includes(id)).map((entry) => entry.id),
      notes,
      sources: sourceRefs(record, [
        ...concept.sources,
        ...notes.map((note) => note.source),
        ...Object.values(concept.facts).flatMap((fact) => fact.source ?? []),
      ]),
      facts: factDocs(concept.facts),
    }) as ConceptDoc;
  });
  const organisations = [...record.organisations].map(
    ([id, organisation]): OrganisationDoc =>
      present({
        kind: "organisation",
        id,
        name: organisation.name,
        names: organisation.names,
        aliases: organisation.aliases,
        country: organisation.country,
        url: organisation.url,
        summary: organisation.summary,
        releases: ids.filter(({ release }) => release.organisation === id).map((entry) => entry.id),
        sources: sourceRefs(record, organisation.sources),
      }) as OrganisationDoc,
  );
  const eras = [...record.eras]
    .sort(([, a], [, b]) => (a.from < b.from ? -1 : 1))
    .map(
      ([id, era]): EraDoc =>
        present({
          kind: "era",
          id,
          name: era.title.en,
          title: era.title,
          from: era.from,
          to: era.to,
          summary: era.summary,
          releases: ids.filter(({ release }) => release.era === id).map((entry) => entry.id),
        }) as EraDoc,
    );
  const citing = new Map<string, Set<string>>();
  for (const doc of [...releases, ...checkpoints, ...concepts, ...formulas, ...organisations])
    for (const source of doc.sources) {
      // A checkpoint's sources are its release's; name the release once.
      if (doc.kind === "checkpoint") continue;
      if (!citing.has(source.id)) citing.set(source.id, new Set());
      citing.get(source.id)!.add(`${doc.kind}/${doc.id}`);
    }
  const sources = [...record.sources].map(
    ([id, source]): SourceDoc =>
      present({
        kind: "source",
        id,
        name: source.title,
        title: source.title,
        authors: source.authors,
        source_kind: source.kind,
        date: source.date,
        url: source.url,
        arxiv: source.arxiv,
        publisher: source.publisher,
        read: source.read,
        cited_by: [...(citing.get(id) ?? [])],
        sources: sourceRef(record, id),
      }) as SourceDoc,
  );
  return { releases, checkpoints, concepts, formulas, organisations, sources, eras };
};
