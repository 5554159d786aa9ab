/** The feed-forward part of a layer: one MLP, or a router and its experts. */
import type { Spec } from "./architectures/spec.ts";
import { type Complete, choose } from "./complete.ts";
import { widths } from "./kinds/widths.ts";
import { type Factor, matrix, type Sum, vector, when } from "./term.ts";

/** Up (and gate) and down projections of an MLP of inner width `inner`, from and to `outer`. */
const mlpOf = (gated: boolean, outer: Factor, inner: Factor, bias: boolean): Sum => {
  const up = gated ? 2 : 1;
  return [matrix(up, outer, inner), matrix(inner, outer), ...when(bias, vector(up, inner), vector(outer))];
};

const isGated = (spec: Spec, c: Complete): boolean => typeof spec.mlp === "object" && choose(spec.mlp.gated, c);
const areGated = (spec: Spec, c: Complete): boolean => spec.experts?.gated ?? isGated(spec, c);

/** `inner`: another inner width than the usual one. */
export const denseMlp = (spec: Spec, c: Complete, inner?: Factor): Sum => {
  const { D, F: usual } = widths(c);
  const F = inner ?? usual;
  if (spec.mlp === "none") return [];
  // One mixing vector, key and value (arXiv 2503.14456 §4.2).
  if (spec.mlp === "channel-mix-7") return [vector(D), matrix(D, F), matrix(F, D)];
  // Two mixing vectors, key, receptance and value (arXiv 2305.13048 §3.2).
  if (spec.mlp === "channel-mix") return [vector(2, D), matrix(D, F), matrix(D, D), matrix(F, D)];
  return [
    ...mlpOf(isGated(spec, c), D, F, choose(spec.mlp.bias, c)),
    ...when(spec.mlp.trained !== undefined, vector(spec.mlp.trained ?? 0)),
  ];
};

/** One routed expert. Where `moe_latent_size` is given experts work in that narrower space (Nemotron 3 Super). */
export const expert = (spec: Spec, c: Complete): Sum => {
  const { D, Fe } = widths(c);
  const outer: Factor = c.moe_latent_size === undefined ? D : ["D_l", c.moe_latent_size];
  return mlpOf(areGated(spec, c), outer, Fe, spec.experts?.bias === true);
};

/** The experts every token passes through, with the gate on them. */
export const sharedExperts = (spec: Spec, c: Complete): Sum => {
  const { D, Fe } = widths(c);
  const inner = c.shared_expert_intermediate_size ?? (c.num_shared_experts ?? 0) * Fe[1];
  if (inner === 0) return [];
  return [...mlpOf(areGated(spec, c), D, ["F_s", inner], spec.experts?.bias === true), ...when(spec.experts?.sharedGate, matrix(D))];
};

/** The router, and the projections into and out of the experts' narrower space. Experts that do nothing (LongCat-Flash) are scored too. */
export const router = (spec: Spec, c: Complete, hashed = false): Sum => {
  const { D, E: experts } = widths(c);
  const E: Factor = c.zero_expert_num === undefined ? experts : ["(E+Z)", experts[1] + c.zero_expert_num];
  const { routerBias, correctionBias, routerScales, latentNorm } = spec.experts ?? {};
  const latent: Factor | undefined = c.moe_latent_size === undefined ? undefined : ["D_l", c.moe_latent_size];
  return [
    matrix(D, E),
    ...when(routerBias, vector(E)),
    ...when(correctionBias && !hashed, vector(E)),
    ...when(routerScales, vector(D), vector(E)),
    ...(latent ? [matrix(2, D, latent), ...when(choose(latentNorm ?? false, c), vector(latent))] : []),
  ];
};
