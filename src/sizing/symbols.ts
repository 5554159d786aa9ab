/** What the letters of the steps stand for, and what the conventions of counting FLOP count. */
import { type Convention, conventions } from "./compute.ts";
import { conventionLabels } from "./labels.ts";
import type { Label, Step } from "./step.ts";

export type Meaning = { readonly symbol: string; readonly meaning: Label };

/** In the order of a legend. `_i` stands for any number. */
const symbols: Readonly<Record<string, Label>> = {
  N: { en: "parameters", zh: "参数量" },
  N_act: { en: "parameters that one token passes through", zh: "一个词元经过的参数量" },
  N_applied: { en: "the same, shared weights as often as they are met", zh: "同上，共用的权重按经过次数计" },
  N_ne: { en: "the same without embeddings and head", zh: "同上，不含嵌入与输出头" },
  N_experts: { en: "parameters in the matrices of routed experts", zh: "路由专家矩阵的参数量" },
  M: { en: "weights of all matrices on a token's way, the head among them", zh: "一个词元经过的全部矩阵的权重数，含输出头" },
  L: { en: "layers of this kind", zh: "此类层数" },
  L_own: { en: "layers with weights of their own", zh: "有自己权重的层数" },
  L_s: { en: "shared blocks", zh: "共享模块数" },
  V: { en: "vocabulary", zh: "词表大小" },
  V_i: { en: "words of the i-th band of the vocabulary", zh: "词表第 i 段的词数" },
  V_p: { en: "vocabulary of the inputs per layer", zh: "逐层输入的词表大小" },
  C: { en: "bands of the vocabulary after the first", zh: "词表首段之后的段数" },
  P: { en: "positions", zh: "位置数" },
  P_i: { en: "positions along the i-th axis", zh: "第 i 轴的位置数" },
  T: { en: "token types", zh: "词元类型数" },
  B_r: { en: "buckets of relative positions", zh: "相对位置的桶数" },
  D: { en: "width of the model", zh: "模型宽度" },
  D_e: { en: "width of the embedding", zh: "嵌入宽度" },
  D_i: { en: "width of the i-th embedding table", zh: "第 i 张嵌入表的宽度" },
  D_l: { en: "width that the experts work in", zh: "专家所在的宽度" },
  D_p: { en: "width of the inputs per layer", zh: "逐层输入的宽度" },
  D_r: { en: "width of the recurrence", zh: "循环部分的宽度" },
  H: { en: "attention heads", zh: "注意力头数" },
  H_w: { en: "heads of sliding layers", zh: "滑动层的头数" },
  H_i: { en: "heads of the indexer", zh: "索引器的头数" },
  H_k: { en: "key heads of linear attention", zh: "线性注意力的键头数" },
  H_v: { en: "value heads of linear attention", zh: "线性注意力的值头数" },
  H_m: { en: "state-space heads", zh: "状态空间的头数" },
  H_c: { en: "residual streams", zh: "残差流数" },
  G: { en: "key-value heads", zh: "键值头数" },
  G_w: { en: "key-value heads of sliding layers", zh: "滑动层的键值头数" },
  G_g: { en: "key-value heads of full layers", zh: "全注意力层的键值头数" },
  G_m: { en: "state-space groups", zh: "状态空间的组数" },
  d: { en: "width of a head", zh: "每头宽度" },
  d_v: { en: "width of a value head", zh: "值头宽度" },
  d_k: { en: "width of a key head", zh: "键头宽度" },
  d_w: { en: "width of a head of sliding layers", zh: "滑动层的每头宽度" },
  d_wv: { en: "width of a value head of sliding layers", zh: "滑动层的值头宽度" },
  d_g: { en: "width of a head of full layers", zh: "全注意力层的每头宽度" },
  d_i: { en: "width of an indexer head", zh: "索引器的每头宽度" },
  d_m: { en: "width of a state-space head", zh: "状态空间的每头宽度" },
  d_nope: { en: "width of a query or key head without position", zh: "查询或键头中不带位置的宽度" },
  d_rope: { en: "width of the rotated part of a query or key", zh: "查询或键中旋转部分的宽度" },
  r_q: { en: "width that queries are compressed to", zh: "查询压缩后的宽度" },
  r_kv: { en: "width that keys and values are compressed to", zh: "键值压缩后的宽度" },
  r_o: { en: "width that a group of the output is compressed to", zh: "输出每组压缩后的宽度" },
  r_m: { en: "rank of the mixing of neighbours", zh: "相邻词元混合的秩" },
  r_w: { en: "rank of the decay", zh: "衰减的秩" },
  r_a: { en: "rank of the learning rate in context", zh: "上下文内学习率的秩" },
  r_v: { en: "rank of the value mixing", zh: "值混合的秩" },
  r_g: { en: "rank of the gate", zh: "门控的秩" },
  r: { en: "rank of the low-rank part", zh: "低秩部分的秩" },
  o_g: { en: "groups of the output", zh: "输出的组数" },
  A: { en: "width of the time mixing", zh: "时间混合的宽度" },
  F: { en: "inner width of the MLP", zh: "MLP 内部宽度" },
  F_e: { en: "inner width of an expert", zh: "专家内部宽度" },
  F_s: { en: "inner width of the shared experts", zh: "共享专家内部宽度" },
  ΣF: { en: "inner widths of these layers' MLPs together", zh: "这些层 MLP 内部宽度之和" },
  E: { en: "routed experts of a layer", zh: "每层路由专家数" },
  K: { en: "experts chosen for a token", zh: "每词元选用的专家数" },
  Z: { en: "experts that do nothing", zh: "空操作专家数" },
  S: { en: "size of the state per channel", zh: "每通道的状态大小" },
  S_a: { en: "inputs kept side by side (AltUp)", zh: "并列保留的输入数（AltUp）" },
  I: { en: "inner width of the state-space block", zh: "状态空间模块的内部宽度" },
  R: { en: "rank of the step size", zh: "步长的秩" },
  k: { en: "length of the convolution", zh: "卷积长度" },
  b: { en: "hash buckets", zh: "哈希桶数" },
  h: { en: "rounds of hashing", zh: "哈希轮数" },
  n: { en: "tokens, at most the window where there is one", zh: "词元数，有窗口时不超过窗口" },
  n_b: { en: "tokens in the chosen blocks", zh: "所选块中的词元数" },
  k_i: { en: "tokens that the indexer chooses", zh: "索引器选出的词元数" },
  W: { en: "window", zh: "窗口" },
  e: { en: "values kept per layer and token", zh: "每层每词元保留的值数" },
  B: { en: "sequences at once", zh: "同时处理的序列数" },
  expert: { en: "parameters of one expert", zh: "一个专家的参数量" },
  bits: { en: "bits of a weight in this format", zh: "该格式每个权重的位数" },
  bytes: { en: "bytes of a kept value in this format", zh: "该格式每个保留值的字节数" },
  states: { en: "bytes of the states, whatever the length", zh: "状态的字节数，与长度无关" },
  cache: { en: "bytes of a sequence's cache, of n tokens", zh: "一条序列 n 个词元的缓存字节数" },
};

/** Words of the formulas that say themselves what they are. */
const spoken: ReadonlySet<string> = new Set(["state", "weights", "memory", "min", "max", "Σ"]);

export const lettersOf = (formula: string): readonly string[] =>
  [...formula.matchAll(/Σ?\p{L}+(?:_[\p{L}\d]+)?|Σ/gu)]
    .map(([letter]) => letter.replace(/_\d+$/, "_i"))
    .filter((letter) => !spoken.has(letter));

/** What the formulas of these steps use, in the order of the table. */
export const legendOf = (steps: readonly Step[]): readonly Meaning[] => {
  const used = new Set(steps.flatMap(({ formula }) => lettersOf(formula)));
  return Object.entries(symbols).flatMap(([symbol, meaning]) => (used.has(symbol) ? [{ symbol, meaning }] : []));
};

const counted: Readonly<Record<Convention, Label>> = {
  "2n": { en: "two FLOP a parameter, attention over the context left out", zh: "每参数 2 FLOP，不计上下文上的注意力" },
  "6n": { en: "the same with the backward pass, twice the forward one", zh: "同上，另加前向两倍的反向" },
  kaplan: {
    en: "2N + 2·L·n·H·d, N without embeddings and head (Kaplan et al., arXiv 2001.08361 §2.1)",
    zh: "2N + 2·L·n·H·d，N 不含嵌入与输出头（Kaplan 等，arXiv 2001.08361 §2.1）",
  },
  palm: {
    en: "6N + 12·L·n·H·d, forward and backward (PaLM, arXiv 2204.02311 appendix B)",
    zh: "6N + 12·L·n·H·d，前向与反向（PaLM，arXiv 2204.02311 附录 B）",
  },
  chinchilla: {
    en: "every product, softmax and the embedding as a multiplication too (Chinchilla, arXiv 2203.15556 appendix F)",
    zh: "逐项相加，softmax 与作为乘法的嵌入也计入（Chinchilla，arXiv 2203.15556 附录 F）",
  },
  decode: {
    en: "one generated token: two FLOP a weight it is multiplied by, and its attention to all before it",
    zh: "生成一个词元：所乘权重每个 2 FLOP，加对之前全部词元的注意力",
  },
};

/** The conventions that these steps follow. */
export const conventionsOf = (steps: readonly Step[]): readonly Meaning[] =>
  conventions.flatMap((symbol) =>
    steps.some(({ label }) => label === conventionLabels[symbol]) ? [{ symbol, meaning: counted[symbol] }] : [],
  );
