import { conceptLineage, edges, type Lineage, releaseLineage, releaseReader } from "../../knowledge/lineage.ts";
import type { Doc } from "../../knowledge/record.ts";
import { visible } from "../../knowledge/sanitise.ts";
import { countRelatives, type LineageNames, lineageLines, namesFrom, type Root, rootLines } from "../../render/lineage.ts";
import { type Context, defineCommand } from "../command.ts";
import { exitCodes, usageError, wrongKind } from "../errors.ts";
import { kindOption, resolveName } from "../names.ts";
import { type FlatRow, jsonDocument, jsonLine, writeFields, writeRows } from "../output.ts";

const depthOf = ({ options }: Context): number => {
  const text = options.depth as string | undefined;
  if (text === undefined) return Number.POSITIVE_INFINITY;
  if (!/^[1-9]\d{0,2}$/.test(text))
    throw usageError(`--depth "${visible(text)}" is no number from 1 on`, `--depth “${visible(text)}”不是从 1 起的整数`);
  return Number(text);
};

const namesOf = ({ store, lang }: Context): LineageNames => namesFrom([...store.rowsOf("organisation"), ...store.rowsOf("concept")], lang);

/** The lineage of a release, of a checkpoint's release, or of an idea. */
const lineageOf = (context: Context, doc: Doc): Lineage => {
  const read = releaseReader(context.store);
  if (doc.kind === "concept") return conceptLineage(doc, read);
  if (doc.kind === "release") return releaseLineage(doc, read, depthOf(context));
  if (doc.kind === "checkpoint") return releaseLineage(read(doc.release)!, read, depthOf(context));
  throw wrongKind(doc, { en: "lineage takes a release, a checkpoint or a concept", zh: "不是发布、检查点或概念" });
};

const flat = (lineage: Lineage): readonly FlatRow[] =>
  lineage.kind === "release"
    ? edges(lineage)
    : [
        ...lineage.introduced_by.map((one) => ({ concept: lineage.id, relation: "introduces", ...one })),
        ...lineage.used_by.map((one) => ({ concept: lineage.id, relation: "uses", ...one })),
      ];

const roots = ({ store }: Context): readonly Root[] => {
  const read = releaseReader(store);
  return store
    .rowsOf("release")
    .flatMap(({ id }): Root[] => {
      const doc = read(id);
      if (!doc || doc.based_on.length > 0 || doc.led_to.length === 0) return [];
      const { name, released, organisation } = doc;
      return [{ id, name, released, organisation, descendants: countRelatives(releaseLineage(doc, read).led_to) }];
    })
    .sort((a, b) => b.descendants - a.descendants || (a.released < b.released ? -1 : 1));
};

const runRoots = (context: Context): number => {
  const { format, fields, terminal, lang, canvas } = context;
  const rows = roots(context);
  if (fields) terminal.write(writeFields(rows, fields, format, lang, true));
  else if (format !== "text") terminal.write(writeRows(rows, format, lang));
  else terminal.write(`${rootLines(rows, namesOf(context), canvas).join("\n")}\n`);
  return exitCodes.done;
};

export const lineage = defineCommand({
  name: "lineage",
  summary: {
    en: "What a release came from and led to; who introduced an idea and who took it up",
    zh: "一次发布的来历与后代；一个概念由谁引入、被谁采用",
  },
  parameters: ["[name...]"],
  options: [kindOption, { name: "depth", value: "n", about: { en: "so many steps away at most", zh: "最多相隔几步" } }],
  examples: [
    { command: "almanac lineage llama", about: { en: "a family tree", zh: "一棵谱系树" } },
    { command: "almanac lineage rope", about: { en: "an idea and its adopters", zh: "一个概念及其采用者" } },
    { command: "almanac lineage", about: { en: "where the families begin", zh: "各家族的源头" } },
  ],
  async run(context) {
    if (context.args.length === 0) return runRoots(context);
    const { row, nameOthers } = await resolveName(context, context.args.join(" "));
    const { format, fields, terminal, lang, canvas, store } = context;
    const result = lineageOf(context, store.read(row).doc);
    if (fields) terminal.write(writeFields([result], fields, format, lang, false));
    else if (format === "json") terminal.write(jsonDocument(result));
    else if (format === "ndjson") terminal.write(flat(result).map(jsonLine).join(""));
    else if (format !== "text") terminal.write(writeRows(flat(result), format, lang));
    else terminal.write(`${lineageLines(result, namesOf(context), canvas).join("\n")}\n`);
    nameOthers();
    return exitCodes.done;
  },
});
