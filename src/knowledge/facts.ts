/** Which values of a release must be sourced, and which fact governs a value. */
import type { RawRelease } from "./schema.ts";

export const sourcedFields = [
  "organisation",
  "released",
  "license",
  "open_weights",
  "modalities",
  "languages",
  "based_on",
  "introduces",
  "uses",
  "parameters",
  "training",
  "context",
  "benchmarks",
  "details",
] as const;

export const sourcedCheckpointFields = [
  "released",
  "license",
  "based_on",
  "parameters",
  "config",
  "context",
  "training",
  "modalities",
  "benchmarks",
] as const;

/** Things that are one fact although they are objects: a score with its setting, a labelled detail, what an upload holds beside the model. */
const isWhole = (value: object): boolean => Array.isArray(value) || "score" in value || "label" in value || "what" in value;

const leaves = (value: unknown, path: string): string[] => {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return [];
  if (typeof value !== "object" || value === null || isWhole(value)) return [path];
  return Object.entries(value).flatMap(([key, child]) => leaves(child, `${path}.${key}`));
};

/** Paths of every value of a release that needs a fact. */
export const sourcedPaths = (release: RawRelease): string[] => [
  ...sourcedFields.flatMap((field) => leaves(release[field], field)),
  ...Object.entries(release.checkpoints).flatMap(([id, checkpoint]) =>
    sourcedCheckpointFields.flatMap((field) => leaves(checkpoint[field], `checkpoints.${id}.${field}`)),
  ),
];

/** True when the fact at `key` says something about the value at `path`. */
export const covers = (key: string, path: string): boolean => path === key || path.startsWith(`${key}.`);
