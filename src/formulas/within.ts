/**
 * For someone who waits while typing: exact arithmetic while that costs little, plain doubles beyond, nothing at all where even
 * those would be felt. What is counted are operations, not time: the same inputs give the same answer on every machine.
 */
import { readInputs } from "./arguments.ts";
import type { Arithmetic } from "./arithmetic.ts";
import type { Formula } from "./define.ts";
import { type Evaluation, evaluateIn } from "./evaluate.ts";
import { inExactArithmetic } from "./exact/arithmetic.ts";
import { float64 } from "./float64/arithmetic.ts";
import { drawFormula } from "./plot/draw.ts";
import type { Picture } from "./plot/picture.ts";

type Costs = Readonly<Partial<Record<keyof Arithmetic<unknown>, number>>>;

/** Operations that sum a series, in additions of the exact arithmetic at its first precision; any other counts as one. */
const series: Costs = { exp: 8, expm1: 8, log: 14, log1p: 14, erfc: 60, sin: 15, cos: 15, pow: 20 };
/** What they cost at each attempt of the exact arithmetic, as a multiple of the first, and what the others cost. */
const seriesGrowth = [1, 5, 40, 800] as const;
const growth = [1, 2, 4, 10] as const;

export type Limits = { readonly exact: number; readonly doubles: number; readonly picture: number };
/** About ten milliseconds each. */
export const whileTyping: Limits = { exact: 10_000, doubles: 300_000, picture: 300_000 };

class Spent extends Error {}

type Operation = (...operands: readonly unknown[]) => unknown;

const each = (operations: object, make: (name: string, operation: Operation) => Operation): Record<string, Operation> =>
  Object.fromEntries(Object.entries(operations).map(([name, operation]) => [name, make(name, operation as Operation)]));

const counted = <T>(arithmetic: Arithmetic<T>, cost: (name: keyof Costs) => number, spend: (cost: number) => void): Arithmetic<T> => {
  const { compound, recipes: _recipes, ...operations } = arithmetic;
  const single = each(operations, (name, operation) => {
    const price = cost(name as keyof Costs);
    return (a, b) => {
      spend(price);
      return operation(a, b);
    };
  });
  // What takes a list is paid by its length.
  const ofLists = each(compound ?? {}, (_name, operation) => (a, b) => {
    spend(Array.isArray(a) ? a.length : 1);
    return operation(a, b);
  });
  return { ...single, ...(compound ? { compound: ofLists } : {}) } as unknown as Arithmetic<T>;
};

const within = <R>(limit: number, compute: (spend: (cost: number) => void) => R): R | undefined => {
  let left = limit;
  try {
    return compute((cost) => {
      left -= cost;
      if (left < 0) throw new Spent();
    });
  } catch (error) {
    if (error instanceof Spent) return undefined;
    throw error;
  }
};

const doubles = (spend: (cost: number) => void): Arithmetic<number> => counted(float64, () => 1, spend);

export type QuickEvaluation = Evaluation & { readonly arithmetic: "exact" | "doubles" };

/** `undefined`: too much. In doubles there is no working. Throws InputError. */
export const evaluateWithin = (
  formula: Formula,
  named: Readonly<Record<string, unknown>>,
  working: boolean,
  limits: Limits = whileTyping,
): QuickEvaluation | undefined => {
  const inputs = readInputs(formula, named);
  const exact = within(limits.exact, (spend) => {
    let attempt = -1;
    return inExactArithmetic((arithmetic) => {
      attempt += 1;
      const cost = (name: keyof Costs): number => (series[name] === undefined ? growth[attempt]! : series[name] * seriesGrowth[attempt]!);
      return evaluateIn(counted(arithmetic, cost, spend), formula, inputs, working);
    });
  });
  if (exact) return { inputs, ...exact, arithmetic: "exact" };
  const rough = within(limits.doubles, (spend) => evaluateIn(doubles(spend), formula, inputs, false));
  return rough && { inputs, ...rough, arithmetic: "doubles" };
};

/** `undefined`: too much, or this formula has no picture. Throws InputError. */
export const drawWithin = (formula: Formula, named: Readonly<Record<string, unknown>>, limits: Limits = whileTyping): Picture | undefined =>
  formula.plot && within(limits.picture, (spend) => drawFormula(formula, named, [], "", doubles(spend)).picture);
