/** `export` itself: the whole record, to standard output, a file or a folder. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Doc, type Kind, kinds } from "../../knowledge/record.ts";
import { visible } from "../../knowledge/sanitise.ts";
import { folders, markdownPage, markdownPath } from "../../render/markdown.ts";
import type { Context } from "../command.ts";
import { CliError, exitCodes, usageError } from "../errors.ts";
import { jsonDocument, jsonLine, writeRows } from "../output.ts";

const kindNamed = (word: string): Kind | undefined => kinds.find((kind) => kind === word || folders[kind] === word);

const docsOf = ({ store }: Context, kind: Kind): Doc[] => store.rowsOf(kind).flatMap(({ id }) => store.entry(kind, id)?.doc ?? []);

const cannotWrite = (path: string, error: unknown): CliError => {
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  return new CliError(exitCodes.cannotWrite, {
    en: `cannot write "${visible(path)}" (${code})`,
    zh: `无法写入“${visible(path)}”（${code}）`,
  });
};

/** One folder after another: `recursive` never returns on a file system that lets nothing be made (/proc, Node 20). */
const makeFolder = (path: string): void => {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
};

const save = (path: string, text: string): void => {
  try {
    makeFolder(dirname(path));
    writeFileSync(path, text);
  } catch (error) {
    throw cannotWrite(path, error);
  }
};

/** A folder that is new or empty: what stands in another is never written over. */
const freshFolder = (path: string): void => {
  if (!existsSync(path)) return;
  const used = statSync(path).isDirectory() ? readdirSync(path).length > 0 : true;
  if (used)
    throw new CliError(exitCodes.cannotWrite, {
      en: `"${visible(path)}" exists and is not an empty folder`,
      zh: `“${visible(path)}”已存在，且不是空文件夹`,
    });
};

const schema = (context: Context, word: string | undefined): number => {
  const kind = kindNamed(word ?? "");
  if (!kind)
    throw usageError(
      word === undefined ? "export schema: of which kind?" : `export schema: no kind is called "${visible(word)}"`,
      word === undefined ? "export schema：请指明种类" : `export schema：没有名为“${visible(word)}”的种类`,
      kinds,
    );
  context.terminal.write(readFileSync(join(__dirname, "schema", `${kind}.schema.json`), "utf8"));
  return exitCodes.done;
};

type Format = "json" | "ndjson" | "csv" | "tsv" | "md";

const oneText = (context: Context, chosen: readonly Kind[], format: "json" | "ndjson"): string => {
  if (format === "ndjson") return chosen.flatMap((kind) => docsOf(context, kind).map(jsonLine)).join("");
  return jsonDocument(Object.fromEntries(chosen.map((kind) => [folders[kind], docsOf(context, kind)])));
};

const tableText = (context: Context, kind: Kind, format: "csv" | "tsv"): string =>
  writeRows(context.store.flatRows(kind), format, context.lang, context.store.columnNames(kind));

const markdownFolder = (context: Context, chosen: readonly Kind[], path: string): number => {
  const { store, lang } = context;
  const names = new Map(
    kinds
      .flatMap((kind) => store.rowsOf(kind))
      .map((row) => [`${row.kind}/${row.id}`, lang === "zh" ? (row.title?.zh ?? row.name) : row.name]),
  );
  const named = (kind: string, id: string): string => names.get(`${kind}/${id}`) ?? id;
  freshFolder(path);
  let written = 0;
  for (const kind of chosen)
    for (const doc of docsOf(context, kind)) {
      save(join(path, markdownPath(doc)), markdownPage(doc, lang, named));
      written++;
    }
  return written;
};

const toFolder = (context: Context, chosen: readonly Kind[], format: "csv" | "tsv" | "md", path: string): void => {
  let written: number;
  if (format === "md") written = markdownFolder(context, chosen, path);
  else {
    freshFolder(path);
    for (const kind of chosen) save(join(path, `${folders[kind]}.${format}`), tableText(context, kind, format));
    written = chosen.length;
  }
  context.terminal.writeError(
    context.lang === "zh" ? `写入 ${written} 个文件：${visible(path)}\n` : `${written} files written to ${visible(path)}\n`,
  );
};

export const runExport = (context: Context): number => {
  const { args, options, terminal, fields } = context;
  if (args[0] === "schema") return schema(context, args[1]);
  const kind = args[0] === undefined ? undefined : kindNamed(args[0]);
  if (args.length > 1 || (args[0] !== undefined && !kind))
    throw usageError(`export takes one kind, or schema and a kind`, "export 只接受一个种类，或 schema 加一个种类", [
      ...Object.values(folders),
      "schema",
    ]);
  if (fields)
    throw usageError("export writes everything: for single fields use list --field", "export 输出全部内容：取单个字段请用 list --field");
  const chosen = kind ? [kind] : kinds;
  const format: Format = context.format === "text" ? "json" : context.format;
  const path = options.to as string | undefined;
  if (format === "json" || format === "ndjson") {
    const text = oneText(context, chosen, format);
    if (path === undefined) terminal.write(text);
    else if (existsSync(path)) throw cannotWrite(path, { code: "EEXIST" });
    else save(path, text);
  } else if (path !== undefined) toFolder(context, chosen, format, path);
  else if (format === "md") throw usageError("--md makes a folder: say where with --to", "--md 会写成一个文件夹：请用 --to 指明位置");
  else if (!kind)
    throw usageError(
      "a table holds one kind: name it, or write all with --to a folder",
      "一张表只放一个种类：请指明，或用 --to 写入文件夹",
      Object.values(folders),
    );
  else terminal.write(tableText(context, kind, format));
  return exitCodes.done;
};
