/** Filters, lineages, the chart and comparisons, as a person uses them in a terminal. */
import { afterEach, describe, expect, test } from "vitest";
import { chosen, inShell, isGivenBack, isOpen, release, releases, sizes } from "./explorer.ts";
import type { Screen, ScreenOptions } from "./screen.ts";

const opened: Screen[] = [];
const open = async (options: ScreenOptions = {}): Promise<Screen> => {
  const screen = inShell(options);
  opened.push(screen);
  await isOpen(screen);
  return screen;
};
afterEach(() => {
  for (const screen of opened.splice(0)) screen.close();
});

const header = (screen: Screen): string => screen.lines()[0] ?? "";
const footer = (screen: Screen): string => screen.lines().at(-2) ?? "";
const quits = async (screen: Screen): Promise<void> => {
  screen.send("q");
  await isGivenBack(screen, 0);
};
/** How the record says it now. */
const ofGoogle = releases.filter((row) => row.organisation === "google");
const openOfGoogle = ofGoogle.filter((row) => row.open_weights === true);
const all = releases.length;

describe.each(sizes)("at $columns x $rows", (size) => {
  test("the filter: set, kept through a page, changed, cleared", async () => {
    const screen = await open(size);
    screen.send("f");
    await screen.until(/› Organisation +any/);
    screen.send("\x1b[C");
    await screen.until(/› \[ \] /);
    screen.send("goog");
    await screen.until(/› \[ \] Google/);
    await screen.until(() => screen.cursor().isShown);
    screen.send("\r");
    await screen.until(/› \[x\] Google/);
    await screen.until(`${ofGoogle.length}/${all}`);
    // Letters here are text: nothing quits, nothing moves.
    screen.send("\t\t\t");
    await screen.until(() => screen.text().includes("open") && screen.text().includes("closed"));
    screen.send("q");
    await screen.until("No value");
    screen.send("\x1b");
    await screen.until(() => !screen.text().includes("No value"));
    screen.send("open\r");
    await screen.until(`${openOfGoogle.length}/${all}`);
    screen.send("\x1b");
    await screen.until(() => footer(screen).endsWith(`/${openOfGoogle.length}`));
    expect(screen.text()).toContain("Google ×");
    expect(screen.cursor().isShown).toBe(false);
    screen.send("G");
    await screen.until(() => chosen(screen).includes(openOfGoogle.at(-1)!.name));
    screen.send("\r");
    await screen.until(() => header(screen).includes(openOfGoogle.at(-1)!.name));
    screen.send("\x1b");
    await screen.until(() => footer(screen).endsWith(`${openOfGoogle.length}/${openOfGoogle.length}`));
    screen.send("F");
    await screen.until(() => footer(screen).endsWith(`/${all}`) && chosen(screen).includes(openOfGoogle.at(-1)!.name));
    await quits(screen);
  });

  test("a lineage: opened, walked, a release opened and back on its row", async () => {
    const screen = await open(size);
    screen.send("/bert\r");
    await screen.until(() => /BERT/.test(header(screen)) && footer(screen).includes("Esc back"));
    screen.send("t");
    await screen.until("Led to");
    await screen.until(() => header(screen).includes("lineage") && chosen(screen) !== "");
    const first = chosen(screen);
    screen.send("j");
    await screen.until(() => chosen(screen) !== first && /2\/\d+$/.test(footer(screen)));
    const row = chosen(screen);
    const before = screen.text();
    screen.send("\r");
    await screen.until(() => !header(screen).endsWith("lineage") && screen.text() !== before);
    screen.send("[");
    await screen.until(() => screen.text() === before);
    expect(chosen(screen)).toBe(row);
    screen.send("\x1b");
    await screen.until(() => !header(screen).includes("lineage"));
    await quits(screen);
  });

  test("the chart: walked, measures, opened and left", async () => {
    const screen = await open(size);
    screen.send("c");
    await screen.until("›Parameters");
    await screen.until("◆");
    const first = chosen(screen);
    screen.send("l");
    await screen.until(() => chosen(screen) !== first);
    screen.send("\x1b[D");
    await screen.until(() => chosen(screen) === first);
    screen.send("\t");
    await screen.until("›Training tokens");
    screen.send("\t");
    await screen.until("›Context");
    screen.send("G");
    await screen.until(() => /\b(\d+)\/\1$/.test(screen.lines().at(-3) ?? ""));
    screen.send("\r");
    await screen.until(() => /Chart ›/.test(header(screen)));
    screen.send("[");
    await screen.until("›Context");
    screen.send("c");
    await screen.until(() => footer(screen).includes("Enter open") && !screen.text().includes("›Context"));
    await quits(screen);
  });

  test("a comparison: marked in the list, opened, differences and sources, left, marks cleared", async () => {
    const screen = await open(size);
    screen.send("mx");
    await screen.until("another");
    screen.send("jm");
    await screen.until(
      () => footer(screen).includes("+2") && (screen.lines().find((line) => line.startsWith("›+")) ?? "").includes(release(1)),
    );
    screen.send("x");
    await screen.until("General");
    expect(screen.text()).toContain(release(0));
    expect(screen.text()).toContain("≠");
    screen.send("s");
    await screen.until("[1]");
    screen.send("d");
    await screen.until(() => header(screen).includes("differences"));
    screen.send("G");
    await screen.until(() => /\b(\d+)\/\1$/.test(footer(screen)) || !/\d+\/\d+$/.test(footer(screen)));
    screen.send("\x1b");
    await screen.until(() => footer(screen).includes("x compare"));
    screen.send("M");
    await screen.until(() => !footer(screen).includes("+2") && chosen(screen).includes(release(1)));
    await quits(screen);
  });
});

test("in Chinese, in ASCII, without colour", async () => {
  const screen = await open({ columns: 80, rows: 24, environment: { ALMANAC_LANG: "zh", ALMANAC_ASCII: "1", NO_COLOR: "1" } });
  screen.send("f");
  await screen.until("> 机构");
  screen.send("\x1b[C谷歌\r");
  await screen.until(`${ofGoogle.length}/${all}`);
  screen.send("\x1b");
  await screen.until(() => footer(screen).endsWith(`/${ofGoogle.length}`));
  expect(screen.text()).toMatch(/机构：.* x/);
  screen.send("c");
  await screen.until(">参数量");
  await screen.until("@");
  screen.send("c");
  await screen.until(() => !screen.text().includes(">参数量"));
  screen.send("t");
  await screen.until("谱系");
  expect(screen.text()).not.toMatch(/[─│┬├└›▁▃▅▆█▲◆←↑→↓]/);
  expect((screen.bytes().match(/\x1b\[[\d;]*m/g) ?? []).filter((look) => look !== "\x1b[0m")).toEqual([]);
  await quits(screen);
});

test("a key that changes nothing in the new views writes nothing more than its frame", async () => {
  const screen = await open({ columns: 80, rows: 24 });
  screen.send("c");
  await screen.until("◆");
  screen.send("g");
  const before = screen.bytes().length;
  screen.send("hhhhggggl");
  const first = chosen(screen);
  await screen.until(() => chosen(screen) !== first);
  expect(screen.bytes().length - before).toBeLessThan(6000);
});
