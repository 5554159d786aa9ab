import { bibtexOf, citedSources } from "../../knowledge/bibtex.ts";
import { type Context, defineCommand } from "../command.ts";
import { exitCodes, notFound } from "../errors.ts";
import { kindOption, resolveName } from "../names.ts";
import { flatten, jsonDocument, jsonLine, writeFields, writeRows } from "../output.ts";

const sourcesOf = async (context: Context) => {
  const { store } = context;
  const { row, nameOthers } = await resolveName(context, context.args.join(" "));
  const { doc } = store.read(row);
  const release = doc.kind === "checkpoint" ? store.entry("release", doc.release)?.doc : undefined;
  const sources = citedSources(doc, (id) => store.entry("source", id)?.doc, release);
  if (sources.length === 0) throw notFound(`${doc.name} rests on no source that could be cited`, `${doc.name} 没有可引用的来源`);
  return { sources, nameOthers };
};

export const cite = defineCommand({
  name: "cite",
  summary: { en: "BibTeX of a source, or of what a release or a concept is cited by", zh: "来源的 BibTeX，或发布、概念应引用的文献" },
  parameters: ["<name...>"],
  options: [kindOption],
  examples: [
    { command: "almanac cite llama-2", about: { en: "the paper of a release", zh: "一次发布的论文" } },
    { command: "almanac cite rope", about: { en: "the papers of an idea", zh: "一个概念的论文" } },
    { command: "almanac cite 2104.09864", about: { en: "by arXiv number", zh: "按 arXiv 编号" } },
  ],
  async run(context) {
    const { sources, nameOthers } = await sourcesOf(context);
    const { format, fields, terminal, lang } = context;
    const docs = sources.map((source) => {
      const { sources: _sources, cited_by: _cited, ...own } = source;
      return { ...own, bibtex: bibtexOf(source) };
    });
    if (fields) terminal.write(writeFields(docs, fields, format, lang, true));
    else if (format === "json") terminal.write(jsonDocument(docs));
    else if (format === "ndjson") terminal.write(docs.map(jsonLine).join(""));
    else if (format !== "text")
      terminal.write(
        writeRows(
          docs.map((doc) => flatten(doc)),
          format,
          lang,
        ),
      );
    else terminal.write(`${docs.map(({ bibtex }) => bibtex).join("\n\n")}\n`);
    nameOthers();
    return exitCodes.done;
  },
});
