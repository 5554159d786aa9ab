/** `compare` itself. A chunk of its own: it counts caches, and other look-ups do not load the engine. */
import { type ComparedField, comparedCheckpoint, compareSides, type Side } from "../../knowledge/comparison.ts";
import { readName } from "../../knowledge/named-size.ts";
import { sideOf } from "../../knowledge/sides.ts";
import { comparisonNames } from "../../render/compared.ts";
import { comparisonLines } from "../../render/comparison.ts";
import { noneOfSize } from "../checkpoint.ts";
import type { Context } from "../command.ts";
import { exitCodes, usageError, wrongKind } from "../errors.ts";
import { resolveName } from "../names.ts";
import { type FlatRow, jsonDocument, jsonLine, writeRows } from "../output.ts";

/** The explorer's comparison comes from this chunk too. */
export { comparedLines } from "../../render/compared.ts";

const sideFor = async (context: Context, word: string): Promise<Side> => {
  const { store } = context;
  const { doc } = store.read((await resolveName(context, word)).row);
  if (doc.kind === "checkpoint") return sideOf(doc, store);
  if (doc.kind === "release") {
    const { members, particular, size } = readName(doc, word);
    if (members.length === 0 && size !== undefined) throw noneOfSize(doc, size, { en: "checkpoint", zh: "检查点" }, doc.checkpoints);
    const meant = particular ? comparedCheckpoint({ ...doc, checkpoints: members }) : undefined;
    return sideOf(meant ? store.entry("checkpoint", meant.id)!.doc : doc, store);
  }
  throw wrongKind(doc, { en: "compare takes releases and checkpoints", zh: "不是发布或检查点，不能比较" });
};

const flatRow = (sides: readonly Side[], row: ComparedField): FlatRow => ({
  field: row.field,
  same: row.same,
  ...Object.fromEntries(sides.map((side, i) => [side.id, row.values[i] ?? null])),
});

const most = 12;

export const runCompare = async (context: Context): Promise<number> => {
  const { args, options, format, fields: asked, terminal, lang, canvas, store } = context;
  if (args.length < 2)
    throw usageError("compare takes two names or more; quote a name of several words", "compare 需要两个以上的名称；多个词的名称请加引号");
  if (args.length > most) throw usageError(`compare takes ${most} names at most`, `compare 最多比较 ${most} 个`);
  const sides = await Promise.all(args.map((word) => sideFor(context, word)));
  const all = compareSides(sides);
  const wanted = asked
    ? all.filter(({ field }) => asked.some((path) => field === path || field.startsWith(`${path}.`) || field === `config.${path}`))
    : all;
  if (asked && wanted.length === 0)
    throw usageError(
      `no field "${asked.join(",")}" in this comparison`,
      `比较中没有字段“${asked.join(",")}”`,
      all.map(({ field }) => field).slice(0, 8),
    );
  const rows = options.diff ? wanted.filter(({ same }) => !same) : wanted;
  if (format === "json")
    terminal.write(
      jsonDocument({
        entries: sides.map(({ id, name, release, checkpoint }) => ({ id, name, release: release.id, checkpoint: checkpoint?.id ?? null })),
        fields: rows.map(({ field, same, values, facts }) => ({
          field,
          same,
          values: values.map((value) => value ?? null),
          facts: facts.map((fact) => fact ?? null),
        })),
      }),
    );
  else if (format === "ndjson") terminal.write(rows.map((row) => jsonLine(flatRow(sides, row))).join(""));
  else if (format !== "text")
    terminal.write(
      writeRows(
        rows.map((row) => flatRow(sides, row)),
        format,
        lang,
      ),
    );
  else {
    const names = comparisonNames(store, lang);
    terminal.write(`${comparisonLines(sides, rows, names, canvas, options.sources === true).join("\n")}\n`);
  }
  return exitCodes.done;
};
