import { defineCommand } from "../command.ts";
import { sizeOptions } from "../size/options.ts";

export const size = defineCommand({
  name: "size",
  summary: {
    en: "Parameters, weights, cache, memory and compute of a model, exactly, from its configuration",
    zh: "由配置精确算出模型的参数量、权重、缓存、内存与计算量",
  },
  parameters: ["<model...>"],
  options: sizeOptions,
  examples: [
    { command: "almanac size llama-2-70b", about: { en: "a checkpoint of the record", zh: "资料中的检查点" } },
    {
      command: "almanac size deepseek-r1 --context 128K --dtype fp8 --gpu-memory 8x141GB",
      about: { en: "will it fit on eight GPUs of 141 GB?", zh: "八张 141 GB 的 GPU 放得下吗？" },
    },
    { command: "almanac size llama-2-7b llama-3-8b qwen2.5-7b --chart", about: { en: "side by side", zh: "并排比较" } },
    { command: "almanac size config.json --json", about: { en: "a configuration file", zh: "配置文件" } },
  ],
  async run(context) {
    return (await import("../size/run.ts")).runSize(context);
  },
});
