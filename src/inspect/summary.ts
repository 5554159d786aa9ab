/** What `inspect` finds in a path, whatever the format: one summary for each model. */
import type { LocalText, Problem } from "./error.ts";
import type { GgufValue } from "./gguf-values.ts";
import type { DtypeSum, TensorGroup, Tensors } from "./tally.ts";

export type { DtypeSum, GgufValue, LocalText, Problem, TensorGroup, Tensors };

/** `config`: Hugging Face's config.json; `params`: Meta's or Mistral's params.json; the others by their format. */
export type Kind = "config" | "params" | "safetensors" | "gguf";

export type ReadFile = { readonly path: string /** In bytes. */; readonly size: number };

export type Configuration = {
  /** As the file has it; of GGUF in Hugging Face keys. For the sizing engine's normaliser. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly path: string;
  /** `gguf`: translated from the metadata of the model file itself. */
  readonly kind: "config" | "params" | "gguf";
};

/** The parts of a model in several files. */
export type Shards = {
  readonly count: number;
  readonly present: number;
  /** How many tensors all parts hold, present or not, as the index or the first part says. */
  readonly tensors: number | undefined;
  /** Bytes of all tensors as the index says. */
  readonly totalSize: number | undefined;
};

export type GgufDetails = {
  readonly version: number;
  readonly byteOrder: "little" | "big";
  readonly alignment: number;
  /** Of the first part. Long arrays and strings as their lengths. */
  readonly metadata: ReadonlyMap<string, GgufValue>;
};

export type Summary = {
  readonly kind: Kind;
  /** The file, the index or the first part: what this model is called here. */
  readonly path: string;
  readonly files: readonly ReadFile[];
  readonly configuration: Configuration | undefined;
  /** Undefined of a configuration alone. */
  readonly tensors: Tensors | undefined;
  readonly shards: Shards | undefined;
  /** `__metadata__` of a safetensors file or `metadata` of its index. */
  readonly metadata: Readonly<Record<string, unknown>> | undefined;
  readonly gguf: GgufDetails | undefined;
  readonly problems: readonly Problem[];
};
