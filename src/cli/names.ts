/** From the words of a command line to an entry, or an error that names the nearest ones. */

import { lookUp } from "../knowledge/lookup.ts";
import { nearest } from "../knowledge/nearest.ts";
import { type Kind, kinds } from "../knowledge/record.ts";
import { visible } from "../knowledge/sanitise.ts";
import type { FuzzyStage } from "../knowledge/search.ts";
import type { NameRow, Store } from "../knowledge/store.ts";
import type { Context } from "./command.ts";
import { type CliError, notFound, usageError } from "./errors.ts";

export const kindOption = {
  name: "kind",
  value: "kind",
  choices: kinds,
  about: { en: "where several kinds answer to the name, this one", zh: "多种条目同名时取这一种" },
} as const;

export const kindOf = (context: Context): Kind | undefined => context.options.kind as Kind | undefined;

const mostSuggestions = 3;

/** What a misspelt name may have meant: ids that differ by a slip, then what the fuzzy search finds. */
const suggestions = async (store: Store, name: string, kind: Kind | undefined): Promise<string[]> => {
  const ids = (kind ? store.rowsOf(kind) : store.rows()).map((row) => row.id);
  const near = nearest(name, ids, mostSuggestions);
  if (near.length === mostSuggestions) return near;
  const { fuzzyStage }: { fuzzyStage: FuzzyStage } = await import("../knowledge/fuzzy.ts");
  const hits = fuzzyStage(store, name, { limit: mostSuggestions, ...(kind ? { kinds: [kind] } : {}) });
  return [...new Set([...near, ...hits.map((hit) => hit.id)])].slice(0, mostSuggestions);
};

export const nameNotFound = async (store: Store, name: string, kind?: Kind): Promise<CliError> => {
  const what = kind ? { en: kind, zh: kind } : { en: "entry", zh: "条目" };
  return notFound(
    `no ${what.en} is called "${visible(name)}"`,
    `没有名为“${visible(name)}”的${what.zh}`,
    await suggestions(store, name, kind),
  );
};

/** The entry a name means. Where others answer to it too, standard error names them. */
export const resolveName = async (context: Context, name: string, options: { readonly quiet?: boolean } = {}): Promise<NameRow> => {
  const kind = kindOf(context);
  if (name.trim() === "") throw usageError("the name is empty", "名称为空");
  const result = lookUp(context.store, name, kind);
  if (!result) throw await nameNotFound(context.store, name, kind);
  const others = [
    ...new Map(result.others.filter((other) => other.kind !== result.found.kind).map((other) => [other.kind, other])).values(),
  ];
  if (!options.quiet && !kind && others.length > 0 && context.format === "text" && !context.fields) {
    const list = others.map((other) => `${other.kind} ${other.id} (--kind ${other.kind})`).join(", ");
    context.terminal.writeError(context.lang === "zh" ? `同名：${list}\n` : `also: ${list}\n`);
  }
  return result.found;
};
