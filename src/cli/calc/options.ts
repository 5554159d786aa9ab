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
  {
    name: "explain",
    about: {
      en: "what every symbol means, its shape and default, and why terms have their signs; needs no numbers",
      zh: "逐个说明符号的含义、形状与默认值，以及各项符号的由来；可以不给数",
    },
  },
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
    name: "dtype",
    value: "f32|bf16|f16|f8e4m3",
    about: {
      en: "compute as programs do in this type, every operation rounded to it, and show the error against the exact result",
      zh: "按程序在该类型下的方式计算，每步运算都舍入到该类型，并给出相对精确结果的误差",
    },
  },
  {
    name: "arithmetic",
    value: "exact|float64",
    choices: ["exact", "float64"],
    about: {
      en: "exact, or doubles with compensated sums; exact when left out, float64 for more than 1 MB of input",
      zh: "精确计算，或用双精度加补偿求和；不给则精确计算，输入超过 1 MB 时用 float64",
    },
  },
  {
    name: "input",
    value: "file",
    about: {
      en: "NDJSON, one evaluation a line (- reads standard input); always answers NDJSON, without the working",
      zh: "NDJSON，每行计算一次（- 表示标准输入）；输出也是 NDJSON，不含演算过程",
    },
  },
];
