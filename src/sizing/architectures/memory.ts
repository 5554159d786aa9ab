/** Decoders that keep hidden states: Transformer-XL, Reformer. */
import type { Complete } from "../complete.ts";
import { type Factor, matrix, type Sum, vector, when } from "../term.ts";
import type { Spec } from "./spec.ts";

type Named = readonly [symbol: string, value: number];
type Band = { readonly rows: Named; readonly width: Named };

/** Bands of the vocabulary by frequency, each `div_val` times narrower than the one before (kimiyoung/transformer-xl `tf/model.py`). */
const bands = (c: Complete): readonly Band[] => {
  const { cutoffs = [], div_val: factor = 1, vocab_size: words } = c;
  const widest = c.embedding_size ?? c.hidden_size;
  if (factor === 1) return [{ rows: ["V", words], width: ["D_e", widest] }];
  return [...cutoffs, words].map((end, i) => ({
    rows: [`V_${i + 1}`, end - (cutoffs[i - 1] ?? 0)],
    width: [`D_${i + 1}`, Math.floor(widest / factor ** i)],
  }));
};

const D = (c: Complete): Factor => ["D", c.hidden_size];

/** No projection where there is one band of the layers' own width. */
const projected = (c: Complete): readonly Band[] => {
  const all = bands(c);
  return all.length === 1 && all[0]!.width[1] === c.hidden_size ? [] : all;
};

/** A weight and a bias for each band after the first: its word stands for the band among those of the first. */
const clusters = (c: Complete): { readonly weights: Sum; readonly biases: Sum } => {
  const count: Named = ["C", c.cutoffs?.length ?? 0];
  const any = count[1] > 0;
  return { weights: when(any, matrix(count, ["D_e", c.embedding_size ?? c.hidden_size])), biases: when(any, vector(count)) };
};

/**
 * Transformer-XL (arXiv 1901.02860): relative positions, norms after the blocks, adaptive input and softmax with shared tables and
 * projections but for the first projection of the softmax (`proj_share_all_but_first`). A word is multiplied by the projection of its own
 * band: that of the frequent words is counted.
 */
const transfoXl: Spec = {
  attention: { kind: "segment_memory", qkvBias: false, outputBias: false },
  mlp: { gated: false, bias: true },
  norms: { kind: "layernorm", bias: true, perLayer: 2, final: 0 },
  ends: {
    embedding: (c) => [
      ...bands(c).map(({ rows, width }) => vector(rows, width)),
      ...projected(c).map(({ width }, i) => (i === 0 ? matrix : vector)(width, D(c))),
    ],
    head: (c) => [
      ...when(!c.tie_word_embeddings, ...bands(c).map(({ rows, width }) => matrix(rows, width))),
      ...projected(c)
        .slice(0, 1)
        .map(({ width }) => matrix(width, D(c))),
      vector(["V", c.vocab_size]),
      ...clusters(c).weights,
      ...clusters(c).biases,
    ],
    logits: (c) => [
      ...bands(c).map(({ rows, width }) => matrix(rows, width)),
      ...projected(c).map(({ width }) => matrix(width, D(c))),
      ...clusters(c).weights,
    ],
  },
  defaults: { tie_word_embeddings: true },
  requires: ["cutoffs", "div_val"],
};

/**
 * Reformer (arXiv 2001.04451; google/trax `trax/models/reformer/reformer.py`): two reversible streams, so a norm and a head of twice the
 * width at the end; local and hashed attention by `layer_types`; axial positions.
 */
const reformer: Spec = {
  attention: {
    kind: "local_chunks",
    qkvBias: false,
    outputBias: false,
    names: { local_attention: "local_chunks", lsh_attention: "hashed" },
  },
  mlp: { gated: false, bias: true },
  norms: { kind: "layernorm", bias: true, perLayer: 2, final: 2 },
  positions: { type: "axial", offset: 0 },
  ends: {
    embedding: (c) => [vector(["V", c.vocab_size], D(c))],
    head: (c) => [matrix(2, ["V", c.vocab_size], D(c)), vector(["V", c.vocab_size])],
    logits: (c) => [matrix(2, ["V", c.vocab_size], D(c))],
  },
  defaults: { tie_word_embeddings: false, local_attn_chunk_length: 64, lsh_attn_chunk_length: 64, num_hashes: 1 },
  requires: ["layer_types", "axial_pos_shape", "axial_pos_embds_dim"],
};

export const memoryFamily = { "transfo-xl": transfoXl, reformer } as const;
