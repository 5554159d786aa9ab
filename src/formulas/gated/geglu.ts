import { approximate, coefficient, geluEquations, geluOf, requireUsedCoefficient } from "../activation/gelu.ts";
import { defineFormula } from "../define.ts";
import { widths } from "../dimensions.ts";
import { gatePlot } from "./curve.ts";
import { checkGated, gatedInputs, gatedUnit } from "./unit.ts";

export const geglu = defineFormula({
  id: "geglu",
  aliases: [],
  title: { en: "GEGLU", zh: "GEGLU" },
  summary: {
    en: "GLU whose gate is GELU: the feed-forward layer of T5 1.1 and, with the tanh approximation, of Gemma.",
    zh: "以 GELU 作门的 GLU：T5 1.1 的前馈层；Gemma 也用它，其中的 GELU 取 tanh 近似式。",
  },
  equation: "\\operatorname{GEGLU}(x) = \\operatorname{GELU}(xW + b) \\odot (xV + c)",
  equations: geluEquations,
  equationsOf: ({ gelu_approximate }) => ["equation", gelu_approximate],
  inputs: {
    ...gatedInputs,
    gelu_approximate: { ...approximate, symbol: "gelu_approximate" },
    gelu_coefficient: coefficient,
  },
  result: { symbol: "y", shape: ["m"], about: { en: "gate times branch, element by element", zh: "门与支路逐元素的积" } },
  dimensions: widths,
  examples: [
    {
      command: "almanac calc geglu 1 -2 --W '[[1,2],[3,4]]' --V '[[1,0],[0,1]]'",
      about: { en: "with the exact GELU", zh: "用精确的 GELU" },
    },
    {
      command: "almanac calc geglu 1 -2 --W '[[1,2],[3,4]]' --gelu-approximate tanh",
      about: { en: "as in Gemma; V is the identity when left out", zh: "Gemma 的写法；不给 V 时用单位矩阵" },
    },
  ],
  sources: ["shazeer-2020", "hendrycks-2016", "gemma-code"],
  check: ({ gelu_approximate, gelu_coefficient, ...inputs }) => {
    checkGated(inputs);
    requireUsedCoefficient("gelu_coefficient", gelu_coefficient, "gelu_approximate", gelu_approximate);
  },
  evaluate: (a, { gelu_approximate, gelu_coefficient, ...inputs }, step) =>
    gatedUnit(a, inputs, step, "GEGLU(x)", {
      symbol: "GELU",
      apply: (value) => geluOf(a, value, gelu_approximate, gelu_coefficient),
    }),
  plot: gatePlot("GELU(g)", { id: "relu", name: "ReLU(g)" }),
});
