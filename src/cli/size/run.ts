/** `size` itself. A chunk of its own: other look-ups do not load the engine and the readers. */
import { chartLines } from "../../render/chart.ts";
import { sizeLines } from "../../render/size.ts";
import { sizesTable } from "../../render/sizes-table.ts";
import type { Legend } from "../../render/steps.ts";
import { kvCache } from "../../sizing/cache.ts";
import type { Configuration } from "../../sizing/configuration.ts";
import { labels } from "../../sizing/labels.ts";
import { countParameters } from "../../sizing/parameters.ts";
import type { Step } from "../../sizing/step.ts";
import { conventionsOf, legendOf } from "../../sizing/symbols.ts";
import type { Context } from "../command.ts";
import { exitCodes, stdinTwice, usageError } from "../errors.ts";
import { isNamed } from "../names.ts";
import { flatten, jsonDocument, jsonLine, writeFields, writeRows } from "../output.ts";
import { type Answer, answerSize } from "./answer.ts";
import { type Request, readRequest } from "./request.ts";
import { type Target, targetOf } from "./target.ts";

/** For `calc --model`, from the same chunk: what a configuration leaves to be derived, the engine derives. */
export { withModel } from "../calc/model/run.ts";

/** Words make one name as they do for `show`; several names are given quoted or as ids and paths. */
const targetsOf = async (context: Context, { settings }: Request): Promise<Target[]> => {
  const { args } = context;
  if (args.filter((word) => word === "-").length > 1) throw stdinTwice();
  if (args.length === 1) return [await targetOf(context, args[0]!, settings)];
  try {
    return await Promise.all(args.map((word) => targetOf(context, word, settings)));
  } catch (error) {
    // `size llama 2 70b`
    const joined = args.join(" ");
    if (!isNamed(context, joined)) throw error;
    return [await targetOf(context, joined, settings)];
  }
};

/** How the engine came to `parameters.total` or `parameters.active`: for `why`, from the same chunk. */
export const countingSteps = (configuration: Configuration, field: string): readonly Step[] => {
  const count = countParameters(configuration);
  if ("missing" in count) return [];
  return field === "parameters.total" ? count.steps.filter((step) => step.label !== labels.active) : count.steps;
};

/** How the engine came to the cache of one more token; undefined where the configuration does not give it. */
export const cachingSteps = (configuration: Configuration): { readonly value: number; readonly steps: readonly Step[] } | undefined => {
  const cache = kvCache(configuration);
  return "missing" in cache ? undefined : { value: cache.bytes_per_token, steps: cache.steps };
};

/** For fields and tables: `compute.2n` is a number by its name, not a place in a list. */
const byConvention = ({ compute, ...rest }: Answer) => ({
  ...rest,
  compute: Object.fromEntries(compute.map((one) => [one.convention, one.flop_per_token])),
});

/** What the letters and conventions of these steps stand for. */
export const legendFor = (steps: readonly Step[]): Legend => ({ letters: legendOf(steps), conventions: conventionsOf(steps) });

export const runSize = async (context: Context): Promise<number> => {
  const request = readRequest(context.options);
  const targets = await targetsOf(context, request);
  const answers = targets.map((target) => answerSize(target, request));
  const { terminal, format, fields, lang, canvas } = context;
  const one = answers.length === 1;
  if (request.chart && format !== "text") throw usageError("--chart draws: it goes with text only", "--chart 是图，只能用于文本输出");
  if (fields) terminal.write(writeFields(answers.map(byConvention), fields, format, lang, !one));
  else if (format === "json") terminal.write(jsonDocument(one ? answers[0] : answers));
  else if (format === "ndjson") terminal.write(answers.map(jsonLine).join(""));
  else if (format !== "text")
    terminal.write(
      writeRows(
        answers.map((answer) => {
          const { steps: _steps, remarks: _remarks, ...rest } = byConvention(answer);
          return flatten(rest);
        }),
        format,
        lang,
      ),
    );
  else {
    const legend = legendFor(answers.flatMap((answer) => answer.steps));
    const lines = one ? [...sizeLines(answers[0]!, legend, canvas)] : [...sizesTable(answers, legend, canvas)];
    if (request.chart) {
      // What keeps nothing has no line to draw; its own lines say so.
      const kept = targets.flatMap((target, i) =>
        answers[i]!.kv_cache.total_bytes > 0 ? [{ target, most: answers[i]!.kv_cache.context }] : [],
      );
      const series = kept.map(({ target, most }) => ({
        name: target.name,
        gib: (length: number) => {
          const cache = kvCache(target.configuration, { dtype: request.kvDtype, context: length, batch: request.batch });
          return "missing" in cache ? 0 : cache.total!.gib;
        },
        most,
        positions: target.configuration.max_position_embeddings,
      }));
      if (series.length > 0) lines.push("", ...chartLines(series, request.batch, canvas));
    }
    terminal.write(`${lines.join("\n")}\n`);
  }
  return exitCodes.done;
};
