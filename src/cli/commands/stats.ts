import { groupings, measures } from "../../knowledge/statistics.ts";
import { defineCommand } from "../command.ts";

export const stats = defineCommand({
  name: "stats",
  summary: {
    en: "The record in numbers: releases by year and organisation, how sizes grew",
    zh: "以数字看历史：各年、各机构的发布，规模的增长",
  },
  parameters: [],
  options: [
    { name: "by", value: "what", choices: groupings, about: { en: "count releases by this", zh: "按这一项统计发布数" } },
    {
      name: "growth",
      value: "what",
      choices: measures,
      about: { en: "against time, on a logarithmic scale", zh: "随时间的变化（对数坐标）" },
    },
  ],
  examples: [
    { command: "almanac stats", about: { en: "an overview", zh: "概览" } },
    { command: "almanac stats --growth context", about: { en: "how contexts grew", zh: "上下文长度的增长" } },
    { command: "almanac stats --by concept --csv", about: { en: "which ideas are used most", zh: "哪些技术用得最多" } },
  ],
  async run(context) {
    const { runStats } = await import("../stats/run.ts");
    return runStats(context);
  },
});
