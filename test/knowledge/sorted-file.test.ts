import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openSortedFile } from "../../src/knowledge/sorted-file.ts";

const directory = mkdtempSync(join(tmpdir(), "almanac-sorted-"));
const byKey = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const fileOf = (lines: readonly string[]): string => {
  const path = join(directory, `${Math.random()}.tsv`);
  writeFileSync(path, lines.map((line) => `${line}\n`).join(""));
  return path;
};

test("every key is found where a plain search through all lines finds it, whatever the lines and their length", () => {
  const key = fc
    .oneof(fc.string({ minLength: 1, maxLength: 12 }), fc.constantFrom("a", "ab", "旋转", "旋", "𝐚", "é"))
    .map((text) => text.replace(/[\t\n\r\ud800-\udfff]/g, "x"));
  const long = fc.integer({ min: 0, max: 9000 });
  fc.assert(
    fc.property(fc.array(fc.tuple(key, long), { maxLength: 60 }), key, (entries, wanted) => {
      const lines = entries.map(([name, length]) => [name, "v".repeat(length)] as const).sort((a, b) => byKey(a[0], b[0]));
      const file = openSortedFile(fileOf(lines.map((line) => line.join("\t"))));
      const expected = lines.filter(([name]) => !(name < wanted)).map(([name]) => name);
      const found = [...file.from(wanted)].map((fields) => fields[0]!);
      file.close();
      expect(found).toEqual(expected);
    }),
    { numRuns: 150 },
  );
});

test("an empty file holds nothing", () => {
  const file = openSortedFile(fileOf([]));
  expect([...file.from("a")]).toEqual([]);
  file.close();
});
