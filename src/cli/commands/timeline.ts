import { type FilterRow, fitsFilter, type ReleaseFilter } from "../../knowledge/filter.ts";
import { lookUp } from "../../knowledge/lookup.ts";
import { nearest } from "../../knowledge/nearest.ts";
import type { Lang } from "../../knowledge/record.ts";
import { visible } from "../../knowledge/sanitise.ts";
import { timelineLines } from "../../render/timeline.ts";
import { countryName, modalityName } from "../../render/words.ts";
import { type Context, defineCommand } from "../command.ts";
import { exitCodes, notFound, usageError } from "../errors.ts";
import { writeFields, writeRows } from "../output.ts";
import { quantity } from "../where.ts";

/** A day that is on the calendar, a month, or a year. */
const isDate = (text: string): boolean => {
  const [, year, month, day] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text) ?? [];
  if (year === undefined) return false;
  const whole = `${year}-${month ?? "01"}-${day ?? "01"}`;
  const time = Date.parse(`${whole}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(whole);
};

const dateOption = (context: Context, name: "from" | "to"): string | undefined => {
  const value = context.options[name] as string | undefined;
  if (value !== undefined && !isDate(value))
    throw usageError(
      `--${name} "${visible(value)}" is no date: write 2023, 2023-07 or 2023-07-18`,
      `--${name} “${visible(value)}”不是日期：请写 2023、2023-07 或 2023-07-18`,
    );
  return value;
};

type Named = "organisation" | "era" | "concept";

const nouns: Readonly<Record<Named, string>> = { organisation: "机构", era: "时代", concept: "概念" };

/** An id of the kind, however it was typed. */
const idOption = (context: Context, name: "org" | "era" | "concept", kind: Named): string | undefined => {
  const value = context.options[name] as string | undefined;
  if (value === undefined) return undefined;
  const found = lookUp(context.store, value, kind)?.found.id;
  if (found) return found;
  // `--org qwen`: who made the release of that name.
  const made = kind === "organisation" ? lookUp(context.store, value, "release")?.found.id : undefined;
  const maker = made && context.store.rowsOf("release").find((row) => row.id === made)?.organisation;
  if (maker) return maker;
  const ids = context.store.rowsOf(kind).map((row) => row.id);
  const guesses = nearest(value, ids);
  throw usageError(
    `--${name}: no ${kind} is called "${visible(value)}"`,
    `--${name}：没有名为“${visible(value)}”的${nouns[kind]}`,
    guesses.length ? guesses : ids.slice(0, 12),
  );
};

/** One of the words that occur in a column of the releases. */
const wordOption = (
  context: Context,
  name: "country" | "modality",
  words: (row: FilterRow) => readonly string[],
  called: (word: string, lang: Lang) => string,
): string | undefined => {
  const value = context.options[name] as string | undefined;
  if (value === undefined) return undefined;
  const known = [...new Set(context.store.filterRows().flatMap(words))].sort();
  const typed = value.trim().toLowerCase();
  const found = known.find((word) => [word, called(word, "en"), called(word, "zh")].some((name) => name.toLowerCase() === typed));
  if (found) return found;
  throw usageError(`--${name} "${visible(value)}": one of ${known.join(", ")}`, `--${name} “${visible(value)}”：可选 ${known.join("、")}`);
};

const sizeOption = (context: Context, name: "min-parameters" | "max-parameters"): number | undefined => {
  const value = context.options[name] as string | undefined;
  if (value === undefined) return undefined;
  const size = quantity(value);
  if (size !== undefined && size > 0) return size;
  throw usageError(
    `--${name} "${visible(value)}" is no size: write 7B, 1.5T, 350M or a number`,
    `--${name} “${visible(value)}”不是规模：请写 7B、1.5T、350M 或数字`,
  );
};

const openOption = ({ options }: Context): boolean | undefined => {
  if (options.open && options.closed) throw usageError("--open and --closed exclude each other", "--open 与 --closed 不能同时使用");
  return options.open ? true : options.closed ? false : undefined;
};

const filterOf = (context: Context): ReleaseFilter => {
  const from = dateOption(context, "from");
  const to = dateOption(context, "to");
  if (from && to && from.slice(0, to.length) > to.slice(0, from.length))
    throw usageError(`--from ${from} is after --to ${to}`, `--from ${from} 晚于 --to ${to}`);
  const least = sizeOption(context, "min-parameters");
  const most = sizeOption(context, "max-parameters");
  if (least !== undefined && most !== undefined && least > most)
    throw usageError("--min-parameters is above --max-parameters", "--min-parameters 大于 --max-parameters");
  return {
    from,
    to,
    organisation: idOption(context, "org", "organisation"),
    era: idOption(context, "era", "era"),
    concept: idOption(context, "concept", "concept"),
    open: openOption(context),
    country: wordOption(context, "country", (row) => (row.country ? [row.country] : []), countryName),
    modality: wordOption(context, "modality", (row) => row.modalities ?? [], modalityName),
    least,
    most,
  };
};

const flatWith =
  (context: Context) =>
  (rows: readonly FilterRow[]): Record<string, unknown>[] => {
    const summaries = context.store.summaries("release");
    return rows.map((row) => ({
      kind: row.kind,
      id: row.id,
      name: row.name,
      released: row.date,
      organisation: row.organisation,
      country: row.country,
      era: row.era,
      license: row.license,
      open_weights: row.open_weights,
      parameters_least: row.sizes?.[0],
      parameters_most: row.sizes?.at(-1),
      modalities: row.modalities,
      concepts: row.concepts,
      summary: summaries[row.id],
    }));
  };

export const timeline = defineCommand({
  name: "timeline",
  summary: { en: "Releases by date, oldest first", zh: "按日期列出发布，从早到晚" },
  parameters: [],
  options: [
    { name: "from", value: "date", about: { en: "from this year, month or day on", zh: "从这一年、月或日起" } },
    { name: "to", value: "date", about: { en: "up to and including this year, month or day", zh: "到这一年、月或日为止（含）" } },
    { name: "org", value: "id", about: { en: "only this organisation", zh: "只看这家机构" } },
    { name: "era", value: "id", about: { en: "only this era", zh: "只看这个时代" } },
    { name: "concept", value: "id", about: { en: "only what introduced or uses this idea", zh: "只看引入或使用这一概念的发布" } },
    { name: "open", about: { en: "only open weights", zh: "只看开放权重" } },
    { name: "closed", about: { en: "only what was not released as weights", zh: "只看未公开权重的" } },
    {
      name: "country",
      value: "code",
      about: { en: "only organisations of this country: US, CN, FR …", zh: "只看这个国家的机构：US、CN、FR 等" },
    },
    {
      name: "modality",
      value: "word",
      about: { en: "only what reads or makes text, image, audio, video", zh: "只看能处理或生成 text、image、audio、video 的" },
    },
    {
      name: "min-parameters",
      value: "size",
      about: { en: "with a checkpoint of at least this size: 70B", zh: "含不小于此规模的检查点：70B" },
    },
    {
      name: "max-parameters",
      value: "size",
      about: { en: "with a checkpoint of at most this size: 8B", zh: "含不大于此规模的检查点：8B" },
    },
  ],
  examples: [
    { command: "almanac timeline --org alibaba", about: { en: "one organisation's releases", zh: "一家机构的发布" } },
    { command: "almanac timeline --from 2024 --to 2024-06", about: { en: "the first half of 2024", zh: "2024 年上半年" } },
    { command: "almanac timeline --concept rope", about: { en: "how an idea spread", zh: "一个想法怎样传开" } },
    {
      command: "almanac timeline --open --country CN --min-parameters 100B",
      about: { en: "filters add up", zh: "条件可以叠加" },
    },
  ],
  run(context) {
    const filter = filterOf(context);
    const rows = context.store.filterRows().filter((row) => fitsFilter(row, filter));
    const { format, fields, terminal, lang, store } = context;
    if (rows.length === 0) {
      if (format === "json") terminal.write("[]\n");
      if (format !== "text") return exitCodes.nothingFound;
      throw notFound("no release matches", "没有符合条件的发布");
    }
    const flat = flatWith(context);
    if (fields) terminal.write(writeFields(flat(rows), fields, format, lang, true));
    else if (format !== "text") terminal.write(writeRows(flat(rows), format, lang));
    else {
      const lines = timelineLines(rows, store.rowsOf("era"), store.rowsOf("organisation"), context.canvas, filter.concept);
      terminal.write(`${lines.join("\n")}\n`);
    }
    return exitCodes.done;
  },
});
