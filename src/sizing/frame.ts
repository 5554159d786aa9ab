/** What is around the layers: embedding, positions, norms, head. */
import type { Spec } from "./architectures/spec.ts";
import { type Complete, choose } from "./complete.ts";
import { widths } from "./kinds/widths.ts";
import type { LayerGroup } from "./layers.ts";
import { type Factor, matrix, type Sum, vector, when } from "./term.ts";

/** One norm: a weight, and a bias where the architecture has one; nothing where it has no parameters (OLMo-1). */
const norms = (spec: Spec, c: Complete, count: number): Sum => {
  const { D } = widths(c);
  return when(spec.norms.kind !== "none" && count > 0, vector((spec.norms.bias ? 2 : 1) * count, D));
};

/** Width of BERT's embeddings where it is not the layers' (ALBERT, small ELECTRA): token, position and type tables and their norm have it. */
const embeddingWidth = (spec: Spec, c: Complete): Factor =>
  spec.bert && c.embedding_size !== undefined && c.embedding_size !== c.hidden_size ? ["D_e", c.embedding_size] : widths(c).D;

/** Token table; token types (BERT); the projections in and out of a narrower table (OPT-350M). Look-ups, so no multiplications. */
export const embedding = (spec: Spec, c: Complete): Sum => {
  const { V, D } = widths(c);
  if (spec.ends) return spec.ends.embedding(c);
  if (spec.bert) {
    const width = embeddingWidth(spec, c);
    return [
      vector(V, width),
      ...when((c.type_vocab_size ?? 0) > 0, vector(["T", c.type_vocab_size ?? 0], width)),
      ...when(c.embedding_size !== undefined && c.embedding_size !== c.hidden_size, matrix(width, D), vector(D)),
    ];
  }
  const narrow = c.word_embed_proj_dim;
  const width: Factor = narrow === undefined ? D : ["D_e", narrow];
  return [vector(V, width), ...when(narrow !== undefined && narrow !== c.hidden_size, matrix(2, width, D))];
};

/** A vector a layer for every word (Gemma 3n and 4): looked up, never multiplied, and no part of the head. */
export const perLayerEmbedding = (c: Complete): Sum => {
  const { hidden_size_per_layer_input: width, vocab_size_per_layer_input: words = c.vocab_size } = c;
  return width === undefined ? [] : [vector(["V_p", words], ["L", c.num_hidden_layers], ["D_p", width])];
};

export const positions = (spec: Spec, c: Complete): Sum => {
  const { H } = widths(c);
  const type = c.position_embedding_type ?? spec.positions?.type;
  if (type === "learned" && (spec.positions || spec.mayLearnPositions)) {
    const { offset = 0, tables = 1 } = spec.positions ?? {};
    return [vector(tables, ["P", (c.max_position_embeddings ?? 0) + offset], embeddingWidth(spec, c))];
  }
  // A table for each axis of the folded sequence, side by side in the width (arXiv 2001.04451 §4).
  if (spec.positions?.type === "axial")
    return c.axial_pos_shape!.map((rows, i) => vector([`P_${i + 1}`, rows], [`D_${i + 1}`, c.axial_pos_embds_dim![i]!]));
  // One table of buckets a stack, in its first layer (arXiv 1910.10683 §2.1).
  if (spec.positions?.type === "relative") return [vector(2, ["B_r", c.relative_attention_num_buckets!], H)];
  return [];
};

export const layerNorms = (spec: Spec, c: Complete, group: LayerGroup): Sum => {
  const own = typeof spec.norms.perLayer === "number" ? spec.norms.perLayer : spec.norms.perLayer(c, group.kind);
  return norms(spec, c, own + (group.kind === "decoder" ? 1 : 0));
};

export const outerNorms = (spec: Spec, c: Complete): Sum => {
  const final = typeof spec.norms.final === "number" ? spec.norms.final : spec.norms.final(c);
  if (!spec.norms.embedding) return norms(spec, c, final);
  const width = embeddingWidth(spec, c);
  return spec.bert ? [...norms(spec, c, final), vector(2, width)] : norms(spec, c, final + 1);
};

const preTrains = (model: string): boolean => model.endsWith("ForPreTraining") && model !== "ElectraForPreTraining";

/** A layer over the first token's output, which the encoder itself carries (BERT, RoBERTa), by the class of the checkpoint. */
export const pooler = (spec: Spec, c: Complete): Sum => {
  const { D } = widths(c);
  const name = c.model_class ?? "";
  const pools = preTrains(name) || /^(?:Bert|Roberta|XLMRoberta|Albert|Longformer)Model$/.test(name);
  return when(spec.bert && pools, matrix(D, D), vector(D));
};

/**
 * What a checkpoint of the BERT family predicts with, by its class: the head for masked words (a transform to the width of the
 * embedding with its norm, a bias a word), the next-sentence head, ELECTRA's discriminator.
 */
const bertHead = (spec: Spec, c: Complete): Sum => {
  const { D, V } = widths(c);
  const W = embeddingWidth(spec, c);
  const name = c.model_class ?? "";
  const discriminates = name === "ElectraForPreTraining";
  const pretrains = preTrains(name);
  const words = name.endsWith("ForMaskedLM") || pretrains;
  return [
    ...when(words, matrix(D, W), vector(3, W), vector(V)),
    ...when(pretrains, matrix(2, D), vector(2)),
    ...when(discriminates, matrix(D, D), vector(D), matrix(D), vector(1)),
  ];
};

export const head = (spec: Spec, c: Complete): Sum => {
  const { D, V } = widths(c);
  if (spec.ends) return spec.ends.head(c);
  if (spec.bert) return bertHead(spec, c);
  return [...when(!c.tie_word_embeddings, matrix(V, D)), ...when(choose(spec.headBias ?? false, c), vector(V))];
};

/** Multiplications of the output head, which a tied head makes with the embedding's weights. */
export const headMatrix = (spec: Spec, c: Complete): Sum => {
  const { D, V } = widths(c);
  if (spec.ends) return spec.ends.logits(c);
  return spec.bert ? head(spec, c).filter((term) => term.matrix) : [matrix(V, D)];
};
