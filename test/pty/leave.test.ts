/** Every way out of the explorer gives the terminal back: its screen, its cursor, its settings. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { program, root } from "../run.ts";
import { almanac, chosen, inShell, isGivenBack, isOpen, pidOf, quoted, release, releases, sizes, telling } from "./explorer.ts";
import { openScreen, type Screen } from "./screen.ts";

const opened: Screen[] = [];
const kept = (screen: Screen): Screen => {
  opened.push(screen);
  return screen;
};
afterEach(() => {
  for (const screen of opened.splice(0)) screen.close();
});

let scratch = "";
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), "almanac-pty-"));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** The program once more, with something in it broken: the honest way to a bug. */
const broken = (name: string, spoil: (dist: string) => void): string => {
  const directory = join(scratch, name);
  cpSync(join(root, "bin", "almanac.cjs"), join(directory, "bin", "almanac.cjs"));
  cpSync(join(root, "dist"), join(directory, "dist"), { recursive: true });
  spoil(join(directory, "dist"));
  return join(directory, "bin", "almanac.cjs");
};

/** The entry of the last of the timeline becomes nonsense of the same length. */
const spoilEntry = (dist: string): void => {
  const file = join(dist, "knowledge", "entries.jsonl");
  const lines = readFileSync(file, "utf8").split("\n");
  const at = lines.findIndex(
    (line) =>
      line !== "" &&
      (JSON.parse(line) as { doc: { kind: string; id: string } }).doc.kind === "release" &&
      line.includes(`"id":"${releases.at(-1)!.id}",`),
  );
  expect(at).toBeGreaterThanOrEqual(0);
  lines[at] = "x".repeat(Buffer.byteLength(lines[at]!));
  writeFileSync(file, lines.join("\n"));
};

describe.each(sizes)("at $columns x $rows", (size) => {
  test.each([
    ["q", "q", 0],
    ["Ctrl-C", "\x03", 0],
    ["Ctrl-C in the search box", "/rop\x03", 0],
    ["q from a page", "\rq", 0],
  ])("%s", async (_what, keys, code) => {
    const screen = kept(inShell(size));
    await isOpen(screen);
    screen.send(keys);
    await isGivenBack(screen, code);
  });

  test.each([
    ["SIGTERM", 143],
    ["SIGHUP", 129],
    ["SIGINT", 130],
    ["SIGQUIT", 131],
  ] as const)("%s", async (signal, code) => {
    const screen = kept(inShell(size));
    await isOpen(screen);
    screen.send("jj/ro");
    await screen.until(/Search ro/);
    process.kill(pidOf(screen), signal);
    await isGivenBack(screen, code);
  });

  test("a bug in a key's work", async () => {
    const state = join(scratch, `state-${size.columns}`);
    const file = broken(`entry-${size.columns}`, spoilEntry);
    const screen = kept(
      inShell({ ...size, command: `${quoted(process.execPath)} ${quoted(file)}`, environment: { XDG_STATE_HOME: state } }),
    );
    await isOpen(screen);
    screen.send("jG");
    if (size.columns < 80) {
      await screen.until(`${releases.length}/${releases.length}`);
      screen.send("\r");
    }
    await isGivenBack(screen, 70);
    expect(screen.text()).toContain("almanac: this is a bug");
    const [log] = readdirSync(join(state, "almanac"));
    expect(readFileSync(join(state, "almanac", log!), "utf8")).toMatch(/SyntaxError[\s\S]*at /);
  });

  test("Ctrl-Z and fg, three times", async () => {
    const screen = kept(
      openScreen("bash", ["--norc", "--noprofile", "-i"], { ...size, environment: { PS1: "READY> ", HISTFILE: "/dev/null" } }),
    );
    await screen.until("READY>");
    screen.send('settings=$(stty -g); echo "started $((40 + 2))"\r');
    await screen.until("started 42");
    screen.send(`clear; ${telling(almanac)}\r`);
    await isOpen(screen);
    screen.send("jj");
    await screen.until(() => chosen(screen).includes(release(2)) && screen.text().includes(` 3/${releases.length}`));
    const before = screen.text();
    for (let i = 1; i <= 3; i++) {
      // The key stops the whole job; the last time the program alone is told to stop.
      if (i < 3) screen.send("\x1a");
      else process.kill(pidOf(screen), "SIGTSTP");
      await screen.until(
        () => !screen.isAlternate() && /READY> $/m.test(`${screen.text().trimEnd()} `) && screen.text().includes("Stopped"),
      );
      expect(screen.cursor().isShown).toBe(true);
      // The answer, not the line that was typed: the sum is the shell's.
      screen.send(`clear; [ "$settings" = "$(stty -g)" ] && echo "round ${i} of $((1 + 2)) as before"\r`);
      await screen.until(`round ${i} of 3 as before`);
      screen.send("fg\r");
      await screen.until(() => screen.isAlternate() && screen.text() === before);
      expect(screen.cursor().isShown).toBe(false);
    }
    screen.send("j");
    await screen.until(() => chosen(screen).includes(release(3)));
    screen.send("q");
    await screen.until(() => !screen.isAlternate() && /READY> ?$/.test(screen.text().trimEnd()));
    screen.send(`clear; [ "$settings" = "$(stty -g)" ] && echo "the end, $((40 + 2)) as before"; exit\r`);
    await screen.until("the end, 42 as before");
  });
});

test("kill -STOP and -CONT: everything is drawn again, keys work", async () => {
  const screen = kept(inShell());
  await isOpen(screen);
  screen.send("jj");
  await screen.until(() => chosen(screen).includes(release(2)) && screen.text().includes(` 3/${releases.length}`));
  const before = screen.text();
  process.kill(pidOf(screen), "SIGSTOP");
  const length = screen.bytes().length;
  process.kill(pidOf(screen), "SIGCONT");
  await screen.until(() => screen.bytes().slice(length).includes("\x1b[?1049h") && screen.text() === before);
  screen.send("j");
  await screen.until(() => chosen(screen).includes(release(3)));
  screen.send("q");
  await isGivenBack(screen, 0);
});

test("two signals at once restore once", async () => {
  const screen = kept(inShell());
  await isOpen(screen);
  process.kill(pidOf(screen), "SIGTERM");
  process.kill(pidOf(screen), "SIGINT");
  await screen.until(/exit 1(43|30), settings as before/);
  expect(screen.bytes().split("\x1b[?1049l").length - 1).toBe(1);
});

test("a drawing library that does not load is a bug that is told, on a terminal given back", async () => {
  const file = broken("explorer", (dist) => writeFileSync(join(dist, "explorer.mjs"), "throw new Error('spoilt');\n"));
  const screen = kept(
    inShell({ command: `${quoted(process.execPath)} ${quoted(file)}`, environment: { XDG_STATE_HOME: join(scratch, "state") } }),
  );
  await isGivenBack(screen, 70);
  expect(screen.text()).toContain("spoilt");
});

test("a terminal that is closed ends the program", async () => {
  const screen = openScreen(process.execPath, [program], { columns: 80, rows: 24 });
  await isOpen(screen);
  screen.close();
  await screen.exited;
  expect(() => process.kill(screen.pid, 0)).toThrow(/ESRCH/);
});
