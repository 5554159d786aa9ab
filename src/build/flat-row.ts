/** A document as one flat object: the columns that `list` filters and sorts by. */
import { printedSize } from "../knowledge/printed-size.ts";
import type { CheckpointDoc, Doc, ReleaseDoc } from "../knowledge/record.ts";
import { kvCache } from "../sizing/cache.ts";

/** Parameters of the checkpoints of a release, as counted or else as printed; of the release where no checkpoint says. */
export const sizesOf = (doc: ReleaseDoc): readonly number[] => {
  const size = (parameters: ReleaseDoc["parameters"]): number[] => {
    const value = parameters?.total ?? parameters?.published_total ?? printedSize(parameters?.published ?? "")?.value;
    return value === undefined ? [] : [value];
  };
  const own = doc.checkpoints.flatMap(({ parameters }) => size(parameters));
  return own.length > 0 ? own : size(doc.parameters);
};

const largest = (values: readonly (number | undefined)[]): number | undefined => {
  const known = values.filter((value) => value !== undefined);
  return known.length > 0 ? Math.max(...known) : undefined;
};

const releaseColumns = (doc: ReleaseDoc, all: ReadonlyMap<string, Doc>): Record<string, unknown> => {
  const organisation = all.get(`organisation/${doc.organisation}`);
  const contexts = [doc.context, ...doc.checkpoints.map(({ context }) => context)];
  return {
    released: doc.released,
    organisation: doc.organisation,
    country: organisation?.kind === "organisation" ? organisation.country : undefined,
    era: doc.era,
    license: doc.license,
    open_weights: doc.open_weights,
    checkpoints: doc.checkpoints.length,
    parameters_total: largest(sizesOf(doc)),
    training_tokens: largest([doc.training?.tokens, ...doc.checkpoints.map(({ training }) => training?.tokens)]),
    context: largest(contexts.flatMap((context) => [context?.trained, context?.configured, context?.claimed])),
    input: doc.modalities?.input,
    output: doc.modalities?.output,
    introduces: doc.introduces,
    uses: doc.uses,
    based_on: doc.based_on,
    led_to: doc.led_to.length,
  };
};

const columns = (doc: Doc, all: ReadonlyMap<string, Doc>): Record<string, unknown> => {
  switch (doc.kind) {
    case "release":
      return releaseColumns(doc, all);
    case "checkpoint":
      return {
        release: doc.release,
        released: doc.released,
        organisation: doc.organisation,
        variant: doc.variant,
        license: doc.license,
        parameters: doc.parameters?.published,
        parameters_total: doc.parameters?.total,
        parameters_active: doc.parameters?.active,
        kv_bytes_per_token: cacheOf(doc.config),
        context_trained: doc.context?.trained,
        context_claimed: doc.context?.claimed,
        training_tokens: doc.training?.tokens,
        ...doc.config,
      };
    case "concept":
      return { title: doc.title, concept_kind: doc.concept_kind, introduced: doc.introduced, used_by: doc.used_by.length };
    case "formula":
      return { title: doc.title, aliases: doc.aliases, inputs: doc.inputs.map((input) => input.name) };
    case "source":
      return { date: doc.date, source_kind: doc.source_kind, arxiv: doc.arxiv, url: doc.url };
    case "organisation":
      return { title: doc.names, country: doc.country, url: doc.url, releases: doc.releases.length };
    case "era":
      return { title: doc.title, from: doc.from, to: doc.to, releases: doc.releases.length };
  }
};

/** Bytes that one more token takes in the cache of one sequence, in two-byte values. */
const cacheOf = (config: CheckpointDoc["config"]): number | undefined => {
  if (!config) return undefined;
  const cache = kvCache(config);
  return "missing" in cache ? undefined : cache.bytes_per_token;
};

export const flatRow = (doc: Doc, all: ReadonlyMap<string, Doc>): Record<string, unknown> => ({
  kind: doc.kind,
  id: doc.id,
  name: doc.name,
  ...columns(doc, all),
});
