import { comparedCheckpoint } from "../../knowledge/comparison.ts";
import { readName } from "../../knowledge/named-size.ts";
import { nearest } from "../../knowledge/nearest.ts";
import { governing, pathsOf, valueAt } from "../../knowledge/paths.ts";
import type { CheckpointDoc, Doc, FactDoc, NoteDoc, ReleaseDoc } from "../../knowledge/record.ts";
import { visible } from "../../knowledge/sanitise.ts";
import { type FactAnswer, whyLines } from "../../render/why.ts";
import type { Step } from "../../sizing/step.ts";
import { defineCommand } from "../command.ts";
import { type CliError, exitCodes, notFound, usageError } from "../errors.ts";
import { kindOption, resolveName } from "../names.ts";
import { flatten, jsonDocument, jsonLine, writeFields, writeRows } from "../output.ts";

/** A note is about a path of its release: a checkpoint's own paths stand under `checkpoints.<id>` there. */
const concerns = ({ about: path }: NoteDoc, doc: Doc, field: string): boolean => {
  const own = `checkpoints.${doc.id}.`;
  const about = doc.kind === "checkpoint" && path.startsWith(own) ? path.slice(own.length) : path;
  return field === about || field.startsWith(`${about}.`) || about.startsWith(`${field}.`);
};

/** The steps of a count that the sizing engine made; the engine is loaded for nothing else. */
const workingOf = async (doc: Doc, field: string, fact: FactDoc): Promise<readonly Step[]> => {
  if (doc.kind !== "checkpoint" || !doc.config || fact.status !== "derived" || !fact.by?.startsWith("sizing")) return [];
  return (await import("../size/run.ts")).countingSteps(doc.config, field);
};

const cacheField = "kv_bytes_per_token";

/** What lists and comparisons show of a configuration without its standing in the record. */
const cacheAnswer = async (doc: CheckpointDoc): Promise<FactAnswer | undefined> => {
  const cache = doc.config && (await import("../size/run.ts")).cachingSteps(doc.config);
  const computed = { status: "derived", source: null, where: null, read: null, from: "config", by: "sizing", notes: [] } as const;
  return cache && { name: doc.name, field: cacheField, value: cache.value, ...computed, steps: cache.steps };
};

/** The checkpoint to ask for what a release has only there. */
const asksCheckpoint = (doc: ReleaseDoc, typed: string, field: string): CliError | undefined => {
  const having = readName(doc, typed).members.filter((one) => (field === cacheField ? one.config : valueAt(one, field)));
  const one = having.find(({ id }) => id === doc.id) ?? comparedCheckpoint({ ...doc, checkpoints: having });
  if (!one) return undefined;
  const command = `why ${one.id} ${visible(field)}`;
  // Whoever is called as the release is would be taken for it.
  const exact = one.id === doc.id ? `${command} --kind checkpoint` : command;
  return usageError(
    `${doc.id} is a release, and "${visible(field)}" is a checkpoint's: ${exact}`,
    `${doc.id} 是发布，而“${visible(field)}”属于检查点：可查 ${exact}`,
  );
};

/** An object without the values that facts of their own are about: what is said of it does not hold of those. */
const without = (value: unknown, paths: readonly string[]): unknown => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, child]) => {
      if (paths.includes(key)) return [];
      const below = paths.flatMap((path) => (path.startsWith(`${key}.`) ? [path.slice(key.length + 1)] : []));
      return [[key, without(child, below)]];
    }),
  );
};

/** Facts about parts of a value, where it has them. */
const partsOf = (doc: Doc, facts: Readonly<Record<string, FactDoc>>, field: string): readonly string[] =>
  Object.keys(facts).filter((path) => path.startsWith(`${field}.`) && valueAt(doc, path));

const answer = async (doc: Doc, typed: string, field: string): Promise<FactAnswer> => {
  const facts: Readonly<Record<string, FactDoc>> = "facts" in doc ? doc.facts : {};
  const fact = governing(facts, field)?.value;
  const found = valueAt(doc, field);
  const cache = doc.kind === "checkpoint" && field === cacheField ? await cacheAnswer(doc) : undefined;
  if (cache) return cache;
  if (!fact || (!found && fact.status !== "undisclosed")) {
    const known = [...new Set([...Object.keys(facts), ...pathsOf(doc).filter((path) => governing(facts, path))])];
    const guesses = nearest(field, known);
    if (found)
      throw notFound(
        `nothing is recorded about where "${visible(field)}" of ${doc.id} comes from: it is this record's own wording or computation`,
        `${doc.id} 的“${visible(field)}”没有来源记录：它由本书撰写或推算`,
        guesses,
      );
    const elsewhere = doc.kind === "release" ? asksCheckpoint(doc, typed, field) : undefined;
    if (elsewhere) throw elsewhere;
    throw usageError(
      `${doc.id} has no field "${visible(field)}"`,
      `${doc.id} 没有字段“${visible(field)}”`,
      guesses.length ? guesses : known.slice(0, 8),
    );
  }
  const sources = "sources" in doc ? doc.sources : [];
  const notes = "notes" in doc ? doc.notes : [];
  const parts = partsOf(doc, facts, field);
  const rest =
    found &&
    without(
      found.value,
      parts.map((path) => path.slice(field.length + 1)),
    );
  // Nothing left: the facts of the parts say all.
  const isEmpty = typeof rest === "object" && rest !== null && Object.keys(rest).length === 0;
  const steps = await workingOf(doc, field, fact);
  const published = steps.length > 0 && doc.kind === "checkpoint" ? doc.parameters?.published : undefined;
  return {
    name: doc.name,
    field,
    value: found ? (isEmpty ? found.value : rest) : "undisclosed",
    status: fact.status,
    source: sources.find((source) => source.id === fact.source) ?? null,
    where: fact.where ?? null,
    read: fact.read ?? null,
    ...(fact.from ? { from: fact.from } : {}),
    ...(fact.by ? { by: fact.by } : {}),
    ...(published ? { published } : {}),
    ...(steps.length > 0 ? { steps } : {}),
    ...(parts.length > 0 && !isEmpty ? { parts: parts.map((path) => ({ field: path, status: facts[path]!.status })) } : {}),
    notes: notes.filter((note) => concerns(note, doc, field)),
  };
};

/** A table has no place for a working. */
const withoutSteps = ({ steps: _steps, ...rest }: FactAnswer) => rest;

export const why = defineCommand({
  name: "why",
  summary: {
    en: "Where a fact comes from: its status, its source, the place in it, notes",
    zh: "一个事实从何而来：状态、来源、出处与注记",
  },
  parameters: ["<name...>", "<field>"],
  options: [kindOption],
  examples: [
    { command: "almanac why llama-2-70b config.rope_theta", about: { en: "the source of one value", zh: "一个值的来源" } },
    { command: "almanac why llama-2-70b parameters.total", about: { en: "how a count was made", zh: "一个总数如何算出" } },
    { command: "almanac why gpt-4 parameters", about: { en: "what the releaser does not say is said too", zh: "未公开的也会说明" } },
  ],
  async run(context) {
    const field = context.args.at(-1)!;
    const typed = context.args.slice(0, -1).join(" ");
    const { row, nameOthers } = await resolveName(context, typed);
    const entry = context.store.read(row);
    const result = await answer(entry.doc, typed, field);
    const { format, fields, terminal, lang } = context;
    if (fields) terminal.write(writeFields([result], fields, format, lang, false));
    else if (format === "json") terminal.write(jsonDocument(result));
    else if (format === "ndjson") terminal.write(jsonLine(result));
    else if (format !== "text") terminal.write(writeRows([flatten(withoutSteps(result))], format, lang));
    else {
      const legend = result.steps && (await import("../size/run.ts")).legendFor(result.steps);
      terminal.write(`${whyLines(result, legend, context.canvas).join("\n")}\n`);
    }
    nameOthers();
    return exitCodes.done;
  },
});
