/** The parts of a model as its size is told. */
import type { LocalText } from "../knowledge/record.ts";

export const partNames: Readonly<Record<string, LocalText>> = {
  embedding: { en: "Token embedding", zh: "词嵌入" },
  per_layer_embedding: { en: "Per-layer embedding", zh: "逐层嵌入" },
  positions: { en: "Positions", zh: "位置参数" },
  attention: { en: "Attention", zh: "注意力" },
  state_space: { en: "State-space blocks", zh: "状态空间模块" },
  mlp: { en: "MLP", zh: "MLP" },
  experts: { en: "Routed experts", zh: "路由专家" },
  shared_experts: { en: "Shared experts", zh: "共享专家" },
  router: { en: "Router", zh: "路由器" },
  norms: { en: "Norms", zh: "归一化" },
  other: { en: "Other tensors", zh: "其他张量" },
  pooler: { en: "Pooler", zh: "池化层" },
  head: { en: "Output head", zh: "输出头" },
};
