/** The exact arithmetic against the machine's own operations (IEEE 754: correctly rounded) and mpmath's functions. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inExactArithmetic } from "../../src/formulas/exact/arithmetic.ts";

const double = fc.double();
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

type Binary = "add" | "sub" | "mul" | "div";
const binary = (operation: Binary, x: number, y: number): number =>
  inExactArithmetic((a) => a.toNumber(a[operation](a.fromNumber(x), a.fromNumber(y))));
const machine: Readonly<Record<Binary, (x: number, y: number) => number>> = {
  add: (x, y) => x + y,
  sub: (x, y) => x - y,
  mul: (x, y) => x * y,
  div: (x, y) => x / y,
};

type Unary = "exp" | "expm1" | "log" | "log1p" | "sin" | "cos" | "sqrt" | "erfc";
const unary = (operation: Unary, x: number): number => inExactArithmetic((a) => a.toNumber(a[operation](a.fromNumber(x))));

/** The arithmetic has one zero; which sign a zero result has is not its business. */
const unsigned = (value: number): number => value + 0;

describe.each(Object.keys(machine) as Binary[])("%s", (operation) => {
  test("rounds as the machine does", () => {
    fc.assert(
      fc.property(double, double, (x, y) => {
        // x/−0 asks for the sign of a zero.
        if (operation === "div" && y === 0) return;
        expect(unsigned(binary(operation, x, y))).toBe(unsigned(machine[operation](x, y)));
      }),
      { numRuns: 2000 },
    );
  });
});

test("sqrt rounds as the machine does", () => {
  fc.assert(
    fc.property(double, (x) => {
      expect(unsigned(unary("sqrt", x))).toBe(unsigned(Math.sqrt(x)));
    }),
    { numRuns: 2000 },
  );
});

test("a double comes back as it went in", () => {
  fc.assert(
    fc.property(double, (x) => {
      expect(inExactArithmetic((a) => a.toNumber(a.fromNumber(x)))).toBe(unsigned(x));
    }),
  );
});

test("sums lose nothing, whatever the order and the size", () => {
  fc.assert(
    fc.property(fc.array(finite, { maxLength: 8 }), finite, (values, kept) => {
      const signed = [...values, kept, ...values.map((value) => -value)];
      const total = inExactArithmetic((a) => a.toNumber(signed.map(a.fromNumber).reduce(a.add)));
      expect(unsigned(total)).toBe(unsigned(kept));
    }),
  );
});

test("what cancels through a rounded quotient is found", () => {
  const rest = inExactArithmetic((a) => {
    const third = a.div(a.fromNumber(1), a.fromNumber(3));
    const one = a.add(third, a.add(third, third));
    return a.toNumber(a.sub(a.add(one, a.fromNumber(1e-300)), a.fromNumber(1)));
  });
  expect(rest).toBe(1e-300);
});

test("a zero that no precision proves is still answered", () => {
  const zero = inExactArithmetic((a) => {
    const third = a.div(a.fromNumber(1e300), a.fromNumber(3));
    const nothing = a.sub(a.add(third, a.add(third, third)), a.fromNumber(1e300));
    return [a.toNumber(nothing), a.compare(nothing, a.fromNumber(0)), a.isZero(nothing), a.toNumber(a.sqrt(a.abs(nothing)))];
  });
  expect(zero.slice(0, 3)).toEqual([0, 0, true]);
});

test("powers of exact logarithms come out whole", () => {
  const power = (base: number, exponent: number): number =>
    inExactArithmetic((a) => a.toNumber(a.pow(a.fromNumber(base), a.fromNumber(exponent))));
  expect(power(10_000, -0.5)).toBe(0.01);
  expect(power(2, -1074)).toBe(5e-324);
  expect(power(4, -0.5)).toBe(0.5);
  expect(power(7, 0)).toBe(1);
});

test("exp reaches over and under every double without fail", () => {
  for (const x of [1e4, 1e15, 1e17, 1e300, Infinity]) {
    expect(unary("exp", x)).toBe(Infinity);
    expect(unary("exp", -x)).toBe(0);
  }
});

test("domains end as IEEE 754 says", () => {
  expect(unary("log", 0)).toBe(-Infinity);
  expect(unary("log", -1)).toBeNaN();
  expect(unary("log1p", -1)).toBe(-Infinity);
  expect(unary("sqrt", -1)).toBeNaN();
  expect(unary("sin", Infinity)).toBeNaN();
  expect(unary("cos", Number.NaN)).toBeNaN();
});

type Point = { readonly function: Unary; readonly x: number; readonly result: number | string };
const points = ["functions.oracle.json", "erfc.oracle.json"].flatMap(
  (name) => JSON.parse(readFileSync(join(import.meta.dirname, name), "utf8")) as Point[],
);

describe.each([...new Set(points.map((point) => point.function))])("%s", (name) => {
  test("is the exact value rounded once", () => {
    for (const point of points.filter((one) => one.function === name)) {
      expect(unsigned(unary(name, point.x)), `${name}(${point.x})`).toBe(Number(point.result));
    }
  });
});
