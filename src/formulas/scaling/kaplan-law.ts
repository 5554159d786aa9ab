import { requirePositive } from "../checks.ts";
import { defineFormula } from "../define.ts";
import { InputError } from "../input-error.ts";
import { dots, enclosing, numberOf, type Range } from "../plot/plot.ts";
import { powerText, shortNumber } from "../text.ts";

type Law = { readonly scale: number; readonly exponent: number };
type Name = "N" | "D" | "C";

/** Kaplan 2020, equations 1.1 to 1.3: each for itself. */
const laws: Readonly<Record<Name, Law>> = {
  N: { scale: 8.8e13, exponent: 0.076 },
  D: { scale: 5.4e13, exponent: 0.095 },
  C: { scale: 3.1e8, exponent: 0.05 },
};

/** Table 2: N and D fitted together. */
const together = { N: { scale: 6.4e13, exponent: 0.076 }, D: { scale: 1.8e13, exponent: 0.103 } } as const satisfies Partial<
  Record<Name, Law>
>;

/** L(C) as measured, all at one batch size. */
const fixedBatch: Law = { scale: 1.6e7, exponent: 0.057 };

const count = (symbol: string, en: string, zh: string) => ({ kind: "scalar", symbol, optional: true, about: { en, zh } }) as const;

type Counts = Readonly<Record<"parameters" | "tokens" | "compute", number | null>>;

/** What the picture has on its axis: compute where that is given, else parameters, else tokens; and how far it reaches. */
const variableOf = ({ parameters, compute }: Counts): { readonly name: keyof Counts; readonly symbol: string; readonly range: Range } => {
  if (compute !== null) return { name: "compute", symbol: "C", range: [1e-6, 1e4] };
  return parameters !== null
    ? { name: "parameters", symbol: "N", range: [1e6, 1e12] }
    : { name: "tokens", symbol: "D", range: [1e8, 1e13] };
};

const term = (name: Name): string => `\\left(\\frac{${name}_c}{${name}}\\right)`;

export const kaplanLaw = defineFormula({
  id: "kaplan-law",
  aliases: ["kaplan"],
  title: { en: "Kaplan scaling laws", zh: "Kaplan 缩放定律" },
  summary: {
    en: "The test loss of 2020's power laws, in nats per token: from parameters, from tokens, from both, or from training compute well spent. They hold for that data and tokenizer only.",
    zh: "2020 年幂律给出的测试损失（每词元的奈特数）：由参数量、词元数、两者一起，或分配得当的训练算力求得。只对当时的数据和分词器成立。",
  },
  equation:
    "L(N) = \\left(\\frac{N_c}{N}\\right)^{\\alpha_N}, \\quad L(N, D) = \\left[\\left(\\frac{N_c}{N}\\right)^{\\alpha_N / \\alpha_D} + \\frac{D_c}{D}\\right]^{\\alpha_D}",
  equations: {
    ...Object.fromEntries((["N", "D", "C"] as const).map((name) => [name, `L = ${term(name)}^{\\alpha_${name}}`])),
    both: `L = \\left[${term("N")}^{\\alpha_N / \\alpha_D} + \\frac{D_c}{D}\\right]^{\\alpha_D}`,
  },
  equationsOf: ({ parameters, tokens, compute }) => {
    if (compute !== null) return ["C"];
    if (parameters === null) return [tokens === null ? "equation" : "D"];
    return [tokens === null ? "N" : "both"];
  },
  inputs: {
    parameters: count("N", "parameters without embeddings; N_c = 8.8e13, α_N = 0.076", "不含嵌入的参数量；N_c = 8.8e13，α_N = 0.076"),
    tokens: count("D", "training tokens; D_c = 5.4e13, α_D = 0.095", "训练词元数；D_c = 5.4e13，α_D = 0.095"),
    compute: count(
      "C_min",
      "compute in PF-days (8.64e19 operations), spent as well as can be; alone; C_c = 3.1e8, α_C = 0.050",
      "算力，单位 PF-day（8.64e19 次运算），按最优方式使用；须单独给出；C_c = 3.1e8，α_C = 0.050",
    ),
    joint_constants: {
      kind: "choice",
      symbol: "joint_constants",
      choices: ["table_2", "separate"],
      about: {
        en: "for parameters and tokens together: the joint fit of the paper's Table 2 (N_c 6.4e13, α_N 0.076, D_c 1.8e13, α_D 0.103), or the constants of the separate laws",
        zh: "参数量与词元数同给时：论文表 2 的联合拟合（N_c 6.4e13、α_N 0.076、D_c 1.8e13、α_D 0.103），或两条单独定律的常数",
      },
    },
    compute_law: {
      kind: "choice",
      symbol: "L(C)",
      choices: ["efficient", "fixed_batch"],
      about: {
        en: "compute at the best batch size, or as measured at one batch size (C_c = 1.6e7, α_C = 0.057)",
        zh: "按最优批大小计的算力，或固定批大小下实测的算力（C_c = 1.6e7，α_C = 0.057）",
      },
    },
  },
  result: { symbol: "L", about: { en: "test loss in nats per token", zh: "测试损失，每词元的奈特数" } },
  examples: [
    { command: "almanac calc kaplan-law 1e9", about: { en: "from parameters, with data enough", zh: "由参数量求，数据充足" } },
    { command: "almanac calc kaplan-law 1e9 1e10", about: { en: "from parameters and tokens", zh: "由参数量与词元数求" } },
    {
      command: "almanac calc kaplan-law --compute 3640",
      about: { en: "from compute: GPT-3's PF-days", zh: "由算力求：GPT-3 的 PF-day 数" },
    },
  ],
  sources: ["kaplan-2020", "brown-2020"],
  check: (inputs) => {
    for (const key of ["parameters", "tokens", "compute"] as const) {
      const value = inputs[key];
      if (value !== null) requirePositive(key, value);
    }
    const { parameters, tokens, compute } = inputs;
    if (parameters === null && tokens === null && compute === null)
      throw new InputError("parameters", {
        en: "kaplan-law needs parameters, tokens, both, or compute",
        zh: "kaplan-law 需要 parameters、tokens（或两者），或 compute",
      });
    if (compute !== null && (parameters !== null || tokens !== null))
      throw new InputError("compute", {
        en: "compute stands alone: its law assumes the best size and data for the budget",
        zh: "compute 须单独给出：它的定律已假定规模与数据按预算取最优",
      });
  },
  evaluate: (a, { parameters, tokens, compute, joint_constants, compute_law }, step) => {
    const ratio = (name: Name, { scale }: Law, value: number) =>
      step(`${name}_c / ${name}`, () => `${shortNumber(scale)} / ${shortNumber(value)}`, a.div(a.fromNumber(scale), a.fromNumber(value)));
    const alone = (name: Name, law: Law, value: number) => {
      const base = ratio(name, law, value);
      return step("L", (show) => `${show(base)}^${law.exponent}`, a.pow(base, a.fromNumber(law.exponent)));
    };
    if (compute !== null) return alone("C", compute_law === "efficient" ? laws.C : fixedBatch, compute);
    if (tokens === null) return alone("N", laws.N, parameters!);
    if (parameters === null) return alone("D", laws.D, tokens);
    const { N, D } = joint_constants === "table_2" ? together : laws;
    const [ofN, ofD] = [ratio("N", N, parameters), ratio("D", D, tokens)];
    const [alphaN, alphaD] = [a.fromNumber(N.exponent), a.fromNumber(D.exponent)];
    const powered = step(
      { en: "size term", zh: "规模项" },
      (show) => `${show(ofN)}^(${N.exponent}/${D.exponent})`,
      a.pow(ofN, a.div(alphaN, alphaD)),
    );
    return step("L", (show) => `(${show(powered)} + ${show(ofD)})^${D.exponent}`, a.pow(a.add(powered, ofD), alphaD));
  },
  plot: {
    about: {
      en: "draw the loss against what is given, N, D or C, both axes logarithmic; with both N and D against N, with the given and with endless data",
      zh: "用双对数轴画出损失随所给的量（N、D 或 C）的变化；N 与 D 同给时随 N 变化，数据取所给值或无穷",
    },
    over: {
      symbol: "N, D, C",
      log: true,
      usual: ({ inputs, given }) => {
        const { name, range } = variableOf(inputs);
        return enclosing(range, given(name) ? [inputs[name]!] : []);
      },
    },
    without: [{ parameters: 1e9, tokens: null, compute: null }],
    draw: ({ inputs, given, from, to, xs, compute }) => {
      const { name, symbol } = variableOf(inputs);
      const curve = (label: string, changes: Partial<Counts>) => ({
        name: label,
        points: dots(
          xs,
          xs.map((count) => numberOf(compute({ ...changes, [name]: count }))),
        ),
      });
      const isJoint = name === "parameters" && inputs.tokens !== null;
      return {
        kind: "curves",
        title: { en: `Loss against ${symbol}, in nats per token`, zh: `损失随 ${symbol} 的变化（每词元的奈特数）` },
        x: { label: symbol, log: true, from, to },
        y: { label: "L", log: true },
        curves: isJoint ? [curve(`D = ${powerText(inputs.tokens)}`, {}), curve("D = ∞", { tokens: null })] : [curve("L", {})],
        marks: given(name) ? [{ x: inputs[name]!, y: numberOf(compute()) }] : [],
      };
    },
  },
});
