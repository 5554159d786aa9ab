import { swishOf } from "../activation/swish.ts";
import { defineFormula } from "../define.ts";
import { widths } from "../dimensions.ts";
import { gatePlot } from "./curve.ts";
import { affine, checkGated, gatedInputs, gatedUnit, requireRows } from "./unit.ts";

export const swiglu = defineFormula({
  id: "swiglu",
  aliases: [],
  title: { en: "SwiGLU", zh: "SwiGLU" },
  summary: {
    en: "GLU whose gate is Swish: the feed-forward layer of PaLM, LLaMA and most open models since. W is gate_proj, V up_proj, W2 down_proj.",
    zh: "以 Swish 作门的 GLU：PaLM、LLaMA 及此后多数开放模型的前馈层。W 即 gate_proj，V 即 up_proj，W2 即 down_proj。",
  },
  equation: "\\operatorname{SwiGLU}(x) = \\operatorname{Swish}_{\\beta}(xW + b) \\odot (xV + c)",
  equations: {
    layer: "\\operatorname{FFN}(x) = \\left(\\operatorname{Swish}_{\\beta}(xW + b) \\odot (xV + c)\\right) W_2",
  },
  equationsOf: ({ W2 }) => [W2 ? "layer" : "equation"],
  inputs: {
    ...gatedInputs,
    beta: { kind: "scalar", symbol: "β", default: 1, about: { en: "steepness of Swish", zh: "Swish 的陡峭程度" } },
    W2: {
      kind: "matrix",
      shape: ["m", "p"],
      symbol: "W₂",
      optional: true,
      about: {
        en: "the down projection: with it the result is the whole feed-forward layer",
        zh: "下投影矩阵：给出它，结果就是整个前馈层",
      },
    },
  },
  result: {
    symbol: "y",
    shape: ["m"],
    about: {
      en: "gate times branch, element by element; p numbers, the layer's output, where W2 is given",
      zh: "门与支路逐元素的积；给出 W2 时为整层的输出，共 p 个数",
    },
  },
  dimensions: { ...widths, p: { en: "width of the output", zh: "输出的宽度" } },
  examples: [
    {
      command: "almanac calc swiglu 1 2 --W '[[1,0],[0,1]]' --V '[[1,2],[3,4]]'",
      about: { en: "gate and branch", zh: "门与支路" },
    },
    {
      command: "almanac calc swiglu 1 2 --W '[[1,2],[3,4]]' --V '[[1,0],[0,1]]' --W2 '[[1],[1]]'",
      about: { en: "the whole feed-forward layer", zh: "整个前馈层" },
    },
  ],
  sources: ["shazeer-2020", "touvron-2023a"],
  check: ({ W2, ...inputs }) => {
    checkGated(inputs);
    requireRows("W2", W2, "xW", inputs.W?.[0]?.length ?? inputs.x.length);
  },
  evaluate: (a, { beta, W2, ...inputs }, step) => {
    const steepness = a.fromNumber(beta);
    const unit = gatedUnit(a, inputs, step, "SwiGLU(x)", { symbol: "Swish", apply: (value) => swishOf(a, value, steepness) });
    return W2 ? affine(a, unit, W2, null, "SwiGLU(x) W₂", step) : unit;
  },
  plot: gatePlot("Swish(g)", { id: "relu", name: "ReLU(g)" }),
});
