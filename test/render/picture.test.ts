/** How pictures are drawn. What a reader takes from the axes must be what the data are: the tests read the drawings as a reader does. */
import fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import { formulas } from "../../src/formulas/index.ts";
import { drawFormula } from "../../src/formulas/plot/draw.ts";
import type { Bars, Curves, HeatMap, Picture } from "../../src/formulas/plot/picture.ts";
import { tickText } from "../../src/render/axes.ts";
import type { Canvas } from "../../src/render/canvas.ts";
import { pictureLines } from "../../src/render/picture/picture.ts";
import { plainStyle } from "../../src/render/style.ts";

const canvas = (width: number, lang: "en" | "zh" = "en", ascii = false): Canvas => ({ width, lang, ascii, style: plainStyle });

type Read = {
  readonly rows: readonly string[];
  readonly left: readonly { readonly row: number; readonly value: number }[];
  readonly below: readonly { readonly column: number; readonly value: number }[];
};

/** The labels of a drawing and where they stand, from the drawing itself: the ticks of the floor, and under each its number. */
const read = (lines: readonly string[], ascii: boolean): Read => {
  const [side, corner] = ascii ? ["|", "+"] : ["│", "└"];
  const floorAt = lines.findIndex((line) => new RegExp(`^ *[${corner}][-+─┴]+$`).test(line));
  const start = lines.findIndex((line) => line.includes(side));
  const margin = lines[floorAt]!.indexOf(corner) + 1;
  const rows = lines.slice(start, floorAt).map((line) => line.slice(margin));
  const left = lines.slice(start, floorAt).flatMap((line, row) => {
    const label = line.slice(0, margin - 1).trim();
    return label === "" ? [] : [{ row, value: Number(label) }];
  });
  const floor = lines[floorAt]!.slice(margin);
  const numbers = [...lines[floorAt + 1]!.slice(margin).matchAll(/\S+/g)];
  const ticks = [...floor.matchAll(/[┴+]/g)].map((match) => match.index);
  expect(ticks.length).toBe(numbers.length);
  return { rows, left, below: numbers.map(([text], i) => ({ column: ticks[i]!, value: Number(text) })) };
};

const value = fc.oneof(
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  fc.double({ min: -1, max: 1, noNaN: true }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -9, max: 9 }),
);
const positive = fc.double({ min: 1e-300, max: 1e300, noNaN: true });
const sizes = fc.record({ width: fc.constantFrom(40, 80, 120), height: fc.constantFrom(6, 10, 16, 24), ascii: fc.boolean() });

const single = (x: number, y: number, from: number, to: number, log: boolean): Curves => ({
  kind: "curves",
  title: "t",
  x: { label: "x", from, to },
  y: { label: "y", log },
  curves: [{ name: "c", points: [] }],
  marks: [{ x, y }],
});

describe("curves", () => {
  test("labels are numbers in order that enclose the data, and stand where they say", () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 6 }), sizes, (ys, { width, height, ascii }) => {
        const points = ys.map((y, x) => ({ x, y }));
        const picture: Curves = { ...single(0, ys[0]!, 0, Math.max(1, ys.length - 1), false), curves: [{ name: "c", points }], marks: [] };
        const { left, below } = read(pictureLines(picture, canvas(width, "en", ascii), height), ascii);
        const values = left.map((label) => label.value);
        expect(left[0]!.row).toBe(0);
        expect(left.at(-1)!.row).toBe(height - 1);
        expect(values).toEqual([...values].sort((a, b) => b - a));
        expect(values[0]).toBeGreaterThanOrEqual(Math.max(...ys));
        expect(values.at(-1)).toBeLessThanOrEqual(Math.min(...ys));
        const columns = below.map((label) => label.value);
        expect(columns).toEqual([...columns].sort((a, b) => a - b));
        expect([columns[0], columns.at(-1)]).toEqual([picture.x.from, picture.x.to]);
      }),
      { numRuns: 300 },
    );
  });

  test.each([false, true])("a point stands in the row and column of its value; logarithmic: %s", (log) => {
    const ys = log ? positive : fc.double({ min: -1e9, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(ys, ys, fc.double({ min: 0, max: 1, noNaN: true }), sizes, (y, other, x, { width, height, ascii }) => {
        const picture: Curves = { ...single(x, y, 0, 1, log), curves: [{ name: "c", points: [{ x: 0, y: other }] }] };
        const { rows, left, below } = read(pictureLines(picture, canvas(width, "en", ascii), height), ascii);
        const row = rows.findIndex((line) => /[◆@]/.test(line));
        const column = rows[row]!.search(/[◆@]/);
        const scale = (number: number): number => (log ? Math.log10(number) : number);
        const [top, bottom] = [left[0]!, left.at(-1)!];
        const share = (scale(top.value) - scale(y)) / (scale(top.value) - scale(bottom.value));
        expect(Math.abs(share * (bottom.row - top.row) - row)).toBeLessThanOrEqual(1);
        const [first, last] = [below[0]!, below.at(-1)!];
        expect(Math.abs(first.column + x * (last.column - first.column) - column)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 300 },
    );
  });

  test("a point beside the range, a gap, an axis that cannot show a value: all are said", () => {
    const outside = pictureLines({ ...single(2, 0, 0, 1, false), curves: [{ name: "c", points: [{ x: 0, y: 0 }] }] }, canvas(80));
    expect(outside.at(-1)).toBe("1 of the given points is outside the picture.");
    expect(outside.join("\n")).not.toContain("◆");
    const points = [1, Number.NaN, 3, Number.POSITIVE_INFINITY].map((y, x) => ({ x, y }));
    const gaps = pictureLines({ ...single(0, 1, 0, 3, false), curves: [{ name: "c", points }] }, canvas(200));
    expect(gaps.at(-1)).toMatch(/^2 of 4 points .* gap there\.$/);
    const log = pictureLines({ ...single(0, -1, 0, 3, true), curves: [{ name: "c", points: [{ x: 0, y: 1 }] }] }, canvas(80, "zh"));
    expect(log.at(-1)).toBe("所给的点中有 1 个落在图外。");
    expect(pictureLines({ ...single(0, Number.NaN, 0, 1, false) }, canvas(80)).at(-1)).toBe("There is no finite value to draw.");
  });

  test("the zero lines are there where zero is inside, and only there", () => {
    const across = (low: number, high: number): boolean => {
      const points = [low, high].map((y, x) => ({ x, y }));
      const lines = pictureLines({ ...single(0, low, 0, 1, false), curves: [{ name: "c", points }], marks: [] }, canvas(60), 12);
      return lines.slice(1, 13).some((line) => line.includes("────"));
    };
    expect([across(-1, 1), across(1, 2), across(-5, -4)]).toEqual([true, false, false]);
  });

  test("several curves have signs of their own, named in the legend", () => {
    const flat = (y: number, name: string) => ({ name, points: [0, 1].map((x) => ({ x, y })) });
    const picture: Curves = { ...single(0, 0, 0, 1, false), curves: [flat(0, "one"), flat(1, "two"), flat(2, "three")], marks: [] };
    for (const ascii of [false, true]) {
      const lines = pictureLines(picture, canvas(80, "en", ascii), 9);
      const { rows } = read(lines, ascii);
      const legend = lines.at(-1)!;
      for (const name of ["two", "three"]) {
        const sign = new RegExp(`(\\S) ${name}`).exec(legend)![1]!;
        expect(rows.filter((row) => row.includes(sign)).length).toBe(1);
      }
    }
  });

  test("a small one, whole", () => {
    const relu = formulas.find(({ id }) => id === "relu")!;
    expect(pictureLines(drawFormula(relu, { x: [1] }, [], "-2:2").picture, canvas(40, "en", true), 9)).toEqual([
      "ReLU",
      " 4|                  |",
      "  |                  |",
      "  |                  |                 o",
      " 2|                  |         ooo*oox*o",
      "  |                 oooooooo**@x*xxxx",
      " 0|o*o*o*o*o*o*o*oox*x*x*x*xxx----------",
      "  |xxxxxxxxxxxxxxxx  |",
      "  |                  |",
      "-2|                  |",
      "  ++-----------------+-----------------+",
      "   -2                0                 2",
      "y ^   x >   * ReLU   x Swish",
      "o softplus   @ given",
    ]);
  });
});

describe("bars", () => {
  const bars = (values: readonly number[]): Bars => ({
    kind: "bars",
    title: "t",
    series: ["s"],
    rows: values.map((v, i) => ({ label: `r${i}`, values: [v] })),
  });

  test("begin at zero and end at their value", () => {
    // Numbers for each cell that a double holds.
    const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((number) => (Math.abs(number) < 1e-290 ? 0 : number));
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1, maxLength: 8 }), fc.boolean(), (values, ascii) => {
        const lines = pictureLines(bars(values), canvas(80, "en", ascii));
        const floor = lines.findIndex((line) => /^ *[└+][-+─┴]+$/.test(line));
        const start = lines[floor]!.search(/[└+]/) + 1;
        const ticks = [...lines[floor]!.slice(start).matchAll(/[┴+]/g)].map(({ index }) => index);
        const labels = [...lines[floor + 1]!.slice(start).matchAll(/\S+/g)].map(([text]) => Number(text));
        const zero = ticks[labels.indexOf(0)]!;
        const unit = (ticks.at(-1)! - ticks[0]!) / (labels.at(-1)! - labels[0]!);
        values.forEach((one, i) => {
          const bar = lines[i + 1]!.slice(start);
          const from = bar.search(/\S/);
          const size = bar.trim().length;
          expect(Math.abs(size - Math.abs(one) * unit)).toBeLessThanOrEqual(1.5);
          if (size > 0) expect(Math.abs((one < 0 ? from + size : from) - zero)).toBeLessThanOrEqual(1);
        });
      }),
      { numRuns: 200 },
    );
  });

  test("the numbers stand beside them; what has no end and what is no number is said", () => {
    const text = pictureLines(bars([0.25, Number.NEGATIVE_INFINITY, Number.NaN]), canvas(60)).join("\n");
    expect(text).toMatch(/r0 +0\.25 /);
    expect(text).toMatch(/r1 +-Infinity │◀/);
    expect(text).toMatch(/r2 +NaN │$/m);
  });

  test("more rows than lines: the first ones, and how many there are", () => {
    const lines = pictureLines(bars(Array.from({ length: 100 }, (_, i) => i)), canvas(60), 12);
    expect(lines.at(-1)).toBe("The first 10 of 100 are drawn.");
    expect(lines.length).toBeLessThanOrEqual(14);
  });
});

describe("heat maps", () => {
  const heat = (values: HeatMap["values"], more: Partial<HeatMap> = {}): HeatMap => ({
    kind: "heat",
    title: "t",
    rows: { label: "row", names: values.map((_, i) => `r${i}`) },
    columns: { label: "column", names: values[0]!.map((_, j) => `c${j}`) },
    values,
    absent: "masked",
    ...more,
  });

  test.each([
    [false, " ░▒▓█", "╱"],
    [true, " .:-=+*#%@", "/"],
  ])("a larger value is never lighter; masked is no shade (ASCII: %s)", (ascii, shades, mask) => {
    const cell = fc.option(fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(fc.array(cell, { minLength: 30, maxLength: 36 }), (row) => {
        const line = pictureLines(heat([row], { bounds: [0, 1] }), canvas(40, "en", ascii))[1]!.slice(3);
        const levels = row.map((_, j) => shades.indexOf(line[j] ?? " "));
        row.forEach((one, j) => {
          expect(one === null).toBe(line[j] === mask);
          row.forEach((other, k) => {
            if (one !== null && other !== null && one < other) expect(levels[j]).toBeLessThanOrEqual(levels[k]!);
          });
        });
      }),
      { numRuns: 60 },
    );
  });

  test("zero and masked differ, and the legend names both ends and the mask", () => {
    const lines = pictureLines(heat([[0, null, 1]]), canvas(80));
    expect(lines[1]).toMatch(/^r0│ +0 +╱+ +██1$/);
    expect(lines.at(-1)).toContain("0 [ ░▒▓█] 1   ╱ masked");
  });

  test("what is left out is said", () => {
    const wide = heat(Array.from({ length: 50 }, () => Array.from({ length: 500 }, (_, j) => j)));
    const lines = pictureLines(wide, canvas(80), 20);
    expect(lines.slice(-2)).toEqual(["row: one in 3 is drawn.", "column: one in 7 is drawn."]);
  });

  test("rows that belong together are drawn or left out together", () => {
    const plain = heat(Array.from({ length: 50 }, () => [0, 1]));
    const lines = pictureLines({ ...plain, rows: { ...plain.rows, together: 2 } }, canvas(80), 20);
    const names = lines.flatMap((line) => /^ *r(\d+)[│┤]/.exec(line)?.[1] ?? []);
    expect(names).toEqual(["0", "1", "6", "7", "12", "13", "18", "19", "24", "25", "30", "31", "36", "37", "42", "43", "48", "49"]);
    expect(lines.at(-1)).toBe("row: 2 of every 6 are drawn.");
  });
});

test("numbers on axes are read back as what they are", () => {
  for (const number of [0, 1, -0.5, 1e6, 1e22, 1e-7, 123456, 0.1, 1.4e12, Number.MAX_VALUE])
    expect(Math.abs(Number(tickText(number)) - number)).toBeLessThanOrEqual(Math.abs(number) * 1e-5);
});

test("values of many digits leave a narrow drawing its room", () => {
  const curve: Picture = { ...single(0, 0, 0, 1, false), curves: [{ name: "c", points: [{ x: 0, y: -2.000000002e24 }] }] };
  for (const line of pictureLines(curve, canvas(20), 1)) expect(stringWidth(line)).toBeLessThanOrEqual(20);
});

test("any picture is drawn on any canvas", () => {
  const number = fc.oneof(value, fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0));
  const points = fc.array(fc.record({ x: number, y: number }), { maxLength: 5 });
  const pictures: fc.Arbitrary<Picture> = fc.oneof(
    fc
      .record({ points, marks: points, log: fc.boolean() })
      .map(({ points: own, marks, log }) => ({ ...single(0, 0, 0, 1, log), curves: [{ name: "c", points: own }], marks })),
    fc
      .array(number, { minLength: 1, maxLength: 5 })
      .map(
        (values): Bars => ({ kind: "bars", title: "t", series: ["s"], rows: values.map((v) => ({ label: "旋转位置编码", values: [v] })) }),
      ),
    fc.array(fc.option(number), { minLength: 1, maxLength: 5 }).map(
      (row): HeatMap => ({
        kind: "heat",
        title: "t",
        rows: { label: "r", names: ["0"] },
        columns: { label: "c", names: row.map((_, j) => String(j)) },
        values: [row],
      }),
    ),
  );
  fc.assert(
    fc.property(
      pictures,
      fc.constantFrom(20, 40, 60, 80, 120, 200, Number.POSITIVE_INFINITY),
      fc.integer({ min: 1, max: 20 }),
      (picture, width, height) => {
        for (const line of pictureLines(picture, canvas(width), height))
          expect(stringWidth(line)).toBeLessThanOrEqual(Math.min(width, 100 + (Number.isFinite(width) ? 100 : 0)));
      },
    ),
    { numRuns: 300 },
  );
});
