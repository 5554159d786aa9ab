import { dtypes } from "../../sizing/dtypes.ts";
import { recipeNames } from "../../sizing/recipes.ts";
import type { OptionSpec } from "../command.ts";

export const sizeOptions: readonly OptionSpec[] = [
  {
    name: "context",
    value: "n",
    about: { en: "tokens in the cache (else what the model was configured for)", zh: "缓存中的词元数（否则取模型配置的长度）" },
  },
  { name: "batch", value: "n", about: { en: "sequences at once (1)", zh: "同时处理的序列数（默认 1）" } },
  {
    name: "dtype",
    value: "type",
    about: {
      en: `of the weights (bf16): ${dtypes.join(", ")}; bf16, fp8 … for short`,
      zh: `权重的格式（默认 bf16）：${dtypes.join("、")}；可简写为 bf16、fp8 等`,
    },
  },
  { name: "kv-dtype", value: "type", about: { en: "of the cache, one of the same (bf16)", zh: "缓存的格式，取值同上（默认 bf16）" } },
  {
    name: "gpu-memory",
    value: "size",
    about: { en: "the longest context that fits: 80GB, 24GiB (the two differ)", zh: "求能容纳的最长上下文：80GB、24GiB（两者不同）" },
  },
  {
    name: "training",
    value: "recipe",
    choices: recipeNames,
    about: {
      en: `memory of training with Adam: ${recipeNames.join(", ")}`,
      zh: `用 Adam 训练所需的内存：${recipeNames.join("、")}`,
    },
  },
  { name: "chart", about: { en: "draw the cache against the context", zh: "画出缓存随上下文的变化" } },
  { name: "steps", about: { en: "show how every number came about", zh: "给出每个数的来历" } },
];
