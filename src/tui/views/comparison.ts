/** The marked entries side by side, as `compare` prints them. */
import { compareSides, type Side } from "../../knowledge/comparison.ts";
import type { IndexRow, Kind } from "../../knowledge/record.ts";
import type { Canvas } from "../../render/canvas.ts";
import { comparisonLines } from "../../render/comparison.ts";
import type { Ref } from "../state.ts";
import { rowName } from "./list.ts";

export type ComparisonLook = { readonly differences: boolean; readonly sources: boolean };

export const comparison = (
  sides: readonly Side[],
  look: ComparisonLook,
  row: (ref: Ref) => IndexRow | undefined,
  canvas: Canvas,
): readonly string[] => {
  const named =
    (kind: Kind) =>
    (id: string): string => {
      const found = row({ kind, id });
      return found ? rowName(found, canvas.lang) : id;
    };
  const names = { organisation: named("organisation"), concept: named("concept"), release: named("release") };
  const fields = compareSides(sides);
  return comparisonLines(sides, look.differences ? fields.filter(({ same }) => !same) : fields, names, canvas, look.sources);
};
