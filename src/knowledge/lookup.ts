/** A name as somebody types it -> the entry it means. */
import { normaliseName, pointedName } from "./normalise.ts";
import { type Kind, kinds } from "./record.ts";
import type { NameRow, Store } from "./store.ts";

export type Lookup = {
  readonly found: NameRow;
  /** Other entries that answer to the same name, best first. */
  readonly others: readonly NameRow[];
};

/** 0 as it is written, 1 the same but for case and signs, 2 but for points between digits too, 3 pinyin. */
const closeness = (row: NameRow, typed: string, pointed: string): number => {
  if (row.stage === "y") return 3;
  if (row.id === typed || row.original === typed) return 0;
  return pointedName(row.original) === pointed ? 1 : 2;
};

const stages = "nayw";

/** Where several kinds match: release > checkpoint > concept > formula > organisation > source > era. */
const precedence = (kind: Kind): number => kinds.indexOf(kind);

export const lookUp = (store: Store, typed: string, kind?: Kind): Lookup | undefined => {
  const key = normaliseName(typed);
  if (key === "") return undefined;
  const pointed = pointedName(typed);
  const best = new Map<string, { readonly row: NameRow; readonly rank: number }>();
  for (const row of store.names(key)) {
    if (row.key !== key) break;
    if (row.stage === "w" || (kind && row.kind !== kind)) continue;
    const rank = closeness(row, typed.trim(), pointed);
    const id = `${row.kind}/${row.id}`;
    if (!best.has(id) || rank < best.get(id)!.rank) best.set(id, { row, rank });
  }
  // Of one kind an id beats a name: nobody's alias hides an entry.
  const ranked = [...best.values()].sort(
    (a, b) =>
      a.rank - b.rank ||
      precedence(a.row.kind) - precedence(b.row.kind) ||
      Number(b.row.id === typed) - Number(a.row.id === typed) ||
      stages.indexOf(a.row.stage) - stages.indexOf(b.row.stage),
  );
  const [first, ...rest] = ranked;
  return first && { found: first.row, others: rest.map(({ row }) => row) };
};
