/** Attention over rotated queries and keys: the `rope` input, and dot products after rotation. */
import type { Arithmetic } from "../arithmetic.ts";
import { elements, requireFinite, requirePositive } from "../checks.ts";
import type { Fields, InputSpec, Step } from "../define.ts";
import { InputError } from "../input-error.ts";
import { rotationOf } from "../rope/scaled.ts";
import { checkScaling, scalingInput } from "../rope/scaling-input.ts";
import { layout, pairOf, thetaBase } from "../rope/shared.ts";
import { pairProducts, turned } from "../rope/turned.ts";
import { shortList, shortNumber } from "../text.ts";
import { dot, sum } from "../vectors.ts";
import { placeOf, type View } from "./visible.ts";

const positions = (symbol: string, length: string, en: string, zh: string) =>
  ({ kind: "vector", shape: [length], symbol, optional: true, about: { en, zh } }) as const satisfies InputSpec;

const fields = {
  query_positions: positions("m", "n_q", "a position for each query", "每个 query 的位置"),
  key_positions: positions("n", "n_k", "a position for each key", "每个 key 的位置"),
  theta_base: thetaBase,
  layout: { ...layout, default: layout.choices[0] },
  scaling: scalingInput,
} as const satisfies Readonly<Record<string, InputSpec>>;

export type Rope = Fields<typeof fields>;

export const ropeInput = {
  kind: "object",
  symbol: "RoPE",
  optional: true,
  fields,
  about: {
    en: "rotates queries and keys first; JSON or key=value: query_positions and key_positions (counted from 0, aligned at the end, when left out), theta_base, layout, scaling; {} for the usual ones; no rotation when left out",
    zh: "先旋转 query 与 key；写成 JSON 或 key=value：query_positions、key_positions（不给则从 0 数起、末尾对齐）、theta_base、layout、scaling；{} 表示全用默认值；不给则不旋转",
  },
} as const satisfies InputSpec;

/** The positions of all queries and keys, given or counted. */
const placesOf = (rope: Rope, view: View): { readonly queries: readonly number[]; readonly keys: readonly number[] } => ({
  queries: rope.query_positions ?? Array.from({ length: view.queries }, (_, i) => placeOf(i, view)),
  keys: rope.key_positions ?? Array.from({ length: view.keys }, (_, j) => j),
});

/** For the working: how far query i is turned against each of the keys. */
export const turnText = (rope: Rope, view: View, i: number, seen: readonly number[]): string => {
  const { queries, keys } = placesOf(rope, view);
  return shortList(seen.map((j) => shortNumber(queries[i]! - keys[j]!)));
};

export const checkRope = (rope: Rope | null, view: View, d: number): void => {
  if (rope === null) return;
  if (d % 2 !== 0)
    throw new InputError("rope", {
      en: `rope: the rows of Q and K have ${elements(d)}; they need an even number: dimensions are rotated in pairs`,
      zh: `rope：Q 与 K 的每行有 ${d} 个元素；维度成对旋转，元素个数必须是偶数`,
    });
  requirePositive("rope.theta_base", rope.theta_base);
  checkScaling(rope.scaling ?? null, d, rope.theta_base);
  for (const [key, count, rows] of [
    ["query_positions", view.queries, "Q"],
    ["key_positions", view.keys, "K"],
  ] as const) {
    const given = rope[key];
    if (given === undefined) continue;
    for (const [i, position] of given.entries()) requireFinite(`rope.${key}[${i}]`, position);
    if (given.length !== count)
      throw new InputError(`rope.${key}`, {
        en: `rope.${key} has ${elements(given.length)}, ${rows} has ${count === 1 ? "1 row" : `${count} rows`}`,
        zh: `rope.${key} 有 ${given.length} 个数，${rows} 有 ${count} 行`,
      });
  }
};

type Turns<T> = readonly (readonly [cos: T, sin: T])[];

/**
 * (query i, key j) -> their dot product, rotated where `rope` says so. It depends on the difference of the positions only, and
 * is computed from it; frameworks rotate both.
 */
export const productOf = <T>(
  a: Arithmetic<T>,
  Q: readonly (readonly number[])[],
  K: readonly (readonly number[])[],
  rope: Rope | null,
  view: View,
  step: Step<T>,
): ((i: number, j: number) => T) => {
  const queries = Q.map((row) => row.map(a.fromNumber));
  const keys = K.map((row) => row.map(a.fromNumber));
  if (rope === null) return (i, j) => dot(a, queries[i]!, keys[j]!);
  const d = K[0]!.length;
  const places = placesOf(rope, view);
  const rotation = rotationOf(a, d, rope.theta_base, rope.scaling ?? null, step);
  const { frequencies, attention, text } = rotation;
  step("θ", () => shortList(frequencies.map((_, pair) => text(pair))), frequencies);
  if (a.recipes) {
    const rotate = (rows: typeof queries, at: readonly number[]) =>
      rows.map((row, i) => turned(a, row, a.fromNumber(at[i]!), rotation, rope.layout));
    const [rotatedQueries, rotatedKeys] = [rotate(queries, places.queries), rotate(keys, places.keys)];
    return (i, j) => dot(a, rotatedQueries[i]!, rotatedKeys[j]!);
  }
  const known = new Map<string, Turns<T>>();
  const turnsOf = (m: number, n: number): Turns<T> => {
    const key = Number.isSafeInteger(m) && Number.isSafeInteger(n) && Number.isSafeInteger(m - n) ? `${m - n}` : `${m} ${n}`;
    const before = known.get(key);
    if (before) return before;
    const apart = a.sub(a.fromNumber(m), a.fromNumber(n));
    const turns = frequencies.map((frequency) => {
      const angle = a.mul(apart, frequency);
      return [a.cos(angle), a.sin(angle)] as const;
    });
    known.set(key, turns);
    return turns;
  };
  return (i, j) => {
    const [q, k] = [queries[i]!, keys[j]!];
    const terms = turnsOf(places.queries[i]!, places.keys[j]!).map(([cos, sin], pair) => {
      const { along, across } = pairProducts(a, q, k, pairOf(pair, d, rope.layout));
      return a.add(a.mul(along, cos), a.mul(across, sin));
    });
    const plain = sum(a, terms);
    return attention === null ? plain : a.mul(a.mul(attention, attention), plain);
  };
};
