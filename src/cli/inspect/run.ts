/** `inspect` itself, a chunk of its own. */
import { memorySource } from "../../inspect/bytes.ts";
import { isInspectError } from "../../inspect/error.ts";
import { localFiles } from "../../inspect/files.ts";
import { inspect } from "../../inspect/inspect.ts";
import { readConfigurationModel } from "../../inspect/models.ts";
import type { Summary } from "../../inspect/summary.ts";
import type { LocalText } from "../../knowledge/record.ts";
import { visible } from "../../knowledge/sanitise.ts";
import { type Inspection, inspectionLines } from "../../render/inspection.ts";
import type { SizeBody } from "../../render/size-answer.ts";
import type { Configuration } from "../../sizing/configuration.ts";
import { normalise, wrongValues } from "../../sizing/normalise.ts";
import { countParameters } from "../../sizing/parameters.ts";
import type { Context } from "../command.ts";
import { CliError, exitCodes, isCliError, usageError } from "../errors.ts";
import { standardInput, wrongText } from "../model-file.ts";
import { flatten, jsonDocument, jsonLine, writeFields, writeRows } from "../output.ts";
import { answerSize } from "../size/answer.ts";
import { storedIn } from "../size/file-target.ts";
import { readRequest } from "../size/request.ts";
import { nearestCheckpoints } from "./nearest.ts";

/** Exact in JSON while a double holds it; a longer count as its digits. */
const count = (value: bigint): number | string => (value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value.toString());

const summaries = (path: string, { terminal, lang }: Context): readonly Summary[] => {
  try {
    // Weights are read by jumping about in them, which a stream does not allow.
    if (path === "-") return [readConfigurationModel(memorySource(standardInput[lang], new TextEncoder().encode(terminal.readStdin())))];
    return inspect(localFiles, path);
  } catch (error) {
    if (!isInspectError(error)) throw error;
    throw new CliError(exitCodes.invalidFile, error.text);
  }
};

const isWhole = ({ shards }: Summary): boolean => shards === undefined || shards.present === shards.count;

/** Problems that make a file invalid; the others stand beside what is right. */
const invalid: ReadonlySet<string> = new Set(["unreadable-file", "data-incomplete", "impossible-value"]);

const mostOdd = 8;

/** A configuration that asks for the very count the tensors have makes no layer odd; a part has its own reasons. */
const oddLayers = (summary: Summary, difference: bigint | undefined): readonly LocalText[] => {
  const odd = (isWhole(summary) && difference !== 0n && summary.tensors?.odd) || [];
  const left = odd.length - mostOdd;
  return left > 0 ? [...odd.slice(0, mostOdd), { en: `and ${left} more of this kind`, zh: `同类问题另有 ${left} 处` }] : odd;
};

/** What `size` says of it where it is asked nothing more; undefined where it cannot be counted. */
const sizeOf = (summary: Summary, configuration: Configuration): SizeBody | undefined => {
  const stored = storedIn(summary);
  try {
    // What the file holds and what was not understood have lines of their own here.
    const {
      name: _name,
      id: _id,
      architecture: _architecture,
      steps: _steps,
      ...body
    } = answerSize({ name: summary.path, id: null, configuration, ...(stored && { stored }), remarks: [] }, readRequest({}));
    return body;
  } catch (error) {
    if (isCliError(error)) return undefined;
    throw error;
  }
};

const inspectionOf = (summary: Summary, context: Context): Inspection => {
  const read = summary.configuration && normalise(summary.configuration.values);
  const sized = read && countParameters(read.configuration);
  const counted = sized && !("missing" in sized) ? sized : undefined;
  const wrong = read ? wrongValues(summary.configuration!.values, read) : [];
  const { tensors, shards } = summary;
  const difference = counted && tensors?.count && isWhole(summary) ? tensors.parameters - BigInt(counted.total) : undefined;
  return {
    path: visible(summary.path),
    kind: summary.kind,
    files: summary.files.map((file) => ({ path: visible(file.path), size: file.size })),
    ...(shards ? { shards: { count: shards.count, present: shards.present } } : {}),
    ...(read ? { configuration: read.configuration } : {}),
    ...(read && (read.unknown.length > 0 || read.left_out.length > 0)
      ? { not_understood: [...read.unknown, ...read.left_out].map(visible) }
      : {}),
    ...(counted ? (sizeOf(summary, read!.configuration) ?? { parameters: { total: counted.total, active: counted.active } }) : {}),
    ...(sized && "missing" in sized
      ? {
          not_sized: {
            missing: sized.missing.filter((key) => !wrong.some((one) => one.key === key)),
            ...(sized.unknown === undefined ? {} : { unknown: visible(sized.unknown) }),
            invalid: wrong.map(({ key }) => visible(key)),
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
          ...(difference === undefined ? {} : { difference: count(difference) }),
        }
      : {}),
    nearest: read ? nearestCheckpoints(context.store, read.configuration) : [],
    problems: [
      ...(wrong.length > 0 ? [{ code: "impossible-value", path: visible(summary.configuration!.path), text: wrongText(wrong) }] : []),
      ...summary.problems.map(({ code, path, text }) => ({ code, path: visible(path), text })),
      ...oddLayers(summary, difference).map((text) => ({ code: "odd-layer", path: visible(summary.path), text })),
    ],
  };
};

export const runInspect = (context: Context): number => {
  const { args, terminal, format, fields, lang, canvas } = context;
  const [path] = args;
  if (path === undefined || path === "") throw usageError("the path is empty", "路径为空");
  const found = summaries(path, context).map((summary) => inspectionOf(summary, context));
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
  // What could be read is shown all the same.
  return found.some(({ problems }) => problems.some(({ code }) => invalid.has(code))) ? exitCodes.invalidFile : exitCodes.done;
};
