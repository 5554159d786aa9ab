/** What the code of an architecture fixes and no configuration says. The one place for it; every line was read in that code. */
import type { Model, Reading } from "./rule.ts";

const code = "transformers-models-code";

const half = { layout: "half" };
const interleaved = { layout: "interleaved" };

/** Which dimensions a rotation pairs: `rotate_half` takes the first half with the second one, others neighbours. */
const layouts: Readonly<Record<string, { readonly layout: string; readonly file?: string }>> = {
  codegen: interleaved,
  ernie4_5: interleaved,
  exaone4: half,
  falcon: half,
  gemma: half,
  gemma2: half,
  gemma3_text: { ...half, file: "gemma3" },
  glm4: interleaved,
  glm4_moe: half,
  gpt_neox: half,
  gpt_oss: half,
  granite: half,
  hunyuan_v1_moe: half,
  llama: half,
  mistral: half,
  mixtral: half,
  olmo2: half,
  olmoe: half,
  phi: half,
  phi3: half,
  qwen2: half,
  qwen3: half,
  qwen3_moe: half,
  stablelm: half,
  starcoder2: half,
};

type Router = { readonly gate: string; readonly normalize?: boolean; readonly bias?: true; readonly file?: string };

/** `normalize` stands only where the code has no switch for it. A softmax over the chosen logits is one over all, normalised. */
const routers: Readonly<Record<string, Router>> = {
  glm4_moe: { gate: "sigmoid", bias: true },
  gpt_oss: { gate: "softmax", normalize: true },
  hunyuan_v1_moe: { gate: "softmax" },
  llama4_text: { gate: "sigmoid", normalize: false, file: "llama4" },
  mixtral: { gate: "softmax", normalize: true },
  qwen3_moe: { gate: "softmax" },
  switch_transformers: { gate: "softmax", normalize: false },
};

/** Of g and u: min(g, limit) · σ(α min(g, limit)) · (clamp(u) + 1). */
const clampedAlphas: Readonly<Record<string, number>> = { gpt_oss: 1.702 };

const of = <T>(table: Readonly<Record<string, T>>, { config: { architecture } }: Model): T | undefined =>
  architecture !== undefined && Object.hasOwn(table, architecture) ? table[architecture] : undefined;

const reading = ({ config: { architecture } }: Model, value: unknown, file = architecture): Reading => ({
  value,
  from: ["config.architecture"],
  how: `architecture = ${architecture}, modeling_${file}.py`,
  source: code,
});

export const layoutByCode = (model: Model): Reading | undefined => {
  const found = of(layouts, model);
  return found && reading(model, found.layout, found.file);
};

export const routerByCode =
  (key: "gate" | "normalize") =>
  (model: Model): Reading | undefined => {
    const found = of(routers, model);
    return found?.[key] === undefined ? undefined : reading(model, found[key], found.file);
  };

export const routerHasBias = (model: Model): boolean => of(routers, model)?.bias === true;

export const clampedAlpha = (model: Model): number | undefined => of(clampedAlphas, model);

const withSinks: readonly string[] = ["gpt_oss"];

export const hasSinks = ({ config: { architecture } }: Model): boolean => architecture !== undefined && withSinks.includes(architecture);
