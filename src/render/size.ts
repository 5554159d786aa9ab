/** What a model holds, caches and computes. */
import type { LocalText } from "../knowledge/record.ts";
import type { Step } from "../sizing/step.ts";
import type { Canvas } from "./canvas.ts";
import { glyphs } from "./glyphs.ts";
import { groups, head, heading, type Labelled, labelled, table } from "./layout.ts";
import { constant, grouped } from "./number.ts";
import { inBrackets } from "./parts.ts";
import { stepLines } from "./steps.ts";
import { say } from "./words.ts";
import { wrap } from "./wrap.ts";

export type Amount = { readonly bytes: number; readonly gb: number; readonly gib: number };

export type SizeAnswer = {
  readonly name: string;
  readonly architecture: string | null;
  readonly parameters: {
    readonly total: number;
    readonly active: number;
    readonly non_embedding: number;
    readonly by_part: Readonly<Record<string, number>>;
  };
  readonly weights: Amount & { readonly dtype: string };
  readonly kv_cache: {
    readonly dtype: string;
    readonly bytes_per_token: number;
    readonly bytes_per_token_beyond_windows: number;
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
  readonly fits?: { readonly memory_bytes: number; readonly context: number | null; readonly beyond_positions: boolean };
  readonly assumed: object;
  readonly remarks: readonly LocalText[];
  readonly steps: readonly Step[];
};

const words = {
  parameters: { en: "Parameters", zh: "参数量" },
  active: { en: "active per token", zh: "每词元激活" },
  nonEmbedding: { en: "without embeddings", zh: "不含嵌入" },
  part: { en: "Part", zh: "部分" },
  share: { en: "Share", zh: "占比" },
  weights: { en: "Weights", zh: "权重" },
  perToken: { en: "Cache per token", zh: "每词元缓存" },
  beyond: { en: "once every window is full", zh: "窗口全满之后" },
  state: { en: "State, whatever the length", zh: "与长度无关的状态" },
  cache: { en: "Cache", zh: "缓存" },
  tokens: { en: "tokens", zh: "词元" },
  sequences: { en: "sequences", zh: "条序列" },
  serving: { en: "Weights and cache", zh: "权重与缓存" },
  training: { en: "Training", zh: "训练" },
  each: { en: "bytes a parameter", zh: "字节/参数" },
  fits: { en: "Longest context", zh: "最长上下文" },
  fitsIn: { en: "in", zh: "，内存" },
  fitsNot: { en: "the weights alone do not fit", zh: "仅权重就放不下" },
  fitsAny: { en: "any length: the cache does not grow", zh: "任意长度：缓存不增长" },
  beyondPositions: { en: "more than the configuration's positions", zh: "超出配置的位置数" },
  compute: { en: "FLOP per token", zh: "每词元 FLOP" },
  forwardPass: { en: "forward", zh: "前向" },
  trainingPass: { en: "forward and backward", zh: "前向与反向" },
  notCovered: { en: "not defined for this architecture", zh: "不适用于此架构" },
  assumed: { en: "Assumed", zh: "按默认" },
  remark: { en: "Note", zh: "说明" },
} as const satisfies Record<string, LocalText>;

const partNames: Readonly<Record<string, LocalText>> = {
  embedding: { en: "Token embedding", zh: "词嵌入" },
  positions: { en: "Positions", zh: "位置参数" },
  attention: { en: "Attention", zh: "注意力" },
  state_space: { en: "State-space blocks", zh: "状态空间模块" },
  mlp: { en: "MLP", zh: "MLP" },
  experts: { en: "Routed experts", zh: "路由专家" },
  shared_experts: { en: "Shared experts", zh: "共享专家" },
  router: { en: "Router", zh: "路由器" },
  norms: { en: "Norms", zh: "归一化" },
  other: { en: "Other tensors", zh: "其他张量" },
  head: { en: "Output head", zh: "输出头" },
};

const significant = (value: number): string => (value >= 1000 ? grouped(Math.round(value)) : String(Number(value.toPrecision(4))));

/** Both units: they share a letter and differ by 7 %; below a tenth of one, the unit a thousand times smaller. */
const amountText = ({ bytes, gb, gib }: Amount): string => {
  if (gib >= 0.1 || bytes === 0) return `${significant(gb)} GB = ${significant(gib)} GiB`;
  if (bytes >= 0.1 * 2 ** 20) return `${significant(bytes / 1e6)} MB = ${significant(bytes / 2 ** 20)} MiB`;
  return `${significant(bytes / 1e3)} KB = ${significant(bytes / 2 ** 10)} KiB`;
};

const bytesText = (count: number): string => `${grouped(count)} B`;

const flopText = (value: number): string => {
  const units = ["", "K", "M", "G", "T", "P"];
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, value)) / 3));
  return `${significant(value / 1000 ** step)} ${units[step]}FLOP`;
};

const cacheAmount = ({ kv_cache: cache }: SizeAnswer): Amount => ({ bytes: cache.total_bytes, gb: cache.total_gb, gib: cache.total_gib });

const fitText = (fits: NonNullable<SizeAnswer["fits"]>, canvas: Canvas): string => {
  const { lang } = canvas;
  const memory = amountText({ bytes: fits.memory_bytes, gb: fits.memory_bytes / 1e9, gib: fits.memory_bytes / 2 ** 30 });
  const inside = lang === "zh" ? `${say(words.fitsIn, lang)} ${memory}` : ` ${say(words.fitsIn, lang)} ${memory}`;
  if (fits.context === null) return say(words.fitsAny, lang) + inside;
  if (fits.context === 0) return say(words.fitsNot, lang) + inside;
  const more = fits.beyond_positions ? `${glyphs(canvas).dot}${say(words.beyondPositions, lang)}` : "";
  return `${grouped(fits.context)} ${say(words.tokens, lang)}${inside}${more}`;
};

const rows = (answer: SizeAnswer, canvas: Canvas): Labelled[] => {
  const { lang, style } = canvas;
  const { dot } = glyphs(canvas);
  const { kv_cache: cache, training, fits } = answer;
  const of = `${grouped(cache.context)} ${say(words.tokens, lang)}${cache.batch > 1 ? ` x ${grouped(cache.batch)} ${say(words.sequences, lang)}` : ""}`;
  const windows =
    cache.bytes_per_token_beyond_windows === cache.bytes_per_token
      ? ""
      : `${dot}${bytesText(cache.bytes_per_token_beyond_windows)} ${say(words.beyond, lang)}`;
  return [
    { label: say(words.weights, lang), text: `${style("number", amountText(answer.weights))}${dot}${answer.weights.dtype}` },
    { label: say(words.perToken, lang), text: `${style("number", bytesText(cache.bytes_per_token))}${dot}${cache.dtype}${windows}` },
    ...(cache.state_bytes > 0 ? [{ label: say(words.state, lang), text: style("number", bytesText(cache.state_bytes)) }] : []),
    { label: say(words.cache, lang), text: `${style("number", amountText(cacheAmount(answer)))}${dot}${of}` },
    { label: say(words.serving, lang), text: style("number", amountText(answer.serving)) },
    ...(training
      ? [
          {
            label: say(words.training, lang),
            text: `${style("number", amountText(training))}${dot}${training.recipe}, ${training.bytes_per_parameter} ${say(words.each, lang)}`,
          },
        ]
      : []),
    ...(fits ? [{ label: say(words.fits, lang), text: style("number", fitText(fits, canvas)) }] : []),
    ...answer.compute.map(({ convention, pass, flop_per_token }, i) => ({
      label: i === 0 ? say(words.compute, lang) : "",
      text: `${style("number", flopText(flop_per_token))}${dot}${convention}${inBrackets(say(pass === "training" ? words.trainingPass : words.forwardPass, lang), lang)}`,
    })),
    ...(answer.compute_not_covered.length > 0
      ? [
          {
            label: "",
            text: style("muted", `${answer.compute_not_covered.join(", ")}${lang === "zh" ? "：" : ": "}${say(words.notCovered, lang)}`),
          },
        ]
      : []),
    ...(Object.keys(answer.assumed).length > 0
      ? [
          {
            label: say(words.assumed, lang),
            text: style(
              "muted",
              Object.entries(answer.assumed)
                .map(([key, value]) => `${key} ${typeof value === "number" ? constant(value) : JSON.stringify(value)}`)
                .join(", "),
            ),
          },
        ]
      : []),
    ...answer.remarks.map((remark) => ({ label: say(words.remark, lang), text: remark[lang] })),
  ];
};

export const sizeLines = (answer: SizeAnswer, canvas: Canvas): readonly string[] => {
  const { lang, style } = canvas;
  const { dot } = glyphs(canvas);
  const { total, active, non_embedding, by_part } = answer.parameters;
  const about = [
    ...(active === total ? [] : [`${say(words.active, lang)} ${grouped(active)}`]),
    `${say(words.nonEmbedding, lang)} ${grouped(non_embedding)}`,
  ].join(dot);
  const parts = table(
    Object.entries(by_part),
    [
      { title: say(words.part, lang), role: "name", text: ([part]) => say(partNames[part] ?? { en: part, zh: part }, lang) },
      { title: say(words.parameters, lang), align: "right", role: "number", text: ([, count]) => grouped(count) },
      { title: say(words.share, lang), align: "right", drop: 1, text: ([, count]) => `${((100 * count) / total).toFixed(2)} %` },
    ],
    canvas,
  );
  return groups(
    [
      ...head(answer.name, answer.architecture ?? "", canvas),
      ...wrap(`${style("number", grouped(total))} ${say(words.parameters, lang).toLowerCase()}${dot}${about}`, canvas.width),
    ],
    parts,
    labelled(rows(answer, canvas), canvas, 20),
    stepLines(answer.steps, canvas),
  );
};

/** Several models: a line each. */
export const sizesTable = (answers: readonly SizeAnswer[], canvas: Canvas): readonly string[] => {
  const { lang } = canvas;
  const gib = (amount: Amount): string => `${significant(amount.gib)} GiB`;
  return groups(
    table(
      answers,
      [
        { title: "", role: "name", text: ({ name }) => name },
        { title: say(words.parameters, lang), align: "right", role: "number", text: ({ parameters }) => grouped(parameters.total) },
        {
          title: say(words.active, lang),
          align: "right",
          drop: 3,
          text: ({ parameters }) => (parameters.active === parameters.total ? "" : grouped(parameters.active)),
        },
        { title: say(words.weights, lang), align: "right", drop: 2, text: ({ weights }) => gib(weights) },
        { title: say(words.perToken, lang), align: "right", drop: 1, text: ({ kv_cache: cache }) => bytesText(cache.bytes_per_token) },
        {
          title: say(words.cache, lang),
          align: "right",
          drop: 4,
          text: (answer) => `${gib(cacheAmount(answer))} @ ${grouped(answer.kv_cache.context)}`,
        },
        ...(answers.some(({ fits }) => fits)
          ? [
              {
                title: say(words.fits, lang),
                align: "right",
                text: ({ fits }: SizeAnswer) => (fits?.context === null ? say(words.fitsAny, lang) : grouped(fits?.context ?? 0)),
              } as const,
            ]
          : []),
        ...(answers.some(({ training }) => training)
          ? [
              {
                title: say(words.training, lang),
                align: "right",
                text: ({ training }: SizeAnswer) => (training ? gib(training) : ""),
              } as const,
            ]
          : []),
      ],
      canvas,
    ),
    answers.flatMap(({ name, remarks }) => remarks.flatMap((remark) => wrap(`${name}: ${remark[lang]}`, canvas.width))),
    ...answers.filter(({ steps }) => steps.length > 0).map(({ name, steps }) => [heading(name, canvas), ...stepLines(steps, canvas)]),
  );
};
