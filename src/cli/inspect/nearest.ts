/** Which checkpoints of the record a configuration is most like, and in what it differs. */
import type { Store } from "../../knowledge/store.ts";
import type { Configuration } from "../../sizing/configuration.ts";

/** What makes a model this model; the rest follows or says little. */
const telling = [
  "architecture",
  "num_hidden_layers",
  "hidden_size",
  "num_attention_heads",
  "num_key_value_heads",
  "intermediate_size",
  "vocab_size",
  "num_experts",
  "kv_lora_rank",
  "tie_word_embeddings",
] as const satisfies readonly (keyof Configuration)[];

export type Difference = { readonly key: string; readonly here: unknown; readonly there: unknown };
export type Near = { readonly id: string; readonly name: string; readonly same: number; readonly differences: readonly Difference[] };

const most = 3;

export const nearestCheckpoints = (store: Store, configuration: Configuration): readonly Near[] => {
  // Checkpoints of one shape are told apart by how many positions they were given.
  const key = "max_position_embeddings";
  const apart = (row: Readonly<Record<string, unknown>>): number =>
    configuration[key] === undefined || row[key] === configuration[key] ? 0 : 1;
  return store
    .flatRows("checkpoint", ["id", "name", "released", key, ...telling])
    .flatMap((row): (Near & { readonly positions: number; readonly released: string })[] => {
      const known = telling.filter((key) => configuration[key] !== undefined && row[key] !== undefined);
      const differences = known.flatMap((key) =>
        row[key] === configuration[key] ? [] : [{ key, here: configuration[key], there: row[key] }],
      );
      const same = known.length - differences.length;
      // Half of it at least, or it is another model that shares a number or two.
      return same > differences.length && known.length >= 4
        ? [{ id: String(row.id), name: String(row.name), same, differences, positions: apart(row), released: String(row.released ?? "~") }]
        : [];
    })
    .sort(
      (a, b) =>
        a.differences.length - b.differences.length ||
        b.same - a.same ||
        a.positions - b.positions ||
        // What others were made from came first.
        (a.released < b.released ? -1 : a.released > b.released ? 1 : 0),
    )
    .slice(0, most)
    .map(({ positions: _positions, released: _released, ...near }) => near);
};
