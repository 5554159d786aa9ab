/** The README's account of accuracy: the calculator, evaluated here, beside what test/formulas/compare/measure.py found of others. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { evaluate, evaluateInFloat64, findFormula, formulas, isInputError } from "../formulas/index.ts";
import type { Lang, LocalText } from "../knowledge/record.ts";
import { columnOf, columns, oracleCases } from "./oracle.ts";

/** How many cases fall into each column: of ordinary inputs, and of all others. */
type Pair = readonly [ordinary: readonly number[], rest: readonly number[]];
/** Of one program, by formula. */
type Counts = Readonly<Record<string, Pair>>;
type Measured = { readonly version: string; readonly date: string; readonly counts: Counts };

const others = ["textbook", "numpy", "torch"] as const;

/** Exact results, and plain doubles with compensated sums, in which much input is computed. */
type Own = "almanac" | "float64";

const names: Readonly<Record<(typeof others)[number] | Own, LocalText>> = {
  almanac: { en: "almanac", zh: "almanac" },
  float64: { en: "almanac, much input", zh: "almanac，大量输入" },
  textbook: { en: "textbook code", zh: "教科书写法" },
  numpy: { en: "NumPy, SciPy", zh: "NumPy、SciPy" },
  torch: { en: "PyTorch", zh: "PyTorch" },
};

/** What belongs together in the table; a formula of none stands for itself. */
const families: readonly { readonly title: LocalText; readonly ids: readonly string[] }[] = [
  { title: { en: "activations", zh: "激活函数" }, ids: ["sigmoid", "softplus", "log-sigmoid", "swish", "gelu", "relu"] },
  { title: { en: "normalisation", zh: "归一化" }, ids: ["layernorm", "rmsnorm", "whiten"] },
  { title: { en: "gated units", zh: "门控单元" }, ids: ["glu", "bilinear", "reglu", "geglu", "swiglu"] },
  {
    title: { en: "softmax and cross-entropy", zh: "softmax 与交叉熵" },
    ids: ["softmax", "log-softmax", "logsumexp", "sft-cross-entropy", "perplexity"],
  },
  { title: { en: "attention", zh: "注意力" }, ids: ["attention"] },
  { title: { en: "sinusoids, ALiBi", zh: "正弦位置编码、ALiBi" }, ids: ["sinusoidal-pe", "alibi-slopes", "alibi-bias"] },
  {
    title: { en: "RoPE and its scalings", zh: "RoPE 及其缩放" },
    ids: ["rope-frequencies", "rope-rotate", "rope-score", "yarn-softmax-scale"],
  },
  {
    title: { en: "routing, sampling, speculation", zh: "专家路由、采样、推测解码" },
    ids: ["moe-routing", "moe-balancing-loss", "sampling", "speculative-acceptance"],
  },
  { title: { en: "scaling laws", zh: "缩放定律" }, ids: ["kaplan-law", "chinchilla-law", "chinchilla-optimum"] },
  {
    title: { en: "preferences: reward model, DPO", zh: "偏好：奖励模型、DPO" },
    ids: ["bradley-terry-probability", "reward-model-pair-loss", "reward-model-loss", "dpo-loss"],
  },
  { title: { en: "KL and shaped rewards", zh: "KL 与逐词元奖励" }, ids: ["kl-penalty", "rlhf-shaped-rewards", "kl-categorical"] },
  { title: { en: "GAE and PPO", zh: "GAE 与 PPO" }, ids: ["gae", "ppo-policy-loss", "ppo-value-loss", "ppo-ptx-objective"] },
  { title: { en: "GRPO", zh: "GRPO" }, ids: ["grpo-advantages", "grpo-loss"] },
];

/** Squares that doubles cannot hold make a formula undefined: no digit of that is right. */
const resultOf = (compute: () => ReturnType<typeof evaluate>): unknown => {
  try {
    return compute().result;
  } catch (error) {
    if (isInputError(error)) return Number.NaN;
    throw error;
  }
};

const ownCounts = (root: string, evaluation: typeof evaluate): Counts => {
  const counts: Record<string, readonly [number[], number[]]> = {};
  for (const { formula, kind, inputs, result } of oracleCases(root)) {
    const [ordinary, rest] = (counts[formula] ??= [Array<number>(columns).fill(0), Array<number>(columns).fill(0)]);
    const row = kind === "ordinary" ? ordinary : rest;
    const found = resultOf(() => evaluation(findFormula(formula)!, inputs, [], false));
    row[columnOf(found, result)]! += 1;
  }
  return counts;
};

const known = new Map<string, Readonly<Record<Own, Counts>>>();
/** Both languages' tables show them. */
const ownCountsOnce = (root: string): Readonly<Record<Own, Counts>> => {
  if (!known.has(root)) known.set(root, { almanac: ownCounts(root, evaluate), float64: ownCounts(root, evaluateInFloat64) });
  return known.get(root)!;
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Column by column. */
const totals = (rows: readonly (readonly number[])[]): number[] =>
  Array.from({ length: columns }, (_, column) => sum(rows.map((row) => row[column]!)));

/** Cases; within 0, 1, 4, 16 ulp; further off; without a correct digit. */
const rowOf = (counts: readonly number[]): number[] => {
  const within = counts.slice(0, -2).map((_, column) => sum(counts.slice(0, column + 1)));
  return [sum(counts), ...within, ...counts.slice(-2)];
};

const of = (counts: Counts, ids: readonly string[]): readonly (readonly number[])[] => ids.flatMap((id) => counts[id] ?? []);

type Table = (head: readonly string[], rows: readonly (readonly string[])[]) => string;

export const accuracy = (root: string, lang: Lang, table: Table): string => {
  const measured = JSON.parse(readFileSync(join(root, "test", "formulas", "compare", "accuracy.json"), "utf8")) as Readonly<
    Record<(typeof others)[number], Measured>
  >;
  const own = ownCountsOnce(root);
  const all: readonly (readonly [LocalText, Counts])[] = [
    [names.almanac, own.almanac],
    [names.float64, own.float64],
    ...others.map((name) => [names[name], measured[name].counts] as const),
  ];
  const zh = lang === "zh";
  const inputs: readonly LocalText[] = [
    { en: "ordinary", zh: "普通" },
    { en: "hard, extreme, special", zh: "困难、极端、特殊" },
  ];
  const whole = table(
    zh
      ? ["", "输入", "用例", "0 ulp", "≤ 1", "≤ 4", "≤ 16", "> 16", "没有一位正确"]
      : ["", "inputs", "cases", "0 ulp", "≤ 1", "≤ 4", "≤ 16", "> 16", "no correct digit"],
    inputs.flatMap((kind, which) =>
      all.map(([name, counts]) => [
        name[lang],
        kind[lang],
        ...rowOf(totals(Object.values(counts).map((pair) => pair[which]!))).map(String),
      ]),
    ),
  );
  const grouped = new Set(families.flatMap(({ ids }) => ids));
  const rest = formulas.filter(({ id }) => !grouped.has(id)).map(({ id, title }) => ({ title, ids: [id] }));
  const byFamily = table(
    [zh ? "≤ 1 ulp 的用例" : "cases within 1 ulp", zh ? "用例" : "cases", ...all.map(([name]) => name[lang])],
    [...families, ...rest].map(({ title, ids }) => [
      title[lang],
      String(sum(totals(of(own.almanac, ids)))),
      ...all.map(([, counts]) => {
        const row = rowOf(totals(of(counts, ids)));
        const [near, none] = [row[2]!, row.at(-1)!];
        return none > 0 ? `${near} (${none})` : String(near);
      }),
    ]),
  );
  const versions = others.map((name) => `${measured[name].version}${zh ? `（${measured[name].date}）` : ` (${measured[name].date})`}`);
  const notes = zh
    ? `特殊用例的输入或结果为 NaN 或无穷。每个用例按最差的一个数计。“没有一位正确”指 NaN、错误的无穷或零、或偏差达到真值的一半。下表括号内是没有一位正确的用例数。大量输入用双精度加补偿求和计算。所用版本：${versions.join("、")}，均为双精度。`
    : `Special cases have NaN or infinities among inputs or results. A case counts by its worst number. No correct digit: NaN, a wrong infinity or zero, or off by half the true value and more; in the table below the count of these in brackets. Much input is computed in doubles with compensated sums. Measured, all in double precision: ${versions.join("; ")}.`;
  return [whole, notes, byFamily].join("\n\n");
};
