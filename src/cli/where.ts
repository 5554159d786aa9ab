/** `--where key=value` and `--sort key` over flat rows. */
import { nearest } from "../knowledge/nearest.ts";
import { visible } from "../knowledge/sanitise.ts";
import { usageError } from "./errors.ts";
import { bare, type FlatRow } from "./output.ts";

const operators = ["!=", ">=", "<=", "=", ">", "<"] as const;
type Operator = (typeof operators)[number];

export type Condition = { readonly key: string; readonly operator: Operator; readonly value: string };

const knownKey = (key: string, rows: readonly FlatRow[], option: string): void => {
  const keys = new Set(rows.flatMap((row) => Object.keys(row)));
  if (rows.length === 0 || keys.has(key)) return;
  const guesses = nearest(key, keys);
  throw usageError(
    `--${option}: no column "${visible(key)}"`,
    `--${option}：没有名为“${visible(key)}”的列`,
    guesses.length ? guesses : [...keys].slice(0, 12),
  );
};

export const parseCondition = (text: string): Condition => {
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
  return { key: text.slice(0, at).trim(), operator, value: text.slice(at + operator.length).trim() };
};

/** Numbers compare as numbers, everything else as text without case; a missing value fits only `!=`. */
const compare = (left: unknown, right: string): number | undefined => {
  if (left === undefined || left === null) return undefined;
  if (typeof left === "number") return right !== "" && Number.isFinite(Number(right)) ? Math.sign(left - Number(right)) : undefined;
  const a = bare(left, "en").toLowerCase();
  const b = right.toLowerCase();
  return a < b ? -1 : a > b ? 1 : 0;
};

const fits = (row: FlatRow, { key, operator, value }: Condition): boolean => {
  const order = compare(row[key], value);
  if (operator === "!=") return order !== 0;
  if (order === undefined) return false;
  if (operator === "=") return order === 0;
  if (operator === ">") return order > 0;
  if (operator === "<") return order < 0;
  return operator === ">=" ? order >= 0 : order <= 0;
};

export const filterRows = (rows: readonly FlatRow[], conditions: readonly string[]): readonly FlatRow[] => {
  const parsed = conditions.map(parseCondition);
  for (const { key } of parsed) knownKey(key, rows, "where");
  return rows.filter((row) => parsed.every((condition) => fits(row, condition)));
};

/** `-key` sorts from the largest down; rows without the value come last. */
export const sortRows = (rows: readonly FlatRow[], sort: string | undefined): readonly FlatRow[] => {
  if (!sort) return rows;
  const down = sort.startsWith("-");
  const key = down ? sort.slice(1) : sort;
  knownKey(key, rows, "sort");
  return [...rows].sort((a, b) => {
    const left = a[key];
    const right = b[key];
    if (left === undefined || right === undefined) return Number(left === undefined) - Number(right === undefined);
    const order =
      typeof left === "number" && typeof right === "number"
        ? left - right
        : bare(left, "en") < bare(right, "en")
          ? -1
          : bare(left, "en") > bare(right, "en")
            ? 1
            : 0;
    return down ? -order : order;
  });
};
