/** `calc --input`: NDJSON in, NDJSON out, a line for a line; a bad one does not stop the others. */
import { evaluate, type Formula, isInputError } from "../../formulas/index.ts";
import type { SourceRef } from "../../knowledge/record.ts";
import { visible } from "../../knowledge/sanitise.ts";
import type { Context } from "../command.ts";
import { exitCodes } from "../errors.ts";
import { jsonLine, writeFields } from "../output.ts";
import { answerOf } from "./answer.ts";
import type { Completion } from "./completion.ts";

type Failure = { readonly message: string; readonly path: string };

const inputsOf = (line: string, context: Context): Record<string, unknown> => {
  const say = (en: string, zh: string): string => (context.lang === "zh" ? zh : en);
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw new LineError(say(`not JSON: ${(error as Error).message}`, `不是 JSON：${(error as Error).message}`));
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new LineError(say("a line is an object of named inputs", "每行应是一个对象，以输入名为键"));
  return value as Record<string, unknown>;
};

class LineError extends Error {}

const failureOf = (error: unknown, context: Context): Failure => {
  if (isInputError(error)) return { message: visible(error.text[context.lang]), path: error.path };
  if (error instanceof LineError) return { message: visible(error.message), path: "" };
  throw error;
};

/** `shared`: inputs given on the command line, for every line that does not give them itself. */
export const runBulk = (
  context: Context,
  formula: Formula,
  text: string,
  shared: Readonly<Record<string, string>>,
  sources: readonly SourceRef[],
  complete: Completion,
): number => {
  let bad = 0;
  const out: string[] = [];
  text.split(/\r?\n/).forEach((line, i) => {
    if (line.trim() === "") return;
    try {
      const own = complete({ ...shared, ...inputsOf(line, context) });
      const evaluation = evaluate(formula, own.inputs, [], false);
      const answer = answerOf(formula, evaluation, [...sources, ...own.sources], own.options);
      out.push(context.fields ? writeFields([answer], context.fields, "ndjson", context.lang, true) : jsonLine(answer));
    } catch (error) {
      bad++;
      out.push(jsonLine({ error: failureOf(error, context), line: i + 1 }));
    }
  });
  context.terminal.write(out.join(""));
  return bad > 0 ? exitCodes.usage : exitCodes.done;
};
