/** The names behind the ids that a document mentions. */
import { present } from "./link-parts.ts";
import type { Doc, Label, LocalText } from "./record.ts";

/** Its title in both languages, where it has one. */
export const titleOf = (doc: Doc): LocalText | undefined =>
  "title" in doc && typeof doc.title === "object" ? doc.title : "names" in doc ? doc.names : undefined;

export const labelOf = (doc: Doc): Label =>
  present({
    name: doc.name,
    title: titleOf(doc),
    released: "released" in doc ? doc.released : undefined,
  }) as Label;

/** The entries behind the ids a document mentions, as `kind/id`, each once. */
export const mentionedBy = (doc: Doc, all: ReadonlyMap<string, Doc>): readonly string[] => {
  const mentioned = new Set<string>();
  const add = (kind: string, ids: readonly string[] | string | undefined): void => {
    for (const id of typeof ids === "string" ? [ids] : (ids ?? [])) {
      if (all.has(`${kind}/${id}`)) mentioned.add(`${kind}/${id}`);
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
  return [...mentioned];
};
