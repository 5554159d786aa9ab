import type { Kind } from "../../knowledge/record.ts";
import { visible } from "../../knowledge/sanitise.ts";
import type { FuzzyStage } from "../../knowledge/search.ts";
import { searchByKeys } from "../../knowledge/search.ts";
import { searchResults } from "../../render/search-results.ts";
import { defineCommand } from "../command.ts";
import { exitCodes, notFound, usageError } from "../errors.ts";
import { kindOption } from "../names.ts";
import { writeFields, writeRows } from "../output.ts";

const mostHits = 1000;
/** Of names that only resemble the query nobody reads more. */
const mostSimilar = 8;

export const search = defineCommand({
  name: "search",
  summary: { en: "Ranked hits over names, pinyin, sources and the text of the record", zh: "在名称、拼音、来源与正文中检索，按相关度排列" },
  parameters: ["<words...>"],
  options: [kindOption, { name: "limit", value: "n", about: { en: "at most n hits (20)", zh: "最多 n 条（默认 20）" } }],
  examples: [
    { command: "almanac search rotary position", about: { en: "words, in any order", zh: "若干词，次序不限" } },
    { command: "almanac search xuanzhuan", about: { en: "pinyin", zh: "拼音" } },
    { command: "almanac search 2104.09864 --json", about: { en: "a paper by its arXiv number", zh: "按 arXiv 编号找论文" } },
  ],
  async run(context) {
    const { format, fields, terminal, lang, store } = context;
    const query = context.args.join(" ");
    const given = context.options.limit as string | undefined;
    if (given !== undefined && (!/^[1-9]\d*$/.test(given) || Number(given) > mostHits))
      throw usageError(
        `--limit "${visible(given)}" is no number from 1 to ${mostHits}`,
        `--limit “${visible(given)}”不是 1 到 ${mostHits} 之间的整数`,
      );
    const kind = context.options.kind as Kind | undefined;
    const options = { lang, limit: Number(given ?? 20), ...(kind ? { kinds: [kind] } : {}) };
    let { hits, weak } = searchByKeys(store, query, options);
    if (weak) {
      const { fuzzyStage }: { fuzzyStage: FuzzyStage } = await import("../../knowledge/fuzzy.ts");
      hits = fuzzyStage(store, query, { ...options, limit: Math.min(options.limit, mostSimilar) });
    }
    // On standard error, so that the hits themselves stay what they are.
    if (weak && hits.length > 0 && format === "text" && !fields)
      terminal.writeError(
        lang === "zh" ? `没有“${visible(query)}”；名称相近的有：\n` : `nothing is called "${visible(query)}"; names like it:\n`,
      );
    const code = hits.length > 0 ? exitCodes.done : exitCodes.nothingFound;
    if (fields && hits.length > 0) terminal.write(writeFields(hits, fields, format, lang, true));
    else if (format !== "text")
      terminal.write(
        writeRows(
          hits.map(({ kind, id, name, score, matched }) => ({ kind, id, name, score, matched })),
          format,
          lang,
        ),
      );
    else if (hits.length === 0) throw notFound(`nothing found for "${visible(query)}"`, `没有找到“${visible(query)}”`);
    else terminal.write(`${searchResults(hits, query, context.canvas).join("\n")}\n`);
    return code;
  },
});
