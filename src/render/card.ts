/** The card of any entry. */
import type { CheckpointDoc, ConceptDoc, Entry, EraDoc, FormulaDoc, OrganisationDoc, ReleaseDoc, SourceDoc } from "../knowledge/record.ts";
import type { Canvas } from "./canvas.ts";
import { checkpointCard } from "./checkpoint-card.ts";
import { conceptCard } from "./concept-card.ts";
import { formulaCard } from "./formula-card.ts";
import { eraCard, organisationCard, sourceCard } from "./other-cards.ts";
import { releaseCard } from "./release-card.ts";

/** `prose` draws a concept's page; without it the card is the card alone. */
export const card = (entry: Entry, canvas: Canvas, prose?: (canvas: Canvas) => readonly string[]): readonly string[] => {
  switch (entry.doc.kind) {
    case "release":
      return releaseCard(entry as Entry<ReleaseDoc>, canvas);
    case "checkpoint":
      return checkpointCard(entry as Entry<CheckpointDoc>, canvas);
    case "concept":
      return conceptCard(entry as Entry<ConceptDoc>, canvas, prose?.(canvas) ?? []);
    case "formula":
      return formulaCard(entry as Entry<FormulaDoc>, canvas);
    case "organisation":
      return organisationCard(entry as Entry<OrganisationDoc>, canvas);
    case "source":
      return sourceCard(entry as Entry<SourceDoc>, canvas);
    case "era":
      return eraCard(entry as Entry<EraDoc>, canvas);
  }
};
