/** Whole screens, kept as text: a change of one is read and judged in a diff. */
import { expect, test } from "vitest";
import { driven, fakeWorld, picture, press, sized, started, typed } from "./drive.ts";

const sizes = [sized(120, 40), sized(80, 24), sized(60, 20), sized(50, 14)];
const world = fakeWorld();

for (const lang of ["en", "zh"] as const)
  for (const size of sizes)
    test(`${lang} at ${size.columns}x${size.rows}`, async () => {
      const shelf = press(started(world, lang, size), world, "j", "j");
      const page = press(shelf, world, "Enter", "Tab");
      const found = typed(press(shelf, world, "/"), world, lang === "en" ? "rm" : "千问");
      const screens = {
        shelf,
        page,
        evidence: press(shelf, world, "s"),
        concept: press(shelf, world, "2", "G", "Enter", "PageDown"),
        search: press(shelf, world, "/"),
        found,
        nothing: typed(press(shelf, world, "/"), world, "gpt9"),
        help: press(shelf, world, "?"),
        filter: press(shelf, world, "f"),
        values: typed(press(shelf, world, "f", "Right", "Down", "Enter", "Tab"), world, lang === "en" ? "open" : "开放"),
        filtered: press(shelf, world, "f", "Right", "Down", "Enter", "Tab", "Tab", "Tab", "Down", "Enter", "Escape"),
        lineage: press(shelf, world, "t", "Down", "Down"),
        adopters: press(shelf, world, "2", "t", "Down"),
        alone: press(shelf, world, "G", "t"),
        chart: press(shelf, world, "c", "l"),
        tokens: press(shelf, world, "f", "Right", "Down", "Enter", "Escape", "c", "Tab"),
        marked: press(shelf, world, "m", "j", "j", "m", "k"),
        comparison: press(shelf, world, "j", "j", "m", "G", "k", "k", "k", "k", "k", "m", "x"),
        form: press(shelf, world, "3", "e"),
        mistake: typed(press(shelf, world, "3", "e", "Tab"), world, "1 2 x"),
        choice: press(shelf, world, "3", "j", "e", "Up", "Up", "Space", "Ctrl-g"),
        matrices: press(
          driven(press(shelf, world, "3", "j", "j", "Enter", "Enter", "Ctrl-u"), world, {
            type: "paste",
            text: "1 0\r0 2\r3 1\r",
            cut: false,
          }),
          world,
          "Ctrl-t",
          "Left",
        ),
        differences: press(shelf, world, "j", "j", "m", "G", "k", "k", "k", "k", "k", "m", "x", "d", "s"),
      };
      const text = Object.entries(screens)
        .map(([name, state]) => `==== ${name} ====\n${picture(state, world)}\n`)
        .join("");
      await expect(text).toMatchFileSnapshot(`frames/${lang}-${size.columns}x${size.rows}.txt`);
    });
