/**
 * The record as the program reads it: linked documents made at build from `content/`.
 * A document is exactly what `show --json` prints; what only a renderer needs (the names behind
 * ids, the lexed prose) stands beside it in an `Entry`. Types only: this file has no run-time cost.
 */
import type { LocalText, ModelConfig } from "./schema.ts";

export type { LocalText, ModelConfig };
export type Lang = "en" | "zh";
export const langs: readonly Lang[] = ["en", "zh"];

/** In order of precedence when one name fits several. */
export const kinds = ["release", "checkpoint", "concept", "formula", "organisation", "source", "era"] as const;
export type Kind = (typeof kinds)[number];

export type Status = "official" | "derived" | "reported" | "undisclosed";
export type FactDoc = {
  readonly status: Status;
  readonly source?: string;
  readonly where?: string;
  readonly read?: string;
  readonly from?: string;
  readonly by?: string;
};
export type SourceRef = {
  readonly id: string;
  readonly title: string;
  readonly url: string;
  readonly kind: string;
  readonly date?: string;
};
export type NoteDoc = {
  readonly id: string;
  readonly about: string;
  readonly text: LocalText;
  readonly source: string;
  readonly where?: string;
  readonly read?: string;
};
export type DateDoc = {
  readonly date: string;
  readonly until?: string;
  readonly kind: string;
  readonly of?: string | LocalText;
  readonly zone?: string;
  readonly source: string;
};
export type Parameters = {
  readonly total?: number;
  readonly active?: number;
  readonly published?: string;
  readonly published_total?: number;
  readonly published_beyond?: { readonly count: number; readonly what: LocalText };
  readonly non_embedding?: string;
};
export type Training = {
  readonly tokens?: number;
  readonly tokens_published?: string | LocalText;
  readonly knowledge_cutoff?: string;
  readonly gpu_hours?: number;
  readonly hardware?: string;
};
export type ContextLengths = {
  readonly trained?: number;
  readonly configured?: number;
  readonly claimed?: number;
  readonly output?: number;
};
export type Benchmark = { readonly score: number; readonly unit?: string; readonly setting?: string | LocalText };
export type Detail = { readonly label: LocalText; readonly value: number | string | LocalText };
export type Modalities = { readonly input: readonly string[]; readonly output: readonly string[] };

export type CheckpointDoc = {
  readonly kind: "checkpoint";
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly release: string;
  readonly organisation: string;
  readonly released: string;
  readonly license: string;
  readonly variant?: string;
  readonly extends?: string;
  readonly based_on?: string;
  readonly parameters?: Parameters;
  readonly config?: ModelConfig;
  readonly context?: ContextLengths;
  readonly training?: Training;
  readonly modalities?: Modalities;
  readonly benchmarks?: Readonly<Record<string, Benchmark>>;
  readonly links?: Readonly<Record<string, string>>;
  readonly notes: readonly NoteDoc[];
  readonly sources: readonly SourceRef[];
  /** Keyed by path inside this document, or `release.<path>` for what the release says. */
  readonly facts: Readonly<Record<string, FactDoc>>;
};

export type ReleaseDoc = {
  readonly kind: "release";
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly organisation: string;
  readonly era: string;
  readonly released: string;
  readonly dates: readonly DateDoc[];
  readonly summary: LocalText;
  readonly license: string;
  readonly open_weights: boolean;
  readonly modalities?: Modalities;
  readonly languages?: LocalText;
  readonly parameters?: Parameters;
  readonly training?: Training;
  readonly context?: ContextLengths;
  readonly benchmarks?: Readonly<Record<string, Benchmark>>;
  readonly details?: Readonly<Record<string, Detail>>;
  readonly links: Readonly<Record<string, string>>;
  readonly checkpoints: readonly Omit<CheckpointDoc, "kind" | "release" | "notes" | "sources" | "facts">[];
  readonly introduces: readonly string[];
  readonly uses: readonly string[];
  readonly based_on: readonly string[];
  /** Computed: releases whose `based_on` names this one. */
  readonly led_to: readonly string[];
  readonly notes: readonly NoteDoc[];
  readonly sources: readonly SourceRef[];
  readonly facts: Readonly<Record<string, FactDoc>>;
};

export type ConceptDoc = {
  readonly kind: "concept";
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly title: LocalText;
  readonly concept_kind: string;
  readonly introduced?: string;
  readonly summary: LocalText;
  /** Markdown. */
  readonly prose: LocalText;
  readonly formulas: readonly string[];
  readonly related: readonly string[];
  /** Computed from the releases. */
  readonly introduced_by: readonly string[];
  readonly used_by: readonly string[];
  readonly notes: readonly NoteDoc[];
  readonly sources: readonly SourceRef[];
  readonly facts: Readonly<Record<string, FactDoc>>;
};

/** How many elements, or rows and columns: letters and what is computed of them. */
export type Shape = readonly string[];
export type FormulaField = { readonly kind: string; readonly symbol: string; readonly about: LocalText; readonly shape?: Shape };

export type FormulaDoc = {
  readonly kind: "formula";
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly title: LocalText;
  readonly summary: LocalText;
  /** TeX. */
  readonly equation: string;
  /** TeX, by name: what it becomes under options. */
  readonly equations?: Readonly<Record<string, string>>;
  readonly inputs: readonly {
    readonly name: string;
    readonly kind: string;
    readonly symbol: string;
    readonly about: LocalText;
    readonly default?: unknown;
    readonly choices?: readonly string[];
    readonly optional?: true;
    readonly unit?: LocalText;
    readonly shape?: Shape;
    /** Of an object, by name. */
    readonly fields?: Readonly<Record<string, FormulaField>>;
  }[];
  /** The parts of the result; a bare one has no name. Without a shape it is one number. */
  readonly outputs: readonly { readonly name?: string; readonly symbol: string; readonly about: LocalText; readonly shape?: Shape }[];
  /** The letters of the shapes that are no symbol of an input. */
  readonly dimensions?: Readonly<Record<string, LocalText>>;
  /** Why the terms of the equation have their signs. */
  readonly signs?: { readonly goal: LocalText; readonly terms: readonly { readonly term: string; readonly why: LocalText }[] };
  readonly examples: readonly { readonly command: string; readonly about: LocalText }[];
  readonly concepts: readonly string[];
  readonly sources: readonly SourceRef[];
};

export type OrganisationDoc = {
  readonly kind: "organisation";
  readonly id: string;
  readonly name: string;
  readonly names?: LocalText;
  readonly aliases: readonly string[];
  readonly country: string;
  readonly url: string;
  readonly summary: LocalText;
  /** Computed, oldest first. */
  readonly releases: readonly string[];
  readonly sources: readonly SourceRef[];
};

export type SourceDoc = {
  readonly kind: "source";
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly authors: readonly string[];
  readonly source_kind: string;
  readonly date?: string;
  readonly url: string;
  readonly arxiv?: string;
  readonly publisher?: string;
  readonly read?: string;
  /** Computed: what rests on it, as `kind/id`. */
  readonly cited_by: readonly string[];
  readonly sources: readonly SourceRef[];
};

export type EraDoc = {
  readonly kind: "era";
  readonly id: string;
  readonly name: string;
  readonly title: LocalText;
  readonly from: string;
  readonly to?: string;
  readonly summary: LocalText;
  readonly releases: readonly string[];
};

export type Doc = ReleaseDoc | CheckpointDoc | ConceptDoc | FormulaDoc | OrganisationDoc | SourceDoc | EraDoc;
export type DocOf<K extends Kind> = Extract<Doc, { kind: K }>;

/** What a renderer shows for an id it meets in a document. */
export type Label = { readonly name: string; readonly title?: LocalText; readonly released?: string };

/** An equation set at build, so that nothing parses TeX at run time. Lines are unstyled. */
export type SetEquation = {
  readonly tex: string;
  /** One line. */
  readonly line: string;
  readonly asciiLine: string;
  /** Two-dimensional; every line has the same cell width. */
  readonly block: readonly string[];
  readonly asciiBlock: readonly string[];
};

export type Inline =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "strong" | "em"; readonly children: readonly Inline[] }
  | { readonly type: "code"; readonly text: string }
  | { readonly type: "link"; readonly href: string; readonly children: readonly Inline[] }
  | { readonly type: "math"; readonly tex: string; readonly text: string; readonly ascii: string };

/** Prose as lexed at build by marked and reduced to what this product's prose may contain. */
export type Block =
  | { readonly type: "heading"; readonly depth: number; readonly children: readonly Inline[] }
  | { readonly type: "paragraph"; readonly children: readonly Inline[] }
  | { readonly type: "list"; readonly ordered: boolean; readonly start: number; readonly items: readonly (readonly Block[])[] }
  | { readonly type: "quote"; readonly children: readonly Block[] }
  | {
      readonly type: "table";
      readonly align: readonly ("left" | "right" | "center" | null)[];
      readonly header: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    }
  | { readonly type: "code"; readonly lang: string; readonly text: string }
  | { readonly type: "diagram"; readonly lines: readonly string[] }
  | { readonly type: "equation"; readonly equation: SetEquation }
  | { readonly type: "rule" };

export type Entry<D extends Doc = Doc> = {
  readonly doc: D;
  /** By `kind/id`. */
  readonly labels: Readonly<Record<string, Label>>;
  /** Formulas only. */
  readonly equation?: SetEquation;
  /** Formulas only, by name: its equation under options. */
  readonly equations?: Readonly<Record<string, SetEquation>>;
  /** Concepts only: where the lexed prose stands (byte offset and length). */
  readonly prose?: Readonly<Record<Lang, readonly [offset: number, length: number]>>;
};

/** One row of the index that timeline and the explorer hold in memory; other names stand in `called.ts`. */
export type IndexRow = {
  readonly kind: Kind;
  readonly id: string;
  readonly name: string;
  readonly title?: LocalText;
  readonly date?: string;
  readonly organisation?: string;
  readonly era?: string;
  readonly release?: string;
  readonly open_weights?: boolean;
  readonly license?: string;
  readonly parameters?: Parameters;
  /** The releaser gives no parameter count. */
  readonly size_undisclosed?: true;
};
