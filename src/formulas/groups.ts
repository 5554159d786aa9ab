/** The parts of the story that formulas belong to. */
import type { LocalText } from "./define.ts";

export type FormulaGroup = { readonly title: LocalText; readonly ids: readonly string[] };

export const formulaGroups: readonly FormulaGroup[] = [
  { title: { en: "Normalisation", zh: "归一化" }, ids: ["layernorm", "rmsnorm"] },
  { title: { en: "Activations", zh: "激活函数" }, ids: ["sigmoid", "softplus", "log-sigmoid", "swish", "gelu", "relu"] },
  { title: { en: "Gated units", zh: "门控单元" }, ids: ["glu", "bilinear", "reglu", "geglu", "swiglu"] },
  { title: { en: "Softmax and attention", zh: "Softmax 与注意力" }, ids: ["softmax", "log-softmax", "logsumexp", "attention"] },
  { title: { en: "Positions", zh: "位置" }, ids: ["sinusoidal-pe", "alibi-slopes", "alibi-bias"] },
  {
    title: { en: "Rotary positions (RoPE)", zh: "旋转位置编码（RoPE）" },
    ids: ["rope-frequencies", "rope-rotate", "rope-score", "yarn-softmax-scale"],
  },
  { title: { en: "Mixture of experts", zh: "混合专家" }, ids: ["moe-routing", "moe-balancing-loss"] },
  { title: { en: "Scaling laws", zh: "缩放定律" }, ids: ["kaplan-law", "chinchilla-law", "chinchilla-optimum"] },
  { title: { en: "Inference", zh: "推理" }, ids: ["sampling", "speculative-acceptance"] },
  { title: { en: "Evaluation", zh: "评测" }, ids: ["perplexity"] },
  {
    title: { en: "Fine-tuning and reward models", zh: "微调与奖励模型" },
    ids: ["sft-cross-entropy", "bradley-terry-probability", "reward-model-pair-loss", "reward-model-loss"],
  },
  {
    title: { en: "Reinforcement learning and preferences", zh: "强化学习与偏好优化" },
    ids: [
      "kl-penalty",
      "rlhf-shaped-rewards",
      "gae",
      "whiten",
      "ppo-policy-loss",
      "ppo-value-loss",
      "ppo-ptx-objective",
      "dpo-loss",
      "kl-categorical",
      "grpo-advantages",
      "grpo-loss",
    ],
  },
];
