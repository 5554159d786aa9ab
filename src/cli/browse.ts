/** `almanac` alone: the explorer on a terminal, the timeline where there is none. */

import type { FuzzyStage } from "../knowledge/search.ts";
import { search } from "../knowledge/search.ts";
import { card } from "../render/card.ts";
import { renderProse } from "../render/prose/plain.ts";
import type { Drawing } from "../tui/contract.ts";
import { openExplorer } from "../tui/open.ts";
import type { Context } from "./command.ts";
import { timeline } from "./commands/timeline.ts";
import { colourChunk } from "./prose.ts";
import { reportBug } from "./report.ts";

/** The chunks of `compare` and `calc`, read when something is compared, computed or drawn; the bundles are CommonJS. */
declare const require: (id: string) => unknown;
const chunk = { compare: "./compare.cjs", calc: "./calc.cjs", picture: "./picture.cjs" } as const satisfies Record<string, string>;
const comparisonChunk = () => require(chunk.compare) as typeof import("./compare/run.ts");
const calculationChunk = () => require(chunk.calc) as typeof import("./calc/run.ts");
const pictureChunk = () => require(chunk.picture) as typeof import("../render/picture/picture.ts");

export const browse = async (context: Context): Promise<number> => {
  const { terminal, store, lang, canvas, format } = context;
  const canDraw =
    terminal.stdoutIsTerminal &&
    terminal.environment.TERM !== "dumb" &&
    !terminal.environment.CI &&
    format === "text" &&
    !context.fields &&
    context.options.plain !== true;
  if (!canDraw) return timeline.run(context);
  const { input, output } = terminal.openStreams();
  if (!input) return timeline.run(context);
  let fuzzy: FuzzyStage | undefined;
  return openExplorer({
    guide: { ...store, search: (query, options) => search(store, query, options, fuzzy) },
    renderers: {
      card,
      comparison: (...compared) => comparisonChunk().comparedLines(...compared),
      picture: (...drawn) => pictureChunk().pictureLines(...drawn),
      prose: terminal.colour ? (blocks, on) => colourChunk().renderProseInColour(blocks, on) : renderProse,
    },
    calculator: () => calculationChunk().calculator,
    lang,
    ascii: canvas.ascii,
    style: canvas.style,
    input,
    output,
    environment: terminal.environment,
    reportBug: (error) => reportBug(terminal, lang, error),
    load: async () => {
      fuzzy = (await import("../knowledge/fuzzy.ts")).fuzzyStage;
      return (await importModule("explorer.mjs")) as Drawing;
    },
  });
};

/** Handed in by the entry: imports a file of `dist`. */
declare const importModule: (file: string) => Promise<unknown>;
