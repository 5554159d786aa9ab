/** What a model keeps between tokens: keys and values, latent vectors, or a state that does not grow. */
import { amount, type Bytes, isCount } from "./amount.ts";
import { type Complete, complete, isReady, type NoAnswer } from "./complete.ts";
import type { Configuration } from "./configuration.ts";
import { bytesOf, type Dtype } from "./dtypes.ts";
import { kinds, type LayerKind } from "./kinds/index.ts";
import { windowOf } from "./kinds/kind.ts";
import { kindLabel, labels } from "./labels.ts";
import { type LayerGroup, layerGroups } from "./layers.ts";
import type { Label, Step } from "./step.ts";
import { countOf, type Factor, type Sum, times } from "./term.ts";

/** Values kept for tokens: for every one, for the last `window`, for every `every`-th, or for those of the encoder's input. */
export type CacheStream = { readonly values: Sum; readonly window?: number; readonly every?: number; readonly source?: true };

/** One kind of layer: what it keeps of the tokens, and what it keeps whatever their number. */
export type LayerCache = {
  readonly kind: LayerKind;
  readonly layers: number;
  readonly streams: readonly CacheStream[];
  /** In 16 bits, whatever the cache's format. */
  readonly state: Sum;
  /** In 32 bits. */
  readonly state32: Sum;
};

export type CacheOptions = {
  /** Of keys, values and latent vectors; states keep their own. */
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
  /** What one more token of the encoder's input takes, beside a decoder. */
  readonly bytes_per_source_token: number;
  /** Of `bytes_per_token`, what remains once every window is full. */
  readonly bytes_per_token_beyond_windows: number;
  /** What a sequence takes whatever its length (state-space, linear and recurrent layers) and whatever `dtype`. */
  readonly state_bytes: number;
  readonly layers: readonly LayerCache[];
  /** For `context` tokens in each of `batch` sequences, where a context is given. */
  readonly total?: Bytes & { readonly context: number; readonly batch: number };
  readonly steps: readonly Step[];
};

const streamsOf = (c: Complete, kind: LayerKind): readonly CacheStream[] =>
  (kinds[kind].kept?.(c) ?? []).map((stream) => {
    const { window: _key, times: _times, ...rest } = stream;
    const window = windowOf(stream, c);
    return { ...rest, ...(window !== undefined && { window }) };
  });

/** Layers that keep alike together, whatever their feed-forward parts. */
const layersOf = (groups: readonly LayerGroup[]): readonly LayerCache[] => {
  const alike = new Map<string, { kind: LayerKind; c: Complete; layers: number }>();
  for (const { kind, layers, c } of groups) {
    const key = `${kind} ${c.num_attention_heads} ${c.num_key_value_heads}`;
    alike.set(key, { kind, c, layers: (alike.get(key)?.layers ?? 0) + layers });
  }
  return [...alike.values()].map(({ kind, c, layers }) => ({
    kind,
    layers,
    streams: streamsOf(c, kind),
    state: kinds[kind].state?.(c) ?? [],
    state32: kinds[kind].state32?.(c) ?? [],
  }));
};

/** For how many tokens a stream holds values after `context` of them. */
const held = ({ window, every, source: ofSource }: CacheStream, context: number, source: number): number =>
  ofSource ? source : every === undefined ? Math.min(context, window ?? context) : Math.floor(context / every);

const elements = (layers: readonly LayerCache[], part: (layer: LayerCache) => number): number =>
  layers.reduce((all, layer) => all + layer.layers * part(layer), 0);

const stateBytes = (layers: readonly LayerCache[]): number =>
  bytesOf(
    elements(layers, ({ state }) => countOf(state)),
    "bfloat16",
  ) +
  bytesOf(
    elements(layers, ({ state32 }) => countOf(state32)),
    "float32",
  );

/** Bytes that `batch` sequences keep after `context` tokens each. */
export const cachedBytes = (layers: readonly LayerCache[], { context, batch, source, dtype }: Required<CacheOptions>): number => {
  const tokens = elements(layers, ({ streams }) =>
    streams.reduce((all, stream) => all + countOf(stream.values) * held(stream, context, source), 0),
  );
  return bytesOf(batch * tokens, dtype) + batch * stateBytes(layers);
};

const kindStep = (layer: LayerCache, sum: Sum, what: Label): Step[] => {
  if (sum.length === 0) return [];
  const name = kindLabel(layer.kind);
  const label = { en: `${what.en}, ${layer.layers} × ${name.en}`, zh: `${what.zh}，${layer.layers} 层${name.zh}` };
  const count: Factor = ["L", layer.layers];
  return [{ label, ...times(count, sum), unit: "elements" }];
};

const streamLabel = ({ every, source }: CacheStream): Label => {
  if (source) return labels.per_source_token;
  if (every === undefined) return labels.per_token;
  return { en: `Kept for every ${every} tokens`, zh: `每 ${every} 个词元保留` };
};

const totalStep = (layers: readonly LayerCache[], options: Required<CacheOptions>, bytes: number): Step => {
  const { context, batch, source, dtype } = options;
  const terms = layers.flatMap(({ layers, streams }) =>
    streams.map((stream) => `${layers} × ${countOf(stream.values)} × ${held(stream, context, source)}`),
  );
  const states = layers.flatMap(({ layers, state, state32 }) => [
    ...(state.length > 0 ? [`${layers} × ${countOf(state)} × 2`] : []),
    ...(state32.length > 0 ? [`${layers} × ${countOf(state32)} × 4`] : []),
  ]);
  const grown = terms.length > 0 ? [`(${terms.join(" + ")}) × ${bytesOf(1, dtype)}`] : [];
  const bounded = layers.some(({ streams }) => streams.some(({ window }) => window !== undefined));
  const tokens = `Σ L·e·${bounded ? "min(n, W)" : "n"}·bytes`;
  return {
    label: labels.cache,
    formula: states.length > 0 ? `B·(${tokens} + states)` : `B·${tokens}`,
    expression: `${batch} × ${states.length > 0 ? `(${[...grown, ...states].join(" + ")})` : (grown[0] ?? 0)}`,
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
  const windows = new Set(groups.flatMap(({ kind }) => (kinds[kind].kept?.(c) ?? []).flatMap(({ window }) => window ?? [])));
  const missing = [...windows].filter((key) => c[key] === undefined);
  const invalid = (["context", "batch", "source"] as const).filter((key) => options[key] !== undefined && !isCount(options[key]));
  if (missing.length > 0 || invalid.length > 0) return { missing, ...(invalid.length > 0 && { invalid }) };
  const layers = layersOf(groups);
  const { dtype = "bfloat16", context, batch = 1, source = context } = options;
  const growth = (streams: readonly CacheStream[], atSource = false): number =>
    streams.reduce(
      (all, { values, every = 1, source: ofSource = false }) => all + (ofSource === atSource ? countOf(values) / every : 0),
      0,
    );
  const grows = elements(layers, ({ streams }) => growth(streams));
  const bytes = bytesOf(grows, dtype);
  const total = context === undefined ? undefined : cachedBytes(layers, { dtype, context, batch, source: source! });
  const each = {
    label: labels.cache_per_token,
    formula: "Σ L·e·bytes",
    expression: `${grows} × ${bytesOf(1, dtype)}`,
    value: bytes,
    unit: "bytes",
  } as const;
  return {
    dtype,
    bytes_per_token: bytes,
    bytes_per_token_beyond_windows: bytesOf(
      elements(layers, ({ streams }) => growth(streams.filter(({ window }) => window === undefined))),
      dtype,
    ),
    bytes_per_source_token: bytesOf(
      elements(layers, ({ streams }) => growth(streams, true)),
      dtype,
    ),
    state_bytes: stateBytes(layers),
    layers,
    ...(total !== undefined && { total: { ...amount(total), context: context!, batch } }),
    steps: [
      ...layers.flatMap((layer) => [
        ...layer.streams.flatMap((stream) => kindStep(layer, stream.values, streamLabel(stream))),
        ...kindStep(layer, layer.state, labels.state),
        ...kindStep(layer, layer.state32, labels.state32),
      ]),
      each,
      ...(total === undefined ? [] : [totalStep(layers, { dtype, context: context!, batch, source: source! }, total)]),
    ],
  };
};
