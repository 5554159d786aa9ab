/** Values of a configuration that cannot be: zero, negative, fractional, or at odds with another key. */
import { isCount } from "./amount.ts";
import type { Spec } from "./architectures/spec.ts";
import { type Configuration, type Key, mostLayers, type NumberKey, offsets, perLayer, series } from "./configuration.ts";
import { isLayerType } from "./layers.ts";
import type { Label } from "./step.ts";

/** Always a key that is given: what is derived is wrong by what it is derived from. */
export type Wrong = { readonly key: string; readonly value: unknown; readonly reason: Label };

const fromZero: readonly string[] = offsets;

const reasons = {
  count: { en: "must be a whole number from 1 on", zh: "应为从 1 起的整数" },
  offset: { en: "must be a whole number from 0 on", zh: "应为从 0 起的整数" },
  counts: { en: "must be whole numbers from 1 on", zh: "各项应为从 1 起的整数" },
  rising: { en: "must rise and stay below vocab_size", zh: "应递增且小于 vocab_size" },
  narrow: { en: "leaves the last band of the vocabulary no width", zh: "使词表最后一段的宽度不足 1" },
  beside: { en: "must give a width for each axis and add up to hidden_size", zh: "应每轴一个宽度，且总和为 hidden_size" },
  dense: { en: "this architecture has no experts", zh: "此架构没有专家" },
} as const satisfies Readonly<Record<string, Label>>;

const noMultiple = (whole: number): Label => ({ en: `${whole} is no multiple of it`, zh: `${whole} 不是它的倍数` });
const moreThan = (limit: number, of: Label): Label => ({ en: `more than the ${limit} ${of.en}`, zh: `超过 ${limit} ${of.zh}` });
const layersOf: Label = { en: "layers", zh: "层" };

/** Bands of the vocabulary follow each other; the tables of axial positions lie side by side in the width. */
const inSeries = (c: Configuration): Wrong[] => {
  const sum = (list: readonly number[]): number => list.reduce((all, value) => all + value, 0);
  const wrong = (key: Key, reason: Label): Wrong => ({ key, value: c[key], reason });
  const whole = series.filter((key) => c[key] !== undefined && !(Array.isArray(c[key]) && c[key].every(isCount)));
  if (whole.length > 0) return whole.map((key) => wrong(key, reasons.counts));
  const { cutoffs, div_val: factor, axial_pos_shape: shape, axial_pos_embds_dim: widths, vocab_size: words, hidden_size: width } = c;
  const rising = cutoffs?.every((cut, i) => cut > (cutoffs[i - 1] ?? 0) && cut < (words ?? Number.POSITIVE_INFINITY)) ?? true;
  const beside =
    widths === undefined || ((width === undefined || sum(widths) === width) && (shape === undefined || widths.length === shape.length));
  const narrowest = (c.embedding_size ?? width ?? Number.POSITIVE_INFINITY) / (factor ?? 1) ** (cutoffs?.length ?? 0);
  return [
    ...(rising ? [] : [wrong("cutoffs", reasons.rising)]),
    ...(factor !== undefined && narrowest < 1 ? [wrong("div_val", reasons.narrow)] : []),
    ...(beside ? [] : [wrong("axial_pos_embds_dim", reasons.beside)]),
  ];
};

/** One number a layer; queries share keys and values evenly in each. A layer may have no MLP (Llama-Nemotron). */
const inLayers = (c: Configuration): Wrong[] => {
  const layers = c.num_hidden_layers;
  const fits = (list: readonly number[], least: 0 | 1): boolean =>
    Array.isArray(list) && (layers === undefined || list.length === layers) && list.every((one) => isCount(one) || one === least);
  const each: Label =
    layers === undefined
      ? reasons.counts
      : { en: `must be one whole number for each of the ${layers} layers`, zh: `应为 ${layers} 层每层一个整数` };
  const wrong = perLayer.filter((key) => c[key] !== undefined && !fits(c[key], key === "intermediate_size_per_layer" ? 0 : 1));
  if (wrong.length > 0) return wrong.map((key) => ({ key, value: c[key], reason: each }));
  const groups = c.num_key_value_heads_per_layer;
  const heads = c.num_attention_heads_per_layer;
  const uneven = groups && heads ? groups.findIndex((group, layer) => (heads[layer] ?? 0) % group !== 0) : -1;
  return uneven < 0 ? [] : [{ key: "num_key_value_heads_per_layer", value: groups![uneven], reason: noMultiple(heads![uneven]!) }];
};

/** What a derived number rests on, where it comes out broken though all that is given is whole. */
const derivedFrom = (spec: Spec, c: Configuration, key: string): Wrong => {
  const width = c.hidden_size!;
  if (key === "head_dim")
    return { key: "num_attention_heads", value: c.num_attention_heads, reason: noMultiple((spec.sharedBlocks ? 2 : 1) * width) };
  if (key === "mamba_num_heads") return { key: "mamba_head_dim", value: c.mamba_head_dim, reason: noMultiple(c.expand! * width) };
  return { key: "hidden_size", value: width, reason: { en: `gives no whole ${key}`, zh: `由此得不到整数的 ${key}` } };
};

const alone = (c: Configuration, derived: Configuration): Wrong[] =>
  Object.entries(c).flatMap(([key, value]) => {
    if (typeof value !== "number" || key in derived) return [];
    const least = fromZero.includes(key) ? 0 : 1;
    return Number.isSafeInteger(value) && value >= least ? [] : [{ key, value, reason: least === 0 ? reasons.offset : reasons.count }];
  });

/** Numbers that are right each by itself, against each other. */
const together = (spec: Spec, c: Configuration, derived: Configuration): Wrong[] => {
  const wrong = (key: Key, is: boolean, reason: Label): Wrong[] => (is ? [{ key, value: c[key], reason }] : []);
  const { num_hidden_layers: layers, num_experts: experts } = c;
  // None where the architecture has no decoder beside an encoder.
  const decoders = c.num_decoder_layers ?? (spec.requires?.includes("num_decoder_layers") ? undefined : 0);
  const more = (key: NumberKey, limit: number | undefined, of: Label): Wrong[] =>
    limit === undefined ? [] : wrong(key, (c[key] ?? 0) > limit, moreThan(limit, of));
  const broken = Object.entries(derived)
    .filter(([key, value]) => key in c && typeof value === "number" && !isCount(value))
    .map(([key]) => derivedFrom(spec, c, key));
  const named: Label = { en: `must name a known kind for each of the ${layers} layers`, zh: `应为 ${layers} 层各写一个已知的类型` };
  return [
    ...broken,
    ...wrong(
      "num_hidden_layers",
      (layers ?? 0) + (decoders ?? 0) > mostLayers,
      moreThan(mostLayers, { en: "layers that are counted", zh: "层的上限" }),
    ),
    ...more("num_hidden_groups", layers, layersOf),
    ...more("num_sparse_encoder_layers", layers, layersOf),
    ...more("num_sparse_decoder_layers", decoders, layersOf),
    ...wrong(
      "layer_types",
      c.layer_types !== undefined &&
        layers !== undefined &&
        !(c.layer_types.length === layers && c.layer_types.every((name) => isLayerType(spec, name))),
      named,
    ),
    ...more("num_experts_per_tok", experts, { en: "experts", zh: "个专家" }),
    // A dense architecture with experts is another model: counting it as dense would be a guess.
    ...wrong("num_experts", spec.experts === undefined && (experts ?? 1) > 1, reasons.dense),
    ...wrong(
      "num_key_value_heads",
      !broken.some(({ key }) => key === "num_attention_heads") && (c.num_attention_heads ?? 0) % (c.num_key_value_heads ?? 1) !== 0,
      noMultiple(c.num_attention_heads ?? 0),
    ),
  ];
};

/** `derived`: those of `c` that follow from others. One that is wrong by itself is not blamed for what follows from it. */
export const impossible = (spec: Spec, c: Configuration, derived: Configuration): readonly Wrong[] => {
  const single = alone(c, derived);
  return single.length > 0 ? single : [...inSeries(c), ...inLayers(c), ...together(spec, c, derived)];
};
