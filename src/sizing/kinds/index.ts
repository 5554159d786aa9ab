/** Every way of mixing tokens that a layer can have. To add one: write its `Kind` and its line here. */
import { compressedSparse, heavilyCompressed, sharedWindow } from "./compressed.ts";
import { factorised } from "./factorised.ts";
import {
  bidirectional,
  blockSparse,
  borrowing,
  chunked,
  decoder,
  full,
  idleBorrowing,
  idleBorrowingFull,
  relative,
  sliding,
  windowedBidirectional,
} from "./grouped.ts";
import type { Kind } from "./kind.ts";
import { doubleLatent, latent, sparseLatent } from "./latent.ts";
import { gatedDelta, kimiDelta, lightning } from "./linear.ts";
import { timeMix, timeMix5, timeMix6, timeMix7, timeMix7First } from "./recurrent.ts";
import { hashed, localChunks, segmentMemory } from "./remembered.ts";
import { plainReindex, plainReuse, plainSource, pooledReindex, pooledReuse, pooledSource } from "./shared-entries.ts";
import { beside, gatedRecurrence, mamba1, mamba2, mamba2Calling, shortConvolution } from "./state-space.ts";

/** A layer that is nothing but a feed-forward part (models with one mixer a layer: Nemotron-H). */
const feedOnly = (feed: "sparse" | "dense"): Kind => ({
  label: feed === "sparse" ? { en: "experts alone", zh: "单独的专家层" } : { en: "MLP alone", zh: "单独的 MLP" },
  tensors: () => [],
  work: () => ({}),
  feed,
});

const table = {
  full,
  sliding,
  chunked,
  latent,
  indexed: sparseLatent.indexed,
  followed: sparseLatent.followed,
  lightning,
  gated_delta: gatedDelta,
  kimi_delta: kimiDelta,
  double_latent: doubleLatent,
  shared_window: sharedWindow,
  heavily_compressed: heavilyCompressed,
  compressed_sparse: compressedSparse,
  pooled_source: pooledSource,
  pooled_reindex: pooledReindex,
  pooled_reuse: pooledReuse,
  plain_source: plainSource,
  plain_reindex: plainReindex,
  plain_reuse: plainReuse,
  factorised,
  borrowing,
  idle_borrowing: idleBorrowing,
  idle_borrowing_full: idleBorrowingFull,
  relative,
  block_sparse: blockSparse,
  state_space: mamba1,
  mamba2,
  attention_beside_mamba2: beside(full),
  short_convolution: shortConvolution,
  gated_recurrence: gatedRecurrence,
  time_mix: timeMix,
  time_mix_5: timeMix5,
  time_mix_6: timeMix6,
  time_mix_7: timeMix7,
  time_mix_7_first: timeMix7First,
  segment_memory: segmentMemory,
  local_chunks: localChunks,
  hashed,
  bidirectional,
  windowed_bidirectional: windowedBidirectional,
  decoder,
  // One mixer a layer.
  attention_alone: { ...full, feed: "none" },
  mamba2_alone: { ...mamba2, feed: "none" },
  mamba2_calling: mamba2Calling,
  experts_alone: feedOnly("sparse"),
  mlp_alone: feedOnly("dense"),
  identity: { label: { en: "nothing", zh: "恒等映射" }, tensors: () => [], work: () => ({}), feed: "none" },
} as const satisfies Readonly<Record<string, Kind>>;

export type LayerKind = keyof typeof table;

export const kinds: Readonly<Record<LayerKind, Kind>> = table;
