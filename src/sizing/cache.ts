/** What a model keeps between tokens: keys and values, latent vectors, or a state that does not grow. */
import { amount, type Bytes, isCount } from "./amount.ts";
import type { LayerKind } from "./architectures/spec.ts";
import { type Complete, complete, isReady, type NoAnswer } from "./complete.ts";
import type { Configuration, Key } from "./configuration.ts";
import { bytesOf, type Dtype } from "./dtypes.ts";
import { kindLabel, labels } from "./labels.ts";
import { layerGroups } from "./layers.ts";
import type { Label, Step } from "./step.ts";
import { widths } from "./tensors.ts";
import { countOf, type Factor, matrix, type Sum, times } from "./term.ts";

/** One kind of layer: values it keeps for a token, for how many tokens at most, and values it keeps whatever the length. */
export type LayerCache = {
  readonly kind: LayerKind;
  readonly layers: number;
  readonly per_token: Sum;
  readonly window?: number;
  /** Kept for every token of the encoder's input as well (cross-attention). */
  readonly per_source_token?: Sum;
  readonly state: Sum;
};

export type CacheOptions = {
  readonly dtype?: Dtype;
  readonly context?: number;
  readonly batch?: number;
  /** Tokens of the encoder's input, for encoders with decoders; as many as `context` unless given. */
  readonly source?: number;
};

export type Cache = {
  readonly dtype: Dtype;
  /** What one more token takes while no window is full; for the whole model, one sequence. */
  readonly bytes_per_token: number;
  /** The same once every window is full. */
  readonly bytes_per_token_beyond_windows: number;
  /** What a sequence takes whatever its length (state-space, linear and recurrent layers). */
  readonly state_bytes: number;
  readonly layers: readonly LayerCache[];
  /** For `context` tokens in each of `batch` sequences, where a context is given. */
  readonly total?: Bytes & { readonly context: number; readonly batch: number };
  readonly steps: readonly Step[];
};

/** Keys and values of grouped-query attention. */
const pairs = (c: Complete): Sum => {
  const { G, d } = widths(c);
  return [matrix(2, G, d)];
};

const stateOf = (c: Complete, kind: LayerKind): Sum => {
  const { D, H, d, I, N, k, A } = widths(c);
  // A matrix a head (arXiv 2501.08313 §2.2); h and the last k inputs (arXiv 2312.00752, mamba_ssm); five vectors (arXiv 2305.13048).
  if (kind === "lightning") return [matrix(H, d, d)];
  if (kind === "state_space") return [matrix(I, N), matrix(I, k)];
  return kind === "time_mix" ? [matrix(2, D), matrix(3, A)] : [];
};

const perToken = (c: Complete, kind: LayerKind): Sum => {
  const { rkv, rope } = widths(c);
  // DeepSeek-V2 (arXiv 2405.04434 §2.1.3): the joint latent and the rotary key, once and not for keys and values each.
  if (kind === "latent") return [matrix(rkv), matrix(rope)];
  return kind === "full" || kind === "sliding" || kind === "chunked" || kind === "decoder" ? pairs(c) : [];
};

const windowKey: Partial<Record<LayerKind, Key>> = { sliding: "sliding_window", chunked: "attention_chunk_size" };

const layersOf = (c: Complete, groups: readonly { readonly kind: LayerKind; readonly layers: number }[]): readonly LayerCache[] => {
  const byKind = new Map<LayerKind, number>();
  for (const { kind, layers } of groups) byKind.set(kind, (byKind.get(kind) ?? 0) + layers);
  return [...byKind].map(([kind, layers]) => {
    const key = windowKey[kind];
    return {
      kind,
      layers,
      per_token: perToken(c, kind),
      ...(key !== undefined && { window: c[key] as number }),
      ...(kind === "decoder" && { per_source_token: pairs(c) }),
      state: stateOf(c, kind),
    };
  });
};

const elements = (layers: readonly LayerCache[], part: (layer: LayerCache) => number): number =>
  layers.reduce((all, layer) => all + layer.layers * part(layer), 0);

/** Values that one sequence keeps after `context` tokens. */
export const cachedElements = (layers: readonly LayerCache[], context: number, source: number): number =>
  elements(
    layers,
    (layer) =>
      countOf(layer.per_token) * Math.min(context, layer.window ?? context) +
      countOf(layer.per_source_token ?? []) * source +
      countOf(layer.state),
  );

const kindStep = (layer: LayerCache, sum: Sum, what: Label): Step[] => {
  if (sum.length === 0) return [];
  const name = kindLabel(layer.kind);
  const label = { en: `${what.en}, ${layer.layers} × ${name.en}`, zh: `${what.zh}，${layer.layers} 层${name.zh}` };
  const count: Factor = ["L", layer.layers];
  return [{ label, ...times(count, sum), unit: "elements" }];
};

const totalStep = (layers: readonly LayerCache[], options: Required<CacheOptions>, bytes: number): Step => {
  const { context, batch, source, dtype } = options;
  const terms = layers.flatMap((layer) => {
    const tokens = Math.min(context, layer.window ?? context);
    const own = layer.per_token.length > 0 ? [`${layer.layers} × ${countOf(layer.per_token)} × ${tokens}`] : [];
    const cross = layer.per_source_token ? [`${layer.layers} × ${countOf(layer.per_source_token)} × ${source}`] : [];
    return [...own, ...cross, ...(layer.state.length > 0 ? [`${layer.layers} × ${countOf(layer.state)}`] : [])];
  });
  const formula = layers.some((layer) => layer.window !== undefined) ? "B·Σ L·e·min(n, W)·b" : "B·(Σ L·e·n + state)·b";
  return {
    label: labels.cache,
    formula,
    expression: `${batch} × (${terms.join(" + ") || 0}) × ${bytesOf(1, dtype)}`,
    value: bytes,
    unit: "bytes",
  };
};

/** The cache of a configuration; two-byte values unless `dtype` says otherwise. A window that is not given is missing, not guessed. */
export const kvCache = (configuration: Configuration, options: CacheOptions = {}): Cache | NoAnswer => {
  const ready = complete(configuration);
  if (!isReady(ready)) return ready;
  const { spec, c } = ready;
  const groups = layerGroups(spec, c);
  const windows = new Set(groups.flatMap(({ kind }) => windowKey[kind] ?? []));
  const missing = [...windows].filter((key) => c[key] === undefined);
  const invalid = (["context", "batch", "source"] as const).filter((key) => options[key] !== undefined && !isCount(options[key]));
  if (missing.length > 0 || invalid.length > 0) return { missing, ...(invalid.length > 0 && { invalid }) };
  const layers = layersOf(c, groups);
  const { dtype = "bfloat16", context, batch = 1, source = context } = options;
  const grows = elements(layers, (layer) => countOf(layer.per_token));
  const bytes = bytesOf(grows, dtype);
  const total = context === undefined ? undefined : bytesOf(batch * cachedElements(layers, context, source!), dtype);
  const each = {
    label: labels.cache_per_token,
    formula: "Σ L·e·b",
    expression: `${grows} × ${bytesOf(1, dtype)}`,
    value: bytes,
    unit: "bytes",
  } as const;
  return {
    dtype,
    bytes_per_token: bytes,
    bytes_per_token_beyond_windows: bytesOf(
      elements(layers, (layer) => (layer.window === undefined ? countOf(layer.per_token) : 0)),
      dtype,
    ),
    state_bytes: bytesOf(
      elements(layers, (layer) => countOf(layer.state)),
      dtype,
    ),
    layers,
    ...(total !== undefined && { total: { ...amount(total), context: context!, batch } }),
    steps: [
      ...layers.flatMap((layer) => [
        ...kindStep(layer, layer.per_token, labels.per_token),
        ...kindStep(layer, layer.per_source_token ?? [], labels.per_source_token),
        ...kindStep(layer, layer.state, labels.state),
      ]),
      each,
      ...(total === undefined ? [] : [totalStep(layers, { dtype, context: context!, batch, source: source! }, total)]),
    ],
  };
};
