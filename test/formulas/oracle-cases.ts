/** Expected results of formulas, from mpmath at some 2,000 digits (oracle.py and oracle-*.py). */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export type Case = {
  readonly formula: string;
  readonly kind: "ordinary" | "hard" | "extreme" | "special";
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly result: unknown;
};

/** Of every file of expected values those that are results of formulas. */
export const cases = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith(".oracle.json"))
  .flatMap((name) => JSON.parse(readFileSync(join(import.meta.dirname, name), "utf8")) as Partial<Case>[])
  .filter((one): one is Case => one.formula !== undefined);

/** Numbers in order; a result with several parts has them under the same keys on both sides. */
export const flat = (value: unknown): number[] => {
  if (Array.isArray(value)) return value.flatMap(flat);
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(flat);
  return [Number(value)];
};
