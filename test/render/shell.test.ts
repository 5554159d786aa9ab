/** Commands on a screen: whatever the width, a shell reads back the words that were meant. */
import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { commandLines, consoleLines } from "../../src/render/shell.ts";
import { cells } from "../../src/render/width.ts";

const wordsOf = (script: string): string[] =>
  spawnSync("sh", ["-c", `almanac() { printf '%s\\0' "$@"; }\n${script}`], { encoding: "utf8" })
    .stdout.split("\0")
    .slice(0, -1);

const command = `almanac calc ppo-value-loss --values-new '1 1 1' --values-old='1 0.5 1' --returns "0.875 1.75" --clip 0.2`;
const words = ["calc", "ppo-value-loss", "--values-new", "1 1 1", "--values-old=1 0.5 1", "--returns", "0.875 1.75", "--clip", "0.2"];

describe.each([30, 34, 40, 50, 80, 200, Number.POSITIVE_INFINITY])("at %d columns", (width) => {
  const lines = commandLines(command, width, { indent: "  ", hanging: "      " });
  test("no line is wider", () => expect(Math.max(...lines.map(cells))).toBeLessThanOrEqual(width));
  test("the shell reads the same words", () => expect(wordsOf(lines.join("\n"))).toEqual(words));
});

test("an option stays with its value", () => {
  for (const line of commandLines(command, 50)) expect(line).not.toMatch(/--(?:values-new|returns|clip) \\$/);
});

test("a command of several lines is broken anew where one of them is too wide, its answer is wrapped", () => {
  const text = "$ almanac calc gae --rewards '1 2 3' \\\n    --lambda 0.5\nadvantages  1 2 3 4 5 6 7 8 9 10 11 12";
  expect(consoleLines(text, 80, { indent: "  " })).toEqual(text.split("\n").map((line) => `  ${line}`));
  expect(consoleLines(text, 36, { indent: "  ", hanging: "    " })).toEqual([
    "  $ almanac calc gae \\",
    "    --rewards '1 2 3' --lambda 0.5",
    "  advantages  1 2 3 4 5 6 7 8 9 10",
    "    11 12",
  ]);
});
