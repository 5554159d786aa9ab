import { dtypes } from "../../sizing/dtypes.ts";
import { recipeNames } from "../../sizing/recipes.ts";
import type { OptionSpec } from "../command.ts";

export const sizeOptions: readonly OptionSpec[] = [
  {
    name: "context",
    value: "n",
    about: {
      en: "tokens in the cache, 131072 or 128k = 128Ki (else what the model was configured for)",
      zh: "缓存中的词元数，如 131072 或 128k = 128Ki（否则取模型配置的长度）",
    },
  },
  { name: "batch", value: "n", about: { en: "sequences at once (1)", zh: "同时处理的序列数（默认 1）" } },
  {
    name: "dtype",
    value: "type",
    about: {
      en: `of the weights: ${dtypes.join(", ")}; bf16, fp8 … for short (as a model file stores them or as released where that is known, else bf16)`,
      zh: `权重的格式：${dtypes.join("、")}；可简写为 bf16、fp8 等（默认取模型文件的存储格式或已知的发布格式，否则 bf16）`,
    },
  },
  {
    name: "kv-dtype",
    value: "type",
    about: {
      en: "of keys and values in the cache, one of the same (bf16); states keep theirs",
      zh: "缓存中键和值的格式，取值同上（默认 bf16）；状态的格式不变",
    },
  },
  {
    name: "gpu-memory",
    value: "size",
    about: {
      en: "the longest context that fits: 80GB, 24GiB (the two differ), 8x80GB as one pool",
      zh: "求能容纳的最长上下文：80GB、24GiB（两者不同），8x80GB 视为一个整体",
    },
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
  {
    name: "set",
    value: "key=value",
    repeatable: true,
    about: {
      en: "a key of the configuration, as in config.json: vocab_size=128256",
      zh: "设定配置中的一个键，写法同 config.json：vocab_size=128256",
    },
  },
  { name: "chart", about: { en: "draw the cache against the context", zh: "画出缓存随上下文的变化" } },
  { name: "steps", about: { en: "show how every number came about", zh: "给出每个数的来历" } },
];
