/** A document as one flat object: the columns that `list` filters and sorts by. */
import type { Doc } from "../knowledge/record.ts";

const columns = (doc: Doc): Record<string, unknown> => {
  switch (doc.kind) {
    case "release":
      return {
        released: doc.released,
        organisation: doc.organisation,
        era: doc.era,
        license: doc.license,
        open_weights: doc.open_weights,
        checkpoints: doc.checkpoints.length,
      };
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
      return { country: doc.country, url: doc.url, releases: doc.releases.length };
    case "era":
      return { title: doc.title, from: doc.from, to: doc.to, releases: doc.releases.length };
  }
};

export const flatRow = (doc: Doc): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries({ kind: doc.kind, id: doc.id, name: doc.name, ...columns(doc) }).filter(([, value]) => value !== undefined),
  );
