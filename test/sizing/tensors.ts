/** Numbers of a module's tensors, for sums by hand over what modelling code makes. */

/** With a bias. */
export const linear = (inputs: number, outputs: number): number => inputs * outputs + outputs;

/** Weight and bias. */
export const layerNorm = (width: number): number => 2 * width;

/** A block as in the first Transformers, with every bias: queries, keys, values and output, two norms, an MLP. */
export const plainBlock = (width: number, inner: number): number =>
  4 * linear(width, width) + linear(width, inner) + linear(inner, width) + 2 * layerNorm(width);
