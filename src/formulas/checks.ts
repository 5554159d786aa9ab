/** What several formulas ask of their inputs. Each throws InputError naming the input. */
import { InputError } from "./input-error.ts";

export const requireSameLength = (
  path: string,
  values: { readonly length: number } | null,
  otherPath: string,
  other: { readonly length: number },
): void => {
  if (values === null || values.length === other.length) return;
  throw new InputError(path, {
    en: `${path} has ${elements(values.length)}, ${otherPath} has ${other.length}`,
    zh: `${path} 有 ${values.length} 个元素，${otherPath} 有 ${other.length} 个`,
  });
};

export const elements = (count: number): string => (count === 1 ? "1 element" : `${count} elements`);

export const requirePositive = (path: string, value: number): void => {
  if (value > 0 && value < Infinity) return;
  throw new InputError(path, { en: `${path} must be positive and finite, not ${value}`, zh: `${path} 必须是有限的正数，而不是 ${value}` });
};

export const requireNonNegative = (path: string, value: number | null): void => {
  if (value === null || (value >= 0 && value < Infinity)) return;
  throw new InputError(path, {
    en: `${path} must be zero or more and finite, not ${value}`,
    zh: `${path} 必须是有限的非负数，而不是 ${value}`,
  });
};

/** Rotated dimensions come in pairs, and there are no more of them than `most`. */
export const requirePairs = (path: string, dimension: number, most: number): void => {
  if (dimension >= 2 && dimension % 2 === 0 && dimension <= most) return;
  throw new InputError(path, {
    en: `${path} is ${dimension}; it must be even, at least 2 and at most ${most}: dimensions are rotated in pairs`,
    zh: `${path} 为 ${dimension}；维度成对旋转，因此它必须是 2 到 ${most} 之间的偶数`,
  });
};

/** A vector whose elements are rotated in pairs. */
export const requireEvenLength = (path: string, values: readonly number[]): void => {
  if (values.length % 2 === 0) return;
  throw new InputError(path, {
    en: `${path} has ${elements(values.length)}; it needs an even number: dimensions are rotated in pairs`,
    zh: `${path} 有 ${values.length} 个元素；维度成对旋转，元素个数必须是偶数`,
  });
};

export const requireFinite = (path: string, value: number): void => {
  if (Number.isFinite(value)) return;
  throw new InputError(path, { en: `${path} must be finite, not ${value}`, zh: `${path} 必须是有限的数，而不是 ${value}` });
};

export const requireFiniteAll = (path: string, values: readonly number[] | null): void => {
  const bad = values?.findIndex((value) => !Number.isFinite(value)) ?? -1;
  if (bad >= 0) requireFinite(`${path}[${bad}]`, values![bad]!);
};

/** The variance of `values` divides by their number less ddof. */
export const requireDdof = (ddof: number, path: string, values: readonly number[]): void => {
  requireNonNegative("ddof", ddof);
  if (ddof < values.length) return;
  throw new InputError("ddof", {
    en: `ddof is ${ddof}, ${path} has ${elements(values.length)}: the variance would divide by ${values.length - ddof}`,
    zh: `ddof 为 ${ddof}，而 ${path} 有 ${values.length} 个元素：方差的除数会是 ${values.length - ddof}`,
  });
};

/** How many there are of something: from 1 to `most`. */
export const requireCount = (path: string, value: number, most: number): void => {
  if (value >= 1 && value <= most) return;
  throw new InputError(path, {
    en: `${path} is ${value}; it must be from 1 to ${most}`,
    zh: `${path} 为 ${value}；它必须在 1 到 ${most} 之间`,
  });
};
