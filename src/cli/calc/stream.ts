/** One long list of numbers from standard input or a file, computed in float64: element by element, or held as doubles. */
import { elementwiseInFloat64, evaluateInFloat64, type Formula, numberStream } from "../../formulas/index.ts";
import type { Entry, FormulaDoc } from "../../knowledge/record.ts";
import { workingLines } from "../../render/working.ts";
import type { Context } from "../command.ts";
import { exitCodes } from "../errors.ts";
import { flatten, writeFields, writeRows } from "../output.ts";
import { answerOf, explained } from "./answer.ts";
import { jsonPieces, numberLines } from "./long.ts";
import { modeOptions, noteFloat64 } from "./mode.ts";

function* listsOf(pieces: Iterable<string>, name: string): Generator<readonly number[]> {
  const stream = numberStream(name);
  for (const piece of pieces) yield stream.push(piece);
  yield stream.end();
}

/** Eight bytes a number. */
const gathered = (lists: Iterable<readonly number[]>): Float64Array => {
  let values = new Float64Array(1 << 16);
  let length = 0;
  for (const list of lists) {
    if (length + list.length > values.length) {
      const longer = new Float64Array(2 * Math.max(values.length, list.length));
      longer.set(values);
      values = longer;
    }
    values.set(list, length);
    length += list.length;
  }
  return values.subarray(0, length);
};

/** `others`: the inputs beside the long one. */
export const runLong = (
  context: Context,
  formula: Formula,
  entry: Entry<FormulaDoc>,
  name: string,
  pieces: Iterable<string>,
  others: Readonly<Record<string, string>>,
): number => {
  const { terminal, format, fields, lang, canvas } = context;
  const lists = listsOf(pieces, name);
  const isText = format === "text" && fields === undefined;
  if (isText) noteFloat64(context);
  if (isText && formula.isElementwise && name === Object.keys(formula.inputs)[0])
    return explained(() => {
      const apply = elementwiseInFloat64(formula, others);
      const lines = numberLines(canvas.width);
      for (const list of lists) terminal.write(lines.add(apply(list)));
      terminal.write(lines.end());
      return exitCodes.done;
    });
  const evaluation = explained(() => evaluateInFloat64(formula, { ...others, [name]: gathered(lists) }, [], false));
  const { result } = evaluation;
  if (isText) {
    if (Array.isArray(result) && typeof result[0] === "number") {
      const lines = numberLines(canvas.width);
      for (let at = 0; at < result.length; at += 4096) terminal.write(lines.add(result.slice(at, at + 4096) as number[]));
      terminal.write(lines.end());
    } else terminal.write(`${workingLines(entry, evaluation, false, canvas).join("\n")}\n`);
    return exitCodes.done;
  }
  const answer = answerOf(formula, evaluation, entry.doc.sources, modeOptions("float64"));
  if (fields) terminal.write(writeFields([answer], fields, format, lang, false));
  else if (format === "json" || format === "ndjson") {
    for (const piece of jsonPieces(answer, format === "json" ? 2 : 0)) terminal.write(piece);
    terminal.write("\n");
  } else if (format !== "text")
    terminal.write(writeRows([flatten({ formula: answer.formula, inputs: answer.inputs, result: answer.result })], format, lang));
  return exitCodes.done;
};
