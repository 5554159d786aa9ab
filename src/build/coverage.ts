/** How well the record is covered: facts by status, what a release lacks that its neighbours have, sources by use and age. */
import type { LinkedRecord } from "../knowledge/link.ts";
import type { RawRecord } from "../knowledge/load.ts";
import type { ReleaseDoc, Status } from "../knowledge/record.ts";
import { undisclosedKeys } from "../knowledge/undisclosed.ts";

export type Coverage = {
  readonly facts: Readonly<Record<Status, number>>;
  /** Fields that most releases of the same era and openness have, by release. */
  readonly lacking: readonly { readonly release: string; readonly fields: readonly string[] }[];
  /** Sources that a single fact rests on. */
  readonly usedOnce: readonly string[];
  /** Sources dated after the release that they are the source of the date of, by more than `lateDays`. */
  readonly late: readonly { readonly release: string; readonly source: string; readonly days: number }[];
  /** Open-weight releases of which no checkpoint has a configuration. */
  readonly unconfigured: readonly string[];
  /** Checkpoints with a configuration whose parameters cannot be counted, although nothing is said of what was never published. */
  readonly uncounted: readonly string[];
};

type Field = readonly [name: string, has: (doc: ReleaseDoc) => boolean];

const anyCheckpoint = (doc: ReleaseDoc, has: (one: ReleaseDoc["checkpoints"][number]) => boolean): boolean => doc.checkpoints.some(has);

const fields: readonly Field[] = [
  ["paper or announcement", ({ links }) => links.paper !== undefined || links.announcement !== undefined],
  ["modalities", ({ modalities }) => modalities !== undefined],
  ["languages", ({ languages }) => languages !== undefined],
  ["context", (doc) => doc.context !== undefined || anyCheckpoint(doc, ({ context }) => context !== undefined)],
  [
    "training.tokens",
    (doc) =>
      [doc.training, ...doc.checkpoints.map(({ training }) => training)].some(
        (one) => one?.tokens !== undefined || one?.tokens_published !== undefined,
      ),
  ],
  [
    "parameters",
    (doc) =>
      doc.parameters !== undefined ||
      doc.facts.parameters !== undefined ||
      anyCheckpoint(doc, ({ parameters }) => parameters !== undefined),
  ],
  ["uses", ({ uses, introduces }) => uses.length + introduces.length > 0],
  ["notes", ({ notes }) => notes.length > 0],
];

/** What at least so large a share of a release's neighbours have is missed where it is not. */
const usual = 0.6;

const undisclosed = (doc: ReleaseDoc, name: string): boolean =>
  doc.facts[name]?.status === "undisclosed" || doc.facts[name.split(".")[0]!]?.status === "undisclosed";

const lackingOf = (releases: readonly ReleaseDoc[]): Coverage["lacking"] => {
  const neighbours = new Map<string, ReleaseDoc[]>();
  for (const doc of releases) {
    const key = `${doc.era} ${doc.open_weights}`;
    neighbours.set(key, [...(neighbours.get(key) ?? []), doc]);
  }
  return releases.flatMap((doc) => {
    const near = neighbours.get(`${doc.era} ${doc.open_weights}`)!;
    const missed = fields.filter(
      ([name, has]) => !has(doc) && !undisclosed(doc, name) && near.filter((one) => has(one)).length >= usual * near.length,
    );
    return missed.length > 0 ? [{ release: doc.id, fields: missed.map(([name]) => name) }] : [];
  });
};

const lateDays = 400;
const dayOf = (date: string): number => Date.parse(`${date.padEnd(7, "-01").padEnd(10, "-01")}T00:00:00Z`) / 86_400_000;

export const coverageOf = (raw: RawRecord, record: LinkedRecord): Coverage => {
  const facts: Record<Status, number> = { official: 0, derived: 0, reported: 0, undisclosed: 0 };
  const uses = new Map<string, number>([...raw.sources.keys()].map((id) => [id, 0]));
  const count = (source: string | undefined): void => {
    if (source !== undefined) uses.set(source, (uses.get(source) ?? 0) + 1);
  };
  for (const entry of [...raw.releases.values(), ...raw.concepts.values()]) {
    for (const fact of Object.values(entry.facts)) {
      facts[fact.status]++;
      count(fact.source);
    }
    for (const note of entry.notes) count(note.source);
    if ("dates" in entry) for (const { source } of entry.dates) count(source);
  }
  for (const { sources } of [...raw.concepts.values(), ...raw.organisations.values()]) sources.forEach(count);
  const late = [...raw.releases].flatMap(([release, { released, facts: own }]) => {
    const source = own.released?.source;
    const date = source === undefined ? undefined : raw.sources.get(source)?.date;
    const days = date === undefined ? 0 : Math.round(dayOf(date) - dayOf(released));
    return days > lateDays ? [{ release, source: source!, days }] : [];
  });
  return {
    facts,
    lacking: lackingOf(record.releases),
    usedOnce: [...uses].filter(([, times]) => times === 1).map(([id]) => id),
    late,
    unconfigured: record.releases
      .filter((doc) => doc.open_weights && !anyCheckpoint(doc, ({ config }) => config !== undefined))
      .map(({ id }) => id),
    uncounted: record.checkpoints
      .filter(
        ({ config, parameters, facts: own }) =>
          config !== undefined && parameters?.total === undefined && undisclosedKeys(own).length === 0,
      )
      .map(({ id }) => id),
  };
};

const list = (ids: readonly string[]): string => (ids.length === 0 ? "" : `\n    ${ids.join(", ")}`);

/** `whole`: with every name, else the counts. */
export const coverageText = (coverage: Coverage, whole: boolean): string => {
  const { facts, lacking, usedOnce, late, unconfigured, uncounted } = coverage;
  const total = Object.values(facts).reduce((sum, count) => sum + count, 0);
  const share = (count: number): string => `${count} (${((100 * count) / total).toFixed(1)} %)`;
  const row = (name: string, count: number, names: readonly string[]): string => `  ${name}: ${count}${whole ? list(names) : ""}`;
  return [
    "coverage",
    `  facts: ${(Object.keys(facts) as Status[]).map((status) => `${status} ${share(facts[status])}`).join(", ")}`,
    row(
      "releases that lack what their neighbours have",
      lacking.length,
      lacking.map((one) => `${one.release} (${one.fields.join(", ")})`),
    ),
    row("open weights without a configuration", unconfigured.length, unconfigured),
    row("configurations that cannot be counted", uncounted.length, uncounted),
    row("sources that one fact uses", usedOnce.length, usedOnce),
    row(
      "dates that rest on a source over a year younger",
      late.length,
      late.map((one) => `${one.release} (${one.source}, ${one.days} days)`),
    ),
    ...(whole ? [] : ["  npm run check -- --all names them"]),
    "",
  ].join("\n");
};
