/** `content/` -> a linked record and its lexed prose, or the list of what is wrong with it. */
import { join } from "node:path";
import { formulas } from "../formulas/index.ts";
import { type LinkedRecord, linkRecord } from "../knowledge/link.ts";
import { loadRecord, type Problem, type RawRecord } from "../knowledge/load.ts";
import { checkPublished } from "../knowledge/published.ts";
import { type Block, type Lang, langs } from "../knowledge/record.ts";
import { validateRecord } from "../knowledge/validate.ts";
import { formulaDocs } from "./formula-docs.ts";
import { lexProse } from "./prose.ts";

export type Prose = ReadonlyMap<string, Readonly<Record<Lang, readonly Block[]>>>;

export const readContent = (
  root: string,
): { readonly raw: RawRecord; readonly record: LinkedRecord; readonly prose: Prose; readonly problems: readonly Problem[] } => {
  const { record, problems: shape } = loadRecord(join(root, "content"));
  const known = new Map(formulas.map((formula) => [formula.id, formula]));
  const problems = [...shape, ...validateRecord(record, known), ...checkPublished(record)];
  const prose = new Map<string, Record<Lang, readonly Block[]>>();
  for (const [id, texts] of record.prose) {
    const blocks: Record<Lang, readonly Block[]> = { en: [], zh: [] };
    for (const lang of langs) {
      const file = `content/concepts/${id}.${lang}.md`;
      try {
        blocks[lang] = lexProse(texts[lang], file);
      } catch (error) {
        problems.push({ file, path: "", message: error instanceof Error ? error.message : String(error) });
      }
    }
    prose.set(id, blocks);
  }
  return { raw: record, record: linkRecord(record, formulaDocs(record)), prose, problems };
};
