/** What the tests of the readers share: fixtures, bytes written by hand, tensors collected one by one. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { memorySource, type Source } from "../../src/inspect/bytes.ts";
import { createProblems, InspectError } from "../../src/inspect/error.ts";
import type { Sink } from "../../src/inspect/sink.ts";
import type { Tensor } from "../../src/inspect/tally.ts";
import { thrown } from "../thrown.ts";

export const fixtures = join(import.meta.dirname, "fixtures");
export const fixture = (name: string): Uint8Array => readFileSync(join(fixtures, name));
export const expected = JSON.parse(readFileSync(join(fixtures, "expected.oracle.json"), "utf8")) as {
  readonly safetensors: Record<string, { metadata: Record<string, string>; tensors: Record<string, ExpectedTensor> }>;
  readonly gguf: Record<string, ExpectedGguf>;
};
export type ExpectedTensor = { readonly dtype: string; readonly shape: readonly number[]; readonly bytes: number };
export type ExpectedGguf = {
  readonly big: boolean;
  readonly alignment: number;
  readonly data_offset: number;
  readonly metadata: Record<string, { readonly types: readonly string[]; readonly value: unknown }>;
  readonly tensors: Record<string, ExpectedTensor>;
};

/** Runs a reader; gives its result with the tensors and problems it found. */
export const collect = <T>(read: (source: Source, sink: Sink) => T, bytes: Uint8Array, path = "f") => {
  const problems = createProblems();
  const tensors: Tensor[] = [];
  const header = read(memorySource(path, bytes), { problems, tensor: (tensor) => tensors.push(tensor) });
  return { header, tensors, problems: problems.list() };
};

/** The InspectError of something that must fail. */
export const failure = (work: () => unknown): InspectError => thrown(InspectError, work);

export const bytesOf = (...parts: readonly (string | Uint8Array)[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : part)));

const littleEndian = (bytes: number, value: number | bigint): Uint8Array => {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64LE(BigInt(value));
  return buffer.subarray(0, bytes);
};
export const u32 = (value: number): Uint8Array => littleEndian(4, value);
export const u64 = (value: number | bigint): Uint8Array => littleEndian(8, value);

/** A safetensors file from the text of its header and zeros for data. */
export const safetensorsOf = (header: string, data = 0): Uint8Array =>
  bytesOf(u64(Buffer.byteLength(header)), header, new Uint8Array(data));

export const ggufString = (text: string): Uint8Array => bytesOf(u64(Buffer.byteLength(text)), text);
/** A GGUF file of version 3 from raw key-value pairs and tensor entries. */
export const ggufOf = (pairs: readonly Uint8Array[], tensors: readonly Uint8Array[] = [], rest = new Uint8Array(0)): Uint8Array =>
  bytesOf("GGUF", u32(3), u64(tensors.length), u64(pairs.length), ...pairs, ...tensors, rest);
export const ggufTensor = (name: string, dims: readonly (number | bigint)[], type: number, offset: number): Uint8Array =>
  bytesOf(ggufString(name), u32(dims.length), ...dims.map(u64), u32(type), u64(offset));
