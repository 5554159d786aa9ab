/** Decoders with LayerNorm, the state-space and recurrent models, encoders. */
import { gptStyle, llamaStyle, type Row } from "./row.ts";

const gpt2 = gptStyle("gpt2", { n_positions: 1024 });
const pythia = llamaStyle("gpt_neox");
const bloom = gptStyle("bloom");
const opt = (shape: string, more = {}) => {
  const [num_hidden_layers, hidden_size, num_attention_heads, ffn_dim] = shape.split(" ").map(Number);
  return {
    model_type: "opt",
    num_hidden_layers,
    hidden_size,
    num_attention_heads,
    ffn_dim,
    vocab_size: 50272,
    max_position_embeddings: 2048,
    do_layer_norm_before: true,
    ...more,
  };
};
const neo = (shape: string) => {
  const [num_layers, hidden_size, num_heads] = shape.split(" ").map(Number);
  return {
    model_type: "gpt_neo",
    num_layers,
    hidden_size,
    num_heads,
    vocab_size: 50257,
    max_position_embeddings: 2048,
    window_size: 256,
    attention_types: [[["global", "local"], num_layers! / 2]],
  };
};
const mamba = (shape: string) => {
  const [n_layer, d_model] = shape.split(" ").map(Number);
  return {
    model_type: "mamba",
    d_model,
    n_layer,
    vocab_size: 50277,
    ssm_cfg: {},
    rms_norm: true,
    residual_in_fp32: true,
    fused_add_norm: true,
    pad_vocab_size_multiple: 8,
  };
};
const rwkv = (shape: string) => {
  const [num_hidden_layers, hidden_size] = shape.split(" ").map(Number);
  return { model_type: "rwkv", num_hidden_layers, hidden_size, vocab_size: 50277, context_length: 1024, rescale_every: 6 };
};
const t5 = (shape: string, more = {}) => {
  const [num_layers, d_model, num_heads, d_kv, d_ff] = shape.split(" ").map(Number);
  return {
    model_type: "t5",
    num_layers,
    d_model,
    num_heads,
    d_kv,
    d_ff,
    vocab_size: 32128,
    relative_attention_num_buckets: 32,
    feed_forward_proj: "relu",
    ...more,
  };
};
const bert = (shape: string, architectures: readonly string[]) => ({
  ...llamaStyle("bert")(shape),
  num_key_value_heads: null,
  tie_word_embeddings: null,
  max_position_embeddings: 512,
  type_vocab_size: 2,
  architectures,
});
const mask = (layers: number, side: number) => [layers * side * side, "causal masks, one buffer a layer"] as const;
const twoLabels = (width: number) => [2 * width, "a head of two labels"] as const;
const classifiers = "parameters of the sequence classifier, PARAMETER_COUNTS of a public fine-tuning code";
const pythiaCard = "model card of EleutherAI/pythia-12b, table";
const recurrent = "model_sizes of a public study of Pythia, Mamba and RWKV";

// biome-ignore format: one checkpoint a line
export const gptRows: readonly Row[] = [
  { name: "GPT-2", total: 137_022_720, stored: mask(12, 1024), source: "hub openai-community/gpt2", raw: gpt2("12 768 12 50257") },
  { name: "GPT-2 medium", total: 379_988_992, stored: mask(24, 1024), source: "hub openai-community/gpt2-medium", raw: gpt2("24 1024 16 50257") },
  { name: "GPT-2 large", total: 811_778_816, stored: mask(36, 1024), source: "hub openai-community/gpt2-large", raw: gpt2("36 1280 20 50257") },
  { name: "GPT-2 XL", total: 1_607_942_848, stored: mask(48, 1024), source: "hub openai-community/gpt2-xl", raw: gpt2("48 1600 25 50257") },
  { name: "GPT-3 175B", total: 174_600e6, within: 0.0005, source: "arXiv 2005.14165 table D.1", raw: gptStyle("gpt3", { n_positions: 2048 })("96 12288 96 50257") },
  { name: "GPT-Neo 125M", total: 150_364_416, stored: mask(6, 2048), source: "hub EleutherAI/gpt-neo-125m", raw: neo("12 768 12") },
  { name: "GPT-Neo 1.3B", total: 1_365_907_456, stored: mask(12, 2048), source: "hub EleutherAI/gpt-neo-1.3B", raw: neo("24 2048 16") },
  { name: "GPT-Neo 2.7B", total: 2_718_416_384, stored: mask(16, 2048), source: "hub EleutherAI/gpt-neo-2.7B", raw: neo("32 2560 20") },
  { name: "GPT-J 6B", total: 6_050_882_784, source: "parameters printed by a public LoRA code", raw: gptStyle("gptj", { n_positions: 2048, rotary_dim: 64 })("28 4096 16 50400") },
  { name: "GPT-NeoX 20B", total: 20_554_567_680, source: "model card of EleutherAI/gpt-neox-20b", raw: pythia("44 6144 64 64 24576 50432", { num_key_value_heads: null }) },
  { name: "Pythia 14M", total: 14_067_712, source: pythiaCard, raw: pythia("6 128 4 4 512 50304") },
  { name: "Pythia 70M", total: 70_426_624, source: pythiaCard, raw: pythia("6 512 8 8 2048 50304") },
  { name: "Pythia 160M", total: 162_322_944, source: pythiaCard, raw: pythia("12 768 12 12 3072 50304") },
  { name: "Pythia 410M", total: 405_334_016, source: pythiaCard, raw: pythia("24 1024 16 16 4096 50304") },
  { name: "Pythia 1B", total: 1_011_781_632, source: pythiaCard, raw: pythia("16 2048 8 8 8192 50304") },
  { name: "Pythia 1.4B", total: 1_414_647_808, source: pythiaCard, raw: pythia("24 2048 16 16 8192 50304") },
  { name: "Pythia 2.8B", total: 2_775_208_960, source: pythiaCard, raw: pythia("32 2560 32 32 10240 50304") },
  { name: "Pythia 6.9B", total: 6_857_302_016, source: pythiaCard, raw: pythia("32 4096 32 32 16384 50432") },
  { name: "Pythia 12B", total: 11_846_072_320, source: pythiaCard, raw: pythia("36 5120 40 40 20480 50688") },
  { name: "OPT 125M", total: 125_240_832, stored: twoLabels(768), source: classifiers, raw: opt("12 768 12 3072") },
  { name: "OPT 350M", total: 331_197_440, stored: twoLabels(512), source: classifiers, raw: opt("24 1024 16 4096", { do_layer_norm_before: false, word_embed_proj_dim: 512 }) },
  { name: "OPT 1.3B", total: 1_315_762_176, stored: twoLabels(2048), source: classifiers, raw: opt("24 2048 32 8192") },
  { name: "OPT 2.7B", total: 2_651_601_920, stored: twoLabels(2560), source: classifiers, raw: opt("32 2560 32 10240") },
  { name: "OPT 6.7B", total: 6_658_482_176, stored: twoLabels(4096), source: classifiers, raw: opt("32 4096 32 16384") },
  { name: "OPT 13B", total: 12_853_483_520, stored: twoLabels(5120), source: classifiers, raw: opt("40 5120 40 20480") },
  { name: "OPT 30B", total: 30e9, within: 0.005, source: "arXiv 2205.01068 table 1", raw: opt("48 7168 56 28672") },
  { name: "OPT 66B", total: 66e9, within: 0.005, source: "arXiv 2205.01068 table 1", raw: opt("64 9216 72 36864") },
  { name: "BLOOM 560M", total: 559_214_592, source: "hub bigscience/bloom-560m", raw: bloom("24 1024 16 250880") },
  { name: "BLOOM 1.7B", total: 1_722_408_960, source: "hub bigscience/bloom-1b7", raw: bloom("24 2048 16 250880") },
  { name: "BLOOM 3B", total: 3_002_557_440, source: "hub bigscience/bloom-3b", raw: bloom("30 2560 32 250880") },
  { name: "BLOOM 7.1B", total: 7_069_016_064, source: "table of calflops", raw: bloom("30 4096 32 250880") },
  { name: "BLOOM 176B", total: 176_247_271_424, source: "hub bigscience/bloom", raw: bloom("70 14336 112 250880") },
  { name: "Falcon 7B", total: 7_217_189_760, stored: [65024 * 4544, "the tied head, stored"], source: "hub tiiuae/falcon-7b", raw: { model_type: "falcon", num_hidden_layers: 32, hidden_size: 4544, num_attention_heads: 71, vocab_size: 65024, multi_query: true, parallel_attn: true, new_decoder_architecture: false, bias: false, alibi: false } },
  { name: "Falcon 40B", total: 41_835_970_560, stored: [65024 * 8192, "the tied head, stored"], source: "hub tiiuae/falcon-40b", raw: { model_type: "falcon", num_hidden_layers: 60, hidden_size: 8192, num_attention_heads: 128, num_kv_heads: 8, vocab_size: 65024, multi_query: true, parallel_attn: true, new_decoder_architecture: true, bias: false, alibi: false } },
  { name: "Falcon 180B", total: 179_522_565_120, stored: [65024 * 14848, "the tied head, stored"], source: "hub tiiuae/falcon-180B", raw: { model_type: "falcon", num_hidden_layers: 80, hidden_size: 14848, num_attention_heads: 232, num_kv_heads: 8, vocab_size: 65024, multi_query: true, parallel_attn: true, new_decoder_architecture: true, bias: false, alibi: false } },
  { name: "Falcon RW 1B", total: 1_311_625_216, source: "table of calflops, under a wrong name", raw: { model_type: "falcon", num_hidden_layers: 24, hidden_size: 2048, num_attention_heads: 32, vocab_size: 50304, multi_query: false, parallel_attn: false, new_decoder_architecture: false, bias: true, alibi: true } },
  { name: "MPT 7B", total: 6.7e9, within: 0.008, source: "model card of mosaicml/mpt-7b", raw: { model_type: "mpt", d_model: 4096, n_heads: 32, n_layers: 32, expansion_ratio: 4, max_seq_len: 2048, vocab_size: 50432, no_bias: true, learned_pos_emb: true, norm_type: "low_precision_layernorm", attn_config: { alibi: true, attn_type: "multihead_attention", qk_ln: false } } },
  { name: "MPT 30B", total: 29.95e9, within: 0.0005, source: "model card of mosaicml/mpt-30b", raw: { model_type: "mpt", d_model: 7168, n_heads: 64, n_layers: 48, expansion_ratio: 4, max_seq_len: 8192, vocab_size: 50432, no_bias: true, learned_pos_emb: true, norm_type: "low_precision_layernorm", attn_config: { alibi: true, attn_type: "multihead_attention", qk_ln: false } } },
  { name: "Phi-1.5", total: 1_418_270_720, source: "hub microsoft/phi-1_5", raw: llamaStyle("phi", { qk_layernorm: false })("24 2048 32 32 8192 51200") },
  { name: "Phi-2", total: 2_779_683_840, source: "hub microsoft/phi-2", raw: llamaStyle("phi", { qk_layernorm: false })("32 2560 32 32 10240 51200") },
  { name: "StableLM 3B", total: 2_795_443_200, source: "hub stabilityai/stablelm-3b-4e1t", raw: llamaStyle("stablelm", { use_qkv_bias: false })("32 2560 32 32 6912 50304") },
  { name: "StableLM 2 1.6B", total: 1_644_515_328, source: "hub stabilityai/stablelm-2-1_6b-chat", raw: llamaStyle("stablelm", { use_qkv_bias: true })("24 2048 32 32 5632 100352") },
  { name: "StableLM 2 12B", total: 12_143_605_760, within: 0.00005, source: "model card; its figure of the 1.6B is 98,304 below the files, so norms are counted in another way", raw: llamaStyle("stablelm", { use_qkv_bias: false, use_parallel_residual: true, qk_layernorm: true })("40 5120 32 8 13824 100352") },
  { name: "Aya 23 8B (Command R architecture)", total: 8_028_033_024, source: "hub CohereLabs/aya-23-8B", raw: llamaStyle("cohere")("32 4096 32 8 14336 256000", { tie_word_embeddings: true }) },
  { name: "Aya Expanse 32B (Command R architecture)", total: 32_296_476_672, source: "hub CohereLabs/aya-expanse-32b", raw: llamaStyle("cohere")("40 8192 64 8 24576 256000", { tie_word_embeddings: true }) },
  { name: "Command R", total: 35e9, within: 0.005, source: "model card", raw: llamaStyle("cohere")("40 8192 64 64 22528 256000", { tie_word_embeddings: null }) },
  { name: "Command R+", total: 104e9, within: 0.005, source: "model card", raw: llamaStyle("cohere")("64 12288 96 8 33792 256000", { tie_word_embeddings: null, use_qk_norm: true }) },
  { name: "Command R7B", total: 8_028_033_024, source: "hub CohereLabs/c4ai-command-r7b-12-2024", raw: llamaStyle("cohere2", { sliding_window: 4096, sliding_window_pattern: 4 })("32 4096 32 8 14336 256000", { tie_word_embeddings: true }) },
  { name: "Mamba 130M", total: 129_135_360, source: "hub state-spaces/mamba-130m-hf", raw: mamba("24 768") },
  { name: "Mamba 370M", total: 371_516_416, source: "hub state-spaces/mamba-370m-hf", raw: mamba("48 1024") },
  { name: "Mamba 1.4B", total: 1_372_178_432, source: recurrent, raw: mamba("48 2048") },
  { name: "Mamba 2.8B", total: 2_768_345_600, source: recurrent, raw: mamba("64 2560") },
  { name: "RWKV-4 169M", total: 169_342_464, source: recurrent, raw: rwkv("12 768") },
  { name: "RWKV-4 430M", total: 430_397_440, source: recurrent, raw: rwkv("24 1024") },
  { name: "RWKV-4 1.5B", total: 1_515_106_304, source: recurrent, raw: rwkv("24 2048") },
  { name: "RWKV-4 3B", total: 2_984_627_200, source: recurrent, raw: rwkv("32 2560") },
  { name: "BERT base", total: 109_482_240, source: "parameters of BertModel, public listings", raw: bert("12 768 12 12 3072 30522", ["BertModel"]) },
  { name: "BERT large", total: 335_141_888, source: "parameters of BertModel, public listings", raw: bert("24 1024 16 16 4096 30522", ["BertModel"]) },
  { name: "BERT base with its pre-training heads", total: 110_106_428, source: "hub bert-base-uncased", raw: bert("12 768 12 12 3072 30522", ["BertForPreTraining"]) },
  { name: "T5 small", total: 60_506_624, source: classifiers, raw: t5("6 512 8 64 2048") },
  { name: "T5 base", total: 222_903_552, source: classifiers, raw: t5("12 768 12 64 3072") },
  { name: "T5 large", total: 737_668_096, source: classifiers, raw: t5("24 1024 16 64 4096") },
  { name: "T5 3B", total: 2_851_598_336, source: classifiers, raw: t5("24 1024 32 128 16384") },
  { name: "T5 11B", total: 11_307_321_344, source: classifiers, raw: t5("24 1024 128 128 65536") },
  { name: "Flan-T5 base", total: 247_577_856, source: "Keras Hub preset t5_1.1_base", raw: t5("12 768 12 64 2048", { feed_forward_proj: "gated-gelu", tie_word_embeddings: false }) },
];
