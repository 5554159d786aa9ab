/** The counts of the sizing engine against what the releasers publish. */
import { derivedParameters, inherit } from "./link-checkpoint.ts";
import type { Problem, RawRecord } from "./load.ts";
import type { RawCheckpoint, RawRelease } from "./schema.ts";

const units: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, b: 1e9, t: 1e12 };

/** Largest relative difference from a figure with decimals, and from a bare whole number, that need no explanation. */
const tolerance = { measured: 0.005, nominal: 0.02 };

/**
 * The number that a printed size begins with and how far a count may be from it: half a unit in the last place of "1.5B"; a
 * whole unit of "7B", which is as much a name as a size and is cut off as often as rounded (Gemma 2B has 2.5).
 */
export const printedSize = (published: string): { readonly value: number; readonly within: number } | undefined => {
  const [, digits, fraction = "", unit] = /^(\d[\d,]*)(?:\.(\d+))? ?([KMBT])\b/i.exec(published) ?? [];
  if (digits === undefined || unit === undefined) return undefined;
  const scale = units[unit.toLowerCase()]!;
  const value = Number(`${digits.replaceAll(",", "")}.${fraction || 0}`) * scale;
  const place = scale / 10 ** fraction.length;
  return { value, within: fraction ? Math.max(place / 2, tolerance.measured * value) : Math.max(place, tolerance.nominal * value) };
};

/** What is wrong between `total` and what is published; undefined where they agree or there is nothing to hold against. */
export const disagreement = (parameters: RawCheckpoint["parameters"]): string | undefined => {
  const { total, published, published_total: exact, published_beyond: beyond } = parameters ?? {};
  if (total === undefined) return undefined;
  if (exact !== undefined)
    return total + (beyond?.count ?? 0) === exact
      ? undefined
      : `the configuration gives ${total}, the upload ${exact}, ${exact - total} more: mend one, or say what is beyond the model (published_beyond)`;
  const printed = published === undefined ? undefined : printedSize(published);
  if (!printed) return undefined;
  return Math.abs(total - printed.value) <= printed.within
    ? undefined
    : `the configuration gives ${total}, published is ${published}: mend one, or explain it in a note about the parameters`;
};

/** By a note about its parameters, or about those of the checkpoint it takes them from. */
const explained = (release: RawRelease, id: string): boolean => {
  const parent = release.checkpoints[id]?.extends;
  return (
    release.notes.some(({ about }) => about === "parameters" || about.startsWith(`checkpoints.${id}.parameters`)) ||
    (parent !== undefined && explained(release, parent))
  );
};

/** Every checkpoint that states a size or a configuration of its own. */
export const checkPublished = (record: RawRecord): Problem[] =>
  [...record.releases].flatMap(([id, release]) =>
    Object.entries(release.checkpoints).flatMap(([name, own]) => {
      if (!own.parameters && !own.config) return [];
      const message = disagreement(derivedParameters(inherit(release, name)));
      if (message === undefined || explained(release, name)) return [];
      return [{ file: `content/releases/${id}.json`, path: `checkpoints.${name}.parameters`, message }];
    }),
  );
