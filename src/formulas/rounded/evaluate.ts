/** A formula computed as programs compute it in a type, beside the exact result. */
import { readInputs } from "../arguments.ts";
import type { Formula, InputSpec, InputValue, InputValues, LocalText } from "../define.ts";
import { type Evaluation, evaluateExactly, evaluateIn, type Numbers, type Result } from "../evaluate.ts";
import { roundedArithmetic } from "./arithmetic.ts";
import { type Format, roundTo, spacing } from "./formats.ts";

/** All of the shape of the result. */
export type Errors = {
  /** Of the numbers as they were given, rounded once to a double. */
  readonly result: Result;
  /** Rounded less exact. */
  readonly error: Result;
  /** |error| / |exact|. */
  readonly relative: Result;
  /** |error| in units in the last place: the distance of neighbouring numbers of the type at the exact result. */
  readonly ulp: Result;
};

export type RoundedEvaluation = Evaluation & {
  readonly format: Format;
  readonly exact: Errors;
  /** What the formula itself has to say about this type. */
  readonly note: LocalText | undefined;
};

type Round = (value: number) => number;

const isTensor = ({ kind, isCount }: InputSpec): boolean =>
  !isCount && (kind === "vector" || kind === "list" || kind === "matrix" || kind === "completions");

const roundAll = (value: InputValue, round: Round): InputValue => {
  if (typeof value === "number") return round(value);
  if (Array.isArray(value)) return value.map((item) => roundAll(item, round)) as InputValue;
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, roundAll(item as InputValue, round)]));
  return value;
};

/** Tensors are rounded before anything looks at them; numbers that stand alone where they meet one. */
const roundTensors = (formula: Formula, inputs: InputValues, round: Round): InputValues =>
  Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [name, isTensor(formula.inputs[name]!) ? roundAll(value, round) : value]),
  );

type Combine = (rounded: number, exact: number) => number;

const combineNumbers = (rounded: Numbers, exact: Numbers, combine: Combine): Numbers =>
  typeof rounded === "number"
    ? combine(rounded, exact as number)
    : (rounded.map((item, i) => combineNumbers(item, (exact as readonly number[])[i]!, combine)) as Numbers);

const isNumbers = (result: Result): result is Numbers => typeof result === "number" || Array.isArray(result);

const combineResults = (rounded: Result, exact: Result, combine: Combine): Result =>
  isNumbers(rounded)
    ? combineNumbers(rounded, exact as Numbers, combine)
    : Object.fromEntries(
        Object.entries(rounded).map(([key, value]) => [key, combineNumbers(value, (exact as Record<string, Numbers>)[key]!, combine)]),
      );

/** Equal infinities and NaN beside NaN differ by nothing. */
const difference: Combine = (rounded, exact) => (rounded === exact || (Number.isNaN(rounded) && Number.isNaN(exact)) ? 0 : rounded - exact);

const share = (part: number, whole: number): number => (part === 0 ? 0 : part / whole);

/**
 * As frameworks compute: tensors and constants rounded first, then every operation rounded, in the frameworks' order of
 * operations. The exact result is that of the inputs as given. Throws InputError.
 */
export const evaluateRounded = (
  formula: Formula,
  named: Readonly<Record<string, unknown>>,
  positional: readonly string[],
  format: Format,
  working = true,
): RoundedEvaluation => {
  const inputs = readInputs(formula, named, positional);
  const exact = evaluateExactly(formula, inputs, false).result;
  const round = roundTo(format);
  const rounded = evaluateIn(roundedArithmetic(format), formula, roundTensors(formula, inputs, round), working);
  const compare = (combine: Combine): Result => combineResults(rounded.result, exact, combine);
  const unit = (value: number): number => (Number.isFinite(value) ? spacing(format, value) : 1);
  return {
    inputs,
    ...rounded,
    format,
    exact: {
      result: exact,
      error: compare(difference),
      relative: compare((value, wanted) => share(Math.abs(difference(value, wanted)), Math.abs(wanted))),
      ulp: compare((value, wanted) => share(Math.abs(difference(value, wanted)), unit(wanted))),
    },
    note: formula.roundingNote?.(inputs, { id: format.id, round, spacing: (value) => spacing(format, value) }),
  };
};
