/** Working that many formulas share. */
import type { Arithmetic } from "./arithmetic.ts";
import type { LocalText, Step } from "./define.ts";
import { shortNumber } from "./text.ts";

/** Of a computation whose lines are not shown. */
export const silent = <V>(_label: unknown, _expression: unknown, value: V): V => value;

/** A line of the working whose expression is this stands for others like those before it; its value is an empty list. */
export const leftOut = "…";

/** Says how many were left out of the working; `what` is one of them. */
export const leaveOut = (step: Step<never>, count: number, what: LocalText): void => {
  if (count <= 0) return;
  step({ en: `${count} more ${what.en}${count === 1 ? "" : "s"}`, zh: `另有 ${count} ${what.zh}` }, () => leftOut, []);
};

/** So many elements get a line of their own; the rest is in the result. */
const shownElements = 8;

/** `label` and `expression` from the element as text. */
type Wording = { readonly label: (text: string) => string; readonly expression: (text: string) => string };

/** Applies a function to every element of a list of doubles, with a line of working for each of the first ones. */
export const eachElement = <T>(a: Arithmetic<T>, x: readonly number[], step: Step<T>, apply: (value: T) => T, wording: Wording): T[] => {
  const images = x.map((element, i) => {
    const value = a.fromNumber(element);
    const image = apply(value);
    if (i >= shownElements) return image;
    return step(wording.label(shortNumber(element)), (show) => wording.expression(show(value)), image);
  });
  leaveOut(step, x.length - shownElements, { en: "element", zh: "个元素" });
  return images;
};
