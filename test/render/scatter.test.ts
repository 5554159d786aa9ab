/** The scale of points against time: a label stands where its decade begins, each on a row of its own, evenly apart. */
import { describe, expect, test } from "vitest";
import { plotLines } from "../../src/render/scatter.ts";
import { plainStyle } from "../../src/render/style.ts";

const points = [1e7, 2.18e8, 1.75e11, 2.8e12].map((value, i) => ({ date: `20${18 + i}`, value, group: 0 as const, name: `${value}` }));
const powers: Readonly<Record<string, number>> = { M: 6, B: 9, T: 12 };
const powerOf = (label: string): number => Math.log10(Number.parseFloat(label)) + powers[label.at(-1)!]!;

describe.each([3, 4, 5, 6, 7, 8, 12, 18])("%d rows", (height) => {
  const { lines } = plotLines({ points }, { width: 60, lang: "en", ascii: true, style: plainStyle }, height, 60);
  const labels = lines.slice(0, height).flatMap((line, row) => {
    const label = /^ *(\d+[MBT])/.exec(line)?.[1];
    return label ? [{ row, power: powerOf(label) }] : [];
  });
  test("the decades named are equally many apart", () => {
    expect(labels.length).toBeGreaterThanOrEqual(2);
    const steps = new Set(labels.slice(1).map(({ power }, i) => Math.round(labels[i]!.power - power)));
    expect(steps.size).toBe(1);
  });
  test("no point stands above the label of a smaller decade or below that of a larger one", () => {
    for (const { value } of points) {
      // From 10M to 10T, as the rows have it.
      const row = Math.min(height - 1, Math.floor(((13 - Math.log10(value)) / 6) * height));
      for (const label of labels) {
        if (label.power > Math.log10(value)) expect(row).toBeGreaterThanOrEqual(label.row);
        else if (label.power < Math.log10(value) && label.row < height - 1) expect(row).toBeLessThanOrEqual(label.row);
      }
    }
  });
});
