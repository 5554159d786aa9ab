/** `inspect` itself, a chunk of its own. */
import { isInspectError } from "../../inspect/error.ts";
import { localFiles } from "../../inspect/files.ts";
import { inspect } from "../../inspect/inspect.ts";
import type { Summary } from "../../inspect/summary.ts";
import { visible } from "../../knowledge/sanitise.ts";
import { type Inspection, inspectionLines } from "../../render/inspection.ts";
import { normalise } from "../../sizing/normalise.ts";
import { countParameters } from "../../sizing/parameters.ts";
import type { Context } from "../command.ts";
import { CliError, exitCodes, usageError } from "../errors.ts";
import { flatten, jsonDocument, jsonLine, writeFields, writeRows } from "../output.ts";
import { nearestCheckpoints } from "./nearest.ts";

/** Exact in JSON while a double holds it; a longer count as its digits. */
const count = (value: bigint): number | string => (value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value.toString());

const summaries = (path: string): readonly Summary[] => {
  try {
    return inspect(localFiles, path);
  } catch (error) {
    if (!isInspectError(error)) throw error;
    throw new CliError(exitCodes.invalidFile, error.text);
  }
};

const isWhole = ({ shards }: Summary): boolean => shards === undefined || shards.present === shards.count;

const inspectionOf = (summary: Summary, context: Context): Inspection => {
  const read = summary.configuration && normalise(summary.configuration.values);
  const sized = read && countParameters(read.configuration);
  const counted = sized && !("missing" in sized) ? sized : undefined;
  const { tensors, shards } = summary;
  return {
    path: visible(summary.path),
    kind: summary.kind,
    files: summary.files.map((file) => ({ path: visible(file.path), size: file.size })),
    ...(shards ? { shards: { count: shards.count, present: shards.present } } : {}),
    ...(read ? { configuration: read.configuration } : {}),
    ...(read && (read.unknown.length > 0 || read.left_out.length > 0)
      ? { not_understood: [...read.unknown, ...read.left_out].map(visible) }
      : {}),
    ...(counted ? { parameters: { total: counted.total, active: counted.active } } : {}),
    ...(sized && "missing" in sized
      ? {
          not_sized: {
            missing: sized.missing,
            ...(sized.unknown === undefined ? {} : { unknown: visible(sized.unknown) }),
            invalid: sized.invalid ?? [],
          },
        }
      : {}),
    ...(tensors
      ? {
          tensors: {
            count: tensors.count,
            parameters: count(tensors.parameters),
            bytes: count(tensors.bytes),
            dtypes: tensors.dtypes.map((sum) => ({
              dtype: visible(sum.dtype),
              tensors: sum.count,
              parameters: count(sum.parameters),
              bytes: count(sum.bytes),
            })),
            groups: tensors.groups.map((group) => ({
              name: group.name,
              tensors: group.count,
              dtype: visible(group.dtype),
              shape: group.shape.map((size) => Number(size)),
            })),
          },
          // Numbers of a part say nothing of the whole.
          ...(counted && isWhole(summary) ? { difference: count(tensors.parameters - BigInt(counted.total)) } : {}),
        }
      : {}),
    nearest: read ? nearestCheckpoints(context.store, read.configuration) : [],
    problems: summary.problems.map(({ code, path, text }) => ({ code, path: visible(path), text })),
  };
};

export const runInspect = (context: Context): number => {
  const { args, terminal, format, fields, lang, canvas } = context;
  const [path] = args;
  if (path === undefined || path === "") throw usageError("the path is empty", "路径为空");
  const found = summaries(path).map((summary) => inspectionOf(summary, context));
  const one = found.length === 1;
  if (fields) terminal.write(writeFields(found, fields, format, lang, !one));
  else if (format === "json") terminal.write(jsonDocument(one ? found[0] : found));
  else if (format === "ndjson") terminal.write(found.map(jsonLine).join(""));
  else if (format !== "text")
    terminal.write(
      writeRows(
        found.map((each) => flatten(each)),
        format,
        lang,
      ),
    );
  else terminal.write(`${found.map((each) => inspectionLines(each, canvas).join("\n")).join("\n\n")}\n`);
  // A header without its data is enough for every answer; a file that could not be read is not.
  return found.some(({ problems }) => problems.some(({ code }) => code === "unreadable-file")) ? exitCodes.invalidFile : exitCodes.done;
};
