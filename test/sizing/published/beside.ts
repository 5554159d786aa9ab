/** What the uploads of `later.ts` hold beside the language model: vision towers, layers of multi-token prediction, scales; by hand. */
type Stored = readonly [count: number, what: string];

/** Patches of 16 by 16 by 2, 2304 positions, blocks, a merger of four patches. */
const qwenVision = (out: number, [depth, width, inner]: readonly [number, number, number]): number => {
  const merged = 4 * width;
  const block = 4 * width + width * 3 * width + 3 * width + width * width + width + 2 * width * inner + inner + width;
  return 3 * 2 * 16 * 16 * width + width + 2304 * width + depth * block + 2 * width + merged * merged + merged + merged * out + out;
};

type Qwen = { width: number; heads: number; groups: number; feed: number; tower?: readonly [number, number, number] };
/** The tower, and a joining matrix, gated attention with heads of 256, the feed-forward part, five norms. */
export const qwen35 = ({ width, heads, groups, feed, tower = [27, 1152, 4304] }: Qwen): Stored => [
  qwenVision(width, tower) + 2 * width * width + (3 * heads + 2 * groups) * 256 * width + 2 * 256 + feed + 5 * width,
  "vision encoder and multi-token prediction",
];

/** Latent attention with its norms, and the indexer of sparse attention. */
const latent = (width: number, heads: number, q: number, nope: number, v: number): number =>
  width * q + q + q * heads * (nope + 64) + width * 576 + 512 + 512 * heads * (nope + v) + heads * v * width;
const index = (width: number, q: number, heads: number): number => q * heads * 128 + width * 128 + 2 * 128 + width * heads;
/** Router with its bias, 256 experts and a shared one, all of width 2048. */
const feed = (width: number): number => width * 256 + 256 + 257 * 3 * 2048 * width;
/** The joining matrix and five norms. */
const joined = (width: number): number => 2 * width * width + 5 * width;

/** Blocks of 128 by 128, each with a scale. */
const scales = (rows: number, columns: number): number => Math.ceil(rows / 128) * Math.ceil(columns / 128);
const deepseekScales =
  62 *
    (scales(1536, 7168) +
      scales(24576, 1536) +
      scales(576, 7168) +
      scales(32768, 512) +
      scales(7168, 16384) +
      scales(8192, 1536) +
      scales(128, 7168)) +
  59 * 257 * 3 * scales(2048, 7168) +
  3 * 3 * scales(18432, 7168);

export const deepseekV32: Stored = [
  latent(7168, 128, 1536, 128, 128) + index(7168, 1536, 64) + feed(7168) + joined(7168) + 2 * 129280 * 7168 + deepseekScales,
  "multi-token prediction with copies of embedding and head, scales of FP8 blocks",
];
export const glm5: Stored = [
  latent(6144, 64, 2048, 192, 256) + index(6144, 2048, 32) + feed(6144) + joined(6144),
  "multi-token prediction",
];
export const longcat: Stored = [
  latent(6144, 64, 1536, 128, 128) + 3 * 6144 * 12288 + joined(6144) + 131072 * 6144,
  "multi-token prediction with an embedding of its own",
];
export const mimo: Stored = [joined(4096) + 2 * 4096 * (4096 + 1024) + 4096 + 2048 + 3 * 4096 * 11008, "multi-token prediction"];
export const step35: Stored = [
  3 * (joined(4096) + 3 * 4096 * 11264 + 128896 * 4096 + 2 * 4096 * (12288 + 1024) + 96 * 4096 + 256),
  "three layers of multi-token prediction with heads",
];
/** The encoder without its projection is the same in both sizes, whose totals give it. */
export const gemma4 = (width: number): Stored => [
  width * 262144 + 569_548_080 + 1152 * width,
  "the tied head, stored, and the vision encoder",
];
