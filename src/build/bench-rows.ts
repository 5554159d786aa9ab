/** What the parts of the benchmark share: which rows are asked for, where they are reported, folders that go when it ends. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type Unit = "x" | "ms" | "MB";
export type Report = (name: string, value: number, goal: number, acceptable: number, unit: Unit) => void;

/** `npm run bench -- search`: only the rows that speak of it. */
export type IsAsked = (name: string) => boolean;

export const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

export const withFolder = async <T>(name: string, use: (folder: string) => T | Promise<T>): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), `almanac-${name}-`));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
