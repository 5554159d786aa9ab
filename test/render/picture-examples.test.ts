import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import { shellWords } from "../../src/cli/calc/shell.ts";
import { readWords } from "../../src/cli/calc/words.ts";
import { formulas } from "../../src/formulas/index.ts";
import { drawFormula } from "../../src/formulas/plot/draw.ts";
import type { Canvas } from "../../src/render/canvas.ts";
import { pictureLines } from "../../src/render/picture/picture.ts";
import { ansiStyle, plainStyle } from "../../src/render/style.ts";

const canvas = (width: number, lang: "en" | "zh" = "en", ascii = false): Canvas => ({ width, lang, ascii, style: plainStyle });
const widths = [20, 40, 60, 80, 120, 200];

const examples = formulas.flatMap((formula) =>
  formula.plot
    ? formula.examples.map(({ command }) => {
        const { named, positional, options } = readWords(shellWords(command).slice(2));
        return [command, drawFormula(formula, named, positional, (options.plot as string | undefined) ?? "").picture] as const;
      })
    : [],
);

describe.each(examples)("%s --plot", (_command, picture) => {
  test("no line is wider than the canvas, in either language, with and without colour", () => {
    for (const width of widths)
      for (const lang of ["en", "zh"] as const)
        for (const ascii of [false, true])
          for (const style of [plainStyle, ansiStyle])
            expect(pictureLines(picture, { width, lang, ascii, style }).filter((line) => stringWidth(line) > width)).toEqual([]);
  });

  test("ASCII is ASCII", () => {
    for (const width of widths) expect(pictureLines(picture, canvas(width, "en", true)).join("\n")).toMatch(/^[\x20-\x7e\n]*$/);
  });

  test("colour adds nothing: without it the same signs are there", () => {
    const coloured = pictureLines(picture, { ...canvas(80), style: ansiStyle }).map((line) => line.replace(/\x1b\[[\d;]*m/g, ""));
    expect(coloured).toEqual(pictureLines(picture, canvas(80)));
  });
});
