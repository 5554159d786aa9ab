/** A way in which a layer mixes tokens: what it weighs, what it keeps between tokens, what it computes. One entry of `kinds` each. */
import type { Spec } from "../architectures/spec.ts";
import type { Complete } from "../complete.ts";
import type { Key } from "../configuration.ts";
import type { Label } from "../step.ts";
import type { Sum } from "../term.ts";

/** Values kept for tokens: for every one, for the last `window` ones, for every `every`-th, or for those of the encoder's input. */
export type Stream = {
  readonly values: Sum;
  /** The key that says how many; `times` so many where that is not the number itself. */
  readonly window?: Key;
  readonly times?: number;
  readonly every?: number;
  readonly source?: true;
};

/** For how many tokens at most; undefined where there is no such limit or it is not given. */
export const windowOf = ({ window, times = 1 }: Stream, c: Complete): number | undefined => {
  const value = window && (c[window] as number | undefined);
  return value === undefined ? undefined : times * value;
};

/**
 * FLOP for `each` token that is seen, and `fixed` for all of them together: whatever their number, or where not every one counts alike,
 * after `n` of them. 2 a multiplication and addition.
 */
export type Mixing = (c: Complete, n: number) => { readonly each?: Sum; readonly fixed?: Sum };

export type Kind = {
  readonly label: Label;
  /** Part of the model its tensors are counted under; `attention` unless given. */
  readonly part?: "state_space";
  readonly tensors: (spec: Spec, c: Complete) => Sum;
  /** What is kept of the tokens; nothing unless given. */
  readonly kept?: (c: Complete) => readonly Stream[];
  /** The most tokens that one token attends to, where that is not how many are kept. */
  readonly sees?: (c: Complete) => number;
  /** What is kept whatever the length, in the 16 bits that the model computes in: a quantised cache leaves it alone. */
  readonly state?: (c: Complete) => Sum;
  /** The same where the reference code keeps it in 32 bits. */
  readonly state32?: (c: Complete) => Sum;
  /** Width of the softmax attention over the tokens before, d_attn of Kaplan et al., where such a layer has nothing else. */
  readonly attends?: (c: Complete) => Sum;
  /** FLOP of mixing one token with those before it, without projections. */
  readonly work: Mixing;
  /** The same for generating one token from what is kept, where that is another computation. */
  readonly decoding?: Mixing;
  /** The feed-forward part of such a layer, where it is not what the others have (models with one mixer a layer). */
  readonly feed?: "none" | "sparse" | "dense";
};
