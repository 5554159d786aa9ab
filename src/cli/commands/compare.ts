import { defineCommand } from "../command.ts";
import { kindOption } from "../names.ts";

export const compare = defineCommand({
  name: "compare",
  summary: { en: "Releases or checkpoints side by side, differences marked", zh: "并排比较发布或检查点，标出差别" },
  parameters: ["<names...>"],
  options: [
    kindOption,
    { name: "diff", about: { en: "only what differs", zh: "只列出有差别的" } },
    { name: "sources", about: { en: "what every cell rests on", zh: "给出每一格的依据" } },
  ],
  examples: [
    {
      command: "almanac compare llama-2-70b llama-3-70b --diff",
      about: { en: "what changed between two checkpoints", zh: "两个检查点之间的变化" },
    },
    {
      command: "almanac compare llama-3 qwen2.5 deepseek-v3",
      about: { en: "releases, by their largest checkpoints", zh: "几次发布，按各自最大的检查点" },
    },
    {
      command: "almanac compare llama-2-70b llama-3-70b --field config --csv",
      about: { en: "configurations for a spreadsheet", zh: "把配置导入电子表格" },
    },
  ],
  async run(context) {
    const { runCompare } = await import("../compare/run.ts");
    return runCompare(context);
  },
});
