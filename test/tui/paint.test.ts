/** Drawing only what changed leaves the same screen as drawing everything. Both on a terminal emulator. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ansiStyle } from "../../src/render/style.ts";
import type { Frame } from "../../src/tui/contract.ts";
import { clearScreen, enterScreen, leaveScreen, paintFrame, plainPainter } from "../../src/tui/paint.ts";
import { type Change, update } from "../../src/tui/update.ts";
import { frame } from "../../src/tui/views/frame.ts";
import { fakeWorld, press, sized, started } from "./drive.ts";
import { emulate } from "./emulate.ts";

const world = fakeWorld({ style: ansiStyle });

const keys = ["j", "k", "G", "g", "PageDown", "Enter", "Tab", "L", "/", "r", "旋", "Escape", "?", "s", "2", "Backspace", "Left"];
const change = (key: string): Change => (key.length === 1 ? { type: "text", text: key } : { type: "key", key });

describe("the painter", () => {
  test("leaves the screen that a whole frame leaves, cursor and colours too", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(sized(120, 40), sized(80, 24), sized(50, 14), sized(38, 8)),
        fc.array(fc.constantFrom(...keys), { maxLength: 20 }),
        async (size, pressed) => {
          let state = started(world, "en", size);
          let shown: Frame = frame(state, world);
          let bytes = enterScreen + paintFrame(shown, size);
          const painter = plainPainter((text) => (bytes += text), shown, size);
          for (const key of pressed) {
            state = update(state, change(key), world);
            shown = frame(state, world);
            painter.draw(shown);
          }
          expect(await emulate(size, bytes)).toEqual(await emulate(size, enterScreen + paintFrame(shown, size)));
        },
      ),
      { numRuns: 60 },
    );
  });

  test("after a resize draws on the cleared screen", async () => {
    const small = sized(80, 24);
    const state = press(started(world, "zh", small), world, "Enter");
    let bytes = enterScreen + paintFrame(frame(state, world), small);
    const painter = plainPainter((text) => (bytes += text), frame(state, world), small);
    const large = sized(120, 40);
    const resized = frame(update(state, { type: "resize", size: large }, world), world);
    bytes += clearScreen;
    painter.redraw(resized, large);
    expect(await emulate(large, bytes)).toEqual(await emulate(large, enterScreen + paintFrame(resized, large)));
  });

  test("writes for j the rows that changed and no more, and for nothing nothing", () => {
    const size = sized(80, 24);
    const state = press(started(world, "en", size), world, "j");
    let bytes = "";
    const painter = plainPainter((text) => (bytes += text), frame(state, world), size);
    painter.draw(frame(state, world));
    expect(bytes).toBe("");
    // The row that was chosen, the one that is, the two of the strip and the position.
    const list = press(started(world, "en", sized(60, 20)), world, "j");
    const narrow = plainPainter((text) => (bytes += text), frame(list, world), list.size);
    narrow.draw(frame(press(list, world, "j"), world));
    expect(bytes.match(/\x1b\[\d+;1H\x1b\[2K/g)?.length).toBeLessThan(6);
    expect(bytes).not.toContain("\x1b[2J");
  });

  test("never scrolls: the last row of the terminal stays empty", async () => {
    for (const size of [sized(120, 40), sized(40, 10), sized(20, 5)]) {
      const screen = await emulate(size, enterScreen + paintFrame(frame(started(world, "en", size), world), size));
      expect(screen.top).toBe(0);
      expect(screen.lines.at(-1)).toBe("");
    }
  });

  test("gives back the screen that was there before, its cursor shown", async () => {
    const size = sized(80, 24);
    const shell = "$ almanac\r\n";
    const bytes = shell + enterScreen + paintFrame(frame(started(world, "en", size), world), size) + leaveScreen;
    expect(await emulate(size, bytes)).toEqual(await emulate(size, shell));
    expect(leaveScreen).toContain("\x1b[?25h");
    expect(leaveScreen).toContain("\x1b[?2004l");
    expect(enterScreen + leaveScreen).not.toContain("\x1b[3J");
  });
});
