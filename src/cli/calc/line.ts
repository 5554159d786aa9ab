/** One object of named inputs as JSON. */
import { jsonFault } from "../../formulas/index.ts";
import type { Context } from "../command.ts";

export class LineError extends Error {}

/** Throws LineError. */
export const inputsOf = (line: string, context: Context): Record<string, unknown> => {
  const say = (en: string, zh: string): string => (context.lang === "zh" ? zh : en);
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    const fault = jsonFault(line);
    throw new LineError(say(`not JSON: ${fault.en}`, `不是 JSON：${fault.zh}`));
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new LineError(say("a line is an object of named inputs", "每行应是一个对象，以输入名为键"));
  return value as Record<string, unknown>;
};
