/** Sizes as people write them: 7B, 1.5B, 671B (37B active). */
const units: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, b: 1e9, t: 1e12 };

/** Largest relative difference from a figure with decimals, and from a bare whole number, that need no explanation. */
const tolerance = { measured: 0.005, nominal: 0.02 };

export type PrintedSize = {
  readonly value: number;
  /** One in the last place that is printed. */
  readonly place: number;
  /** How far a count may be from it. */
  readonly within: number;
};

/**
 * The number that a printed size begins with and how far a count may be from it: half a unit in the last place of "1.5B"; a
 * whole unit of "7B", which is as much a name as a size and is cut off as often as rounded (Gemma 2B has 2.5).
 */
export const printedSize = (published: string): PrintedSize | undefined => {
  const [, digits, fraction = "", unit] = /^(\d[\d,]*)(?:\.(\d+))? ?([KMBT])\b/i.exec(published) ?? [];
  if (digits === undefined || unit === undefined) return undefined;
  const scale = units[unit.toLowerCase()]!;
  const value = Number(`${digits.replaceAll(",", "")}.${fraction || 0}`) * scale;
  const place = scale / 10 ** fraction.length;
  return { value, place, within: fraction ? Math.max(place / 2, tolerance.measured * value) : Math.max(place, tolerance.nominal * value) };
};
