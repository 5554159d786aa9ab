/** What files of encoders, of encoders with decoders and of other models to 2021 say in their own way, by `model_type`. */
import { numberOf, type Rule, single } from "./raw.ts";

/** `gated-gelu` in T5 v1.1 and Flan-T5, `relu` in T5. The decoder is as deep as the encoder unless it says otherwise. */
const t5: Rule = (raw) => ({
  means: {
    ...(typeof raw.feed_forward_proj === "string" && { is_gated_act: raw.feed_forward_proj.startsWith("gated-") }),
    num_decoder_layers: numberOf(raw.num_decoder_layers) ?? numberOf(raw.num_layers),
  },
  read: ["n_positions", "feed_forward_proj"],
});

/** The class of the checkpoint decides which heads it carries. */
const bert: Rule = (raw) => {
  const [name] = Array.isArray(raw.architectures) ? raw.architectures : [];
  const known =
    typeof name === "string" &&
    /^(?:Bert|Roberta|XLMRoberta|Electra|DistilBert|Albert|Longformer|RoFormer)(?:Model|ForMaskedLM|ForPreTraining)$/.test(name);
  return { means: { position_embedding_type: "learned", ...(known && { model_class: name }) }, read: ["position_embedding_type"] };
};

const bart: Rule = (raw) => ({
  means: {
    num_hidden_layers: numberOf(raw.encoder_layers) ?? numberOf(raw.num_hidden_layers),
    num_decoder_layers: numberOf(raw.decoder_layers),
    num_attention_heads: numberOf(raw.encoder_attention_heads),
    intermediate_size: numberOf(raw.encoder_ffn_dim),
  },
  read: [
    "encoder_layers",
    "decoder_layers",
    "encoder_attention_heads",
    "decoder_attention_heads",
    "encoder_ffn_dim",
    "decoder_ffn_dim",
    "num_hidden_layers",
  ],
});

/** The norms are where the 90M and the larger ones have them, whatever the switches of older versions say. */
const blenderbot: Rule = (raw) => {
  const { means, read } = bart(raw);
  return {
    means,
    read: [
      ...read,
      ...(raw.extra_pos_embeddings === 0 ? ["extra_pos_embeddings"] : []),
      "add_bias_logits",
      "add_final_layer_norm",
      "do_blenderbot_90_layernorm",
      "layernorm_variant",
      "normalize_before",
      "normalize_embedding",
      "static_position_embeddings",
    ],
  };
};

const distilbert: Rule = (raw) => ({
  means: { ...bert(raw).means, hidden_size: numberOf(raw.dim), intermediate_size: numberOf(raw.hidden_dim), type_vocab_size: 0 },
  read: ["dim", "hidden_dim", "position_embedding_type", "tie_weights_"],
});

/** One layer a group and no memory: what no release departs from. */
const albert: Rule = (raw) => {
  const { means, read } = bert(raw);
  return {
    means,
    read: [
      ...read,
      ...(raw.inner_group_num === 1 ? ["inner_group_num"] : []),
      ...(raw.num_memory_blocks === 0 ? ["num_memory_blocks"] : []),
      "net_structure_type",
      "down_scale_factor",
      "gap_size",
      "layers_to_keep",
    ],
  };
};

/** Turned by angles, whatever `position_embedding_type` says. */
const roformer: Rule = (raw) => {
  const { means, read } = bert(raw);
  return { means: { ...means, position_embedding_type: "rope" }, read: [...read, "rotary_value", "max_position_embeddings"] };
};

const longformer: Rule = (raw) => {
  const { means, read } = bert(raw);
  return {
    means: { ...means, sliding_window: single(raw.attention_window) },
    read: [...read, "attention_window", "attention_mode", "ignore_attention_mask", "onnx_export", "model_max_length"],
  };
};

/** The second step of either stack follows from the number of its layers with experts. */
const switchTransformers: Rule = (raw) => {
  const { means, read } = t5(raw);
  return { means, read: [...read, "encoder_sparse_step", "decoder_sparse_step", "expert_capacity", "add_router_probs"] };
};

/** All projections but the first shared, as released. */
const transfoXl: Rule = (raw) => ({
  means: {},
  read: [
    ...(JSON.stringify(raw.tie_projs) === "[false,true,true,true]" ? ["tie_projs"] : []),
    ...(raw.untie_r === true ? ["untie_r"] : []),
    ...(raw.proj_share_all_but_first === true ? ["proj_share_all_but_first"] : []),
    ...(raw.tie_weight === false ? [] : ["tie_weight"]),
    "adaptive",
    "attn_type",
    "clamp_len",
    "dropatt",
    "ext_len",
    "tgt_len",
    "pre_lnorm",
    "same_length",
    "sample_softmax",
  ],
});

const product = (value: unknown): number | undefined =>
  Array.isArray(value) && value.every((one) => typeof one === "number") ? value.reduce((all, one) => all * one, 1) : numberOf(value);

/** Without axial positions there is one table, of one axis. */
const reformer: Rule = (raw) => {
  const kinds = Array.isArray(raw.attn_layers) ? raw.attn_layers : undefined;
  const [positions, width] = [numberOf(raw.max_position_embeddings), numberOf(raw.hidden_size)];
  const whole = raw.axial_pos_embds === false && positions !== undefined && width !== undefined;
  return {
    means: {
      ...(kinds && { layer_types: kinds.map((kind) => `${kind}_attention`) }),
      num_buckets: product(raw.num_buckets),
      ...(whole && { axial_pos_shape: [positions], axial_pos_embds_dim: [width] }),
    },
    read: [
      ...["local_num_chunks_before", "lsh_num_chunks_before"].filter((key) => raw[key] === 1),
      ...["local_num_chunks_after", "lsh_num_chunks_after"].filter((key) => raw[key] === 0),
      "attn_layers",
      "num_buckets",
      "axial_pos_embds",
      "axial_norm_std",
      "hash_seed",
      "chunk_size_lm_head",
    ],
  };
};

/** GLM of 2021; a newer model has the same name. */
const glm: Rule = (raw) =>
  raw.block_position_encoding === true && raw.relative_encoding !== true
    ? {
        means: { architecture: "glm-blank-infilling" },
        read: [
          "block_position_encoding",
          "relative_encoding",
          "attention_scale",
          "bad_words_id",
          "checkpoint_activations",
          "checkpoint_num_layers",
          "output_predict",
          "parallel_output",
          "pool_token",
          "spell_func",
          ...(raw.spell_length === null ? ["spell_length"] : []),
        ],
      }
    : { means: {}, read: [] };

export const encoderWords: Readonly<Record<string, Rule>> = {
  bert,
  t5,
  roberta: bert,
  "xlm-roberta": bert,
  electra: bert,
  albert,
  roformer,
  longformer,
  switch_transformers: switchTransformers,
  "transfo-xl": transfoXl,
  reformer,
  glm,
  distilbert,
  bart,
  blenderbot,
  "blenderbot-small": blenderbot,
};
