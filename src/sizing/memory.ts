/** Memory to train and to serve a model. Activations, fragmentation and runtime buffers are not in it: they belong to the software. */
import { amount, type Bytes, isCount } from "./amount.ts";
import { cachedBytes, kvCache } from "./cache.ts";
import type { NoAnswer } from "./complete.ts";
import type { Configuration } from "./configuration.ts";
import type { Dtype } from "./dtypes.ts";
import { labels } from "./labels.ts";
import { countParameters } from "./parameters.ts";
import { type Recipe, type RecipeName, recipes, type State, states } from "./recipes.ts";
import type { Step } from "./step.ts";
import { weightBytes } from "./weights.ts";

export type TrainingMemory = Bytes & {
  readonly recipe: RecipeName;
  readonly bytes_per_parameter: number;
  readonly parts: { readonly [S in State]: number };
  readonly steps: readonly Step[];
};

/** Weights, gradients and optimizer states of `count` parameters, summed over all devices. */
export const trainingMemory = (count: number, recipe: RecipeName): TrainingMemory => {
  const bytes: Recipe = recipes[recipe];
  const each = states.reduce((all, state) => all + bytes[state], 0);
  return {
    recipe,
    bytes_per_parameter: each,
    parts: Object.fromEntries(states.map((state) => [state, count * bytes[state]])) as TrainingMemory["parts"],
    ...amount(count * each),
    steps: [
      ...states
        .filter((state) => bytes[state] > 0)
        .map((state): Step => {
          const expression = `${count} × ${bytes[state]}`;
          return { label: labels[state], formula: `${bytes[state]}·N`, expression, value: count * bytes[state], unit: "bytes" };
        }),
      { label: labels.total, formula: `${each}·N`, expression: `${count} × ${each}`, value: count * each, unit: "bytes" },
    ],
  };
};

type ServingOptions = {
  readonly dtype?: Dtype;
  /** Bytes that the weights take, where that is known of a file: instead of all in `dtype`. */
  readonly stored?: number;
  readonly kvDtype?: Dtype;
  readonly batch?: number;
};

export type LargestContext = {
  /** Tokens of every sequence of the batch; 0 where not even the weights (and states) fit; null where length costs nothing more. */
  readonly context: number | null;
  /** The configuration's own limit, where it is the smaller one. */
  readonly beyond_positions: boolean;
  readonly memory: Bytes;
  readonly steps: readonly Step[];
};

/** A context no model comes near; what still fits here does not depend on the length. */
const beyondAll = 2 ** 40;

/** The longest context whose cache fits beside the weights in so many bytes; beside an encoder, with an input as long. */
export const largestContext = (
  configuration: Configuration,
  memory: number,
  { dtype = "bfloat16", kvDtype = "bfloat16", batch = 1, stored }: ServingOptions = {},
): LargestContext | NoAnswer => {
  const count = countParameters(configuration);
  if ("missing" in count) return count;
  const cache = kvCache(configuration, { dtype: kvDtype });
  if ("missing" in cache) return cache;
  const invalid = [...(Number.isFinite(memory) && memory > 0 ? [] : ["memory"]), ...(isCount(batch) ? [] : ["batch"])];
  if (invalid.length > 0) return { missing: [], invalid };
  const weights = stored ?? weightBytes(count.total, dtype).bytes;
  const fits = (context: number): boolean =>
    weights + cachedBytes(cache.layers, { dtype: kvDtype, context, batch, source: context }) <= memory;
  const context = longest(fits);
  const positions = configuration.max_position_embeddings;
  const label = labels.largest_context;
  const expression = `${weights} + ${batch} × cache(n) ≤ ${memory}`;
  return {
    context,
    beyond_positions: positions !== undefined && (context ?? Number.POSITIVE_INFINITY) > positions,
    memory: amount(memory),
    steps: [
      { label, formula: "max n: weights + B·cache(n) ≤ memory", expression, value: context ?? Number.POSITIVE_INFINITY, unit: "tokens" },
    ],
  };
};

/** The cache never shrinks with the length, so halving finds the last length that fits. */
const longest = (fits: (context: number) => boolean): number | null => {
  if (fits(beyondAll)) return null;
  let low = 0;
  let high = beyondAll;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
};
