/** Where a reader of tensor headers puts what it finds. */
import type { Cursor } from "./bytes.ts";
import { type Problems, quoted } from "./error.ts";
import type { Tensor } from "./tally.ts";

export type Sink = { readonly tensor: (tensor: Tensor, path: string) => void; readonly problems: Problems };

/** Of one file. The largest published checkpoints have some 210,000 over all their shards. */
export const maxTensors = 300_000;
/** Of a tensor's name, in bytes. */
export const maxName = 4096;
/** A shape longer than this is no tensor of a model. */
export const maxDimensions = 64;

export type Fail = (en: string, zh: string) => never;

/** What is wrong with one tensor, which stands at `at`. */
export const tensorFailure =
  (cursor: Cursor, name: string, at: number): Fail =>
  (en, zh) =>
    cursor.fail({ en: `tensor ${quoted(name)}: ${en}`, zh: `张量 ${quoted(name)}：${zh}` }, at);

/** Numbers appended one by one: neither an object for each nor a copy of all when there are more. */
export type Column = { readonly push: (value: number) => void; readonly at: (index: number) => number };

const chunk = 8192;

export const createColumn = (): Column => {
  const chunks: Float64Array[] = [];
  let length = 0;
  return {
    push: (value) => {
      if (length % chunk === 0) chunks.push(new Float64Array(chunk));
      chunks.at(-1)![length++ % chunk] = value;
    },
    at: (index) => chunks[Math.floor(index / chunk)]![index % chunk]!,
  };
};
