/** The picture of a gated unit: its gate's activation, and where the gates of the given input stand on it. */
import { dots, enclosing, listOf, type Plot, type Setting } from "../plot/plot.ts";
import type { GatedValues } from "./unit.ts";

/** xW + b, as a bilinear unit computes it whose other branch is 1. */
const gatesOf = <V extends GatedValues>({ inputs, given, other }: Setting<V>): readonly number[] => {
  if (!given("x")) return [];
  const { x, W, b } = inputs;
  const gates = W?.[0] ?? x;
  return listOf(other("bilinear", { x, W, b, V: x.map(() => gates.map(() => 0)), c: gates.map(() => 1) }));
};

export const gatePlot = <V extends GatedValues>(gate: string, reference?: { readonly id: string; readonly name: string }): Plot<V> => ({
  about: {
    en: "draw the gate against g = xW + b (over -6:6, or a range a:b), the gates of the given x on it",
    zh: "画出门随 g = xW + b 变化的曲线（默认 -6:6，也可给范围 a:b），并标出所给 x 的各个门",
  },
  over: { symbol: "g", usual: (setting) => enclosing([-6, 6], gatesOf(setting)) },
  without: [{ x: [0] } as Partial<Record<keyof V, unknown>>],
  draw: (scene) => {
    const { from, to, xs, other } = scene;
    // One gate at a time, and a branch that is 1: what is left of the unit is its gate.
    const gateOf = (g: number): number =>
      listOf(scene.compute({ x: [g], W: null, b: null, V: [[0]], c: [1], W2: null } as unknown as Partial<V>))[0]!;
    const gates = gatesOf(scene);
    return {
      kind: "curves",
      title: { en: `The gate: ${gate}`, zh: `门：${gate}` },
      x: { label: "g = xW + b", from, to },
      y: { label: gate },
      curves: [
        { name: gate, points: dots(xs, xs.map(gateOf)) },
        ...(reference ? [{ name: reference.name, points: dots(xs, listOf(other(reference.id, { x: xs }))) }] : []),
      ],
      marks: dots(gates, gates.map(gateOf)),
    };
  },
});
