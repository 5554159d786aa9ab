/** A grid of braille cells, two dots by four each (Unicode 2800). */
const bits = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

/** The bit of the dot at x, y in its cell. */
export const dotBit = (x: number, y: number): number => bits[y & 3]![x & 1]!;

export const braille = (cell: number): string => String.fromCharCode(0x2800 + cell);
