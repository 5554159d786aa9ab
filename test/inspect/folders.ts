/** Folders on disk for the tests of paths. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect } from "vitest";
import { localFiles } from "../../src/inspect/files.ts";
import { inspect } from "../../src/inspect/inspect.ts";
import type { Summary } from "../../src/inspect/summary.ts";
import { failure, fixtures } from "./read.ts";

export const folder = mkdtempSync(join(tmpdir(), "almanac-inspect-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let made = 0;
/** A new folder, a copy of a fixture or with these files. */
export const folderOf = (from: string | Readonly<Record<string, string | Uint8Array>>): string => {
  const path = join(folder, String(made++));
  if (typeof from === "string") cpSync(join(fixtures, from), path, { recursive: true });
  else mkdirSync(path);
  if (typeof from !== "string") for (const [name, content] of Object.entries(from)) writeFileSync(join(path, name), content);
  return path;
};
export const read = (path: string): readonly Summary[] => inspect(localFiles, path);
export const only = (path: string): Summary => {
  const found = read(path);
  expect(found).toHaveLength(1);
  return found[0]!;
};
export const reason = (path: string): string => failure(() => read(path)).reason.en;
export const codes = (path: string): string[] => only(path).problems.map(({ code }) => code);

/** Parameters of the tiny Llama that the fixtures hold: embedding and head 32x8, twelve layers, the norm before the head; all F16. */
export const parameters = 2n * 32n * 8n + 12n * (2n * 64n + 2n * 4n * 8n + 3n * 16n * 8n + 2n * 8n) + 8n;
