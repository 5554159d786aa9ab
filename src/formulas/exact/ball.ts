/**
 * Binary floating point on BigInt with an error bound: the real number lies within 2^error of mantissa × 2^exponent.
 * Sums and products of doubles stay exact (error −∞); whatever has to be rounded carries how far off it may be,
 * so that a result is either provably the right double or asks for more precision (`Undecided`).
 * NaN and the infinities have exponent NaN and Infinity; an infinity's mantissa is its sign.
 */
export type Ball = { readonly mantissa: bigint; readonly exponent: number; readonly error: number };

export type Context = {
  /** Bits kept of a rounded mantissa. */
  readonly precision: number;
  /** The last attempt: decide by the midpoint what the bounds leave open. */
  readonly final: boolean;
};

/** The bounds are too wide at this precision. */
export class Undecided extends Error {}

/** Exact results keep every bit up to here: a sum of products of doubles needs 4,300, the product of two such sums twice that. */
const exactBits = 16_384;

const view = new DataView(new ArrayBuffer(8));

/** An n with |value| < 2^n, and 2^(n−2) <= |value| for value ≠ 0; 0 for 0. */
export const sizeOf = (value: bigint): number => {
  const near = Number(value);
  if (near === 0) return 0;
  if (Number.isFinite(near)) {
    view.setFloat64(0, near);
    return ((view.getUint32(0) >>> 20) & 0x7ff) - 1022;
  }
  const digits = (value < 0n ? -value : value).toString(16);
  return digits.length * 4 - Math.clz32(Number.parseInt(digits[0]!, 16)) + 28;
};

export const bitLength = (value: bigint): number => {
  const magnitude = value < 0n ? -value : value;
  const size = sizeOf(magnitude);
  return size > 0 && magnitude >> BigInt(size - 1) === 0n ? size - 1 : size;
};

export const notANumber: Ball = { mantissa: 0n, exponent: Number.NaN, error: -Infinity };
export const isSpecial = (ball: Ball): boolean => !Number.isFinite(ball.exponent);

/** A double that behaves as the ball does beside infinities and NaN: only its sign matters. */
export const shadow = (ball: Ball): number => {
  if (Number.isNaN(ball.exponent)) return Number.NaN;
  const sign = ball.mantissa > 0n ? 1 : ball.mantissa < 0n ? -1 : 0;
  return ball.exponent === Infinity ? sign * Infinity : sign;
};

export const exactBall = (mantissa: bigint, exponent: number): Ball => ({ mantissa, exponent, error: -Infinity });
export const zero = exactBall(0n, 0);
export const one = exactBall(1n, 0);
export const isExact = (ball: Ball): boolean => ball.error === -Infinity;
export const isExactZero = (ball: Ball): boolean => ball.mantissa === 0n && isExact(ball) && !isSpecial(ball);

/** log2 of an upper bound of the midpoint's magnitude; −∞ for 0. */
export const magnitude = (ball: Ball): number => (ball.mantissa === 0n ? -Infinity : sizeOf(ball.mantissa) + ball.exponent);

/** log2(2^a + 2^b), never too small. */
export const addErrors = (a: number, b: number): number => {
  const high = Math.max(a, b);
  const low = Math.min(a, b);
  return low === -Infinity ? high : high + Math.log2(1 + 2 ** (low - high)) + 2 ** -20;
};

/** Whether 0 may be the real value of a finite ball. */
export const mayBeZero = (ball: Ball): boolean => ball.mantissa === 0n || (!isExact(ball) && ball.error >= magnitude(ball) - 2);

/** Keeps `precision` bits, unless the value is exact and not too long. */
export const settle = (mantissa: bigint, exponent: number, error: number, context: Context): Ball => {
  const size = sizeOf(mantissa);
  if (size <= context.precision || (error === -Infinity && size <= exactBits)) return { mantissa, exponent, error };
  const drop = size - context.precision;
  const rounded = (mantissa + (1n << BigInt(drop - 1))) >> BigInt(drop);
  return { mantissa: rounded, exponent: exponent + drop, error: addErrors(error, exponent + drop - 1) };
};

export const fromDouble = (value: number): Ball => {
  if (Number.isNaN(value)) return notANumber;
  if (!Number.isFinite(value)) return exactBall(value > 0 ? 1n : -1n, Infinity);
  if (Number.isSafeInteger(value)) return exactBall(BigInt(value), 0);
  view.setFloat64(0, value);
  const high = view.getUint32(0);
  const biased = (high >>> 20) & 0x7ff;
  const fraction = (BigInt(high & 0xfffff) << 32n) | BigInt(view.getUint32(4));
  const mantissa = biased === 0 ? fraction : fraction | (1n << 52n);
  return exactBall(high >>> 31 ? -mantissa : mantissa, Math.max(biased, 1) - 1075);
};

export const negate = (a: Ball): Ball => ({ ...a, mantissa: -a.mantissa });
export const absolute = (a: Ball): Ball => (a.mantissa < 0n ? negate(a) : a);

export const add = (a: Ball, b: Ball, context: Context): Ball => {
  if (isSpecial(a) || isSpecial(b)) return fromDouble(shadow(a) + shadow(b));
  if (isExactZero(a)) return b;
  if (isExactZero(b)) return a;
  const error = addErrors(a.error, b.error);
  const [high, low] = magnitude(a) >= magnitude(b) ? [a, b] : [b, a];
  if (low.mantissa === 0n) return { ...high, error };
  const reach = error === -Infinity ? exactBits : 2 * context.precision;
  if (magnitude(high) - magnitude(low) > reach) return settle(high.mantissa, high.exponent, addErrors(error, magnitude(low)), context);
  const exponent = Math.min(a.exponent, b.exponent);
  const sum = (a.mantissa << BigInt(a.exponent - exponent)) + (b.mantissa << BigInt(b.exponent - exponent));
  return settle(sum, exponent, error, context);
};

export const subtract = (a: Ball, b: Ball, context: Context): Ball => add(a, negate(b), context);

export const multiply = (a: Ball, b: Ball, context: Context): Ball => {
  if (isSpecial(a) || isSpecial(b)) return fromDouble(shadow(a) * shadow(b));
  if (isExactZero(a) || isExactZero(b)) return zero;
  const error =
    isExact(a) && isExact(b) ? -Infinity : addErrors(addErrors(magnitude(a) + b.error, magnitude(b) + a.error), a.error + b.error);
  return settle(a.mantissa * b.mantissa, a.exponent + b.exponent, error, context);
};

/** mantissa = odd × 2^twos. */
const oddPart = (mantissa: bigint): { odd: bigint; twos: number } => {
  const twos = sizeOf(mantissa & -mantissa) - 1;
  return { odd: mantissa >> BigInt(twos), twos };
};

export const divide = (a: Ball, b: Ball, context: Context): Ball => {
  if (isSpecial(a) || isSpecial(b) || isExactZero(b)) return fromDouble(shadow(a) / shadow(b));
  if (isExactZero(a)) return zero;
  if (mayBeZero(b) && !context.final) throw new Undecided();
  if (b.mantissa === 0n) return fromDouble(shadow(a) / 0);
  const exact = isExact(a) && isExact(b);
  if (exact) {
    const { odd, twos } = oddPart(b.mantissa);
    if (a.mantissa % odd === 0n) return settle(a.mantissa / odd, a.exponent - b.exponent - twos, -Infinity, context);
  }
  const shift = Math.max(0, context.precision + 4 + sizeOf(b.mantissa) - sizeOf(a.mantissa));
  const quotient = (a.mantissa << BigInt(shift)) / b.mantissa;
  const exponent = a.exponent - shift - b.exponent;
  // |a/b − a'/b'| <= (δa + |a/b| δb) / (|b| − δb), and |b| >= 2^(magnitude − 2) > δb.
  const slope = exact ? -Infinity : addErrors(a.error, sizeOf(quotient) + exponent + 1 + b.error) - (magnitude(b) - 4);
  return settle(quotient, exponent, addErrors(exponent, slope), context);
};

/** floor(√n), from a double and Newton's iteration. */
const integerRoot = (n: bigint): bigint => {
  if (n < 1n << 100n) {
    let root = BigInt(Math.floor(Math.sqrt(Number(n))));
    while (root * root > n) root -= 1n;
    while ((root + 1n) * (root + 1n) <= n) root += 1n;
    return root;
  }
  const half = BigInt((sizeOf(n) >> 2) - 1);
  let root = (integerRoot(n >> (2n * half)) + 1n) << half;
  for (;;) {
    const next = (root + n / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
};

export const squareRoot = (a: Ball, context: Context): Ball => {
  if (isSpecial(a)) return fromDouble(Math.sqrt(shadow(a)));
  if (isExactZero(a)) return zero;
  if (mayBeZero(a)) {
    if (!context.final) throw new Undecided();
    if (a.mantissa <= 0n) return zero;
  }
  if (a.mantissa < 0n) return notANumber;
  const odd = Math.abs(a.exponent % 2);
  const shift = odd + 2 * Math.max(0, Math.ceil((2 * context.precision + 4 - sizeOf(a.mantissa)) / 2));
  const radicand = a.mantissa << BigInt(shift);
  const exponent = (a.exponent - shift) / 2;
  const root = integerRoot(radicand);
  if (isExact(a) && root * root === radicand) return settle(root, exponent, -Infinity, context);
  // |√a − √a'| <= δ / √(a − δ).
  const slope = isExact(a) ? -Infinity : a.error - (magnitude(a) - 4) / 2;
  return settle(root, exponent, addErrors(exponent, slope), context);
};

/** Sign of a − b; NaN when unordered. */
export const compare = (a: Ball, b: Ball, context: Context): number => {
  if (isSpecial(a) || isSpecial(b)) {
    const [x, y] = [shadow(a), shadow(b)];
    return x < y ? -1 : x > y ? 1 : x === y ? 0 : Number.NaN;
  }
  if (a === b) return 0;
  const difference = subtract(a, b, context);
  if (!isExact(difference) && mayBeZero(difference)) {
    if (!context.final) throw new Undecided();
    return 0;
  }
  return difference.mantissa > 0n ? 1 : difference.mantissa < 0n ? -1 : 0;
};

/** The midpoint × 2^bits, cut to an integer. */
export const toFixed = (a: Ball, bits: number): bigint => {
  const shift = a.exponent + bits;
  return shift >= 0 ? a.mantissa << BigInt(shift) : a.mantissa >> BigInt(-shift);
};
