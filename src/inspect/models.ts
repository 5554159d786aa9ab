/** One summary from the files of one model, already told apart. */
import type { Source } from "./bytes.ts";
import { isParams, readConfiguration } from "./configuration.ts";
import { createProblems, InspectError, joined, type Problems, quoted } from "./error.ts";
import { readGguf } from "./gguf.ts";
import { ggufConfiguration } from "./gguf-configuration.ts";
import { readSafetensors } from "./safetensors.ts";
import { readIndex } from "./shards.ts";
import type { Sink } from "./sink.ts";
import type { Configuration, ReadFile, Summary } from "./summary.ts";
import { createTally } from "./tally.ts";

/** Opens a file for as long as `use` reads it. Undefined where there is none. */
export type Opened = <T>(path: string, use: (source: Source) => T) => T;

const nothing = { shards: undefined, metadata: undefined, gguf: undefined, configuration: undefined, tensors: undefined } as const;
const fileOf = (source: Source): ReadFile => ({ path: source.path, size: source.size });

const configurationOf = (source: Source, problems: Problems): Configuration => {
  const values = readConfiguration(source, problems);
  return { values, path: source.path, kind: isParams(values) ? "params" : "config" };
};

export const readConfigurationModel = (source: Source): Summary => {
  const problems = createProblems();
  const configuration = configurationOf(source, problems);
  const kind = configuration.kind === "params" ? "params" : "config";
  return { ...nothing, kind, path: source.path, files: [fileOf(source)], configuration, problems: problems.list() };
};

type Files = {
  readonly read: ReadFile[];
  readonly sink: Sink;
  readonly problems: Problems;
  readonly tally: ReturnType<typeof createTally>;
  readonly broken: InspectError[];
};

const start = (): Files => {
  const problems = createProblems();
  const tally = createTally(problems);
  return { read: [], problems, tally, broken: [], sink: { tensor: tally.add, problems } };
};

/** What is wrong with one file does not hide the others. */
const attempt = <T>(opened: Opened, path: string, files: Files, use: (source: Source) => T): T | undefined => {
  try {
    return opened(path, (source) => {
      const found = use(source);
      files.read.push(fileOf(source));
      return found;
    });
  } catch (error) {
    if (!(error instanceof InspectError)) throw error;
    files.broken.push(error);
    return undefined;
  }
};

/** One of `parts` files with tensors. Of several, each is read to its end first: what a broken one holds must not be counted in part. */
const attemptPart = <T>(
  opened: Opened,
  path: string,
  files: Files,
  parts: number,
  header: (source: Source, sink: Sink) => unknown,
  keep: (source: Source) => T,
): T | undefined =>
  attempt(opened, path, files, (source) => {
    if (parts > 1) header(source, { tensor: () => {}, problems: createProblems() });
    return keep(source);
  });

/** Throws where no file with tensors could be read; else the faults stand beside what could. */
const tellBroken = ({ broken, problems }: Files, parts: number): void => {
  const [first, ...others] = broken;
  if (!first) return;
  if (parts === 0) throw joined([first, ...others]);
  for (const { path, text } of broken) problems.add("unreadable-file", path, text);
};

const beside = (opened: Opened, path: string | undefined, files: Files): Configuration | undefined =>
  path === undefined ? undefined : attempt(opened, path, files, (source) => configurationOf(source, files.problems));

/** Files of one model without an index: one, or the numbered parts of one. */
export const readSafetensorsModel = (opened: Opened, paths: readonly string[], parts: number, configurationPath?: string): Summary => {
  const files = start();
  const configuration = beside(opened, configurationPath, files);
  const headers = paths.flatMap(
    (path) => attemptPart(opened, path, files, paths.length, readSafetensors, (source) => readSafetensors(source, files.sink)) ?? [],
  );
  const present = headers.length;
  tellBroken(files, present);
  const metadata = Object.assign({}, ...headers.map((header) => header.metadata).reverse());
  const path = paths[0]!;
  if (present < parts)
    files.problems.add("missing-shard", path, {
      en: `${present} of ${parts} parts ${present === 1 ? "is" : "are"} read`,
      zh: `${parts} 个分片中读了 ${present} 个`,
    });
  const shards = parts > 1 ? { count: parts, present, tensors: undefined, totalSize: undefined } : undefined;
  const tensors = files.tally.result();
  return {
    ...nothing,
    kind: "safetensors",
    path,
    files: files.read,
    configuration,
    tensors,
    shards,
    metadata,
    problems: files.problems.list(),
  };
};

/** An index and those of its files that are there. `find`: the path of a file beside the index. */
export const readIndexedModel = (
  opened: Opened,
  path: string,
  find: (name: string) => string | undefined,
  configurationPath?: string,
): Summary => {
  const files = start();
  const configuration = beside(opened, configurationPath, files);
  return opened(path, (source) => {
    files.read.push(fileOf(source));
    const index = readIndex(source, files.sink);
    const [read, missing] = [new Set<string>(), new Set<string>()];
    for (const shard of index.shards) {
      const found = find(shard);
      if (found === undefined) {
        missing.add(shard);
        continue;
      }
      const kept = attemptPart(opened, found, files, index.shards.length, readSafetensors, (part) => {
        index.readShard(part, shard, files.sink);
        return true;
      });
      if (kept) read.add(shard);
    }
    // An index alone says what should be there.
    tellBroken(files, read.size + missing.size);
    index.finish(read, missing, files.sink);
    const tensors = files.tally.result();
    const complete = read.size === index.shards.length;
    if (complete && index.totalSize !== undefined && BigInt(Math.round(index.totalSize)) !== tensors.bytes)
      files.problems.add("total-size", path, {
        en: `the index says ${index.totalSize} bytes in all, the tensors have ${tensors.bytes}`,
        zh: `索引称总共 ${index.totalSize} 字节，张量共有 ${tensors.bytes} 字节`,
      });
    const shards = { count: index.shards.length, present: read.size, tensors: index.tensors, totalSize: index.totalSize };
    const { metadata } = index;
    return {
      ...nothing,
      kind: "safetensors",
      path,
      files: files.read,
      configuration,
      tensors,
      shards,
      metadata,
      problems: files.problems.list(),
    };
  });
};

/** The parts of one GGUF model, in order. `parts`: how many there should be, by the names of the files. */
export const readGgufModel = (opened: Opened, paths: readonly string[], parts: number): Summary => {
  const files = start();
  const headers = paths.flatMap(
    (path) => attemptPart(opened, path, files, paths.length, readGguf, (source) => readGguf(source, files.sink)) ?? [],
  );
  const path = paths[0]!;
  tellBroken(files, headers.length);
  const [first] = headers;
  if (!first) throw new InspectError(path, undefined, { en: "no file", zh: "没有文件" });
  const tensors = files.tally.result();
  const said = (key: string): number | undefined => {
    const value = first.metadata.get(key);
    return typeof value === "number" ? value : undefined;
  };
  const count = Math.max(parts, said("split.count") ?? 1);
  const total = said("split.tensors.count");
  if (paths.length < count)
    files.problems.add("missing-shard", path, {
      en: `${paths.length} of ${count} parts are there`,
      zh: `${count} 个分片中有 ${paths.length} 个`,
    });
  else if (headers.length === count && total !== undefined && total !== tensors.count)
    files.problems.add("tensor-count", path, {
      en: `${quoted("split.tensors.count")} is ${total}, the parts hold ${tensors.count} tensors`,
      zh: `${quoted("split.tensors.count")} 为 ${total}，而分片共有 ${tensors.count} 个张量`,
    });
  const values = ggufConfiguration(first.metadata, tensors);
  const { version, byteOrder, alignment, metadata } = first;
  return {
    ...nothing,
    kind: "gguf",
    path,
    files: files.read,
    configuration: values && { values, path, kind: "gguf" },
    tensors,
    shards: count > 1 ? { count, present: headers.length, tensors: total, totalSize: undefined } : undefined,
    gguf: { version, byteOrder, alignment, metadata },
    problems: files.problems.list(),
  };
};
