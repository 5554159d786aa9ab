/** What the engine reads of a configuration: the keys of a Llama-style Hugging Face `config.json`. */
export type Configuration = {
  readonly architecture?: string | undefined;
  readonly num_hidden_layers?: number | undefined;
  readonly hidden_size?: number | undefined;
  readonly num_attention_heads?: number | undefined;
  readonly num_key_value_heads?: number | undefined;
  readonly head_dim?: number | undefined;
  readonly intermediate_size?: number | undefined;
  readonly vocab_size?: number | undefined;
  readonly tie_word_embeddings?: boolean | undefined;
  readonly attention_bias?: boolean | undefined;
  readonly qkv_bias?: boolean | undefined;
  readonly use_qk_norm?: boolean | undefined;
  readonly full_attention_interval?: number | undefined;
  readonly cla_share_factor?: number | undefined;
  readonly num_experts?: number | undefined;
  readonly num_experts_per_tok?: number | undefined;
  readonly num_shared_experts?: number | undefined;
  readonly moe_intermediate_size?: number | undefined;
  readonly shared_expert_intermediate_size?: number | undefined;
  readonly first_k_dense_replace?: number | undefined;
  readonly q_lora_rank?: number | undefined;
  readonly kv_lora_rank?: number | undefined;
  readonly qk_nope_head_dim?: number | undefined;
  readonly qk_rope_head_dim?: number | undefined;
  readonly v_head_dim?: number | undefined;
  readonly scoring_func?: string | undefined;
};

/** Architectures whose parts are known, by their Hugging Face `model_type`. */
export const architectures = ["llama", "qwen", "qwen2", "qwen2_moe", "deepseek_v3", "minimax", "hunyuan"] as const;
export type Architecture = (typeof architectures)[number];

export const isKnownArchitecture = (name: string | undefined): name is Architecture =>
  (architectures as readonly (string | undefined)[]).includes(name);
