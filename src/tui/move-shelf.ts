/** Moving in the lists. The chosen entry is kept by id, so that it survives whatever changes around it. */
import { clamp, layoutOf, scrollTo } from "./layout.ts";
import { type Place, type Ref, type Section, type Shelf, type State, sections } from "./state.ts";
import type { ListLine, World } from "./world.ts";

const withPlace = (shelf: Shelf, place: Place): Shelf => ({ ...shelf, places: { ...shelf.places, [shelf.section]: place } });
export const withShelf = (state: State, shelf: Shelf): State => ({ ...state, stack: [shelf, ...state.stack.slice(1)] });

/** The list in front of the shelf, as the filter leaves it. */
export const linesOf = (shelf: Shelf, world: World): readonly ListLine[] => world.list(shelf.section, shelf.filter);

type Index = {
  /** The lines that are entries. */
  readonly entries: readonly number[];
  /** By id: the line, and the how manieth entry it is. */
  readonly places: ReadonlyMap<string, { readonly line: number; readonly entry: number }>;
};

/** The world keeps its lists, so that each is gone through once however often something is looked for in it. */
const known = new WeakMap<readonly ListLine[], Index>();

const indexOf = (lines: readonly ListLine[]): Index => {
  let index = known.get(lines);
  if (!index) {
    const entries: number[] = [];
    const places = new Map<string, { readonly line: number; readonly entry: number }>();
    lines.forEach((line, i) => {
      if (line.type === "heading") return;
      places.set(line.row.id, { line: i, entry: entries.length });
      entries.push(i);
    });
    index = { entries, places };
    known.set(lines, index);
  }
  return index;
};

const lineOf = (lines: readonly ListLine[], id: string | undefined): number =>
  (id === undefined ? undefined : indexOf(lines).places.get(id)?.line) ?? -1;

/** What the list has chosen, and "3/18". */
export const chosenOf = (
  shelf: Shelf,
  world: World,
): { readonly ref?: Ref; readonly line: number; readonly index: number; readonly count: number } => {
  const lines = linesOf(shelf, world);
  const { entries, places } = indexOf(lines);
  const { id } = shelf.places[shelf.section];
  const { line, entry } = (id === undefined ? undefined : places.get(id)) ?? { line: -1, entry: -1 };
  const found = lines[line];
  return {
    line,
    index: entry,
    count: entries.length,
    ...(found?.type === "entry" ? { ref: { kind: found.row.kind, id: found.row.id } } : {}),
  };
};

/** The entry of the list that is being read, or was last on the way here: a page's own, or the release of a checkpoint's page. */
const readId = (state: State, world: World): string | undefined => {
  const list = linesOf(state.stack[0], world);
  for (const route of [...state.stack].reverse()) {
    if (route.view !== "page") continue;
    const release = route.ref.kind === "checkpoint" ? world.row(route.ref)?.release : undefined;
    const ref = release === undefined ? route.ref : { kind: "release", id: release };
    if (list.some((line) => line.type === "entry" && line.row.kind === ref.kind && line.row.id === ref.id)) return ref.id;
  }
  return undefined;
};

/** What is chosen in place of an entry that the filter left out: the next one that is left, else the last before it. */
const nearestTo = (id: string | undefined, shelf: Shelf, world: World): string | undefined => {
  const all = world.list(shelf.section);
  const from = lineOf(all, id);
  if (from < 0) return undefined;
  const left = new Set(linesOf(shelf, world).flatMap((line) => (line.type === "entry" ? [line.row.id] : [])));
  const found = [...all.slice(from), ...all.slice(0, from).reverse()].find((line) => line.type === "entry" && left.has(line.row.id));
  return found?.type === "entry" ? found.row.id : undefined;
};

/** Every list has something chosen, and it is on the screen. */
export const settleShelf = (state: State, world: World): State => {
  const shelf = state.stack[0];
  const lines = linesOf(shelf, world);
  const place = shelf.places[shelf.section];
  const wanted = readId(state, world) ?? place.id;
  const first = lines.find((line) => line.type === "entry");
  if (first?.type !== "entry") return state;
  const id = lineOf(lines, wanted) >= 0 ? wanted! : (nearestTo(wanted, shelf, world) ?? first.row.id);
  const line = lineOf(lines, id);
  const { body } = layoutOf(state);
  // The heading above the first entry is worth seeing too.
  const top = line === lines.indexOf(first) ? 0 : scrollTo(place.top, line, body, lines.length);
  return id === place.id && top === place.top ? state : withShelf(state, withPlace(shelf, { id, top }));
};

/** `by` entries further; ±Infinity are the ends. */
export const moveShelf = (state: State, world: World, by: number): State => {
  const shelf = state.stack[0];
  const lines = linesOf(shelf, world);
  const { entries } = indexOf(lines);
  if (entries.length === 0) return state;
  const index = clamp(chosenOf(shelf, world).index + by, 0, entries.length - 1);
  const target = lines[entries[index]!];
  return target?.type === "entry" ? withShelf(state, withPlace(shelf, { ...shelf.places[shelf.section], id: target.row.id })) : state;
};

/** About a screen of entries; headings take lines too. */
export const pageOfEntries = (state: State): number => Math.max(1, layoutOf(state).body - 2);

/** Another list, from wherever one is. */
export const toSection = (state: State, section: Section): State => ({ ...state, stack: [{ ...state.stack[0], section }], ahead: [] });

export const nextSection = (state: State, by: 1 | -1): State => {
  const index = sections.indexOf(state.stack[0].section);
  return toSection(state, sections[(index + by + sections.length) % sections.length]!);
};
