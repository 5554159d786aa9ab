/** Where the explorer can be, as its keys see it, and what a row of their table says. */
import type { LocalText } from "../knowledge/record.ts";

export const contexts = ["list", "page", "search", "filter", "lineage", "chart", "comparison", "form", "choice", "help"] as const;
/** `form`: in a field that is typed; `choice`: on one that is chosen. */
export type Context = (typeof contexts)[number];

export type Row = {
  readonly keys: readonly string[];
  readonly action: string;
  readonly when: readonly Context[];
  readonly about: LocalText;
  /** How the footer says it, in the order of this table; `keys` where it shows others than the first. */
  readonly hint?: { readonly text: LocalText; readonly keys?: readonly string[]; readonly when?: readonly Context[] };
};

export const command: readonly Context[] = ["list", "page", "lineage", "chart", "comparison", "help"];
/** Where something is read. */
export const reading: readonly Context[] = ["list", "page", "lineage", "chart", "comparison"];
/** Where some entry is in front, chosen or named. */
export const onEntries: readonly Context[] = ["list", "page", "lineage", "chart"];
export const everywhere: readonly Context[] = contexts;
/** Where something is looked for. */
export const finding: readonly Context[] = ["search", "filter"];
export const filling: readonly Context[] = ["form", "choice"];
/** Where letters are text. */
export const typing: readonly Context[] = [...finding, ...filling];
/** Where there is a text with a caret. */
export const writing: readonly Context[] = ["search", "form"];
