/** Distances between doubles in units in the last place. */
const view = new DataView(new ArrayBuffer(8));

/** The place of a double among all doubles: neighbours differ by 1, and both zeros are 0. */
const order = (value: number): bigint => {
  view.setFloat64(0, value);
  const bits = view.getBigInt64(0);
  return bits < 0n ? -(bits & 0x7fffffffffffffffn) : bits;
};

/** NaN equals NaN only; an infinity is one step beyond the largest double. */
export const ulpDistance = (a: number, b: number): number => {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) && Number.isNaN(b) ? 0 : Infinity;
  const distance = order(a) - order(b);
  return Number(distance < 0n ? -distance : distance);
};
