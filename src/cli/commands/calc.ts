import { calcOptions } from "../calc/options.ts";
import { defineCommand } from "../command.ts";

export const calc = defineCommand({
  name: "calc",
  summary: { en: "Evaluate a formula on numbers, right to the last place", zh: "用给定的数计算公式，精确到末位" },
  parameters: ["<formula>", "[numbers...]"],
  options: calcOptions,
  ownWords: true,
  examples: [
    { command: "almanac calc rmsnorm 1 2 3 4", about: { en: "numbers by position", zh: "按位置给数" } },
    {
      command: "almanac calc swiglu 1 2 --W '[[1,0],[0,1]]' --V @v.json",
      about: { en: "matrices as JSON or from a file", zh: "矩阵写成 JSON，或从文件读取" },
    },
    {
      command: "almanac calc rope 1 0 0 1 --position 3 --layout half --steps",
      about: { en: "with the working", zh: "给出演算过程" },
    },
    {
      command: "almanac calc rope-frequencies --model llama-3.1-8b",
      about: { en: "with the constants of a model, and where they come from", zh: "常数取自一个模型，并注明出处" },
    },
    { command: "almanac calc gae --explain", about: { en: "what every symbol means", zh: "逐个说明符号的含义" } },
    { command: "echo 1 2 3 | almanac calc rmsnorm -", about: { en: "numbers from standard input", zh: "从标准输入读数" } },
  ],
  async run(context) {
    return (await import("../calc/run.ts")).runCalc(context);
  },
});
