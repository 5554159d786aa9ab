/** What `size` answers, and the words and figures that its card and its table share. */
import type { LocalText } from "../knowledge/record.ts";
import type { Step } from "../sizing/step.ts";
import { grouped } from "./number.ts";

export type Amount = { readonly bytes: number; readonly gb: number; readonly gib: number };

export type SizeAnswer = {
  readonly name: string;
  readonly architecture: string | null;
  readonly parameters: {
    readonly total: number;
    readonly active: number;
    readonly active_without_embedding?: number;
    readonly non_embedding: number;
    readonly by_part: Readonly<Record<string, number>>;
  };
  readonly weights: Amount & {
    /** `stored`: the bytes of a file, in its `formats`; `released`: those that follow from what the configuration says of them. */
    readonly dtype: string;
    readonly formats?: readonly string[];
    /** Beside weights that are counted in another format. */
    readonly released?: Amount & { readonly dtype: string; readonly at_least: boolean };
  };
  readonly kv_cache: {
    readonly dtype: string;
    readonly bytes_per_token: number;
    readonly bytes_per_token_beyond_windows: number;
    readonly bytes_per_source_token?: number;
    readonly source_tokens?: number;
    readonly state_bytes: number;
    readonly context: number;
    readonly batch: number;
    readonly total_bytes: number;
    readonly total_gb: number;
    readonly total_gib: number;
  };
  readonly serving: Amount;
  /** Conventions whose papers do not speak of such a model. */
  readonly compute_not_covered: readonly string[];
  readonly compute: readonly { readonly convention: string; readonly pass: string; readonly flop_per_token: number }[];
  readonly training?: Amount & { readonly recipe: string; readonly bytes_per_parameter: number };
  readonly fits?: {
    readonly memory_bytes: number;
    readonly devices: number;
    readonly context: number | null;
    readonly beyond_positions: boolean;
  };
  readonly assumed: object;
  readonly remarks: readonly LocalText[];
  readonly steps: readonly Step[];
};

/** What is said of a file too. */
export type SizeBody = Omit<SizeAnswer, "name" | "architecture" | "steps">;

export const words = {
  parameters: { en: "Parameters", zh: "参数量" },
  countOf: { en: "parameters", zh: "个参数" },
  active: { en: "active per token", zh: "每词元激活" },
  activeHead: { en: "Active per token", zh: "每词元激活" },
  withEmbedding: { en: "with the embedding, without it", zh: "含词嵌入，不含则为" },
  released: { en: "As released", zh: "发布格式" },
  asReleased: { en: "as released", zh: "按发布格式" },
  atLeast: { en: "at least", zh: "至少" },
  wider: { en: "which weights are wider is not said", zh: "未注明哪些权重更宽" },
  stored: { en: "as stored", zh: "按存储格式" },
  nonEmbedding: { en: "without embeddings", zh: "不含嵌入" },
  part: { en: "Part", zh: "部分" },
  share: { en: "Share", zh: "占比" },
  weights: { en: "Weights", zh: "权重" },
  perToken: { en: "Cache per token", zh: "每词元缓存" },
  beyond: { en: "once every window is full", zh: "窗口全满之后" },
  perSource: { en: "for every source token too", zh: "每个源端词元另计" },
  andSource: { en: "and as many source tokens", zh: "加同样多的源端词元" },
  stateKept: { en: "2 or 4 bytes a value, whatever --kv-dtype", zh: "每值 2 或 4 字节，与 --kv-dtype 无关" },
  state: { en: "State (any length)", zh: "状态（与长度无关）" },
  cache: { en: "Cache", zh: "缓存" },
  tokens: { en: "tokens", zh: "词元" },
  sequences: { en: "sequences", zh: "条序列" },
  serving: { en: "Weights and cache", zh: "权重与缓存" },
  training: { en: "Training", zh: "训练" },
  each: { en: "bytes a parameter, activations aside", zh: "字节/参数，不含激活值" },
  beyondMemory: { en: "more than", zh: "超过" },
  withinMemory: { en: "within", zh: "不超过" },
  fits: { en: "Longest context", zh: "最长上下文" },
  fitsIn: { en: "in", zh: "，内存" },
  fitsNot: { en: "the weights alone do not fit", zh: "仅权重就放不下" },
  fitsAny: { en: "any length: the cache does not grow", zh: "任意长度：缓存不增长" },
  anyLength: { en: "any length", zh: "任意长度" },
  noCacheCell: { en: "encoder", zh: "编码器" },
  noCacheNote: { en: "encoder: it keeps no cache", zh: "编码器：没有缓存" },
  tooLarge: { en: "none: weights", zh: "无：权重放不下" },
  tooLargeNote: { en: "none: the weights alone do not fit", zh: "无：仅权重就放不下" },
  noCache: { en: "an encoder keeps no cache", zh: "编码器没有缓存" },
  fitsEncoder: { en: "any its positions allow, as an encoder keeps no cache,", zh: "位置所限之内任意长度（编码器没有缓存）" },
  pool: { en: "devices as one pool", zh: "张卡视为一个整体" },
  beyondPositions: { en: "more than the configuration's positions", zh: "超出配置的位置数" },
  compute: { en: "FLOP per token", zh: "每词元 FLOP" },
  forwardPass: { en: "forward", zh: "前向" },
  trainingPass: { en: "forward and backward", zh: "前向与反向" },
  notCovered: { en: "not defined for this architecture", zh: "不适用于此架构" },
  assumed: { en: "Assumed", zh: "按默认" },
  remark: { en: "Note", zh: "说明" },
} as const satisfies Record<string, LocalText>;

export const significant = (value: number): string => (value >= 1000 ? grouped(Math.round(value)) : String(Number(value.toPrecision(4))));

/** Both units: they share a letter and differ by 7 %; below a tenth of one, the unit a thousand times smaller. */
export const amountText = ({ bytes, gb, gib }: Amount): string => {
  if (gib >= 0.1 || bytes === 0) return `${significant(gb)} GB = ${significant(gib)} GiB`;
  if (bytes >= 0.1 * 2 ** 20) return `${significant(bytes / 1e6)} MB = ${significant(bytes / 2 ** 20)} MiB`;
  return `${significant(bytes / 1e3)} KB = ${significant(bytes / 2 ** 10)} KiB`;
};

export const bytesText = (count: number): string => `${grouped(count)} B`;

export const cacheAmount = ({ kv_cache: cache }: Pick<SizeAnswer, "kv_cache">): Amount => ({
  bytes: cache.total_bytes,
  gb: cache.total_gb,
  gib: cache.total_gib,
});
