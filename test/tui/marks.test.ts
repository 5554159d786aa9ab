/** Marks and the comparison of what is marked. */
import { expect, test } from "vitest";
import { front } from "../../src/tui/state.ts";
import { contextOf } from "../../src/tui/update.ts";
import { fakeWorld, picture, press, sized, started } from "./drive.ts";

const world = fakeWorld();
const shelf = press(started(world), world, "j", "j");
const two = press(shelf, world, "m", "j", "j", "m");

test("m marks and takes back, in lists, on pages, in lineages and the chart; the footer counts", () => {
  expect(two.marks.map(({ id }) => id)).toEqual(["llama", "llama-2"]);
  expect(picture(two, world)).toMatch(/\n \+2023-02-24 LLaMA/);
  expect(picture(two, world)).toMatch(/\n›\+2023-07-18 Llama 2/);
  expect(picture(two, world)).toMatch(/x compare .*\+2 {2}5\/13$/);
  expect(press(two, world, "m").marks.length).toBe(1);
  expect(press(shelf, world, "Enter", "m").marks).toEqual([{ kind: "release", id: "llama" }]);
  const lineage = press(shelf, world, "t", "m");
  expect(lineage.marks).toEqual([{ kind: "release", id: "llama-2" }]);
  expect(picture(lineage, world)).toContain("\n›+├─ Llama 2");
  const chart = press(shelf, world, "c", "l", "m");
  expect(chart.marks).toEqual([{ kind: "release", id: "llama-2" }]);
  expect(picture(chart, world)).toContain("\n›+Llama 2 ·");
});

test("on a page with a marked link the mark is the link's", () => {
  const page = press(shelf, world, "j", "j", "Enter", "Tab", "m");
  expect(page.marks).toEqual([{ kind: "checkpoint", id: "llama-2-70b" }]);
});

test("only releases and checkpoints; twelve at most; M clears", () => {
  expect(press(shelf, world, "2", "m").message?.en).toContain("can be marked");
  const all = press(press(shelf, world, "g"), world, ...Array<string[]>(13).fill(["m", "j"]).flat().slice(0, -1));
  expect(all.marks.length).toBe(12);
  expect(all.message?.en).toContain("12 are marked");
  expect(press(all, world, "M").marks).toEqual([]);
  expect(press(shelf, world, "M").message?.en).toContain("m marks");
});

test("x needs two, compares them, and leads back", () => {
  expect(press(shelf, world, "x").message?.en).toContain("mark two");
  expect(press(shelf, world, "m", "x").message?.en).toContain("another");
  const compared = press(two, world, "x");
  expect(contextOf(compared)).toBe("comparison");
  expect(picture(compared, world)).toMatch(/ +LLaMA +Llama 2\n/);
  expect(press(compared, world, "x").stack.length).toBe(1);
  expect(press(compared, world, "Escape").stack.length).toBe(1);
  // What is compared stays, whatever is marked later.
  expect(front(press(two, world, "x", "[", "M", "]"))).toEqual(front(compared));
});

test("d shows what differs, s the sources; both together and back", () => {
  const compared = press(shelf, world, "j", "j", "m", "j", "j", "j", "m", "x");
  const all = picture(press(compared, world, "G"), world);
  expect(all).toContain("num_hidden_layers");
  const differing = press(compared, world, "d");
  expect(picture(differing, world)).not.toContain("num_hidden_layers");
  expect(picture(differing, world)).toContain("num_key_value_heads");
  expect(picture(press(differing, world, "s", "G"), world)).toContain("[1] official · touvron-2023a");
  expect(front(press(differing, world, "d"))).toEqual(front(compared));
});

test("scrolls, and ends stay ends, at every size", () => {
  for (const size of [sized(40, 10), sized(50, 14), sized(80, 24), sized(200, 60)])
    for (const lang of ["en", "zh"] as const) {
      const compared = press(started(world, lang, size), world, "m", "j", "m", "j", "j", "m", "x");
      const end = press(compared, world, "G");
      expect(front(press(end, world, "j", "PageDown"))).toEqual(front(end));
      expect(front(press(end, world, "g", "k"))).toMatchObject({ scroll: 0 });
    }
});
