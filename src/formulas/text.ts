/** Numbers and lists as the working prints them. */

/** Integers whole, the rest to six significant digits; a true minus sign; large and small ones as 1e300, 1e−300. */
export const shortNumber = (value: number): string => {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const text = Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
  const [digits, exponent] = text.split("e") as [string, string?];
  const short = digits.length > 17 ? String(Number(Number(digits).toPrecision(6))) : digits;
  return (exponent === undefined ? short : `${short}e${exponent.replace("+", "")}`).replaceAll("-", "−");
};

/** `shortNumber` leaves digits out. */
export const isShortened = (value: number): boolean => Number.isFinite(value) && Number(shortNumber(value).replaceAll("−", "-")) !== value;

/** Large counts as papers write them: 1.4e12. */
export const powerText = (value: number): string => Number(value.toPrecision(6)).toExponential().replace("+", "").replaceAll("-", "−");

const longest = 8;

/** `[a, b, c]`; of a long list the first six and the last. */
export const shortList = (items: readonly string[]): string =>
  items.length <= longest ? `[${items.join(", ")}]` : `[${items.slice(0, 6).join(", ")}, …, ${items.at(-1)}]`;

/** `a + b + c`; of a long sum the first four terms and the last. A term with a minus sign of its own is subtracted. */
export const shortSum = (terms: readonly string[]): string => {
  const shown = terms.length <= longest ? terms : [...terms.slice(0, 4), "…", terms.at(-1)!];
  return shown.reduce((sum, term) => (term.startsWith("−") ? `${sum} − ${term.slice(1)}` : `${sum} + ${term}`));
};

/** A factor or the base of a power: in parentheses when it has a sign. */
export const factor = (text: string): string => (text.startsWith("−") ? `(${text})` : text);

export const subscript = (index: number): string => String(index).replace(/\d/g, (digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]!);
