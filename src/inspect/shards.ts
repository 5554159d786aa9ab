/**
 * model.safetensors.index.json: which file holds which tensor. The index is read in pieces and its names are kept as hashes; names are
 * read a second time only when some turn out to be missing.
 */
import { createCursor, type Source } from "./bytes.ts";
import { duplicateKeys, InspectError, type LocalText, quoted } from "./error.ts";
import { createJsonReader, type JsonObject, type JsonReader, type JsonValue } from "./json.ts";
import { createNameTable } from "./names.ts";
import { readSafetensors } from "./safetensors.ts";
import { maxName, maxTensors, type Sink } from "./sink.ts";

export type ShardIndex = {
  /** File names beside the index, in the order they are first named. */
  readonly shards: readonly string[];
  readonly tensors: number;
  /** `metadata.total_size`, in bytes, where it is a number. */
  readonly totalSize: number | undefined;
  readonly metadata: JsonObject;
  readonly readShard: (source: Source, shard: string, sink: Sink) => void;
  /** Call after the last shard: says which files are missing, and what the index names and the files read do not hold. */
  readonly finish: (read: ReadonlySet<string>, missing: ReadonlySet<string>, sink: Sink) => void;
};

const maxIndex = 100_000_000;
const maxShards = 10_000;
const subject: LocalText = { en: "the index", zh: "索引" };
/** Beside the shard's number in the name table: the tensor was found in a file. */
const found = 0x80000000;

const asObject = (value: JsonValue): JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};

const forEachEntry = (source: Source, sink: Sink, entry: (name: string, file: string, at: number) => void): JsonObject | undefined => {
  const cursor = createCursor(source, 0, source.size, maxIndex, subject);
  const json: JsonReader = createJsonReader(cursor, {
    maxString: maxName,
    maxValues: 10_000,
    nonFinite: true,
    duplicate: duplicateKeys(sink.problems, source.path),
  });
  let metadata: JsonObject | undefined;
  let mapped = false;
  json.object((key) => {
    if (key === "weight_map") {
      mapped = true;
      json.object((name, at) => entry(name, json.string(), at));
    } else if (key === "metadata") metadata = asObject(json.value());
    else json.skip();
  });
  json.end();
  if (!mapped) throw new InspectError(source.path, undefined, { en: "the index has no weight_map", zh: "索引里没有 weight_map" });
  return metadata;
};

export const readIndex = (source: Source, sink: Sink): ShardIndex => {
  const fail = (offset: number, en: string, zh: string): never => {
    throw new InspectError(source.path, offset, { en, zh });
  };
  const numbers = new Map<string, number>();
  const shards: string[] = [];
  const counts: number[] = [];
  const names = createNameTable();
  const metadata = forEachEntry(source, sink, (name, file, at) => {
    if (names.get(name) !== undefined) fail(at, `the tensor ${quoted(name)} stands twice`, `张量 ${quoted(name)} 出现两次`);
    if (names.size() >= maxTensors) fail(at, `more than ${maxTensors} tensors`, `张量超过 ${maxTensors} 个`);
    let number = numbers.get(file);
    if (number === undefined) {
      // A name from a file must not lead out of its folder.
      if (!/^[^/\\]+\.safetensors$/.test(file))
        fail(at, `${quoted(file)} is no file of the same folder`, `${quoted(file)} 不是同一目录下的文件`);
      if (shards.length >= maxShards) fail(at, `more than ${maxShards} files`, `文件超过 ${maxShards} 个`);
      number = shards.push(file) - 1;
      numbers.set(file, number);
      counts.push(0);
    }
    counts[number]!++;
    names.set(name, number);
  });
  const totalSize = metadata?.total_size;

  return {
    shards,
    tensors: names.size(),
    totalSize: typeof totalSize === "number" && Number.isFinite(totalSize) ? totalSize : undefined,
    metadata: metadata ?? {},
    readShard: (shard, file, into) => {
      const number = numbers.get(file);
      readSafetensors(shard, {
        problems: into.problems,
        tensor: (tensor, path) => {
          const value = names.get(tensor.name);
          if (value === undefined || value >= found || value !== number)
            into.problems.add("unexpected-tensor", path, {
              en: `the index does not put ${quoted(tensor.name)} into this file`,
              zh: `索引没有把 ${quoted(tensor.name)} 放在这个文件里`,
            });
          else names.set(tensor.name, value + found);
          into.tensor(tensor, path);
        },
      });
    },
    finish: (read, missing, into) => {
      for (const shard of shards)
        if (missing.has(shard))
          into.problems.add("missing-shard", source.path, {
            en: `${quoted(shard)} is not there; the index puts ${counts[numbers.get(shard)!]} tensors into it`,
            zh: `缺少 ${quoted(shard)}；索引把 ${counts[numbers.get(shard)!]} 个张量放在其中`,
          });
      forEachEntry(source, { ...into, problems: { ...into.problems, add: () => {} } }, (name, file) => {
        if (read.has(file) && (names.get(name) ?? 0) < found)
          into.problems.add("missing-tensor", source.path, {
            en: `${quoted(name)} is not in ${quoted(file)}`,
            zh: `${quoted(file)} 里没有 ${quoted(name)}`,
          });
      });
    },
  };
};
