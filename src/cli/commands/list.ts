import { nearest } from "../../knowledge/nearest.ts";
import type { Kind } from "../../knowledge/record.ts";
import { visible } from "../../knowledge/sanitise.ts";
import { listTable, tableColumns } from "../../render/list-table.ts";
import { kindNames } from "../../render/words.ts";
import { defineCommand } from "../command.ts";
import { exitCodes, notFound, usageError } from "../errors.ts";
import { writeFields, writeRows } from "../output.ts";
import { filterRows, parseCondition, parseOrder, sortRows } from "../where.ts";

const listed: Readonly<Record<string, Kind>> = {
  releases: "release",
  checkpoints: "checkpoint",
  concepts: "concept",
  formulas: "formula",
  sources: "source",
  organisations: "organisation",
  eras: "era",
};

/** Other words for the same lists. */
const alsoCalled: Readonly<Record<string, Kind>> = {
  models: "release",
  families: "release",
  sizes: "checkpoint",
  organizations: "organisation",
  organization: "organisation",
  orgs: "organisation",
  papers: "source",
};

const kindOf = (typed: string): Kind => {
  const word = typed.trim().toLowerCase();
  const kind = listed[word] ?? alsoCalled[word] ?? Object.values(listed).find((name) => name === word || kindNames[name].zh === word);
  if (kind) return kind;
  const guesses = nearest(word, Object.keys(listed));
  throw usageError(
    `there is no list of "${visible(word)}"`,
    `没有“${visible(word)}”这种列表`,
    guesses.length ? guesses : Object.keys(listed),
  );
};

export const list = defineCommand({
  name: "list",
  summary: {
    en: "A table of releases, checkpoints, concepts, formulas, sources, organisations or eras",
    zh: "以表格列出发布、检查点、概念、公式、来源、机构或时代",
  },
  parameters: ["[kind]"],
  options: [
    {
      name: "where",
      value: "key=value",
      repeatable: true,
      about: { en: "only rows that fit (=, !=, >, >=, <, <=); may be repeated", zh: "只要符合条件的行（=、!=、>、>=、<、<=），可重复" },
    },
    { name: "sort", value: "key", about: { en: "sort by this column; -key sorts downwards", zh: "按这一列排序；-key 为降序" } },
  ],
  examples: [
    { command: "almanac list concepts", about: { en: "every concept", zh: "全部概念" } },
    {
      command: "almanac list checkpoints --where num_key_value_heads=8 --sort released",
      about: { en: "by any column", zh: "按任意列筛选" },
    },
    { command: "almanac list releases --where open_weights=true --csv", about: { en: "for a spreadsheet", zh: "导入电子表格" } },
  ],
  run(context) {
    const kind = kindOf(context.args[0] ?? "releases");
    const { store, format, fields, terminal, lang, options } = context;
    const sort = options.sort as string | undefined;
    const columns = store.columnNames(kind);
    const conditions = ((options.where as readonly string[] | undefined) ?? []).map((text) => parseCondition(text, columns));
    const order = sort ? parseOrder(sort, columns) : undefined;
    const asked = [...(order ? [order.key] : []), ...conditions.map(({ key }) => key)];
    const used = [...tableColumns(kind), ...asked];
    const fitting = filterRows(store.flatRows(kind, format === "text" && !fields ? used : undefined), conditions);
    const rows = order ? sortRows(fitting, order) : fitting;
    if (rows.length === 0) {
      if (format === "json") terminal.write("[]\n");
      if (format !== "text") return exitCodes.nothingFound;
      throw notFound("no row fits", "没有符合条件的行");
    }
    if (fields) terminal.write(writeFields(rows, fields, format, lang, true));
    else if (format !== "text") terminal.write(writeRows(rows, format, lang, columns));
    else terminal.write(`${listTable(kind, rows, context.canvas, asked).join("\n")}\n`);
    return exitCodes.done;
  },
});
