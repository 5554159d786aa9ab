/** The committed results of an independent computation (test/formulas/*.oracle.json), and how far a result is from one. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export type OracleCase = {
  readonly formula: string;
  /** `special`: NaN and infinities, by hand. */
  readonly kind: "ordinary" | "hard" | "extreme" | "special";
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly result: unknown;
};

/** Of every file of expected values those that are results of formulas. */
export const oracleCases = (root: string): OracleCase[] => {
  const folder = join(root, "test", "formulas");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".oracle.json"))
    .sort()
    .flatMap((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as Partial<OracleCase>[])
    .filter((one): one is OracleCase => one.formula !== undefined);
};

const view = new DataView(new ArrayBuffer(8));

/** The place of a double among all doubles: neighbours differ by 1, and both zeros are 0. */
const order = (value: number): bigint => {
  view.setFloat64(0, value);
  const bits = view.getBigInt64(0);
  return bits < 0n ? -(bits & 0x7fffffffffffffffn) : bits;
};

/** In units in the last place. NaN equals NaN only; an infinity is one step beyond the largest double. */
export const ulpDistance = (a: number, b: number): number => {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) && Number.isNaN(b) ? 0 : Infinity;
  const distance = order(a) - order(b);
  return Number(distance < 0n ? -distance : distance);
};

/** Numbers in order; a result with several parts has them under the same keys on both sides. */
export const flat = (value: unknown): number[] => {
  if (Array.isArray(value)) return value.flatMap(flat);
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(flat);
  return [Number(value)];
};

export const partsOf = (value: unknown): string[] =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? Object.keys(value) : [];

/** Of every number of a result; Infinity where the shapes differ. */
export const distances = (found: unknown, exact: unknown): number[] => {
  const [a, b] = [flat(found), flat(exact)];
  if (a.length !== b.length || partsOf(found).join() !== partsOf(exact).join()) return [Infinity];
  return a.map((value, i) => ulpDistance(value, b[i]!));
};

/** A column is for what is within its bound and not within the one before; then what is further off, and what has no correct digit. */
export const bounds = [0, 1, 4, 16] as const;
export const columns = bounds.length + 2;

/** NaN, a wrong infinity or zero, or off by half of what it should be and more. Halves, since a difference may overflow. */
const hasNoDigit = (found: number, exact: number): boolean =>
  ulpDistance(found, exact) > bounds.at(-1)! && !(Math.abs(found / 2 - exact / 2) < Math.abs(exact) / 4);

/** The column of a case, by its worst number. */
export const columnOf = (found: unknown, exact: unknown): number => {
  const [a, b] = [flat(found), flat(exact)];
  const all = distances(found, exact);
  if (all.length !== b.length || a.some((value, i) => hasNoDigit(value, b[i]!))) return columns - 1;
  const within = bounds.findIndex((bound) => all.every((distance) => distance <= bound));
  return within < 0 ? columns - 2 : within;
};
