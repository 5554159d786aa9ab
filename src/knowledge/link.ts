/** Raw content -> linked documents: inheritance resolved, back-references computed, sources numbered in the order they are met. */
import { countParameters } from "../sizing/parameters.ts";
import type { RawRecord } from "./load.ts";
import type {
  CheckpointDoc,
  ConceptDoc,
  Doc,
  EraDoc,
  FactDoc,
  FormulaDoc,
  Label,
  NoteDoc,
  OrganisationDoc,
  ReleaseDoc,
  SourceDoc,
  SourceRef,
} from "./record.ts";
import type { RawCheckpoint, RawFact, RawNote, RawRelease } from "./schema.ts";

/** Linking keeps optional keys absent instead of undefined, so that the documents print cleanly. */
const present = <T extends object>(object: T): T =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;

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

const sourceRef = (record: RawRecord, id: string): SourceRef[] => {
  const source = record.sources.get(id);
  return source ? [present({ id, title: source.title, url: source.url, kind: source.kind, date: source.date }) as SourceRef] : [];
};

const sourceRefs = (record: RawRecord, ids: Iterable<string>): SourceRef[] => [...new Set(ids)].flatMap((id) => sourceRef(record, id));

const noteDoc = (note: RawNote): NoteDoc =>
  present({ id: note.id, about: note.about, text: note.text, source: note.source, where: note.where, read: note.read }) as NoteDoc;

const factDocs = (facts: Readonly<Record<string, RawFact>>): Record<string, FactDoc> =>
  Object.fromEntries(Object.entries(facts).map(([path, fact]) => [path, present({ ...fact }) as FactDoc]));

const mergeShallow = <T extends object>(base: T | undefined, own: T | undefined): T | undefined =>
  base || own ? ({ ...base, ...own } as T) : undefined;

const inherit = (release: RawRelease, id: string): RawCheckpoint => {
  const own = release.checkpoints[id]!;
  if (own.extends === undefined || !release.checkpoints[own.extends]) return own;
  const base = inherit(release, own.extends);
  return present({
    ...own,
    license: own.license ?? base.license,
    based_on: own.based_on,
    parameters: mergeShallow(base.parameters, own.parameters),
    config: mergeShallow(base.config, own.config),
    context: mergeShallow(base.context, own.context),
    training: mergeShallow(base.training, own.training),
    modalities: own.modalities ?? base.modalities,
  }) as RawCheckpoint;
};

/** The exact count that follows from the configuration, where the releaser's own integer is not recorded. */
const derivedParameters = (checkpoint: RawCheckpoint): RawCheckpoint["parameters"] => {
  const { config, parameters } = checkpoint;
  if (!config || parameters?.total !== undefined) return parameters;
  const count = countParameters(config);
  if ("missing" in count) return parameters;
  const { total, active } = count;
  return { total, ...(active === total ? {} : { active }), ...parameters };
};

const checkpointCore = (release: RawRelease, id: string): ReleaseDoc["checkpoints"][number] => {
  const checkpoint = inherit(release, id);
  return present({
    id,
    name: checkpoint.name,
    aliases: checkpoint.aliases ?? [],
    variant: checkpoint.variant,
    extends: checkpoint.extends,
    based_on: checkpoint.based_on,
    organisation: release.organisation,
    released: checkpoint.released ?? release.released,
    license: checkpoint.license ?? release.license,
    parameters: derivedParameters(checkpoint),
    config: checkpoint.config,
    context: checkpoint.context ?? release.context,
    training: checkpoint.training ?? release.training,
    modalities: checkpoint.modalities ?? release.modalities,
    benchmarks: checkpoint.benchmarks,
    links: checkpoint.links,
  }) as ReleaseDoc["checkpoints"][number];
};

const releaseFields = ["organisation", "released", "license", "modalities", "context", "training", "parameters", "uses", "open_weights"];

/** The facts of a checkpoint under its own paths: its parent's first, its own over them, and what the release says for all. */
const checkpointFacts = (release: RawRelease, id: string): Record<string, FactDoc> => {
  const own = release.checkpoints[id]!;
  const facts: Record<string, FactDoc> = {};
  for (const [path, fact] of Object.entries(release.facts)) {
    const field = path.split(".")[0]!;
    if (releaseFields.includes(field)) facts[path] = present({ ...fact }) as FactDoc;
  }
  if (own.extends && release.checkpoints[own.extends]) Object.assign(facts, checkpointFacts(release, own.extends));
  const prefix = `checkpoints.${id}.`;
  const { parameters } = inherit(release, id);
  const derived = derivedParameters(inherit(release, id));
  for (const key of ["total", "active"] as const)
    if (derived?.[key] !== undefined && parameters?.[key] === undefined)
      facts[`parameters.${key}`] = { status: "derived", from: "config", by: "sizing: parameters of the architecture, part by part" };
  const all = release.facts.checkpoints;
  if (all) facts.config ??= present({ ...all }) as FactDoc;
  for (const [path, fact] of Object.entries(release.facts))
    if (path.startsWith(prefix)) facts[path.slice(prefix.length)] = present({ ...fact }) as FactDoc;
  return facts;
};

const aboutCheckpoint = (note: RawNote, id: string): boolean =>
  note.about === "checkpoints" || note.about === `checkpoints.${id}` || note.about.startsWith(`checkpoints.${id}.`);

const checkpointDoc = (record: RawRecord, releaseId: string, release: RawRelease, id: string): CheckpointDoc => {
  const facts = checkpointFacts(release, id);
  const notes = release.notes.filter((note) => aboutCheckpoint(note, id)).map(noteDoc);
  const { id: _id, name, aliases, ...core } = checkpointCore(release, id);
  return {
    kind: "checkpoint",
    id,
    name,
    aliases,
    release: releaseId,
    ...core,
    notes,
    sources: sourceRefs(record, [...notes.map((note) => note.source), ...Object.values(facts).flatMap((fact) => fact.source ?? [])]),
    facts,
  };
};

const releaseDoc = (record: RawRecord, id: string, release: RawRelease, ledTo: readonly string[]): ReleaseDoc => {
  const notes = release.notes.map(noteDoc);
  return present({
    kind: "release",
    id,
    name: release.name,
    aliases: release.aliases,
    organisation: release.organisation,
    era: release.era,
    released: release.released,
    dates: release.dates,
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
  const releases = ids.map(({ id, release }) =>
    releaseDoc(
      record,
      id,
      release,
      ids.filter((other) => other.release.based_on.includes(id)).map((other) => other.id),
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

const labelOf = (doc: Doc): Label =>
  present({
    name: doc.name,
    title: "title" in doc && typeof doc.title === "object" ? doc.title : "names" in doc ? doc.names : undefined,
    released: "released" in doc ? doc.released : undefined,
  }) as Label;

/** The names behind the ids a document mentions, as `kind/id`. */
export const labelsFor = (doc: Doc, all: ReadonlyMap<string, Doc>): Record<string, Label> => {
  const labels: Record<string, Label> = {};
  const add = (kind: string, ids: readonly string[] | string | undefined): void => {
    for (const id of typeof ids === "string" ? [ids] : (ids ?? [])) {
      const target = all.get(`${kind}/${id}`);
      if (target) labels[`${kind}/${id}`] = labelOf(target);
    }
  };
  switch (doc.kind) {
    case "release":
      add("organisation", doc.organisation);
      add("era", doc.era);
      add("concept", [...doc.introduces, ...doc.uses]);
      add("release", [...doc.based_on, ...doc.led_to]);
      break;
    case "checkpoint":
      add("organisation", doc.organisation);
      add("release", doc.release);
      add("checkpoint", [doc.extends ?? "", doc.based_on ?? ""]);
      break;
    case "concept":
      add("release", [...doc.introduced_by, ...doc.used_by]);
      add("concept", doc.related);
      add("formula", doc.formulas);
      break;
    case "formula":
      add("concept", doc.concepts);
      break;
    case "organisation":
    case "era":
      add("release", doc.releases);
      break;
    case "source":
      for (const reference of doc.cited_by) {
        const slash = reference.indexOf("/");
        add(reference.slice(0, slash), reference.slice(slash + 1));
      }
  }
  return labels;
};
