/** Numbers as cards print them. */

/** 6738415616 -> 6,738,415,616. Whole numbers only; anything else stays as JavaScript writes it. */
export const grouped = (value: number): string =>
  Number.isSafeInteger(value) ? String(value).replace(/\B(?=(\d{3})+$)/g, ",") : String(value);

const units = [
  [1e12, "T"],
  [1e9, "B"],
  [1e6, "M"],
] as const;

/** 2000000000000 -> 2T, where at most three digits say exactly that; otherwise the number itself. */
export const short = (value: number): string => {
  for (const [size, unit] of units) {
    const scaled = value / size;
    if (scaled >= 1 && Number(scaled.toPrecision(3)) === scaled) return `${scaled}${unit}`;
  }
  return grouped(value);
};

/** 6738415616 -> 6.74B: three digits, for a glance. */
export const rounded = (value: number): string => {
  const [size, unit] = units.find(([least]) => value >= least) ?? [1, ""];
  return `${Number((value / size).toPrecision(3))}${unit}`;
};

/** A constant as its file or paper writes it: 1e-6, not 0.000001. */
export const constant = (value: number): string => (value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential() : String(value));
