/** Against what the reference implementation (safetensors 0.8.0) wrote and read, and the rules by which it refuses files. */
import { describe, expect, test } from "vitest";
import { readSafetensors } from "../../src/inspect/safetensors.ts";
import { collect, expected, failure, fixture, safetensorsOf } from "./read.ts";

describe.each(Object.entries(expected.safetensors))("%s", (name, wanted) => {
  const { header, tensors, problems } = collect(readSafetensors, fixture(name));
  test("has the tensors and metadata the reference reads", () => {
    const found = tensors.map(({ name, dtype, shape, bytes }) => [name, { dtype, shape, bytes: Number(bytes) }] as const);
    expect(Object.fromEntries(found)).toEqual(wanted.tensors);
    expect(header.count).toBe(Object.keys(wanted.tensors).length);
    expect({ ...header.metadata }).toEqual(wanted.metadata);
    expect(problems).toEqual([]);
  });
});

const tensor = (dtype: string, shape: string, offsets: string): string => `{"dtype":"${dtype}","shape":${shape},"data_offsets":${offsets}}`;
const one = (dtype: string, shape: string, offsets: string): string => `{"t":${tensor(dtype, shape, offsets)}}`;

const refused: readonly (readonly [string, string, RegExp])[] = [
  ["a hole before the first tensor", one("U8", "[4]", "[4,8]"), /starts at 4/],
  [
    "a hole between two",
    `{"a":${tensor("U8", "[2]", "[0,2]")},"b":${tensor("U8", "[2]", "[3,5]")}}`,
    /starts at 3, not where the one before ends, 2/,
  ],
  ["two that overlap", `{"a":${tensor("U8", "[4]", "[0,4]")},"b":${tensor("U8", "[4]", "[2,6]")}}`, /starts at 2/],
  ["the same data twice", `{"a":${tensor("U8", "[4]", "[0,4]")},"b":${tensor("U8", "[4]", "[0,4]")}}`, /starts at 0/],
  ["a size that is not dtype times shape", one("F32", "[2,2]", "[0,8]"), /8 bytes of data, but F32 \[2, 2\] has 4 elements of 32 bits/],
  ["half a byte", one("F4", "[3]", "[0,2]"), /3 elements of 4 bits/],
  ["offsets backwards", one("U8", "[0]", "[8,4]"), /end before they start/],
  ["a product past 2^53", one("U8", "[4294967296,4294967296]", "[0,1]"), /overflows/],
  ["a product past 2^53 times nothing", one("U8", "[4294967296,4294967296,0]", "[0,0]"), /overflows/],
  ["a negative dimension", one("U8", "[-1]", "[0,1]"), /whole number/],
  ["a fraction", one("U8", "[1.5]", "[0,1]"), /"1.5" is no whole number/],
  ["an exponent", one("U8", "[1e3]", "[0,1000]"), /no whole number/],
  ["three offsets", one("U8", "[1]", "[0,1,2]"), /longer than 2/],
  ["one offset", one("U8", "[1]", "[0]"), /not two numbers/],
  ["no shape", '{"t":{"dtype":"U8","data_offsets":[0,1]}}', /no shape/],
  ["no dtype", '{"t":{"shape":[1],"data_offsets":[0,1]}}', /no dtype/],
  ["a dtype that is a number", '{"t":{"dtype":8,"shape":[1],"data_offsets":[0,1]}}', /a string should be/],
  ["a field twice", '{"t":{"dtype":"U8","dtype":"U8","shape":[1],"data_offsets":[0,1]}}', /dtype is given twice/],
  ["a name twice", `{"a":${tensor("U8", "[2]", "[0,2]")},"a":${tensor("U8", "[2]", "[2,4]")}}`, /stands twice/],
  ["the name __proto__", `{"__proto__":${tensor("U8", "[1]", "[0,1]")}}`, /refused/],
  ["metadata that is no text", '{"__metadata__":{"a":1}}', /a string should be/],
  ["a list", "[]", /"\{" should be/],
  ["text after the object", "{} x", /the end should be/],
  ["no JSON", "nonsense", /"n" stands where "\{" should be/],
  ["an unclosed object", '{"a":', /ends where/],
  ["half of a surrogate pair", '{"\\ud800":{}}', /surrogate/],
  ["a control character", '{"a\u0001":{}}', /control character/],
  ["an unknown escape", '{"\\x41":{}}', /escape/],
  ["deep nesting", `{"t":{"x":${"[".repeat(100)}${"]".repeat(100)}}}`, /nested deeper than 64/],
];

test.each(refused)("%s is refused", (_, header, message) => {
  const error = failure(() => collect(readSafetensors, safetensorsOf(header, 16), "m.safetensors"));
  expect(error.text.en).toMatch(message);
  expect(error.text.en).toMatch(/^m\.safetensors, byte \d+: /);
  expect(error.text.zh).toMatch(/^m\.safetensors，第 \d+ 字节：.*\p{Script=Han}/u);
});

test("bytes that are no UTF-8 are refused", () => {
  const file = safetensorsOf('{"aa":{}}');
  file[10] = 0xff;
  expect(failure(() => collect(readSafetensors, file)).reason.en).toBe("a string is not UTF-8");
});

test("what the length claims", () => {
  const claim = (length: bigint, size: number): string => {
    const file = new Uint8Array(size);
    if (size >= 8) new DataView(file.buffer).setBigUint64(0, length, true);
    return failure(() => collect(readSafetensors, file)).reason.en;
  };
  expect(claim(0n, 0)).toMatch(/shorter than the eight bytes/);
  expect(claim(0n, 7)).toMatch(/shorter than the eight bytes/);
  expect(claim(100_000_001n, 64)).toMatch(/claims 100000001 bytes; the format allows 100000000/);
  expect(claim(2n ** 60n, 64)).toMatch(/claims 1152921504606846976 bytes/);
  expect(claim(2n ** 64n - 1n, 64)).toMatch(/claims 18446744073709551615 bytes; the format allows/);
  expect(claim(57n, 64)).toMatch(/claims 57 bytes, the file has 64/);
  expect(claim(0n, 8)).toMatch(/ends where "\{" should be/);
});

test("tensors in any order, and unknown keys of a tensor", () => {
  const entries = [
    tensor("U8", "[2]", "[2,4]"),
    tensor("U8", "[2]", "[0,2]"),
    tensor("F32", "[0]", "[2,2]").replace("}", ',"new":{"a":[1]}}'),
  ];
  const { tensors, problems } = collect(readSafetensors, safetensorsOf(`{"b":${entries[0]},"a":${entries[1]},"c":${entries[2]}}  `, 4));
  expect(tensors.map(({ name, parameters }) => [name, parameters])).toEqual([
    ["b", 2n],
    ["a", 2n],
    ["c", 0n],
  ]);
  expect(problems).toEqual([]);
});

test("data that is missing, too much, or of a new type is said and does not stop the reading", () => {
  const codes = (header: string, data: number) => collect(readSafetensors, safetensorsOf(header, data)).problems.map(({ code }) => code);
  expect(codes(one("U8", "[4]", "[0,4]"), 4)).toEqual([]);
  expect(codes(one("U8", "[4]", "[0,4]"), 0)).toEqual(["data-incomplete"]);
  expect(codes(one("U8", "[4]", "[0,4]"), 5)).toEqual(["data-beyond"]);
  expect(codes(one("F2_NEW", "[4]", "[0,4]"), 4)).toEqual(["unknown-dtype"]);
  expect(codes(one("constructor", "[4]", "[0,4]"), 4)).toEqual(["unknown-dtype"]);
});
