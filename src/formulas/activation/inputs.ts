/** Inputs that formulas of this family share. */

export const numbersInput = {
  kind: "vector",
  shape: ["n"],
  symbol: "x",
  about: { en: "the numbers to activate", zh: "要激活的数" },
} as const;

export const scoresInput = {
  kind: "vector",
  shape: ["n"],
  symbol: "x",
  about: { en: "the scores (logits)", zh: "分数（logits）" },
} as const;
