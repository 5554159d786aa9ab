/** Every architecture the engine knows, by its `model_type`. To add one: write its `Spec` in a family and nothing else. */
import { earlyFamily } from "./early.ts";
import { encoderFamily } from "./encoders.ts";
import { gptFamily } from "./gpt.ts";
import { hybridFamily } from "./hybrid.ts";
import { layerwiseFamily } from "./layerwise.ts";
import { llamaFamily } from "./llama.ts";
import { memoryFamily } from "./memory.ts";
import { narrowCacheFamily } from "./narrow-cache.ts";
import { otherFamily } from "./other.ts";
import { sparseFamily } from "./sparse.ts";
import { laterSparseFamily } from "./sparse-2025.ts";
import { newestSparseFamily } from "./sparse-2026.ts";
import type { Spec } from "./spec.ts";

/**
 * Whether transformers' configuration class ties the head to the embedding where a file does not say. Architectures that are not here
 * and whose spec has no default come from a releaser's own code, or differ from file to file: their files have to say.
 */
const untied: readonly string[] = [
  ...["llama", "granite", "hunyuan_v1_dense", "seed_oss", "exaone4", "arcee", "mistral", "qwen2", "qwen2_5_vl", "qwen3"],
  ...["mixtral", "qwen2_moe", "qwen3_moe", "deepseek_v2", "deepseek_v3", "deepseek_v32", "minimax", "llama4", "llama4_text"],
  ...["hunyuan_v1_moe", "granitemoe", "granitemoeshared", "granitemoehybrid", "glm_moe_dsa", "glm4_moe_lite"],
  ...["qwen3_next", "nemotron_h", "falcon_h1", "ministral3", "qwen3_5", "qwen3_5_text", "qwen3_5_moe", "qwen3_5_moe_text"],
];
const tied: readonly string[] = ["smollm3", "ernie4_5", "ernie4_5_moe"];

const table = {
  ...gptFamily,
  ...earlyFamily,
  ...llamaFamily,
  ...sparseFamily,
  ...laterSparseFamily,
  ...newestSparseFamily,
  ...hybridFamily,
  ...layerwiseFamily,
  ...encoderFamily,
  ...memoryFamily,
  ...otherFamily,
  ...narrowCacheFamily,
};

export type Architecture = keyof typeof table;

export const architectures = Object.keys(table) as readonly Architecture[];

const withTying = (name: string, spec: Spec): Spec =>
  untied.includes(name) || tied.includes(name)
    ? { ...spec, defaults: { tie_word_embeddings: tied.includes(name), ...spec.defaults } }
    : spec;
const specs: ReadonlyMap<string, Spec> = new Map(Object.entries<Spec>(table).map(([name, spec]) => [name, withTying(name, spec)]));

export const specOf = (name: string | undefined): Spec | undefined => (name === undefined ? undefined : specs.get(name));
