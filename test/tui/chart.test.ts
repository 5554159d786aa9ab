/** The chart: points walked by date, measures, the filter. */
import { expect, test } from "vitest";
import { cells } from "../../src/render/width.ts";
import { front, type State } from "../../src/tui/state.ts";
import { frame } from "../../src/tui/views/frame.ts";
import { driven, fakeWorld, picture, press, sized, started } from "./drive.ts";

const world = fakeWorld();
const shelf = started(world);
const on = press(shelf, world, "j", "j", "c");
const named = (state: State): string => /^› ?\+?([^·]+) ·/.exec(picture(state, world).split("\n").at(-2)!)?.[1]?.trim() ?? "";

test("opens on the chosen release; left and right, j and k walk by date; ends stay ends", () => {
  expect(named(on)).toBe("LLaMA");
  expect(named(press(on, world, "l"))).toBe("Llama 2");
  expect(named(press(on, world, "Right", "j", "Down"))).toBe("Qwen1.5");
  expect(named(press(on, world, "Right", "Left", "k", "h"))).toBe("LLaMA");
  expect(named(press(on, world, "G", "l"))).toBe("DeepSeek-R1");
  expect(named(press(on, world, "G", "g"))).toBe("LLaMA");
});

test("where the chosen release has no size, the point nearest in time is named", () => {
  expect(named(press(shelf, world, "c"))).toBe("LLaMA");
  expect(named(press(shelf, world, "G", "k", "k", "c"))).toBe("Qwen2.5");
});

test("Tab switches the measure and keeps the point where it can", () => {
  const tokens = press(on, world, "l", "Tab");
  expect(front(tokens)).toMatchObject({ measure: "tokens" });
  expect(named(tokens)).toBe("Llama 2");
  expect(front(press(tokens, world, "Tab"))).toMatchObject({ measure: "context" });
  expect(front(press(tokens, world, "Tab", "Tab"))).toMatchObject({ measure: "parameters" });
  expect(front(press(on, world, "Shift-Tab"))).toMatchObject({ measure: "context" });
});

test("Enter opens the point; back is on it again; c closes", () => {
  const page = press(on, world, "l", "Enter");
  expect(front(page)).toMatchObject({ view: "page", ref: { id: "llama-2" } });
  expect(named(press(page, world, "["))).toBe("Llama 2");
  expect(front(press(on, world, "c")).view).toBe("shelf");
  expect(front(press(page, world, "c")).view).toBe("chart");
});

test("the filter applies, and is set from here", () => {
  const meta = press(on, world, "f", "Right", "m", "e", "t", "a", "Enter", "Escape");
  expect(front(meta).view).toBe("chart");
  expect(picture(meta, world)).toContain("Organisation: Meta ×");
  expect(picture(press(meta, world, "G"), world)).toContain(" 3/3 ".trimEnd());
  const none = press(on, world, "f", "Right", "o", "p", "e", "n", "a", "i", "Enter", "Escape");
  expect(picture(none, world)).toContain("No release that fits");
  expect(press(none, world, "j", "G", "Enter", "m", "t").stack.length).toBe(2);
});

test.each([
  [false, /◆/g, /▲/g],
  [true, /@/g, /\^/g],
] as const)("at every size (ascii %s) one point is marked and the axis under it", (ascii, point, under) => {
  const drawn = fakeWorld({ ascii });
  for (let columns = 40; columns <= 200; columns += 5)
    for (const rows of [10, 11, 14, 18, 24, 40, 60])
      for (const lang of ["en", "zh"] as const) {
        const state = driven({ ...press(started(drawn, lang), drawn, "c", "l") }, drawn, { type: "resize", size: sized(columns, rows) });
        const { lines } = frame(state, drawn);
        const text = lines.join("\n");
        expect(lines.length).toBe(rows - 1);
        expect(text.match(point)?.length, `${columns}x${rows}`).toBe(1);
        expect(text.match(under)?.length, `${columns}x${rows}`).toBe(1);
        for (const line of lines) expect(cells(line)).toBeLessThanOrEqual(columns);
      }
});
