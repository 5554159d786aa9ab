/** Checkpoints: what they inherit, what follows from their configuration, which facts are theirs. */
import { countParameters } from "../sizing/parameters.ts";
import { noteDoc, present, sourceRefs } from "./link-parts.ts";
import type { RawRecord } from "./load.ts";
import { valueAt } from "./paths.ts";
import type { CheckpointDoc, FactDoc, ReleaseDoc } from "./record.ts";
import type { RawCheckpoint, RawNote, RawRelease } from "./schema.ts";

const mergeShallow = <T extends object>(base: T | undefined, own: T | undefined): T | undefined =>
  base || own ? ({ ...base, ...own } as T) : undefined;

/** A size is inherited with the configuration; what was uploaded is not. */
const inheritable = (parameters: RawCheckpoint["parameters"]): RawCheckpoint["parameters"] => {
  if (!parameters) return undefined;
  const { published_total: _total, published_beyond: _beyond, ...rest } = parameters;
  return rest;
};

export const inherit = (release: RawRelease, id: string): RawCheckpoint => {
  const own = release.checkpoints[id]!;
  if (own.extends === undefined || !release.checkpoints[own.extends]) return own;
  const base = inherit(release, own.extends);
  return present({
    ...own,
    // What continues another checkpoint is not older than it.
    released: own.released ?? base.released,
    license: own.license ?? base.license,
    based_on: own.based_on,
    parameters: mergeShallow(inheritable(base.parameters), own.parameters),
    config: mergeShallow(base.config, own.config),
    context: mergeShallow(base.context, own.context),
    training: mergeShallow(base.training, own.training),
    modalities: own.modalities ?? base.modalities,
  }) as RawCheckpoint;
};

/** The exact count that follows from the configuration, where the releaser's own integer is not recorded. */
export const derivedParameters = (checkpoint: RawCheckpoint): RawCheckpoint["parameters"] => {
  const { config, parameters } = checkpoint;
  if (!config || parameters?.total !== undefined) return parameters;
  const count = countParameters(config);
  if ("missing" in count) return parameters;
  const { total, active } = count;
  return { total, ...(active === total ? {} : { active }), ...parameters };
};

/** The sum as it was made: what each part of the architecture holds. */
const sumOf = ({ config }: RawCheckpoint): string => {
  const count = countParameters(config ?? {});
  if ("missing" in count) return "sizing";
  const parts = Object.entries(count.parts).flatMap(([part, size]) =>
    size > 0 ? [`${part} ${String(size).replace(/\B(?=(\d{3})+$)/g, ",")}`] : [],
  );
  return `sizing: ${parts.join(" + ")}${count.active === count.total ? "" : "; active: only the experts that a token passes through"}`;
};

export const checkpointCore = (release: RawRelease, id: string): ReleaseDoc["checkpoints"][number] => {
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
    ...(checkpoint.variant === "distilled" ? {} : { context: release.context, training: release.training }),
    ...present({ context: checkpoint.context, training: checkpoint.training }),
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
      facts[`parameters.${key}`] = { status: "derived", from: "config", by: sumOf(inherit(release, id)) };
  const all = release.facts.checkpoints;
  if (all) facts.config ??= present({ ...all }) as FactDoc;
  for (const [path, fact] of Object.entries(release.facts))
    if (path.startsWith(prefix)) facts[path.slice(prefix.length)] = present({ ...fact }) as FactDoc;
  return facts;
};

/** A fact of the release may speak of what this checkpoint does not have or has from elsewhere: then it is none of its facts. */
const spoken = (document: object, facts: Readonly<Record<string, FactDoc>>): Record<string, FactDoc> =>
  Object.fromEntries(
    Object.entries(facts).filter(([path, fact]) => fact.status === "undisclosed" || valueAt(document, path) !== undefined),
  );

const aboutCheckpoint = (note: RawNote, id: string): boolean =>
  note.about === "checkpoints" || note.about === `checkpoints.${id}` || note.about.startsWith(`checkpoints.${id}.`);

export const checkpointDoc = (record: RawRecord, releaseId: string, release: RawRelease, id: string): CheckpointDoc => {
  const core = checkpointCore(release, id);
  const facts = spoken(core, checkpointFacts(release, id));
  const notes = release.notes.filter((note) => aboutCheckpoint(note, id)).map(noteDoc);
  const { id: _id, name, aliases, ...rest } = core;
  return {
    kind: "checkpoint",
    id,
    name,
    aliases,
    release: releaseId,
    ...rest,
    notes,
    sources: sourceRefs(record, [...notes.map((note) => note.source), ...Object.values(facts).flatMap((fact) => fact.source ?? [])]),
    facts,
  };
};
