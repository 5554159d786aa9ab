/** `--where key=value` and `--sort key` over flat rows. */
import { nearest } from "../knowledge/nearest.ts";
import { visible } from "../knowledge/sanitise.ts";
import { usageError } from "./errors.ts";
import { bare, type FlatRow } from "./output.ts";

const operators = ["!=", ">=", "<=", "=", ">", "<"] as const;
type Operator = (typeof operators)[number];

export type Condition = { readonly key: string; readonly operator: Operator; readonly value: string };

/** The column that a key names: itself, or the only one that ends in it (`total` is `parameters_total`). */
const columnOf = (key: string, columns: readonly string[], option: string): string => {
  if (columns.includes(key)) return key;
  const ending = columns.filter((one) => one.endsWith(`_${key}`));
  if (ending.length === 1) return ending[0]!;
  const guesses = ending.length > 1 ? ending : nearest(key, columns);
  throw usageError(
    `--${option}: no column "${visible(key)}"`,
    `--${option}：没有名为“${visible(key)}”的列`,
    guesses.length ? guesses : columns.slice(0, 12),
  );
};

export const parseCondition = (text: string, columns: readonly string[]): Condition => {
  let at = -1;
  let operator: Operator = "=";
  for (const candidate of operators) {
    const index = text.indexOf(candidate);
    if (index > 0 && (at < 0 || index < at || (index === at && candidate.length > operator.length))) {
      at = index;
      operator = candidate;
    }
  }
  if (at < 0)
    throw usageError(
      `--where "${visible(text)}": write key=value, key!=value, key>=value …`,
      `--where “${visible(text)}”：请写成 key=value、key!=value、key>=value 等`,
    );
  return { key: columnOf(text.slice(0, at).trim(), columns, "where"), operator, value: text.slice(at + operator.length).trim() };
};

const units: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, b: 1e9, t: 1e12 };

/** The number a text is or begins with, its unit counted: "70B", "671B (37B active)", "1.5T". Dates are text. */
export const quantity = (text: string): number | undefined => {
  const [, digits, unit = ""] = /^(\d+(?:,\d{3})*(?:\.\d+)?(?:e[+-]?\d+)?)([kmbt])?(?=$|[\s(,;+])/i.exec(text.trim()) ?? [];
  return digits === undefined ? undefined : Number(digits.replaceAll(",", "")) * (units[unit.toLowerCase()] ?? 1);
};

const numberOf = (value: unknown): number | undefined => (typeof value === "number" ? value : quantity(bare(value, "en")));

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Quantities compare as numbers, everything else as text without case. */
const order = (left: unknown, right: unknown): number => {
  const a = numberOf(left);
  const b = numberOf(right);
  return a !== undefined && b !== undefined ? Math.sign(a - b) : byText(bare(left, "en").toLowerCase(), bare(right, "en").toLowerCase());
};

/** A year or a month: a day that lies in it equals it. */
const isPeriod = (value: string): boolean => /^(?:19|20)\d{2}(?:-\d{2})?$/.test(value);

/** A missing value fits only `!=`. */
const fits = (row: FlatRow, { key, operator, value }: Condition): boolean => {
  const cell = row[key];
  if (cell === undefined || cell === null) return operator === "!=";
  // A list fits where one of its words does: uses=rope.
  if (Array.isArray(cell) && (operator === "=" || operator === "!="))
    return (operator === "=") === cell.some((item) => order(item, value) === 0);
  const sign = isPeriod(value) && typeof cell === "string" ? byText(cell.slice(0, value.length), value) : order(cell, value);
  if (operator === "!=") return sign !== 0;
  if (operator === "=") return sign === 0;
  if (operator === ">") return sign > 0;
  if (operator === "<") return sign < 0;
  return operator === ">=" ? sign >= 0 : sign <= 0;
};

const mustBeNumber = ({ key, value }: Condition, rows: readonly FlatRow[]): void => {
  if (quantity(value) !== undefined || !rows.some((row) => typeof row[key] === "number")) return;
  throw usageError(`--where: ${key} is a number, "${visible(value)}" is none`, `--where：${key} 是数，“${visible(value)}”不是`);
};

export const filterRows = (rows: readonly FlatRow[], conditions: readonly Condition[]): readonly FlatRow[] => {
  for (const condition of conditions) mustBeNumber(condition, rows);
  return rows.filter((row) => conditions.every((condition) => fits(row, condition)));
};

export type Order = { readonly key: string; readonly down: boolean };

/** `-key` sorts from the largest down. */
export const parseOrder = (sort: string, columns: readonly string[]): Order => ({
  key: columnOf(sort.replace(/^-/, ""), columns, "sort"),
  down: sort.startsWith("-"),
});

/** Rows without the value come last. */
export const sortRows = (rows: readonly FlatRow[], { key, down }: Order): readonly FlatRow[] =>
  [...rows].sort((a, b) => {
    const left = a[key];
    const right = b[key];
    if (left === undefined || right === undefined) return Number(left === undefined) - Number(right === undefined);
    return down ? -order(left, right) : order(left, right);
  });
