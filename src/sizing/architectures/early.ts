/** Decoders of 2021 and 2022 that are known from papers alone. What a paper leaves open is a required key, or in a note of the record. */
import { vector } from "../term.ts";
import { gpt2 } from "./gpt.ts";
import { rmsNorm } from "./llama.ts";
import type { Spec } from "./spec.ts";

/** Jurassic-1 (AI21 Labs, "Jurassic-1: Technical Details and Evaluation" §2): the Transformer decoder with GPT-2's modifications. */
const jurassic: Spec = gpt2;

/** Gopher (arXiv 2112.11446 §3.1) and Chinchilla: GPT-2's Transformer with RMSNorm and the relative positions of Transformer-XL. */
const gopher: Spec = {
  attention: { kind: "relative", qkvBias: true, outputBias: true },
  mlp: { gated: false, bias: true, ratio: 4 },
  norms: rmsNorm,
  defaults: { tie_word_embeddings: true },
};

/**
 * GLaM (arXiv 2112.06905 §4): every second layer has experts without a gate, the layers between a gated MLP; a relative bias in
 * every layer, whose number of buckets is not published.
 */
const glam: Spec = {
  attention: { kind: "full", qkvBias: false, outputBias: false },
  mlp: { gated: ["is_gated_act"], bias: false },
  experts: { gated: false },
  norms: rmsNorm,
  more: { layer: (c) => [vector(["B_r", c.relative_attention_num_buckets ?? 0], ["H", c.num_attention_heads ?? 0])] },
  defaults: { is_gated_act: true, decoder_sparse_step: 2 },
  requires: ["num_experts", "relative_attention_num_buckets"],
};

export const earlyFamily = { "jurassic-1": jurassic, gopher, glam } as const;
