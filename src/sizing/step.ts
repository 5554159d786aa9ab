/** How a number came about, line by line: what a reader can check with a pocket calculator. */

export type Label = { readonly en: string; readonly zh: string };

export type Unit = "parameters" | "bytes" | "elements" | "FLOP" | "tokens" | "GB" | "GiB";

export type Step = {
  readonly label: Label;
  /** The rule in the symbols of the field: `2·G·d`. */
  readonly formula: string;
  /** The same with this configuration's numbers: `2 × 8 × 128`. */
  readonly expression: string;
  /** Nearest double; an integer below 2^53 is exact. */
  readonly value: number;
  /** All digits, where the value is an integer of 2^53 or more. */
  readonly exact?: string;
  readonly unit: Unit;
};
