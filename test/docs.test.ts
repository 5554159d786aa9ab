/** What the documents say is what the program does. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { commands } from "../src/cli/commands/index.ts";
import { formulas } from "../src/formulas/index.ts";
import { environment, root, shell } from "./run.ts";

test("the made parts of both READMEs are what the program says now", () => {
  const result = spawnSync(process.execPath, [join(root, "bin", "build.cjs"), "docs", "--check"], { encoding: "utf8", env: environment() });
  expect(result.stderr).toBe("");
  expect(result.status).toBe(0);
});

const inFixtures = (command: string) => shell(command, { cwd: join(root, "test", "fixtures"), input: "1 2 3\n" });

describe("every example of the help does what it says", () => {
  const examples = [
    ...commands.flatMap((command) => command.examples.map((example) => example.command)),
    ...formulas.flatMap((formula) => formula.examples.map((example) => example.command)),
  ];
  test.each(examples)("%s", (command) => {
    const { code, out, err } = inFixtures(command);
    expect({ code, err }).toMatchObject({ code: 0 });
    expect(err).not.toMatch(/almanac: /);
    expect(out.trim()).not.toBe("");
  });
});

test("the files that the documents link to exist", () => {
  for (const document of ["README.md", "README.zh-CN.md", "CONTRIBUTING.md", "CHANGELOG.md"]) {
    const text = readFileSync(join(root, document), "utf8");
    for (const [, target] of text.matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g))
      expect(existsSync(join(root, target!)), `${document}: ${target}`).toBe(true);
  }
});

/** Between backquotes, with words and without a placeholder. */
const inText = (document: string): string[] => {
  // What is made is run when it is made, by the first test.
  const text = readFileSync(join(root, document), "utf8").replace(/<!-- made: [\s\S]*?<!-- \/made -->|^```[\s\S]*?^```$/gm, "");
  return [...text.matchAll(/`(almanac [a-z]+ [^`<]+)`/g)].map(([, command]) => command!);
};

describe("the commands in the text of the READMEs", () => {
  test("are the same in both languages", () => {
    expect(inText("README.md")).toContain("almanac why llama-2-70b config.rope_theta");
    expect(inText("README.zh-CN.md")).toEqual(inText("README.md"));
  });
  test.each(inText("README.md"))("%s", (command) => {
    expect(inFixtures(command)).toMatchObject({ code: 0, out: expect.stringMatching(/\S/) });
  });
});

describe("the commands in the prose give what stands under them", () => {
  const folder = join(root, "content", "concepts");
  const shown = readdirSync(folder)
    .filter((name) => name.endsWith(".md"))
    .flatMap((name) =>
      [...readFileSync(join(folder, name), "utf8").matchAll(/^```\n\$ (almanac (?:.*\\\n)*.*)\n([\s\S]*?)^```$/gm)].map(
        ([, command, output]) => [name, command!, output!] as const,
      ),
    );
  test("the chain of RLHF is walked in both languages", () => {
    expect(shown.filter(([name]) => name === "rlhf.en.md").length).toBeGreaterThanOrEqual(6);
    const commandsOf = (name: string): string[] => shown.flatMap(([file, command]) => (file === name ? [command] : []));
    expect(commandsOf("rlhf.zh.md")).toEqual(commandsOf("rlhf.en.md"));
  });
  test.each(shown)("%s: %s", (_name, command, output) => {
    expect(inFixtures(command)).toEqual({ code: 0, err: "", out: output });
  });
});
