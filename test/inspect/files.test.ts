/** Configurations alone, and paths that are no model. */
import { spawnSync } from "node:child_process";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { localFiles } from "../../src/inspect/files.ts";
import { folder, folderOf, only, parameters, read, reason } from "./folders.ts";
import { failure, fixtures, safetensorsOf } from "./read.ts";

describe("configurations", () => {
  const file = (text: string | Uint8Array, name = "config.json"): string => join(folderOf({ [name]: text }), name);
  test("as they stand, with Python's numbers and a byte-order mark", () => {
    const found = only(
      file('\ufeff{"a": [0.0, Infinity, -Infinity, NaN], "b": {"c": "\\u00e9\\ud83d\\ude00\\n"}, "d": -1.5e3, "e": null}'),
    );
    expect(found).toMatchObject({ kind: "config", tensors: undefined, problems: [] });
    expect(found.configuration!.values).toEqual(
      Object.assign(Object.create(null), {
        a: [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN],
        b: Object.assign(Object.create(null), { c: "é😀\n" }),
        d: -1500,
        e: null,
      }),
    );
  });
  test("Meta's params.json by its keys", () => {
    expect(only(file('{"dim": 4096, "n_layers": 32, "n_heads": 32, "norm_eps": 1e-5, "vocab_size": -1}', "params.json")).kind).toBe(
      "params",
    );
  });
  test("a key that stands twice is said; __proto__ is refused", () => {
    const found = only(file('{"a": 1, "a": 2, "toString": 3}'));
    expect(found.configuration!.values.a).toBe(2);
    expect(found.problems.map(({ code, text }) => [code, text.en])).toEqual([
      ["duplicate-key", 'the key "a" stands twice (byte 9); the last counts'],
    ]);
    expect(reason(file('{"a": {"__proto__": {}}}'))).toMatch(/__proto__/);
  });
  test.each([
    ["{", /ends where/],
    ['{"a": 01}', /no JSON value/],
    ['{"a": tru}', /no JSON value/],
    ['{"a": 1,}', /a string should be/],
    ["[1]", /is no object/],
    ['{"a": 1} {}', /the end should be/],
    [`{"a": "${"x".repeat(1_100_000)}"}`, /longer than 1048576/],
    [`{"a": [${"1,".repeat(100_001)}1]}`, /more than 100000 values/],
    [`${'{"a":'.repeat(65)}1${"}".repeat(65)}`, /nested deeper/],
  ])("%.20s is refused", (text, message) => expect(reason(file(text))).toMatch(message));
});

describe("what is no model", () => {
  const file = (bytes: string | Uint8Array, name = "x.bin"): string => join(folderOf({ [name]: bytes }), name);
  test("is named", () => {
    expect(reason(file(""))).toBe("the file is empty");
    expect(reason(file("PK\x03\x04xxxxxxxxx"))).toMatch(/PyTorch/);
    expect(reason(file(Buffer.from([0x80, 2, 0x8a, 10])))).toMatch(/pickle/);
    expect(reason(file("version https://git-lfs.github.com/spec/v1\n", "model.safetensors"))).toMatch(/Git LFS pointer/);
    expect(reason(file("#!/bin/sh"))).toMatch(/neither JSON/);
    expect(reason(folderOf({ "README.md": "" }))).toMatch(/in this folder/);
    expect(reason(join(folder, "none"))).toBe("there is no such file");
    expect(reason(join(folder, "none", "none.gguf"))).toBe("there is no such file");
    expect(reason(join(folder, "x".repeat(5000)))).toBe("the path is too long");
    expect(reason("a\0b")).toMatch(/cannot be read/);
  });
  test("a device or a pipe is not opened", () => {
    const pipe = join(folderOf({}), "pipe.gguf");
    expect(spawnSync("mkfifo", [pipe]).status).toBe(0);
    expect(reason(pipe)).toMatch(/neither a regular file nor a folder/);
    expect(reason("/dev/zero")).toMatch(/neither a regular file nor a folder/);
    expect(failure(() => localFiles.opened(pipe, () => 0)).reason.en).toMatch(/neither a regular file/);
  });
  test("links are followed, circles and dead ones named", () => {
    const path = folderOf({});
    symlinkSync(join(fixtures, "llama/model.safetensors"), join(path, "model.safetensors"));
    symlinkSync(join(path, "gone"), join(path, "dead.gguf"));
    symlinkSync(join(path, "loop.gguf"), join(path, "loop.gguf"));
    expect(only(path).tensors!.parameters).toBe(parameters);
    expect(reason(join(path, "dead.gguf"))).toBe("there is no such file");
    expect(reason(join(path, "loop.gguf"))).toBe("its links lead in a circle");
  });
  test("names with controls are shown, not sent", () => {
    const path = join(folderOf({}), "a\u001b[31m\u202e.gguf");
    expect(failure(() => read(path)).text.en).toMatch(/a<U\+001B>\[31m<U\+202E>\.gguf: there is no such file$/);
    const header = JSON.stringify({ "w\u001b]0;x\u0007.3": { dtype: "U8", shape: [1], data_offsets: [0, 1] } });
    const [group] = only(file(safetensorsOf(header, 1), "m.safetensors")).tensors!.groups;
    expect(group).toMatchObject({ name: "w<U+001B>]0;x<U+0007>.*", first: "w<U+001B>]0;x<U+0007>.3" });
  });
});
