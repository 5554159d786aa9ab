/** Layers that lack a tensor, or have it in another shape, though nearly all their peers agree. */
import { type LocalText, plain } from "./error.ts";

export type Peers = {
  readonly add: (name: string, shape: readonly number[]) => void;
  /** One line for each tensor name: first those that are missing, then those of another shape. Nothing once there was too much to keep. */
  readonly odd: () => readonly LocalText[];
};

/** Name and shape by layer, over all; experts of a layer are one. Released models have some thousands. */
const most = 8000;
/** At most this share of the layers may differ: more is a design (hybrids, dense first layers), not a fault. */
const share = 1 / 8;

type Stack = { readonly layers: Set<number>; readonly tensors: Map<string, Map<number, Map<string, number>>> };

const named = (list: readonly number[]): string => {
  const shown = list.slice(0, 8).join(", ");
  return list.length > 8 ? `${shown}, …` : shown;
};

const add = <K>(counts: Map<K, number>, key: K, more: number): Map<K, number> => counts.set(key, (counts.get(key) ?? 0) + more);

/** What most have; undefined where no value is that of all but `share`. */
const usual = <K>(values: readonly K[]): K | undefined => {
  const counts = new Map<K, number>();
  for (const value of values) add(counts, value, 1);
  return [...counts].find(([, count]) => values.length - count <= share * values.length)?.[0];
};

const total = (shapes: ReadonlyMap<string, number> | undefined): number =>
  [...(shapes?.values() ?? [])].reduce((all, count) => all + count, 0);

/** A layer that has tensors of its own besides is another kind of layer. */
const isOfItsOwn = (stack: Stack, layer: number): boolean =>
  [...stack.tensors.values()].some((by) => by.has(layer) && by.size <= share * stack.layers.size);

const missingIn = (stack: Stack): LocalText[] => {
  const layers = [...stack.layers].sort((a, b) => a - b);
  return [...stack.tensors].flatMap(([name, by]) => {
    const expected = usual(layers.map((layer) => total(by.get(layer))));
    if (!expected) return [];
    const lacking = layers.filter((layer) => total(by.get(layer)) < expected && !isOfItsOwn(stack, layer));
    if (lacking.length === 0) return [];
    const counts =
      expected > 1
        ? ` (${lacking
            .map((layer) => total(by.get(layer)))
            .slice(0, 8)
            .join(", ")} / ${expected})`
        : "";
    return [
      {
        en: `${name}${counts}: missing in layer${lacking.length > 1 ? "s" : ""} ${named(lacking)}; ${layers.length - lacking.length} others have it`,
        zh: `${name}${counts}：第 ${named(lacking)} 层缺少；其余 ${layers.length - lacking.length} 层都有`,
      },
    ];
  });
};

const reshapedIn = (stack: Stack): LocalText[] =>
  [...stack.tensors].flatMap(([name, by]) => {
    const layers = [...by.keys()].sort((a, b) => a - b);
    const shapeOf = (layer: number): string => [...by.get(layer)!.keys()].join(" ");
    const expected = usual(layers.map(shapeOf));
    const odd = layers.filter((layer) => shapeOf(layer) !== expected);
    if (expected === undefined || odd.length === 0) return [];
    const others = layers.length - odd.length;
    return [
      {
        en: `${name}: ${shapeOf(odd[0]!)} in layer${odd.length > 1 ? "s" : ""} ${named(odd)}; ${expected} in ${others} others`,
        zh: `${name}：第 ${named(odd)} 层为 ${shapeOf(odd[0]!)}；其余 ${others} 层为 ${expected}`,
      },
    ];
  });

const gapsIn = (prefix: string, { layers }: Stack): LocalText[] => {
  const last = Math.max(...layers);
  if (last >= 2 * layers.size) return [];
  const gaps = Array.from({ length: last }, (_, layer) => layer).filter((layer) => !layers.has(layer));
  return gaps.length === 0 || gaps.length > share * (last + 1)
    ? []
    : [
        {
          en: `${plain(prefix)}*: no tensors of layer${gaps.length > 1 ? "s" : ""} ${named(gaps)}`,
          zh: `${plain(prefix)}*：第 ${named(gaps)} 层没有张量`,
        },
      ];
};

export const createPeers = (): Peers => {
  const stacks = new Map<string, Stack>();
  let kept = 0;
  return {
    add: (name, shape) => {
      // The first number in a name is the layer: `model.layers.5.mlp.experts.0.up_proj.weight`.
      const [, prefix, digits, rest] = /^(.*?(?<![^.]))(\d{1,5})(?=\.)(.*)$/s.exec(name) ?? [];
      if (prefix === undefined || kept > most) return;
      const layer = Number(digits);
      const stack = stacks.get(prefix) ?? { layers: new Set(), tensors: new Map() };
      stacks.set(prefix, stack);
      stack.layers.add(layer);
      const pattern = plain(`${prefix}*${rest!.replace(/(?<![^.])\d+(?![^.])/g, "*")}`);
      const by = stack.tensors.get(pattern) ?? new Map<number, Map<string, number>>();
      stack.tensors.set(pattern, by);
      const shapes = by.get(layer) ?? new Map<string, number>();
      by.set(layer, shapes);
      const text = `[${shape.join(", ")}]`;
      if (!shapes.has(text)) kept += 1;
      add(shapes, text, 1);
      if (kept > most) stacks.clear();
    },
    odd: () => {
      if (kept > most) return [];
      const whole = [...stacks].filter(([, { layers }]) => layers.size >= 1 / share);
      return [
        ...whole.flatMap(([prefix, stack]) => gapsIn(prefix, stack)),
        ...whole.flatMap(([, stack]) => missingIn(stack)),
        ...whole.flatMap(([, stack]) => reshapedIn(stack)),
      ];
    },
  };
};
