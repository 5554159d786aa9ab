/** What every command is handed, decided once from the options and the terminal. */
import type { Lang } from "../knowledge/record.ts";
import { visible } from "../knowledge/sanitise.ts";
import type { Store } from "../knowledge/store.ts";
import { ansiStyle, plainStyle } from "../render/style.ts";
import type { Terminal } from "../terminal.ts";
import type { Context, Options } from "./command.ts";
import { usageError } from "./errors.ts";
import { formatOf } from "./output.ts";

const narrowest = 20;
const widest = 10_000;

const widthOf = (options: Options, terminal: Terminal): number => {
  if (options.plain === true) return Number.POSITIVE_INFINITY;
  const given = options.width as string | undefined;
  if (given === undefined) return Math.max(narrowest, terminal.width);
  if (!/^\d{1,5}$/.test(given) || Number(given) < narrowest || Number(given) > widest)
    throw usageError(
      `--width "${visible(given)}" is no number from ${narrowest} to ${widest}`,
      `--width “${visible(given)}”不是 ${narrowest} 到 ${widest} 之间的整数`,
    );
  return Number(given);
};

export const makeContext = (terminal: Terminal, store: Store, args: readonly string[], options: Options): Context => {
  const lang = (options.lang as Lang | undefined) ?? terminal.lang;
  const format = formatOf(options);
  const colour = terminal.colour && options["no-color"] !== true && options.plain !== true;
  const field = options.field as string | undefined;
  const fields = field?.split(",").map((path) => path.trim());
  if (fields?.some((path) => path === ""))
    throw usageError("--field needs the names of fields, separated by commas", "--field 需要字段名，以逗号分隔");
  return {
    terminal: { ...terminal, width: terminal.width, colour, lang },
    store,
    lang,
    canvas: {
      width: widthOf(options, terminal),
      lang,
      ascii: options.ascii === true || !terminal.unicode,
      style: colour ? ansiStyle : plainStyle,
    },
    format,
    fields,
    args,
    options,
  };
};
