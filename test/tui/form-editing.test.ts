import { describe, expect, test } from "vitest";
import { flat } from "../../src/build/oracle.ts";
import { fieldLimit } from "../../src/tui/form/edit.ts";
import { formOf } from "../../src/tui/form/open.ts";
import { pasteLimit } from "../../src/tui/input.ts";
import { front, type State } from "../../src/tui/state.ts";
import { update } from "../../src/tui/update.ts";
import { frame } from "../../src/tui/views/frame.ts";
import { expectedNumbers } from "../formulas/oracle-cases.ts";
import { picture, press, typed } from "./drive.ts";
import { formFor, formIn, paste, result, rmsnorm, toField, world } from "./forms.ts";

describe("editing a field", () => {
  const text = (state: State): string => formIn(state).texts[formIn(state).field]!;
  const fresh = press(rmsnorm(), world, "Ctrl-u");

  test("characters, words and the whole, before and after the caret", () => {
    const state = typed(fresh, world, "10 20 30");
    expect(text(press(state, world, "Left", "Left", "Backspace"))).toBe("10 2030");
    expect(text(press(state, world, "Home", "Delete"))).toBe("0 20 30");
    expect(text(press(state, world, "Ctrl-w"))).toBe("10 20 ");
    expect(text(press(state, world, "Left", "Left", "Left", "Ctrl-k"))).toBe("10 20");
    expect(text(press(state, world, "Left", "Left", "Left", "Ctrl-u"))).toBe(" 30");
    expect(text(typed(press(state, world, "Ctrl-a"), world, "5 "))).toBe("5 10 20 30");
    expect(text(typed(press(state, world, "Home", "Ctrl-f", "Ctrl-f", "Ctrl-b", "End", "Ctrl-e"), world, " 4"))).toBe("10 20 30 4");
  });

  test("a letter and its mark are one step; wide digits are numbers", () => {
    const state = typed(fresh, world, "１ ２ ３ ４e\u0301");
    expect(text(press(state, world, "Backspace"))).toBe("１ ２ ３ ４");
    expect(flat(result(press(state, world, "Backspace")))).toEqual(expectedNumbers("rmsnorm", { x: [1, 2, 3, 4] }));
    expect(text(typed(press(state, world, "Left"), world, "x"))).toBe("１ ２ ３ ４xe\u0301");
  });

  test("the cursor stands behind what is typed, by cells", () => {
    const before = frame(fresh, world).cursor!;
    const after = frame(typed(fresh, world, "１２ 3"), world).cursor!;
    expect(after).toEqual({ x: before.x + 6, y: before.y });
    expect(frame(press(formFor("gelu"), world, "Tab"), world).cursor).toBeUndefined();
  });

  test("keys that are commands elsewhere are text here", () => {
    const state = typed(fresh, world, "q?jG/LcesF");
    expect(front(state).view).toBe("form");
    expect(text(state)).toBe("q?jG/LcesF");
  });

  test("earlier values come back, with what was typed last at the end of the way", () => {
    let state = typed(fresh, world, "7 8");
    state = press(state, world, "Tab", "Shift-Tab", "Ctrl-u");
    state = typed(state, world, "9");
    expect(text(press(state, world, "Ctrl-p"))).toBe("7 8");
    // What Ctrl-U took away, and before it what the example has.
    expect(text(press(state, world, "Ctrl-p", "Ctrl-p"))).toBe("1 2 3 4");
    expect(text(press(state, world, "Ctrl-p", "Ctrl-p", "Ctrl-n", "Ctrl-n"))).toBe("9");
    expect(text(press(state, world, ...Array.from({ length: 60 }, () => "Ctrl-p")))).not.toBe("");
    // The same input of another formula shares them.
    const other = press(state, world, "Tab", "Escape");
    const softmax = update({ ...other, stack: [other.stack[0], formOf("softmax", other, world)!] }, { type: "start" }, world);
    expect(text(press(softmax, world, "Ctrl-p"))).toBe("9");
  });

  test("Ctrl-R goes back to the example, then on to the next", () => {
    const { examples } = formIn(rmsnorm()).spec;
    const changed = typed(rmsnorm(), world, " 5");
    expect(formIn(press(changed, world, "Ctrl-r")).texts).toEqual(examples[0]);
    expect(formIn(press(changed, world, "Ctrl-r", "Ctrl-r")).texts).toEqual(examples[1]);
    expect(text(press(changed, world, "Ctrl-r", "Ctrl-p"))).toBe("1 2 3 4 5");
  });
});

describe("pasting", () => {
  const attention = formFor("attention");
  const q = (state: State): string => formIn(state).texts.Q!;
  const cleared = press(attention, world, "Ctrl-u");

  test.each(["1 0\n0 2\n3 1\n", "1 0\r\n0 2\r\n3 1", "1 0\r0 2\r3 1\r", "1\t0\n0\t2\n\n3\t1", "1 0;\n0 2;\n3 1;"])(
    "lines of a matrix are its rows: %j",
    (text) => {
      expect(q(paste(cleared, text)).replace(/\s+/g, " ")).toBe("1 0; 0 2; 3 1");
    },
  );

  test("brackets say themselves what a row is; a single line is put in as it is", () => {
    expect(JSON.parse(q(paste(cleared, "[[1, 0],\n [0, 2]]")))).toEqual([
      [1, 0],
      [0, 2],
    ]);
    expect(q(paste(paste(cleared, "1 0; "), "0 1\n"))).toMatch(/^1 0; 0 1\s*$/);
  });

  test("takes the place of an example's numbers, which come back; among numbers of one's own it stays apart from them", () => {
    const state = paste(rmsnorm(), "7 8");
    const x = (now: State): string | undefined => formIn(now).texts.x;
    expect(x(state)).toBe("7 8");
    expect(x(press(state, world, "Ctrl-p"))).toBe("1 2 3 4");
    expect(x(paste(state, "9 10"))).toBe("7 8 9 10");
    expect(x(paste(press(state, world, "Home"), "5 6"))).toBe("5 6 7 8");
    expect(x(paste(state, "5"))).toBe("7 85");
    expect(x(paste(press(rmsnorm(), world, "Left"), "0"))).toBe("1 2 3 04");
    const rows = paste(paste(attention, "1 0\n0 3"), "2 0\n0 2");
    expect(q(rows)).toBe("1 0; 0 3; 2 0; 0 2");
  });

  test("lines of a vector are its numbers; nothing in a paste is a command", () => {
    const state = press(rmsnorm(), world, "Ctrl-u");
    expect(flat(result(paste(state, "1\n2\n3\n4\n")))).toEqual(expectedNumbers("rmsnorm", { x: [1, 2, 3, 4] }));
    const hostile = paste(state, "q\n:wq\x1b[A\x03\x1b");
    expect(formIn(hostile).texts.x).toBe("q :wq[A");
  });

  test("what is too long is refused whole, and nothing is lost", () => {
    const many = Array.from({ length: 1e5 }, (_, i) => i).join(" ");
    for (const state of [
      paste(rmsnorm(), many),
      paste(rmsnorm(), many.slice(0, pasteLimit), true),
      paste(rmsnorm(), "1 ".repeat(fieldLimit)),
    ]) {
      expect(formIn(state).texts.x).toBe("1 2 3 4");
      expect(state.message?.en).toContain("nothing");
      expect(state.message?.zh).toContain("未粘贴");
    }
  });

  test("thousands of numbers are computed in doubles, and the screen says so", () => {
    const state = paste(press(formFor("softmax"), world, "Ctrl-u"), "0.5 ".repeat(3000));
    expect(flat(result(state))).toHaveLength(3000);
    expect(flat(result(state))[0]).toBeCloseTo(1 / 3000, 12);
    expect(picture(state, world)).toContain("double precision");
    expect(picture(press(state, world, "PageDown"), world)).toMatch(/and 2952 more/);
  });

  test("few numbers that ask for too much are not computed; the command is", () => {
    const state = typed(press(toField(formFor("alibi-bias"), "seq_len"), world, "Ctrl-u"), world, "1024");
    expect(picture(state, world)).toContain("Too much");
    expect(picture(state, world)).toContain("$ almanac calc alibi-bias 8 0 1024");
  });
});
