/** `calc --model`: the constants that the record of a model fixes for a formula, each with its source. */
import type { Formula } from "../../../formulas/define.ts";
import { governing, valueAt } from "../../../knowledge/paths.ts";
import type { CheckpointDoc, FactDoc, LocalText, ReleaseDoc, SourceRef, Status } from "../../../knowledge/record.ts";
import { visible } from "../../../knowledge/sanitise.ts";
import type { Store } from "../../../knowledge/store.ts";
import { checkpointNamed } from "../../checkpoint.ts";
import type { Context } from "../../command.ts";
import { type CliError, usageError } from "../../errors.ts";
import type { EvaluateNamed } from "../completion.ts";
import { factorsFit, optionalScaling } from "./rotary.ts";
import { type Model, modelOf, type Reading, type Remark, type Requirement } from "./rule.ts";
import { table } from "./table.ts";

/** What the record fixes: an input's value and where it comes from. */
export type Constant = {
  readonly input: string;
  readonly value: unknown;
  /** Paths of the record. */
  readonly from: readonly string[];
  readonly how?: string;
  readonly status?: Status;
  readonly where?: string;
  readonly sources: readonly SourceRef[];
};

export type ModelConstants = {
  readonly id: string;
  readonly name: string;
  readonly constants: readonly Constant[];
  /** A scaling that is taken where its type is asked for. */
  readonly optionalScaling: Constant | undefined;
  /** Inputs that such a model may fix and this one does not. */
  readonly silent: readonly string[];
  /** Which defaults of the formula hold because the record is silent: such a result may not be the model's. */
  readonly warnings: (inputs: Readonly<Record<string, unknown>>) => readonly LocalText[];
  readonly remarks: (inputs: Readonly<Record<string, unknown>>) => readonly LocalText[];
  /** What an input would have to be for the model's own values to fit it. */
  readonly fits: (path: string) => LocalText | undefined;
};

type Record_ = { readonly checkpoint: CheckpointDoc; readonly release: ReleaseDoc | undefined; readonly store: Store };

const holderOf = ({ checkpoint, release }: Record_, path: string): CheckpointDoc | ReleaseDoc | undefined =>
  valueAt(checkpoint, path) ? checkpoint : release && valueAt(release, path) ? release : undefined;

/** What is derived without a source of its own rests on what it was derived from, or else on the rest of the configuration. */
const factOf = ({ facts }: CheckpointDoc | ReleaseDoc, path: string): FactDoc | undefined => {
  const fact = governing(facts, path)?.value;
  if (!fact || fact.source || !fact.from) return fact;
  return { ...(governing(facts, fact.from)?.value ?? facts.config), status: fact.status };
};

const sourceOf = ({ checkpoint, release, store }: Record_, id: string): SourceRef | undefined => {
  const known = [...checkpoint.sources, ...(release?.sources ?? [])].find((source) => source.id === id);
  if (known) return known;
  const doc = store.entry("source", id)?.doc;
  return doc?.kind === "source"
    ? { id, title: doc.title, url: doc.url, kind: doc.source_kind, ...(doc.date ? { date: doc.date } : {}) }
    : undefined;
};

const constantOf = (record: Record_, input: string, { value, from, how, derived, source }: Reading): Constant => {
  const facts = from.flatMap((path) => {
    const holder = holderOf(record, path);
    return (holder && factOf(holder, path)) ?? [];
  });
  const ids = source === undefined ? facts.flatMap((fact) => fact.source ?? []) : [source];
  const [first] = facts;
  const sources = [...new Set(ids)].flatMap((id) => sourceOf(record, id) ?? []);
  return {
    input,
    value,
    from,
    ...(how && { how }),
    ...(first && { status: derived ? ("derived" as const) : first.status }),
    ...(first?.where && source === undefined && { where: first.where }),
    sources,
  };
};

const noRules = (formula: Formula): CliError =>
  usageError(
    `no model fixes an input of ${formula.id}; --model goes with ${Object.keys(table).join(", ")}`,
    `没有模型能确定 ${formula.id} 的输入；--model 可用于 ${Object.keys(table).join("、")}`,
  );

const refused = (formula: Formula, model: Model, { key, instead, says }: Requirement, keys: readonly string[]): CliError => {
  const { name, config } = model;
  const what = says?.(model);
  if (what) return usageError(`${formula.id} is not what ${name} computes: ${what.en}`, `${name} 所用的不是 ${formula.id}：${what.zh}`);
  const value = config[key as keyof typeof config];
  const other = instead(model);
  const looked = other ? undefined : keys.join(", ");
  const said =
    value === undefined
      ? { en: "its feed-forward layers have no gate", zh: "前馈层没有门" }
      : { en: `its ${key} is ${visible(String(value))}`, zh: `${key} 为 ${visible(String(value))}` };
  return usageError(
    `${formula.id} is not what ${name} computes: ${said.en}${other ? `; its formula is ${other}` : ` (looked for ${looked})`}`,
    `${name} 所用的不是 ${formula.id}：${said.zh}${other ? `；应为 ${other}` : `（查找的键：${looked}）`}`,
  );
};

const fixesNothing = (formula: Formula, { name, at }: Model, keys: readonly string[]): CliError => {
  const missing = keys.filter((key) => (at(`config.${key}`) ?? at(key)) === undefined);
  const words = missing.flatMap((key) => {
    const value = at(`${key}_published`);
    return typeof value === "string" ? [{ key, value: visible(value) }] : [];
  });
  const unsaid = missing.filter((key) => !words.some((one) => one.key === key));
  const none = unsaid.length > 1 ? "none of" : "no";
  const reasons =
    missing.length === 0
      ? { en: [`what its record says under ${keys.join(", ")} settles none`], zh: [`资料中的 ${keys.join("、")} 不足以确定`] }
      : {
          en: [
            ...(unsaid.length > 0 ? [`its record has ${none} ${unsaid.join(", ")}`] : []),
            ...words.map(({ key, value }) => `${key} is published as “${value}” only, not as a number`),
          ],
          zh: [
            ...(unsaid.length > 0 ? [`资料中没有 ${unsaid.join("、")}`] : []),
            ...words.map(({ key, value }) => `${key} 只公布为“${value}”，不是确数`),
          ],
        };
  return usageError(
    `${name} fixes no input of ${formula.id}: ${reasons.en.join("; ")}`,
    `${name} 没有确定 ${formula.id} 的任何输入：${reasons.zh.join("；")}`,
  );
};

const takes = { en: "--model takes a checkpoint or a release", zh: "不是检查点或发布，不能用于 --model" };

/** Throws CliError for a name that is not found, a model without a configuration, and one that fixes nothing of the formula. */
export const modelConstants = async (
  context: Context,
  formula: Formula,
  word: string,
  evaluate: EvaluateNamed,
): Promise<ModelConstants> => {
  const rows = table[formula.id];
  if (!rows) throw noRules(formula);
  const { checkpoint: meant, remarks: reading } = await checkpointNamed(context, word, takes);
  const { store } = context;
  const checkpoint = store.entry("checkpoint", meant.id)!.doc as CheckpointDoc;
  const release = store.entry("release", checkpoint.release)?.doc as ReleaseDoc | undefined;
  const record: Record_ = { checkpoint, release, store };
  const at = (path: string): unknown => {
    const holder = holderOf(record, path);
    return holder && valueAt(holder, path)?.value;
  };
  const model = modelOf(checkpoint.name, meant.config, at, evaluate);
  const broken = rows.requires?.find((requirement) => requirement.is(model) === false);
  const keys = [...new Set(rows.rules.flatMap((rule) => rule.keys))];
  if (broken) throw refused(formula, model, broken, keys);
  const constants = rows.rules.flatMap((rule) => {
    const found = rule.read(model);
    return found ? [constantOf(record, rule.input, found)] : [];
  });
  if (constants.length === 0) throw fixesNothing(formula, model, keys);
  const silent = rows.rules.filter(
    ({ input, keys, always }) =>
      (typeof always === "function" ? always(model) : always) &&
      !constants.some((constant) => constant.input === input) &&
      keys.every((key) => at(`config.${key}`) === undefined),
  );
  const optional = formula.inputs.scaling && optionalScaling(model);
  const notSaid = silent.map(
    ({ input, keys }): Remark =>
      (_model, inputs) => {
        const [name = "", field] = input.split(".");
        // An object that is left out altogether has no defaults.
        if (field !== undefined && !inputs[name]) return undefined;
        const value = field === undefined ? inputs[name] : (inputs[name] as Readonly<Record<string, unknown>>)[field];
        return {
          en: `note: ${input} is not in the record (${keys.join(", ")}): ${String(value ?? "the formula's default")} holds`,
          zh: `注意：资料中没有 ${input}（${keys.join("、")}）：按 ${String(value ?? "公式的默认值")} 计`,
        };
      },
  );
  const said: readonly Remark[] = rows.remarks ?? [];
  return {
    id: checkpoint.id,
    name: checkpoint.name,
    constants,
    silent: rows.rules.map(({ input }) => input).filter((input) => !constants.some((constant) => constant.input === input)),
    optionalScaling: optional && constantOf(record, "scaling", optional),
    warnings: (inputs) => notSaid.flatMap((remark) => remark(model, inputs) ?? []),
    remarks: (inputs) => [...reading, ...said.flatMap((remark) => remark(model, inputs) ?? [])],
    fits: (path) => factorsFit(model, path),
  };
};
