/** Models whose layers differ in width, share weights, or run over several residual streams. */
import type { Complete } from "../complete.ts";
import { widths } from "../kinds/widths.ts";
import { type Factor, matrix, vector } from "../term.ts";
import { inputsPerLayer } from "./hybrid.ts";
import { gated, grouped, rmsNorm } from "./llama.ts";
import type { Shared, Spec } from "./spec.ts";

/** OpenELM (arXiv 2404.14619 §2.1): heads and inner widths that grow from layer to layer, norms on the heads. */
const openelm: Spec = {
  attention: { ...grouped, qkNorm: { shape: "head", when: ["use_qk_norm"] } },
  mlp: gated,
  norms: rmsNorm,
  defaults: { tie_word_embeddings: true, attention_bias: false, use_qk_norm: true },
  requires: ["head_dim", "num_attention_heads_per_layer", "num_key_value_heads_per_layer", "intermediate_size_per_layer"],
};

/** Llama-Nemotron (arXiv 2505.00949; `block_configs`): LLaMA of which a search has cut attention, MLPs or whole layers, each with its norm. */
const nemotronNas: Spec = {
  attention: {
    ...grouped,
    names: { attention_and_mlp: "full", attention: "attention_alone", mlp: "mlp_alone", none: "identity" },
  },
  mlp: { gated: true, bias: ["mlp_bias"] },
  norms: { ...rmsNorm, perLayer: (_c, kind) => (kind === "identity" ? 0 : kind === "full" ? 2 : 1) },
  defaults: { tie_word_embeddings: false, attention_bias: false, mlp_bias: false },
  requires: ["layer_types", "intermediate_size_per_layer", "num_key_value_heads"],
};

/** The transformer blocks that Zamba2's hybrid layers call in turn, over state and embedding side by side: two widths in, one out. */
const zambaBlocks = (c: Complete): Shared => {
  const { D, H, G, d, F } = widths(c);
  return {
    blocks: c.num_mem_blocks!,
    calls: c.layer_types!.filter((name) => name === "hybrid").length,
    parts: {
      attention: [matrix(2, D, H, d), matrix(4, D, G, d), matrix(H, d, D)],
      mlp: [matrix(3, D, F)],
      norms: [vector(3, D)],
    },
  };
};

/** Zamba2 (arXiv 2411.15242, transformers `modular_zamba2.py`): Mamba-2 throughout; some layers call a shared transformer block first. */
const zamba2: Spec = {
  attention: {
    kind: "mamba2_alone",
    qkvBias: false,
    outputBias: false,
    names: { mamba: "mamba2_alone", hybrid: "mamba2_calling" },
  },
  mlp: gated,
  norms: { ...rmsNorm, perLayer: 1 },
  sharedBlocks: zambaBlocks,
  defaults: {
    tie_word_embeddings: true,
    use_bias: false,
    use_conv_bias: true,
    mamba_n_groups: 1,
    expand: 2,
    conv_kernel: 4,
    adapter_rank: 128,
    use_shared_attention_adapter: false,
  },
  requires: ["layer_types", "num_attention_heads", "num_mem_blocks", "mamba_head_dim", "mamba_num_heads", "state_size"],
};

/**
 * Gemma 3n (transformers `modeling_gemma3n.py`, mlx-lm `gemma3n.py`): `altup_num_inputs` residual streams that a router predicts and
 * corrects (AltUp), a low-rank path beside each block (LAuReL), embeddings a layer, late layers with earlier ones' keys and values.
 */
const gemma3n: Spec = {
  attention: {
    ...grouped,
    qkNorm: { shape: "head", when: true },
    pattern: { kind: "sliding", rule: "all-but-every", nth: "sliding_window_pattern", assumed: 5 },
  },
  mlp: gated,
  norms: { ...rmsNorm, perLayer: 4 },
  more: {
    layer: (c) => {
      const { D } = widths(c);
      const r: Factor = ["r", c.laurel_rank!];
      const S: Factor = ["S_a", c.altup_num_inputs!];
      return [
        ...inputsPerLayer.layer!(c),
        matrix(2, D, r),
        vector(D),
        // Router and its norm, coefficients of prediction and correction, the scale of the output.
        matrix(S, D),
        vector(D),
        matrix(S, S, S),
        matrix(S, S),
        vector(D),
      ];
    },
    once: (c) => {
      const { D } = widths(c);
      return [...inputsPerLayer.once!(c), matrix(2, ["(S_a-1)", c.altup_num_inputs! - 1], D, D)];
    },
  },
  defaults: { tie_word_embeddings: true, attention_bias: false },
  requires: ["head_dim", "laurel_rank", "altup_num_inputs", "hidden_size_per_layer_input"],
};

export const layerwiseFamily = { openelm, "nemotron-nas": nemotronNas, zamba2, gemma3n, gemma3n_text: gemma3n } as const;
