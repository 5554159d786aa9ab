/** From the words of a command line to an entry, or an error that names the nearest ones. */

import { keysOf } from "../knowledge/called.ts";
import { lookUp } from "../knowledge/lookup.ts";
import { nearest } from "../knowledge/nearest.ts";
import { normaliseName } from "../knowledge/normalise.ts";
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
  const keys = store.keys();
  const numbers = new Map<string, number>();
  for (const [from, to] of (kind ? [kind] : kinds).map(store.numbersOf))
    for (let number = from; number < to; number++) {
      const [id = ""] = keysOf(keys.at(number));
      if (!numbers.has(id)) numbers.set(id, number);
    }
  const near = nearest(normaliseName(name), numbers.keys(), mostSuggestions).map((id) => store.catalogued(numbers.get(id)!).id);
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

/** The address of a paper on arXiv stands for its number. */
const paperNumber = (name: string): string =>
  name.trim().replace(/^https?:\/\/(?:www\.)?arxiv\.org\/(?:abs|pdf)\/(\d{4}\.\d{4,5})(?:v\d+)?(?:\.pdf)?$/i, "$1");

/** Whether an entry answers to the name. */
export const isNamed = (context: Context, typed: string): boolean =>
  lookUp(context.store, paperNumber(typed), kindOf(context)) !== undefined;

export type Resolved = {
  readonly row: NameRow;
  /** Says on standard error who else answers to the name: after the answer, so that an error stays one line. */
  readonly nameOthers: () => void;
};

/** The entry a name means. */
export const resolveName = async (context: Context, typed: string): Promise<Resolved> => {
  const kind = kindOf(context);
  const name = paperNumber(typed);
  if (name === "") throw usageError("the name is empty", "名称为空");
  const result = lookUp(context.store, name, kind);
  if (!result) throw await nameNotFound(context.store, name, kind);
  const { found, others } = result;
  const nameOthers = (): void => {
    const byKind = new Map(others.filter((other) => other.kind !== found.kind).map((other) => [other.kind, other]));
    if (kind || byKind.size === 0 || context.format !== "text" || context.fields) return;
    const list = [...byKind.values()].map((other) => `${other.kind} ${other.id} (--kind ${other.kind})`).join(", ");
    context.terminal.writeError(context.lang === "zh" ? `同名：${list}\n` : `also: ${list}\n`);
  };
  return { row: found, nameOthers };
};
