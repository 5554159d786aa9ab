/**
 * The header of a .safetensors file: eight bytes of length, then JSON. What the reference implementation refuses is refused here,
 * by the same rules (huggingface/safetensors, safetensors/src/tensor.rs, `read_metadata` and `validate`); only data that is
 * missing or too much is a problem and no error, because a header alone can be inspected too.
 */
import { type Cursor, createCursor, type Source } from "./bytes.ts";
import { duplicateKeys, InspectError, type LocalText, quoted } from "./error.ts";
import { createJsonReader, type JsonReader } from "./json.ts";
import { createNameTable } from "./names.ts";
import { createColumn, maxDimensions, maxName, maxTensors, type Sink, tensorFailure } from "./sink.ts";

export type SafetensorsHeader = {
  readonly count: number;
  /** The strings of `__metadata__`; those longer than 64 KiB are left out. */
  readonly metadata: Readonly<Record<string, string>>;
};

/** Bits of one element, by the names of `Dtype` in tensor.rs. */
export const safetensorsBits: Readonly<Record<string, number>> = {
  BOOL: 8,
  F4: 4,
  F6_E2M3: 6,
  F6_E3M2: 6,
  U8: 8,
  I8: 8,
  F8_E5M2: 8,
  F8_E4M3: 8,
  F8_E8M0: 8,
  F8_E4M3FNUZ: 8,
  F8_E5M2FNUZ: 8,
  I16: 16,
  U16: 16,
  F16: 16,
  BF16: 16,
  I32: 32,
  U32: 32,
  F32: 32,
  C64: 64,
  F64: 64,
  I64: 64,
  U64: 64,
};

const lengthBytes = 8;
const maxHeader = 100_000_000;
const maxText = 65_536;
const maxMetadata = 1_048_576;
const header: LocalText = { en: "the header", zh: "文件头" };

/** Offset and length of the JSON. */
const locate = (source: Source): number => {
  const fail = (reason: LocalText): never => {
    throw new InspectError(source.path, 0, reason);
  };
  if (source.size < lengthBytes)
    fail({
      en: "no safetensors file: shorter than the eight bytes of a header's length",
      zh: "不是 safetensors 文件：不足八个字节，没有文件头长度",
    });
  const bytes = createCursor(source, 0, lengthBytes, lengthBytes, header).take(lengthBytes);
  const claimed = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  if (claimed > maxHeader)
    fail({
      en: `the header claims ${claimed} bytes; the format allows ${maxHeader}`,
      zh: `文件头自称 ${claimed} 字节；格式最多允许 ${maxHeader}`,
    });
  const length = Number(claimed);
  if (lengthBytes + length > source.size)
    fail({
      en: `the header claims ${length} bytes, the file has ${source.size}`,
      zh: `文件头自称 ${length} 字节，而文件只有 ${source.size}`,
    });
  return length;
};

type Entry = { readonly dtype: string; readonly shape: readonly number[]; readonly start: number; readonly end: number };

const readEntry = (json: JsonReader, cursor: Cursor, name: string, at: number): Entry => {
  const fail = tensorFailure(cursor, name, at);
  let dtype: string | undefined;
  let shape: number[] | undefined;
  let offsets: number[] | undefined;
  const numbers = (limit: number): number[] => {
    const list: number[] = [];
    json.array((index) => {
      if (index === limit) fail(`a list longer than ${limit}`, `列表超过 ${limit} 项`);
      list.push(json.integer());
    });
    return list;
  };
  json.object((key) => {
    if ((key === "dtype" && dtype) || (key === "shape" && shape) || (key === "data_offsets" && offsets))
      fail(`${key} is given twice`, `${key} 出现两次`);
    if (key === "dtype") dtype = json.string();
    else if (key === "shape") shape = numbers(maxDimensions);
    else if (key === "data_offsets") offsets = numbers(2);
    else json.skip();
  });
  if (dtype === undefined || !/^\w{1,24}$/.test(dtype)) return fail("no dtype", "没有 dtype");
  if (!shape) return fail("no shape", "没有 shape");
  if (offsets?.length !== 2) return fail("data_offsets are not two numbers", "data_offsets 不是两个数");
  return { dtype, shape, start: offsets[0]!, end: offsets[1]! };
};

/** Reads and checks a header, giving every tensor to `sink`. Throws InspectError. */
export const readSafetensors = (source: Source, sink: Sink): SafetensorsHeader => {
  const length = locate(source);
  const first = lengthBytes + length;
  const cursor = createCursor(source, lengthBytes, first, length, header);
  const duplicate = duplicateKeys(sink.problems, source.path);
  const json = createJsonReader(cursor, { maxString: maxName, maxValues: 0, nonFinite: false, duplicate });
  const [starts, ends, places] = [createColumn(), createColumn(), createColumn()];
  const names = createNameTable();
  const metadata: Record<string, string> = Object.create(null);
  let kept = 0;
  let count = 0;
  let ordered = true;
  let end = 0;

  const readMetadata = (): void =>
    json.object((key, at) => {
      const text = json.shortString(maxText);
      if (text === undefined || (kept += key.length + text.length) > maxMetadata) return;
      if (key in metadata) duplicate(key, at);
      metadata[key] = text;
    });

  const readTensor = (name: string, at: number): void => {
    const fail = tensorFailure(cursor, name, at);
    if (names.get(name) !== undefined) fail("the name stands twice", "名称出现两次");
    if (++count > maxTensors) fail(`more than ${maxTensors} tensors`, `张量超过 ${maxTensors} 个`);
    names.set(name, 1);
    const entry = readEntry(json, cursor, name, at);
    if (entry.end < entry.start) fail("data_offsets end before they start", "data_offsets 的终点在起点之前");
    const bits = Object.hasOwn(safetensorsBits, entry.dtype) ? safetensorsBits[entry.dtype]! : undefined;
    let elements = 1;
    for (const dimension of entry.shape) {
      elements *= dimension;
      if (!Number.isSafeInteger(elements)) fail(`the shape [${entry.shape.join(", ")}] overflows`, `形状 [${entry.shape.join(", ")}] 溢出`);
    }
    const size = entry.end - entry.start;
    if (bits === undefined)
      sink.problems.add("unknown-dtype", source.path, {
        en: `the element type ${quoted(entry.dtype)} is not known`,
        zh: `未知的元素类型 ${quoted(entry.dtype)}`,
      });
    else if (BigInt(elements) * BigInt(bits) !== 8n * BigInt(size))
      fail(
        `${size} bytes of data, but ${entry.dtype} [${entry.shape.join(", ")}] has ${elements} elements of ${bits} bits`,
        `数据有 ${size} 字节，而 ${entry.dtype} [${entry.shape.join(", ")}] 是 ${elements} 个 ${bits} 位元素`,
      );
    if (entry.start !== end) ordered = false;
    end = Math.max(end, entry.end);
    starts.push(entry.start);
    ends.push(entry.end);
    places.push(at);
    sink.tensor({ name, dtype: entry.dtype, shape: entry.shape, parameters: BigInt(elements), bytes: BigInt(size) }, source.path);
  };

  json.object((key, at) => {
    if (key === "__metadata__") readMetadata();
    else readTensor(key, at);
  });
  json.end();
  // Writers put tensors in the order of their data; older ones by name, and then the offsets are sorted before they are compared.
  if (!ordered) {
    const order = Uint32Array.from({ length: count }, (_, i) => i).sort((a, b) => starts.at(a) - starts.at(b) || ends.at(a) - ends.at(b));
    let expected = 0;
    for (const index of order) {
      if (starts.at(index) !== expected)
        cursor.fail(
          {
            en: `the data of a tensor starts at ${starts.at(index)}, not where the one before ends, ${expected}`,
            zh: `某个张量的数据从 ${starts.at(index)} 开始，而前一个结束于 ${expected}`,
          },
          places.at(index),
        );
      expected = ends.at(index);
    }
  }
  const missing = first + end - source.size;
  if (missing > 0)
    sink.problems.add("data-incomplete", source.path, {
      en: `the file is truncated: it lacks the last ${missing.toLocaleString("en-US")} bytes of its data`,
      zh: `文件不完整：缺少数据的最后 ${missing.toLocaleString("en-US")} 字节`,
    });
  if (missing < 0)
    sink.problems.add("data-beyond", source.path, {
      en: `${-missing} bytes follow the data of the last tensor`,
      zh: `最后一个张量的数据之后还有 ${-missing} 字节`,
    });
  return { count, metadata };
};
