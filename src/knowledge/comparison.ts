/** Releases and checkpoints side by side: the same fields of each, with the fact behind every cell. */
import { governing, valueAt } from "./paths.ts";
import { printedSize } from "./printed-size.ts";
import type { CheckpointDoc, FactDoc, ReleaseDoc } from "./record.ts";

/** One column. A release stands with its largest checkpoint, whose size and configuration are compared. */
export type Side = {
  readonly id: string;
  readonly name: string;
  readonly release: ReleaseDoc;
  readonly checkpoint?: CheckpointDoc;
  /** Bytes of cache for one more token, from the configuration. */
  readonly kv_bytes_per_token?: number;
};

export const fieldGroups = ["general", "size", "training", "architecture", "ideas", "benchmarks"] as const;
export type FieldGroup = (typeof fieldGroups)[number];

export type ComparedField = {
  readonly field: string;
  readonly group: FieldGroup;
  /** Undefined where nothing is known; "undisclosed" where the releaser gives none. */
  readonly values: readonly unknown[];
  readonly same: boolean;
  readonly facts: readonly (FactDoc | undefined)[];
};

type Cell = { readonly value: unknown; readonly fact?: FactDoc | undefined };
type Reader = (side: Side, field: string) => Cell;

const at = (doc: ReleaseDoc | CheckpointDoc | undefined, field: string): Cell | undefined => {
  if (!doc) return undefined;
  const found = valueAt(doc, field);
  const fact = governing(doc.facts, field)?.value;
  if (found && found.value !== undefined) return { value: found.value, fact };
  return fact?.status === "undisclosed" ? { value: "undisclosed", fact } : undefined;
};

const nothing: Cell = { value: undefined };

/** What the checkpoint says, else what its release says for all. */
const own: Reader = (side, field) => at(side.checkpoint, field) ?? at(side.release, field) ?? nothing;
const ofRelease: Reader = (side, field) => at(side.release, field) ?? nothing;
const ofCheckpoint: Reader = (side, field) => at(side.checkpoint, field) ?? nothing;

const fixed: readonly (readonly [FieldGroup, string, Reader])[] = [
  // What the head of the column says already is not said again.
  ["general", "release", (side) => ({ value: side.release.name === side.name ? undefined : side.release.name })],
  ["general", "checkpoint", (side) => ({ value: side.checkpoint?.name === side.name ? undefined : side.checkpoint?.name })],
  ["general", "organisation", ofRelease],
  ["general", "released", own],
  ["general", "license", own],
  ["general", "open_weights", ofRelease],
  ["general", "variant", ofCheckpoint],
  ["size", "parameters.total", ofCheckpoint],
  ["size", "parameters.active", ofCheckpoint],
  ["size", "parameters.published", own],
  [
    "size",
    "kv_bytes_per_token",
    (side) => ({ value: side.kv_bytes_per_token, ...(side.checkpoint && { fact: { status: "derived", from: "config", by: "sizing" } }) }),
  ],
  [
    "training",
    "training.tokens",
    // A number that is not told exactly may be told in words.
    (side) => {
      const cells = [own(side, "training.tokens"), own(side, "training.tokens_published")];
      const told = cells.filter(({ value }) => value !== undefined);
      return told.find(({ value }) => value !== "undisclosed") ?? told[0] ?? nothing;
    },
  ],
  ["training", "training.knowledge_cutoff", own],
  ["training", "training.gpu_hours", own],
  ["training", "training.hardware", own],
  ["training", "context.trained", own],
  ["training", "context.configured", own],
  ["training", "context.claimed", own],
  ["training", "context.output", own],
  ["training", "modalities.input", own],
  ["training", "modalities.output", own],
  ["ideas", "introduces", ofRelease],
  ["ideas", "uses", ofRelease],
  ["ideas", "based_on", ofRelease],
];

const keysOf = (sides: readonly Side[], field: "config" | "benchmarks"): readonly string[] => [
  ...new Set(
    sides.flatMap((side) => Object.keys(side.checkpoint?.[field] ?? (field === "benchmarks" ? (side.release.benchmarks ?? {}) : {}))),
  ),
];

/** Lists of a configuration say something of each layer; others are sets. */
const canonical = (value: unknown, group: FieldGroup): string =>
  JSON.stringify(Array.isArray(value) && group !== "architecture" ? [...value].sort() : (value ?? null));

const compared = (sides: readonly Side[], group: FieldGroup, field: string, read: Reader): ComparedField[] => {
  const cells = sides.map((side) => read(side, field));
  const values = cells.map(({ value }) => (Array.isArray(value) && value.length === 0 ? undefined : value));
  if (values.every((value) => value === undefined)) return [];
  // What is not known differs from nothing; a key that a configuration lacks is a difference of the two configurations.
  const told = group === "architecture" ? values : values.filter((value) => value !== undefined && value !== "undisclosed");
  return [
    { field, group, values, same: new Set(told.map((value) => canonical(value, group))).size <= 1, facts: cells.map(({ fact }) => fact) },
  ];
};

export const compareSides = (sides: readonly Side[]): readonly ComparedField[] => {
  const rows = [
    ...fixed.flatMap(([group, field, read]) => compared(sides, group, field, read)),
    ...keysOf(sides, "config").flatMap((key) => compared(sides, "architecture", `config.${key}`, ofCheckpoint)),
    ...keysOf(sides, "benchmarks").flatMap((key) => compared(sides, "benchmarks", `benchmarks.${key}`, own)),
  ];
  return fieldGroups.flatMap((group) => rows.filter((row) => row.group === group));
};

type Member = ReleaseDoc["checkpoints"][number];

/** By its count, else as it is published. */
export const sizeOf = ({ parameters }: Member): number =>
  parameters?.total ?? parameters?.published_total ?? printedSize(parameters?.published ?? "")?.value ?? 0;

/** Two of one size: the first, which is the base. */
const largest = (members: readonly Member[]): Member | undefined =>
  members.reduce<Member | undefined>((most, one) => (most === undefined || sizeOf(one) > sizeOf(most) ? one : most), undefined);

/** The largest that has a configuration. */
export const largestCheckpoint = (release: ReleaseDoc): Member | undefined => largest(release.checkpoints.filter(({ config }) => config));

/** The one a release is compared by. */
export const comparedCheckpoint = (release: ReleaseDoc): Member | undefined => largest(release.checkpoints);
