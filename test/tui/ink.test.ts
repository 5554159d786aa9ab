/** The explorer's own bundle, in which Ink draws: whatever is pressed, its screen is the one that a whole frame makes. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ansiStyle, plainStyle } from "../../src/render/style.ts";
import type { Drawing, Frame, Painter } from "../../src/tui/contract.ts";
import { beginFrame, clearScreen, endFrame, enterScreen, paintFrame, parkCursor } from "../../src/tui/paint.ts";
import { type Change, update } from "../../src/tui/update.ts";
import { frame } from "../../src/tui/views/frame.ts";
import { root } from "../run.ts";
import { fakeWorld, sized, started } from "./drive.ts";
import { emulate } from "./emulate.ts";

const { runExplorer } = (await import(pathToFileURL(join(root, "dist", "explorer.mjs")).href)) as Drawing;

const keys = ["j", "k", "G", "g", "PageDown", "Enter", "Tab", "L", "/", "r", "旋", "Escape", "?", "s", "2", "Backspace", "Left"];
const sizes = [sized(120, 40), sized(80, 24), sized(50, 14), sized(38, 8), sized(101, 33)];
const anyChange = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom(...keys).map((key): Change => (key.length === 1 ? { type: "text", text: key } : { type: "key", key })),
  },
  { weight: 1, arbitrary: fc.constantFrom(...sizes).map((size): Change => ({ type: "resize", size })) },
);

/** Ink draws at most so often; what it holds back comes a moment later. */
const settled = async (isDone: () => Promise<boolean>): Promise<boolean> => {
  for (let i = 0; i < 200; i++) {
    if (await isDone()) return true;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return false;
};

test.each([
  ["in colour", ansiStyle],
  ["without colour", plainStyle],
])("%s", { timeout: 120_000 }, async (_what, style) => {
  const world = fakeWorld({ style });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...sizes), fc.array(anyChange, { minLength: 1, maxLength: 12 }), async (first, changes) => {
      let state = started(world, "zh", first);
      let shown: Frame = frame(state, world);
      let bytes = enterScreen + paintFrame(shown, first);
      let painter: Painter | undefined;
      runExplorer({
        frame: () => shown,
        size: () => state.size,
        write(text) {
          bytes += text;
        },
        takeOver(next) {
          bytes += parkCursor(state.size);
          painter = next;
        },
        fail(error) {
          throw error;
        },
      });
      for (const change of changes) {
        state = update(state, change, world);
        shown = frame(state, world);
        if (change.type === "resize") {
          bytes = enterScreen + beginFrame + clearScreen;
          painter!.redraw(shown, state.size);
          bytes += endFrame;
        } else painter!.draw(shown);
      }
      const wanted = await emulate(state.size, enterScreen + paintFrame(shown, state.size));
      const isRight = await settled(async () => JSON.stringify(await emulate(state.size, bytes)) === JSON.stringify(wanted));
      if (!isRight) expect(await emulate(state.size, bytes)).toEqual(wanted);
      painter!.stop();
      expect(bytes).not.toContain("\x1b[3J");
    }),
    { numRuns: 60 },
  );
});
