/** What is kept of a model's tensors: sums, and the tensors that differ only by a number in their names as one group. */
import { InspectError, type LocalText, type Problems, plain } from "./error.ts";
import { createPeers } from "./peers.ts";

export type Tensor = {
  readonly name: string;
  readonly dtype: string;
  /** Outermost dimension first, as PyTorch and NumPy have it. */
  readonly shape: readonly number[];
  readonly parameters: bigint;
  readonly bytes: bigint;
};

export type TensorGroup = {
  /** The name with `*` for every part that is a number: `model.layers.*.mlp.up_proj.weight`. */
  readonly name: string;
  /** The name of the first of them. */
  readonly first: string;
  readonly count: number;
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Of all of them together. */
  readonly parameters: bigint;
  readonly bytes: bigint;
};

export type DtypeSum = { readonly dtype: string; readonly count: number; readonly parameters: bigint; readonly bytes: bigint };

export type Tensors = {
  readonly count: number;
  /** Sum over tensors of the product of the shape. Packed formats (U8, I32 of 4-bit weights) count their stored elements. */
  readonly parameters: bigint;
  readonly bytes: bigint;
  /** Most bytes first. */
  readonly dtypes: readonly DtypeSum[];
  /** In the order of the file; at most `maxGroups`, and then `problems` says so. */
  readonly groups: readonly TensorGroup[];
  /** Layers whose tensors differ from nearly all the others'. No fault where the configuration asks for it. */
  readonly odd: readonly LocalText[];
};

export type Tally = { readonly add: (tensor: Tensor, path: string) => void; readonly result: () => Tensors };

const maxGroups = 4000;
/** Of the names of all groups together, in UTF-16 code units. */
const maxNames = 1_000_000;
const maxDtypes = 64;

type Sum<T> = { -readonly [K in keyof T]: T[K] };

const pattern = (name: string): string => name.replace(/(?<![^.])\d+(?![^.])/g, "*");

const include = (sum: Sum<DtypeSum>, tensor: Tensor): void => {
  sum.count++;
  sum.parameters += tensor.parameters;
  sum.bytes += tensor.bytes;
};

export const createTally = (problems: Problems): Tally => {
  const dtypes = new Map<string, Sum<DtypeSum>>();
  const groups = new Map<string, Sum<TensorGroup>>();
  const peers = createPeers();
  let names = 0;

  const group = (tensor: Tensor, path: string): void => {
    const name = pattern(tensor.name);
    const key = `${tensor.dtype} ${tensor.shape.join("x")} ${name}`;
    const found = groups.get(key);
    if (found) {
      include(found, tensor);
      return;
    }
    names += key.length + name.length + tensor.name.length;
    if (groups.size >= maxGroups || names > maxNames) {
      problems.add("truncated-list", path, {
        en: "more kinds of tensors than are listed; all are counted",
        zh: "张量种类过多，未全部列出；计数包含全部",
      });
      return;
    }
    const { dtype, shape, parameters, bytes } = tensor;
    groups.set(key, { name: plain(name), first: plain(tensor.name), count: 1, dtype, shape, parameters, bytes });
  };

  return {
    add: (tensor, path) => {
      const { dtype, parameters, bytes } = tensor;
      const sum = dtypes.get(dtype);
      if (sum) include(sum, tensor);
      else if (dtypes.size < maxDtypes) dtypes.set(dtype, { dtype, count: 1, parameters, bytes });
      else throw new InspectError(path, undefined, { en: `more than ${maxDtypes} element types`, zh: `元素类型超过 ${maxDtypes} 种` });
      group(tensor, path);
      peers.add(tensor.name, tensor.shape);
    },
    result: () => {
      const sums = [...dtypes.values()];
      return {
        count: sums.reduce((total, sum) => total + sum.count, 0),
        parameters: sums.reduce((total, sum) => total + sum.parameters, 0n),
        bytes: sums.reduce((total, sum) => total + sum.bytes, 0n),
        dtypes: sums.sort((a, b) => (a.bytes < b.bytes ? 1 : a.bytes > b.bytes ? -1 : 0)),
        groups: [...groups.values()],
        odd: peers.odd(),
      };
    },
  };
};
