import type { OptionSpec } from "../command.ts";

/** Of every formula; its inputs make the others. */
export const calcOptions: readonly OptionSpec[] = [
  {
    name: "model",
    value: "name",
    about: {
      en: "take constants (θ, ε, layout, scaling …) from the record of a checkpoint or release; what is given beside it wins",
      zh: "常数（θ、ε、配对方式、缩放等）取自某个检查点或发布的资料；另行给出的优先",
    },
  },
  { name: "steps", about: { en: "show the working", zh: "给出演算过程" } },
  {
    name: "input",
    value: "file",
    about: {
      en: "NDJSON, one evaluation a line (- reads standard input); always answers NDJSON",
      zh: "NDJSON，每行计算一次（- 表示标准输入）；输出也是 NDJSON",
    },
  },
];
