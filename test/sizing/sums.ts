/** Sums over the tensors of the modelling code, of models whose releasers publish no exact count. */
import { layerNorm, linear, plainBlock } from "./tensors.ts";

/** `RoFormerForMaskedLM`: sinusoids are no parameters; the decoder is the embedding with a bias. */
export const roformerBase = (): number => {
  const [words, width] = [50000, 768];
  const embedding = words * width + 2 * width + layerNorm(width);
  return embedding + 12 * plainBlock(width, 3072) + linear(width, width) + layerNorm(width) + words;
};

/** `RoFormerModel`: a narrow embedding and its projection. */
export const roformerSmall = (): number => {
  const [narrow, width] = [128, 256];
  const embedding = 30522 * narrow + 2 * narrow + layerNorm(narrow) + linear(narrow, width);
  return embedding + 12 * plainBlock(width, 1024);
};

/** `LongformerForMaskedLM`: of each layer three projections more, for the tokens that see everything. */
export const longformerLegal = (): number => {
  const [words, width] = [50000, 768];
  const embedding = words * width + 4098 * width + 2 * width + layerNorm(width);
  return embedding + 12 * (plainBlock(width, 3072) + 3 * linear(width, width)) + linear(width, width) + layerNorm(width) + words;
};

/** `ReformerModelWithLMHead`: no bias in attention; hashed attention has queries for keys; the two streams end side by side. */
export const reformer = (): number => {
  const [words, width, heads, inner] = [320, 256, 2 * 64, 512];
  const positions = 512 * 64 + 1024 * 192;
  const [local, hashed] = [4 * width * heads, 3 * width * heads];
  const rest = 2 * layerNorm(width) + linear(width, inner) + linear(inner, width);
  return words * width + positions + 3 * (local + hashed) + 6 * rest + layerNorm(2 * width) + linear(2 * width, words);
};

/** `TransfoXLLMHeadModel`: four bands of the vocabulary, each a fourth as wide as the one before; the first projection of the softmax is its own. */
export const transformerXl = (): number => {
  const width = 1024;
  const bands = 20000 * 1024 + 20000 * 256 + 160000 * 64 + 67735 * 16 + width * (1024 + 256 + 64 + 16);
  // q, k and v in one, r and o; the two biases of relative attention.
  const attention = 5 * width * width + 2 * width;
  const mlp = linear(width, 4096) + linear(4096, width);
  const clusters = linear(width, 3);
  return bands + 18 * (attention + mlp + 2 * layerNorm(width)) + 267735 + clusters + width * width;
};

/** `GLMModel`: two tables of positions in blocks, each with a row more; the head is the embedding. */
export const glm10b = (): number => 50304 * 4096 + 2 * 1025 * 4096 + 48 * plainBlock(4096, 16384) + layerNorm(4096);

/** `XGLMForCausalLM`: sinusoids; the head is the embedding. */
export const xglm = (): number => 256008 * 4096 + 32 * plainBlock(4096, 16384) + layerNorm(4096);

/** `kimi_k3/language.py` of mlx-vlm: 69 layers of delta attention, 24 of latent attention, experts in half the width in all but the first. */
export const kimiK3 = (): number => {
  const [width, heads, head] = [7168, 96, 128];
  const all = heads * head;
  const convolutions = 3 * 4 * all;
  const decay = width * head + head * all + all + heads;
  const delta = 3 * width * all + convolutions + decay + width * heads + width * all + head + all * width;
  const queries = width * 1536 + 1536 + 1536 * heads * (128 + 64);
  const keysAndValues = width * (512 + 64) + 512 + 512 * heads * (128 + 128);
  // The gate is as wide as the heads together.
  const latent = queries + keysAndValues + width * all + all * width;
  const experts = 896 * 3 * 3584 * 3072 + 2 * width * 3584 + 3584;
  const shared = 3 * width * 2 * 3072;
  const router = 896 * width + 896;
  // Attention over depth, before attention, before the MLP and at the end: a norm and a query.
  const depth = (2 * 93 + 1) * 2 * width;
  const norms = (2 * 93 + 1) * width;
  return 2 * 163840 * width + 69 * delta + 24 * latent + 92 * (experts + shared + router) + 3 * width * 33792 + depth + norms;
};

/** `modeling_minimax_m3_vl.py`, the language model: from the fourth layer on experts, and an indexer over blocks of tokens. */
export const minimaxM3 = (): number => {
  const width = 6144;
  const attention = 2 * width * 64 * 128 + 2 * width * 4 * 128 + 2 * 128;
  const indexer = width * 4 * 128 + width * 128 + 2 * 128;
  const experts = (128 + 1) * 3 * width * 3072 + 128 * width + 128;
  return 2 * 200064 * width + 60 * (attention + 2 * width) + 57 * (indexer + experts) + 3 * 3 * width * 12288 + width;
};

/** `modular_zamba2.py`: 81 Mamba-2 blocks; 13 call one of two shared blocks of twice the width, each with a projection and a LoRA of its own. */
export const zamba2 = (): number => {
  const [width, inner, wide, mlp] = [3584, 7168, 7168, 14336];
  const convolved = inner + 2 * 2 * 64;
  // Into z, x, B, C and a step a head; a convolution of four with a bias; A, D and the step's bias; two norms.
  const mamba = width * (inner + convolved + 112) + 5 * convolved + 3 * 112 + inner + inner * width + width;
  const shared = 3 * wide * wide + wide * width + 3 * width * mlp + wide + width;
  const call = width * width + 128 * (width + 2 * mlp);
  return 32000 * width + 81 * mamba + 2 * shared + 13 * call + width;
};

/** `megatron_lm/megatron/model/` of yandex/YaLM-100B: a narrow embedding padded to the width, gated MLPs, a dense layer and a bias before the words. */
export const yalm = (): number => {
  const [words, narrow, width, inner] = [128000, 2048, 10240, 27308];
  // The norm before the first layer is that of the narrow embedding; the one after the last layer makes up the number.
  const block = plainBlock(width, inner) + linear(width, inner);
  return words * narrow + layerNorm(narrow) + 80 * block + linear(width, narrow) + layerNorm(narrow) + words;
};

/** `glm130b_model.py` of SwissArmyTransformer: GEGLU, rotary positions; the head is the embedding. */
export const glm130b = (): number => 150528 * 12288 + 70 * (plainBlock(12288, 32768) + linear(12288, 32768)) + layerNorm(12288);

/** `pangu_alpha.py`: a second table of positions for the queries of the last layer. */
export const panguAlpha = (): number => 40000 * 5120 + 2 * 1024 * 5120 + 40 * plainBlock(5120, 4 * 5120) + layerNorm(5120);

/** `enc_dec_modeling.py` of CPM-2: T5 with gated MLPs and a head of its own; no bias. */
export const cpm2 = (): number => {
  const [width, inner] = [4096, 10240];
  const encoder = 4 * width * width + 3 * width * inner + 2 * width;
  const decoder = 8 * width * width + 3 * width * inner + 3 * width;
  // A relative bias for each of 64 heads, and a last norm, in either stack.
  return 2 * 26240 * width + 24 * (encoder + decoder) + 2 * 32 * 64 + 2 * width;
};
