/** Every formula, in the order of the story, and how one is found by name. */
import { gelu } from "./activation/gelu.ts";
import { logSoftmax, logsumexp } from "./activation/log-softmax.ts";
import { relu } from "./activation/relu.ts";
import { sigmoid } from "./activation/sigmoid.ts";
import { softmax } from "./activation/softmax.ts";
import { logSigmoid, softplus } from "./activation/softplus.ts";
import { swish } from "./activation/swish.ts";
import { alibiBias, alibiSlopes } from "./attention/alibi.ts";
import { attention } from "./attention/attention.ts";
import { sinusoidalPe } from "./attention/sinusoidal.ts";
import type { Formula, LocalText } from "./define.ts";
import { perplexity } from "./evaluation/perplexity.ts";
import { geglu } from "./gated/geglu.ts";
import { swiglu } from "./gated/swiglu.ts";
import { bilinear, glu, reglu } from "./gated/units.ts";
import { sampling } from "./inference/sampling.ts";
import { speculativeAcceptance } from "./inference/speculative-acceptance.ts";
import { layernorm } from "./normalisation/layernorm.ts";
import { rmsnorm } from "./normalisation/rmsnorm.ts";
import { bradleyTerryProbability, rewardModelPairLoss } from "./rlhf/bradley-terry.ts";
import { dpoLoss } from "./rlhf/dpo-loss.ts";
import { gae } from "./rlhf/gae.ts";
import { grpoAdvantages } from "./rlhf/grpo-advantages.ts";
import { grpoLoss } from "./rlhf/grpo-loss.ts";
import { klCategorical } from "./rlhf/kl-categorical.ts";
import { klPenalty } from "./rlhf/kl-penalty.ts";
import { ppoPolicyLoss } from "./rlhf/ppo-policy-loss.ts";
import { ppoPtxObjective } from "./rlhf/ppo-ptx-objective.ts";
import { ppoValueLoss } from "./rlhf/ppo-value-loss.ts";
import { rewardModelLoss } from "./rlhf/reward-model-loss.ts";
import { sftCrossEntropy } from "./rlhf/sft-cross-entropy.ts";
import { rlhfShapedRewards } from "./rlhf/shaped-rewards.ts";
import { whiten } from "./rlhf/whiten.ts";
import { ropeFrequencies } from "./rope/frequencies.ts";
import { ropeRotate } from "./rope/rotate.ts";
import { ropeScore } from "./rope/score.ts";
import { yarnSoftmaxScale } from "./rope/yarn-softmax-scale.ts";
import { moeBalancingLoss } from "./routing/moe-balancing-loss.ts";
import { moeRouting } from "./routing/moe-routing.ts";
import { chinchillaLaw } from "./scaling/chinchilla-law.ts";
import { chinchillaOptimum } from "./scaling/chinchilla-optimum.ts";
import { kaplanLaw } from "./scaling/kaplan-law.ts";

export { firstList, inputNames } from "./arguments.ts";
export type { Formula, InputSpec, InputValue, InputValues, LocalText } from "./define.ts";
export { type Evaluation, elementwiseInFloat64, evaluate, evaluateInFloat64, type Result, type WorkingStep } from "./evaluate.ts";
export { InputError, isInputError } from "./input-error.ts";
export { type NumberStream, numberStream } from "./number-stream.ts";
export { evaluateRounded, type RoundedEvaluation } from "./rounded/evaluate.ts";
export { type Format, findFormat, formats } from "./rounded/formats.ts";

export type FormulaGroup = { readonly title: LocalText; readonly formulas: readonly Formula[] };

export const formulaGroups: readonly FormulaGroup[] = [
  { title: { en: "Normalisation", zh: "归一化" }, formulas: [layernorm, rmsnorm] },
  { title: { en: "Activations", zh: "激活函数" }, formulas: [sigmoid, softplus, logSigmoid, swish, gelu, relu] },
  { title: { en: "Gated units", zh: "门控单元" }, formulas: [glu, bilinear, reglu, geglu, swiglu] },
  { title: { en: "Softmax and attention", zh: "Softmax 与注意力" }, formulas: [softmax, logSoftmax, logsumexp, attention] },
  { title: { en: "Positions", zh: "位置" }, formulas: [sinusoidalPe, alibiSlopes, alibiBias] },
  { title: { en: "Evaluation", zh: "评测" }, formulas: [perplexity] },
  {
    title: { en: "Rotary positions (RoPE)", zh: "旋转位置编码（RoPE）" },
    formulas: [ropeFrequencies, ropeRotate, ropeScore, yarnSoftmaxScale],
  },
  { title: { en: "Mixture of experts", zh: "混合专家" }, formulas: [moeRouting, moeBalancingLoss] },
  { title: { en: "Scaling laws", zh: "缩放定律" }, formulas: [kaplanLaw, chinchillaLaw, chinchillaOptimum] },
  { title: { en: "Inference", zh: "推理" }, formulas: [sampling, speculativeAcceptance] },
  {
    title: { en: "Fine-tuning and reward models", zh: "微调与奖励模型" },
    formulas: [sftCrossEntropy, bradleyTerryProbability, rewardModelPairLoss, rewardModelLoss],
  },
  {
    title: { en: "Reinforcement learning and preferences", zh: "强化学习与偏好优化" },
    formulas: [
      klPenalty,
      rlhfShapedRewards,
      gae,
      whiten,
      ppoPolicyLoss,
      ppoValueLoss,
      ppoPtxObjective,
      dpoLoss,
      klCategorical,
      grpoAdvantages,
      grpoLoss,
    ],
  },
];

export const formulas: readonly Formula[] = formulaGroups.flatMap((group) => group.formulas);

const key = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replace(/[_\s]+/g, "-");

/** `RMSNorm（均方根归一化）`: the whole, what stands before the parentheses, and what stands in them. */
const titleNames = (title: string): readonly string[] => [title, ...title.split(/[（）()]/).filter((part) => part.trim() !== "")];

/**
 * By id, alias or title in either language, or a part of a title that has another name in parentheses; case, blanks and
 * underscores do not matter.
 */
export const findFormula = (name: string): Formula | undefined => {
  const wanted = key(name);
  const isNamed = ({ title, aliases }: Formula): boolean => [...aliases, title.en, title.zh].some((known) => key(known) === wanted);
  const isPartlyNamed = ({ title }: Formula): boolean => [title.en, title.zh].flatMap(titleNames).some((known) => key(known) === wanted);
  return formulas.find((formula) => formula.id === wanted) ?? formulas.find(isNamed) ?? formulas.find(isPartlyNamed);
};
