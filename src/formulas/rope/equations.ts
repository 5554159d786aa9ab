/** The equations of RoPE under its options. */
import type { Scaling } from "./scaling-input.ts";
import type { Layout } from "./shared.ts";

const clip = (inside: string): string => `\\operatorname{clip}\\left(${inside}, 0, 1\\right)`;
const enlarged = (growth: string): string => `\\theta'_i = (b')^{-2i/d}, \\quad b' = b \\, ${growth}^{d/(d-2)}`;
const bounds = (low: string, high: string): string =>
  `l = \\max(0, ${low}), \\quad h = \\min(d - 1, ${high}), \\quad c(\\beta) = \\frac{d \\ln \\frac{L_0}{2 \\pi \\beta}}{2 \\ln b}`;

/** The frequencies, and the factor of cos and sin where it is computed. */
export const frequencyEquations = {
  theta: "\\theta_i = b^{-2i/d}",
  linear: "\\theta'_i = \\frac{\\theta_i}{s}",
  ntk: enlarged("s"),
  dynamic_ntk: enlarged("\\left(\\frac{s \\max(L, L_0)}{L_0} - (s - 1)\\right)"),
  alpha: enlarged("\\alpha"),
  llama3: `\\theta'_i = \\left(\\frac{1 - \\gamma_i}{s} + \\gamma_i\\right) \\theta_i, \\quad \\gamma_i = ${clip(
    "\\frac{\\frac{L_0 \\theta_i}{2 \\pi} - \\alpha}{\\beta - \\alpha}",
  )}`,
  yarn: `\\theta'_i = \\left(1 - \\kappa_i + \\frac{\\kappa_i}{s}\\right) \\theta_i, \\quad \\kappa_i = ${clip("\\frac{i - l}{h - l}")}`,
  "yarn bounds": bounds("\\lfloor c(\\beta_{\\text{fast}}) \\rfloor", "\\lceil c(\\beta_{\\text{slow}}) \\rceil"),
  "yarn bounds untruncated": bounds("c(\\beta_{\\text{fast}})", "c(\\beta_{\\text{slow}})"),
  "yarn factor": "a = 0.1 \\ln s + 1",
  "yarn ratio": "a = \\frac{0.1 \\, m \\ln s + 1}{0.1 \\, m_{\\text{all}} \\ln s + 1}",
  longrope: "\\theta'_i = \\frac{\\theta_i}{\\lambda_i}",
  "longrope factor": "a = \\sqrt{1 + \\frac{\\ln s}{\\ln L_0}}",
} as const;

type FrequencyEquation = keyof typeof frequencyEquations;

/** Types whose factor of cos and sin is not 1 throughout. */
export const hasFactor = (scaling: Scaling | null): boolean => scaling?.type === "yarn" || scaling?.type === "longrope";

export const frequencyEquationsOf = (scaling: Scaling | null): readonly FrequencyEquation[] => {
  if (scaling === null) return ["theta"];
  const { type } = scaling;
  const isGiven = scaling.attention_factor !== undefined;
  if (type === "longrope") return ["theta", type, ...(isGiven ? [] : (["longrope factor"] as const))];
  if (type === "yarn") {
    const factor = scaling.mscale && scaling.mscale_all_dim ? "yarn ratio" : "yarn factor";
    const ramp = (scaling.truncate ?? true) ? "yarn bounds" : "yarn bounds untruncated";
    return ["theta", type, ramp, ...(isGiven ? [] : ([factor] as const))];
  }
  if (type === "ntk") return [type];
  if (type === "dynamic_ntk") return [scaling.alpha === undefined ? type : "alpha"];
  return ["theta", type];
};

const half = (layout: Layout): readonly [string, string] => (layout === "half" ? ["i", "i+d/2"] : ["2i", "2i+1"]);

/** A pair turned by φᵢ. */
const turn = (layout: Layout, factor: string): string => {
  const [first, second] = half(layout);
  const column = (letter: string): string => `\\begin{pmatrix} ${letter}_{${first}} \\\\ ${letter}_{${second}} \\end{pmatrix}`;
  const matrix = "\\begin{pmatrix} \\cos \\varphi_i & -\\sin \\varphi_i \\\\ \\sin \\varphi_i & \\cos \\varphi_i \\end{pmatrix}";
  return `${column("y")} = ${factor}${matrix} ${column("x")}`;
};

export const turnEquations = {
  interleaved: turn("interleaved", ""),
  half: turn("half", ""),
  "interleaved factor": turn("interleaved", "a "),
  "half factor": turn("half", "a "),
  angle: "\\varphi_i = m \\theta_i",
  "angle scaled": "\\varphi_i = m \\theta'_i",
  "angle back": "\\varphi_i = -m \\theta_i",
  "angle scaled back": "\\varphi_i = -m \\theta'_i",
} as const;

export const turnEquationsOf = (layout: Layout, scaling: Scaling | null, isBack: boolean): readonly (keyof typeof turnEquations)[] => [
  hasFactor(scaling) ? `${layout} factor` : layout,
  `angle${scaling === null ? "" : " scaled"}${isBack ? " back" : ""}` as keyof typeof turnEquations,
];

/** What R_m is, on one line. */
const rotated = (layout: Layout, theta: string): string => {
  const [first, second] = half(layout);
  const angle = `m ${theta}`;
  return `(R_m x)_{${first}} = x_{${first}} \\cos ${angle} - x_{${second}} \\sin ${angle}, \\quad (R_m x)_{${second}} = x_{${first}} \\sin ${angle} + x_{${second}} \\cos ${angle}`;
};

export const rotatedEquations = {
  "R interleaved": rotated("interleaved", "\\theta_i"),
  "R half": rotated("half", "\\theta_i"),
  "R interleaved scaled": rotated("interleaved", "\\theta'_i"),
  "R half scaled": rotated("half", "\\theta'_i"),
} as const;

export const rotatedEquationsOf = (layout: Layout, scaling: Scaling | null): readonly string[] => [
  `R ${layout}${scaling === null ? "" : " scaled"}`,
  ...frequencyEquationsOf(scaling),
];
