/**
 * Sums of products that carry their own formula: every tensor shape is written once and gives the count, the symbols
 * and the numbers. A matrix works on every token as a multiplication; a vector (bias, norm, mixing weight) does not.
 */

/** A symbol with its value, or a bare number. */
export type Factor = number | readonly [symbol: string, value: number];

export type Term = { readonly factors: readonly Factor[]; readonly matrix: boolean };

export type Sum = readonly Term[];

export const matrix = (...factors: Factor[]): Term => ({ factors, matrix: true });
export const vector = (...factors: Factor[]): Term => ({ factors, matrix: false });

/** The term if the condition holds, else nothing: for optional tensors inside a list. */
export const when = (condition: boolean | undefined, ...terms: Term[]): Sum => (condition ? terms : []);

const number = (factor: Factor): number => (typeof factor === "number" ? factor : factor[1]);
const product = (term: Term): number => term.factors.reduce<number>((all, factor) => all * number(factor), 1);

/** Exact while below 2^53, the nearest double beyond. */
export const countOf = (sum: Sum): number => sum.reduce((all, term) => all + product(term), 0);

/** Weights that one token is multiplied by. */
export const matrixCountOf = (sum: Sum): number => countOf(sum.filter((term) => term.matrix));

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const power = (count: number): string => (count === 1 ? "" : [...String(count)].map((digit) => superscripts[Number(digit)]).join(""));

const symbolic = (term: Term): string => {
  const constant = term.factors.reduce<number>((all, factor) => (typeof factor === "number" ? all * factor : all), 1);
  const seen = new Map<string, number>();
  for (const factor of term.factors) if (typeof factor !== "number") seen.set(factor[0], (seen.get(factor[0]) ?? 0) + 1);
  const symbols = [...seen].map(([symbol, times]) => symbol + power(times));
  return [...(constant === 1 && symbols.length > 0 ? [] : [String(constant)]), ...symbols].join("·");
};

/** Like terms together, in the order they were written: `D·H·d + H·d·D` reads `2·D·H·d`. */
const gathered = (sum: Sum): Sum => {
  const groups = new Map<string, { constant: number; symbols: Factor[]; matrix: boolean }>();
  for (const term of sum) {
    const symbols = term.factors.filter((factor) => typeof factor !== "number");
    const constant = term.factors.reduce<number>((all, factor) => (typeof factor === "number" ? all * factor : all), 1);
    const key = symbols
      .map(([symbol]) => symbol)
      .sort()
      .join("·");
    const group = groups.get(key);
    if (group) group.constant += constant;
    else groups.set(key, { constant, symbols, matrix: term.matrix });
  }
  return [...groups.values()].map(({ constant, symbols, matrix }) => ({
    factors: constant === 1 && symbols.length > 0 ? symbols : [constant, ...symbols],
    matrix,
  }));
};

export const formulaOf = (sum: Sum): string => gathered(sum).map(symbolic).join(" + ") || "0";

export const expressionOf = (sum: Sum): string =>
  gathered(sum)
    .map((term) => term.factors.map(number).join(" × "))
    .join(" + ") || "0";

/** `61 × (…)`, without brackets where there is one of it or one term in it. */
export const times = (count: Factor, sum: Sum): { readonly formula: string; readonly expression: string; readonly value: number } => {
  const inner = { formula: formulaOf(sum), expression: expressionOf(sum) };
  const many = gathered(sum).length > 1;
  const name = typeof count === "number" ? String(count) : count[0];
  const bracketed = (text: string): string => (many ? `(${text})` : text);
  return number(count) === 1
    ? { ...inner, value: countOf(sum) }
    : {
        formula: `${name}·${bracketed(inner.formula)}`,
        expression: `${number(count)} × ${bracketed(inner.expression)}`,
        value: number(count) * countOf(sum),
      };
};
