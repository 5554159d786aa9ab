import { reluOf } from "../activation/relu.ts";
import { sigmoidOf } from "../activation/sigmoid.ts";
import { defineFormula } from "../define.ts";
import { widths } from "../dimensions.ts";
import { gatePlot } from "./curve.ts";
import { checkGated, gatedInputs, gatedUnit } from "./unit.ts";

export const glu = defineFormula({
  id: "glu",
  aliases: ["gated-linear-unit"],
  title: { en: "GLU", zh: "GLU（门控线性单元）" },
  summary: {
    en: "A linear map times a sigmoid gate made from the same input. The gate is the W branch; torch's glu gates with the second half instead.",
    zh: "线性变换乘以由同一输入算出的 sigmoid 门。门是 W 支路；torch 的 glu 则用后一半作门。",
  },
  equation: "\\operatorname{GLU}(x) = \\sigma(xW + b) \\odot (xV + c)",
  inputs: gatedInputs,
  result: { symbol: "y", shape: ["m"], about: { en: "gate times branch, element by element", zh: "门与支路逐元素的积" } },
  dimensions: widths,
  examples: [
    {
      command: "almanac calc glu 1 2 --W '[[1,2],[3,4]]' --V '[[1,0],[0,1]]'",
      about: { en: "xW = [7, 10]: rows of W belong to elements of x", zh: "xW = [7, 10]：W 的每一行对应 x 的一个元素" },
    },
  ],
  sources: ["dauphin-2016", "shazeer-2020"],
  check: checkGated,
  evaluate: (a, inputs, step) => gatedUnit(a, inputs, step, "GLU(x)", { symbol: "σ", apply: (value) => sigmoidOf(a, value) }),
  plot: gatePlot("σ(g)"),
});

export const bilinear = defineFormula({
  id: "bilinear",
  aliases: [],
  title: { en: "Bilinear gate", zh: "双线性门（Bilinear）" },
  summary: {
    en: "GLU without an activation: the product of two linear maps of the same input.",
    zh: "去掉激活函数的 GLU：同一输入的两个线性变换逐元素相乘。",
  },
  equation: "\\operatorname{Bilinear}(x) = (xW + b) \\odot (xV + c)",
  inputs: gatedInputs,
  result: { symbol: "y", shape: ["m"], about: { en: "gate times branch, element by element", zh: "门与支路逐元素的积" } },
  dimensions: widths,
  examples: [
    {
      command: "almanac calc bilinear 1 2 --W '[[1,2],[3,4]]'",
      about: { en: "V is the identity when left out", zh: "不给 V 时用单位矩阵" },
    },
  ],
  sources: ["dauphin-2016", "shazeer-2020"],
  check: checkGated,
  evaluate: (a, inputs, step) => gatedUnit(a, inputs, step, "Bilinear(x)"),
  plot: gatePlot("g"),
});

export const reglu = defineFormula({
  id: "reglu",
  aliases: [],
  title: { en: "ReGLU", zh: "ReGLU" },
  summary: {
    en: "GLU whose gate is a ReLU: it shuts exactly where xW + b is negative.",
    zh: "以 ReLU 作门的 GLU：xW + b 为负处，门完全关闭。",
  },
  equation: "\\operatorname{ReGLU}(x) = \\max(0, xW + b) \\odot (xV + c)",
  inputs: gatedInputs,
  result: { symbol: "y", shape: ["m"], about: { en: "gate times branch, element by element", zh: "门与支路逐元素的积" } },
  dimensions: widths,
  examples: [
    {
      command: "almanac calc reglu 1 -2 --W '[[1,2],[3,4]]' --V '[[1,0],[0,1]]'",
      about: { en: "a shut gate gives 0", zh: "门关闭时结果为 0" },
    },
  ],
  sources: ["shazeer-2020"],
  check: checkGated,
  evaluate: (a, inputs, step) => gatedUnit(a, inputs, step, "ReGLU(x)", { symbol: "ReLU", apply: (value) => reluOf(a, value) }),
  plot: gatePlot("ReLU(g)"),
});
