/** Inputs as given -> the checked inputs, the result and the working. */

import { readInputs } from "./arguments.ts";
import type { Arithmetic } from "./arithmetic.ts";
import { beyondDoubles } from "./beyond.ts";
import type { Formula, InputValues, LocalText, Outcome, Quantity, Rows, Show, Step } from "./define.ts";
import { equationsOf } from "./equations.ts";
import { inExactArithmetic } from "./exact/arithmetic.ts";
import { float64 } from "./float64/arithmetic.ts";
import { isShortened, shortList, shortNumber } from "./text.ts";

export type Numbers = number | readonly number[] | Rows<number>;

/** A number, or its text where no double holds it ("5e599"). */
export type StepNumber = number | string;

/** A line of the working: what it is, the formula with its numbers put in (Unicode), what came out. */
export type WorkingStep = {
  readonly label: LocalText | string;
  readonly expression: string;
  readonly value: StepNumber | readonly StepNumber[];
};

export type Result = Numbers | Readonly<Record<string, Numbers>>;

export type Evaluation = {
  readonly inputs: InputValues;
  readonly result: Result;
  readonly steps: readonly WorkingStep[];
  /** Names of the formula's equations that were evaluated. */
  readonly equations: readonly string[];
  /** The expressions of the working leave digits of numbers out, which were computed with all of theirs. */
  readonly shortened: boolean;
};

const isList = <T>(value: Quantity<T>): value is readonly T[] => Array.isArray(value);

/** Evaluates a body in one arithmetic. `working` false leaves `steps` empty and costs nothing for them. */
export const evaluateIn = <T>(
  arithmetic: Arithmetic<T>,
  formula: Formula,
  inputs: InputValues,
  working: boolean,
): Omit<Evaluation, "inputs"> => {
  const rounded = (value: Quantity<T> | Rows<T>): Numbers => {
    if (!isList<T | readonly T[]>(value)) return arithmetic.toNumber(value);
    return isList(value[0]) ? value.map((item) => rounded(item) as readonly number[]) : (value as readonly T[]).map(arithmetic.toNumber);
  };
  const held = (value: T): StepNumber => beyondDoubles(arithmetic, value) ?? arithmetic.toNumber(value);
  let shortened = false;
  const text = (value: T): string => {
    const number = held(value);
    shortened ||= typeof number === "string" || isShortened(number);
    return typeof number === "string" ? number.replaceAll("-", "−") : shortNumber(number);
  };
  const show: Show<T> = (value) => (isList(value) ? shortList(value.map(text)) : text(value));
  const steps: WorkingStep[] = [];
  const step: Step<T> = (label, expression, value) => {
    const shown: Quantity<T> = value;
    if (working) steps.push({ label, expression: expression(show), value: isList(shown) ? shown.map(held) : held(shown) });
    return value;
  };
  const equations = equationsOf(formula, inputs);
  const outcome: Outcome<T> = formula.evaluate(arithmetic, inputs, step);
  if (!formula.outputs) return { result: rounded(outcome as Quantity<T> | Rows<T>), steps, equations, shortened };
  const parts = outcome as Readonly<Record<string, Quantity<T> | Rows<T>>>;
  const given = Object.keys(formula.outputs).filter((key) => Object.hasOwn(parts, key));
  return { result: Object.fromEntries(given.map((key) => [key, rounded(parts[key]!)])), steps, equations, shortened };
};

export const evaluateExactly = (formula: Formula, inputs: InputValues, working: boolean): Omit<Evaluation, "inputs"> =>
  inExactArithmetic((arithmetic) => evaluateIn(arithmetic, formula, inputs, working));

/**
 * Reads the inputs (by name: text or JSON values; by position: text) and evaluates in exact arithmetic:
 * every number of the result and of the working is the exact real value rounded once to a double.
 * Throws InputError.
 */
export const evaluate = (
  formula: Formula,
  named: Readonly<Record<string, unknown>>,
  positional: readonly string[] = [],
  working = true,
): Evaluation => {
  const inputs = readInputs(formula, named, positional);
  return { inputs, ...evaluateExactly(formula, inputs, working) };
};

/**
 * Of a formula that works element by element: what makes a piece of the result from a piece of its first input, in doubles.
 * The other inputs are checked once.
 */
export const elementwiseInFloat64 = (
  formula: Formula,
  named: Readonly<Record<string, unknown>>,
): ((piece: readonly number[]) => readonly number[]) => {
  const [name] = Object.keys(formula.inputs) as [string];
  const inputs = readInputs(formula, { ...named, [name]: [0] });
  return (piece) => evaluateIn(float64, formula, { ...inputs, [name]: piece }, false).result as readonly number[];
};

/** The same in doubles with compensated sums: for much data, where the last digits do not matter. */
export const evaluateInFloat64 = (
  formula: Formula,
  named: Readonly<Record<string, unknown>>,
  positional: readonly string[] = [],
  working = true,
): Evaluation => {
  const inputs = readInputs(formula, named, positional);
  return { inputs, ...evaluateIn(float64, formula, inputs, working) };
};
