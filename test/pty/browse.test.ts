/** Reading in the explorer, as a person does it: what is on the screen after each key. */
import { afterEach, describe, expect, test } from "vitest";
import { cells } from "../../src/render/width.ts";
import { almanac, chosen, inShell, isGivenBack, isOpen, release, releases, sizes } from "./explorer.ts";
import type { Screen, ScreenOptions } from "./screen.ts";

const opened: Screen[] = [];
const open = async (options: ScreenOptions & { readonly command?: string } = {}): Promise<Screen> => {
  const screen = inShell(options);
  opened.push(screen);
  await isOpen(screen);
  return screen;
};
afterEach(() => {
  for (const screen of opened.splice(0)) screen.close();
});

const footer = (screen: Screen): string => screen.lines().at(-2) ?? "";
/** What one key made the program write. */
const written = async (screen: Screen, keys: string, wanted: () => boolean): Promise<string> => {
  const before = screen.bytes().length;
  screen.send(keys);
  await screen.until(wanted);
  return screen.bytes().slice(before);
};

describe.each(sizes)("at $columns x $rows", (size) => {
  test("lists, pages, evidence, languages, back and forward", async () => {
    const screen = await open(size);
    expect(chosen(screen)).toContain(release(0));
    screen.send("j");
    await screen.until(() => chosen(screen).includes(release(1)));
    screen.send("\x1b[B");
    await screen.until(() => chosen(screen).includes(release(2)));
    screen.send("k");
    await screen.until(() => chosen(screen).includes(release(1)));
    screen.send("G");
    await screen.until(() => footer(screen).includes(`${releases.length}/${releases.length}`));
    screen.send("g");
    await screen.until(() => chosen(screen).includes(release(0)));
    screen.send("\x1b[6~");
    await screen.until(() => !chosen(screen).includes(release(0)));
    screen.send("\x1b[5~");
    await screen.until(() => chosen(screen).includes(release(0)));

    screen.send("\t");
    await screen.until("›2 Concepts");
    screen.send("\x1b[Z");
    await screen.until("›1 Timeline");
    screen.send("\r");
    await screen.until("/ search");
    await screen.until(() => /Esc back/.test(footer(screen)));
    screen.send("\t\r");
    await screen.until(() => screen.lines()[0]?.includes(`${release(0)} ›`) ?? false);
    const deeper = screen.text();
    screen.send("[");
    await screen.until(() => !(screen.lines()[0]?.includes(`${release(0)} ›`) ?? true));
    screen.send("]");
    await screen.until(() => screen.text() === deeper);
    screen.send("[s");
    await screen.until("sources and notes");
    screen.send("L");
    await screen.until("来源与注记");
    screen.send("L");
    await screen.until("sources and notes");
    screen.send("s");
    await screen.until(() => !screen.text().includes("sources and notes"));
    screen.send("?");
    await screen.until("Everywhere");
    screen.send("\x1b");
    await screen.until(() => !screen.text().includes("Everywhere"));
    screen.send("\x1b");
    await screen.until(() => !screen.lines()[0]?.includes(release(0)) && footer(screen).includes("Enter open"));
    screen.send("q");
    await isGivenBack(screen, 0);
  });

  test.each([
    ["rope", "en"],
    ["旋转", "en"],
    ["xuanzhuan", "en"],
    ["rope", "zh"],
    ["旋转", "zh"],
    ["xuanzhuan", "zh"],
  ])("search %s (%s)", async (query, lang) => {
    const screen = await open({ ...size, environment: { ALMANAC_LANG: lang } });
    screen.send("/");
    await screen.until(lang === "en" ? "Search" : "搜索");
    screen.send(query);
    await screen.until(/› \S*(RoPE|旋转位置编码)/);
    await screen.until(() => {
      const label = lang === "en" ? " Search " : " 搜索 ";
      const row = screen.lines().findIndex((line) => line.startsWith(label + query));
      const { x, y, isShown } = screen.cursor();
      return isShown && y === row && x === cells(label + query);
    });
    screen.send("\r");
    await screen.until(() => /(Esc back|Esc 返回)/.test(footer(screen)) && /RoPE|旋转位置编码/.test(screen.lines()[0] ?? ""));
    screen.send("[");
    await screen.until(() => screen.text().includes(query));
    screen.send("\x1b");
    await screen.until(() => !screen.lines().some((line) => line.includes(query) && /^ (Search|搜索) \S/.test(line)));
    screen.send("\x1b");
    await screen.until(() => chosen(screen).includes(release(0)));
    expect(screen.cursor().isShown).toBe(false);
  });

  test("a resize leaves the same screen as before when it is undone, and the same entry chosen", async () => {
    const screen = await open(size);
    screen.send("j");
    await screen.until(() => chosen(screen).includes(release(1)) && footer(screen).includes(`2/${releases.length}`));
    const before = screen.text();
    for (const [columns, rows] of [
      [60, 20],
      [40, 10],
      [38, 9],
      [200, 60],
      [size.columns, size.rows],
    ] as const)
      screen.resize(columns, rows);
    await screen.until(() => screen.text() === before);
    screen.send("jjj");
    await screen.until(() => chosen(screen).includes(release(4)));
    screen.resize(30, 8);
    await screen.until("too small");
    screen.resize(100, 30);
    await screen.until(
      () => chosen(screen).includes(release(4)) && screen.lines().length === 30 && footer(screen).includes(`5/${releases.length}`),
    );
    screen.send("q");
    await isGivenBack(screen, 0);
    expect(screen.bytes()).not.toContain("\x1b[3J");
  });
});

describe("input", () => {
  test("many keys in one write are many keys", async () => {
    const screen = await open();
    screen.send("jjjjj");
    await screen.until(() => chosen(screen).includes(release(5)));
    screen.send("g");
    await screen.until(() => chosen(screen).includes(release(0)));
    screen.send(`${"\x1b[B".repeat(5)}\r`);
    await screen.until(() => /Esc back/.test(footer(screen)) && (screen.lines()[0] ?? "").includes(release(5)));
  });

  test("what a terminal reports does nothing; a paste is no command", async () => {
    const screen = await open();
    const before = screen.text();
    screen.send(
      "\x1b[<0;10;5M\x1b[<0;10;5m\x1b[M qj\x1b[I\x1b[O\x1b[12;40R\x1b[?62;1;6c\x1b]11;rgb:1e1e/1e1e/1e1e\x07\x1b]11;rgb:1/1/1\x1b\\",
    );
    screen.send("\x1bP>|XTerm(380)q\x1b\\\x1b_Gi=31;OK\x1b\\\x1b[?1u\x1b[999~\x1b[200~q\n:wq\x1b[A\x1b[201~");
    screen.send("j");
    await screen.until(() => chosen(screen).includes(release(1)));
    screen.send("k");
    await screen.until(() => screen.text() === before);
    screen.send("/\x1b[200~ro\npe\x1b[201~");
    await screen.until("Search ro pe");
  });

  test("q typed before the first frame still quits", async () => {
    const screen = inShell();
    opened.push(screen);
    screen.send("q");
    await isGivenBack(screen, 0);
  });

  test("a pipe on standard input leaves the keys to the terminal", async () => {
    const screen = await open({ command: `ls / | ${almanac}` });
    screen.send("j");
    await screen.until(() => chosen(screen).includes(release(1)));
    screen.send("q");
    await isGivenBack(screen, 0);
  });
});

describe("drawing", () => {
  /** Rows that were written: each begins by erasing what it replaces. */
  const rows = (bytes: string): number => bytes.match(/\x1b\[2?K/g)?.length ?? 0;
  /** Only the first painter, which draws until Ink is there, addresses rows by number. */
  const isInk = (bytes: string): boolean => bytes.includes("\x1b[?2026h") && !/\x1b\[\d+;1H\x1b\[2K/.test(bytes);

  test("a key writes the rows that changed, before Ink is there and after, and Ink does come", async () => {
    const screen = await open({ columns: 50, rows: 14 });
    let ink = 0;
    for (let i = 0; ink < 3; i++) {
      const next = i % 2 === 0 ? release(1) : release(0);
      const bytes = await written(
        screen,
        i % 2 === 0 ? "j" : "k",
        () => chosen(screen).includes(next) && footer(screen).includes(i % 2 === 0 ? `2/${releases.length}` : `1/${releases.length}`),
      );
      expect(rows(bytes)).toBeLessThan(6);
      expect(bytes).not.toMatch(/\x1b\[[23]J/);
      if (isInk(bytes)) ink++;
    }
    // A key that changes nothing writes nothing: the bytes end with what the next one changes.
    const bytes = await written(screen, "gkkkkj", () => chosen(screen).includes(release(1)));
    expect(rows(bytes)).toBeLessThan(12);
  });

  test("nothing is written while nothing happens, and nothing but frames ever", async () => {
    const screen = await open({ columns: 80, rows: 24 });
    screen.send("j");
    await screen.until(() => chosen(screen).includes(release(1)));
    expect(screen.bytes()).not.toMatch(/Warning|undefined|\[object/);
    expect(screen.lines().at(-1)?.trim()).toBe("");
  });
});

describe("surroundings", () => {
  test("NO_COLOR: no colour, the choice still marked", async () => {
    const screen = await open({ environment: { NO_COLOR: "1" } });
    screen.send("jj");
    await screen.until(() => chosen(screen).includes(release(2)));
    screen.send("2\r");
    await screen.until(() => /Esc back/.test(footer(screen)));
    const looks = screen.bytes().match(/\x1b\[[\d;]*m/g) ?? [];
    expect(looks.filter((look) => look !== "\x1b[0m")).toEqual([]);
  });

  test("DEV=true, which starts Ink's developer tools elsewhere, changes nothing", async () => {
    const screen = await open({ environment: { DEV: "true" } });
    screen.send("jG");
    await screen.until(() => footer(screen).includes(`${releases.length}/${releases.length}`));
    screen.send("q");
    await isGivenBack(screen, 0);
  });

  test("a locale without UTF-8: ASCII chrome", async () => {
    const screen = await open({ environment: { LANG: "C", LC_ALL: "C" } });
    screen.send("\r");
    await screen.until(() => /Esc back/.test(footer(screen)));
    expect(screen.text()).not.toMatch(/[─│┬›▁▃▅▆█▲←↑→↓]/);
  });

  test("a terminal that does not know its size is taken as 80x24", async () => {
    const screen = await open({ command: `stty cols 0 rows 0; ${almanac}` });
    expect(footer(screen)).toContain(`1/${releases.length}`);
    screen.send("q");
    await screen.until("exit 0");
  });

  test.each([
    ["TERM=dumb", { TERM: "dumb" }, ""],
    ["CI", { CI: "1" }, ""],
    ["standard output a pipe", {}, " | cat"],
  ])("%s: the timeline as text", async (_what, environment, pipe) => {
    const screen = inShell({ environment, command: `${almanac}${pipe}`, columns: 80, rows: 60 });
    opened.push(screen);
    await screen.until("exit 0, settings as before");
    expect(screen.text()).toContain(releases.at(-1)!.name);
    expect(screen.bytes()).not.toContain("\x1b[?1049h");
    expect(screen.bytes()).not.toContain("Raw mode");
  });
});
