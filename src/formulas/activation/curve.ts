/** The picture of an activation: its curve, others to compare it with, and the numbers that were given. */
import type { LocalText } from "../define.ts";
import type { Label } from "../plot/picture.ts";
import { dots, enclosing, listOf, type Plot } from "../plot/plot.ts";

export type Activated = { readonly x: readonly number[] };

/** Another formula, drawn for comparison: its id, its name in the legend, its inputs beside x. */
export type Reference = { readonly id: string; readonly name: Label; readonly inputs?: Readonly<Record<string, unknown>> };

const about: LocalText = {
  en: "draw the curve (over -6:6, or a range a:b), the given numbers on it; numbers may be left out",
  zh: "画出曲线（默认 -6:6，也可给范围 a:b）并标出所给的数；可以不给数",
};

export const activationPlot = <V extends Activated>(
  name: (inputs: V) => string,
  against: (inputs: V) => readonly Reference[],
): Plot<V> => ({
  about,
  over: { symbol: "x", usual: ({ inputs, given }) => enclosing([-6, 6], given("x") ? inputs.x : []) },
  without: [{ x: [0] } as Partial<Record<keyof V, unknown>>],
  draw: ({ inputs, given, from, to, xs, compute, other }) => ({
    kind: "curves",
    title: name(inputs),
    x: { label: "x", from, to },
    y: { label: "y" },
    curves: [
      { name: name(inputs), points: dots(xs, listOf(compute({ x: xs } as unknown as Partial<V>))) },
      ...against(inputs).map((one) => ({ name: one.name, points: dots(xs, listOf(other(one.id, { ...one.inputs, x: xs }))) })),
    ],
    marks: given("x") ? dots(inputs.x, listOf(compute())) : [],
  }),
});
