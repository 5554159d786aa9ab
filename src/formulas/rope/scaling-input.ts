/** The `scaling` input of the RoPE formulas: the keys of Hugging Face's rope_scaling. */
import type { Fields, InputSpec } from "../define.ts";
import { InputError } from "../input-error.ts";

const number = (symbol: string, en: string, zh: string) =>
  ({ kind: "scalar", symbol, optional: true, about: { en, zh } }) as const satisfies InputSpec;

const factors = (symbol: string, en: string, zh: string) =>
  ({ kind: "vector", shape: ["d/2"], symbol, optional: true, about: { en, zh } }) as const satisfies InputSpec;

const fields = {
  type: {
    kind: "choice",
    symbol: "type",
    choices: ["linear", "ntk", "dynamic_ntk", "yarn", "llama3", "longrope"],
    synonyms: { dynamic: "dynamic_ntk", su: "longrope", deepseek_yarn: "yarn" },
    about: {
      en: "linear, ntk, dynamic_ntk, yarn, llama3 or longrope",
      zh: "linear、ntk、dynamic_ntk、yarn、llama3、longrope 之一",
    },
  },
  factor: number("s", "how many times longer the context becomes", "上下文扩展的倍数"),
  alpha: number("α", "Hunyuan's dynamic_ntk: the base grows by it at every length", "Hunyuan 的 dynamic_ntk：底数按它增大，与长度无关"),
  original_max_position_embeddings: number("L₀", "the length of the training texts", "训练时的文本长度"),
  max_position_embeddings: number("L_max", "the length after scaling", "缩放后的长度"),
  seq_len: number("L", "the length of the present text", "当前文本的长度"),
  low_freq_factor: number("α", "up to so many turns in L₀ are slowed by s", "在 L₀ 内转不到这么多圈的，放慢 s 倍"),
  high_freq_factor: number("β", "from so many turns in L₀ on nothing changes", "在 L₀ 内转够这么多圈的，保持不变"),
  beta_fast: number("β_fast", "from so many turns in L₀ on nothing changes; 32", "在 L₀ 内转够这么多圈的，保持不变；默认 32"),
  beta_slow: number("β_slow", "up to so many turns in L₀ are slowed by s; 1", "在 L₀ 内转不到这么多圈的，放慢 s 倍；默认 1"),
  mscale: number("m", "with mscale_all_dim: the attention factor is a ratio of the two", "与 mscale_all_dim 同给时，注意力系数取两者之比"),
  mscale_all_dim: number("m_all", "see mscale", "见 mscale"),
  attention_factor: number("a", "multiplies cos and sin; computed when left out", "乘在 cos 与 sin 上；不给则按公式计算"),
  truncate: {
    kind: "boolean",
    symbol: "truncate",
    optional: true,
    about: {
      en: "round YaRN's bounds to whole dimensions; true (gpt-oss: false)",
      zh: "把 YaRN 的界取整到整数维；默认 true（gpt-oss 为 false）",
    },
  },
  llama_4_scaling_beta: number("β_4", "scales queries, not frequencies: not read", "缩放 query 而非频率：不使用"),
  short_factor: factors("λ_short", "LongRoPE's divisors up to L₀", "不超过 L₀ 时 LongRoPE 的各除数"),
  long_factor: factors("λ_long", "LongRoPE's divisors beyond L₀", "超过 L₀ 时 LongRoPE 的各除数"),
} as const satisfies Readonly<Record<string, InputSpec>>;

export type Scaling = Fields<typeof fields>;
type Key = Exclude<keyof typeof fields, "type">;

const keysText = {
  en: "Type and keys: linear, ntk: factor; dynamic_ntk: factor, seq_len, original_max_position_embeddings, or Hunyuan's alpha; yarn: factor, original_max_position_embeddings, beta_fast (32), beta_slow (1), truncate (true), mscale, mscale_all_dim, attention_factor; llama3: factor, original_max_position_embeddings, low_freq_factor, high_freq_factor; longrope: short_factor, long_factor, original_max_position_embeddings, max_position_embeddings or factor, seq_len, attention_factor",
  zh: "type 与各键：linear、ntk：factor；dynamic_ntk：factor、seq_len、original_max_position_embeddings，或 Hunyuan 的 alpha；yarn：factor、original_max_position_embeddings、beta_fast (32)、beta_slow (1)、truncate (true)、mscale、mscale_all_dim、attention_factor；llama3：factor、original_max_position_embeddings、low_freq_factor、high_freq_factor；longrope：short_factor、long_factor、original_max_position_embeddings、max_position_embeddings 或 factor、seq_len、attention_factor",
};

export const scalingInput = {
  kind: "object",
  symbol: "scaling",
  optional: true,
  fields,
  synonyms: { rope_type: "type" },
  about: {
    en: `rope_scaling of a configuration, as JSON or key=value words; none when left out. ${keysText.en}; keys of other types are not read`,
    zh: `配置里的 rope_scaling，写成 JSON 或 key=value；不给则不缩放。${keysText.zh}；其他类型的键不使用`,
  },
} as const satisfies InputSpec;

const mayBeZero: readonly Key[] = ["seq_len", "mscale", "mscale_all_dim", "attention_factor"];

const refuse = (key: string, en: string, zh: string): never => {
  throw new InputError(`scaling.${key}`, { en: `scaling.${key} ${en}`, zh: `scaling.${key} ${zh}` });
};

const requireKeys = (scaling: Scaling, ...keys: readonly Key[]): void => {
  const missing = keys.find((key) => scaling[key] === undefined);
  if (missing === undefined) return;
  refuse(
    missing,
    `is missing: ${scaling.type} needs it (${fields[missing].about.en})`,
    `缺失：${scaling.type} 需要它（${fields[missing].about.zh}）`,
  );
};

const checkValues = (scaling: Scaling): void => {
  for (const key of Object.keys(scaling) as (Key | "type")[]) {
    if (key === "type") continue;
    const value = scaling[key];
    const least = mayBeZero.includes(key) ? 0 : Number.MIN_VALUE;
    const numbers = typeof value === "boolean" ? [] : [value as number | readonly number[]].flat();
    if (!numbers.every((each) => each >= least && each < Infinity))
      refuse(key, `must be ${least > 0 ? "positive" : "zero or more"} and finite`, `必须是有限的${least > 0 ? "正" : "非负"}数`);
  }
};

const checkLongrope = (scaling: Scaling, d: number): void => {
  requireKeys(scaling, "original_max_position_embeddings", "short_factor", "long_factor");
  for (const key of ["short_factor", "long_factor"] as const) {
    const count = scaling[key]?.length ?? 0;
    if (count !== d / 2)
      refuse(
        key,
        `has ${count} ${count === 1 ? "number" : "numbers"}; ${d} dimensions are ${d === 2 ? "1 pair" : `${d / 2} pairs`}`,
        `有 ${count} 个数；${d} 维共有 ${d / 2} 对`,
      );
  }
  if (scaling.attention_factor !== undefined) return;
  if (scaling.max_position_embeddings === undefined) requireKeys(scaling, "factor");
  if (scaling.original_max_position_embeddings! > 1) return;
  refuse(
    "original_max_position_embeddings",
    "must be more than 1: the attention factor divides by its logarithm",
    "必须大于 1：注意力系数要除以它的对数",
  );
};

/** What the title of a picture says of it. */
export const scalingInTitle = (scaling: Scaling | null): { readonly en: string; readonly zh: string } =>
  scaling === null ? { en: "", zh: "" } : { en: `, scaling ${scaling.type}`, zh: `，缩放 ${scaling.type}` };

/** `d` dimensions are rotated. Throws InputError. */
export const checkScaling = (scaling: Scaling | null, d: number, base: number): void => {
  if (scaling === null) return;
  checkValues(scaling);
  const { type } = scaling;
  if (type === "longrope") {
    checkLongrope(scaling, d);
    return;
  }
  const original = scaling.original_max_position_embeddings ?? scaling.max_position_embeddings;
  const hasRatio = scaling.original_max_position_embeddings !== undefined && scaling.max_position_embeddings !== undefined;
  if (!(type === "yarn" && hasRatio) && !(type === "dynamic_ntk" && scaling.alpha !== undefined)) requireKeys(scaling, "factor");
  if ((type === "ntk" || type === "dynamic_ntk") && d === 2)
    refuse("type", `${type} is undefined for two dimensions: its exponent is d/(d − 2)`, `${type} 对两维没有定义：它的指数是 d/(d − 2)`);
  if (
    original === undefined &&
    (type === "yarn" || (type === "dynamic_ntk" && scaling.seq_len !== undefined && scaling.alpha === undefined))
  )
    requireKeys(scaling, "original_max_position_embeddings");
  if (type === "yarn" && !(base > 1))
    refuse("type", "yarn needs a base above 1: it divides by its logarithm", "yarn 要求底数大于 1：它要除以底数的对数");
  if (type !== "llama3") return;
  requireKeys(scaling, "original_max_position_embeddings", "low_freq_factor", "high_freq_factor");
  if (scaling.high_freq_factor! < scaling.low_freq_factor!)
    refuse("high_freq_factor", "must not be below low_freq_factor", "不能小于 low_freq_factor");
};
