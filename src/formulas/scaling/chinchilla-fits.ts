/** The published constants of L(N, D) = E + A/N^α + B/D^β. */
import type { InputSpec } from "../define.ts";

export type Fit = { readonly E: number; readonly A: number; readonly B: number; readonly alpha: number; readonly beta: number };

/** Hoffmann 2022, approach 3 (section 3.3, as printed), and the refit of Besiroglu 2024. */
export const fits = {
  hoffmann: { E: 1.69, A: 406.4, B: 410.7, alpha: 0.34, beta: 0.28 },
  besiroglu: { E: 1.8172, A: 482.01, B: 2085.43, alpha: 0.3478, beta: 0.3658 },
} as const satisfies Readonly<Record<string, Fit>>;

export const fitChoice = {
  kind: "choice",
  symbol: "constants",
  choices: ["hoffmann", "besiroglu"],
  about: {
    en: "hoffmann: 1.69, 406.4, 410.7, 0.34, 0.28 as the paper prints them (approach 3); besiroglu: 1.8172, 482.01, 2085.43, 0.3478, 0.3658, the refit of 2024",
    zh: "hoffmann：论文所印的 1.69、406.4、410.7、0.34、0.28（方法三）；besiroglu：2024 年重新拟合的 1.8172、482.01、2085.43、0.3478、0.3658",
  },
} as const satisfies InputSpec;
