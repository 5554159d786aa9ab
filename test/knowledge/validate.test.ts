/** What `npm run check` says about content that is wrong: file, path, what was found, the nearest right thing. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { describeProblem, loadRecord, type RawRecord } from "../../src/knowledge/load.ts";
import type { ContentFolder } from "../../src/knowledge/schema.ts";
import { validateRecord } from "../../src/knowledge/validate.ts";
import { root } from "../run.ts";

const whole = loadRecord(join(root, "content"));
const folder = mkdtempSync(join(tmpdir(), "almanac-content-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// biome-ignore lint/suspicious/noExplicitAny: any shape is what these tests make
type Json = any;

const formulas = new Map([...whole.record.concepts.values()].flatMap((concept) => concept.formulas.map((id) => [id, id] as const)));

/** The content with one file changed: that file is read alone and stands in for its like. */
const problemsAfter = (file: string, change: (json: Json) => void): string[] => {
  const [kind, name] = file.split("/") as [ContentFolder, string];
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, kind), { recursive: true });
  const json = JSON.parse(readFileSync(join(root, "content", file), "utf8")) as Json;
  change(json);
  writeFileSync(join(folder, file), JSON.stringify(json));
  const changed = loadRecord(folder);
  const id = name.replace(/\.json$/, "");
  const entries = new Map<string, unknown>(whole.record[kind]);
  const own = changed.record[kind].get(id);
  if (own) entries.set(id, own);
  else entries.delete(id);
  const record = { ...whole.record, [kind]: entries } as RawRecord;
  const shape = changed.problems.filter((problem) => !problem.message.startsWith("the prose of the concept is missing"));
  return [...shape, ...validateRecord(record, formulas)].map(describeProblem);
};

const set =
  (path: readonly string[], value: unknown) =>
  (json: Json): void => {
    const parent = path.slice(0, -1).reduce((here, key) => here[key], json);
    parent[path.at(-1)!] = value;
  };

const file = "releases/llama-2.json";

describe("one thing wrong, one message that says where and what was meant", () => {
  test.each([
    ["an unknown key", ["licence"], "x", /llama-2\.json: licence: unknown key "licence" \(did you mean "license"\?\)/],
    [
      "an unknown key of a configuration",
      ["checkpoints", "llama-2-7b", "config", "num_hiden_layers"],
      32,
      /num_hiden_layers.*did you mean "num_hidden_layers"/,
    ],
    ["a wrong type", ["released"], "July 2023", /released: a date is YYYY/],
    ["one language only", ["summary"], { en: "x" }, /summary\.zh/],
    [
      "an organisation that is not there",
      ["organisation"],
      "metta",
      /organisation: unknown organisation "metta" \(did you mean "meta"\?\)/,
    ],
    ["a concept that is not there", ["uses"], ["rmsnrm"], /uses\.0: unknown concept "rmsnrm" \(did you mean "rmsnorm"\?\)/],
    ["a base that is younger", ["based_on"], ["llama-3"], /based_on\.0: "llama-3" \(2024-04-18\) is younger/],
    ["a value without a fact", ["training", "hardware2"], "x", /unknown key "hardware2" \(did you mean "hardware"\?\)/],
    [
      "a source that is not there",
      ["facts", "released", "source"],
      "llama-2-licence",
      /facts\.released\.source: unknown source .*did you mean "llama-2-license"/,
    ],
    [
      "a fact about nothing",
      ["facts", "relased"],
      { status: "official", source: "llama-2-license", read: "x" },
      /facts\.relased: is about nothing in this file \(did you mean "released"\?\)/,
    ],
    ["a fact without what was read", ["facts", "released", "read"], undefined, /facts\.released\.read: say what was actually read/],
    ["a status that is none", ["facts", "released", "status"], "certain", /facts\.released\.status/],
    [
      "undisclosed, but there is a value",
      ["facts", "released", "status"],
      "undisclosed",
      /facts\.released: says undisclosed, but there is a value/,
    ],
    ["a date that no event has", ["released"], "2023-07-19", /released: none of "dates" is 2023-07-19/],
    ["outside its era", ["era"], "reasoning", /era: 2023-07-18 is outside "reasoning"/],
    [
      "a parent checkpoint that is not there",
      ["checkpoints", "llama-2-7b-chat", "extends"],
      "llama-2-8b",
      /extends: unknown checkpoint "llama-2-8b" \(did you mean "llama-2-7b"\?\)/,
    ],
    ["a circle of checkpoints", ["checkpoints", "llama-2-7b", "extends"], "llama-2-7b-chat", /extends: goes round in a circle/],
    ["a control character", ["name"], "Llama\u001b[2J 2", /name: holds the control or invisible character U\+001B/],
    ["a bidi override", ["summary", "en"], "x\u202ey", /summary\.en: holds the control or invisible character U\+202E/],
  ] as const)("%s", (_what, path, value, message) => {
    expect(problemsAfter(file, set(path, value)).join("\n")).toMatch(message);
  });
  test("a fact taken away leaves its value unsourced", () => {
    expect(problemsAfter(file, (json) => void delete json.facts.released).join("\n")).toMatch(
      /released: no fact says where this comes from/,
    );
  });
  test("a circle of releases", () => {
    expect(problemsAfter("releases/llama.json", set(["based_on"], ["llama-2"])).join("\n")).toMatch(/goes round in a circle: llama/);
  });
  test("an unchanged copy is sound", () => expect(problemsAfter(file, () => {})).toEqual([]));
});
