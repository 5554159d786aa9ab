import { workingLines } from "../../render/working.ts";
import { answerOf, evaluateOrExplain } from "../calc/answer.ts";
import { runBulk } from "../calc/bulk.ts";
import { dataReader } from "../calc/sources.ts";
import { calcOptions, readWords } from "../calc/words.ts";
import { defineCommand } from "../command.ts";
import { makeContext } from "../context.ts";
import { exitCodes, usageError } from "../errors.ts";
import { flatten, jsonDocument, jsonLine, writeFields, writeRows } from "../output.ts";

export const calc = defineCommand({
  name: "calc",
  summary: { en: "Evaluate a formula on numbers, right to the last place", zh: "用给定的数计算公式，精确到末位" },
  parameters: ["<formula>", "[numbers...]"],
  options: calcOptions,
  ownWords: true,
  examples: [
    { command: "almanac calc rmsnorm 1 2 3 4", about: { en: "numbers by position", zh: "按位置给数" } },
    {
      command: "almanac calc swiglu 1 2 --W '[[1,0],[0,1]]' --V @v.json",
      about: { en: "matrices as JSON or from a file", zh: "矩阵写成 JSON，或从文件读取" },
    },
    {
      command: "almanac calc rope 1 0 0 1 --position 3 --layout half --steps",
      about: { en: "with the working", zh: "给出演算过程" },
    },
    { command: "echo 1 2 3 | almanac calc rmsnorm -", about: { en: "numbers from standard input", zh: "从标准输入读数" } },
  ],
  run(given) {
    const { formula, named, positional, options } = readWords(given.args);
    const context = makeContext(given.terminal, given.store, positional, options);
    const { terminal, store, format, fields, lang, canvas } = context;
    const read = dataReader(terminal);
    const entry = store.entry("formula", formula.id)!;
    const inputs = Object.fromEntries(Object.entries(named).map(([name, word]) => [name, read(word)]));
    const file = options.input as string | undefined;
    if (file !== undefined) {
      if (positional.length > 0)
        throw usageError(
          "--input reads its numbers from a file: none can stand on the command line",
          "--input 从文件读数，命令行上不能再列出数",
        );
      return runBulk(context, formula, read(file === "-" ? "-" : `@${file}`), inputs, entry.doc.sources);
    }
    const working = options.steps === true || format === "json" || format === "ndjson";
    const evaluation = evaluateOrExplain(formula, inputs, positional.map(read), working);
    const answer = answerOf(formula, evaluation, entry.doc.sources);
    if (fields) terminal.write(writeFields([answer], fields, format, lang, false));
    else if (format === "json") terminal.write(jsonDocument(answer));
    else if (format === "ndjson") terminal.write(jsonLine(answer));
    else if (format !== "text")
      terminal.write(writeRows([flatten({ formula: answer.formula, inputs: answer.inputs, result: answer.result })], format, lang));
    else terminal.write(`${workingLines(entry, evaluation, options.steps === true, canvas).join("\n")}\n`);
    return exitCodes.done;
  },
});
