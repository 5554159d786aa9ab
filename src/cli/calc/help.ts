/** `calc <formula> --help`: the formula's card and the options made from its inputs. */
import { findFormula, formulaGroups } from "../../formulas/index.ts";
import type { Entry, FormulaDoc } from "../../knowledge/record.ts";
import { formulaCard } from "../../render/formula-card.ts";
import { heading, labelled } from "../../render/layout.ts";
import { signs } from "../../render/working.ts";
import { wrap } from "../../render/wrap.ts";
import { type Context, valueText } from "../command.ts";
import { calcOptions } from "./options.ts";
import { formulaWord, inputOptions, unknownFormula } from "./words.ts";

export const formulaHelp = (args: readonly string[], context: Context): string | undefined => {
  const formula = args.map((arg) => findFormula(arg)).find((found) => found !== undefined);
  const entry = formula && (context.store.entry("formula", formula.id) as Entry<FormulaDoc> | undefined);
  const unknown = formula ? undefined : formulaWord(args);
  if (unknown !== undefined) throw unknownFormula(unknown);
  if (!formula || !entry) return undefined;
  const { canvas, lang } = context;
  const { plot } = formula;
  const own = calcOptions.filter(({ name }) => name !== "plot" || plot);
  const options = [...inputOptions(formula), ...own].map((option) => ({
    label: `--${option.name}${option.name === "plot" && !plot?.over ? "" : valueText(option)}`,
    text: signs(option.name === "plot" && plot ? plot.about[lang] : option.about[lang], canvas),
  }));
  const usage =
    lang === "zh" ? `用法：almanac calc ${formula.id} [数...] [选项]` : `Usage: almanac calc ${formula.id} [numbers...] [options]`;
  return `${[
    ...wrap(usage, canvas.width, { hanging: "  " }),
    "",
    ...formulaCard(entry, canvas),
    "",
    heading(lang === "zh" ? "选项" : "Options", canvas),
    ...labelled(options, canvas, 30),
  ].join("\n")}\n`;
};

/** What `calc --help` says after its options: every formula by the part of the story it belongs to. */
export const formulaList = ({ canvas, lang }: Pick<Context, "canvas" | "lang">): string => {
  const [title, more] =
    lang === "zh"
      ? ["公式：", "almanac list formulas 给出每个公式的说明。"]
      : ["Formulas:", "almanac list formulas says what each one is."];
  const rows = formulaGroups.flatMap((group) => [
    ...wrap(group.title[lang], canvas.width, { indent: "  " }),
    ...wrap(group.ids.join(", "), canvas.width, { indent: "    " }),
  ]);
  return `${["", title, ...rows, "", ...wrap(more, canvas.width)].join("\n")}\n`;
};
