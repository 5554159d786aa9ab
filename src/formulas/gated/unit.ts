/** The gated linear units differ in the gate's activation only (Dauphin 2016, Shazeer 2020). */
import type { Arithmetic } from "../arithmetic.ts";
import { elements, requireSameLength } from "../checks.ts";
import type { InputSpec, Step, Values } from "../define.ts";
import { InputError } from "../input-error.ts";
import { factor, shortList, shortSum } from "../text.ts";
import { timesMatrix } from "../vectors.ts";

export const gatedInputs = {
  x: { kind: "vector", shape: ["n"], symbol: "x", about: { en: "the input, a row vector", zh: "输入，行向量" } },
  W: {
    kind: "matrix",
    shape: ["n", "m"],
    symbol: "W",
    optional: true,
    about: {
      en: "the gate's matrix, a row for each element of x; the identity when left out",
      zh: "门的矩阵，每行对应 x 的一个元素；不给则为单位矩阵",
    },
  },
  V: {
    kind: "matrix",
    shape: ["n", "m"],
    symbol: "V",
    optional: true,
    about: { en: "the matrix of the gated branch, like W; the identity when left out", zh: "被门控支路的矩阵，形状同 W；不给则为单位矩阵" },
  },
  b: {
    kind: "vector",
    shape: ["m"],
    symbol: "b",
    optional: true,
    about: { en: "the gate's bias; zeros when left out", zh: "门的偏置；不给则全为 0" },
  },
  c: {
    kind: "vector",
    shape: ["m"],
    symbol: "c",
    optional: true,
    about: { en: "the bias of the gated branch; zeros when left out", zh: "被门控支路的偏置；不给则全为 0" },
  },
} as const satisfies Record<string, InputSpec>;

export type GatedValues = Values<typeof gatedInputs>;

export const requireRows = (path: string, matrix: readonly unknown[] | null, otherPath: string, length: number): void => {
  if (matrix === null || matrix.length === length) return;
  throw new InputError(path, {
    en: `${path} has ${matrix.length === 1 ? "1 row" : `${matrix.length} rows`}, ${otherPath} has ${elements(length)}`,
    zh: `${path} 有 ${matrix.length} 行，${otherPath} 有 ${length} 个元素`,
  });
};

export const checkGated = ({ x, W, V, b, c }: GatedValues): void => {
  requireRows("W", W, "x", x.length);
  requireRows("V", V, "x", x.length);
  const gate = W?.[0] ?? x;
  const branch = V?.[0] ?? x;
  if (gate.length !== branch.length)
    throw new InputError(V ? "V" : "W", {
      en: `xW has ${elements(gate.length)}, xV has ${branch.length}: they are multiplied element by element`,
      zh: `xW 有 ${gate.length} 个元素，xV 有 ${branch.length} 个：二者要逐元素相乘`,
    });
  requireSameLength("b", b, "xW", gate);
  requireSameLength("c", c, "xV", branch);
};

/** xM + bias; null stands for the identity and for zeros. */
export const affine = <T>(
  a: Arithmetic<T>,
  x: readonly T[],
  matrix: readonly (readonly number[])[] | null,
  bias: readonly number[] | null,
  label: string,
  step: Step<T>,
): readonly T[] => {
  const weights = matrix?.map((row) => row.map(a.fromNumber));
  const shift = bias?.map(a.fromNumber);
  const product = weights ? timesMatrix(a, x, weights) : x;
  return step(
    label,
    (show) =>
      shortList(
        product.map((value, column) => {
          const terms = weights ? x.map((element, i) => `${factor(show(element))}·${factor(show(weights[i]![column]!))}`) : [show(value)];
          return shortSum(shift ? [...terms, show(shift[column]!)] : terms);
        }),
      ),
    shift ? product.map((value, i) => a.add(value, shift[i]!)) : product,
  );
};

/** act(xW + b) ⊙ (xV + c). Without an activation the gate is used as it is. */
export const gatedUnit = <T>(
  a: Arithmetic<T>,
  { x, W, V, b, c }: GatedValues,
  step: Step<T>,
  name: string,
  activation?: { readonly symbol: string; readonly apply: (value: T) => T },
): readonly T[] => {
  const input = x.map(a.fromNumber);
  const gateLabel = b ? "xW + b" : "xW";
  const before = affine(a, input, W, b, gateLabel, step);
  const gate = activation
    ? step(
        `${activation.symbol}(${gateLabel})`,
        (show) => shortList(before.map((value) => `${activation.symbol}(${show(value)})`)),
        before.map(activation.apply),
      )
    : before;
  const branch = affine(a, input, V, c, c ? "xV + c" : "xV", step);
  return step(
    name,
    (show) => `${show(gate)} ⊙ ${show(branch)}`,
    gate.map((value, i) => a.mul(value, branch[i]!)),
  );
};
