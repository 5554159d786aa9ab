/** The words of the steps, in both languages. */
import { kinds, type LayerKind } from "./kinds/index.ts";
import type { LayerGroup } from "./layers.ts";
import type { Label } from "./step.ts";

export const labels = {
  embedding: { en: "Token embedding", zh: "词嵌入" },
  per_layer_embedding: { en: "Per-layer embedding", zh: "逐层嵌入" },
  positions: { en: "Positions", zh: "位置参数" },
  outer_norms: { en: "Norms outside the layers", zh: "层外归一化" },
  outer_other: { en: "Other tensors outside the layers", zh: "层外其他张量" },
  pooler: { en: "Pooler", zh: "池化层" },
  head: { en: "Output head", zh: "输出头" },
  total: { en: "Total", zh: "合计" },
  active: { en: "Active per token", zh: "每个词元激活" },
  weights: { en: "Weights", zh: "权重" },
  released: { en: "Weights as released", zh: "发布格式的权重" },
  gradients: { en: "Gradients", zh: "梯度" },
  master: { en: "Master weights", zh: "主权重" },
  first_moment: { en: "Adam first moment", zh: "Adam 一阶矩" },
  second_moment: { en: "Adam second moment", zh: "Adam 二阶矩" },
  per_token: { en: "Kept for every token", zh: "每个词元保留" },
  per_source_token: { en: "Kept for every source token", zh: "每个源端词元保留" },
  state: { en: "Kept whatever the length", zh: "与长度无关的状态" },
  state32: { en: "Kept in 32 bits whatever the length", zh: "与长度无关的 32 位状态" },
  cache_per_token: { en: "Cache of one more token", zh: "每多一个词元的缓存" },
  cache: { en: "Cache of the whole batch", zh: "整批缓存" },
  largest_context: { en: "Largest context that fits", zh: "能容纳的最长上下文" },
} as const satisfies Readonly<Record<string, Label>>;

export const kindLabel = (kind: LayerKind): Label => kinds[kind].label;

const parts: Readonly<Record<string, Label>> = {
  attention: { en: "Attention", zh: "注意力" },
  state_space: { en: "State-space blocks", zh: "状态空间模块" },
  mlp: { en: "MLP", zh: "MLP" },
  router: { en: "Router", zh: "路由器" },
  experts: { en: "Routed experts", zh: "路由专家" },
  shared_experts: { en: "Shared experts", zh: "共享专家" },
  norms: { en: "Norms", zh: "归一化" },
  other: { en: "Other tensors", zh: "其他张量" },
};

/** `Attention, 13 layers of sliding-window attention`. */
export const groupLabel = (part: string, { kind, layers, stored }: LayerGroup): Label => {
  const name = parts[part]!;
  const one = layers === 1;
  const shared =
    stored === undefined ? { en: "", zh: "" } : { en: ` that share the weights of ${stored}`, zh: `（共用 ${stored} 层的权重）` };
  return {
    en: `${name.en}, ${layers} ${one ? "layer" : "layers"} of ${kindLabel(kind).en}${shared.en}`,
    zh: `${name.zh}，${layers} 层${kindLabel(kind).zh}${shared.zh}`,
  };
};

/** `MLP, 2 shared blocks called 9 times`. */
export const sharedLabel = (part: string, blocks: number, calls: number): Label => {
  const name = parts[part]!;
  return {
    en: `${name.en}, ${blocks} shared ${blocks === 1 ? "block" : "blocks"} called ${calls} times`,
    zh: `${name.zh}，${blocks} 个共享模块，调用 ${calls} 次`,
  };
};

export const conventionLabels = {
  "2n": { en: "One token, forward (2N)", zh: "一个词元的前向计算（2N）" },
  "6n": { en: "One token, forward and backward (6N)", zh: "一个词元的前向与反向计算（6N）" },
  kaplan: { en: "One token, forward (Kaplan et al.)", zh: "一个词元的前向计算（Kaplan 等）" },
  palm: { en: "One token, forward and backward (PaLM)", zh: "一个词元的前向与反向计算（PaLM）" },
  chinchilla: { en: "One token, forward (Chinchilla)", zh: "一个词元的前向计算（Chinchilla）" },
  decode: { en: "One generated token", zh: "生成一个词元" },
  total: { en: "All tokens", zh: "全部词元" },
} as const satisfies Readonly<Record<string, Label>>;
