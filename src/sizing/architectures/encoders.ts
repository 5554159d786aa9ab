/** Encoders, and encoders with decoders. */
import type { Complete } from "../complete.ts";
import { matrix, vector } from "../term.ts";
import { rmsNorm } from "./llama.ts";
import type { Spec } from "./spec.ts";

const width = (c: Complete) => ["D", c.hidden_size] as const;

/** BERT (arXiv 1810.04805): token types, a norm on the embedding, a pooler. */
const bert: Spec = {
  attention: { kind: "bidirectional", qkvBias: true, outputBias: true },
  mlp: { gated: false, bias: true },
  norms: { kind: "layernorm", bias: true, perLayer: 2, final: 0, embedding: true },
  positions: { type: "learned", offset: 0 },
  bert: true,
  defaults: { tie_word_embeddings: true, type_vocab_size: 2, model_class: "BertModel" },
};

/** Vaswani et al. (arXiv 1706.03762 §3): no biases in attention (§3.2.2), norms after the blocks, sinusoids, one table for both vocabularies and the head. */
const transformer: Spec = {
  attention: { kind: "bidirectional", qkvBias: false, outputBias: false },
  mlp: { gated: false, bias: true },
  norms: { kind: "layernorm", bias: true, perLayer: 2, final: 0 },
  defaults: { tie_word_embeddings: true },
  requires: ["num_decoder_layers"],
};

/** T5 (arXiv 1910.10683): relative position biases in the first layer of each stack; v1.1 has gated MLPs and its own head. */
const t5: Spec = {
  attention: { kind: "bidirectional", qkvBias: false, outputBias: false },
  mlp: { gated: ["is_gated_act"], bias: false },
  norms: { ...rmsNorm, final: 2 },
  positions: { type: "relative", offset: 0 },
  defaults: { tie_word_embeddings: true, is_gated_act: false, relative_attention_num_buckets: 32 },
  requires: ["num_decoder_layers", "head_dim"],
};

/** CPM-2 (arXiv 2106.10715, `src/model/enc_dec_modeling.py`): T5 with a gated MLP, whatever its file's "relu" says, and its own head. */
const cpm2: Spec = { ...t5, defaults: { ...t5.defaults, tie_word_embeddings: false, is_gated_act: true } };

/** Switch Transformer (arXiv 2101.03961): T5 with experts in some layers of either stack, one of them a token. */
const switchTransformers: Spec = {
  ...t5,
  experts: {},
  defaults: { ...t5.defaults, num_experts_per_tok: 1 },
  requires: [...(t5.requires ?? []), "num_experts", "num_sparse_encoder_layers", "num_sparse_decoder_layers"],
};

/** RoBERTa (arXiv 1907.11692), XLM-R: BERT with one token type; positions start after the padding index, so the table has two rows more. */
const roberta: Spec = { ...bert, defaults: { ...bert.defaults, type_vocab_size: 1, model_class: "RobertaModel" } };

/** ELECTRA (arXiv 2003.10555): BERT without a pooler; the small models' embedding is narrower and projected. */
const electra: Spec = { ...bert, defaults: { ...bert.defaults, model_class: "ElectraModel" } };

/** ALBERT (arXiv 1909.11942 §3.1): a narrow embedding, and layers that share their weights. */
const albert: Spec = {
  ...bert,
  shared: "num_hidden_groups",
  defaults: { ...bert.defaults, model_class: "AlbertModel", embedding_size: 128, num_hidden_groups: 1 },
};

/** RoFormer (arXiv 2104.09864): rotary positions, no pooler. */
const { positions: _learned, ...unplaced } = bert;
const roformer: Spec = { ...unplaced, defaults: { ...bert.defaults, model_class: "RoFormerModel" } };

/** Longformer (arXiv 2004.05150): RoBERTa with a window, and projections of their own for the tokens that see everything. */
const longformer: Spec = {
  ...roberta,
  attention: { ...bert.attention, kind: "windowed_bidirectional" },
  defaults: { ...roberta.defaults, model_class: "LongformerModel" },
};

/** DistilBERT (arXiv 1910.01108): no token types, no pooler. */
const distilbert: Spec = { ...bert, defaults: { ...bert.defaults, type_vocab_size: 0, model_class: "DistilBertModel" } };

/** BART (arXiv 1910.13461): encoder and decoder with learned positions each (two rows more), biases everywhere, a norm on each embedding. */
const bart: Spec = {
  attention: { kind: "bidirectional", qkvBias: true, outputBias: true },
  mlp: { gated: false, bias: true },
  norms: { kind: "layernorm", bias: true, perLayer: 2, final: 0, embedding: true },
  defaults: { tie_word_embeddings: true },
  requires: ["num_decoder_layers", "max_position_embeddings"],
  // The norm on the decoder's embedding, weight and bias, and a table of positions a stack.
  more: { once: (c) => [vector(2, ["(P+2)", (c.max_position_embeddings ?? 0) + 2], width(c)), vector(2, width(c))] },
};

/** BlenderBot (arXiv 2004.13637): norms before the blocks and at the end of each stack, positions a stack. */
const blenderbot: Spec = {
  ...bart,
  norms: { kind: "layernorm", bias: true, perLayer: 2, final: 2 },
  more: { once: (c) => [vector(2, ["P", c.max_position_embeddings ?? 0], width(c))] },
};
/** The 90M: norms after the blocks and on each embedding. */
const blenderbotSmall: Spec = {
  ...bart,
  more: { once: (c) => [vector(2, ["P", c.max_position_embeddings ?? 0], width(c)), vector(2, width(c))] },
};

/** XLNet (arXiv 1906.08237, transformers `modeling_xlnet.py`): a projection of relative positions, three bias vectors and a segment table a layer. */
const xlnet: Spec = {
  attention: { kind: "bidirectional", qkvBias: false, outputBias: false },
  mlp: { gated: false, bias: true },
  norms: { kind: "layernorm", bias: true, perLayer: 2, final: 0 },
  more: {
    layer: (c) => {
      const heads = [
        ["H", c.num_attention_heads ?? 0],
        ["d", c.head_dim ?? 0],
      ] as const;
      return [matrix(width(c), ...heads), vector(5, ...heads)];
    },
    once: (c) => [vector(width(c))],
  },
  defaults: { tie_word_embeddings: true },
};

/** DeBERTa-v2 and v3 (arXiv 2111.09543): positions share the projections of keys and queries; one table of relative buckets with its norm. */
const debertaV2: Spec = {
  attention: { kind: "bidirectional", qkvBias: true, outputBias: true },
  mlp: { gated: false, bias: true },
  norms: { kind: "layernorm", bias: true, perLayer: 2, final: 0, embedding: true },
  more: {
    once: (c) => {
      const buckets = [2, ["B_r", c.position_buckets ?? 0], width(c)] as const;
      const convolution = c.conv_kernel === undefined ? [] : [matrix(["k", c.conv_kernel], width(c), width(c)), vector(3, width(c))];
      return [vector(...buckets), vector(2, width(c)), ...convolution];
    },
  },
  defaults: { tie_word_embeddings: true },
  requires: ["position_buckets"],
};

/** DeBERTa (arXiv 2006.03654): queries and values have a bias, keys none; positions have projections of their own. */
const deberta: Spec = {
  attention: { kind: "bidirectional", qkvBias: false, outputBias: true },
  mlp: { gated: false, bias: true },
  norms: { kind: "layernorm", bias: true, perLayer: 2, final: 0, embedding: true },
  more: {
    layer: (c) => [matrix(2, width(c), width(c)), vector(3, width(c))],
    once: (c) => [vector(["2P", 2 * (c.max_position_embeddings ?? 0)], width(c))],
  },
  defaults: { tie_word_embeddings: true },
  requires: ["max_position_embeddings"],
};

/** XLM-R XL and XXL (arXiv 2105.00572): norms before the blocks and one at the end, none on the embedding. */
const robertaXl: Spec = { ...roberta, norms: { ...bert.norms, final: 1, embedding: false } };

export const encoderFamily = {
  transformer,
  bert,
  ernie: bert,
  roberta,
  "xlm-roberta": roberta,
  "xlm-roberta-xl": robertaXl,
  electra,
  distilbert,
  albert,
  roformer,
  longformer,
  deberta,
  "deberta-v2": debertaV2,
  xlnet,
  t5,
  mt5: { ...t5, defaults: { ...t5.defaults, tie_word_embeddings: false, is_gated_act: true } },
  cpm2,
  switch_transformers: switchTransformers,
  byt5: { ...t5, defaults: { ...t5.defaults, tie_word_embeddings: false, is_gated_act: true } },
  bart,
  blenderbot,
  "blenderbot-small": blenderbotSmall,
} as const;
