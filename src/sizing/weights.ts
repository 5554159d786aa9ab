/** Bytes of the weights by storage format. */
import { amount, type Bytes } from "./amount.ts";
import { bitsOf, bytesOf, type Dtype } from "./dtypes.ts";
import { labels } from "./labels.ts";
import type { Step } from "./step.ts";

export type Weights = Bytes & { readonly dtype: Dtype; readonly steps: readonly Step[] };

/** All of `count` values in one format. Files of block formats usually keep norms and some matrices in a wider one. */
export const weightBytes = (count: number, dtype: Dtype): Weights => {
  const bytes = bytesOf(count, dtype);
  const bits = bitsOf(dtype);
  const expression = `${count} × ${bits} / 8`;
  return { ...amount(bytes), dtype, steps: [{ label: labels.weights, formula: "N·b / 8", expression, value: bytes, unit: "bytes" }] };
};
