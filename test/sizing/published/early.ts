/** Encoders, encoders with decoders and other models to 2022 whose parts are their own. */
import { llamaStyle, type Row } from "./row.ts";

const numbers = (shape: string): readonly number[] => shape.split(" ").map(Number);
const none = { num_key_value_heads: null, tie_word_embeddings: null };

/** "layers width heads inner" in files of the BERT family. */
const bertStyle = (model_type: string, shape: string, more: Readonly<Record<string, unknown>>) => {
  const [layers, width, heads, inner] = numbers(shape);
  return { ...llamaStyle(model_type)(`${layers} ${width} ${heads} ${heads} ${inner} 0`), ...none, ...more };
};
const albert = (shape: string) =>
  bertStyle("albert", shape, {
    vocab_size: 30000,
    embedding_size: 128,
    max_position_embeddings: 512,
    num_hidden_groups: 1,
    inner_group_num: 1,
  });
const longformer = (shape: string) =>
  bertStyle("longformer", shape, { vocab_size: 50265, max_position_embeddings: 4098, type_vocab_size: 1, attention_window: [512, 512] });

/** "layers width heads inner experts" of either stack. */
const switchStyle = (shape: string, sparse: number, more = {}) => {
  const [num_layers, d_model, num_heads, d_ff, num_experts] = numbers(shape);
  return {
    model_type: "switch_transformers",
    num_layers,
    d_model,
    num_heads,
    d_ff,
    num_experts,
    d_kv: 64,
    num_sparse_encoder_layers: sparse,
    num_decoder_layers: num_layers,
    num_sparse_decoder_layers: sparse,
    vocab_size: 32128,
    relative_attention_num_buckets: 32,
    feed_forward_proj: "relu",
    ...more,
  };
};
/** "layers width heads vocabulary positions" under the names of THUDM/GLM. */
const glm = (shape: string) => {
  const [num_layers, hidden_size, num_attention_heads, vocab_size, max_sequence_length] = numbers(shape);
  return {
    model_type: "glm",
    num_layers,
    hidden_size,
    num_attention_heads,
    vocab_size,
    max_sequence_length,
    block_position_encoding: true,
    relative_encoding: false,
  };
};
const pangu = (shape: string) => {
  const [layers, width, heads] = numbers(shape);
  return {
    architecture: "pangu_alpha",
    num_hidden_layers: layers,
    hidden_size: width,
    num_attention_heads: heads,
    vocab_size: 40000,
    max_position_embeddings: 1024,
  };
};
const vaswani = {
  architecture: "transformer",
  num_hidden_layers: 6,
  num_decoder_layers: 6,
  hidden_size: 512,
  num_attention_heads: 8,
  intermediate_size: 2048,
  vocab_size: 40960,
};
/** Table 3 of Vaswani et al. varies the base model; all its sizes are in millions. */
const table3 = (name: string, total: number, more: Readonly<Record<string, unknown>>, half = 0.5): Row => ({
  name: `Transformer, ${name}`,
  total: total * 1e6,
  source: "arXiv 1706.03762 table 3",
  within: half / total,
  raw: { ...vaswani, ...more },
});

const keras = "Keras Hub, params of the ALBERT presets";
const expertCount = "parameters of the upload counted without its tied copies, by public code";
const million = (total: number, within = 0.5): { total: number; within: number } => ({ total: total * 1e6, within: within / total });
const billion = (total: number, within = 0.5): { total: number; within: number } => ({ total: total * 1e9, within: within / total });

export const earlyRows: readonly Row[] = [
  table3("base", 65, {}),
  table3("(B) keys of 16", 58, { head_dim: 16, v_head_dim: 64 }),
  table3("(B) keys of 32", 60, { head_dim: 32, v_head_dim: 64 }),
  table3("(C) 2 layers", 36, { num_hidden_layers: 2, num_decoder_layers: 2 }),
  table3("(C) 4 layers", 50, { num_hidden_layers: 4, num_decoder_layers: 4 }),
  table3("(C) 8 layers", 80, { num_hidden_layers: 8, num_decoder_layers: 8 }),
  table3("(C) width 256", 28, { hidden_size: 256 }),
  table3("(C) width 1024", 168, { hidden_size: 1024 }),
  // 52.48 by the shapes.
  table3("(C) inner width 1024", 53, { intermediate_size: 1024 }, 0.53),
  table3("(C) inner width 4096", 90, { intermediate_size: 4096 }),
  { name: "ALBERT base", total: 11_683_584, source: keras, raw: albert("12 768 12 3072") },
  { name: "ALBERT large", total: 17_683_968, source: keras, raw: albert("24 1024 16 4096") },
  { name: "ALBERT xlarge", total: 58_724_864, source: keras, raw: albert("24 2048 16 8192") },
  { name: "ALBERT xxlarge", total: 222_595_584, source: keras, raw: albert("12 4096 64 16384") },
  {
    name: "Longformer base",
    total: 148_659_456,
    source: "sum of the parameters of allenai/longformer-base-4096, printed in public code",
    raw: longformer("12 768 12 3072"),
  },
  {
    name: "Longformer large",
    ...million(435),
    source: "transformers documentation, pretrained models",
    raw: longformer("24 1024 16 4096"),
  },
  {
    name: "Blender 90M",
    total: 87_508_992,
    source: 'ParlAI\'s own log: "Total parameters"',
    raw: {
      model_type: "blenderbot-small",
      d_model: 512,
      encoder_layers: 8,
      decoder_layers: 8,
      encoder_attention_heads: 16,
      decoder_attention_heads: 16,
      encoder_ffn_dim: 2048,
      decoder_ffn_dim: 2048,
      max_position_embeddings: 512,
      vocab_size: 54944,
      extra_pos_embeddings: 0,
    },
  },
  { name: "Switch base, 8 experts", total: 619_339_008, source: expertCount, raw: switchStyle("12 768 12 3072 8", 6) },
  { name: "Switch base, 64 experts", total: 3_790_748_928, source: expertCount, raw: switchStyle("12 768 12 3072 64", 6) },
  { name: "Switch base, 128 experts", total: 7_415_217_408, source: expertCount, raw: switchStyle("12 768 12 3072 128", 6) },
  { name: "Switch large", ...billion(26), source: "arXiv 2101.03961 table 9", raw: switchStyle("24 1024 16 4096 128", 12) },
  {
    name: "Switch XXL",
    ...billion(395),
    source: "arXiv 2101.03961 table 9",
    raw: switchStyle("24 4096 64 10240 128", 12, { feed_forward_proj: "gated-gelu", tie_word_embeddings: false }),
  },
  {
    name: "Switch C",
    ...billion(1571),
    source: "arXiv 2101.03961 table 9",
    raw: switchStyle("15 2080 30 6144 2048", 15, { tie_word_embeddings: false }),
  },
  {
    name: "Reformer enwik8",
    ...million(149),
    source: "transformers documentation, pretrained models",
    raw: {
      model_type: "reformer",
      attention_head_size: 128,
      attn_layers: Array.from({ length: 12 }, (_, i) => (i % 4 === 2 ? "lsh" : "local")),
      axial_pos_embds: true,
      axial_pos_shape: [128, 512],
      axial_pos_embds_dim: [256, 768],
      feed_forward_size: 4096,
      hidden_size: 1024,
      num_attention_heads: 8,
      num_hidden_layers: 12,
      vocab_size: 258,
    },
  },
  { name: "GLM base", ...million(110, 1), source: "THUDM/GLM README", raw: glm("12 768 12 30592 512") },
  { name: "GLM large", ...million(335), source: "THUDM/GLM README", raw: glm("24 1024 16 30592 512") },
  { name: "GLM 410M", ...million(410), source: "THUDM/GLM README", raw: glm("30 1024 16 30592 512") },
  { name: "GLM 515M", ...million(515), source: "THUDM/GLM README", raw: glm("30 1152 18 30592 512") },
  { name: "GLM 10B", ...billion(10), source: "THUDM/GLM README", raw: glm("48 4096 64 50304 1024") },
  { name: "PanGu-α 2.6B", ...billion(2.6, 0.05), source: "arXiv 2104.12369 table 1", raw: pangu("32 2560 32") },
  { name: "PanGu-α 200B", total: 207.0e9, within: 0.001, source: "arXiv 2104.12369 table 1", raw: pangu("64 16384 128") },
  {
    name: "CPM-2",
    ...billion(11),
    source: "TsinghuaAI/CPM-2-Pretrain README",
    raw: {
      architecture: "cpm2",
      num_hidden_layers: 24,
      num_decoder_layers: 24,
      hidden_size: 4096,
      num_attention_heads: 64,
      head_dim: 64,
      intermediate_size: 10240,
      vocab_size: 26240,
    },
  },
  {
    name: "YaLM 100B",
    ...billion(100, 1),
    source: "yandex/YaLM-100B README",
    raw: {
      architecture: "yalm",
      num_hidden_layers: 80,
      hidden_size: 10240,
      embedding_size: 2048,
      num_attention_heads: 128,
      intermediate_size: 27308,
      vocab_size: 128000,
    },
  },
];
