/** Configurations that several tests measure, in the record's keys; the sizes are the releasers'. */
import type { Configuration } from "../../src/sizing/configuration.ts";

const dense = (architecture: string, shape: string, more: Configuration = {}): Configuration => {
  const [num_hidden_layers, hidden_size, num_attention_heads, num_key_value_heads, intermediate_size, vocab_size] = shape
    .split(" ")
    .map(Number);
  return {
    architecture,
    num_hidden_layers,
    hidden_size,
    num_attention_heads,
    num_key_value_heads,
    intermediate_size,
    vocab_size,
    tie_word_embeddings: false,
    ...more,
  };
};

const latent = { q_lora_rank: 1536, kv_lora_rank: 512, qk_nope_head_dim: 128, qk_rope_head_dim: 64, v_head_dim: 128 };
const opt = { max_position_embeddings: 2048, tie_word_embeddings: true };

export const models = {
  "Llama 2 7B": dense("llama", "32 4096 32 32 11008 32000", { max_position_embeddings: 4096 }),
  "Llama 2 70B": dense("llama", "80 8192 64 8 28672 32000", { max_position_embeddings: 4096 }),
  "Llama 3.1 405B": dense("llama", "126 16384 128 8 53248 128256"),
  "Qwen2.5 72B": dense("qwen2", "80 8192 64 8 29568 152064"),
  "Mistral 7B": dense("mistral", "32 4096 32 8 14336 32000"),
  "Mistral 7B v0.1": dense("mistral", "32 4096 32 8 14336 32000", { sliding_window: 4096 }),
  "Mixtral 8x7B": dense("mixtral", "32 4096 32 8 14336 32000", { num_experts: 8, num_experts_per_tok: 2 }),
  "Falcon 7B": dense("falcon", "32 4544 71 1 18176 65024", { tie_word_embeddings: true }),
  "OPT 13B": dense("opt", "40 5120 40 40 20480 50272", opt),
  "OPT 175B": dense("opt", "96 12288 96 96 49152 50272", opt),
  "GPT-3 175B": dense("gpt3", "96 12288 96 96 49152 50257", opt),
  "GPT-2 small": dense("gpt2", "12 768 12 12 3072 50257", { max_position_embeddings: 1024, tie_word_embeddings: true }),
  "GPT-2 XL": dense("gpt2", "48 1600 25 25 6400 50257", { max_position_embeddings: 1024, tie_word_embeddings: true }),
  "Gemma 2 9B": dense("gemma2", "42 3584 16 8 14336 256000", { head_dim: 256, sliding_window: 4096 }),
  "DeepSeek-V2": dense("deepseek_v2", "60 5120 128 128 12288 102400", {
    ...latent,
    num_experts: 160,
    num_experts_per_tok: 6,
    num_shared_experts: 2,
    moe_intermediate_size: 1536,
    first_k_dense_replace: 1,
  }),
  "DeepSeek-V3": dense("deepseek_v3", "61 7168 128 128 18432 129280", {
    ...latent,
    num_experts: 256,
    num_experts_per_tok: 8,
    num_shared_experts: 1,
    moe_intermediate_size: 2048,
    first_k_dense_replace: 3,
  }),
  "Hunyuan-Large": dense("hunyuan", "64 6400 80 8 18304 128512", {
    cla_share_factor: 2,
    num_experts: 16,
    num_experts_per_tok: 1,
    num_shared_experts: 1,
    use_qk_norm: true,
  }),
  "MiniMax-Text-01": dense("minimax", "80 6144 64 8 9216 200064", {
    head_dim: 128,
    full_attention_interval: 8,
    num_experts: 32,
    num_experts_per_tok: 2,
  }),
  "Jamba v0.1": dense("jamba", "32 4096 32 8 14336 65536", { num_experts: 16, num_experts_per_tok: 2, time_step_rank: 256 }),
  "Llama 4 Scout": dense("llama4", "48 5120 40 8 8192 202048", {
    head_dim: 128,
    num_experts: 16,
    num_experts_per_tok: 1,
    attention_chunk_size: 8192,
  }),
  "Mamba 2.8B": { architecture: "mamba", num_hidden_layers: 64, hidden_size: 2560, vocab_size: 50280, tie_word_embeddings: true },
  "RWKV-4 3B": { architecture: "rwkv", num_hidden_layers: 32, hidden_size: 2560, vocab_size: 50277, tie_word_embeddings: false },
  "BERT base": dense("bert", "12 768 12 12 3072 30522", { max_position_embeddings: 512, tie_word_embeddings: true }),
  "Transformer-XL": dense("transfo-xl", "18 1024 16 16 4096 267735", {
    tie_word_embeddings: true,
    embedding_size: 1024,
    cutoffs: [20000, 40000, 200000],
    div_val: 4,
    mem_len: 1600,
  }),
  Reformer: dense("reformer", "12 1024 8 8 4096 258", {
    head_dim: 128,
    layer_types: Array.from({ length: 12 }, (_, i) => (i % 4 === 2 ? "lsh_attention" : "local_attention")),
    axial_pos_shape: [128, 512],
    axial_pos_embds_dim: [256, 768],
    local_attn_chunk_length: 128,
    lsh_attn_chunk_length: 256,
    num_hashes: 2,
    num_buckets: 512,
  }),
  "ALBERT base": dense("albert", "12 768 12 12 3072 30000", { max_position_embeddings: 512, tie_word_embeddings: true }),
  "Switch base": dense("switch_transformers", "12 768 12 12 3072 32128", {
    head_dim: 64,
    num_decoder_layers: 12,
    num_sparse_encoder_layers: 6,
    num_sparse_decoder_layers: 6,
    num_experts: 128,
    tie_word_embeddings: true,
  }),
  "T5 base": dense("t5", "12 768 12 12 3072 32128", { head_dim: 64, num_decoder_layers: 12, tie_word_embeddings: true }),
} as const satisfies Readonly<Record<string, Configuration>>;

export type ModelName = keyof typeof models;
