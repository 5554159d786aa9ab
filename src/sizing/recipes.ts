/** What training keeps of every parameter, by recipe. */
export const states = ["weights", "gradients", "master", "first_moment", "second_moment"] as const;
export type State = (typeof states)[number];

/** Bytes a parameter of every tensor that Adam training keeps. */
export type Recipe = { readonly [S in State]: number };

export const recipes = {
  /** Everything in 32 bits: 16 bytes. */
  fp32: { weights: 4, gradients: 4, master: 0, first_moment: 4, second_moment: 4 },
  /** 16-bit weights and gradients, 32-bit master copy and moments: 16 bytes (ZeRO, arXiv 1910.02054 §3.1). */
  mixed: { weights: 2, gradients: 2, master: 4, first_moment: 4, second_moment: 4 },
  /** The same with gradients summed in 32 bits, as Megatron-LM's distributed optimizer keeps them: 18 bytes. */
  "mixed-fp32-gradients": { weights: 2, gradients: 4, master: 4, first_moment: 4, second_moment: 4 },
  /** Everything in 16 bits: 8 bytes. */
  bf16: { weights: 2, gradients: 2, master: 0, first_moment: 2, second_moment: 2 },
  /** Mixed with both moments in 8 bits (arXiv 2110.02861), their block scales left out: 10 bytes. */
  "adam-8bit": { weights: 2, gradients: 2, master: 4, first_moment: 1, second_moment: 1 },
} as const satisfies Readonly<Record<string, Recipe>>;
export type RecipeName = keyof typeof recipes;

export const recipeNames = Object.keys(recipes) as readonly RecipeName[];
