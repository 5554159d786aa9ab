/** A formula computed in the explorer, as a person does it in a terminal. Expected numbers are those of mpmath. */
import { afterEach, describe, expect, test } from "vitest";
import { expectedNumbers } from "../formulas/oracle-cases.ts";
import { inShell, isGivenBack, isOpen, sizes } from "./explorer.ts";
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
const expected = (formula: string, inputs: Readonly<Record<string, unknown>>): string[] => expectedNumbers(formula, inputs).map(String);
const shows = (screen: Screen, numbers: readonly string[]) => (): boolean => numbers.every((number) => screen.text().includes(number));
const pasted = (text: string): string => `\x1b[200~${text}\x1b[201~`;
const isInFront = (line: string): boolean => line.startsWith("›");

describe.each(sizes)("at $columns x $rows", (size) => {
  test("found, opened, changed, pasted into, wrong, mended, left and come back to", async () => {
    const screen = await open(size);
    screen.send("/softmax\r");
    await screen.until(() => /softmax/i.test(header(screen)) && screen.lines().at(-2)!.includes("Esc back"));
    screen.send("e");
    await screen.until(() => header(screen).includes("compute") && screen.cursor().isShown);
    await screen.until(shows(screen, expected("softmax", { x: [1, 2, 3], temperature: 1 })));
    const before = screen.cursor();
    // The field in front: its cursor goes with the text, by cells.
    screen.send("\x15");
    await screen.until(() => screen.cursor().x === before.x - 5);
    screen.send(pasted("-1000\r-1001\r"));
    await screen.until(shows(screen, expected("softmax", { x: [-1000, -1001], temperature: 1 })));
    expect(screen.lines().find(isInFront)).toContain("-1000 -1001");
    screen.send("q");
    await screen.until("is not a number");
    expect(screen.lines().some((line) => line.startsWith("›!x"))).toBe(true);
    expect(screen.text()).toContain("before the mistake");
    screen.send("\x7f");
    await screen.until(() => !screen.text().includes("is not a number"));
    screen.send("\x14");
    await screen.until(() => screen.text().includes("max x") || /\d+\/\d+$/.test(screen.lines().at(-2)!));
    screen.send("\x1b");
    await screen.until(() => !header(screen).includes("compute") && !screen.cursor().isShown);
    expect(header(screen)).toMatch(/softmax/i);
    screen.send("e");
    await screen.until(() => header(screen).includes("compute") && screen.text().includes("-1000 -1001"));
    screen.send("\x03");
    await isGivenBack(screen, 0);
  });

  test("a matrix pasted as lines, another field typed, a switch", async () => {
    const screen = await open(size);
    screen.send("/sft-cross-entropy\r");
    await screen.until(() => screen.lines().at(-2)!.includes("Esc back"));
    screen.send("\r");
    await screen.until(() => header(screen).includes("compute") && screen.cursor().isShown);
    const logits = [
      [2, 0, 1],
      [0, 3, 0],
    ];
    await screen.until(shows(screen, expected("sft-cross-entropy", { logits: [...logits, [1, 1, 1]], targets: [-100, 1, 2] })));
    screen.send("\x15");
    await screen.until("sft-cross-entropy needs logits");
    screen.send(pasted("2 0 1\r0 3 0\r"));
    await screen.until(/^›.logits.* 2 0 1;/m);
    screen.send("\t\x150 1");
    await screen.until(/^› targets +y? +0 1(?: |$)/m);
    screen.send("\t\t");
    await screen.until(() => /^› with_perplexity.*\[ \] off/m.test(screen.text()) && !screen.cursor().isShown);
    screen.send(" ");
    await screen.until(/^› with_perplexity.*\[x\] on/m);
    await screen.until(shows(screen, expected("sft-cross-entropy", { logits, targets: [0, 1], with_perplexity: true })));
    screen.send("\x1b");
    await screen.until(() => !header(screen).includes("compute"));
    screen.send("q");
    await isGivenBack(screen, 0);
  });
});

test("in Chinese, in ASCII, without colour, in forty columns", async () => {
  const screen = await open({ columns: 40, rows: 14, environment: { ALMANAC_LANG: "zh", ALMANAC_ASCII: "1", NO_COLOR: "1" } });
  screen.send("3\r");
  await screen.until(() => screen.lines().at(-2)!.includes("Esc"));
  screen.send("\r");
  await screen.until(() => header(screen).includes("计算") && screen.cursor().isShown);
  screen.send("\x05，");
  await screen.until(/^> x/m);
  await screen.until(/^>!x/m);
  expect(screen.text()).not.toMatch(/[─│┬├└›▁▃▅▆█▲◆←↑→↓\u2800-\u28ff]/);
  expect((screen.bytes().match(/\x1b\[[\d;]*m/g) ?? []).filter((look) => look !== "\x1b[0m")).toEqual([]);
  screen.send("\x7f");
  await screen.until(() => !/^>!x/m.test(screen.text()));
  screen.send("\x03");
  await isGivenBack(screen, 0);
});

test("a hundred thousand numbers pasted: refused whole, and the next key is answered", async () => {
  const screen = await open({ columns: 80, rows: 24 });
  screen.send("/softmax\r");
  await screen.until(() => screen.lines().at(-2)!.includes("Esc back"));
  screen.send("e");
  await screen.until(() => header(screen).includes("compute") && screen.cursor().isShown);
  screen.send(pasted("0.25 ".repeat(1e5)));
  await screen.until("nothing was put in");
  await screen.until(shows(screen, expected("softmax", { x: [1, 2, 3], temperature: 1 })));
  screen.send(" 4");
  await screen.until(/^› x +1 2 3 4$/m);
  screen.send("\x03");
  await isGivenBack(screen, 0);
});
