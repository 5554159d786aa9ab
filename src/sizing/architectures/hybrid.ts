/** Models that mix attention with linear attention, state spaces, convolutions or recurrences, layer by layer or side by side. */
import { gated, grouped, rmsNorm } from "./llama.ts";
import type { Experts, Spec } from "./spec.ts";

const headNorm = { shape: "head", when: true } as const;

/** Qwen3-Next (transformers `modeling_qwen3_next.py`): three Gated DeltaNet layers to a gated full one. */
const qwen3Next: Spec = {
  attention: {
    ...grouped,
    qkNorm: headNorm,
    outputGate: { width: ["attn_output_gate"] },
    pattern: { kind: "gated_delta", rule: "all-but-every", nth: "full_attention_interval", assumed: 4 },
    names: { linear_attention: "gated_delta" },
  },
  mlp: gated,
  experts: { sharedGate: true },
  norms: rmsNorm,
  defaults: { attention_bias: false, attn_output_gate: true, decoder_sparse_step: 1 },
  requires: [
    "head_dim",
    "linear_num_key_heads",
    "linear_num_value_heads",
    "linear_key_head_dim",
    "linear_value_head_dim",
    "linear_conv_kernel_dim",
  ],
};

/** Kimi Linear (arXiv 2510.26692): three layers of Kimi delta attention to a latent one without positions; DeepSeek-V3's experts. */
export const kimiLinear: Spec = {
  attention: { kind: "latent", qkvBias: false, outputBias: false, names: { linear_attention: "kimi_delta", kimi_delta: "kimi_delta" } },
  mlp: gated,
  experts: { correctionBias: true },
  norms: rmsNorm,
  defaults: {},
  requires: [
    "kv_lora_rank",
    "qk_nope_head_dim",
    "qk_rope_head_dim",
    "v_head_dim",
    "linear_num_heads",
    "linear_head_dim",
    "linear_conv_kernel_dim",
    "layer_types",
  ],
};

/** Nemotron-H and Nemotron 3 (arXiv 2504.03624): one mixer a layer, one norm; MLPs and experts with squared ReLU, not gated. */
const nemotronH: Spec = {
  attention: {
    ...grouped,
    names: {
      mamba: "mamba2_alone",
      attention: "attention_alone",
      full_attention: "attention_alone",
      moe: "experts_alone",
      mlp: "mlp_alone",
    },
  },
  mlp: { gated: false, bias: ["mlp_bias"] },
  experts: { correctionBias: true },
  norms: { ...rmsNorm, perLayer: 1 },
  defaults: { attention_bias: false, mlp_bias: false, use_bias: false, use_conv_bias: true },
  requires: ["layer_types", "mamba_num_heads", "mamba_head_dim", "mamba_n_groups", "state_size", "conv_kernel"],
};

const mamba2Keys = ["mamba_num_heads", "mamba_head_dim", "mamba_n_groups", "state_size", "conv_kernel"] as const;

/** Mamba-2 (arXiv 2405.21060): one mixing block a layer and nothing else. */
const mamba2: Spec = {
  attention: { kind: "mamba2", qkvBias: false, outputBias: false },
  mlp: "none",
  norms: { ...rmsNorm, perLayer: 1 },
  defaults: { tie_word_embeddings: true, use_bias: false, use_conv_bias: true, mamba_n_groups: 1 },
  requires: mamba2Keys,
};

/** Falcon-H1 (arXiv 2507.22448): attention and Mamba-2 side by side in every layer. */
const falconH1: Spec = {
  attention: { ...grouped, kind: "attention_beside_mamba2" },
  mlp: gated,
  norms: rmsNorm,
  defaults: { attention_bias: false, use_bias: false, use_conv_bias: true, mamba_rms_norm: false },
  requires: mamba2Keys,
};

const granite: Experts = {};
/** Granite 4 (transformers `modeling_granitemoehybrid.py`): Mamba-2 with a few attention layers; a shared MLP beside the experts. */
const graniteHybrid: Spec = {
  attention: { ...grouped, names: { mamba: "mamba2" } },
  mlp: gated,
  experts: granite,
  norms: rmsNorm,
  defaults: { attention_bias: false, use_bias: false, use_conv_bias: true },
  requires: ["layer_types"],
};

/** LFM2 (transformers `modeling_lfm2.py`): short convolutions with some grouped-query layers; the norm at the end is the embedding's. */
const lfm2: Spec = {
  attention: { ...grouped, qkNorm: headNorm, names: { conv: "short_convolution" } },
  mlp: gated,
  experts: { correctionBias: true },
  norms: rmsNorm,
  defaults: { tie_word_embeddings: true, attention_bias: false, use_conv_bias: false, conv_kernel: 3 },
  requires: ["layer_types"],
};

/** RecurrentGemma (arXiv 2404.07839): two gated recurrences to a local attention layer; the MLP's width is half of what the file says. */
const recurrentGemma: Spec = {
  attention: {
    kind: "sliding",
    qkvBias: ["attention_bias"],
    outputBias: true,
    names: { recurrent: "gated_recurrence", attention: "sliding" },
    pattern: { kind: "gated_recurrence", rule: "all-but-every", nth: 3 },
  },
  mlp: { gated: true, bias: true },
  norms: rmsNorm,
  defaults: { tie_word_embeddings: true, attention_bias: false, conv_kernel: 4 },
};

/** Embeddings a layer (Gemma 3n and 4): beside the table a projection of the first embedding, and in each layer a gate, a projection and a norm. */
export const inputsPerLayer: NonNullable<Spec["more"]> = {
  layer: (c) => {
    const [D, P] = [
      ["D", c.hidden_size],
      ["D_p", c.hidden_size_per_layer_input ?? 0],
    ] as const;
    if (c.hidden_size_per_layer_input === undefined) return [];
    return [
      { factors: [2, D, P], matrix: true },
      { factors: [D], matrix: false },
    ];
  },
  once: (c) => {
    if (c.hidden_size_per_layer_input === undefined) return [];
    const [D, P, L] = [
      ["D", c.hidden_size],
      ["D_p", c.hidden_size_per_layer_input],
      ["L", c.num_hidden_layers],
    ] as const;
    return [
      { factors: [D, L, P], matrix: true },
      { factors: [P], matrix: false },
    ];
  },
};

/** Gemma 4: wider heads in full layers, whose keys may be the values too; layers that borrow; a dense MLP beside the experts. */
const gemma4: Spec = {
  attention: {
    ...grouped,
    qkNorm: headNorm,
    pattern: { kind: "sliding", rule: "all-but-every", nth: "sliding_window_pattern", assumed: 6 },
  },
  mlp: gated,
  experts: { routerScales: true, besideDense: 1 },
  norms: { ...rmsNorm, perLayer: (c) => (c.num_experts === undefined ? 4 : 7) },
  more: inputsPerLayer,
  defaults: { tie_word_embeddings: true, attention_bias: false },
  requires: ["head_dim", "global_head_dim"],
};

export const hybridFamily = {
  qwen3_next: qwen3Next,
  qwen3_5: qwen3Next,
  qwen3_5_text: qwen3Next,
  qwen3_5_moe: qwen3Next,
  qwen3_5_moe_text: qwen3Next,
  kimi_linear: kimiLinear,
  nemotron_h: nemotronH,
  mamba2,
  falcon_h1: falconH1,
  granitemoehybrid: graniteHybrid,
  lfm2,
  lfm2_moe: lfm2,
  recurrent_gemma: recurrentGemma,
  gemma4,
  gemma4_text: gemma4,
} as const;
