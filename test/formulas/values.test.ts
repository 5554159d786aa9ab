import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InputError } from "../../src/formulas/input-error.ts";
import { jsonFault } from "../../src/formulas/json.ts";
import { parseNested, parseNumber } from "../../src/formulas/values.ts";
import { expectRefusal, refusalOf } from "./evaluated.ts";

describe("a number", () => {
  test.each([
    ["-1.5", -1.5],
    ["-.5", -0.5],
    ["5.", 5],
    ["+2", 2],
    ["-1e-3", -0.001],
    ["-1E-3", -0.001],
    ["−1.5", -1.5],
    ["－１．５", -1.5],
    ["＋２", 2],
    ["１ｅ３", 1000],
    [" 7 ", 7],
    ["inf", Infinity],
    ["-INF", -Infinity],
    ["−Infinity", -Infinity],
    ["nan", Number.NaN],
    ["NaN", Number.NaN],
    ["1.7976931348623157e308", Number.MAX_VALUE],
    ["5e-324", 5e-324],
  ])("%s", (text, value) => {
    expect(parseNumber(text, "x")).toBe(value);
  });

  test.each([
    "",
    " ",
    "0x10",
    "1_0",
    "1e400",
    "-1e999",
    "1,000",
    "--",
    "-",
    "+",
    ".",
    "e5",
    "1e",
    "1.2.3",
    "abc",
    "1+1",
    "infinite",
    "1 2",
  ])("%j is refused, and shown", (text) => {
    const error = refusalOf(() => parseNumber(text, "position"));
    expect(error.path).toBe("position");
    for (const message of Object.values(error.text)) expect(message).toContain(`"${text}"`);
  });

  test("every double comes back from its decimal text", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (any) => {
        // −0 has no text of its own.
        const value = any + 0;
        expect(parseNumber(String(value), "x")).toBe(value);
        expect(parseNumber(String(value).replace("-", "−"), "x")).toBe(value);
      }),
    );
  });
});

describe("a list", () => {
  test.each([
    ["1 2 3", [1, 2, 3]],
    ["1,2,3", [1, 2, 3]],
    ["1, 2, 3", [1, 2, 3]],
    ["[1,2,3]", [1, 2, 3]],
    ["[ 1 , 2 3 ]", [1, 2, 3]],
    ["１，２，３", [1, 2, 3]],
    ["1、2、3", [1, 2, 3]],
    ["−1　－2", [-1, -2]],
    ["1\n2\t3", [1, 2, 3]],
    ['["NaN","-Infinity",1]', [Number.NaN, -Infinity, 1]],
    ["100,200,300", [100, 200, 300]],
    ["[1,200]", [1, 200]],
    ["1,2000", [1, 2000]],
    ["1, 000", [1, 0]],
    ["7", [7]],
    [
      "[[1,2],[3,4]]",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      "[1,2],[3,4]",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      "[1 2] [3 4]",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      "1 2; 3 4",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      "1 2;3 4;",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ["1；2", [[1], [2]]],
    ["[]", []],
  ])("%j", (text, values) => {
    expect(parseNested(text, "x")).toEqual(values);
  });

  test("line breaks end rows where asked", () => {
    expect(parseNested("1 2\n3 4\n", "W", true)).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(parseNested("[[1,2],\n[3,4]]\n", "W", true)).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  test.each([
    ["", "x", '""'],
    ["1 0x10", "x[1]", '"0x10"'],
    ["1 1e400 2", "x[1]", '"1e400"'],
    ["1,000", "x", '"1,000"'],
    ["1 2,000", "x", '"2,000"'],
    ["−1,234", "x", '"-1,234"'],
    ["1,000,000", "x", '"1,000,000"'],
    ["[1,000]", "x", '"1,000"'],
    ["[1,2", "x", '"[1,2"'],
    ["1,2]", "x", '"1,2]"'],
    ["1,,2", "x", '"1,,2"'],
    [",1", "x", '",1"'],
    ["1,2,", "x", '"1,2,"'],
    ["[[1,a],[2]]", "x[0][1]", '"a"'],
    ["1 2; 3 b", "x[1][1]", '"b"'],
  ])("%j is refused at %s", (text, path, shown) => {
    expectRefusal(() => parseNested(text, "x"), path, shown);
  });

  test("an ambiguous comma offers both readings", () => {
    expect(refusalOf(() => parseNested("1,000", "x")).suggestions).toEqual(["1000", "1 000"]);
  });

  test("every list of doubles comes back from JSON, from spaces and from commas with spaces", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 12 }), (values) => {
        const plain = values.map((value) => value + 0);
        expect(parseNested(JSON.stringify(plain), "x")).toEqual(plain);
        expect(parseNested(plain.join(" "), "x")).toEqual(plain);
        expect(parseNested(plain.join(", "), "x")).toEqual(plain);
      }),
    );
  });

  test("nothing but InputError is ever thrown", () => {
    const scraps = fc.array(
      fc.constantFrom("[", "]", ",", ";", " ", "\n", "-", "−", "1", "000", ".", "e", '"', "inf", "nan", "［", "，", "x"),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary" }),
          scraps.map((parts) => parts.join("")),
        ),
        fc.boolean(),
        (text, lines) => {
          for (const parse of [() => parseNumber(text, "x"), () => parseNested(text, "x", lines)]) {
            try {
              parse();
            } catch (error) {
              expect(error).toBeInstanceOf(InputError);
            }
          }
        },
      ),
      { numRuns: 3000 },
    );
  });
});

/** The place of the fault, counted from 1, and what stands there (RFC 8259). */
test.each<[string, string, string]>([
  ['{"a":1,}', '"}" at character 8', '第 8 个字符处的 "}"'],
  ["[1,,2]", '",2]" at character 4', '第 4 个字符处的 ",2]"'],
  ["{a:1}", '"a:1}" at character 2', '第 2 个字符处的 "a:1}"'],
  ['{"a" 1}', '"1}" at character 6', '第 6 个字符处的 "1}"'],
  ["[1 2]", '"2]" at character 4', '第 4 个字符处的 "2]"'],
  ["nope", '"ope" at character 2', '第 2 个字符处的 "ope"'],
  ["[1] x", '"x" at character 5', '第 5 个字符处的 "x"'],
  ["", "ends too early", "不完整"],
  ["[1,", "ends too early", "不完整"],
  ['{"a": "b', "ends too early", "不完整"],
  ["tru", "ends too early", "不完整"],
  ["[1.", "ends too early", "不完整"],
])("the fault of %s", (text, en, zh) => {
  expect(() => JSON.parse(text)).toThrow();
  expect(jsonFault(text).en).toContain(en);
  expect(jsonFault(text).zh).toContain(zh);
});
