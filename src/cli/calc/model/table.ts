/** Which inputs of which formulas a model's record fixes, and from which keys. The one place to add such a rule. */
import { visible } from "../../../knowledge/sanitise.ts";
import { isGated } from "../../../sizing/complete.ts";
import { countParameters } from "../../../sizing/parameters.ts";
import { clampedAlpha, routerByCode, routerHasBias } from "./architecture.ts";
import { queryKeyNorm, sinks, softCap, softmaxScale, window, windowSomewhere } from "./attention.ts";
import {
  factorsUsed,
  firstPart,
  layoutOf,
  longerTexts,
  otherBase,
  otherLength,
  otherScaling,
  partOfHead,
  rotary,
  rotatedDimensions,
  rotatedPart,
  scalingOf,
  thetaBase,
  turnsWholeHeads,
} from "./rotary.ts";
import {
  type Constants,
  computed,
  type Model,
  needs,
  orByCode,
  type Remark,
  type Requirement,
  type Rule,
  same,
  sizingOf,
  translated,
} from "./rule.ts";

/** Activations by the words of `hidden_act`. */
const gelus = { gelu: "none", gelu_new: "tanh", gelu_fast: "tanh", gelu_pytorch_tanh: "tanh", quick_gelu: "sigmoid" };
const silus = ["silu", "swish"];
const plainOf = (act: string | undefined): string | undefined => {
  if (act === undefined) return undefined;
  if (silus.includes(act)) return "swish";
  return act === "relu" ? "relu" : Object.hasOwn(gelus, act) ? "gelu" : undefined;
};
const gatedOf: Readonly<Record<string, string>> = { swish: "swiglu", gelu: "geglu", relu: "reglu" };

/** The formula of a model's feed-forward layers, gated where they are. */
const activationOf = (model: Model): string | undefined => {
  const plain = plainOf(model.config.hidden_act);
  return plain && isGated(sizingOf(model)) ? gatedOf[plain] : plain;
};

const activation = (words: readonly string[], gated = false): Requirement => ({
  key: "hidden_act",
  is: ({ config }) => (config.hidden_act === undefined ? undefined : words.includes(config.hidden_act)),
  instead: (model) => (gated ? activationOf(model) : plainOf(model.config.hidden_act)),
});

const gated: Requirement = { key: "is_gated_act", is: (model) => isGated(sizingOf(model)), instead: activationOf };
/** A clamped gate is another function (gpt-oss, DeepSeek-V4). */
const notClamped: Requirement = {
  key: "swiglu_limit",
  is: ({ config }) => config.swiglu_limit === undefined,
  instead: () => undefined,
  says: (model) => {
    const limit = model.config.swiglu_limit;
    const alpha = clampedAlpha(model);
    const more = { en: alpha === undefined ? "" : `, alpha ${alpha}`, zh: alpha === undefined ? "" : `、alpha 为 ${alpha}` };
    return {
      en: `its swiglu_limit is ${limit}: a SwiGLU clamped at ${limit}${more.en}, which no formula here is`,
      zh: `swiglu_limit 为 ${limit}，即截断于 ${limit}${more.zh} 的 SwiGLU，这里没有对应的公式`,
    };
  },
};

const approximate = (input: string): Rule => translated(input, "config.hidden_act", gelus);
const steepness = translated("beta", "config.hidden_act", { silu: 1, swish: 1 });

/** Architectures whose code multiplies by 1 + g. */
const offsets: Readonly<Record<string, string>> = {
  gemma: "gemma-code",
  gemma2: "gemma-code",
  gemma3_text: "gemma-code",
  qwen3_next: "transformers-qwen3-next-code",
};
const unitOffset: Rule = {
  input: "unit_offset",
  keys: ["architecture"],
  read: ({ config: { architecture } }) =>
    architecture !== undefined && Object.hasOwn(offsets, architecture)
      ? { value: true, from: ["config.architecture"], how: `architecture = ${architecture}`, source: offsets[architecture]! }
      : undefined,
};

const turnsHeads = (model: Model): boolean => model.config.position_embedding_type === "rope" && turnsWholeHeads(model);

/** Attention turns whole queries and keys, which is what a model does whose heads turn whole. */
const whereWhole = (rule: Rule): Rule => ({
  ...rule,
  read: (model) => (turnsHeads(model) ? rule.read(model) : undefined),
  always: turnsHeads,
});

const headTurnsInPart: Remark = (model) =>
  model.config.position_embedding_type === "rope" && !turnsWholeHeads(model)
    ? { en: "only a part of a head is rotated: rope is not taken", zh: "每个头只旋转一部分：未取 rope" }
    : undefined;

const whereTurned =
  (remark: Remark): Remark =>
  (model, inputs) =>
    inputs.rope ? remark(model, inputs) : undefined;

const alibi = needs("position_embedding_type", ["alibi"], { rope: "rope-rotate", sinusoidal: "sinusoidal-pe" });

const biasOfChoice: Remark = (model, inputs) =>
  (model.config.topk_method === "noaux_tc" || routerHasBias(model)) && !inputs.bias
    ? {
        en: "its router adds a trained bias for the choice, which no configuration holds: --bias",
        zh: "它的路由器在挑选时加一个训练得到的偏置，不在配置里：可用 --bias 给出",
      }
    : undefined;

const otherExperts: Remark = ({ config, name }, { logits }) => {
  const row = Array.isArray(logits) ? (Array.isArray(logits[0]) ? logits[0] : logits) : undefined;
  return row && config.num_experts !== undefined && row.length !== config.num_experts
    ? {
        en: `${name} has ${config.num_experts} experts, logits ${row.length}`,
        zh: `${name} 有 ${config.num_experts} 个专家，logits 为 ${row.length} 个`,
      }
    : undefined;
};

const experts: readonly Rule[] = [
  same("top_k", "config.num_experts_per_tok"),
  orByCode(
    translated("gate", "config.scoring_func", { softmax: "softmax", sigmoid: "sigmoid", sqrtsoftplus: "sqrtsoftplus" }, { always: true }),
    routerByCode("gate"),
  ),
];

/** The laws are of dense models. */
const dense: Requirement = { key: "num_experts", is: ({ config }) => config.num_experts === undefined, instead: () => undefined };
const tokens = same("tokens", "training.tokens");
/** Some token counts are only bounds, in words ("15T+"). */
const tokensInWords: Remark = ({ at }, inputs) => {
  const value = at("training.tokens_published");
  return typeof value === "string" && at("training.tokens") === undefined && (inputs.tokens ?? null) !== null
    ? {
        en: `training.tokens is published as “${visible(value)}” only, not as a number: tokens as given`,
        zh: `training.tokens 只公布为“${visible(value)}”，不是确数：tokens 取给定的值`,
      }
    : undefined;
};

const norm = (kind: "rmsnorm" | "layernorm"): Requirement => needs("norm_type", [kind], { rmsnorm: "rmsnorm", layernorm: "layernorm" });

const rope = { requires: [rotary], remarks: [otherScaling, factorsUsed, longerTexts, otherBase] };

export const table: Readonly<Record<string, Constants>> = {
  layernorm: { requires: [norm("layernorm")], rules: [same("eps", "config.layer_norm_eps")] },
  rmsnorm: { requires: [norm("rmsnorm")], rules: [same("eps", "config.rms_norm_eps", { always: true }), unitOffset] },
  swish: { requires: [notClamped, activation(silus)], rules: [steepness] },
  gelu: { requires: [notClamped, activation(Object.keys(gelus))], rules: [approximate("approximate")] },
  geglu: { requires: [notClamped, activation(Object.keys(gelus), true), gated], rules: [approximate("gelu_approximate")] },
  swiglu: { requires: [notClamped, activation(silus, true), gated], rules: [steepness] },
  attention: {
    rules: [
      softmaxScale,
      window,
      whereWhole(thetaBase("rope.theta_base")),
      whereWhole(layoutOf("rope.layout")),
      { ...whereWhole(scalingOf("rope.scaling")), always: () => false },
    ],
    remarks: [
      softCap,
      sinks,
      queryKeyNorm,
      windowSomewhere,
      headTurnsInPart,
      whereTurned(factorsUsed),
      whereTurned(otherLength("Q")),
      whereTurned(otherBase),
    ],
  },
  "sinusoidal-pe": {
    requires: [needs("position_embedding_type", ["sinusoidal"], { rope: "rope-rotate", alibi: "alibi-bias" })],
    rules: [same("d_model", "config.hidden_size")],
  },
  "alibi-slopes": { requires: [alibi], rules: [same("num_heads", "config.num_attention_heads")] },
  "alibi-bias": { requires: [alibi], rules: [same("num_heads", "config.num_attention_heads")] },
  "rope-frequencies": { ...rope, rules: [rotatedDimensions, thetaBase(), scalingOf()], remarks: [...rope.remarks, partOfHead] },
  "rope-rotate": {
    ...rope,
    rules: [thetaBase(), layoutOf(), rotatedPart, scalingOf()],
    remarks: [...rope.remarks, partOfHead, otherLength("x")],
  },
  "rope-score": { ...rope, rules: [thetaBase(), layoutOf(), scalingOf()], remarks: [...rope.remarks, firstPart, otherLength("q")] },
  "yarn-softmax-scale": {
    rules: [
      computed(
        "qk_head_dim",
        ["config.qk_nope_head_dim", "config.qk_rope_head_dim"],
        "qk_nope_head_dim + qk_rope_head_dim",
        (still, turned) => still! + turned!,
      ),
      same("factor", "config.rope_scaling.factor"),
      same("mscale_all_dim", "config.rope_scaling.mscale_all_dim"),
    ],
  },
  "moe-routing": {
    rules: [
      ...experts,
      orByCode(translated("normalize", "config.norm_topk_prob", { true: true, false: false }, { always: true }), routerByCode("normalize")),
      same("routed_scaling_factor", "config.routed_scaling_factor"),
      same("n_group", "config.n_group"),
      same("topk_group", "config.topk_group"),
    ],
    remarks: [biasOfChoice, otherExperts],
  },
  "moe-balancing-loss": { rules: experts, remarks: [otherExperts] },
  "kaplan-law": {
    requires: [dense],
    rules: [
      {
        input: "parameters",
        keys: ["parameters"],
        read: (model) => {
          const count = countParameters(sizingOf(model));
          return "missing" in count
            ? undefined
            : { value: count.non_embedding.total, from: ["config"], how: "parameters without embeddings", derived: true };
        },
      },
      tokens,
    ],
    remarks: [tokensInWords],
  },
  "chinchilla-law": { requires: [dense], rules: [same("parameters", "parameters.total"), tokens], remarks: [tokensInWords] },
  "chinchilla-optimum": {
    requires: [dense],
    rules: [computed("compute", ["parameters.total", "training.tokens"], "6 · parameters · tokens", (n, d) => 6 * n! * d!)],
  },
};
