/** What a word of `size` means: a checkpoint of the record, the largest of a release, a file, standard input. */
import { memorySource } from "../../inspect/bytes.ts";
import { readConfiguration } from "../../inspect/configuration.ts";
import { createProblems, isInspectError } from "../../inspect/error.ts";
import { localFiles } from "../../inspect/files.ts";
import { inspect } from "../../inspect/inspect.ts";
import type { Summary } from "../../inspect/summary.ts";
import type { LocalText } from "../../knowledge/record.ts";
import { visible } from "../../knowledge/sanitise.ts";
import type { Configuration } from "../../sizing/configuration.ts";
import { normalise } from "../../sizing/normalise.ts";
import { checkpointNamed, listed } from "../checkpoint.ts";
import type { Context } from "../command.ts";
import { CliError, exitCodes } from "../errors.ts";
import { isNamed, nameNotFound } from "../names.ts";

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
  readonly remarks: readonly LocalText[];
};

/** What cannot be a name: it has a file's ending, or begins as a path. */
const isPath = (word: string): boolean => /\.(?:json|gguf|safetensors)$|^(?:\.{0,2}[\\/]|~|[a-z]:\\)/i.test(word);

/** Bytes are counted in the format asked for, not in the one the file has: the reader should know when the two differ. */
const heldIn = (raw: unknown): readonly string[] => {
  const { quantization_config: quantised, torch_dtype, dtype } = (raw ?? {}) as Record<string, unknown>;
  const method = (quantised as { readonly quant_method?: unknown } | null | undefined)?.quant_method;
  return [method, torch_dtype ?? dtype].filter((name): name is string => typeof name === "string" && !/^(?:bfloat16|float16)$/.test(name));
};

const fromRaw = (name: string, raw: unknown, more: readonly LocalText[] = []): Target => {
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

const heldBytes = ({ tensors }: Summary): readonly LocalText[] => {
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

const fromRecord = async (context: Context, word: string): Promise<Target> => {
  const { checkpoint, undisclosed, remarks } = await checkpointNamed(context, word, {
    en: "size takes a checkpoint, a release or a file",
    zh: "不是检查点、发布或文件",
  });
  const { id, name, config, context: lengths, parameters } = checkpoint;
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
    context: lengths?.configured ?? lengths?.trained ?? lengths?.claimed,
    remarks: outside ? [...remarks, outside] : remarks,
  };
};

const exists = (path: string): boolean => {
  try {
    localFiles.kindOf(path);
    return true;
  } catch (error) {
    if (isInspectError(error)) return false;
    throw error;
  }
};

const neither = async (context: Context, word: string): Promise<CliError> => {
  const { exitCode, text, suggestions } = await nameNotFound(context.store, word);
  return new CliError(exitCode, { en: `there is no such file, and ${text.en}`, zh: `没有这个文件，也${text.zh}` }, suggestions);
};

/** `google/codegemma-7b` is a name as well as a path: with a slash an existing path comes first, without one an entry. */
export const targetOf = async (context: Context, word: string): Promise<Target> => {
  if (word === "-") return fromStdin(context);
  const slashed = /[\\/]/.test(word);
  if (isPath(word) || (slashed && exists(word))) return fromPath(word);
  if (word === "" || isNamed(context, word)) return fromRecord(context, word);
  if (exists(word)) return fromPath(word);
  throw slashed ? await neither(context, word) : await nameNotFound(context.store, word);
};
