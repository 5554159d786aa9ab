/** The symbols of the field for the widths of a configuration. */
import type { Complete } from "../complete.ts";
import type { Factor } from "../term.ts";

export const widths = (c: Complete) =>
  ({
    D: ["D", c.hidden_size],
    V: ["V", c.vocab_size],
    H: ["H", c.num_attention_heads ?? 0],
    G: ["G", c.num_key_value_heads ?? 0],
    d: ["d", c.head_dim ?? 0],
    F: ["F", c.intermediate_size_mlp ?? c.intermediate_size ?? 0],
    Fe: ["F_e", c.moe_intermediate_size ?? c.intermediate_size ?? 0],
    E: ["E", c.num_experts ?? 0],
    K: ["K", c.num_experts_per_tok ?? 0],
    rq: ["r_q", c.q_lora_rank ?? 0],
    rkv: ["r_kv", c.kv_lora_rank ?? 0],
    nope: ["d_nope", c.qk_nope_head_dim ?? 0],
    rope: ["d_rope", c.qk_rope_head_dim ?? 0],
    v: ["d_v", c.v_head_dim ?? 0],
  }) satisfies Record<string, Factor>;
