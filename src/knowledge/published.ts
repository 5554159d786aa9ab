/** The counts of the sizing engine against what the releasers publish. */
import { derivedParameters, inherit } from "./link-checkpoint.ts";
import type { Problem, RawRecord } from "./load.ts";
import { printedSize } from "./printed-size.ts";
import type { RawCheckpoint, RawRelease } from "./schema.ts";

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
