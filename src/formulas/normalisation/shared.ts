/** What the two normalisations share: ε, where it stands, the gain. */
import type { Arithmetic } from "../arithmetic.ts";
import type { InputSpec, LocalText, Step } from "../define.ts";
import { InputError } from "../input-error.ts";
import { shortNumber } from "../text.ts";

export const epsPlacement = {
  kind: "choice",
  symbol: "ε placement",
  choices: ["inside_sqrt", "outside_sqrt"],
  about: { en: "whether ε is added under the root or to it", zh: "ε 加在根号内还是根号外" },
} as const satisfies InputSpec;

export type EpsPlacement = (typeof epsPlacement.choices)[number];

/** √(square + ε) or √square + ε; 0 would leave 0/0. `symbol` names the square in the working. */
export const denominator = <T>(a: Arithmetic<T>, square: T, symbol: string, eps: number, placement: EpsPlacement, step: Step<T>): T => {
  const offset = a.fromNumber(eps);
  const inside = placement === "inside_sqrt";
  const root = inside ? a.sqrt(a.add(square, offset)) : a.add(a.sqrt(square), offset);
  if (a.isZero(root))
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
