/** One checkpoint with a published size. The configuration is as the releaser's file has it, size keys only. */

export type Row = {
  readonly name: string;
  /** As published. */
  readonly total: number;
  /** Where the number was read: `hub` is `safetensors.total` of that repository on the Hugging Face hub. */
  readonly source: string;
  readonly raw: Readonly<Record<string, unknown>>;
  /** Values in the published number that are not parameters of the model, with what they are. */
  readonly stored?: readonly [count: number, what: string];
  /** The published number is rounded: its relative half step. */
  readonly within?: number;
  /** Published parameters active per token, with the relative half step, and what the releaser leaves out of them. */
  readonly active?: readonly [count: number, within: number, without?: "embedding" | "embedding and head"];
};

type Keys = Readonly<Record<string, unknown>>;

const numbers = (shape: string): readonly number[] => shape.split(" ").map(Number);

/** "layers width heads kv-heads inner vocabulary" under the keys of a Llama-style file. */
export const llamaStyle =
  (model_type: string, common: Keys = {}) =>
  (shape: string, more: Keys = {}): Keys => {
    const [num_hidden_layers, hidden_size, num_attention_heads, num_key_value_heads, intermediate_size, vocab_size] = numbers(shape);
    return {
      model_type,
      num_hidden_layers,
      hidden_size,
      num_attention_heads,
      num_key_value_heads,
      intermediate_size,
      vocab_size,
      tie_word_embeddings: false,
      ...common,
      ...more,
    };
  };

/** "layers width heads vocabulary" under GPT-2's keys. */
export const gptStyle =
  (model_type: string, common: Keys = {}) =>
  (shape: string, more: Keys = {}): Keys => {
    const [n_layer, n_embd, n_head, vocab_size] = numbers(shape);
    return { model_type, n_layer, n_embd, n_head, vocab_size, ...common, ...more };
  };
