import { lookUp } from "../../knowledge/lookup.ts";
import { nearest } from "../../knowledge/nearest.ts";
import type { IndexRow } from "../../knowledge/record.ts";
import { visible } from "../../knowledge/sanitise.ts";
import { timelineLines } from "../../render/timeline.ts";
import { type Context, defineCommand } from "../command.ts";
import { exitCodes, notFound, usageError } from "../errors.ts";
import { writeFields, writeRows } from "../output.ts";

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

/** An id of the kind, however it was typed. */
const idOption = (context: Context, name: "org" | "era", kind: "organisation" | "era"): string | undefined => {
  const value = context.options[name] as string | undefined;
  if (value === undefined) return undefined;
  const found = lookUp(context.store, value, kind)?.found.id;
  if (found) return found;
  const ids = context.store.rowsOf(kind).map((row) => row.id);
  const guesses = nearest(value, ids);
  throw usageError(
    `--${name}: no ${kind} is called "${visible(value)}"`,
    `--${name}：没有名为“${visible(value)}”的${kind === "era" ? "时代" : "机构"}`,
    guesses.length ? guesses : ids,
  );
};

/** A bound keeps its own precision: `--to 2023` lets all of 2023 in, and an imprecise release counts where it may lie. */
const within = (row: IndexRow, from: string | undefined, to: string | undefined): boolean => {
  const date = row.date ?? "";
  const precision = (bound: string): number => Math.min(bound.length, date.length);
  return (
    (!from || date.slice(0, precision(from)) >= from.slice(0, precision(from))) &&
    (!to || date.slice(0, precision(to)) <= to.slice(0, precision(to)))
  );
};

const flat = (row: IndexRow): Record<string, unknown> => ({
  kind: row.kind,
  id: row.id,
  name: row.name,
  released: row.date,
  organisation: row.organisation,
  era: row.era,
  license: row.license,
  open_weights: row.open_weights,
  summary: row.summary,
});

export const timeline = defineCommand({
  name: "timeline",
  summary: { en: "Releases by date, oldest first", zh: "按日期列出发布，从早到晚" },
  parameters: [],
  options: [
    { name: "from", value: "date", about: { en: "from this year, month or day on", zh: "从这一年、月或日起" } },
    { name: "to", value: "date", about: { en: "up to and including this year, month or day", zh: "到这一年、月或日为止（含）" } },
    { name: "org", value: "id", about: { en: "only this organisation", zh: "只看这家机构" } },
    { name: "era", value: "id", about: { en: "only this era", zh: "只看这个时代" } },
  ],
  examples: [
    { command: "almanac timeline --org alibaba", about: { en: "one organisation's releases", zh: "一家机构的发布" } },
    { command: "almanac timeline --from 2024 --to 2024-06", about: { en: "the first half of 2024", zh: "2024 年上半年" } },
  ],
  run(context) {
    const from = dateOption(context, "from");
    const to = dateOption(context, "to");
    if (from && to && from.slice(0, to.length) > to.slice(0, from.length))
      throw usageError(`--from ${from} is after --to ${to}`, `--from ${from} 晚于 --to ${to}`);
    const organisation = idOption(context, "org", "organisation");
    const era = idOption(context, "era", "era");
    const rows = context.store
      .rowsOf("release")
      .filter((row) => within(row, from, to) && (!organisation || row.organisation === organisation) && (!era || row.era === era));
    const { format, fields, terminal, lang } = context;
    if (rows.length === 0) {
      if (format === "json") terminal.write("[]\n");
      if (format !== "text") return exitCodes.nothingFound;
      throw notFound("no release matches", "没有符合条件的发布");
    }
    if (fields) terminal.write(writeFields(rows.map(flat), fields, format, lang, true));
    else if (format !== "text") terminal.write(writeRows(rows.map(flat), format, lang));
    else
      terminal.write(
        `${timelineLines(rows, context.store.rowsOf("era"), context.store.rowsOf("organisation"), context.canvas).join("\n")}\n`,
      );
    return exitCodes.done;
  },
});
