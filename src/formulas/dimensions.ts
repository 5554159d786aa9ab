/** Letters of shapes that many formulas share. */
import type { LocalText } from "./define.ts";

export const numbers = { n: { en: "how many numbers are given", zh: "给出的数的个数" } } as const satisfies Record<string, LocalText>;
export const scores = { n: { en: "how many scores are given", zh: "分数的个数" } } as const satisfies Record<string, LocalText>;
export const tokens = { T: { en: "tokens of the answer", zh: "回答的词元数" } } as const satisfies Record<string, LocalText>;
export const widths = {
  n: { en: "width of the input", zh: "输入的宽度" },
  m: { en: "width of gate and branch; n where W and V are left out", zh: "门与支路的宽度；不给 W、V 时即 n" },
} as const satisfies Record<string, LocalText>;
