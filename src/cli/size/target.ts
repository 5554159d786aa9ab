/** What a word of `size` means: a checkpoint of the record, the largest of a release, a file, standard input. */
import { isInspectError } from "../../inspect/error.ts";
import { localFiles } from "../../inspect/files.ts";
import { inspect } from "../../inspect/inspect.ts";
import { largestCheckpoint } from "../../knowledge/comparison.ts";
import type { CheckpointDoc } from "../../knowledge/record.ts";
import { visible } from "../../knowledge/sanitise.ts";
import type { Configuration } from "../../sizing/configuration.ts";
import { normalise } from "../../sizing/normalise.ts";
import type { Context } from "../command.ts";
import { CliError, exitCodes, notFound, usageError } from "../errors.ts";
import { resolveName } from "../names.ts";

export type Target = {
  readonly name: string;
  readonly id: string | null;
  readonly configuration: Configuration;
  /** What the reader should know about how the name was read. */
  readonly remarks: readonly { readonly en: string; readonly zh: string }[];
};

const isPath = (word: string): boolean => /[\\/]|\.(?:json|gguf|safetensors)$/i.test(word);

const remarksOf = ({ unknown, invalid, left_out }: ReturnType<typeof normalise>): Target["remarks"] => [
  ...(unknown.length > 0
    ? [{ en: `keys not understood: ${visible(unknown.join(", "))}`, zh: `不认识的键：${visible(unknown.join("、"))}` }]
    : []),
  ...(invalid.length > 0
    ? [{ en: `values of the wrong kind: ${visible(invalid.join(", "))}`, zh: `类型不对的值：${visible(invalid.join("、"))}` }]
    : []),
  ...(left_out.length > 0 ? [{ en: `not counted: ${visible(left_out.join(", "))}`, zh: `未计入：${visible(left_out.join("、"))}` }] : []),
];

const fromRaw = (name: string, raw: unknown): Target => {
  const read = normalise(raw);
  return { name, id: null, configuration: read.configuration, remarks: remarksOf(read) };
};

const fromStdin = (context: Context): Target => {
  let raw: unknown;
  try {
    raw = JSON.parse(context.terminal.readStdin());
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw usageError(`standard input is not JSON: ${visible(error.message)}`, `标准输入不是 JSON：${visible(error.message)}`);
  }
  return fromRaw("-", raw);
};

const fromPath = (path: string): Target => {
  try {
    const [summary] = inspect(localFiles, path);
    if (summary?.configuration) return fromRaw(visible(path), summary.configuration.values);
    throw new CliError(exitCodes.invalidFile, {
      en: `"${visible(path)}" has no configuration beside it`,
      zh: `“${visible(path)}”旁边没有配置文件`,
    });
  } catch (error) {
    if (!isInspectError(error)) throw error;
    throw new CliError(exitCodes.invalidFile, error.text);
  }
};

const noConfiguration = (name: string): CliError =>
  notFound(`the record holds no configuration of ${name}: why ${name} config`, `资料中没有 ${name} 的配置：可查 why ${name} config`);

const fromRecord = async (context: Context, word: string): Promise<Target> => {
  const { row } = await resolveName(context, word);
  const { doc } = context.store.read(row);
  if (doc.kind === "checkpoint") return fromCheckpoint(doc, []);
  if (doc.kind !== "release")
    throw usageError(`${doc.id} is a ${doc.kind}: size takes a checkpoint, a release or a file`, `${doc.id} 不是检查点、发布或文件`);
  const found = largestCheckpoint(doc);
  if (!found) throw noConfiguration(doc.id);
  return fromCheckpoint(found, [
    { en: `${doc.name}: its largest checkpoint with a configuration`, zh: `${doc.name}：取其中最大的、有配置的检查点` },
  ]);
};

const fromCheckpoint = (doc: Pick<CheckpointDoc, "id" | "name" | "config">, remarks: Target["remarks"]): Target => {
  if (!doc.config) throw noConfiguration(doc.id);
  return { name: doc.name, id: doc.id, configuration: doc.config as Configuration, remarks };
};

export const targetOf = (context: Context, word: string): Target | Promise<Target> =>
  word === "-" ? fromStdin(context) : isPath(word) ? fromPath(word) : fromRecord(context, word);
