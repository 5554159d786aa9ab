/** The parts an architecture is made of, as data: one `Spec` a `model_type`. */

import type { Complete } from "../complete.ts";
import type { Configuration, FlagKey, Key } from "../configuration.ts";
import type { LayerKind } from "../kinds/index.ts";
import type { Sum } from "../term.ts";

/** Always, never, or as the first of these keys that is given says. */
export type Choice = boolean | readonly FlagKey[];

/** Which layers mix tokens in another way than the architecture's usual one (a given `layer_types` wins). */
export type Pattern =
  /** Every layer, if the key that sizes it is given. */
  | { readonly kind: LayerKind; readonly rule: "all"; readonly where: Key }
  /** All but every n-th: the key, or a number where the reference code has no key for it. */
  | { readonly kind: LayerKind; readonly rule: "all-but-every"; readonly nth: Key | number; readonly assumed?: number }
  /** Layers from `max_window_layers` on, if `use_sliding_window` is set (Qwen2). */
  | { readonly kind: LayerKind; readonly rule: "from-max-window-layers" }
  /** All but layer `attn_layer_offset` of every `attn_layer_period` (Jamba). */
  | { readonly kind: LayerKind; readonly rule: "all-but-attention-period" }
  /** The first layer (RWKV-7). */
  | { readonly kind: LayerKind; readonly rule: "first" }
  /** Layers without an indexer of their own: all from `index_skip_topk_offset` on but every `index_topk_freq`-th (GLM-5.2). */
  | { readonly kind: LayerKind; readonly rule: "all-but-indexers" }
  /** All but every `cla_share_factor`-th from the first (cross-layer attention). */
  | { readonly kind: LayerKind; readonly rule: "all-but-first-of-share" };

export type Attention = {
  readonly kind: LayerKind;
  readonly qkvBias: Choice;
  readonly outputBias: Choice;
  /** Norms of queries and keys: one weight vector for all heads, one a head, or one over all heads together. */
  readonly qkNorm?: { readonly shape: "head" | "per-head" | "width"; readonly when: Choice; readonly bias?: true };
  /** A learned logit a head (gpt-oss). */
  readonly sinks?: Choice;
  /** A gate on the output from the layer's input: as wide as the heads together (Qwen3-Next, Kimi K3), or a number a head (Step 3.5). */
  readonly outputGate?: { readonly width?: Choice; readonly head?: Choice };
  readonly pattern?: Pattern;
  /** What the words of `layer_types` stand for in this architecture, where it is not their usual sense. */
  readonly names?: Readonly<Record<string, LayerKind>>;
};

export type Mlp = {
  readonly gated: Choice;
  readonly bias: Choice;
  /** Inner width over model width where `intermediate_size` is not given. */
  readonly ratio?: number;
  /** Trained numbers of the activation itself (xIELU: 2). */
  readonly trained?: number;
};

export type Experts = {
  readonly bias?: true;
  readonly routerBias?: true;
  /** A value an expert added to its score for balancing only (DeepSeek-V3). */
  readonly correctionBias?: true;
  /** A scalar gate on the shared expert (Qwen). */
  readonly sharedGate?: true;
  /** So many dense MLPs beside the experts in the same layer (Arctic, LongCat-Flash). */
  readonly besideDense?: number;
  /** Their inner width is the model's own (Arctic). */
  readonly besideWidth?: "hidden_size";
  /** A scale a channel of the router's input and one an expert (Gemma 4). */
  readonly routerScales?: true;
  /** They have no gate although the dense MLPs have one (GLaM). */
  readonly gated?: false;
  /** A norm on the narrower space that they work in, before the projection out of it (Kimi K3). */
  readonly latentNorm?: Choice;
};

/** Blocks that several layers call: stored `blocks` times, passed through `calls` times. */
export type Shared = {
  readonly blocks: number;
  readonly calls: number;
  readonly parts: { readonly attention: Sum; readonly mlp: Sum; readonly norms: Sum };
};

export type Norms = {
  readonly kind: "rmsnorm" | "layernorm" | "none";
  readonly bias: boolean;
  readonly perLayer: number | ((c: Configuration, kind: LayerKind) => number);
  readonly final: number | ((c: Configuration) => number);
  /** A norm right after the token embedding. */
  readonly embedding?: boolean;
};

export type Spec = {
  readonly attention: Attention;
  readonly mlp: Mlp | "none" | "channel-mix" | "channel-mix-7";
  readonly experts?: Experts;
  readonly norms: Norms;
  /** Learned absolute positions, unless `position_embedding_type` says otherwise; `offset` extra rows (OPT: 2), so many `tables` (GLM: 2). */
  readonly positions?: { readonly type: "learned" | "relative" | "axial"; readonly offset: number; readonly tables?: number };
  /** `position_embedding_type: "learned"` adds a table (MPT without ALiBi). */
  readonly mayLearnPositions?: true;
  readonly headBias?: Choice;
  /** Token table and output head where they are not one matrix each; `logits` is what the scores of all words are multiplied by. */
  readonly ends?: {
    readonly embedding: (c: Complete) => Sum;
    readonly head: (c: Complete) => Sum;
    readonly logits: (c: Complete) => Sum;
  };
  /** How many layers have weights of their own, where others use those again (ALBERT). */
  readonly shared?: Key;
  /** Norms of Δ, B and C inside a state-space layer, with weights (Jamba) or without (FalconMamba needs none). */
  readonly stateSpaceNorms?: true;
  /** Tensors that belong to no other part, a layer and once: scalars, connections between residual streams, inputs a layer. */
  readonly more?: { readonly layer?: (c: Complete) => Sum; readonly once?: (c: Complete) => Sum };
  /** Blocks that several layers call (Zamba2). */
  readonly sharedBlocks?: (c: Complete) => Shared;
  /** Pooler and heads of BERT by the class of the checkpoint (`model_class`). */
  readonly bert?: true;
  /** What the reference configuration class assumes where a key is not given; whatever is used is reported. */
  readonly defaults: Configuration;
  /** Keys without which this architecture cannot be counted, beyond those every one needs. */
  readonly requires?: readonly Key[];
};
