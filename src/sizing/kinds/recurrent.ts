/** RWKV: time mixing in place of attention. Element by element, so nothing that the FLOP conventions count but in the projections. */
import type { Complete } from "../complete.ts";
import { type Factor, matrix, vector } from "../term.ts";
import type { Kind } from "./kind.ts";
import { widths } from "./widths.ts";

const inner = (c: Complete): Factor => ["A", c.attention_hidden_size ?? c.hidden_size];

/** RWKV-4 (arXiv 2305.13048 §3.1): decay, bonus and three mixing vectors; receptance, key, value and output. */
export const timeMix: Kind = {
  label: { en: "time mixing", zh: "时间混合" },
  tensors: (_spec, c) => {
    const { D } = widths(c);
    const A = inner(c);
    return [vector(2, A), vector(3, D), matrix(3, D, A), matrix(A, D)];
  },
  // Five vectors a layer.
  state: (c) => [matrix(2, widths(c).D), matrix(3, inner(c))],
  work: () => ({}),
};

/** Width of a head of RWKV-5 and later. */
const headed = (c: Complete): Factor => ["d", c.head_dim ?? 64];
const matrixState: Kind["state"] = (c) => [matrix(2, widths(c).D), matrix(inner(c), headed(c))];

/** RWKV-5, Eagle (arXiv 2404.05892 §3): a matrix state a head, a gate, a norm over the heads. */
export const timeMix5: Kind = {
  label: { en: "time mixing (RWKV-5)", zh: "时间混合（RWKV-5）" },
  tensors: (_spec, c) => {
    const { D } = widths(c);
    const A = inner(c);
    return [vector(4, D), vector(2, A), matrix(4, D, A), matrix(A, D), vector(2, A)];
  },
  state: matrixState,
  work: (c) => ({ fixed: [matrix(6, inner(c), headed(c))] }),
};

/** RWKV-6, Finch (arXiv 2404.05892 §4): mixing and decay depend on the token through narrow projections. */
export const timeMix6: Kind = {
  label: { en: "time mixing (RWKV-6)", zh: "时间混合（RWKV-6）" },
  tensors: (_spec, c) => {
    const { D } = widths(c);
    const A = inner(c);
    const m: Factor = ["r_m", c.time_mix_extra_dim ?? 32];
    const w: Factor = ["r_w", c.time_decay_extra_dim ?? 64];
    return [
      vector(6, D),
      matrix(5, D, m),
      matrix(5, m, D),
      vector(A),
      matrix(D, w),
      matrix(w, A),
      vector(A),
      matrix(4, D, A),
      matrix(A, D),
      vector(2, A),
    ];
  },
  state: matrixState,
  work: (c) => ({ fixed: [matrix(6, inner(c), headed(c))] }),
};

/** Pairs of narrow projections of RWKV-7 with the vector that each is added to. */
const pair = (c: Complete, symbol: string, rank: number | undefined, biased: boolean) => {
  const { D } = widths(c);
  const r: Factor = [symbol, rank ?? 0];
  return [matrix(D, r), matrix(r, D), ...(biased ? [vector(D)] : [])];
};

/** RWKV-7, Goose (arXiv 2503.14456 §4): a generalised delta rule; rates, decays, value mixing and gate by narrow projections. */
const mixed7 = (first: boolean): Kind => ({
  label: first
    ? { en: "time mixing (RWKV-7, first layer)", zh: "时间混合（RWKV-7，首层）" }
    : { en: "time mixing (RWKV-7)", zh: "时间混合（RWKV-7）" },
  tensors: (_spec, c) => {
    const { D } = widths(c);
    return [
      vector(6, D),
      vector(3, D),
      matrix(4, D, D),
      ...pair(c, "r_w", c.decay_low_rank_dim, true),
      ...pair(c, "r_a", c.a_low_rank_dim, true),
      // The first layer's values are those that later ones mix in.
      ...(first ? [] : pair(c, "r_v", c.v_low_rank_dim, true)),
      ...pair(c, "r_g", c.gate_low_rank_dim, false),
      vector(2, D),
    ];
  },
  state: matrixState,
  work: (c) => ({ fixed: [matrix(8, inner(c), headed(c))] }),
});

export const timeMix7 = mixed7(false);
export const timeMix7First = mixed7(true);
