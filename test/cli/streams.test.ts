/** What the program does as a process: pipes, full disks, hostile bytes, missing files; and any words at all. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { inline } from "../inline.ts";
import { almanac, environment, root, shell } from "../run.ts";

describe("streams", () => {
  test("a reader that goes away is no error", () => {
    for (let i = 0; i < 10; i++)
      expect(shell(`almanac list checkpoints --json | head -1; echo "\${PIPESTATUS[*]}"`)).toEqual({
        code: 0,
        out: "[\n0 0\n",
        err: "",
      });
  });
  test("a slow reader gets every byte", () => {
    const { out } = shell(`almanac show - --ndjson < <(for i in $(seq 40); do echo llama-2; done) | (sleep 0.4; wc -c)`);
    const direct = shell(`for i in $(seq 40); do echo llama-2; done | almanac show - | wc -c`);
    expect(Number(out)).toBe(Number(direct.out));
    expect(Number(out)).toBeGreaterThan(65536);
  });
  test.runIf(process.platform === "linux")("a full disk is exit 4 and one line", () => {
    const { code, err } = shell(`almanac list > /dev/full`);
    expect(code).toBe(4);
    expect(err.trim().split("\n")).toHaveLength(1);
  });
  test("hostile bytes are shown, not sent", () => {
    const { code, out, err } = almanac(["show", "\x1b[2Jx\u202e"]);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("<U+001B>[2Jx<U+202E>");
    expect(err).not.toContain("\x1b");
  });
  test("a file that is no record, a folder that is none, do not concern a look-up", () => {
    const cwd = mkdtempSync(join(tmpdir(), "almanac-cwd-"));
    writeFileSync(join(cwd, "package.json"), "{");
    expect(almanac(["show", "rope", "--field", "id"], { cwd }).out).toBe("rope\n");
  });
  test("a record that is not there is exit 3 and says what to do", () => {
    const copy = mkdtempSync(join(tmpdir(), "almanac-copy-"));
    cpSync(join(root, "bin"), join(copy, "bin"), { recursive: true });
    const run = () =>
      spawnSync(process.execPath, [join(copy, "bin", "almanac.cjs"), "show", "rope"], { encoding: "utf8", env: environment() });
    expect(run()).toMatchObject({
      status: 3,
      stdout: "",
      stderr: expect.stringMatching(/^almanac: it is not built: run npm run build in .*\n$/),
    });
    cpSync(join(root, "dist"), join(copy, "dist"), { recursive: true, filter: (file) => !file.endsWith("knowledge") });
    expect(run()).toMatchObject({
      status: 3,
      stdout: "",
      stderr: expect.stringMatching(/^almanac: the record is not where it belongs .*\n$/),
    });
  });
  test("any words at all end in a documented exit code, without a stack", async () => {
    const wild = [
      "",
      "-",
      "--",
      "---",
      "\ud800",
      "\u0000".slice(1),
      "{}",
      "[",
      "%s",
      "$(x)",
      "a".repeat(20_000),
      "--lang=",
      "--field=",
      "-x",
      "NaN",
      "１２",
      "gpt-4",
      "multi-head",
      "2023-07-18",
      "c++",
      "a|b",
      "(x)",
    ];
    for (const word of wild)
      for (const command of ["show", "search", "why", "calc", "list", ""]) {
        const { code, err } = await inline([command, word].filter((part, i) => i === 1 || part !== ""));
        expect([0, 1, 2], `${command} ${word.slice(0, 20)}: ${err.slice(0, 200)}`).toContain(code);
        expect(err).not.toMatch(/\n\s+at /);
      }
  });
});
