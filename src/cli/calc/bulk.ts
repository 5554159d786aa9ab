/** `calc --input`: NDJSON in, NDJSON out, a line for a line as it comes; a bad one does not stop the others. */
import { type Formula, isInputError } from "../../formulas/index.ts";
import type { SourceRef } from "../../knowledge/record.ts";
import { visible } from "../../knowledge/sanitise.ts";
import type { Context } from "../command.ts";
import { exitCodes, usageError } from "../errors.ts";
import { jsonLine, writeFields } from "../output.ts";
import { answerOf } from "./answer.ts";
import type { Completion } from "./completion.ts";
import { inputsOf, LineError } from "./line.ts";
import { evaluateBy, type Mode, modeOptions } from "./mode.ts";
import { beginningOf } from "./sources.ts";

type Failure = { readonly message: string; readonly path: string };

const failureOf = (error: unknown, context: Context): Failure => {
  if (isInputError(error)) return { message: visible(error.text[context.lang]), path: error.path };
  if (error instanceof LineError) return { message: visible(error.message), path: "" };
  throw error;
};

/** One line is one evaluation, and has to be held. */
const longestLine = 256 * 1024 * 1024;

function* linesOf(pieces: Iterable<string>): Generator<string> {
  let number = 1;
  /** Of the last line so far; a long one comes in many pieces. */
  let pending: string[] = [];
  let length = 0;
  for (const piece of pieces) {
    const [first, ...lines] = piece.split("\n");
    pending.push(first!);
    length += first!.length;
    if (length > longestLine) throw usageError(`--input: line ${number} is longer than 256 MiB`, `--input：第 ${number} 行超过 256 MiB`);
    if (lines.length === 0) continue;
    yield pending.join("");
    pending = [lines.pop()!];
    length = pending[0]!.length;
    yield* lines;
    number += lines.length + 1;
  }
  yield pending.join("");
}

/** So much text is written at once. */
const writtenAtOnce = 65_536;

/** `shared`: inputs given on the command line, for every line that does not give them itself. */
export const runBulk = (
  context: Context,
  formula: Formula,
  asked: Mode,
  pieces: Iterable<string>,
  shared: Readonly<Record<string, string>>,
  sources: readonly SourceRef[],
  complete: Completion,
): number => {
  const { terminal, fields, lang } = context;
  const { all, text, isMuch } = beginningOf(pieces);
  const mode = asked ?? (isMuch ? "float64" : undefined);
  const options = modeOptions(mode);
  let bad = 0;
  let number = 0;
  let out = "";
  for (const line of linesOf(isMuch ? all : [text])) {
    number++;
    if (line.trim() === "") continue;
    try {
      const own = complete({ ...shared, ...inputsOf(line, context) });
      const evaluation = evaluateBy(mode, formula, own.inputs, [], false);
      const answer = answerOf(formula, evaluation, [...sources, ...own.sources], { ...own.options, ...options });
      out += fields ? writeFields([answer], fields, "ndjson", lang, true) : jsonLine(answer);
    } catch (error) {
      bad++;
      out += jsonLine({ error: failureOf(error, context), line: number });
    }
    if (out.length > writtenAtOnce) {
      terminal.write(out);
      out = "";
    }
  }
  terminal.write(out);
  return bad > 0 ? exitCodes.usage : exitCodes.done;
};
