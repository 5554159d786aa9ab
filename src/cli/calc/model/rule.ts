/** How the table says which keys of a model's record fix which inputs of a formula. */
import type { LocalText, ModelConfig } from "../../../knowledge/record.ts";
import { headDim } from "../../../sizing/complete.ts";
import type { Configuration } from "../../../sizing/configuration.ts";
import type { EvaluateNamed } from "../completion.ts";

/** What the record says of a model, under its paths: `config.rope_theta`, `training.tokens`. */
export type Model = {
  readonly name: string;
  readonly config: ModelConfig;
  /** Dimensions of a head, from the configuration or derived from the width. */
  readonly head: { readonly size: number; readonly derived: boolean } | undefined;
  readonly at: (path: string) => unknown;
  readonly evaluate: EvaluateNamed;
};

export type Reading = {
  readonly value: unknown;
  /** Paths of the record that it comes from. */
  readonly from: readonly string[];
  /** How it follows from them, where it is not the value itself. */
  readonly how?: string;
  /** It was computed here, not only written in other words. */
  readonly derived?: true;
  /** Where the value stands for a property of the architecture's code: the source that shows it. */
  readonly source?: string;
};

export type Rule = {
  /** `theta_base`, or a field of an object: `rope.theta_base`. */
  readonly input: string;
  /** Keys as an error names what was looked for. */
  readonly keys: readonly string[];
  readonly read: (model: Model) => Reading | undefined;
  /** Every such model has one: where the record is silent, that is said. */
  readonly always?: true | ((model: Model) => boolean);
};

/** A key that must have one of these values, if it is given; otherwise another formula (or none) is the model's. */
export type Requirement = {
  readonly key: string;
  readonly is: (model: Model) => boolean | undefined;
  readonly instead: (model: Model) => string | undefined;
  /** What the model computes, where no formula here does. */
  readonly says?: (model: Model) => LocalText;
};

export type Remark = (model: Model, inputs: Readonly<Record<string, unknown>>) => LocalText | undefined;

export type Constants = {
  readonly requires?: readonly Requirement[];
  readonly rules: readonly Rule[];
  readonly remarks?: readonly Remark[];
};

export const sizingOf = ({ config }: Model): Configuration => config as Configuration;

export const modelOf = (name: string, config: ModelConfig, at: Model["at"], evaluate: EvaluateNamed): Model => ({
  name,
  config,
  at,
  evaluate,
  head: headDim(config as Configuration),
});

const short = (path: string): string => path.replace(/^config\./, "");

/** The value of a path as it stands. */
export const same = (input: string, path: string, more: Pick<Rule, "always"> = {}): Rule => ({
  input,
  keys: [short(path)],
  read: ({ at }) => {
    const value = at(path);
    return value === undefined ? undefined : { value, from: [path] };
  },
  ...more,
});

/** A word (or flag) of the configuration for which the formula has another. */
export const translated = (
  input: string,
  path: string,
  words: Readonly<Record<string, unknown>>,
  more: Pick<Rule, "always"> = {},
): Rule => ({
  input,
  keys: [short(path)],
  read: ({ at }) => {
    const word = String(at(path));
    return Object.hasOwn(words, word) ? { value: words[word], from: [path], how: `${short(path)} = ${word}` } : undefined;
  },
  ...more,
});

/** What the record does not say may be a property of the architecture's code. */
export const orByCode = (rule: Rule, byCode: (model: Model) => Reading | undefined): Rule => ({
  ...rule,
  read: (model) => rule.read(model) ?? byCode(model),
});

/** From several paths, all of which must be numbers. */
export const computed = (
  input: string,
  paths: readonly string[],
  how: string,
  compute: (...values: readonly number[]) => number,
): Rule => ({
  input,
  keys: paths.map(short),
  read: ({ at }) => {
    const values = paths.map(at);
    return values.every((value) => typeof value === "number")
      ? { value: compute(...(values as number[])), from: paths, how, derived: true }
      : undefined;
  },
});

/** The key has one of these values; what is not given is not held against a model. */
export const needs = (key: keyof ModelConfig, values: readonly string[], instead: Readonly<Record<string, string>> = {}): Requirement => ({
  key,
  is: ({ config }) => (config[key] === undefined ? undefined : values.includes(String(config[key]))),
  instead: ({ config }) => instead[String(config[key])],
});
