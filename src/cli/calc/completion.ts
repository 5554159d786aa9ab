/** What `--model` adds to the inputs that are given. Types, and the completion that adds nothing. */
import type { LocalText, SourceRef } from "../../knowledge/record.ts";
import type { Taken } from "../../render/taken.ts";

export type Inputs = Readonly<Record<string, unknown>>;

export type Completed = {
  /** By name, as given or as the model has them. */
  readonly inputs: Inputs;
  readonly options: { readonly model?: string; readonly taken?: Readonly<Record<string, Taken>> };
  readonly sources: readonly SourceRef[];
  /** Of an input that was not given: where its value is from, or why it has none. */
  readonly origin?: (input: string) => LocalText | undefined;
  /** What stands under the result, once the inputs are checked. */
  readonly lines: (checked: Inputs) => readonly string[];
};

/** The result of a formula on which a constant rests: the formulas are in the chunk of `calc`, not in that of the models. */
export type EvaluateNamed = (id: string, inputs: Inputs) => unknown;

/** Numbers by position are placed by a model only: otherwise evaluation does. */
export type Completion = (own: Inputs, positional?: readonly string[]) => Completed;
