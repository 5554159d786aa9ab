/** The floating-point types of `--dtype`, how a real number is rounded to one, and how far apart its numbers lie. */

export type Format = {
  readonly id: string;
  /** Other spellings, in lower case, without underscores. */
  readonly aliases: readonly string[];
  /** Significant bits, the leading one included. */
  readonly precision: number;
  /** Of the smallest normal number. */
  readonly minExponent: number;
  readonly largest: number;
  /** A type without infinities has NaN beyond its largest number, as a conversion in PyTorch gives. */
  readonly hasInfinity: boolean;
};

/**
 * IEEE 754 binary32 and binary16; bfloat16; E4M3 of the OCP 8-bit floating point specification (OFP8, 2023), whose finite
 * numbers end at 448.
 */
export const formats: readonly Format[] = [
  {
    id: "f32",
    aliases: ["fp32", "float32", "float", "single"],
    precision: 24,
    minExponent: -126,
    largest: (2 - 2 ** -23) * 2 ** 127,
    hasInfinity: true,
  },
  {
    id: "bf16",
    aliases: ["bfloat16"],
    precision: 8,
    minExponent: -126,
    largest: (2 - 2 ** -7) * 2 ** 127,
    hasInfinity: true,
  },
  { id: "f16", aliases: ["fp16", "float16", "half"], precision: 11, minExponent: -14, largest: 65504, hasInfinity: true },
  {
    id: "f8e4m3",
    aliases: ["fp8", "f8", "float8", "fp8e4m3", "e4m3", "e4m3fn", "f8e4m3fn", "fp8e4m3fn", "float8e4m3", "float8e4m3fn"],
    precision: 4,
    minExponent: -6,
    largest: 448,
    hasInfinity: false,
  },
];

/** Case, hyphens, underscores and the name of a library in front (`torch.`, `jnp.`, `np.`) do not matter. */
export const findFormat = (name: string): Format | undefined => {
  const wanted = name
    .trim()
    .toLowerCase()
    .replace(/^(?:torch|jnp|np)\./, "")
    .replace(/[-_]/g, "");
  return formats.find(({ id, aliases }) => id === wanted || aliases.includes(wanted));
};

const view = new DataView(new ArrayBuffer(8));

/** floor(log2 |x|) of a finite double; of 0 and the subnormal doubles less than that of every type here. */
const exponentOf = (x: number): number => {
  view.setFloat64(0, x);
  return ((view.getUint32(0) >>> 20) & 0x7ff) - 1023;
};

/** Adding and taking away 1.5 · 2⁵² rounds a double below 2⁵¹ to an integer, ties to even. */
const integers = 1.5 * 2 ** 52;

/** The distance between neighbouring numbers of the type around a finite value, whatever the largest. */
export const spacing = ({ precision, minExponent }: Format, value: number): number =>
  2 ** (Math.max(exponentOf(value), minExponent) - precision + 1);

/** The nearest number of the type, ties to even; subnormal numbers are kept. What rounds beyond the largest is ±∞ or NaN. */
export const roundTo = (format: Format): ((value: number) => number) => {
  if (format.id === "f32") return Math.fround;
  const { largest, hasInfinity } = format;
  return (value) => {
    if (!Number.isFinite(value)) return hasInfinity ? value : Number.NaN;
    const unit = spacing(format, value);
    const magnitude = (Math.abs(value) / unit + integers - integers) * unit;
    if (magnitude > largest) return hasInfinity ? Math.sign(value) * Infinity : Number.NaN;
    return value < 0 || Object.is(value, -0) ? -magnitude : magnitude;
  };
};
