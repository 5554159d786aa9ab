/** What a word of `size` means: a checkpoint of the record, the largest of a release, a file, standard input. */
import { memorySource } from "../../inspect/bytes.ts";
import { readConfiguration } from "../../inspect/configuration.ts";
import { createProblems, isInspectError } from "../../inspect/error.ts";
import { localFiles } from "../../inspect/files.ts";
import { inspect } from "../../inspect/inspect.ts";
import type { LocalText } from "../../knowledge/record.ts";
import { visible } from "../../knowledge/sanitise.ts";
import type { Configuration } from "../../sizing/configuration.ts";
import type { Wrong } from "../../sizing/impossible.ts";
import { checkpointNamed, listed } from "../checkpoint.ts";
import type { Context } from "../command.ts";
import { CliError, exitCodes } from "../errors.ts";
import { standardInput } from "../model-file.ts";
import { isNamed, nameNotFound } from "../names.ts";
import { fileTarget, type Stored } from "./file-target.ts";
import type { Settings } from "./settings.ts";

export type Target = {
  readonly name: string;
  readonly id: string | null;
  readonly configuration: Configuration;
  /** Values of a file that are of the wrong kind: as good as missing. */
  readonly wrong?: readonly Wrong[];
  /** What the file calls a key, where that is another name. */
  readonly called?: ReadonlyMap<string, string>;
  /** Keys that `--set` gives. */
  readonly set?: readonly string[];
  /** Keys of the configuration that the releaser never published, as the record has it. */
  readonly undisclosed?: readonly string[];
  /** What the tensors of the file take, where all of them are known. */
  readonly stored?: Stored;
  /** Tokens, as the record has them: for a configuration that names no length. */
  readonly context?: number | undefined;
  /** What the reader should know about how the name was read. */
  readonly remarks: readonly LocalText[];
};

/** What cannot be a name: it has a file's ending, or begins as a path. */
const isPath = (word: string): boolean => /\.(?:json|gguf|safetensors)$|^(?:\.{0,2}[\\/]|~|[a-z]:\\)/i.test(word);

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
  const name = standardInput[context.lang];
  return fileTarget(
    name,
    reading(() => readConfiguration(memorySource(name, bytes), createProblems())),
  );
};

const fromPath = (path: string): Target => {
  const [summary] = reading(() => inspect(localFiles, path));
  if (summary?.configuration) return fileTarget(visible(path), summary.configuration.values, summary);
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
const wordTarget = async (context: Context, word: string): Promise<Target> => {
  if (word === "-") return fromStdin(context);
  const slashed = /[\\/]/.test(word);
  if (isPath(word) || (slashed && exists(word))) return fromPath(word);
  if (word === "" || isNamed(context, word)) return fromRecord(context, word);
  if (exists(word)) return fromPath(word);
  throw slashed ? await neither(context, word) : await nameNotFound(context.store, word);
};

/** The configuration with what `--set` says of it. */
const withSettings = (target: Target, settings: Settings): Target => {
  const set = Object.keys(settings);
  if (set.length === 0) return target;
  const not = (keys: readonly string[] = []): readonly string[] => keys.filter((key) => !set.includes(key));
  return {
    ...target,
    configuration: { ...target.configuration, ...settings },
    wrong: (target.wrong ?? []).filter(({ key }) => !set.includes(key)),
    set,
    undisclosed: not(target.undisclosed),
    remarks: [
      ...target.remarks,
      ...listed(
        "set by hand",
        "手工设定",
        Object.entries(settings).map(([key, value]) => `${key} ${JSON.stringify(value)}`),
      ),
    ],
  };
};

export const targetOf = async (context: Context, word: string, settings: Settings): Promise<Target> =>
  withSettings(await wordTarget(context, word), settings);
