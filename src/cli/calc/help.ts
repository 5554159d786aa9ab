/** `calc <formula> --help`: the formula's card and the options made from its inputs. */
import { findFormula } from "../../formulas/index.ts";
import type { Entry, FormulaDoc } from "../../knowledge/record.ts";
import { card } from "../../render/card.ts";
import { heading, labelled } from "../../render/layout.ts";
import { signs } from "../../render/working.ts";
import { wrap } from "../../render/wrap.ts";
import { type Context, valueText } from "../command.ts";
import { calcOptions } from "./options.ts";
import { inputOptions } from "./words.ts";

export const formulaHelp = (args: readonly string[], context: Context): string | undefined => {
  const formula = args.map((arg) => findFormula(arg)).find((found) => found !== undefined);
  const entry = formula && (context.store.entry("formula", formula.id) as Entry<FormulaDoc> | undefined);
  if (!formula || !entry) return undefined;
  const { canvas, lang } = context;
  const { plot } = formula;
  const own = calcOptions.filter(({ name }) => name !== "plot" || plot);
  const options = [...inputOptions(formula), ...own].map((option) => ({
    label: `--${option.name}${option.name === "plot" && !plot?.over ? "" : valueText(option)}`,
    text: signs(option.name === "plot" && plot ? plot.about[lang] : option.about[lang], canvas),
  }));
  const usage = lang === "zh" ? "用法：" : "Usage:";
  const words = lang === "zh" ? "[数...] [选项]" : "[numbers...] [options]";
  return `${[
    ...wrap(`${usage}${lang === "zh" ? "" : " "}almanac calc ${formula.id} ${words}`, canvas.width, { hanging: "  " }),
    "",
    ...card(entry, canvas),
    "",
    heading(lang === "zh" ? "选项" : "Options", canvas),
    ...labelled(options, canvas, 30),
  ].join("\n")}\n`;
};
