/** Whatever the bytes, reading ends with a summary or with one InspectError: truncations, flips, splices, noise, hostile numbers. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { memorySource } from "../../src/inspect/bytes.ts";
import { InspectError } from "../../src/inspect/error.ts";
import { type FileSystem, inspect } from "../../src/inspect/inspect.ts";
import type { Summary } from "../../src/inspect/summary.ts";
import { expected, fixture, fixtures, u64 } from "./read.ts";

const runs = process.env.ALMANAC_TEST_LONG ? 100_000 : 2000;

/** One folder in memory. */
const folderOf = (files: Readonly<Record<string, Uint8Array>>): FileSystem => ({
  kindOf: (path) => (path === "." ? "folder" : "file"),
  list: () => Object.keys(files).sort(),
  join: (_, name) => name,
  split: (path) => ({ folder: ".", name: path }),
  opened: (path, use) => use(memorySource(path, files[path]!)),
});

const check = (summary: Summary): void => {
  const { tensors } = summary;
  if (!tensors) return;
  const sum = (key: "parameters" | "bytes"): bigint => tensors.dtypes.reduce((total, one) => total + one[key], 0n);
  // A plain `expect` for every case would take most of the time.
  if (sum("parameters") !== tensors.parameters || sum("bytes") !== tensors.bytes || tensors.parameters < 0n || tensors.bytes < 0n)
    throw new Error(`the types add up to ${sum("parameters")} and ${sum("bytes")}, not ${tensors.parameters} and ${tensors.bytes}`);
};

/** Reads by every way that a name can ask for; gives how many of them were read. */
const outcomes = (name: string, bytes: Uint8Array): string[] =>
  [name, "."].map((path) => {
    try {
      inspect(folderOf({ [name]: bytes }), path).forEach(check);
      return "read";
    } catch (error) {
      if (!(error instanceof InspectError) || !error.text.en || !error.text.zh) throw error;
      return "refused";
    }
  });

const files = readdirSync(fixtures, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.(?:gguf|safetensors|json)$/.test(name) && !name.endsWith("oracle.json"))
  .map((name) => ({ name: name.replace(/^.*\//, ""), bytes: fixture(name) }));
/** Small files, and of the large ones the first part: their headers are what is read. */
const seeds = files.map(({ name, bytes }) => ({ name, bytes: bytes.length > 20_000 ? bytes.subarray(0, 20_000) : bytes }));
const seed = fc.constantFrom(...seeds);

test("the fixtures are of every kind", () => {
  expect(join(...new Set(files.map(({ name }) => name.replace(/^.*\./, ""))))).toMatch(/(?=.*gguf)(?=.*safetensors)(?=.*json)/);
});

describe("truncated", () => {
  test.each(seeds.map(({ name, bytes }, i) => [name, i, bytes] as const))("%s (%i) at every byte of its header", (name, _, bytes) => {
    const step = process.env.ALMANAC_TEST_LONG ? 1 : Math.max(1, Math.floor(bytes.length / 2000));
    for (let length = 0; length < bytes.length; length += step) outcomes(name, bytes.subarray(0, length));
  });
  test("a header cut short is an error, and data cut short is not", () => {
    const read = (name: string): string[] => {
      const bytes = fixture(name);
      return Array.from({ length: bytes.length }, (_, length) => outcomes(name, bytes.subarray(0, length))[0]!);
    };
    const { data_offset: data, alignment } = expected.gguf["kinds-little.gguf"]!;
    const gguf = read("kinds-little.gguf");
    // The header ends somewhere in the padding before the data.
    expect(new Set(gguf.slice(0, data - alignment + 1))).toEqual(new Set(["refused"]));
    expect(new Set(gguf.slice(data))).toEqual(new Set(["read"]));
    const header = 8 + Buffer.from(fixture("dtypes.safetensors")).readUInt32LE(0);
    const safetensors = read("dtypes.safetensors");
    expect(new Set(safetensors.slice(0, header))).toEqual(new Set(["refused"]));
    expect(new Set(safetensors.slice(header))).toEqual(new Set(["read"]));
  });
});

const hostileNumbers = [0n, 1n, 0x7fffffffn, 0xffffffffn, 2n ** 31n, 2n ** 32n, 2n ** 53n, 2n ** 53n - 1n, 2n ** 63n, 2n ** 64n - 1n];
const edit = fc.record({
  kind: fc.constantFrom("flip", "number", "insert", "delete", "copy"),
  // Early bytes are the ones that steer.
  at: fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 0.05, noNaN: true })),
  byte: fc.nat(255),
  number: fc.constantFrom(...hostileNumbers),
  length: fc.nat(64),
});

const apply = (
  bytes: Uint8Array,
  edits: readonly { kind: string; at: number; byte: number; number: bigint; length: number }[],
): Uint8Array => {
  let result = Buffer.from(bytes);
  for (const { kind, at, byte, number, length } of edits) {
    const offset = Math.min(result.length, Math.floor(at * result.length));
    const rest = result.subarray(offset);
    if (kind === "flip" && rest.length > 0) result[offset] = byte;
    else if (kind === "number") Buffer.from(u64(number)).copy(result, offset);
    else if (kind === "insert") result = Buffer.concat([result.subarray(0, offset), Buffer.alloc(length, byte), rest]);
    else if (kind === "delete") result = Buffer.concat([result.subarray(0, offset), rest.subarray(length)]);
    else if (kind === "copy") result = Buffer.concat([result.subarray(0, offset), rest.subarray(0, length), rest]);
  }
  return result;
};

test("changed files", () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(seed, fc.array(edit, { minLength: 1, maxLength: 6 }), ({ name, bytes }, edits) => {
      for (const outcome of outcomes(name, apply(bytes, edits))) seen.add(outcome);
    }),
    { numRuns: runs },
  );
  expect([...seen].sort()).toEqual(["read", "refused"]);
});

test("noise, bare and behind a true beginning", () => {
  const beginnings = ["", "GGUF\x03\0\0\0", "GGUF\0\0\0\x03", "FUGG\0\0\0\x03", "{", '{"weight_map":{', "\x10\0\0\0\0\0\0\0{"].map((text) =>
    Buffer.from(text, "latin1"),
  );
  const names = ["x", "m.gguf", "m.safetensors", "config.json", "model.safetensors.index.json"];
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.constantFrom(...beginnings), fc.uint8Array({ maxLength: 300 }), (name, beginning, noise) => {
      outcomes(name, Buffer.concat([beginning, noise]));
    }),
    { numRuns: runs },
  );
});

test("JSON as JSON.parse reads it", () => {
  const exotic = fc.oneof(fc.string({ unit: "binary" }), fc.string());
  const value = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      exotic,
      tie("list"),
      tie("record"),
    ),
    list: fc.array(tie("value"), { maxLength: 5 }),
    record: fc.dictionary(
      exotic.filter((key) => key !== "__proto__"),
      tie("value"),
      { maxKeys: 5 },
    ),
  })).record;
  fc.assert(
    fc.property(value, fc.constantFrom(undefined, 1, "\t"), (record, indent) => {
      const text = JSON.stringify(record, undefined, indent);
      const [summary] = inspect(folderOf({ "config.json": Buffer.from(text) }), "config.json");
      expect(JSON.stringify(summary!.configuration!.values)).toBe(JSON.stringify(JSON.parse(text)));
    }),
    { numRuns: runs / 4 },
  );
});
