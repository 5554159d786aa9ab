/** Which layers a model has: how each mixes tokens and whether its MLP is a mixture of experts. Like layers are one group. */
import type { Pattern, Spec } from "./architectures/spec.ts";
import type { Complete } from "./complete.ts";
import { kinds, type LayerKind } from "./kinds/index.ts";

export type LayerGroup = {
  readonly kind: LayerKind;
  /** `hashed`: experts chosen by the token itself, so without a balancing bias (the first layers of DeepSeek-V4). */
  readonly feed: "dense" | "sparse" | "hashed" | "none";
  readonly layers: number;
  /** How many of them have weights of their own, where not all do (ALBERT). */
  readonly stored?: number;
  /** The configuration with the heads that these layers have. */
  readonly c: Complete;
  /** Inner widths of these layers' MLPs together, where they differ from layer to layer. */
  readonly inner?: number;
};

/** Names of `layer_types` in Hugging Face configurations. `undefined` is the architecture's usual kind. */
const named: Readonly<Record<string, LayerKind | undefined>> = {
  full_attention: undefined,
  attention: undefined,
  sliding_attention: "sliding",
  chunked_attention: "chunked",
  linear_attention: "lightning",
  mamba: "state_space",
};

export const isLayerType = (spec: Spec, name: unknown): boolean =>
  typeof name === "string" && (Object.hasOwn(spec.attention.names ?? {}, name) || Object.hasOwn(named, name));

const applies = (pattern: Pattern, c: Complete, layer: number): boolean => {
  switch (pattern.rule) {
    case "all":
      return c[pattern.where] !== undefined;
    case "all-but-every": {
      const nth = typeof pattern.nth === "number" ? pattern.nth : ((c[pattern.nth] as number | undefined) ?? pattern.assumed!);
      return (layer + 1) % nth !== 0;
    }
    case "from-max-window-layers":
      return c.use_sliding_window === true && layer >= (c.max_window_layers ?? 0);
    case "all-but-attention-period":
      return layer % c.attn_layer_period! !== c.attn_layer_offset;
    case "first":
      return layer === 0;
    case "all-but-indexers": {
      const [nth, from] = [c.index_topk_freq ?? 1, c.index_skip_topk_offset ?? 0];
      return layer >= from && (layer - from + 1) % nth !== 0;
    }
    case "all-but-first-of-share":
      return layer % c.cla_share_factor! !== 0;
  }
};

const usualKind = (spec: Spec, c: Complete, layer: number): LayerKind => {
  const { kind, pattern, names } = spec.attention;
  const given = c.layer_types?.[layer];
  if (given !== undefined) return names?.[given] ?? named[given] ?? kind;
  return pattern && applies(pattern, c, layer) ? pattern.kind : kind;
};

/** The last `num_kv_shared_layers` take keys and values from earlier layers (Gemma 3n and 4). */
const kindOf = (spec: Spec, c: Complete, layer: number): LayerKind => {
  const kind = usualKind(spec, c, layer);
  if (layer < c.num_hidden_layers - (c.num_kv_shared_layers ?? 0)) return kind;
  return kind === "full" ? "idle_borrowing_full" : kind === "sliding" ? "idle_borrowing" : kind;
};

/** So many of a stack's layers, one every so often (Switch Transformer; transformers `modeling_switch_transformers.py`). */
const isSpread = (layers: number, sparse: number | undefined, layer: number): boolean => {
  if (sparse === undefined) return true;
  const every = Math.floor(layers / sparse);
  return sparse > 0 && (every === 1 || layer % every === 1);
};

/** Every key that says which layers are sparse has its say; one that is not given says nothing. */
const isSparse = (spec: Spec, c: Complete, layer: number): boolean =>
  spec.experts !== undefined &&
  c.num_experts !== undefined &&
  layer >= (c.first_k_dense_replace ?? 0) &&
  layer % (c.moe_layer_freq ?? 1) === 0 &&
  (layer + 1) % (c.decoder_sparse_step ?? 1) === 0 &&
  layer % (c.expert_layer_period ?? 1) === (c.expert_layer_offset ?? 0) % (c.expert_layer_period ?? 1) &&
  isSpread(c.num_hidden_layers, c.num_sparse_encoder_layers, layer) &&
  !c.mlp_only_layers?.includes(layer);

/** A decoder beside an encoder has experts only where a number of such layers is given. */
const isSparseDecoder = (spec: Spec, c: Complete, layer: number): boolean =>
  spec.experts !== undefined &&
  c.num_sparse_decoder_layers !== undefined &&
  isSpread(c.num_decoder_layers ?? 0, c.num_sparse_decoder_layers, layer);

const feedOf = (spec: Spec, c: Complete, kind: LayerKind, layer: number): LayerGroup["feed"] =>
  kinds[kind].feed ?? (isSparse(spec, c, layer) ? (layer < (c.num_hash_layers ?? 0) ? "hashed" : "sparse") : "dense");

/** Heads may differ from layer to layer (OpenELM). */
const atLayer = (c: Complete, layer: number): Complete => {
  const heads = c.num_attention_heads_per_layer?.[layer];
  const groups = c.num_key_value_heads_per_layer?.[layer] ?? heads;
  return heads === undefined ? c : { ...c, num_attention_heads: heads, num_key_value_heads: groups };
};

export const layerGroups = (spec: Spec, c: Complete): readonly LayerGroup[] => {
  const groups = new Map<string, { kind: LayerKind; feed: LayerGroup["feed"]; layers: number; c: Complete; inner?: number }>();
  const add = (kind: LayerKind, feed: LayerGroup["feed"], own: Complete, inner?: number): void => {
    const key = `${kind} ${feed} ${own.num_attention_heads} ${own.num_key_value_heads}`;
    const group = groups.get(key) ?? { kind, feed, layers: 0, c: own };
    groups.set(key, group);
    group.layers += 1;
    if (inner !== undefined) group.inner = (group.inner ?? 0) + inner;
  };
  for (let layer = 0; layer < c.num_hidden_layers; layer += 1) {
    const kind = kindOf(spec, c, layer);
    const feed = feedOf(spec, c, kind, layer);
    add(kind, feed, atLayer(c, layer), feed === "none" ? undefined : c.intermediate_size_per_layer?.[layer]);
  }
  for (let layer = 0; layer < (c.num_decoder_layers ?? 0); layer += 1)
    add("decoder", isSparseDecoder(spec, c, layer) ? "sparse" : "dense", c);
  const own = spec.shared && (c[spec.shared] as number | undefined);
  return [...groups.values()].map((group) => (own === undefined ? group : { ...group, stored: own }));
};
