/** What the normalisations share: mean and variance, ε and where it stands, the gain. */
import type { Arithmetic } from "../arithmetic.ts";
import type { InputSpec, LocalText, Step } from "../define.ts";
import { InputError } from "../input-error.ts";
import { whole } from "../recipes.ts";
import { factor, shortNumber, shortSum } from "../text.ts";
import { centre, dot } from "../vectors.ts";

export const epsPlacement = {
  kind: "choice",
  symbol: "eps_placement",
  choices: ["inside_sqrt", "outside_sqrt"],
  about: { en: "whether ε is added under the root or to it", zh: "ε 加在根号内还是根号外" },
} as const satisfies InputSpec;

export type EpsPlacement = (typeof epsPlacement.choices)[number];

/** x − μ and the mean of its squares, divided by n − ddof. `symbol` names the variance in the working. */
export const moments = <T>(a: Arithmetic<T>, x: readonly number[], ddof: number, symbol: string, step: Step<T>) => {
  const values = x.map(a.fromNumber);
  const { mean, centred } = centre(a, values);
  step("μ", (show) => `(${shortSum(values.map((value) => show(value)))}) / ${x.length}`, mean);
  step("x − μ", (show) => `${show(values)} − ${factor(show(mean))}`, centred);
  const variance = step(
    symbol,
    (show) => `(${shortSum(centred.map((value) => `${factor(show(value))}²`))}) / ${ddof === 0 ? x.length : `(${x.length} − ${ddof})`}`,
    a.div(dot(a, centred, centred), whole(a, x.length - ddof)),
  );
  return { mean, centred, variance };
};

/** √(square + ε) or √square + ε; 0 would leave 0/0. `symbol` names the square in the working. */
export const denominator = <T>(a: Arithmetic<T>, square: T, symbol: string, eps: number, placement: EpsPlacement, step: Step<T>): T => {
  const offset = a.fromNumber(eps);
  const inside = placement === "inside_sqrt";
  const root = inside ? a.sqrt(a.add(square, offset)) : a.add(a.sqrt(square), offset);
  if (a.isZero(root) && !a.recipes)
    throw new InputError("x", {
      en: `0/0 is undefined: ${symbol} of x is 0 and so is eps`,
      zh: `0/0 没有定义：x 的 ${symbol} 为 0，eps 也为 0`,
    });
  return step(
    inside ? `√(${symbol} + ε)` : `√${symbol} + ε`,
    (show) => (inside ? `√(${show(square)} + ${shortNumber(eps)})` : `√${show(square)} + ${shortNumber(eps)}`),
    root,
  );
};

/** Every element over the root that `denominator` gave. */
export const overRoot = <T>(a: Arithmetic<T>, values: readonly T[], root: T, placement: EpsPlacement): readonly T[] =>
  a.recipes && placement === "inside_sqrt" ? a.recipes.overRoot(values, root) : values.map((value) => a.div(value, root));

/** Element by element. */
export const scale = <T>(
  a: Arithmetic<T>,
  values: readonly T[],
  gain: readonly T[],
  label: LocalText | string,
  step: Step<T>,
): readonly T[] =>
  step(
    label,
    (show) => `${show(values)} ⊙ ${show(gain)}`,
    values.map((value, i) => a.mul(value, gain[i]!)),
  );
