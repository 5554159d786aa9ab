import { requireNonNegative, requireSameLength } from "../checks.ts";
import { defineFormula } from "../define.ts";
import { tokens } from "../dimensions.ts";
import { InputError } from "../input-error.ts";
import type { Dot } from "../plot/picture.ts";
import { dots, enclosing, listOf, type Setting } from "../plot/plot.ts";
import { constant, whole } from "../recipes.ts";
import { factor, shortNumber, shortSum, subscript } from "../text.ts";
import { sum } from "../vectors.ts";
import { leaveOutItems, shownItems, signed } from "./shared.ts";

type Tokens = {
  readonly logp_new: readonly number[];
  readonly logp_old: readonly number[];
  readonly advantages: readonly number[];
  readonly mask: readonly boolean[] | null;
};

/** Each token that counts, by its ratio. Without an advantage it lies on neither curve. */
const tokensOf = <V extends Tokens>({ inputs, given, compute }: Setting<V>): Dot[] => {
  if (!given("logp_new")) return [];
  const { logp_new, logp_old, advantages, mask } = inputs;
  const losses = listOf(compute(), "per_token_loss");
  const counted = logp_new.map((_, t) => t).filter((t) => !mask || mask[t]);
  return counted.map((t, i) => ({ x: Math.exp(logp_new[t]! - logp_old[t]!), y: -losses[i]! / Math.abs(advantages[t]!) }));
};

const equation = (high: string): string =>
  `L = \\frac{1}{N} \\sum_t \\max(-A_t \\rho_t, -A_t \\operatorname{clip}(\\rho_t, 1 - \\epsilon, 1 + ${high})), \\quad \\rho_t = \\frac{\\pi_t}{\\pi_t^{\\text{old}}}`;

export const ppoPolicyLoss = defineFormula({
  id: "ppo-policy-loss",
  aliases: ["ppo"],
  title: { en: "PPO policy loss", zh: "PPO 策略损失" },
  summary: {
    en: "The clipped surrogate objective as a loss: the mean over tokens of the worse of two terms, with and without the probability ratio clipped.",
    zh: "裁剪代理目标取负后的损失：概率比裁剪与不裁剪两项取较差者，再对词元求平均。",
  },
  equation: equation("\\epsilon"),
  equations: { higher: equation("\\epsilon_{\\text{high}}") },
  equationsOf: ({ clip_epsilon_high }) => [clip_epsilon_high === null ? "equation" : "higher"],
  inputs: {
    logp_new: {
      kind: "vector",
      shape: ["T"],
      symbol: "log π",
      about: { en: "log-probabilities of the tokens under the policy", zh: "当前策略下各词元的对数概率" },
    },
    logp_old: {
      kind: "vector",
      shape: ["T"],
      symbol: "log π_old",
      about: { en: "the same when the answer was sampled", zh: "采样时策略下的对数概率" },
    },
    advantages: { kind: "vector", shape: ["T"], symbol: "A", about: { en: "an advantage for each token", zh: "各词元的优势" } },
    clip_epsilon: { kind: "scalar", symbol: "ε", default: 0.2, about: { en: "how far the ratio may move", zh: "概率比允许偏离的幅度" } },
    clip_epsilon_high: {
      kind: "scalar",
      symbol: "ε_high",
      optional: true,
      about: { en: "another bound upwards (clip-higher); ε when left out", zh: "上界单独取值（clip-higher）；不给则同 ε" },
    },
    mask: {
      kind: "mask",
      shape: ["T"],
      symbol: "mask",
      optional: true,
      about: { en: "1 for the tokens that count, 0 for the rest; all count when left out", zh: "计入的词元为 1，其余为 0；不给则全部计入" },
    },
  },
  outputs: {
    loss: { symbol: "L", about: { en: "the mean over the tokens that count", zh: "对计入词元的平均" } },
    per_token_loss: { symbol: "ℓₜ", shape: ["N"], about: { en: "for each token that counts", zh: "每个计入词元的损失" } },
    clip_fraction: {
      symbol: "clip_fraction",
      about: { en: "the share of tokens whose clipped term is the larger loss", zh: "裁剪项损失更大的词元所占比例" },
    },
  },
  dimensions: { ...tokens, N: { en: "tokens that count: T without a mask", zh: "计入的词元数：不给 mask 时即 T" } },
  signs: {
    goal: { en: "to be minimised: it is minus the objective that the paper maximises", zh: "最小化：它是论文中要最大化的目标取负" },
    terms: [
      {
        term: "ρ = exp(log π − log π_old)",
        why: {
          en: "plus: the policy now, minus: when the answer was sampled; above 1 for a token that has become likelier",
          zh: "正：当前策略，负：采样时的策略；词元变得更可能则大于 1",
        },
      },
      {
        term: "−A·ρ",
        why: {
          en: "minus: with A above 0 a larger ρ lowers the loss, with A below 0 a smaller ρ does",
          zh: "取负：A 为正时 ρ 增大使损失下降，A 为负时 ρ 减小使损失下降",
        },
      },
      {
        term: "−A·clip(ρ, 1 − ε, 1 + ε)",
        why: {
          en: "the same with ρ held within the bounds: beyond 1 + ε (A above 0) or below 1 − ε (A below 0) nothing more is gained",
          zh: "同上，但 ρ 限制在界内：A 为正时超过 1 + ε、A 为负时低于 1 − ε，都不再有好处",
        },
      },
      {
        term: "max(…)",
        why: {
          en: "the larger loss, as the paper takes the smaller objective: clipping takes gains away, it never hides that things got worse",
          zh: "取较大的损失，即论文取较小的目标：裁剪只会去掉收益，不会掩盖变差",
        },
      },
    ],
  },
  examples: [
    {
      command: "almanac calc ppo-policy-loss --logp-new='-0.5 -1' --logp-old='-1 -1' --advantages '1 -1'",
      about: { en: "the first token's ratio, e^0.5, is clipped to 1.2", zh: "第一个词元的概率比 e^0.5 被裁剪到 1.2" },
    },
    {
      command: "almanac calc ppo-policy-loss --plot",
      about: { en: "the clipped objective against the ratio", zh: "裁剪目标随概率比的变化" },
    },
  ],
  sources: ["schulman-2017"],
  check: ({ logp_new, logp_old, advantages, clip_epsilon, clip_epsilon_high, mask }) => {
    requireSameLength("logp_old", logp_old, "logp_new", logp_new);
    requireSameLength("advantages", advantages, "logp_new", logp_new);
    requireSameLength("mask", mask, "logp_new", logp_new);
    requireNonNegative("clip_epsilon", clip_epsilon);
    requireNonNegative("clip_epsilon_high", clip_epsilon_high);
    if (mask && !mask.includes(true))
      throw new InputError("mask", { en: "0/0: the mask leaves no token to average over", zh: "0/0：掩码没有留下任何词元，无从求平均" });
  },
  evaluate: (a, { logp_new, logp_old, advantages, clip_epsilon, clip_epsilon_high, mask }, step) => {
    const low = constant(a, (own) => own.sub(own.fromNumber(1), own.fromNumber(clip_epsilon)));
    const high = constant(a, (own) => own.add(own.fromNumber(1), own.fromNumber(clip_epsilon_high ?? clip_epsilon)));
    const tokens = logp_new.map((_, t) => t).filter((t) => !mask || mask[t]);
    const now = { en: "plus: the policy now; minus: when the answer was sampled", zh: "正：当前策略；负：采样时的策略" };
    const why = {
      en: "minus: more of an advantage is less of a loss; max: the worse counts",
      zh: "取负：优势越大损失越小；取 max：较差者计入",
    };
    let clippedTokens = 0;
    const losses = tokens.map((t, at) => {
      const [logNew, logOld, advantage] = [a.fromNumber(logp_new[t]!), a.fromNumber(logp_old[t]!), a.fromNumber(advantages[t]!)];
      const shown = at < shownItems;
      const ratio = a.exp(a.sub(logNew, logOld));
      if (shown) step(signed(`ρ${subscript(t)}`, at === 0, now), (show) => `exp(${show(logNew)} − ${factor(show(logOld))})`, ratio);
      const bounded = a.compare(ratio, low) < 0 ? low : a.compare(ratio, high) > 0 ? high : ratio;
      const unclipped = a.neg(a.mul(advantage, ratio));
      // The same product computed twice could not be told from itself at any precision.
      const clipped = bounded === ratio ? unclipped : a.neg(a.mul(advantage, bounded));
      const isClipped = a.compare(clipped, unclipped) > 0;
      if (isClipped) clippedTokens += 1;
      const loss = isClipped ? clipped : unclipped;
      if (!shown) return loss;
      return step(
        signed(`ℓ${subscript(t)}`, at === 0, why),
        (show) => {
          const negated = `−${factor(show(advantage))}`;
          return `max(${negated}·${show(ratio)}, ${negated}·clip(${show(ratio)}, ${show(low)}, ${show(high)}))`;
        },
        loss,
      );
    });
    leaveOutItems(step, tokens.length, "token");
    const count = whole(a, tokens.length);
    const loss = step("L", (show) => `(${shortSum(losses.map((value) => show(value)))}) / ${tokens.length}`, a.div(sum(a, losses), count));
    const share = step(
      { en: "clip fraction", zh: "裁剪比例" },
      () => `${shortNumber(clippedTokens)} / ${tokens.length}`,
      a.div(whole(a, clippedTokens), count),
    );
    return { loss, per_token_loss: losses, clip_fraction: share };
  },
  plot: {
    about: {
      en: "draw the clipped objective −ℓ/|A| against the ratio ρ (over 0:2, or a range a:b) for A > 0 and A < 0, the given tokens on it",
      zh: "画出 A > 0 与 A < 0 时裁剪目标 −ℓ/|A| 随概率比 ρ 的变化（默认 0:2，也可给范围 a:b）并标出所给的词元",
    },
    over: {
      symbol: "ρ",
      within: () => [0, Infinity],
      usual: (setting) =>
        enclosing(
          [0, 2],
          tokensOf(setting).map(({ x }) => x),
        ),
    },
    without: [{ logp_new: [0], logp_old: [0], advantages: [1] }],
    draw: (scene) => {
      const { inputs, from, to, xs, compute } = scene;
      const objective = (sign: number) => {
        const same = (value: number) => xs.map(() => value);
        const losses = compute({ logp_new: xs.map(Math.log), logp_old: same(0), advantages: same(sign), mask: null });
        return dots(
          xs,
          listOf(losses, "per_token_loss").map((loss) => -loss),
        );
      };
      const clip = { en: "clip range", zh: "裁剪范围" };
      return {
        kind: "curves",
        title: { en: "Clipped objective of a token, for each unit of |A|", zh: "单个词元的裁剪目标（除以 |A|）" },
        x: { label: { en: "ratio ρ", zh: "概率比 ρ" }, from, to },
        y: { label: "−ℓ/|A|" },
        curves: [
          { name: "A > 0", points: objective(1) },
          { name: "A < 0", points: objective(-1) },
        ],
        marks: tokensOf(scene),
        uprights: [
          { at: 1 - inputs.clip_epsilon, name: clip },
          { at: 1 + (inputs.clip_epsilon_high ?? inputs.clip_epsilon), name: clip },
        ],
      };
    },
  },
});
