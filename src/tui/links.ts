/** The entries that an entry leads to, in groups: what Tab walks through on its page. */
import type { Doc, Entry, Kind, LocalText } from "../knowledge/record.ts";
import { kindNames, labels } from "../render/words.ts";
import { type Ref, refKey } from "./state.ts";

/** `short` is the name alone, for where the title does not fit. */
export type Link = { readonly ref: Ref; readonly name: LocalText; readonly short: string; readonly date?: string };
export type LinkGroup = { readonly title: LocalText; readonly links: readonly Link[] };
export type EntryLinks = readonly LinkGroup[];

const titles = {
  checkpoints: { en: "Checkpoints", zh: labels.checkpoint.zh },
  release: { en: "Release", zh: kindNames.release.zh },
  based_on: labels.basedOn,
  led_to: labels.ledTo,
  introduces: labels.introduces,
  uses: labels.uses,
  introduced_by: labels.introducedBy,
  used_by: labels.usedBy,
  formulas: labels.formulas,
  concepts: labels.concepts,
  related: labels.related,
  releases: labels.releases,
  organisation: { en: "Organisation", zh: kindNames.organisation.zh },
  era: { en: "Era", zh: kindNames.era.zh },
  cited_by: labels.citedBy,
  sources: labels.sources,
} as const satisfies Record<string, LocalText>;

type Wanted = readonly [title: keyof typeof titles, kind: Kind, ids: readonly string[]];

const wanted = (doc: Doc): readonly Wanted[] => {
  switch (doc.kind) {
    case "release":
      return [
        ["checkpoints", "checkpoint", doc.checkpoints.map((checkpoint) => checkpoint.id)],
        ["introduces", "concept", doc.introduces],
        ["uses", "concept", doc.uses],
        ["based_on", "release", doc.based_on],
        ["led_to", "release", doc.led_to],
        ["organisation", "organisation", [doc.organisation]],
        ["era", "era", [doc.era]],
      ];
    case "checkpoint":
      return [
        ["release", "release", [doc.release]],
        ["organisation", "organisation", [doc.organisation]],
      ];
    case "concept":
      return [
        ["formulas", "formula", doc.formulas],
        ["related", "concept", doc.related],
        ["introduced_by", "release", doc.introduced_by],
        ["used_by", "release", doc.used_by],
      ];
    case "formula":
      return [["concepts", "concept", doc.concepts]];
    case "organisation":
    case "era":
      return [["releases", "release", doc.releases]];
    case "source":
      return [];
  }
};

const named = (entry: Entry, ref: Ref): Link => {
  const label = entry.labels[refKey(ref)];
  const own = entry.doc.kind === "release" ? entry.doc.checkpoints.find((checkpoint) => checkpoint.id === ref.id)?.name : undefined;
  const name = own ?? label?.name ?? ref.id;
  return { ref, name: { en: name, zh: label?.title?.zh ?? name }, short: name, ...(label?.released ? { date: label.released } : {}) };
};

export const linksOf = (entry: Entry | undefined, part: "card" | "evidence"): EntryLinks => {
  if (!entry) return [];
  const { doc } = entry;
  if (part === "evidence" && "sources" in doc)
    return doc.sources.length === 0 || doc.kind === "source"
      ? []
      : [
          {
            title: titles.sources,
            links: doc.sources.map((source) => ({
              ref: { kind: "source", id: source.id },
              name: { en: source.title, zh: source.title },
              short: source.title,
            })),
          },
        ];
  const groups = wanted(doc).map(([title, kind, ids]) => ({ title: titles[title], links: ids.map((id) => named(entry, { kind, id })) }));
  if (doc.kind === "source") {
    const refs = doc.cited_by.map((key): Ref => ({ kind: key.slice(0, key.indexOf("/")) as Kind, id: key.slice(key.indexOf("/") + 1) }));
    groups.push({ title: titles.cited_by, links: refs.map((ref) => named(entry, ref)) });
  }
  return groups.filter((group) => group.links.length > 0);
};

export const flatLinks = (groups: EntryLinks): readonly Link[] => groups.flatMap((group) => group.links);
