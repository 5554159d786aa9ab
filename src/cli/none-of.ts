import { nearest } from "../knowledge/nearest.ts";
import { visible } from "../knowledge/sanitise.ts";
import { type CliError, usageError } from "./errors.ts";

/** A value of an option that takes a few. `others`: what may be typed beside them, for the hint. */
export const noneOf = (option: string, value: string, choices: readonly string[], others: readonly string[] = []): CliError =>
  usageError(
    `${option} "${visible(value)}" is none of ${choices.join(", ")}`,
    `${option} “${visible(value)}”不在 ${choices.join("、")} 之中`,
    nearest(value.toLowerCase(), [...choices, ...others]),
  );
