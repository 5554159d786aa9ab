/** From a path to the models in it: what a file is, which files of a folder belong together, which configuration goes with them. */
import { createCursor, type Source } from "./bytes.ts";
import { InspectError, joined } from "./error.ts";
import { type Opened, readConfigurationModel, readGgufModel, readIndexedModel, readSafetensorsModel } from "./models.ts";
import type { Summary } from "./summary.ts";

/** What the readers see of a file system. Every failure is an InspectError. */
export type FileSystem = {
  readonly kindOf: (path: string) => "file" | "folder";
  /** Names of the regular files in a folder, sorted. */
  readonly list: (folder: string) => readonly string[];
  readonly join: (folder: string, name: string) => string;
  readonly split: (path: string) => { readonly folder: string; readonly name: string };
  readonly opened: Opened;
};

type FileKind = "safetensors" | "gguf" | "json";

const foreign: readonly (readonly [RegExp, string, string])[] = [
  [
    /^PK\x03\x04/,
    "a PyTorch checkpoint (a zip of pickles); safetensors and GGUF are read",
    "PyTorch 检查点（内含 pickle 的 zip）；可读 safetensors 与 GGUF",
  ],
  [/^\x80[\x02-\x05]/, "a Python pickle; safetensors and GGUF are read", "Python pickle；可读 safetensors 与 GGUF"],
  [/^(?:lmgg|fmgg|tjgg|algg)/, "an older ggml file, before GGUF", "GGUF 之前的旧式 ggml 文件"],
  [/^\x89HDF/, "an HDF5 file; safetensors and GGUF are read", "HDF5 文件；可读 safetensors 与 GGUF"],
  [/^version https:\/\/git-lfs/, "a Git LFS pointer: the file itself was not downloaded", "Git LFS 指针：文件本身没有下载"],
];

/** By the first bytes, so that a file of a download cache needs no ending. */
const kindOfFile = (source: Source): FileKind => {
  const fail = (en: string, zh: string): never => {
    throw new InspectError(source.path, undefined, { en, zh });
  };
  if (source.size === 0) return fail("the file is empty", "文件为空");
  const length = Math.min(64, source.size);
  const bytes = createCursor(source, 0, length, length, { en: "the file", zh: "文件" }).take(length);
  const text = String.fromCharCode(...bytes);
  if (/^(?:GGUF|FUGG)/.test(text) || /\.gguf$/i.test(source.path)) return "gguf";
  const other = foreign.find(([pattern]) => pattern.test(text));
  if (other) return fail(other[1], other[2]);
  if (/\.safetensors$/i.test(source.path) || /^[\s\S]{4}\0{4}\{/.test(text)) return "safetensors";
  if (/^(?:\xef\xbb\xbf)?\s*[{[]/.test(text) || /\.json$/i.test(source.path)) return "json";
  return fail("neither JSON nor safetensors nor GGUF", "既不是 JSON，也不是 safetensors 或 GGUF");
};

const indexName = /\.safetensors\.index\.json$/i;
const partName = /^(.*)-(\d{5})-of-(\d{5})\.(safetensors|gguf)$/i;

type Parts = { readonly names: readonly string[]; readonly count: number };

/** Numbered parts of one model together, every other file alone. */
const together = (names: readonly string[]): readonly Parts[] => {
  const found = new Map<string, { names: string[]; count: number }>();
  for (const name of names) {
    const match = partName.exec(name);
    const key = match ? `${match[1]}/${match[3]}` : name;
    const parts = found.get(key) ?? { names: [], count: match ? Number(match[3]) : 1 };
    parts.names.push(name);
    found.set(key, parts);
  }
  return [...found.values()];
};

/** Which configuration describes a file: Meta's and Mistral's own weights come with params.json. */
const configurationFor = (name: string, names: readonly string[]): string | undefined => {
  const order = /^consolidated/i.test(name) ? ["params.json", "config.json"] : ["config.json", "params.json"];
  return order.find((candidate) => names.includes(candidate));
};

const inFolder = (files: FileSystem, folder: string): readonly Summary[] => {
  const names = files.list(folder);
  const path = (name: string): string => files.join(folder, name);
  const configuration = (name: string): string | undefined => {
    const found = configurationFor(name, names);
    return found === undefined ? undefined : path(found);
  };
  const claimed = new Set<string>();
  const summaries: Summary[] = [];
  const errors: InspectError[] = [];
  const attempt = (read: () => Summary): void => {
    try {
      summaries.push(read());
    } catch (error) {
      if (!(error instanceof InspectError)) throw error;
      errors.push(error);
    }
  };
  for (const index of names.filter((name) => indexName.test(name))) {
    const find = (name: string): string | undefined => {
      claimed.add(name);
      return names.includes(name) ? path(name) : undefined;
    };
    attempt(() => readIndexedModel(files.opened, path(index), find, configuration(index)));
  }
  const loose = names.filter((name) => /\.safetensors$/i.test(name) && !claimed.has(name));
  for (const parts of together(loose))
    attempt(() => readSafetensorsModel(files.opened, parts.names.map(path), parts.count, configuration(parts.names[0]!)));
  for (const parts of together(names.filter((name) => /\.gguf$/i.test(name))))
    attempt(() => readGgufModel(files.opened, parts.names.map(path), parts.count));
  const [first, ...others] = summaries;
  const [error, ...more] = errors;
  // What one file has wrong does not hide the others; a configuration beside several is told of where it belongs.
  const unreadable = (error ? joined([error, ...more]).faults : [])
    .filter(({ text }) => !first?.problems.some((problem) => problem.text.en === text.en))
    .map(({ path, text }) => ({ code: "unreadable-file" as const, path, text }));
  if (first) return [{ ...first, problems: [...first.problems, ...unreadable] }, ...others];
  if (error) throw joined([error, ...more]);
  const alone = configurationFor("", names);
  if (alone !== undefined) return [files.opened(path(alone), readConfigurationModel)];
  throw new InspectError(folder, undefined, {
    en: "no config.json, params.json, .safetensors or .gguf in this folder",
    zh: "目录里没有 config.json、params.json、.safetensors 或 .gguf",
  });
};

const ofFile = (files: FileSystem, path: string): Summary => {
  const { folder, name } = files.split(path);
  const kind = files.opened(path, kindOfFile);
  // Neighbours matter only to weights; a folder that cannot be listed has none.
  const names = kind === "json" && !indexName.test(name) ? [] : files.list(folder);
  const beside = configurationFor(name, names);
  const configuration = beside === undefined ? undefined : files.join(folder, beside);
  if (kind === "json")
    return indexName.test(name)
      ? readIndexedModel(files.opened, path, (shard) => (names.includes(shard) ? files.join(folder, shard) : undefined), configuration)
      : files.opened(path, readConfigurationModel);
  const parts = together(names).find((candidate) => candidate.names.includes(name) && candidate.count > 1);
  if (kind === "gguf")
    return readGgufModel(files.opened, parts ? parts.names.map((part) => files.join(folder, part)) : [path], parts?.count ?? 1);
  return readSafetensorsModel(files.opened, [path], Number(partName.exec(name)?.[3] ?? 1), configuration);
};

/** The models at a path: one for a file, one or more for a folder. Throws InspectError and nothing else. */
export const inspect = (files: FileSystem, path: string): readonly Summary[] =>
  files.kindOf(path) === "folder" ? inFolder(files, path) : [ofFile(files, path)];
