/** By which names a formula is found. In the bundle these are data (src/build/formula-table.ts): no formula's code runs to find one. */
import { formulas } from "./all.ts";
import { nameKey } from "./name-key.ts";

/** `RMSNorm（均方根归一化）`: what stands before the parentheses, and what stands in them. */
const titleParts = (title: string): readonly string[] => title.split(/[（）()]/).filter((part) => part.trim() !== "");

const titles = formulas.flatMap(({ id, title }) => [title.en, title.zh].map((text) => [text, id] as const));
const aliases = formulas.flatMap((formula) => formula.aliases.map((alias) => [alias, formula.id] as const));

/** Ids and aliases: what is typed, and near to what was mistyped. */
export const shortNames: readonly string[] = formulas.flatMap(({ id, aliases }) => [id, ...aliases]);

/** `nameKey` of an id, an alias, a title in either language or a part of one -> id; the earlier kind of name wins. */
export const idOfName: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ...formulas.map(({ id }) => [id, id] as const),
    ...aliases,
    ...titles,
    ...titles.flatMap(([title, id]) => titleParts(title).map((part) => [part, id] as const)),
  ]
    .map(([name, id]) => [nameKey(name), id] as const)
    .reverse(),
);
