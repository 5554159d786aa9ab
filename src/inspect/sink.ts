/** Where a reader of tensor headers puts what it finds. */
import type { Problems } from "./error.ts";
import type { Tensor } from "./tally.ts";

export type Sink = { readonly tensor: (tensor: Tensor, path: string) => void; readonly problems: Problems };

/** Of one file. The largest published checkpoints have some 200,000 over all their shards. */
export const maxTensors = 500_000;
/** Of a tensor's name, in bytes. */
export const maxName = 4096;
/** A shape longer than this is no tensor of a model. */
export const maxDimensions = 64;

/** Numbers appended one by one without an object for each. */
export type Column = { readonly push: (value: number) => void; readonly at: (index: number) => number };

export const createColumn = (): Column => {
  let values = new Float64Array(256);
  let length = 0;
  return {
    push: (value) => {
      if (length === values.length) {
        const larger = new Float64Array(2 * length);
        larger.set(values);
        values = larger;
      }
      values[length++] = value;
    },
    at: (index) => values[index]!,
  };
};
