/** What the oracle files hold: cases of formulas, each with the result that mpmath gives. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ulpDistance } from "./ulp.ts";

export type Case = {
  readonly formula: string;
  /** `special`: NaN and infinities, by hand. */
  readonly kind: "ordinary" | "hard" | "extreme" | "special";
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly result: unknown;
};

/** Of every file of expected values those that are results of formulas. */
export const cases: readonly Case[] = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith(".oracle.json"))
  .sort()
  .flatMap((name) => JSON.parse(readFileSync(join(import.meta.dirname, name), "utf8")) as Partial<Case>[])
  .filter((one): one is Case => one.formula !== undefined);

/** Numbers in order; a result with several parts has them under the same keys on both sides. */
export const flat = (value: unknown): number[] => {
  if (Array.isArray(value)) return value.flatMap(flat);
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(flat);
  return [Number(value)];
};

export const partsOf = (value: unknown): string[] =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? Object.keys(value) : [];

/** Of every component, in ulp; Infinity where the shapes differ. */
export const distances = (found: unknown, expected: unknown): number[] => {
  const [a, b] = [flat(found), flat(expected)];
  if (a.length !== b.length || partsOf(found).join() !== partsOf(expected).join()) return [Infinity];
  return a.map((value, i) => ulpDistance(value, b[i]!));
};
