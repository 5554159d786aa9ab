/** Every architecture the engine knows, by its `model_type`. To add one: write its `Spec` in a family and nothing else. */
import { encoderFamily } from "./encoders.ts";
import { gptFamily } from "./gpt.ts";
import { hybridFamily } from "./hybrid.ts";
import { llamaFamily } from "./llama.ts";
import { memoryFamily } from "./memory.ts";
import { otherFamily } from "./other.ts";
import { sparseFamily } from "./sparse.ts";
import { laterSparseFamily } from "./sparse-2025.ts";
import type { Spec } from "./spec.ts";

const table = {
  ...gptFamily,
  ...llamaFamily,
  ...sparseFamily,
  ...laterSparseFamily,
  ...hybridFamily,
  ...encoderFamily,
  ...memoryFamily,
  ...otherFamily,
};

export type Architecture = keyof typeof table;

export const architectures = Object.keys(table) as readonly Architecture[];

export const specOf = (name: string | undefined): Spec | undefined =>
  name !== undefined && Object.hasOwn(table, name) ? table[name as Architecture] : undefined;
