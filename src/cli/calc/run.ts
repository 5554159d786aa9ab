/** `calc` itself. A chunk of its own: a look-up that calculates nothing does not load the formulas. What only some calls need runs when it is imported. */
import {
  byName,
  type Evaluation,
  equationsOfGiven,
  evaluate,
  type Formula,
  findFormula,
  type InputSpec,
  type RoundedEvaluation,
} from "../../formulas/index.ts";
import type { Entry, FormulaDoc } from "../../knowledge/record.ts";
import type { Canvas } from "../../render/canvas.ts";
import { groups } from "../../render/layout.ts";
import { workingLines } from "../../render/working.ts";
import { wrap } from "../../render/wrap.ts";
import type { Context } from "../command.ts";
import { makeContext } from "../context.ts";
import { exitCodes, usageError } from "../errors.ts";
import { flatten, jsonDocument, jsonLine, writeFields, writeRows } from "../output.ts";
import { type Answer, answerOf, explained } from "./answer.ts";
import type { Completed, Completion, EvaluateNamed, Inputs } from "./completion.ts";
import { howGiven, isNeeded, withObject } from "./given.ts";
import { evaluateBy, type Mode, modeOf, modeOptions, noteFloat64 } from "./mode.ts";
import { beginningOf, dataReader, longInput, muchInput } from "./sources.ts";
import { readWords } from "./words.ts";

/** The explorer's form comes from this chunk too. */
export { calculator } from "./form.ts";

/** And the help of a formula. */
export const help = () => import("./help.ts");

const evaluateNamed: EvaluateNamed = (id, inputs) => evaluate(findFormula(id)!, inputs, [], false).result;

const asGiven: Completion = (inputs) => ({ inputs, options: {}, sources: [], lines: () => [] });

/** Nothing given is no mistake where an explanation is asked for; something given is evaluated, or its mistake told. */
const isEvaluable = (formula: Formula, named: Inputs, positional: readonly string[]): boolean => {
  const isMissing = ([name, spec]: readonly [string, InputSpec]): boolean => isNeeded(spec) && (named[name] ?? null) === null;
  return positional.length > 0 || (Object.keys(named).length > 0 && !Object.entries(formula.inputs).some(isMissing));
};

const resultLines = async (
  entry: Entry<FormulaDoc>,
  evaluation: Evaluation | RoundedEvaluation,
  steps: boolean,
  canvas: Canvas,
): Promise<readonly string[]> => {
  if (!("exact" in evaluation)) return workingLines(entry, evaluation, steps, canvas);
  const { roundingLines } = await import("../../render/rounding.ts");
  return groups(steps ? workingLines(entry, evaluation, true, canvas) : [], roundingLines(evaluation, canvas));
};

/** A line of the working holds them all, in exact arithmetic. */
const mostInWorking = 100_000;

const refuseLongWorking = (texts: readonly string[]): void => {
  const count = texts.reduce((sum, text) => sum + (text.length < mostInWorking ? 0 : (text.match(/[^\s,;[\]]+/g)?.length ?? 0)), 0);
  if (count > mostInWorking)
    throw usageError(
      `--steps: the working is of at most ${mostInWorking} numbers, ${count} are given`,
      `--steps：演算过程最多用于 ${mostInWorking} 个数，这里给了 ${count} 个`,
    );
};

/** Options that leave each other nothing to do. */
const refuseTogether = ({ format, fields, options, args }: Context, formula: Formula): void => {
  const file = options.input as string | undefined;
  if (options.explain === true && (format !== "text" || fields !== undefined || file !== undefined))
    throw usageError(
      `--explain is text to read; as data: almanac show ${formula.id} --json`,
      `--explain 给出的是说明文字；需要数据请用 almanac show ${formula.id} --json`,
    );
  if (file === undefined) return;
  if (options.plot !== undefined)
    throw usageError(
      "--plot draws one evaluation, --input makes many: give one of them",
      "--plot 只画一次计算，--input 计算多次：二者只能取一",
    );
  if (options.steps === true)
    throw usageError(
      "--steps shows the working of one evaluation, --input makes many: give one of them",
      "--steps 只演算一次计算，--input 计算多次：二者只能取一",
    );
  if (args.length > 0)
    throw usageError(
      "--input reads its numbers from a file: none can stand on the command line",
      "--input 从文件读数，命令行上不能再列出数",
    );
};

/** Under a picture beside results of a narrower type. */
const exactPicture = ({ lang, canvas }: Context): string => {
  const note = lang === "zh" ? "图按精确结果画出，与 --dtype 无关。" : "The picture is of the exact results, whatever --dtype.";
  return `${wrap(canvas.style("muted", note), canvas.width).join("\n")}\n`;
};

/** In a data format. */
const writeAnswer = (answer: Answer, { terminal, format, fields, lang }: Context): void => {
  if (fields) terminal.write(writeFields([answer], fields, format, lang, false));
  else if (format === "json") terminal.write(jsonDocument(answer));
  else if (format === "ndjson") terminal.write(jsonLine(answer));
  else if (format !== "text") {
    const { formula, inputs, result, exact } = answer;
    terminal.write(writeRows([flatten({ formula, inputs, result, exact })], format, lang));
  }
};

export const runCalc = async (given: Context): Promise<number> => {
  const { formula, named, positional, options } = readWords(given.args);
  const context = makeContext(given.terminal, given.store, positional, options);
  const { terminal, store, format, fields, canvas } = context;
  refuseTogether(context, formula);
  const { read, pieces } = dataReader(terminal);
  const entry = store.entry("formula", formula.id)!;
  const asked = modeOf(options);
  const steps = options.steps === true;
  const explain = options.explain === true;
  /** A list from elsewhere that turned out to be short. */
  const known: Record<string, string> = {};
  const textOf = (word: string): string => known[word] ?? read(word);
  const readAll = (words: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(Object.entries(words).map(([name, word]) => [name, textOf(word)]));
  const model = options.model as string | undefined;
  const complete = model === undefined ? asGiven : await (await import("../size/run.ts")).withModel(context, formula, model, evaluateNamed);
  const file = options.input as string | undefined;
  if (file !== undefined) {
    const { runBulk } = await import("./bulk.ts");
    return runBulk(context, formula, asked, pieces(file === "-" ? "-" : `@${file}`), readAll(named), entry.doc.sources, complete);
  }
  const isPlain = !steps && !explain && options.plot === undefined && model === undefined && (asked === undefined || asked === "float64");
  const long = isPlain ? longInput(formula, named, positional) : undefined;
  if (long) {
    const { [long.name]: _long, ...others } = named;
    const beginning = beginningOf(pieces(long.word));
    if (beginning.isMuch) return (await import("./stream.ts")).runLong(context, formula, entry, long.name, beginning.all, readAll(others));
    known[long.word] = beginning.text;
  }
  const byOption = readAll(named);
  const words = positional.map(textOf);
  const texts = [...Object.values(byOption), ...words];
  const size = texts.reduce((sum, text) => sum + text.length, 0);
  if (steps) refuseLongWorking(texts);
  const { named: inputs, numbers } = withObject(byOption, words, context);
  const mode: Mode = asked ?? (size > muchInput ? "float64" : undefined);
  const completed = explained(() => complete(inputs, numbers));
  const hint = howGiven(formula, inputs, numbers, terminal.isPiped);
  const own: Completed = { ...completed, origin: (input) => completed.origin?.(input) ?? hint(input) };
  // A model's constants are laid over the numbers: they stand among the named inputs then.
  const loose = model === undefined ? numbers : [];
  const explanation = explain
    ? [
        ...(await import("../../render/explained.ts")).explainedLines(
          entry,
          explained(() => equationsOfGiven(formula, byName(formula, own.inputs, loose))),
          canvas,
        ),
        "",
      ]
    : [];
  const plot = options.plot === undefined ? undefined : (await import("./plot.ts")).plotAsked(formula, own, loose, context);
  const picture = plot ? `\n${await plot.text()}${typeof mode === "object" ? exactPicture(context) : ""}` : "";
  if (plot?.alone || (explain && !isEvaluable(formula, own.inputs, numbers))) {
    const taken = own.lines(own.inputs);
    const under = taken.length > 0 ? `\n${taken.join("\n")}\n` : "";
    terminal.write(`${explanation.join("\n")}${picture}${under}`.replace(/^\n/, ""));
    return exitCodes.done;
  }
  const working = steps || ((format === "json" || format === "ndjson") && size <= muchInput);
  const evaluation = explained(() => evaluateBy(mode, formula, own.inputs, loose, working), own.origin);
  const sources = [...entry.doc.sources, ...own.sources];
  if (fields || format !== "text") writeAnswer(answerOf(formula, evaluation, sources, { ...own.options, ...modeOptions(mode) }), context);
  else {
    if (mode === "float64") noteFloat64(context);
    const lines = [...explanation, ...(await resultLines(entry, evaluation, steps, canvas)), ...own.lines(evaluation.inputs)];
    terminal.write(`${lines.join("\n")}\n${picture}`);
  }
  return exitCodes.done;
};
