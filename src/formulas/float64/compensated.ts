/**
 * Sums and dot products of doubles that carry their rounding errors along (Ogita, Rump and Oishi 2005: Sum2, Dot2): as good
 * as computed with twice the digits and rounded once.
 */

/** a + b = sum + error, exactly. */
const errorOfSum = (a: number, b: number, total: number): number => {
  const part = total - a;
  return a - (total - part) + (b - part);
};

const splitter = 2 ** 27 + 1;

/** a · b = product + error, exactly, while nothing overflows (Dekker 1971). */
export const errorOfProduct = (a: number, b: number, product: number): number => {
  const [wideA, wideB] = [splitter * a, splitter * b];
  const [highA, highB] = [wideA - (wideA - a), wideB - (wideB - b)];
  const [lowA, lowB] = [a - highA, b - highB];
  return lowA * lowB - (product - highA * highB - lowA * highB - highA * lowB);
};

/** What overflowed has no error worth adding. */
const joined = (total: number, error: number): number => (Number.isFinite(error) ? total + error : total);

const parts = (values: readonly number[]): { total: number; error: number } => {
  let total = 0;
  let error = 0;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i]!;
    const next = total + value;
    error += errorOfSum(total, value, next);
    total = next;
  }
  return { total, error };
};

export const sum = (values: readonly number[]): number => {
  const { total, error } = parts(values);
  return joined(total, error);
};

export const dot = (x: readonly number[], y: readonly number[]): number => {
  let total = 0;
  let error = 0;
  for (let i = 0; i < x.length; i += 1) {
    const [a, b] = [x[i]!, y[i]!];
    const product = a * b;
    const next = total + product;
    error += errorOfSum(total, product, next) + errorOfProduct(a, b, product);
    total = next;
  }
  return joined(total, error);
};

/** The mean, and every value less the mean as it is before it is rounded. */
export const centred = (values: readonly number[]): { readonly mean: number; readonly centred: number[] } => {
  const count = values.length;
  const { total, error } = parts(values);
  const mean = joined(total, error) / count;
  const multiple = mean * count;
  const rest = (total - multiple - errorOfProduct(mean, count, multiple) + error) / count;
  const correction = Number.isFinite(rest) ? rest : 0;
  return {
    mean,
    centred: values.map((value) => {
      const difference = value - mean;
      return joined(difference, errorOfSum(value, -mean, difference) - correction);
    }),
  };
};

/** e^x − 1 − x: near 0 by its series, where the difference would cancel; NaN of NaN. */
export const expm1Less = (x: number): number => {
  if (!(Math.abs(x) < 0.5)) return Math.expm1(x) - x;
  let term = (x * x) / 2;
  let total = 0;
  for (let n = 3; Math.abs(term) > Math.abs(total) * 2 ** -56; n += 1) {
    total += term;
    term *= x / n;
  }
  return total;
};
