/** Pairs of dimensions turned by their angles. */
import type { Arithmetic } from "../arithmetic.ts";
import type { Rotation } from "./scaled.ts";
import { type Layout, pairOf } from "./shared.ts";

type Turn<T> = { readonly cos: T; readonly sin: T; readonly pair: readonly [T, T] };

/** (x₀ cos φ − x₁ sin φ, x₀ sin φ + x₁ cos φ); the attention factor multiplies cos and sin. */
export const turnPair = <T>(a: Arithmetic<T>, x0: T, x1: T, angle: T, attention: T | null): Turn<T> => {
  const scaled = (value: T): T => (attention === null ? value : a.mul(value, attention));
  const [cos, sin] = [scaled(a.cos(angle)), scaled(a.sin(angle))];
  return { cos, sin, pair: [a.sub(a.mul(x0, cos), a.mul(x1, sin)), a.add(a.mul(x0, sin), a.mul(x1, cos))] };
};

/** q · k of one pair, and q × k: turned against each other by φ their product is q·k cos φ + q×k sin φ. */
export const pairProducts = <T>(a: Arithmetic<T>, q: readonly T[], k: readonly T[], [first, second]: readonly [number, number]) => ({
  along: a.add(a.mul(q[first]!, k[first]!), a.mul(q[second]!, k[second]!)),
  across: a.sub(a.mul(q[first]!, k[second]!), a.mul(q[second]!, k[first]!)),
});

/** A whole vector at a position, as models rotate it. */
export const turned = <T>(
  a: Arithmetic<T>,
  x: readonly T[],
  position: T,
  { frequencies, attention }: Rotation<T>,
  layout: Layout,
): readonly T[] => {
  const result = [...x];
  for (const [i, frequency] of frequencies.entries()) {
    const [first, second] = pairOf(i, 2 * frequencies.length, layout);
    const { pair } = turnPair(a, x[first]!, x[second]!, a.mul(position, frequency), attention);
    [result[first], result[second]] = pair;
  }
  return result;
};
