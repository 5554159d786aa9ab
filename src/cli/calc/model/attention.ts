/** What a configuration says of attention, and what the model's attention does beside the formula. */
import { complete, isReady } from "../../../sizing/complete.ts";
import { layerGroups } from "../../../sizing/layers.ts";
import { hasSinks } from "./architecture.ts";
import { type Model, type Remark, type Rule, sizingOf } from "./rule.ts";

export const softmaxScale: Rule = {
  input: "scale",
  keys: ["query_pre_attn_scalar", "rope_scaling.mscale_all_dim"],
  read: ({ config: { query_pre_attn_scalar: scalar, qk_nope_head_dim: still, qk_rope_head_dim: turned, rope_scaling }, evaluate }) => {
    if (scalar !== undefined)
      return { value: 1 / Math.sqrt(scalar), from: ["config.query_pre_attn_scalar"], how: "1/√query_pre_attn_scalar", derived: true };
    const { factor, mscale_all_dim } = rope_scaling ?? {};
    if (still === undefined || turned === undefined || typeof factor !== "number" || typeof mscale_all_dim !== "number") return undefined;
    const result = evaluate("yarn-softmax-scale", { qk_head_dim: still + turned, factor, mscale_all_dim });
    return {
      value: result,
      from: ["config.qk_nope_head_dim", "config.qk_rope_head_dim", "config.rope_scaling"],
      how: "yarn-softmax-scale",
      derived: true,
    };
  },
};

/** How many layers look back over a window only, of how many. */
const sliding = (model: Model): { readonly some: number; readonly all: number } | undefined => {
  const ready = complete(sizingOf(model));
  if (!isReady(ready)) return undefined;
  const groups = layerGroups(ready.spec, ready.c);
  const count = (of: typeof groups): number => of.reduce((sum, { layers }) => sum + layers, 0);
  return { some: count(groups.filter(({ kind }) => kind === "sliding")), all: count(groups) };
};

export const window: Rule = {
  input: "sliding_window",
  keys: ["sliding_window"],
  read: (model) => {
    const layers = sliding(model);
    const value = model.config.sliding_window;
    return value !== undefined && layers && layers.some === layers.all ? { value, from: ["config.sliding_window"] } : undefined;
  },
};

export const windowSomewhere: Remark = (model) => {
  const value = model.config.sliding_window;
  const layers = value === undefined ? undefined : sliding(model);
  if (!layers || layers.some === 0 || layers.some === layers.all) return undefined;
  return {
    en: `${layers.some} of its ${layers.all} layers have a window: --sliding-window ${value} for those`,
    zh: `${layers.all} 层中有 ${layers.some} 层带窗口：算这些层请加 --sliding-window ${value}`,
  };
};

/** What the model's attention does beside the formula. */
export const softCap: Remark = ({ name, config: { attn_logit_softcapping: cap } }) =>
  cap === undefined
    ? undefined
    : {
        en: `not computed: ${name} caps its logits softly at ${cap}: ${cap} · tanh(logit / ${cap})`,
        zh: `未计入：${name} 对 logits 做软截断，上限 ${cap}，即 ${cap} · tanh(logit / ${cap})`,
      };

export const queryKeyNorm: Remark = ({ name, config }) =>
  config.use_qk_norm === true
    ? {
        en: `not computed: ${name} normalises queries and keys (use_qk_norm); give them normalised`,
        zh: `未计入：${name} 先对 query 和 key 做归一化（use_qk_norm）；请给归一化之后的值`,
      }
    : undefined;

export const sinks: Remark = (model) => {
  const { add_swa_attention_sink_bias: inSliding, add_full_attention_sink_bias: inFull } = model.config;
  if (!hasSinks(model) && inSliding !== true && inFull !== true) return undefined;
  const some = !hasSinks(model) && !(inSliding && inFull);
  return {
    en: `not computed: each head of ${model.name} has a learned sink${some ? ` in its ${inFull ? "full" : "sliding"} layers` : ""}, one more logit in the softmax`,
    zh: `未计入：${model.name} ${some ? `的${inFull ? "全注意力" : "滑动窗口"}层中` : ""}每个头各有一个训练得到的 sink，在 softmax 中多占一个 logit`,
  };
};
