/** What `show --json`, `export` and the files of the record hold, as JSON Schema: one for each kind of entry. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Kind } from "../knowledge/record.ts";
import * as raw from "../knowledge/schema.ts";

const { id, text, localText, date, url } = raw;
const ids = z.array(id);
const statusFact = z.strictObject({
  status: z.enum(raw.statuses),
  source: id.optional(),
  where: text.optional(),
  read: text.optional(),
  from: text.optional(),
  by: text.optional(),
});
const evidence = {
  notes: z.array(raw.note),
  sources: z.array(z.strictObject({ id, title: text, url, kind: z.enum(raw.sourceKinds), date: date.optional() })),
  facts: z.record(text, statusFact).describe("by path inside the document; the longest matching path counts"),
};
const naming = { id, name: text, aliases: z.array(text) };

const checkpointFields = {
  ...naming,
  organisation: id,
  released: date,
  license: text,
  variant: raw.checkpoint.shape.variant,
  extends: id.optional(),
  based_on: text.optional(),
  parameters: raw.parameters.optional(),
  config: raw.config.optional(),
  context: raw.context.optional(),
  training: raw.training.optional(),
  modalities: raw.modalities.optional(),
  benchmarks: z.record(id, raw.benchmark).optional(),
  links: z.record(id, url).optional(),
};

const shape = z.array(text).describe("length, or rows and columns: letters of dimensions or symbols of inputs");

const scalarField = z.strictObject({
  kind: text,
  symbol: text,
  about: localText,
  default: z.union([z.number(), z.boolean(), text]).optional(),
  choices: z.array(text).optional(),
  synonyms: z.record(text, text).optional().describe("other spellings of a choice, or of a field's name"),
  unit: localText.optional(),
  optional: z.literal(true).optional(),
  shape: shape.optional(),
});
const named = <T extends z.ZodType>(fields: T) => z.record(text, fields).optional().describe("of an object, by name");
/** An object may hold objects, which hold none. */
const field = scalarField.extend({ fields: named(scalarField) });
const input = field.extend({ name: text, fields: named(field) });

export const docSchemas = {
  release: z.strictObject({
    kind: z.literal("release"),
    ...naming,
    organisation: id,
    era: id,
    released: date,
    dates: z.array(raw.datedEvent),
    summary: localText,
    license: text,
    open_weights: z.boolean(),
    modalities: raw.modalities.optional(),
    languages: localText.optional(),
    parameters: raw.parameters.optional(),
    training: raw.training.optional(),
    context: raw.context.optional(),
    benchmarks: z.record(id, raw.benchmark).optional(),
    details: z.record(id, raw.detail).optional(),
    links: raw.release.shape.links,
    checkpoints: z.array(z.strictObject(checkpointFields)),
    introduces: ids,
    uses: ids,
    based_on: ids,
    led_to: ids,
    ...evidence,
  }),
  checkpoint: z.strictObject({ kind: z.literal("checkpoint"), release: id, ...checkpointFields, ...evidence }),
  concept: z.strictObject({
    kind: z.literal("concept"),
    ...naming,
    title: localText,
    concept_kind: z.enum(raw.conceptKinds),
    introduced: date.optional(),
    summary: localText,
    prose: localText.describe("Markdown"),
    formulas: ids,
    related: ids,
    introduced_by: ids,
    used_by: ids,
    ...evidence,
  }),
  formula: z.strictObject({
    kind: z.literal("formula"),
    ...naming,
    title: localText,
    summary: localText,
    equation: text.describe("TeX"),
    equations: z.record(text, text).optional().describe("TeX, by name: what the equation becomes under options"),
    inputs: z.array(input),
    outputs: z
      .array(z.strictObject({ name: text.optional(), symbol: text, about: localText, shape: shape.optional() }))
      .describe("a bare result has no name; without a shape it is one number"),
    dimensions: z.record(text, localText).optional().describe("the letters of the shapes"),
    signs: z
      .strictObject({ goal: localText, terms: z.array(z.strictObject({ term: text, why: localText })) })
      .optional()
      .describe("why the terms of the equation have their signs"),
    examples: z.array(z.strictObject({ command: text, about: localText })),
    concepts: ids,
    sources: evidence.sources,
  }),
  organisation: z.strictObject({
    kind: z.literal("organisation"),
    ...naming,
    names: localText.optional(),
    country: z.string().length(2),
    url,
    summary: localText,
    releases: ids,
    sources: evidence.sources,
  }),
  source: z.strictObject({
    kind: z.literal("source"),
    id,
    name: text,
    title: text,
    authors: z.array(text),
    source_kind: z.enum(raw.sourceKinds),
    date: date.optional(),
    url,
    arxiv: text.optional(),
    publisher: text.optional(),
    read: text.optional(),
    cited_by: z.array(text).describe("kind/id of what rests on it"),
    sources: evidence.sources,
  }),
  era: z.strictObject({
    kind: z.literal("era"),
    id,
    name: text,
    title: localText,
    from: date,
    to: date.optional(),
    summary: localText,
    releases: ids,
  }),
} as const satisfies Readonly<Record<Kind, z.ZodType>>;

/** JSON Schema 2020-12 of one kind. */
export const jsonSchemaOf = (kind: Kind): object => ({
  title: `almanac: ${kind}`,
  ...z.toJSONSchema(docSchemas[kind], { target: "draft-2020-12", unrepresentable: "any" }),
});

/** The schemas of the content files, by the folder each is for. */
export const contentSchemaOf = (folder: raw.ContentFolder): object => ({
  title: `almanac: content/${folder}`,
  ...z.toJSONSchema(raw.schemas[folder], { target: "draft-2020-12", unrepresentable: "any" }),
});

export const writeSchemas = (directory: string): void => {
  mkdirSync(directory, { recursive: true });
  for (const kind of Object.keys(docSchemas) as Kind[])
    writeFileSync(join(directory, `${kind}.schema.json`), `${JSON.stringify(jsonSchemaOf(kind), null, 1)}\n`);
  for (const folder of Object.keys(raw.schemas) as raw.ContentFolder[])
    writeFileSync(join(directory, `content-${folder}.schema.json`), `${JSON.stringify(contentSchemaOf(folder), null, 1)}\n`);
};
