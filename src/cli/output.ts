/** Data formats: decided once, written once, the same for every command. */

import { nearest } from "../knowledge/nearest.ts";
import { governing, pathsOf, valueAt } from "../knowledge/paths.ts";
import type { Lang, LocalText } from "../knowledge/record.ts";
import { visible } from "../knowledge/sanitise.ts";
import type { Options } from "./command.ts";
import { usageError } from "./errors.ts";

export const formats = ["text", "json", "ndjson", "csv", "tsv", "md"] as const;
export type Format = (typeof formats)[number];

export const formatOf = (options: Options): Format => {
  const asked = formats.filter((format) => options[format] === true);
  if (asked.length > 1)
    throw usageError(`--${asked[0]} and --${asked[1]} exclude each other`, `--${asked[0]} 与 --${asked[1]} 不能同时使用`);
  return asked[0] ?? "text";
};

export const isLocalText = (value: unknown): value is LocalText =>
  typeof value === "object" &&
  value !== null &&
  typeof (value as LocalText).en === "string" &&
  typeof (value as LocalText).zh === "string" &&
  Object.keys(value).length === 2;

/** Controls and bidi marks leave as `\uXXXX`: JSON that is looked at in a terminal is harmless there. */
const escaped = (json: string): string =>
  json.replace(
    /[\u007f-\u009f\u200b\u200e\u200f\u061c\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

export const jsonDocument = (value: unknown): string => `${escaped(JSON.stringify(value, null, 2))}\n`;
export const jsonLine = (value: unknown): string => `${escaped(JSON.stringify(value))}\n`;

/** A value as one bare word of text: what `--field` and table cells print. */
export const bare = (value: unknown, lang: Lang): string => {
  if (value === undefined || value === null) return "";
  if (isLocalText(value)) return value[lang];
  if (Array.isArray(value) && value.every((item) => typeof item === "string" || typeof item === "number")) return value.join(",");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
};

export type FieldValue = { readonly path: string; readonly value: unknown };

const fieldOf = (document: object, path: string): FieldValue | undefined => {
  const found = valueAt(document, path);
  if (found) return { path, value: found.value };
  const facts = (document as { facts?: Record<string, { status: string }> }).facts ?? {};
  return governing(facts, path)?.value.status === "undisclosed" ? { path, value: "undisclosed" } : undefined;
};

/** A path that leads nowhere is an error that names the nearest one. In a list a row may lack what others have: it stays empty. */
const pickFields = (documents: readonly object[], fields: readonly string[]): FieldValue[][] => {
  for (const path of fields) {
    if (documents.some((document) => fieldOf(document, path))) continue;
    const paths = new Set(documents.flatMap((document) => pathsOf(document)));
    // The same name further down is what was meant.
    const deeper = [...paths].filter((known) => known.endsWith(`.${path}`));
    const guesses = deeper.length > 0 ? deeper.slice(0, 8) : nearest(path, paths);
    throw usageError(
      `no field "${visible(path)}" here`,
      `这里没有字段“${visible(path)}”`,
      guesses.length ? guesses : Object.keys(documents[0] ?? {}).slice(0, 8),
    );
  }
  return documents.map((document) => fields.map((path) => fieldOf(document, path) ?? { path, value: null }));
};

const tsvCell = (text: string): string => text.replace(/\\/g, "\\\\").replace(/\t/g, "\\t").replace(/\r/g, "\\r").replace(/\n/g, "\\n");
const csvCell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const mdCell = (text: string): string => text.replaceAll("|", "\\|").replace(/\s*\n\s*/g, " ");

export const tsvLine = (cells: readonly string[]): string => `${cells.map(tsvCell).join("\t")}\n`;

export type FlatRow = Readonly<Record<string, unknown>>;

const columnsOf = (rows: readonly FlatRow[]): string[] => [...new Set(rows.flatMap((row) => Object.keys(row)))];

/** Rows of flat objects in any format but text. `order`: of the columns that some row has. */
export const writeRows = (rows: readonly FlatRow[], format: Exclude<Format, "text">, lang: Lang, order: readonly string[] = []): string => {
  if (format === "json") return jsonDocument(rows);
  if (format === "ndjson") return rows.map(jsonLine).join("");
  if (rows.length === 0) return "";
  const given = new Set(columnsOf(rows));
  const columns = [...new Set([...order.filter((column) => given.has(column)), ...given])];
  const cells = rows.map((row) => columns.map((column) => bare(row[column], lang)));
  if (format === "csv") return [columns, ...cells].map((row) => `${row.map(csvCell).join(",")}\n`).join("");
  if (format === "tsv") return [columns, ...cells].map(tsvLine).join("");
  return [columns, columns.map(() => "---"), ...cells].map((row) => `| ${row.map(mdCell).join(" | ")} |\n`).join("");
};

/** Nested values of one document as dotted columns. */
export const flatten = (value: unknown, prefix = ""): FlatRow => {
  if (typeof value !== "object" || value === null || (Array.isArray(value) && value.every((item) => typeof item !== "object")))
    return prefix ? { [prefix]: value } : {};
  return Object.assign({}, ...Object.entries(value).map(([key, child]) => flatten(child, prefix ? `${prefix}.${key}` : key)));
};

/** `--field` over one document or many: bare values, TSV, or JSON objects of just these fields. */
export const writeFields = (documents: readonly object[], fields: readonly string[], format: Format, lang: Lang, many: boolean): string => {
  const picked = pickFields(documents, fields);
  if (format === "text")
    return picked
      .map((row) => (row.length === 1 ? `${bare(row[0]!.value, lang)}\n` : tsvLine(row.map(({ value }) => bare(value, lang)))))
      .join("");
  const objects = picked.map((row) => Object.fromEntries(row.map(({ path, value }) => [path, value])));
  if (format === "json" && !many) return jsonDocument(objects[0]);
  return writeRows(objects, format, lang);
};
