/**
 * Every formula by its id, in the order of the story. In the bundle a formula's code runs when it is first asked for
 * (src/build/formula-table.ts): one line `import { name } from "./path.ts"` and one of the table for each.
 */

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
import type { Formula } from "./define.ts";
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

export const table: Readonly<Record<string, Formula>> = {
  layernorm,
  rmsnorm,
  sigmoid,
  softplus,
  "log-sigmoid": logSigmoid,
  swish,
  gelu,
  relu,
  glu,
  bilinear,
  reglu,
  geglu,
  swiglu,
  softmax,
  "log-softmax": logSoftmax,
  logsumexp,
  attention,
  "sinusoidal-pe": sinusoidalPe,
  "alibi-slopes": alibiSlopes,
  "alibi-bias": alibiBias,
  "rope-frequencies": ropeFrequencies,
  "rope-rotate": ropeRotate,
  "rope-score": ropeScore,
  "yarn-softmax-scale": yarnSoftmaxScale,
  "moe-routing": moeRouting,
  "moe-balancing-loss": moeBalancingLoss,
  "kaplan-law": kaplanLaw,
  "chinchilla-law": chinchillaLaw,
  "chinchilla-optimum": chinchillaOptimum,
  sampling,
  "speculative-acceptance": speculativeAcceptance,
  perplexity,
  "sft-cross-entropy": sftCrossEntropy,
  "bradley-terry-probability": bradleyTerryProbability,
  "reward-model-pair-loss": rewardModelPairLoss,
  "reward-model-loss": rewardModelLoss,
  "kl-penalty": klPenalty,
  "rlhf-shaped-rewards": rlhfShapedRewards,
  gae,
  whiten,
  "ppo-policy-loss": ppoPolicyLoss,
  "ppo-value-loss": ppoValueLoss,
  "ppo-ptx-objective": ppoPtxObjective,
  "dpo-loss": dpoLoss,
  "kl-categorical": klCategorical,
  "grpo-advantages": grpoAdvantages,
  "grpo-loss": grpoLoss,
};
