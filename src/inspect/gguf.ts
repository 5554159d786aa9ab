/**
 * The header of a .gguf file, versions 2 and 3, either byte order: metadata and tensor list (ggml-org/ggml docs/gguf.md). What the
 * reference reader refuses is refused (llama.cpp ggml/src/gguf.cpp); missing data and element types newer than this table are
 * problems and no errors.
 */
import { type Cursor, createCursor, type Source } from "./bytes.ts";
import { InspectError, type LocalText, quoted } from "./error.ts";
import { type GgmlType, ggmlTypes } from "./ggml-types.ts";
import { createGgufReader, type GgufReader, type GgufValue } from "./gguf-values.ts";
import { createNameTable } from "./names.ts";
import { type Fail, maxName, maxTensors, type Sink, tensorFailure } from "./sink.ts";

export type GgufHeader = {
  readonly version: number;
  readonly byteOrder: "little" | "big";
  readonly metadata: ReadonlyMap<string, GgufValue>;
  readonly alignment: number;
  /** Offset of the tensors' data in the file. */
  readonly dataOffset: number;
  readonly count: number;
};

/** Bytes of a header that are read; arrays of numbers are passed over and do not count. A vocabulary takes some 20 MB. */
const maxHeader = 67_108_864;
const maxPairs = 16_384;
const maxKey = 65_535;
/** Bytes of all keys together. */
const maxKeys = 1_048_576;
const maxRank = 8;
const fixedBytes = 24;
const defaultAlignment = 32;
const header: LocalText = { en: "the header", zh: "文件头" };

/** Newer converters write the magic itself in the order of the file; older ones only what follows it. */
const startOf = (source: Source): { readonly version: number; readonly little: boolean } => {
  const fail = (offset: number, en: string, zh: string): never => {
    throw new InspectError(source.path, offset, { en, zh });
  };
  if (source.size < fixedBytes) fail(0, "no GGUF file: shorter than its fixed fields", "不是 GGUF 文件：比固定字段还短");
  const bytes = createCursor(source, 0, 8, 8, header).take(8);
  const magic = String.fromCharCode(...bytes.subarray(0, 4));
  if (magic !== "GGUF" && magic !== "FUGG") fail(0, 'no GGUF file: it does not start with "GGUF"', "不是 GGUF 文件：开头不是“GGUF”");
  const view = new DataView(bytes.buffer, bytes.byteOffset, 8);
  const little = magic === "GGUF" && (view.getUint32(4, true) & 0xffff) !== 0;
  const version = view.getUint32(4, little);
  if (version !== 2 && version !== 3)
    fail(4, `GGUF version ${version}; versions 2 and 3 are read`, `GGUF 版本 ${version}；可读版本 2 和 3`);
  return { version, little };
};

const readMetadata = (reader: GgufReader, cursor: Cursor, pairs: number): Map<string, GgufValue> => {
  const metadata = new Map<string, GgufValue>();
  let length = 0;
  for (let i = 0; i < pairs; i++) {
    const at = cursor.position();
    const key = reader.name(maxKey);
    length += key.length;
    if (length > maxKeys) cursor.fail({ en: `keys of more than ${maxKeys} bytes in all`, zh: `键名总长超过 ${maxKeys} 字节` }, at);
    if (key === "" || key === "__proto__") cursor.fail({ en: `the key ${quoted(key)} is refused`, zh: `拒绝键 ${quoted(key)}` }, at);
    if (metadata.has(key)) cursor.fail({ en: `the key ${quoted(key)} stands twice`, zh: `键 ${quoted(key)} 出现两次` }, at);
    metadata.set(key, reader.value());
  }
  return metadata;
};

const alignmentOf = (metadata: ReadonlyMap<string, GgufValue>, source: Source): number => {
  const value = metadata.get("general.alignment") ?? defaultAlignment;
  if (typeof value === "number" && Number.isInteger(Math.log2(value)) && value >= 1) return value;
  const shown = typeof value === "object" ? "" : ` ${value}`;
  throw new InspectError(source.path, undefined, {
    en: `general.alignment${shown} is no power of two`,
    zh: `general.alignment${shown} 不是 2 的幂`,
  });
};

type Info = {
  readonly name: string;
  readonly shape: readonly number[];
  readonly elements: bigint;
  readonly type: number;
  readonly offset: number;
};

const readInfo = (reader: GgufReader, cursor: Cursor): { readonly info: Info; readonly fail: Fail } => {
  const at = cursor.position();
  const name = reader.name(maxName);
  const fail = tensorFailure(cursor, name, at);
  const rank = reader.u32();
  if (rank > maxRank) fail(`${rank} dimensions`, `有 ${rank} 个维度`);
  // ggml lists the innermost dimension first.
  const shape = Array.from({ length: rank }, reader.count).reverse();
  const elements = shape.reduce((product, dimension) => product * BigInt(dimension), 1n);
  if (elements >= 2n ** 63n) fail(`the shape [${shape.join(", ")}] overflows`, `形状 [${shape.join(", ")}] 溢出`);
  return { info: { name, shape, elements, type: reader.u32(), offset: reader.count() }, fail };
};

const bytesOf = (info: Info, type: GgmlType, fail: Fail): bigint => {
  const row = info.shape.at(-1) ?? 1;
  if (row % type.block !== 0)
    fail(
      `rows of ${row} elements are no multiple of the ${type.block} in a block of ${type.name}`,
      `每行 ${row} 个元素，不是 ${type.name} 块大小 ${type.block} 的倍数`,
    );
  return (info.elements / BigInt(type.block)) * BigInt(type.bytes);
};

/** Reads and checks a header, giving every tensor to `sink`. Throws InspectError. */
export const readGguf = (source: Source, sink: Sink): GgufHeader => {
  const { version, little } = startOf(source);
  const cursor = createCursor(source, 8, source.size, maxHeader, header);
  const reader = createGgufReader(cursor, little);
  const [count, pairs] = [reader.count(), reader.count()];
  if (count > maxTensors)
    cursor.fail(
      {
        en: `the header claims ${count} tensors; ${maxTensors} are read at most`,
        zh: `文件头自称有 ${count} 个张量；最多读 ${maxTensors} 个`,
      },
      8,
    );
  if (pairs > maxPairs)
    cursor.fail(
      {
        en: `the header claims ${pairs} metadata keys; ${maxPairs} are read at most`,
        zh: `文件头自称有 ${pairs} 个元数据键；最多读 ${maxPairs} 个`,
      },
      16,
    );
  const metadata = readMetadata(reader, cursor, pairs);
  const alignment = alignmentOf(metadata, source);
  const padded = (bytes: bigint): bigint => ((bytes + BigInt(alignment) - 1n) / BigInt(alignment)) * BigInt(alignment);

  const names = createNameTable();
  let end = 0n;
  /** Where the next tensor's data must start; unknown after a tensor of unknown size. */
  let expected: bigint | undefined = 0n;
  for (let i = 0; i < count; i++) {
    const { info, fail } = readInfo(reader, cursor);
    if (names.get(info.name) !== undefined) fail("the name stands twice", "名称出现两次");
    names.set(info.name, 1);
    const type = ggmlTypes.get(info.type);
    const bytes = type ? bytesOf(info, type, fail) : 0n;
    const start = BigInt(info.offset);
    if (start % BigInt(alignment) !== 0n || (expected ?? start) !== start)
      fail(
        `its data starts at ${start}, not at ${expected ?? "a multiple of the alignment"}`,
        `数据从 ${start} 开始，而应为 ${expected ?? "对齐值的倍数"}`,
      );
    if (!type)
      sink.problems.add("unknown-dtype", source.path, {
        en: `ggml type ${info.type} is not known: its bytes are not counted`,
        zh: `未知的 ggml 类型 ${info.type}：未计其字节数`,
      });
    end = start + bytes;
    expected = type ? padded(end) : undefined;
    sink.tensor(
      { name: info.name, dtype: type?.name ?? `type ${info.type}`, shape: info.shape, parameters: info.elements, bytes },
      source.path,
    );
  }
  const dataOffset = Number(padded(BigInt(cursor.position())));
  const missing = BigInt(dataOffset) + end - BigInt(source.size);
  if (count > 0 && missing > 0n)
    sink.problems.add("data-incomplete", source.path, {
      en: `the file is truncated: it lacks the last ${missing.toLocaleString("en-US")} bytes of its data`,
      zh: `文件不完整：缺少数据的最后 ${missing.toLocaleString("en-US")} 字节`,
    });
  return { version, byteOrder: little ? "little" : "big", metadata, alignment, dataOffset, count };
};
