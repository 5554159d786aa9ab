/** What a configuration says of rotary positions, as the RoPE formulas take it. */
import { scalingInput } from "../../../formulas/rope/scaling-input.ts";
import type { LocalText } from "../../../knowledge/record.ts";
import { layoutByCode } from "./architecture.ts";
import type { Model, Reading, Remark, Rule } from "./rule.ts";
import { needs, orByCode, same, translated } from "./rule.ts";

export const rotary = needs("position_embedding_type", ["rope"], { alibi: "alibi-bias", sinusoidal: "sinusoidal-pe" });

export const thetaBase = (input = "theta_base"): Rule => same(input, "config.rope_theta", { always: true });

export const layoutOf = (input = "layout"): Rule =>
  orByCode(translated(input, "config.rope_interleaved", { true: "interleaved", false: "half" }, { always: true }), layoutByCode);

/** Keys and heads differ from layer to layer (Gemma 4), so that one number would be wrong of some. */
const varies = (config: Model["config"]): boolean => config.global_head_dim !== undefined;

/** The rotated part of a head: all of it, its first dimensions, or (latent attention) a part of its own. */
const rotated = ({ config, head }: Model): (Reading & { readonly value: number; readonly part: "all" | "first" | "own" }) | undefined => {
  const { qk_rope_head_dim, rotary_dim, partial_rotary_factor } = config;
  if (qk_rope_head_dim !== undefined) return { value: qk_rope_head_dim, from: ["config.qk_rope_head_dim"], part: "own" };
  if (varies(config)) return undefined;
  const part = (value: number) => (value === head?.size ? "all" : "first");
  if (rotary_dim !== undefined) return { value: rotary_dim, from: ["config.rotary_dim"], part: part(rotary_dim) };
  if (head === undefined || (config.position_embedding_type !== "rope" && config.rope_theta === undefined)) return undefined;
  const from = head.derived ? ["config.hidden_size", "config.num_attention_heads"] : ["config.head_dim"];
  const size = head.derived ? "hidden_size / num_attention_heads" : "head_dim";
  if (partial_rotary_factor === undefined)
    return { value: head.size, from, part: "all", ...(head.derived && { how: size, derived: true as const }) };
  // The reference code cuts the product to an integer: 0.334 of 192 is 64.
  const value = Math.floor(head.size * partial_rotary_factor);
  return {
    value,
    from: ["config.partial_rotary_factor", ...from],
    how: `partial_rotary_factor · ${size}`,
    derived: true,
    part: part(value),
  };
};

const dimensionKeys = ["rotary_dim", "qk_rope_head_dim", "partial_rotary_factor", "head_dim", "hidden_size", "num_attention_heads"];

const plain = (reading: ReturnType<typeof rotated>): Reading | undefined => {
  if (!reading) return undefined;
  const { part: _part, ...rest } = reading;
  return rest;
};

/** As many dimensions as are rotated. */
export const rotatedDimensions: Rule = { input: "rotary_dim", keys: dimensionKeys, read: (model) => plain(rotated(model)), always: true };

/** Only where it is a part of the head: otherwise all of the vector that is given turns. */
export const rotatedPart: Rule = {
  input: "rotary_dim",
  keys: ["rotary_dim", "partial_rotary_factor"],
  read: (model) => {
    const reading = rotated(model);
    return reading?.part === "first" ? plain(reading) : undefined;
  },
};

export const turnsWholeHeads = (model: Model): boolean => rotated(model)?.part === "all";

const typeOf = (scaling: Readonly<Record<string, unknown>>): string | undefined => {
  const word = String(scaling.type ?? scaling.rope_type).toLowerCase();
  const own = (scalingInput.fields.type.synonyms as Readonly<Record<string, string>>)[word] ?? word;
  return (scalingInput.fields.type.choices as readonly string[]).includes(own) ? own : undefined;
};

/** As the formulas take it: their keys only, and the lengths that stand outside of it in a configuration. */
const asInput = (
  scaling: Readonly<Record<string, unknown>>,
  { config }: Model,
): Omit<Reading, "from"> & { readonly beside: readonly string[] } => {
  const type = typeOf(scaling);
  const own = Object.fromEntries(Object.entries(scaling).filter(([key]) => key !== "type" && Object.hasOwn(scalingInput.fields, key)));
  const beside: Record<string, number | undefined> =
    type === "longrope"
      ? {
          original_max_position_embeddings: config.original_max_position_embeddings,
          max_position_embeddings: config.max_position_embeddings,
        }
      : (type === "dynamic_ntk" && own.alpha === undefined) || type === "yarn"
        ? { original_max_position_embeddings: config.max_position_embeddings }
        : {};
  const added = Object.entries(beside).filter(([key, value]) => own[key] === undefined && value !== undefined);
  return { value: { type, ...own, ...Object.fromEntries(added) }, beside: added.map(([, value]) => nameOf(config, value)) };
};

const nameOf = (config: Model["config"], value: unknown): string =>
  config.original_max_position_embeddings === value ? "config.original_max_position_embeddings" : "config.max_position_embeddings";

const scalingAt = (model: Model, key: "rope_scaling" | "optional_rope_scaling"): Reading | undefined => {
  const scaling = model.config[key];
  if (!scaling || typeOf(scaling) === undefined) return undefined;
  const { value, beside } = asInput(scaling, model);
  return { value, from: [`config.${key}`, ...beside] };
};

export const scalingOf = (input = "scaling"): Rule => ({
  input,
  keys: ["rope_scaling"],
  read: (model) => scalingAt(model, "rope_scaling"),
});

/** What a reader may ask for by its type: published, but not part of the configuration. */
export const optionalScaling = (model: Model): Reading | undefined => scalingAt(model, "optional_rope_scaling");

const about = (en: string, zh: string): LocalText => ({ en, zh });

export const otherScaling: Remark = ({ config }) => {
  const type = config.rope_scaling?.rope_type ?? config.rope_scaling?.type;
  return config.rope_scaling && type !== "default" && typeOf(config.rope_scaling) === undefined
    ? about(
        `rope_scaling of type ${String(type)} is not one of the formula's: not taken`,
        `rope_scaling 的类型 ${String(type)} 不在公式支持之列：未取`,
      )
    : undefined;
};

export const longerTexts: Remark = (model, inputs) =>
  optionalScaling(model) && !inputs.scaling
    ? about(
        "published for longer texts, not part of the configuration: --scaling type=yarn takes it",
        "另有为长文本公布、但未写进配置的缩放：加 --scaling type=yarn 即取用",
      )
    : undefined;

const otherBases = ["rope_local_base_freq", "swa_rope_theta", "compress_rope_theta"] as const;

export const otherBase: Remark = ({ config }) => {
  const key = otherBases.find((one) => config[one] !== undefined);
  return key && about(`some layers have another base: ${key} = ${config[key]}`, `部分层另有底数：${key} = ${config[key]}`);
};

export const partOfHead: Remark = (model) => {
  const part = rotated(model);
  if (part?.part === "own")
    return about(
      `the rotated part of a query or key is a vector of its own, ${part.value} long: that is what is meant here`,
      `query 与 key 中参与旋转的是单独一段，长 ${part.value}：这里指的是这一段`,
    );
  return undefined;
};

export const firstPart: Remark = (model) => {
  const part = rotated(model);
  return part?.part === "first"
    ? about(
        `only the first ${part.value} of ${model.head?.size} dimensions are rotated: give those`,
        `${model.head?.size} 维中只有前 ${part.value} 维旋转：请只给这一段`,
      )
    : partOfHead(model, {});
};

/** Frequencies depend on how many dimensions turn: a short example is not a head of the model. */
export const otherLength =
  (input: string): Remark =>
  (model, inputs) => {
    const part = rotated(model);
    const given = inputs[input];
    if (!part || !Array.isArray(given) || (part.part === "first" && input === "x")) return undefined;
    const { length }: { readonly length: number } = Array.isArray(given[0]) ? given[0] : given;
    if (length === part.value) return undefined;
    return about(
      `${input} is ${length} long, in the model ${part.value}: the frequencies are those of ${length} dimensions`,
      `${input} 长 ${length}，模型中为 ${part.value}：频率按 ${length} 维计算`,
    );
  };

const longropeIn = (inputs: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> | undefined => {
  const scaling = (inputs.scaling ?? (inputs.rope as { readonly scaling?: unknown } | null | undefined)?.scaling) as
    | Readonly<Record<string, unknown>>
    | null
    | undefined;
  return scaling?.type === "longrope" ? scaling : undefined;
};

/** LongRoPE has factors for each pair twice: up to the trained length, and beyond it. */
export const factorsUsed: Remark = (_model, inputs) => {
  const scaling = longropeIn(inputs);
  if (!scaling) return undefined;
  const trained = Number(scaling.original_max_position_embeddings);
  const length = scaling.seq_len ?? undefined;
  return typeof length === "number" && length > trained
    ? about(
        `longrope: long_factor is used, seq_len ${length} being over ${trained}`,
        `longrope：seq_len 为 ${length}，超过 ${trained}，用的是 long_factor`,
      )
    : about(
        `longrope: short_factor is used, up to ${trained} tokens; --scaling seq_len=${trained + 1} or more takes long_factor`,
        `longrope：${trained} 个词元以内，用的是 short_factor；--scaling seq_len=${trained + 1} 及以上则用 long_factor`,
      );
};

/** The factors of a model are as many as its pairs: they fit no vector of another length. */
export const factorsFit = (model: Model, path: string): LocalText | undefined => {
  const part = rotated(model);
  return part && /(^|\.)(short|long)_factor/.test(path)
    ? about(
        `in ${model.name} ${part.value} dimensions turn: give ${part.value} numbers, or --scaling none`,
        `${model.name} 中有 ${part.value} 维旋转：请给 ${part.value} 个数，或加 --scaling none`,
      )
    : undefined;
};
