/** What a word of `size` means: a checkpoint of the record, the largest of a release, a file, standard input. */
import { memorySource } from "../../inspect/bytes.ts";
import { readConfiguration } from "../../inspect/configuration.ts";
import { createProblems, isInspectError } from "../../inspect/error.ts";
import { localFiles } from "../../inspect/files.ts";
import { inspect } from "../../inspect/inspect.ts";
import type { Summary } from "../../inspect/summary.ts";
import { largestCheckpoint } from "../../knowledge/comparison.ts";
import { lookUp } from "../../knowledge/lookup.ts";
import { normaliseName, words } from "../../knowledge/normalise.ts";
import type { CheckpointDoc, ReleaseDoc } from "../../knowledge/record.ts";
import { visible } from "../../knowledge/sanitise.ts";
import { undisclosedKeys } from "../../knowledge/undisclosed.ts";
import type { Configuration } from "../../sizing/configuration.ts";
import { normalise } from "../../sizing/normalise.ts";
import type { Context } from "../command.ts";
import { CliError, exitCodes, notFound, wrongKind } from "../errors.ts";
import { kindOf, resolveName } from "../names.ts";

type Remark = { readonly en: string; readonly zh: string };

export type Target = {
  readonly name: string;
  readonly id: string | null;
  readonly configuration: Configuration;
  /** Keys of a file whose values are of the wrong kind: as good as missing. */
  readonly wrong?: readonly string[];
  /** Keys of the configuration that the releaser never published, as the record has it. */
  readonly undisclosed?: readonly string[];
  /** Tokens, as the record has them: for a configuration that names no length. */
  readonly context?: number | undefined;
  /** What the reader should know about how the name was read. */
  readonly remarks: readonly Remark[];
};

const isPath = (word: string): boolean => /[\\/]|\.(?:json|gguf|safetensors)$/i.test(word);

const listed = (en: string, zh: string, names: readonly string[]): readonly Remark[] =>
  names.length === 0 ? [] : [{ en: `${en}: ${visible(names.join(", "))}`, zh: `${zh}：${visible(names.join("、"))}` }];

/** Bytes are counted in the format asked for, not in the one the file has: the reader should know when the two differ. */
const heldIn = (raw: unknown): readonly string[] => {
  const { quantization_config: quantised, torch_dtype, dtype } = (raw ?? {}) as Record<string, unknown>;
  const method = (quantised as { readonly quant_method?: unknown } | null | undefined)?.quant_method;
  return [method, torch_dtype ?? dtype].filter((name): name is string => typeof name === "string" && !/^(?:bfloat16|float16)$/.test(name));
};

const fromRaw = (name: string, raw: unknown, more: readonly Remark[] = []): Target => {
  const { configuration, unknown, invalid, left_out } = normalise(raw);
  const remarks = [
    ...listed("keys not understood", "不认识的键", unknown),
    ...listed("values of the wrong kind", "类型不对的值", invalid),
    ...listed("not counted", "未计入", left_out),
    ...listed("the configuration says its weights are in", "配置注明权重的格式为", heldIn(raw)),
    ...more,
  ];
  return { name, id: null, configuration, wrong: invalid, remarks };
};

/** What a reader of files throws, as this program's own error. */
const reading = <T>(work: () => T): T => {
  try {
    return work();
  } catch (error) {
    if (!isInspectError(error)) throw error;
    throw new CliError(exitCodes.invalidFile, error.text);
  }
};

const fromStdin = (context: Context): Target => {
  const bytes = new TextEncoder().encode(context.terminal.readStdin());
  return fromRaw(
    "-",
    reading(() => readConfiguration(memorySource("-", bytes), createProblems())),
  );
};

const heldBytes = ({ tensors }: Summary): readonly Remark[] => {
  if (!tensors) return [];
  const gib = (Number(tensors.bytes) / 2 ** 30).toFixed(2);
  const formats = tensors.dtypes.map(({ dtype }) => dtype);
  return [
    {
      en: `the file itself holds ${tensors.parameters} elements in ${gib} GiB: ${visible(formats.join(", "))}`,
      zh: `文件本身有 ${tensors.parameters} 个元素，占 ${gib} GiB：${visible(formats.join("、"))}`,
    },
  ];
};

const fromPath = (path: string): Target => {
  const [summary] = reading(() => inspect(localFiles, path));
  if (summary?.configuration) return fromRaw(visible(path), summary.configuration.values, heldBytes(summary));
  throw new CliError(exitCodes.invalidFile, {
    en: `"${visible(path)}" has no configuration beside it`,
    zh: `“${visible(path)}”旁边没有配置文件`,
  });
};

const noConfiguration = (name: string): CliError =>
  notFound(`the record holds no configuration of ${name}: why ${name} config`, `资料中没有 ${name} 的配置：可查 why ${name} config`);

type Member = ReleaseDoc["checkpoints"][number];

/** Words of a name that is not the release's own name choose among its checkpoints: "ling 1t" is not "ling mini". */
const meant = (release: ReleaseDoc, typed: string): readonly Member[] => {
  const own = new Set([release.id, release.name].flatMap(words));
  const particular = words(typed).filter((word) => !own.has(word));
  if (particular.length === 0) return release.checkpoints;
  const fits = release.checkpoints.filter(({ id, name }) => {
    const said = new Set([id, name].flatMap(words));
    return particular.every((word) => said.has(word));
  });
  return fits.length > 0 ? fits : release.checkpoints;
};

const fromRelease = (release: ReleaseDoc, typed: string): Target => {
  const members = meant(release, typed);
  const found = largestCheckpoint({ ...release, checkpoints: members });
  if (!found) throw noConfiguration(members.length === 1 ? members[0]!.id : release.id);
  const larger = release.checkpoints.filter((one) => (one.parameters?.total ?? 0) > (found.parameters?.total ?? 0) && !one.config);
  return fromCheckpoint(found, undisclosedKeys(release.facts, `checkpoints.${found.id}.`), [
    { en: `${release.name}: its largest checkpoint with a configuration`, zh: `${release.name}：取其中最大的、有配置的检查点` },
    ...listed(
      "larger, but without a configuration in the record",
      "更大、但资料中没有其配置",
      larger.map(({ name }) => name),
    ),
  ]);
};

/** A checkpoint is what has a size: where one answers to the name as well as its release, it is meant. */
const fromRecord = async (context: Context, word: string): Promise<Target> => {
  const particular = kindOf(context) ? undefined : lookUp(context.store, word, "checkpoint")?.found;
  const named = particular && normaliseName(particular.id) === normaliseName(word) ? particular : undefined;
  const row = named ?? (await resolveName(context, word)).row;
  const { doc } = context.store.read(row);
  if (doc.kind === "checkpoint") return fromCheckpoint(doc, undisclosedKeys(doc.facts), []);
  if (doc.kind !== "release") throw wrongKind(doc, { en: "size takes a checkpoint, a release or a file", zh: "不是检查点、发布或文件" });
  return fromRelease(doc, word);
};

type Counted = Pick<CheckpointDoc, "id" | "name" | "config" | "context" | "parameters">;

const fromCheckpoint = (
  { id, name, config, context, parameters }: Counted,
  undisclosed: readonly string[],
  remarks: Target["remarks"],
): Target => {
  if (!config) throw noConfiguration(id);
  const beyond = parameters?.published_beyond;
  const outside = beyond && {
    en: `not counted: ${beyond.what.en} (${beyond.count.toLocaleString("en-US")})`,
    zh: `未计入：${beyond.what.zh}（${beyond.count.toLocaleString("en-US")}）`,
  };
  return {
    name,
    id,
    configuration: config as Configuration,
    undisclosed,
    context: context?.configured ?? context?.trained ?? context?.claimed,
    remarks: outside ? [...remarks, outside] : remarks,
  };
};

export const targetOf = (context: Context, word: string): Target | Promise<Target> =>
  word === "-" ? fromStdin(context) : isPath(word) ? fromPath(word) : fromRecord(context, word);
