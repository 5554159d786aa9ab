/**
 * Bits of one value by storage format, the scales of block formats included; every one is exact in a double.
 * GGUF: ggml `ggml-common.h`, bytes of a block over values in it. MXFP4: OCP Microscaling 1.0, a scale of 8 bits for 32 values.
 * NF4: QLoRA (arXiv 2305.14314 §3), a scale of 32 bits for 64 values, not quantised again. `int…` and `float…` are values alone.
 */
const bits = {
  float64: 64,
  float32: 32,
  bfloat16: 16,
  float16: 16,
  float8: 8,
  int8: 8,
  float4: 4,
  int4: 4,
  int2: 2,
  mxfp4: 4.25,
  nvfp4: 4.5,
  nf4: 4.5,
  q4_0: 4.5,
  q4_1: 5,
  q5_0: 5.5,
  q5_1: 6,
  q8_0: 8.5,
  q2_k: 2.625,
  q3_k: 3.4375,
  q4_k: 4.5,
  q5_k: 5.5,
  q6_k: 6.5625,
  iq4_nl: 4.5,
  iq4_xs: 4.25,
} as const;

export type Dtype = keyof typeof bits;

export const dtypes = Object.keys(bits) as readonly Dtype[];

const spellings: Readonly<Record<string, Dtype>> = {
  fp64: "float64",
  f64: "float64",
  double: "float64",
  fp32: "float32",
  f32: "float32",
  float: "float32",
  bf16: "bfloat16",
  fp16: "float16",
  f16: "float16",
  half: "float16",
  fp8: "float8",
  f8: "float8",
  f8_e4m3: "float8",
  f8_e5m2: "float8",
  float8_e4m3fn: "float8",
  float8_e5m2: "float8",
  fp8_e4m3: "float8",
  fp8_e5m2: "float8",
  float8_e4m3: "float8",
  e4m3: "float8",
  e4m3fn: "float8",
  e5m2: "float8",
  fp4: "float4",
  f4: "float4",
  e2m1: "float4",
  i8: "int8",
  i4: "int4",
  i2: "int2",
};

/** Every name that `dtypeNamed` knows. */
export const dtypeNames: readonly string[] = [...dtypes, ...Object.keys(spellings)];

/** The format a name stands for, whatever its case (`BF16`, `Q4_K`, `torch.bfloat16`); undefined if none. */
export const dtypeNamed = (name: string): Dtype | undefined => {
  const plain = name.toLowerCase().replace(/^torch\./, "");
  if (Object.hasOwn(bits, plain)) return plain as Dtype;
  return Object.hasOwn(spellings, plain) ? spellings[plain] : undefined;
};

/**
 * The format most weights have in one of llama.cpp's mixtures (`Q4_K_M`), which no count of parameters gives the size of: which
 * tensors are wider depends on the file. The others are `q6_k` and between. Undefined of any other name.
 */
export const mostOfMixture = (name: string): Dtype | undefined => {
  const [, plain] = /^(q[2-6]_k)_(?:xs|s|m|l|xl)$/.exec(name.toLowerCase()) ?? [];
  return plain as Dtype | undefined;
};

export const bitsOf = (dtype: Dtype): number => bits[dtype];

/** Bytes of so many values. Half bytes stay: an odd count of 4-bit values ends in .5. Exact while count × bits is below 2^53. */
export const bytesOf = (count: number, dtype: Dtype): number => (count * bits[dtype]) / 8;
