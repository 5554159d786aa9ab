/** The equations of attention under its options. */
import { frequencyEquations, hasFactor, rotatedEquations, rotatedEquationsOf } from "../rope/equations.ts";
import type { Rope } from "./rotated.ts";

type Options = {
  readonly causal: boolean;
  readonly scale: number | null;
  readonly alibi_slope: number | null;
  readonly sliding_window: number | null;
  readonly rope: Rope | null;
};

const products = {
  plain: "q_i \\cdot k_j",
  rotated: "(R_{m_i} q_i) \\cdot (R_{n_j} k_j)",
  "rotated factor": "a^2 (R_{m_i} q_i) \\cdot (R_{n_j} k_j)",
} as const;

/** Every product, with the usual scale or a given one, with and without ALiBi. */
const scores = Object.fromEntries(
  Object.entries(products).flatMap(([name, product]) =>
    [
      ["", `\\frac{${product}}{\\sqrt{d_k}}`],
      [" scale", `\\text{scale} \\cdot (${product})`],
    ].flatMap(([scale, scaled]) => [
      [`${name}${scale}`, `s_{ij} = ${scaled}`],
      [`${name}${scale} alibi`, `s_{ij} = ${scaled} - m (i - j)`],
    ]),
  ),
);

const seen = (keys: string): string =>
  `\\operatorname{Attention}_i = \\frac{\\sum_{j \\in J_i} e^{s_{ij}} v_j}{\\sum_{j \\in J_i} e^{s_{ij}}}, \\quad J_i = \\{ j \\mid ${keys} \\}`;

export const attentionEquations = {
  all: "\\operatorname{Attention}_i = \\frac{\\sum_j e^{s_{ij}} v_j}{\\sum_j e^{s_{ij}}}",
  causal: seen("j \\le i"),
  window: seen("j > i - W"),
  "causal window": seen("i - W < j \\le i"),
  ...scores,
  ...rotatedEquations,
  ...frequencyEquations,
};

export const attentionEquationsOf = ({ causal, scale, alibi_slope, sliding_window, rope }: Options): readonly string[] => {
  const mask = [...(causal ? ["causal"] : []), ...(sliding_window === null ? [] : ["window"])].join(" ");
  if (mask === "" && scale === null && alibi_slope === null && rope === null) return ["equation"];
  const scaling = rope?.scaling ?? null;
  const product = rope === null ? "plain" : hasFactor(scaling) ? "rotated factor" : "rotated";
  return [
    mask || "all",
    `${product}${scale === null ? "" : " scale"}${alibi_slope === null ? "" : " alibi"}`,
    ...(rope === null ? [] : rotatedEquationsOf(rope.layout, scaling)),
  ];
};
