/** What is given on the command line, or in a line of bulk input, beside what a model fixes: what is given wins. */
import { firstList, placePositional } from "../../../formulas/arguments.ts";
import type { Formula, InputSpec } from "../../../formulas/define.ts";
import { entriesOf } from "../../../formulas/read-object.ts";
import type { Constant, ModelConstants } from "./constants.ts";

export type Inputs = Readonly<Record<string, unknown>>;

/** How a constant of the model fared: taken, taken but for some keys, overruled, or left out by "none". */
export type Use = {
  readonly constant: Constant;
  readonly how: "taken" | "partly" | "overruled" | "dropped";
  readonly given: readonly string[];
};

export type Merged = { readonly inputs: Inputs; readonly uses: readonly Use[] };

const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

/** "none" on the command line: without what the model has. */
const isNone = (value: unknown): boolean => typeof value === "string" && value.trim().toLowerCase() === "none";

/** The keys of an object as its declaration spells them. */
const fieldsOf = (spec: InputSpec, raw: unknown, path: string): Record<string, unknown> =>
  Object.fromEntries(entriesOf(raw, path).flatMap(([key, value]) => (isGiven(value) ? [[spec.synonyms?.[key] ?? key, value]] : [])));

const typeIn = (spec: InputSpec, fields: Inputs): string => {
  const word = String(fields.type).toLowerCase().replaceAll("-", "_");
  return spec.fields?.type?.synonyms?.[word] ?? word;
};

type Part = { readonly value: unknown; readonly use: Use };

/** Of an object the keys that are given win; one of another type has nothing to do with the model's, unless the model has one of that type too. */
const mergedObject = (spec: InputSpec, given: unknown, constant: Constant, optional: Constant | undefined): Part => {
  const own = fieldsOf(spec, given, constant.input);
  const fits = (one: Constant | undefined): boolean =>
    one !== undefined && (own.type === undefined || typeIn(spec, own) === typeIn(spec, one.value as Inputs));
  const base = fits(constant) ? constant : fits(optional) ? optional! : undefined;
  if (!base) return { value: given, use: { constant, how: "overruled", given: [] } };
  const { type: _type, ...others } = own;
  const keys = Object.keys(others);
  return {
    value: { ...(base.value as Inputs), ...others },
    use: { constant: base, how: keys.length > 0 ? "partly" : "taken", given: keys },
  };
};

const mergedOne = (spec: InputSpec, given: unknown, constant: Constant, optional: Constant | undefined): Part => {
  if (!isGiven(given)) return { value: constant.value, use: { constant, how: "taken", given: [] } };
  if (spec.kind !== "object") return { value: given, use: { constant, how: "overruled", given: [] } };
  if (isNone(given)) return { value: null, use: { constant, how: "dropped", given: [] } };
  return mergedObject(spec, given, constant, optional);
};

/** `rope.theta_base` is a field of the object `rope`. */
const mergedField = (inputs: Record<string, unknown>, formula: Formula, constant: Constant, given: Inputs): Use => {
  const [name, field] = constant.input.split(".") as [string, string];
  const spec = formula.inputs[name]!;
  if (isNone(given[name])) {
    inputs[name] = null;
    return { constant, how: "dropped", given: [] };
  }
  const own = isGiven(given[name]) ? fieldsOf(spec, given[name], name) : {};
  const { value, use } = mergedOne(spec.fields![field]!, own[field], constant, undefined);
  inputs[name] = { ...(inputs[name] === given[name] ? own : (inputs[name] as Inputs)), [field]: value };
  return use;
};

/** Numbers by position are what the model leaves open; where they are more than that, they are all inputs in their order, and win. */
const placedOf = (formula: Formula, fixed: readonly Constant[], given: Inputs, positional: readonly string[]): Record<string, unknown> => {
  const open = { ...Object.fromEntries(fixed.map(({ input, value }) => [input, value])), ...given };
  const places = Object.entries(formula.inputs).filter(([name, { kind }]) => kind !== "object" && !isGiven(open[name])).length;
  const words = positional.flatMap((word) => word.trim().split(/\s+/)).length;
  return placePositional(formula, firstList(formula) === undefined && words > places ? given : open, positional);
};

/** Throws InputError. */
export const mergeInputs = (formula: Formula, model: ModelConstants, given: Inputs, positional: readonly string[] = []): Merged => {
  const plain = model.constants.filter(({ input }) => !input.includes("."));
  const placed: Inputs = positional.length === 0 ? {} : placedOf(formula, plain, given, positional);
  const own: Inputs = { ...given, ...placed };
  const inputs: Record<string, unknown> = { ...own };
  const uses: Use[] = [];
  for (const constant of model.constants) {
    if (constant.input.includes(".")) {
      uses.push(mergedField(inputs, formula, constant, own));
      continue;
    }
    const { value, use } = mergedOne(formula.inputs[constant.input]!, own[constant.input], constant, model.optionalScaling);
    inputs[constant.input] = value;
    uses.push(use);
  }
  const optional = model.optionalScaling;
  if (optional && isGiven(own.scaling) && !isNone(own.scaling) && !model.constants.some(({ input }) => input === "scaling")) {
    const { value, use } = mergedObject(formula.inputs.scaling!, own.scaling, optional, undefined);
    inputs.scaling = value;
    if (use.how !== "overruled") uses.push(use);
  } else if (isNone(own.scaling)) inputs.scaling = null;
  return { inputs, uses };
};
