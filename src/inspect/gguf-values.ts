/** Values of GGUF's metadata: every type, arrays in arrays; long strings and arrays are passed over and only counted. */
import type { Cursor } from "./bytes.ts";

export type GgufScalar = number | bigint | boolean | string;
/** `values` only of short arrays; `of` is the type of the elements as the specification names it. */
export type GgufArray = { readonly of: string; readonly length: number; readonly values: readonly GgufValue[] | undefined };
/** A string too long to keep, by its length in bytes. */
export type GgufLongText = { readonly longText: number };
export type GgufValue = GgufScalar | GgufArray | GgufLongText;

export const isGgufArray = (value: GgufValue | undefined): value is GgufArray => typeof value === "object" && "of" in value;

export type GgufReader = {
  readonly u32: () => number;
  /** A count or a length: an error past 2^53 - 1. */
  readonly count: () => number;
  /** A UTF-8 string of at most `limit` bytes; longer or malformed ones are errors. */
  readonly name: (limit: number) => string;
  readonly value: () => GgufValue;
};

const maxText = 65_536;
const maxArray = 1024;
/** Bytes of all strings and elements that are kept, together. */
const maxKept = 4_194_304;
const maxDepth = 8;
const arrayType = 9;

/** 0.1 stored in 32 bits is 0.10000000149…: the shortest decimal that stores as the same 32 bits is what was meant. */
const shortest = (value: number): number => {
  for (let digits = 1; digits <= 9; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.fround(rounded) === value) return rounded;
  }
  return value;
};

const safe = (value: bigint): number | bigint => (BigInt.asIntN(54, value) === value ? Number(value) : value);

type Kind = { readonly name: string; readonly size: number; readonly read: (view: DataView, little: boolean) => number | bigint };
const kind = (name: string, size: number, read: Kind["read"]): Kind => ({ name, size, read });

/** `gguf_metadata_value_type` of ggml-org/ggml docs/gguf.md. */
const kinds: ReadonlyMap<number, Kind> = new Map([
  [0, kind("uint8", 1, (view) => view.getUint8(0))],
  [1, kind("int8", 1, (view) => view.getInt8(0))],
  [2, kind("uint16", 2, (view, little) => view.getUint16(0, little))],
  [3, kind("int16", 2, (view, little) => view.getInt16(0, little))],
  [4, kind("uint32", 4, (view, little) => view.getUint32(0, little))],
  [5, kind("int32", 4, (view, little) => view.getInt32(0, little))],
  [6, kind("float32", 4, (view, little) => shortest(view.getFloat32(0, little)))],
  [7, kind("bool", 1, (view) => view.getUint8(0))],
  [10, kind("uint64", 8, (view, little) => safe(view.getBigUint64(0, little)))],
  [11, kind("int64", 8, (view, little) => safe(view.getBigInt64(0, little)))],
  [12, kind("float64", 8, (view, little) => view.getFloat64(0, little))],
]);
const stringType = 8;
const typeName = (type: number): string => (type === stringType ? "string" : type === arrayType ? "array" : kinds.get(type)!.name);

export const createGgufReader = (cursor: Cursor, little: boolean): GgufReader => {
  const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const lenient = new TextDecoder("utf-8", { ignoreBOM: true });
  let kept = 0;

  const word = new Uint8Array(8);
  const view = new DataView(word.buffer);
  const load = (length: number): DataView => {
    cursor.copy(word, length);
    return view;
  };
  const u32 = (): number => load(4).getUint32(0, little);
  const count = (): number => {
    const at = cursor.position();
    load(8);
    const value = view.getUint32(little ? 4 : 0, little) * 2 ** 32 + view.getUint32(little ? 0 : 4, little);
    return Number.isSafeInteger(value)
      ? value
      : cursor.fail(
          {
            en: `a length of ${view.getBigUint64(0, little)}, more than a file can hold`,
            zh: `长度为 ${view.getBigUint64(0, little)}，没有文件装得下`,
          },
          at,
        );
  };
  const type = (): number => {
    const at = cursor.position();
    const found = u32();
    if (found !== stringType && found !== arrayType && !kinds.has(found))
      cursor.fail({ en: `value type ${found} is not known`, zh: `未知的值类型 ${found}` }, at);
    return found;
  };

  const name = (limit: number): string => {
    const at = cursor.position();
    const length = count();
    if (length > limit)
      cursor.fail({ en: `a name of ${length} bytes; ${limit} are allowed`, zh: `名称长达 ${length} 字节；最多允许 ${limit}` }, at);
    try {
      return strict.decode(cursor.take(length));
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      return cursor.fail({ en: "a name is not UTF-8", zh: "名称不是 UTF-8" }, at);
    }
  };

  /** Undefined when it is not kept. */
  const text = (keep: boolean): string | GgufLongText => {
    const length = count();
    if (keep && length <= maxText && kept + length <= maxKept) {
      kept += length;
      return lenient.decode(cursor.take(length));
    }
    cursor.skip(length);
    return { longText: length };
  };

  const scalar = (of: Kind): GgufScalar => {
    const at = cursor.position();
    const value = of.read(load(of.size), little);
    if (of.name !== "bool") return value;
    if (value !== 0 && value !== 1) cursor.fail({ en: `a boolean of ${value}`, zh: `布尔值为 ${value}` }, at);
    return value === 1;
  };

  const array = (depth: number, keep: boolean): GgufArray => {
    const at = cursor.position();
    if (depth > maxDepth) cursor.fail({ en: `arrays nested deeper than ${maxDepth}`, zh: `数组嵌套超过 ${maxDepth} 层` }, at);
    const of = type();
    const length = count();
    const kindOf = kinds.get(of);
    // The least an element takes: a string its length, an array its type and length.
    const least = kindOf?.size ?? (of === stringType ? 8 : 12);
    if (length * least > cursor.remaining())
      cursor.fail({ en: `an array of ${length} elements does not fit the file`, zh: `文件容不下 ${length} 个元素的数组` }, at);
    const keeps = keep && length <= maxArray && kept + length * least <= maxKept;
    if (keeps) kept += length * least;
    if (kindOf && !keeps) {
      cursor.skip(length * kindOf.size);
      return { of: kindOf.name, length, values: undefined };
    }
    const values: GgufValue[] = [];
    for (let i = 0; i < length; i++) {
      const item = kindOf ? scalar(kindOf) : of === stringType ? text(keeps) : array(depth + 1, keeps);
      if (keeps) values.push(item);
    }
    return { of: typeName(of), length, values: keeps ? values : undefined };
  };

  const value = (): GgufValue => {
    const of = type();
    if (of === arrayType) return array(1, true);
    return of === stringType ? text(true) : scalar(kinds.get(of)!);
  };

  return { u32, count, name, value };
};
