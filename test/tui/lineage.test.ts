/** Lineages that are walked: what is drawn, what is opened, what is found again on the way back. */
import { describe, expect, test } from "vitest";
import { front } from "../../src/tui/state.ts";
import { driven, fakeWorld, picture, press, sized, started } from "./drive.ts";

const world = fakeWorld();
const shelf = press(started(world), world, "j", "j");
const tree = press(shelf, world, "t");

describe("of a release", () => {
  test("what it came from and what it led to, one row a release", () => {
    expect(front(tree)).toMatchObject({ view: "lineage", ref: { kind: "release", id: "llama" }, chosen: 0 });
    expect(picture(tree, world)).toContain(
      [
        " Led to  6",
        "› ├─ Llama 2           2023-07-18  Meta",
        "  │  └─ Llama 3        2024-04-18  Meta",
        "  └─ Qwen              2023-08-03  Alibaba Cloud",
      ].join("\n"),
    );
    const middle = press(press(shelf, world, "j", "j"), world, "t");
    expect(picture(middle, world)).toMatch(/Based on {2}1\n› └─ LLaMA .*\n\n Led to {2}1\n {2}└─ Llama 3 /);
  });

  test("ends stay ends; a page is a screen of rows", () => {
    expect(front(press(tree, world, "k"))).toMatchObject({ chosen: 0 });
    expect(front(press(tree, world, "G"))).toMatchObject({ chosen: 5 });
    expect(front(press(tree, world, "G", "j", "PageDown"))).toMatchObject({ chosen: 5 });
    expect(front(press(tree, world, "PageDown", "PageUp"))).toMatchObject({ chosen: 0 });
  });

  test("Enter opens the row; back is on it again, and forward on the page", () => {
    const low = driven(press(tree, world, "G"), world, { type: "resize", size: sized(50, 11) });
    const page = press(low, world, "Enter");
    expect(front(page)).toMatchObject({ view: "page", ref: { kind: "release", id: "qwen2.5" } });
    const back = press(page, world, "[");
    expect(front(back)).toEqual(front(low));
    expect(front(low)).toMatchObject({ top: expect.any(Number) });
    expect((front(low) as { top: number }).top).toBeGreaterThan(0);
    expect(front(press(back, world, "]"))).toEqual(front(page));
  });

  test("t goes on from the row, Esc comes back one at a time", () => {
    const further = press(tree, world, "t");
    expect(front(further)).toMatchObject({ ref: { id: "llama-2" } });
    expect(front(press(further, world, "Escape"))).toEqual(front(tree));
    expect(front(press(further, world, "Escape", "Escape"))).toEqual(front(shelf));
  });

  test("one that stands alone says so; there is nothing to open", () => {
    const alone = press(press(shelf, world, "G"), world, "t");
    expect(picture(alone, world)).toContain("The record knows no release");
    expect(press(alone, world, "Enter", "j", "t", "m").stack.length).toBe(2);
  });

  test("beside the rows a wide screen shows the chosen release", () => {
    const wide = driven(tree, world, { type: "resize", size: sized(120, 40) });
    expect(picture(wide, world)).toContain("│ Llama 2\n");
    expect(picture(tree, world)).not.toContain("came out on");
  });
});

test("a checkpoint's is its release's", () => {
  const page = press(shelf, world, "j", "j", "Enter", "Tab", "Enter");
  expect(front(page)).toMatchObject({ ref: { kind: "checkpoint" } });
  expect(picture(press(page, world, "t"), world)).toMatch(/Llama 2 70B › lineage\n(.*\n)*.*Based on {2}1/);
});

test("a concept's: who introduced it, who took it up, by date", () => {
  const concept = press(shelf, world, "2", "t");
  const text = picture(concept, world);
  expect(text).toMatch(/Introduced by {2}1\n› InstructGPT .*\n\n Adopted by {2}3\n {2}ChatGPT .*\n {2}GPT-4 .*\n {2}Llama 2/);
  expect(picture(press(concept, world, "L"), world)).toMatch(/首创者 {2}1\n(.*\n)+ 采用者 {2}3/);
});

test("what has none says so", () => {
  for (const section of ["3", "4", "5"]) expect(press(shelf, world, section, "t").message?.en).toContain("have a lineage");
});
