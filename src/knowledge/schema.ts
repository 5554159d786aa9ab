/**
 * The shape of `content/`: one zod schema per kind of file. Build, `npm run check` and tests use it;
 * nothing that runs for a user imports it (types only), so a look-up never pays for zod.
 */
import { z } from "zod";
import { counts, flags, measures, offsets, ranges, series, texts } from "./config-keys.ts";

export const id = z.string().regex(/^[a-z0-9]+(?:[.-][a-z0-9]+)*$/, "an id is lower case letters, digits, '-' and '.'");
export const text = z.string().trim().min(1);
export const localText = z.strictObject({ en: text, zh: text });
/** YYYY, YYYY-MM or YYYY-MM-DD: kept at the precision it is known in. */
export const date = z
  .string()
  .regex(/^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/, "a date is YYYY, YYYY-MM or YYYY-MM-DD");
export const url = z.string().regex(/^https:\/\/\S+$/, "a link starts with https://");
export const count = z.number().int().positive();

export const dateKinds = [
  "announcement",
  "preview",
  "weights",
  "api",
  "product",
  "paper-v1",
  "paper",
  "system-card",
  "license",
  "commit",
  "front-matter",
  "trained",
  "later-sizes",
] as const;

/** `zone`: IANA name, `UTC`, or a region word such as `US` when only the releaser's country is known. */
export const datedEvent = z.strictObject({
  date,
  /** Only for spans (`trained`): the last day of the span. */
  until: date.optional(),
  kind: z.enum(dateKinds),
  /** What became available, where the kind alone does not say it ("Qwen-14B"). */
  of: z.union([text, localText]).optional(),
  zone: text.optional(),
  source: id,
});

/** One optional value of the same type for every key. */
const each = <Key extends string, Type extends z.ZodType>(keys: readonly Key[], type: Type) =>
  Object.fromEntries(keys.map((key) => [key, type.optional()])) as { [K in Key]: z.ZodOptional<Type> };

const ropeScaling = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.number())]));

/**
 * The configuration under the keys of a Llama-style Hugging Face `config.json`. Every known key has a
 * type; an unknown key is an error, so that a misspelt one cannot hide.
 */
export const config = z.strictObject({
  ...each(texts, text),
  ...each(counts, count),
  ...each(series, z.array(count).min(1)),
  ...each(ranges, z.array(z.number().int().nonnegative()).min(1)),
  ...each(offsets, z.number().int().nonnegative()),
  ...each(measures, z.number().positive()),
  ...each(flags, z.boolean()),
  position_embedding_type: z.enum(["rope", "learned", "sinusoidal", "alibi", "relative", "none"]).optional(),
  rope_scaling: ropeScaling.optional(),
  /** What the releaser publishes for longer texts and leaves out of the configuration (Qwen2.5, Qwen3). */
  optional_rope_scaling: ropeScaling.optional(),
  norm_type: z.enum(["rmsnorm", "layernorm"]).optional(),
  layer_types: z.array(text).optional(),
  routed_scaling_factor: z.number().optional(),
  bos_token_id: z.number().int().optional(),
  eos_token_id: z.union([z.number().int(), z.array(z.number().int())]).optional(),
});

export const context = z.strictObject({
  trained: count.optional(),
  configured: count.optional(),
  claimed: count.optional(),
  output: count.optional(),
});

export const training = z.strictObject({
  tokens: count.optional(),
  /** "15T+", "up to 18T": what the releaser printed, where a bare number would say more than it does. */
  tokens_published: z.union([text, localText]).optional(),
  knowledge_cutoff: date.optional(),
  gpu_hours: count.optional(),
  hardware: text.optional(),
});

export const parameters = z.strictObject({
  /** Exact integers only. */
  total: count.optional(),
  active: count.optional(),
  /** As the releaser prints it: "70B", "389B (52B active)". */
  published: text.optional(),
  /** The exact integer the releaser's upload states (safetensors metadata), to hold against the count from the configuration. */
  published_total: count.optional(),
  /** What that integer counts beyond (negative: leaves out of) the language model's parameters: buffers, a vision encoder, a prediction layer. */
  published_beyond: z.strictObject({ count: z.number().int(), what: localText }).optional(),
  non_embedding: text.optional(),
});

export const benchmark = z.strictObject({ score: z.number(), unit: text.optional(), setting: z.union([text, localText]).optional() });

/** A labelled fact that has no field of its own ("SFT training prompts: 12,725 = 11,295 labeler-written + 1,430 customer"). */
export const detail = z.strictObject({ label: localText, value: z.union([z.number(), text, localText]) });

export const modality = z.enum(["text", "image", "audio", "video"]);
export const modalities = z.strictObject({ input: z.array(modality).min(1), output: z.array(modality).min(1) });

export const note = z.strictObject({
  id,
  /** The path or field the note is about: `released`, `checkpoints`, `checkpoints.llama-2-70b.config`. */
  about: text,
  text: localText,
  source: id,
  where: text.optional(),
  read: text.optional(),
});

export const statuses = ["official", "derived", "reported", "undisclosed"] as const;

export const fact = z
  .strictObject({
    status: z.enum(statuses),
    source: id.optional(),
    /** The place inside the source: page, table, file and key. */
    where: text.optional(),
    /** What was actually read: repository@commit:path, or a page at a revision. */
    read: text.optional(),
    /** `derived` only: the field it was computed from, and by which computation. */
    from: text.optional(),
    by: text.optional(),
  })
  .superRefine((value, context) => {
    if (value.status === "derived") {
      if (!value.from || !value.by)
        context.addIssue({ code: "custom", message: "a derived fact names what it was computed from (`from`) and how (`by`)" });
    } else if (!value.source)
      context.addIssue({ code: "custom", path: ["source"], message: `a fact with status "${value.status}" needs a source` });
    if (value.source && !value.read) context.addIssue({ code: "custom", path: ["read"], message: "say what was actually read (`read`)" });
  });

const facts = z.record(text, fact);

export const checkpoint = z.strictObject({
  name: text,
  aliases: z.array(text).optional(),
  /** Another checkpoint of the same release whose fields this one inherits (config, parameters, context, training). */
  extends: id.optional(),
  variant: z.enum(["base", "instruct", "chat", "preview", "reasoning", "distilled", "reward"]).optional(),
  released: date.optional(),
  license: text.optional(),
  based_on: text.optional(),
  parameters: parameters.optional(),
  config: config.optional(),
  context: context.optional(),
  training: training.optional(),
  modalities: modalities.optional(),
  benchmarks: z.record(id, benchmark).optional(),
  links: z.record(id, url).optional(),
});

export const release = z.strictObject({
  name: text,
  aliases: z.array(text),
  organisation: id,
  era: id,
  released: date,
  dates: z.array(datedEvent).min(1),
  summary: localText,
  /** Display name of the license of the weights, or "Proprietary". */
  license: text,
  open_weights: z.boolean(),
  modalities: modalities.optional(),
  languages: localText.optional(),
  based_on: z.array(id),
  introduces: z.array(id),
  uses: z.array(id),
  /** Whole-release values; checkpoints override them. */
  parameters: parameters.optional(),
  training: training.optional(),
  context: context.optional(),
  benchmarks: z.record(id, benchmark).optional(),
  details: z.record(id, detail).optional(),
  links: z.strictObject({
    paper: url.optional(),
    announcement: url.optional(),
    repository: url.optional(),
    weights: url.optional(),
    license: url.optional(),
    model_card: url.optional(),
  }),
  checkpoints: z.record(id, checkpoint),
  notes: z.array(note),
  facts,
});

export const conceptKinds = [
  "architecture",
  "attention",
  "position",
  "normalisation",
  "activation",
  "training",
  "data",
  "scaling",
  "inference",
  "precision",
  "use",
  "evaluation",
] as const;

export const concept = z.strictObject({
  /** One string, as the field writes it: "RMSNorm", "Reward model". */
  name: text,
  title: localText,
  aliases: z.array(text),
  kind: z.enum(conceptKinds),
  /** When the idea first appeared in public, and where. */
  introduced: date.optional(),
  summary: localText,
  /** Formulas of the calculator that compute it. */
  formulas: z.array(id),
  /** Concepts a reader should see next. */
  related: z.array(id),
  sources: z.array(id).min(1),
  notes: z.array(note),
  facts,
});

export const sourceKinds = [
  "paper",
  "model-card",
  "system-card",
  "configuration",
  "code",
  "post",
  "documentation",
  "license",
  "repository",
  "catalogue",
] as const;

export const source = z.strictObject({
  title: text,
  authors: z.array(text),
  kind: z.enum(sourceKinds),
  date: date.optional(),
  url,
  arxiv: z
    .string()
    .regex(/^\d{4}\.\d{4,5}$/)
    .optional(),
  publisher: text.optional(),
  /** How it was read, where not at `url`: repository@commit:path of a stored copy. */
  read: text.optional(),
});

export const organisation = z.strictObject({
  name: text,
  /** Chinese display name where the organisation has one. */
  names: localText.optional(),
  aliases: z.array(text),
  country: z.string().length(2),
  url,
  summary: localText,
  sources: z.array(id),
});

export const era = z.strictObject({
  title: localText,
  from: date,
  to: date.optional(),
  summary: localText,
});

export const schemas = { releases: release, concepts: concept, sources: source, organisations: organisation, eras: era } as const;
export type ContentFolder = keyof typeof schemas;
export type LocalText = z.infer<typeof localText>;
export type RawRelease = z.infer<typeof release>;
export type RawCheckpoint = z.infer<typeof checkpoint>;
export type RawConcept = z.infer<typeof concept>;
export type RawSource = z.infer<typeof source>;
export type RawOrganisation = z.infer<typeof organisation>;
export type RawEra = z.infer<typeof era>;
export type RawFact = z.infer<typeof fact>;
export type RawNote = z.infer<typeof note>;
export type ModelConfig = z.infer<typeof config>;
