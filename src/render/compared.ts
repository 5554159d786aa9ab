/** Releases and checkpoints side by side from their documents: what `compare` and the explorer show. Loads the engine, for the caches. */
import { compareSides } from "../knowledge/comparison.ts";
import type { Guide } from "../knowledge/guide.ts";
import type { CheckpointDoc, Kind, Lang, ReleaseDoc } from "../knowledge/record.ts";
import { sideOf } from "../knowledge/sides.ts";
import type { Canvas } from "./canvas.ts";
import { type ComparisonNames, comparisonLines } from "./comparison.ts";

export const comparisonNames = ({ rowsOf }: Pick<Guide, "rowsOf">, lang: Lang): ComparisonNames => {
  const named = (kind: Kind) => {
    const known = new Map(rowsOf(kind).map((row) => [row.id, lang === "zh" ? (row.title?.zh ?? row.name) : row.name]));
    return (id: string): string => known.get(id) ?? id;
  };
  return { organisation: named("organisation"), concept: named("concept"), release: named("release") };
};

export type ComparisonLook = { readonly differences: boolean; readonly sources: boolean };

export const comparedLines = (
  docs: readonly (ReleaseDoc | CheckpointDoc)[],
  guide: Pick<Guide, "entry" | "rowsOf">,
  look: ComparisonLook,
  canvas: Canvas,
): readonly string[] => {
  const sides = docs.map((doc) => sideOf(doc, guide));
  const fields = compareSides(sides);
  const shown = look.differences ? fields.filter(({ same }) => !same) : fields;
  return comparisonLines(sides, shown, comparisonNames(guide, canvas.lang), canvas, look.sources);
};
