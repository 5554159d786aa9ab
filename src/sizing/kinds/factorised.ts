/** Multi-matrix factorization attention (MFA; arXiv 2412.19255, Step-3 arXiv 2507.19427): low-rank queries for many wide heads, one head of keys and values. */
import { matrix, vector } from "../term.ts";
import type { Kind } from "./kind.ts";
import { widths } from "./widths.ts";

export const factorised: Kind = {
  label: { en: "factorised attention (MFA)", zh: "多矩阵分解注意力（MFA）" },
  tensors: (_spec, c) => {
    const { D, H, G, d, rq } = widths(c);
    return [matrix(D, rq), vector(rq), matrix(rq, H, d), matrix(2, D, G, d), matrix(H, d, D)];
  },
  kept: (c) => {
    const { G, d } = widths(c);
    return [{ values: [matrix(2, G, d)] }];
  },
  work: (c) => {
    const { H, d } = widths(c);
    return { each: [matrix(4, H, d)] };
  },
};
