/** `stats` itself. */
import {
  type Counted,
  type Grouping,
  type Growth,
  groupBy,
  groupings,
  growthOf,
  type Measure,
  measures,
} from "../../knowledge/statistics.ts";
import { barLines } from "../../render/bars.ts";
import { groups, heading } from "../../render/layout.ts";
import { grouped } from "../../render/number.ts";
import { scatterLines } from "../../render/scatter.ts";
import { countryName, labels, say, statusNames } from "../../render/words.ts";
import type { Context } from "../command.ts";
import { exitCodes } from "../errors.ts";
import { jsonDocument, jsonLine, writeFields, writeRows } from "../output.ts";

const titles = {
  year: { en: "Releases by year", zh: "各年的发布数" },
  organisation: { en: "Releases by organisation", zh: "各机构的发布数" },
  country: { en: "Releases by country", zh: "各国的发布数" },
  era: { en: "Releases by era", zh: "各时代的发布数" },
  license: { en: "Releases by license", zh: "各许可证的发布数" },
  concept: { en: "Releases that introduce or use an idea", zh: "引入或使用各概念的发布数" },
  weights: { en: "Releases by weights", zh: "权重是否开放" },
} as const satisfies Record<Grouping, { en: string; zh: string }>;

const growthTitles = {
  parameters: { en: "Parameters of the largest checkpoint of each release", zh: "每次发布中最大检查点的参数量" },
  tokens: { en: "Training tokens of each release", zh: "每次发布的训练词元数" },
  context: { en: "Longest context of each release, in tokens", zh: "每次发布的最长上下文（词元）" },
} as const satisfies Record<Measure, { en: string; zh: string }>;

const words = {
  facts: { en: "Facts by status", zh: "事实的依据" },
  open: { en: "open weights", zh: "开放权重" },
  closed: { en: "weights not released", zh: "权重未公开" },
} as const;

const shownInOverview = 12;

const named = ({ store, lang }: Context, grouping: Grouping): ((key: string) => string) => {
  if (grouping === "country") return (key) => countryName(key, lang);
  if (grouping === "weights") return (key) => say(key === "open" ? labels.openWeights : labels.closedWeights, lang);
  if (grouping !== "organisation" && grouping !== "era" && grouping !== "concept") return (key) => key;
  const known = new Map(
    store.rowsOf(grouping).map((row) => [row.id, grouping === "concept" && lang === "en" ? row.name : (row.title?.[lang] ?? row.name)]),
  );
  return (key) => known.get(key) ?? key;
};

const countedLines = (context: Context, grouping: Grouping, counted: readonly Counted[], most: number): readonly string[] => {
  const name = named(context, grouping);
  const bars = counted.slice(0, most).map(({ key, releases }) => ({ label: name(key), value: releases }));
  return bars.length === 0 ? [] : [heading(say(titles[grouping], context.lang), context.canvas), ...barLines(bars, context.canvas)];
};

const growthLines = ({ canvas, lang }: Context, measure: Measure, growth: readonly Growth[]): readonly string[] =>
  scatterLines(
    {
      title: say(growthTitles[measure], lang),
      unit: "",
      points: growth.map(({ date, value, open, name }) => ({ date, value, name, group: open ? 0 : 1 })),
      groups: [say(words.open, lang), say(words.closed, lang)],
    },
    canvas,
  );

/** Of everything the record holds. */
const overview = (context: Context) => {
  const { store } = context;
  const releases = store.flatRows("release");
  const counts = store.counts();
  return {
    entries: counts.entries,
    facts: counts.facts,
    ...Object.fromEntries(groupings.map((grouping) => [`by_${grouping}`, groupBy(releases, grouping)])),
    growth: Object.fromEntries(measures.map((measure) => [measure, growthOf(releases, measure)])),
  };
};

const overviewLines = (context: Context): readonly string[] => {
  const { store, canvas, lang } = context;
  const releases = store.flatRows("release");
  const { facts } = store.counts();
  const total = Object.values(facts).reduce((sum, count) => sum + count, 0);
  const bars = Object.entries(facts).map(([status, value]) => ({
    label: say(statusNames[status as keyof typeof statusNames], lang),
    value,
  }));
  return groups(
    countedLines(context, "year", groupBy(releases, "year"), Number.POSITIVE_INFINITY),
    countedLines(context, "organisation", groupBy(releases, "organisation"), shownInOverview),
    growthLines(context, "parameters", growthOf(releases, "parameters")),
    [`${heading(say(words.facts, lang), canvas)}  ${canvas.style("muted", grouped(total))}`, ...barLines(bars, canvas)],
  );
};

const write = (context: Context, rows: readonly Readonly<Record<string, unknown>>[], lines: () => readonly string[]): number => {
  const { terminal, format, fields, lang } = context;
  if (fields) terminal.write(writeFields(rows, fields, format, lang, true));
  else if (format !== "text") terminal.write(writeRows(rows, format, lang));
  else terminal.write(`${lines().join("\n")}\n`);
  return exitCodes.done;
};

export const runStats = (context: Context): number => {
  const { options, store, terminal, format, fields, lang } = context;
  const growth = options.growth as Measure | undefined;
  if (growth) {
    const rows = growthOf(store.flatRows("release"), growth);
    return write(context, rows, () => growthLines(context, growth, rows));
  }
  const by = options.by as Grouping | undefined;
  if (by) {
    const rows = groupBy(store.flatRows("release"), by);
    return write(context, rows, () => countedLines(context, by, rows, Number.POSITIVE_INFINITY));
  }
  if (fields) terminal.write(writeFields([overview(context)], fields, format, lang, false));
  else if (format === "json") terminal.write(jsonDocument(overview(context)));
  else if (format === "ndjson") terminal.write(jsonLine(overview(context)));
  // A table of the overview is that of the years: the other groupings are asked for by name.
  else if (format !== "text") terminal.write(writeRows(groupBy(store.flatRows("release"), "year"), format, lang));
  else terminal.write(`${overviewLines(context).join("\n")}\n`);
  return exitCodes.done;
};
