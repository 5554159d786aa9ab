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

export const specOf = (name: string | undefined): Spec | undefined =>
  name !== undefined && Object.hasOwn(table, name) ? table[name as Architecture] : undefined;
