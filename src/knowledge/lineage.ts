/** What a release came from and what came from it, and how an idea spread: trees over the relations of the record. */
import type { ConceptDoc, DocOf, Entry, ReleaseDoc, SourceRef } from "./record.ts";

export type Relative = {
  readonly id: string;
  readonly name: string;
  readonly released: string;
  readonly organisation: string;
  readonly introduces: readonly string[];
  /** The same release stands elsewhere in the tree, with what follows from it. */
  readonly again?: true;
  readonly relatives: readonly Relative[];
};

export type ReleaseLineage = {
  readonly kind: "release";
  readonly id: string;
  readonly name: string;
  readonly released: string;
  readonly organisation: string;
  readonly introduces: readonly string[];
  readonly came_from: readonly Relative[];
  readonly led_to: readonly Relative[];
};

export type Adopter = { readonly id: string; readonly name: string; readonly released: string; readonly organisation: string };

export type ConceptLineage = {
  readonly kind: "concept";
  readonly id: string;
  readonly name: string;
  readonly introduced?: string;
  /** The source that brought it to light. */
  readonly introduced_in?: SourceRef;
  readonly introduced_by: readonly Adopter[];
  readonly used_by: readonly Adopter[];
  readonly related: readonly string[];
};

/** What of a release a lineage is made from. */
export type Kin = Pick<ReleaseDoc, "id" | "name" | "released" | "organisation" | "introduces" | "based_on" | "led_to">;

type Read = (id: string) => Kin | undefined;

const byDate = (a: { readonly released: string; readonly id: string }, b: { readonly released: string; readonly id: string }): number =>
  a.released < b.released ? -1 : a.released > b.released ? 1 : a.id < b.id ? -1 : 1;

/** Breadth first over levels, so that a release met twice keeps its relatives where it stands nearest to the root. */
const treeOf = (root: Kin, next: (doc: Kin) => readonly string[], read: Read, depth: number): readonly Relative[] => {
  const level = new Map<string, number>([[root.id, 0]]);
  const parent = new Map<string, string>();
  const docs = new Map<string, Kin>([[root.id, root]]);
  const queue = [root.id];
  for (const id of queue) {
    const at = level.get(id)!;
    if (at >= depth) continue;
    for (const other of next(docs.get(id)!)) {
      if (level.has(other)) continue;
      const doc = read(other);
      if (!doc) continue;
      level.set(other, at + 1);
      parent.set(other, id);
      docs.set(other, doc);
      queue.push(other);
    }
  }
  const grow = (id: string): readonly Relative[] =>
    next(docs.get(id)!)
      .flatMap((other): Relative[] => {
        const doc = docs.get(other);
        if (!doc || other === root.id) return [];
        const { name, released, organisation, introduces } = doc;
        const own = parent.get(other) === id;
        const relatives = own ? grow(other) : [];
        return [{ id: other, name, released, organisation, introduces, ...(own ? {} : { again: true as const }), relatives }];
      })
      .sort(byDate);
  return grow(root.id);
};

export const releaseLineage = (root: Kin, read: Read, depth = Number.POSITIVE_INFINITY): ReleaseLineage => ({
  kind: "release",
  id: root.id,
  name: root.name,
  released: root.released,
  organisation: root.organisation,
  introduces: root.introduces,
  came_from: treeOf(root, (doc) => doc.based_on, read, depth),
  led_to: treeOf(root, (doc) => doc.led_to, read, depth),
});

const adopter =
  (read: Read) =>
  (id: string): Adopter[] => {
    const doc = read(id);
    return doc ? [{ id, name: doc.name, released: doc.released, organisation: doc.organisation }] : [];
  };

/** What the date of an idea rests on: most ideas came in a paper, not with a release. */
export const firstSource = ({ facts, sources }: Pick<ConceptDoc, "facts" | "sources">): SourceRef | undefined =>
  sources.find(({ id }) => id === facts.introduced?.source);

export const conceptLineage = (concept: ConceptDoc, read: Read): ConceptLineage => ({
  kind: "concept",
  id: concept.id,
  name: concept.name,
  ...(concept.introduced ? { introduced: concept.introduced } : {}),
  ...(firstSource(concept) ? { introduced_in: firstSource(concept)! } : {}),
  introduced_by: concept.introduced_by.flatMap(adopter(read)).sort(byDate),
  used_by: concept.used_by
    .filter((id) => !concept.introduced_by.includes(id))
    .flatMap(adopter(read))
    .sort(byDate),
  related: concept.related,
});

export type Lineage = ReleaseLineage | ConceptLineage;

/** Every relative once, and how far it stands from the root. */
export const edges = (
  lineage: ReleaseLineage,
): readonly { readonly from: string; readonly to: string; readonly released: string; readonly distance: number }[] => {
  const walk = (
    id: string,
    relatives: readonly Relative[],
    distance: number,
    forward: boolean,
  ): { from: string; to: string; released: string; distance: number }[] =>
    relatives.flatMap((one) => [
      { from: forward ? id : one.id, to: forward ? one.id : id, released: one.released, distance: forward ? distance : -distance },
      ...walk(one.id, one.relatives, distance + 1, forward),
    ]);
  return [...walk(lineage.id, lineage.came_from, 1, false), ...walk(lineage.id, lineage.led_to, 1, true)];
};

/** Reads releases out of a guide. */
export const releaseReader =
  (guide: { readonly entry: (kind: "release", id: string) => Entry<DocOf<"release">> | undefined }): Read =>
  (id) =>
    guide.entry("release", id)?.doc;

/** Reads releases out of the flat rows: all at once, where many lineages are asked for. */
export const kinReader = (releases: readonly Readonly<Record<string, unknown>>[]): Read => {
  const ledTo = new Map<string, string[]>();
  for (const row of releases)
    for (const parent of row.based_on as readonly string[]) ledTo.set(parent, [...(ledTo.get(parent) ?? []), row.id as string]);
  const known = new Map(releases.map((row) => [row.id as string, { ...row, led_to: ledTo.get(row.id as string) ?? [] } as unknown as Kin]));
  return (id) => known.get(id);
};
