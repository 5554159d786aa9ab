/** Headers made to be large: each is read or refused within 64 MB more than the process had before, measured in a process of its own. */
import { spawnSync } from "node:child_process";
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bytesOf, ggufString, ggufTensor, u32, u64 } from "./read.ts";

const folder = mkdtempSync(join(tmpdir(), "almanac-memory-"));
const child = join(folder, "child.cjs");
beforeAll(() => {
  buildSync({ entryPoints: [join(import.meta.dirname, "memory-child.ts")], bundle: true, platform: "node", format: "cjs", outfile: child });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Outcome = { readonly count?: number; readonly groups?: number; readonly codes?: readonly string[]; readonly error?: string };
type Written = {
  readonly head: string | Uint8Array;
  readonly count: number;
  readonly record: (index: number) => string | Uint8Array;
  readonly tail: string;
};

/** Writes head, records and tail, then lets the child read it. */
const measure = (name: string, { head, count, record, tail }: Written, sparse = 0): Outcome & { readonly megabytes: number } => {
  const path = join(folder, name);
  const descriptor = openSync(path, "w");
  let batch: (string | Uint8Array)[] = [head];
  let length = 0;
  for (let i = 0; i < count; i++) {
    const part = record(i);
    batch.push(part);
    length += part.length;
    if (length < 1_000_000) continue;
    writeSync(descriptor, bytesOf(...batch));
    batch = [];
    length = 0;
  }
  writeSync(descriptor, bytesOf(...batch, tail));
  if (sparse > 0) ftruncateSync(descriptor, sparse);
  closeSync(descriptor);
  const result = spawnSync(process.execPath, [child, path], { encoding: "utf8" });
  rmSync(path);
  expect(result.stderr).toBe("");
  return JSON.parse(result.stdout);
};

const safetensors = (before: string, count: number, record: (index: number) => string, tail: string): Written => ({
  head: bytesOf(u64(before.length + count * record(0).length + tail.length), before),
  count,
  record,
  tail,
});
const gguf = (
  tensors: number,
  pairs: number,
  more: readonly Uint8Array[],
  count: number,
  record: (index: number) => Uint8Array,
): Written => ({
  head: bytesOf("GGUF", u32(3), u64(tensors), u64(pairs), ...more),
  count,
  record,
  tail: "",
});
const digits = (value: number): string => String(value).padStart(9, "0");
const entry = (name: string, at: number): string => `"${name}":{"dtype":"U8","shape":[1],"data_offsets":[${at},${at + 1}]},`.padEnd(300);
const last = '"z":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}';
const vocabulary = ggufString("t");

const cases: readonly (readonly [string, string, Written, Outcome, number?])[] = [
  [
    "299,001 tensors in 90 MB",
    "a.safetensors",
    safetensors("{", 299_000, (i) => entry(`model.layers.${digits(i)}.weight`, i), last),
    { count: 299_001, groups: 2, codes: ["data-incomplete"] },
  ],
  [
    "as many names that have nothing in common, backwards",
    "b.safetensors",
    safetensors("{", 299_000, (i) => entry(`t${digits(i)}${"y".repeat(200)}`, 299_000 - 1 - i), last),
    { count: 299_001, codes: ["truncated-list", "data-incomplete"] },
  ],
  [
    "more tensors than are read",
    "c.safetensors",
    safetensors("{", 320_000, (i) => entry(digits(i), i), last),
    { error: 'tensor "000300000": more than 300000 tensors' },
  ],
  [
    "a name of 90 MB",
    "d.safetensors",
    safetensors('{"', 9_000_000, () => "xxxxxxxxxx", '":1}'),
    { error: "a string longer than 4096 bytes" },
  ],
  [
    "metadata of 90 MB in long strings",
    "e.safetensors",
    safetensors('{"__metadata__":{', 900, (i) => `"${digits(i)}":"${"e".repeat(100_000)}",`, '"z":""}}'),
    { count: 0, codes: [] },
  ],
  [
    "metadata of 94 MB in short strings",
    "f.safetensors",
    safetensors('{"__metadata__":{', 1_000_000, (i) => `"${digits(i)}":"${"v".repeat(80)}",`, '"z":""}}'),
    { count: 0, codes: [] },
  ],
  ["99 MB of white space", "g.safetensors", safetensors("{", 9_900_000, () => "          ", "}"), { count: 0, codes: [] }],
  [
    "90 MB of brackets",
    "h.safetensors",
    safetensors('{"a":{"b":', 9_000_000, () => "[[[[[[[[[[", ""),
    { error: "JSON nested deeper than 64" },
  ],
  [
    "an index of 299,001 names in 9,000 files",
    "model.safetensors.index.json",
    {
      head: '{"weight_map":{',
      count: 299_000,
      record: (i) => `"model.layers.${digits(i)}${"z".repeat(80)}":"model-${String(i % 9000).padStart(5, "0")}.safetensors",`,
      tail: '"z":"model-00000.safetensors"}}',
    },
    { count: 0, codes: ["missing-shard"] },
  ],
  [
    "a vocabulary of a million tokens",
    "a.gguf",
    gguf(0, 1, [vocabulary, u32(9), u32(8), u64(1_000_000)], 1_000_000, (i) => ggufString(digits(i).repeat(6).slice(0, 50))),
    { count: 0, codes: [] },
  ],
  [
    "a vocabulary of a terabyte",
    "b.gguf",
    gguf(0, 1, [vocabulary, u32(9), u32(8), u64(2 ** 36)], 0, () => u32(0)),
    { error: "the header is longer than 67108864 bytes" },
    2 ** 40,
  ],
  [
    "16,000 keys with a kilobyte each",
    "c.gguf",
    gguf(0, 16_000, [], 16_000, (i) => bytesOf(ggufString(digits(i)), u32(8), ggufString("v".repeat(1000)))),
    { count: 0, codes: [] },
  ],
  [
    "keys of 64 KiB",
    "d.gguf",
    gguf(0, 900, [], 900, (i) => bytesOf(ggufString(digits(i) + "k".repeat(65_000)), u32(0), new Uint8Array(1))),
    { error: "keys of more than 1048576 bytes in all" },
  ],
  [
    "299,000 tensors",
    "e.gguf",
    gguf(299_000, 0, [], 299_000, (i) => ggufTensor(`blk.${i}.${digits(i)}${"x".repeat(40)}`, [8], 0, 32 * i)),
    { count: 299_000, groups: 4000, codes: ["truncated-list", "data-incomplete"] },
  ],
  [
    "a configuration of 49,001 lists",
    "config.json",
    { head: "{", count: 49_000, record: (i) => `"${digits(i)}":[${i}],`, tail: '"z":0}' },
    { codes: [] },
  ],
  [
    "a configuration of eight megabytes",
    "params.json",
    { head: "{", count: 8, record: (i) => `"${digits(i)}":"${"w".repeat(1_000_000)}",`, tail: '"z":0}' },
    { codes: [] },
  ],
];

// Those that show a limit others show too take ten seconds more.
const brief = cases.filter(([, name]) => !/^[cdgh]\.safetensors$|^a\.gguf$/.test(name));

for (const [title, name, written, outcome, sparse] of process.env.ALMANAC_TEST_LONG ? cases : brief)
  test(title, () => {
    const { megabytes, ...found } = measure(name, written, sparse);
    expect(found).toMatchObject(outcome);
    expect(megabytes).toBeLessThan(64);
  });
