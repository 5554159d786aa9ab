/** Bytes of the weights by storage format. */
import { amount, type Bytes } from "./amount.ts";
import { complete, isReady } from "./complete.ts";
import type { Configuration } from "./configuration.ts";
import { bitsOf, bytesOf, type Dtype } from "./dtypes.ts";
import { labels } from "./labels.ts";
import { rowsOf } from "./rows.ts";
import type { Step } from "./step.ts";
import { countOf, matrixCountOf } from "./term.ts";

export type Weights = Bytes & { readonly dtype: Dtype; readonly steps: readonly Step[] };

/** All of `count` values in one format. Files of block formats usually keep norms and some matrices in a wider one. */
export const weightBytes = (count: number, dtype: Dtype): Weights => {
  const bytes = bytesOf(count, dtype);
  const bits = bitsOf(dtype);
  const expression = `${count} × ${bits} / 8`;
  return { ...amount(bytes), dtype, steps: [{ label: labels.weights, formula: "N·bits / 8", expression, value: bytes, unit: "bytes" }] };
};

/** `at_least`: every weight in the format, where the configuration does not say which of them are in a wider one. */
export type Released = Bytes & { readonly dtype: Dtype; readonly at_least: boolean; readonly steps: readonly Step[] };

/**
 * What the weights take as the releaser stored them, where `quant_method` says how. MXFP4 of gpt-oss: the experts' matrices, whose
 * kernels know no other part (transformers `integrations/mxfp4.py`), everything else in 16 bits. FP8: which tensors it leaves out is in the
 * code and not in the configuration, so no more than a bound. Undefined of other methods: their widths are not in their names.
 */
export const releasedWeights = (configuration: Configuration): Released | undefined => {
  const ready = complete(configuration);
  if (!isReady(ready)) return undefined;
  const rows = rowsOf(ready.spec, ready.c).map(({ part, count, sum }) => {
    const times = typeof count === "number" ? count : count[1];
    return { total: times * countOf(sum), expert: part === "experts" ? times * matrixCountOf(sum) : 0 };
  });
  const total = rows.reduce((all, row) => all + row.total, 0);
  const label = labels.released;
  if (configuration.quant_method === "fp8") {
    const { bytes, gb, gib } = weightBytes(total, "float8");
    const step: Step = { label, formula: "≥ N", expression: `${total}`, value: bytes, unit: "bytes" };
    return { bytes, gb, gib, dtype: "float8", at_least: true, steps: [step] };
  }
  if (configuration.quant_method !== "mxfp4" || configuration.architecture !== "gpt_oss") return undefined;
  const experts = rows.reduce((all, row) => all + row.expert, 0);
  const bytes = bytesOf(experts, "mxfp4") + bytesOf(total - experts, "bfloat16");
  const expression = `${experts} × ${bitsOf("mxfp4")} / 8 + ${total - experts} × 2`;
  const step: Step = { label, formula: "N_experts·bits / 8 + 2·(N - N_experts)", expression, value: bytes, unit: "bytes" };
  return { ...amount(bytes), dtype: "mxfp4", at_least: false, steps: [step] };
};
