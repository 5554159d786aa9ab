import type { OptionSpec } from "../command.ts";

/** Of every formula; its inputs make the others. */
export const calcOptions: readonly OptionSpec[] = [
  { name: "steps", about: { en: "show the working", zh: "给出演算过程" } },
  {
    name: "plot",
    value: "range",
    optional: true,
    about: {
      en: "draw the formula, over a range a:b where it takes one; on text only, data formats leave it out",
      zh: "画出公式的图，可给范围 a:b；只用于文本输出，数据格式不含图",
    },
  },
  {
    name: "input",
    value: "file",
    about: {
      en: "NDJSON, one evaluation a line (- reads standard input); always answers NDJSON",
      zh: "NDJSON，每行计算一次（- 表示标准输入）；输出也是 NDJSON",
    },
  },
];
