/** `calc` itself. A chunk of its own: a look-up that calculates nothing does not load the formulas. */
import { evaluate } from "../../formulas/index.ts";
import { workingLines } from "../../render/working.ts";
import type { Context } from "../command.ts";
import { makeContext } from "../context.ts";
import { exitCodes, usageError } from "../errors.ts";
import { flatten, jsonDocument, jsonLine, writeFields, writeRows } from "../output.ts";
import { answerOf, explained } from "./answer.ts";
import { runBulk } from "./bulk.ts";
import { plotAsked } from "./plot.ts";
import { dataReader } from "./sources.ts";
import { readWords } from "./words.ts";

/** The help of a formula comes from this chunk too. */
export { formulaHelp } from "./help.ts";

export const runCalc = async (given: Context): Promise<number> => {
  const { formula, named, positional, options } = readWords(given.args);
  const context = makeContext(given.terminal, given.store, positional, options);
  const { terminal, store, format, fields, lang, canvas } = context;
  const read = dataReader(terminal);
  const entry = store.entry("formula", formula.id)!;
  const inputs = Object.fromEntries(Object.entries(named).map(([name, word]) => [name, read(word)]));
  const file = options.input as string | undefined;
  if (file !== undefined) {
    if (options.plot !== undefined)
      throw usageError(
        "--plot draws one evaluation, --input makes many: give one of them",
        "--plot 只画一次计算，--input 计算多次：二者只能取一",
      );
    if (positional.length > 0)
      throw usageError(
        "--input reads its numbers from a file: none can stand on the command line",
        "--input 从文件读数，命令行上不能再列出数",
      );
    return runBulk(context, formula, read(file === "-" ? "-" : `@${file}`), inputs, entry.doc.sources);
  }
  const numbers = positional.map(read);
  const plot = plotAsked(formula, inputs, numbers, context);
  if (plot?.alone) {
    terminal.write(await plot.text());
    return exitCodes.done;
  }
  const working = options.steps === true || format === "json" || format === "ndjson";
  const evaluation = explained(() => evaluate(formula, inputs, numbers, working));
  const answer = answerOf(formula, evaluation, entry.doc.sources);
  if (fields) terminal.write(writeFields([answer], fields, format, lang, false));
  else if (format === "json") terminal.write(jsonDocument(answer));
  else if (format === "ndjson") terminal.write(jsonLine(answer));
  else if (format !== "text")
    terminal.write(writeRows([flatten({ formula: answer.formula, inputs: answer.inputs, result: answer.result })], format, lang));
  else
    terminal.write(
      `${workingLines(entry, evaluation, options.steps === true, canvas).join("\n")}\n${plot ? `\n${await plot.text()}` : ""}`,
    );
  return exitCodes.done;
};
