import { defineCommand } from "../command.ts";

export const inspect = defineCommand({
  name: "inspect",
  summary: {
    en: "What a model file holds: config.json, params.json, safetensors, GGUF or a folder of them; only headers are read",
    zh: "模型文件里有什么：config.json、params.json、safetensors、GGUF 或它们的目录；只读文件头",
  },
  parameters: ["<path>"],
  options: [],
  examples: [
    {
      command: "almanac inspect config.json",
      about: { en: "a configuration: its size and what it is like", zh: "一份配置：规模，以及与哪个模型相似" },
    },
    { command: "almanac inspect . --json", about: { en: "every model of a folder", zh: "目录里的所有模型" } },
  ],
  async run(context) {
    return (await import("../inspect/run.ts")).runInspect(context);
  },
});
