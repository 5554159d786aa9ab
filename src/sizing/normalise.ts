/** Any architecture's `config.json`, or Meta's `params.json`, in the engine's keys; what was not understood is named. */

import { impossibleValues } from "./complete.ts";
import { type Configuration, counts, flags, type Key, offsets, perLayer, series, words } from "./configuration.ts";
import type { Wrong } from "./impossible.ts";
import { isMetaParams, metaParams } from "./normalise/meta.ts";
import { released, sizeless, spellings } from "./normalise/names.ts";
import { ownWords } from "./normalise/own.ts";
import { asReleased, isObject, type OwnWords, type Raw } from "./normalise/raw.ts";
import type { Label } from "./step.ts";

export type Normalised = {
  readonly configuration: Configuration;
  /** Keys that may bear on size and that the engine does not know. */
  readonly unknown: readonly string[];
  /** Keys whose values are of the wrong kind. */
  readonly invalid: readonly string[];
  /** What the file calls a key, where that is another name. */
  readonly called: ReadonlyMap<string, string>;
  /** Keys of parts that are not counted: `vision_config`, `num_nextn_predict_layers` (multi-token prediction). */
  readonly left_out: readonly string[];
  /** Rotary positions, from wherever this version of the format keeps them. */
  readonly rope: { readonly rope_theta?: number; readonly rope_scaling?: Raw };
};

const kinds: ReadonlyMap<string, "number" | "boolean" | "string" | "list"> = new Map([
  ...[...counts, ...offsets].map((key) => [key, "number"] as const),
  ...flags.map((key) => [key, "boolean"] as const),
  ...words.map((key) => [key, "string"] as const),
  ...[...series, ...perLayer].map((key) => [key, "list"] as const),
  ["layer_types", "list"],
  ["mlp_only_layers", "list"],
]);

const kindNames: Readonly<Record<string, Label>> = {
  number: { en: "must be a number", zh: "应为数" },
  boolean: { en: "must be true or false", zh: "应为 true 或 false" },
  string: { en: "must be text", zh: "应为字符串" },
  list: { en: "must be a list", zh: "应为列表" },
};

/** Why nothing can be counted from a file: values of the wrong kind and values that cannot be, under the file's own names. */
export const wrongValues = (whole: unknown, read: Normalised): readonly Wrong[] => [
  ...wrongKinds(whole, read),
  ...impossibleValues(read.configuration).map((wrong) => ({ ...wrong, key: read.called.get(wrong.key) ?? wrong.key })),
];

export const wrongKinds = (whole: unknown, { invalid }: Normalised): readonly Wrong[] => {
  const raw = isObject(whole) ? languageOf(whole).raw : {};
  return invalid.map((key) => ({ key, value: raw[key], reason: kindNames[kinds.get(spellings[key] ?? key) ?? "number"]! }));
};

const ofKind = (value: unknown, kind: string | undefined): boolean => (kind === "list" ? Array.isArray(value) : typeof value === kind);

const textParts = ["text_config", "llm_config", "language_config"];
const otherParts = /^(?:vision|audio|speech|projector|mm)_?\w*config$/;

/** The language model of a multimodal configuration, with what the outside says for it. */
const languageOf = (raw: Raw): { readonly raw: Raw; readonly leftOut: readonly string[] } => {
  const name = textParts.find((part) => isObject(raw[part]));
  if (name === undefined) return { raw, leftOut: [] };
  const own = raw[name] as Raw;
  const tied = own.tie_word_embeddings ?? raw.tie_word_embeddings;
  return {
    raw: { model_type: raw.model_type, ...own, ...(tied !== undefined && { tie_word_embeddings: tied }) },
    leftOut: Object.keys(raw).filter((key) => otherParts.test(key)),
  };
};

/** Newer transformers: `rope_parameters` holds the base and the scaling; older: `rope_theta` and `rope_scaling` side by side. */
const ropeOf = (raw: Raw): Normalised["rope"] => {
  const joint = isObject(raw.rope_parameters) ? raw.rope_parameters : undefined;
  const scaling = joint ?? (isObject(raw.rope_scaling) ? raw.rope_scaling : undefined);
  const theta = joint?.rope_theta ?? raw.rope_theta ?? raw.rotary_emb_base;
  const { rope_theta: _theta, ...rest } = scaling ?? {};
  const scales = scaling !== undefined && (rest.rope_type ?? rest.type) !== "default" && Object.keys(rest).length > 0;
  return { ...(typeof theta === "number" && { rope_theta: theta }), ...(scales && { rope_scaling: rest }) };
};

const modelTypes: Readonly<Record<string, string>> = { RefinedWeb: "falcon", RefinedWebModel: "falcon" };

/** Reads a configuration; throws nothing, whatever the value. */
export const normalise = (whole: unknown): Normalised => {
  if (!isObject(whole)) return { configuration: {}, unknown: [], invalid: [], called: new Map(), left_out: [], rope: {} };
  const { raw, leftOut } = languageOf(whole);
  const type = typeof raw.model_type === "string" ? raw.model_type : "";
  const rule = isMetaParams(raw)
    ? metaParams
    : raw.architecture === undefined && Object.hasOwn(ownWords, type)
      ? ownWords[type]
      : undefined;
  const own: OwnWords = rule?.(raw) ?? { means: {}, read: [] };
  const usual = { ...released, ...own.released };
  const found: Record<string, unknown> = {};
  const called = new Map<string, string>();
  const unknown: string[] = [];
  const invalid: string[] = [];
  for (const [name, value] of Object.entries(raw)) {
    if (value === null || value === undefined || own.read.includes(name)) continue;
    if (Object.hasOwn(usual, name)) {
      if (!asReleased(value, usual[name]!)) unknown.push(name);
      continue;
    }
    const key: Key | undefined = kinds.has(name) ? (name as Key) : Object.hasOwn(spellings, name) ? spellings[name] : undefined;
    if (key === undefined) {
      if (!sizeless.some((pattern) => pattern.test(name))) unknown.push(name);
    } else if (!ofKind(value, kinds.get(key))) invalid.push(name);
    // A configuration may carry the standard key beside its own spelling: the standard one counts.
    else if (key === name || found[key] === undefined) {
      found[key] = value;
      if (key === name) called.delete(key);
      else called.set(key, name);
    }
  }
  // "No experts" (dense Granite 4) is the absence of the key.
  if (found.num_experts === 0) for (const key of ["num_experts", "num_experts_per_tok"]) delete found[key];
  for (const [key, value] of Object.entries(own.means)) {
    if (value === undefined) continue;
    found[key] = value;
    const names = own.read.filter((name) => raw[name] === value);
    if (names.length === 1) called.set(key, names[0]!);
  }
  // Newer multimodal files say it outside, for all their parts.
  const quantised = raw.quantization_config ?? whole.quantization_config;
  if (isObject(quantised) && typeof quantised.quant_method === "string") found.quant_method = quantised.quant_method;
  if (typeof found.architecture === "string")
    found.architecture = Object.hasOwn(modelTypes, found.architecture) ? modelTypes[found.architecture] : found.architecture;
  const predicts = typeof raw.num_nextn_predict_layers === "number" && raw.num_nextn_predict_layers > 0;
  const left_out = [...leftOut, ...(predicts ? ["num_nextn_predict_layers"] : [])];
  return { configuration: found as Configuration, unknown, invalid, called, left_out, rope: ropeOf(raw) };
};
