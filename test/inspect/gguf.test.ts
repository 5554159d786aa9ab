/** Against what the reference package (gguf 0.19.0) wrote and read, and the rules by which ggml refuses files. */
import { describe, expect, test } from "vitest";
import { readGguf } from "../../src/inspect/gguf.ts";
import { type GgufValue, isGgufArray } from "../../src/inspect/gguf-values.ts";
import { bytesOf, collect, expected, failure, fixture, ggufOf, ggufString, ggufTensor, u32, u64 } from "./read.ts";

/** As the oracle writes values down: integers past 2^53 as text. */
const plain = (value: GgufValue | undefined): unknown => {
  if (isGgufArray(value)) return value.values?.map(plain);
  return typeof value === "bigint" ? String(value) : value;
};

describe.each(Object.entries(expected.gguf))("%s", (name, wanted) => {
  const { header, tensors, problems } = collect(readGguf, fixture(name));
  test("has the metadata the reference reads", () => {
    expect(header.byteOrder).toBe(wanted.big ? "big" : "little");
    expect(header.alignment).toBe(wanted.alignment);
    if (tensors.length > 0) expect(header.dataOffset).toBe(wanted.data_offset);
    expect([...header.metadata.keys()]).toEqual(Object.keys(wanted.metadata));
    for (const [key, { types, value }] of Object.entries(wanted.metadata)) {
      const found = header.metadata.get(key);
      expect(plain(found), key).toEqual(value);
      if (types[0] === "ARRAY") expect(found, key).toMatchObject({ of: types.at(-1)!.toLowerCase() });
    }
  });
  test("has the tensors the reference reads", () => {
    const found = tensors.map(({ name, dtype, shape, bytes }) => [name, { dtype, shape, bytes: Number(bytes) }] as const);
    expect(Object.fromEntries(found)).toEqual(wanted.tensors);
    for (const { shape, parameters } of tensors) expect(parameters).toBe(BigInt(shape.reduce((a, b) => a * b, 1)));
    expect(problems).toEqual([]);
  });
});

test("both magics of a big-endian file", () => {
  const [a, b] = ["kinds-big.gguf", "kinds-fugg.gguf"].map((name) => collect(readGguf, fixture(name)));
  expect(b).toEqual(a);
});

const pair = (key: string, type: number, ...value: readonly Uint8Array[]): Uint8Array => bytesOf(ggufString(key), u32(type), ...value);
const one = pair("a", 4, u32(1));
const refused: readonly (readonly [string, Uint8Array, RegExp])[] = [
  ["an empty file", new Uint8Array(0), /shorter than its fixed fields/],
  ["another magic", bytesOf("GGML", new Uint8Array(40)), /does not start with "GGUF"/],
  ["version 1", bytesOf("GGUF", u32(1), new Uint8Array(40)), /version 1; versions 2 and 3/],
  ["version 4", bytesOf("GGUF", u32(4), new Uint8Array(40)), /version 4/],
  ["more pairs than bytes", bytesOf("GGUF", u32(3), u64(0), u64(9), new Uint8Array(8)), /refused|ends inside/],
  ["2^63 tensors", bytesOf("GGUF", u32(3), u64(2n ** 63n), u64(0)), /a length of 9223372036854775808/],
  ["a million tensors", bytesOf("GGUF", u32(3), u64(1_000_000), u64(0)), /claims 1000000 tensors/],
  ["a million keys", bytesOf("GGUF", u32(3), u64(0), u64(1_000_000)), /claims 1000000 metadata keys/],
  ["an empty key", ggufOf([pair("", 4, u32(1))]), /refused/],
  ["the key __proto__", ggufOf([pair("__proto__", 4, u32(1))]), /refused/],
  ["a key twice", ggufOf([one, one]), /stands twice/],
  ["an unknown type", ggufOf([pair("a", 13, u32(1))]), /value type 13/],
  ["a boolean of 2", ggufOf([pair("a", 7, new Uint8Array([2]))]), /a boolean of 2/],
  ["a string past the end", ggufOf([pair("a", 8, u64(99), u32(0))]), /ends inside the header/],
  ["an array past the end", ggufOf([pair("a", 9, u32(4), u64(2n ** 40n))]), /array of 1099511627776 elements does not fit/],
  ["an array of strings past the end", ggufOf([pair("a", 9, u32(8), u64(2n ** 40n))]), /does not fit/],
  ["nested arrays", ggufOf([pair("a", 9, ...Array.from({ length: 20 }, () => bytesOf(u32(9), u64(1))), u32(0), u64(0))]), /nested deeper/],
  ["an alignment of 24", ggufOf([pair("general.alignment", 4, u32(24))]), /general.alignment 24 is no power of two/],
  ["an alignment of 0", ggufOf([pair("general.alignment", 4, u32(0))]), /general.alignment 0/],
  ["an alignment in words", ggufOf([pair("general.alignment", 8, ggufString("32"))]), /general.alignment 32/],
  ["nine dimensions", ggufOf([], [ggufTensor("t", Array(9).fill(1), 0, 0)]), /9 dimensions/],
  ["a shape past 2^63", ggufOf([], [ggufTensor("t", [2 ** 40, 2 ** 40], 0, 0)]), /overflows/],
  ["a row that is no whole block", ggufOf([], [ggufTensor("t", [33, 2], 2, 0)]), /rows of 33 elements are no multiple of the 32/],
  ["data that is not aligned", ggufOf([], [ggufTensor("t", [1], 0, 8)]), /starts at 8, not at 0/],
  ["a hole in the data", ggufOf([], [ggufTensor("t", [8], 0, 0), ggufTensor("u", [8], 0, 64)]), /starts at 64, not at 32/],
  ["a name twice", ggufOf([], [ggufTensor("t", [8], 0, 0), ggufTensor("t", [8], 0, 32)]), /the name stands twice/],
  ["a name that is no UTF-8", ggufOf([], [bytesOf(u64(1), new Uint8Array([0xff]), u32(0), u32(0), u64(0))]), /not UTF-8/],
];

test.each(refused)("%s is refused", (_, file, message) => {
  const error = failure(() => collect(readGguf, file, "m.gguf"));
  expect(error.text.en).toMatch(message);
  expect(error.text.en.startsWith("m.gguf")).toBe(true);
  expect(error.text.zh).toMatch(/^m\.gguf(?:，第 \d+ 字节)?：.*\p{Script=Han}/u);
});

test("arrays in arrays", () => {
  const inner = (...numbers: number[]) => bytesOf(u32(0), u64(numbers.length), new Uint8Array(numbers));
  const { header } = collect(
    readGguf,
    ggufOf([pair("a", 9, u32(9), u64(2), inner(1, 2), inner(3)), one.map((byte) => (byte === 97 ? 98 : byte))]),
  );
  expect(plain(header.metadata.get("a"))).toEqual([[1, 2], [3]]);
  expect(header.metadata.get("b")).toBe(1);
});

test("long arrays and strings are counted and passed over", () => {
  const strings = Array.from({ length: 2000 }, (_, i) => ggufString(`token ${i}`));
  const pairs = [
    pair("a", 9, u32(8), u64(2000), ...strings),
    pair("b", 9, u32(6), u64(50_000), new Uint8Array(200_000)),
    pair("c", 8, ggufString("x".repeat(200_000))),
    pair("d", 4, u32(7)),
  ];
  const { metadata } = collect(readGguf, ggufOf(pairs)).header;
  expect(metadata.get("a")).toEqual({ of: "string", length: 2000, values: undefined });
  expect(metadata.get("b")).toEqual({ of: "float32", length: 50_000, values: undefined });
  expect(metadata.get("c")).toEqual({ longText: 200_000 });
  expect(metadata.get("d")).toBe(7);
});

test("missing data and types newer than the table are said and do not stop the reading", () => {
  const { tensors, problems } = collect(readGguf, ggufOf([], [ggufTensor("t", [32, 2], 99, 0), ggufTensor("u", [8], 0, 96)]));
  expect(tensors.map(({ dtype, shape, parameters }) => [dtype, shape, parameters])).toEqual([
    ["type 99", [2, 32], 64n],
    ["F32", [8], 8n],
  ]);
  expect(problems.map(({ code }) => code)).toEqual(["unknown-dtype", "data-incomplete"]);
});
