import type { Arithmetic } from "../arithmetic.ts";
import { requireNonNegative, requireSameLength } from "../checks.ts";
import { defineFormula } from "../define.ts";
import { InputError } from "../input-error.ts";
import type { Label } from "../plot/picture.ts";
import { dots, numberOf } from "../plot/plot.ts";
import { shortNumber, shortSum } from "../text.ts";
import { sum } from "../vectors.ts";

/** So far from 1 may the sum of printed probabilities lie. */
const tolerance = 1e-6;

const distribution = (symbol: string, en: string, zh: string) =>
  ({ kind: "vector", shape: ["n"], symbol, optional: true, about: { en, zh } }) as const;

const requireDistribution = (path: string, p: readonly number[]): void => {
  const bad = p.findIndex((value) => !(value >= 0 && value <= 1));
  if (bad >= 0)
    throw new InputError(`${path}[${bad}]`, {
      en: `${path}[${bad}] is ${p[bad]}: a probability is from 0 to 1`,
      zh: `${path}[${bad}] 为 ${p[bad]}：概率应在 0 到 1 之间`,
    });
  const total = p.reduce((all, value) => all + value, 0);
  if (Math.abs(total - 1) > tolerance)
    throw new InputError(path, { en: `${path} adds up to ${total}, not to 1`, zh: `${path} 的总和为 ${total}，而不是 1` });
};

/** 1 + α + … + α^γ. */
const expected = <T>(a: Arithmetic<T>, alpha: T, gamma: number): T => {
  const one = a.fromNumber(1);
  const missed = a.sub(one, alpha);
  const most = a.add(a.fromNumber(gamma), one);
  return a.isZero(missed) ? most : a.div(a.neg(a.expm1(a.mul(most, a.log(alpha)))), missed);
};

export const speculativeAcceptance = defineFormula({
  id: "speculative-acceptance",
  aliases: ["speculative-decoding"],
  title: { en: "Speculative decoding: acceptance", zh: "推测解码的接受率" },
  summary: {
    en: "How often the large model accepts a drafted token, how many tokens a step then yields, and how much faster that is. Every position is taken to be accepted alike and on its own.",
    zh: "大模型接受草稿词元的概率、每步因此产出的词元数，以及由此得到的加速。假定各位置的接受概率相同且相互独立。",
  },
  equation:
    "\\alpha = \\sum_x \\min(p(x), q(x)), \\quad E = 1 + \\alpha + \\cdots + \\alpha^{\\gamma} = \\frac{1 - \\alpha^{\\gamma + 1}}{1 - \\alpha}, \\quad S = \\frac{E}{\\gamma c + 1}",
  equations: {
    given:
      "E = 1 + \\alpha + \\cdots + \\alpha^{\\gamma} = \\frac{1 - \\alpha^{\\gamma + 1}}{1 - \\alpha}, \\quad S = \\frac{E}{\\gamma c + 1}",
  },
  equationsOf: ({ acceptance }) => [acceptance === null ? "equation" : "given"],
  inputs: {
    target: distribution("p", "the large model's probabilities", "大模型的概率分布"),
    draft: distribution("q", "the draft model's probabilities", "草稿模型的概率分布"),
    acceptance: {
      kind: "scalar",
      symbol: "α",
      optional: true,
      about: { en: "the acceptance rate itself, in place of the two distributions", zh: "直接给出接受率，代替两个分布" },
    },
    gamma: { kind: "integer", symbol: "γ", default: 5, about: { en: "tokens drafted in a step", zh: "每步起草的词元数" } },
    cost: {
      kind: "scalar",
      symbol: "c",
      default: 0,
      about: { en: "a draft pass in units of a pass of the large model", zh: "草稿模型一次前向的开销，以大模型一次前向为单位" },
    },
  },
  outputs: {
    acceptance: { symbol: "α", about: { en: "probability that a drafted token is accepted", zh: "草稿词元被接受的概率" } },
    expected_tokens: { symbol: "E", about: { en: "tokens from one pass of the large model", zh: "大模型一次前向产出的期望词元数" } },
    speedup: { symbol: "S", about: { en: "against one token a pass", zh: "相对于每次前向产出一个词元的加速比" } },
  },
  dimensions: { n: { en: "tokens of the vocabulary", zh: "词表的词元数" } },
  examples: [
    {
      command: "almanac calc speculative-acceptance --target '0.5 0.3 0.2' --draft '0.6 0.3 0.1' --gamma 4",
      about: { en: "from two distributions", zh: "由两个分布求" },
    },
    {
      command: "almanac calc speculative-acceptance --acceptance 0.8 --gamma 5 --cost 0.05",
      about: { en: "from a measured rate", zh: "由测得的接受率求" },
    },
  ],
  sources: ["leviathan-2022", "chen-2023b"],
  check: ({ target, draft, acceptance, gamma, cost }) => {
    requireNonNegative("gamma", gamma);
    requireNonNegative("cost", cost);
    if (acceptance !== null) {
      if (target !== null || draft !== null)
        throw new InputError("acceptance", {
          en: "give either acceptance or the two distributions, not both",
          zh: "acceptance 与两个分布只能给出其一",
        });
      if (!(acceptance >= 0 && acceptance <= 1))
        throw new InputError("acceptance", {
          en: `acceptance must be from 0 to 1, not ${acceptance}`,
          zh: `acceptance 必须在 0 到 1 之间，而不是 ${acceptance}`,
        });
      return;
    }
    if (target === null || draft === null)
      throw new InputError(target === null ? "target" : "draft", {
        en: "speculative-acceptance needs target and draft, or acceptance",
        zh: "speculative-acceptance 需要 target 与 draft，或者 acceptance",
      });
    requireSameLength("draft", draft, "target", target);
    requireDistribution("target", target);
    requireDistribution("draft", draft);
  },
  evaluate: (a, { target, draft, acceptance: given, gamma, cost }, step) => {
    const shared = target && draft ? target.map((p, i) => a.fromNumber(Math.min(p, draft[i]!))) : [a.fromNumber(given ?? 0)];
    const alpha = step({ en: "acceptance", zh: "接受率" }, (show) => shortSum(shared.map((value) => show(value))), sum(a, shared));
    const tokens = step(
      "E",
      (show) => (a.compare(alpha, a.fromNumber(1)) === 0 ? `1 + ${gamma}` : `(1 − ${show(alpha)}^${gamma + 1}) / (1 − ${show(alpha)})`),
      expected(a, alpha, gamma),
    );
    const passes = a.add(a.mul(a.fromNumber(gamma), a.fromNumber(cost)), a.fromNumber(1));
    const speedup = step("S", (show) => `${show(tokens)} / (${gamma}·${show(a.fromNumber(cost))} + 1)`, a.div(tokens, passes));
    return { acceptance: alpha, expected_tokens: tokens, speedup };
  },
  plot: {
    about: {
      en: "draw expected tokens and speedup against the acceptance rate α (over 0:1, or a range a:b), the given one on them",
      zh: "画出期望词元数与加速比随接受率 α 的变化（默认 0:1，也可给范围 a:b）并标出所给的值",
    },
    over: { symbol: "α", usual: () => [0, 1], within: () => [0, 1] },
    without: [{ target: null, draft: null, acceptance: 0.5 }],
    draw: ({ inputs: { gamma, cost }, given, from, to, xs, compute }) => {
      const results = xs.map((acceptance) => compute({ acceptance, target: null, draft: null }));
      const curve = (name: Label, key: string) => ({
        name,
        points: dots(
          xs,
          results.map((result) => numberOf(result, key)),
        ),
      });
      const own = compute();
      const isGiven = given("acceptance") || given("target");
      const marks = ["expected_tokens", "speedup"].map((key) => ({ x: numberOf(own, "acceptance"), y: numberOf(own, key) }));
      const setting = `γ = ${gamma}, c = ${shortNumber(cost)}`;
      return {
        kind: "curves",
        title: { en: `Tokens from a pass of the large model, ${setting}`, zh: `大模型一次前向产出的词元数，${setting}` },
        x: { label: "α", from, to },
        y: { label: "E" },
        curves: [
          curve({ en: "expected tokens E", zh: "期望词元数 E" }, "expected_tokens"),
          ...(cost === 0 ? [] : [curve({ en: "speedup S", zh: "加速比 S" }, "speedup")]),
        ],
        marks: isGiven ? marks.slice(0, cost === 0 ? 1 : 2) : [],
      };
    },
  },
});
