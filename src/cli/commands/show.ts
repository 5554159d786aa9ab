import type { ConceptDoc, Entry } from "../../knowledge/record.ts";
import { card } from "../../render/card.ts";
import { type Context, defineCommand } from "../command.ts";
import { exitCodes, isCliError } from "../errors.ts";
import { kindOption, resolveName } from "../names.ts";
import { flatten, jsonDocument, jsonLine, writeFields, writeRows } from "../output.ts";
import { proseOf } from "../prose.ts";

const asText = (context: Context, entry: Entry): string => {
  const prose = entry.doc.kind === "concept" ? proseOf(context, entry as Entry<ConceptDoc>) : undefined;
  return `${card(entry, context.canvas, prose).join("\n")}\n`;
};

const showOne = async (context: Context, name: string): Promise<number> => {
  const { row, nameOthers } = await resolveName(context, name);
  const entry = context.store.read(row);
  const { format, fields, terminal, lang } = context;
  if (fields) terminal.write(writeFields([entry.doc], fields, format, lang, false));
  else if (format === "text") terminal.write(asText(context, entry));
  else if (format === "json") terminal.write(jsonDocument(entry.doc));
  else if (format === "ndjson") terminal.write(jsonLine(entry.doc));
  else terminal.write(writeRows([flatten(entry.doc)], format, lang));
  nameOthers();
  return exitCodes.done;
};

/** `show -`: a name a line, one JSON object a line in the same order; a name that means nothing is an error line. */
const showMany = async (context: Context): Promise<number> => {
  let missing = 0;
  const lines: string[] = [];
  for (const line of context.terminal.readStdin().split(/\r?\n/)) {
    if (line.trim() === "") continue;
    try {
      const { doc } = context.store.read((await resolveName(context, line)).row);
      lines.push(context.fields ? writeFields([doc], context.fields, "ndjson", context.lang, true) : jsonLine(doc));
    } catch (error) {
      if (!isCliError(error)) throw error;
      missing++;
      lines.push(jsonLine({ error: { message: error.text[context.lang], name: line.trim(), suggestions: error.suggestions } }));
    }
  }
  context.terminal.write(lines.join(""));
  return missing > 0 ? exitCodes.nothingFound : exitCodes.done;
};

export const show = defineCommand({
  name: "show",
  summary: {
    en: "The card of a release, checkpoint, concept, formula, source or organisation",
    zh: "显示发布、检查点、概念、公式、来源或机构的卡片",
  },
  parameters: ["<name...>"],
  options: [kindOption],
  examples: [
    { command: "almanac show llama-2", about: { en: "a release, its checkpoints, dates and sources", zh: "一次发布：检查点、日期与来源" } },
    { command: "almanac show llama 2 70b --field config.num_key_value_heads", about: { en: "one value, bare", zh: "只要一个值" } },
    { command: "almanac show rope --lang zh", about: { en: "a concept, in Chinese", zh: "用中文读一个概念" } },
  ],
  async run(context) {
    if (context.args.length === 1 && context.args[0] === "-") return showMany(context);
    return showOne(context, context.args.join(" "));
  },
});
