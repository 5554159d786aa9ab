import { defineCommand } from "../command.ts";

export const exportRecord = defineCommand({
  name: "export",
  summary: {
    en: "The whole record as JSON, NDJSON, CSV or a folder of Markdown; JSON Schemas",
    zh: "导出全部资料：JSON、NDJSON、CSV 或 Markdown 文件夹，及 JSON Schema",
  },
  parameters: ["[kind]", "[schema-kind]"],
  options: [
    {
      name: "to",
      value: "path",
      about: {
        en: "a new file (JSON, NDJSON) or folder (CSV, TSV, Markdown)",
        zh: "新文件（JSON、NDJSON）或新文件夹（CSV、TSV、Markdown）",
      },
    },
  ],
  examples: [
    { command: "almanac export eras", about: { en: "one kind, as JSON", zh: "一个种类，JSON 格式" } },
    { command: "almanac export organisations --csv", about: { en: "a table", zh: "一张表" } },
    { command: "almanac export schema release", about: { en: "what a release looks like, as JSON Schema", zh: "发布的 JSON Schema" } },
  ],
  async run(context) {
    const { runExport } = await import("../export/run.ts");
    return runExport(context);
  },
});
