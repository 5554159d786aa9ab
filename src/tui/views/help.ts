/** The page of keys, made from their table. */

import type { LocalText } from "../../knowledge/record.ts";
import { cells, padEnd } from "../../render/width.ts";
import { say } from "../../render/words.ts";
import { wrap } from "../../render/wrap.ts";
import type { Context } from "../key-contexts.ts";
import { keyLabel } from "../key-lookup.ts";
import { bindings } from "../keys.ts";
import { effectiveSize } from "../layout.ts";
import type { State } from "../state.ts";
import type { World } from "../world.ts";
import { words } from "./labels.ts";

/** `entries`: what works in lists and on pages alike. */
type Group = Context | "entries";

const titles: Readonly<Record<Group, LocalText>> = {
  entries: { en: "In lists, on pages and in other views", zh: "在列表、页面与其他视图中" },
  list: { en: "In lists", zh: "在列表中" },
  page: { en: "On a page", zh: "在页面上" },
  search: { en: "Where one types", zh: "打字时" },
  filter: { en: "In the filter", zh: "在筛选面板中" },
  lineage: { en: "In a lineage", zh: "在谱系中" },
  chart: { en: "In the chart", zh: "在图表中" },
  comparison: { en: "In a comparison", zh: "在比较中" },
  form: { en: "In a form", zh: "在表单中" },
  choice: { en: "On a choice or switch", zh: "在选项或开关上" },
  help: { en: "Everywhere", zh: "在各处" },
};

/** A key that works in all contexts, or in all where letters are commands, is told once. */
const groupOf = (when: readonly Context[]): Group => {
  if (when.includes("help")) return "help";
  if (!when.includes("list")) return when[0]!;
  return when.includes("page") ? "entries" : "list";
};

const group = (name: Group, width: number, state: State, world: World): readonly string[] => {
  const { style, ascii } = world;
  const rows = bindings.map((binding) => ({
    isHere: groupOf(binding.when) === name,
    keys: binding.keys.map((key) => keyLabel(key, ascii)).join(" "),
    about: say(binding.about, state.lang),
  }));
  const column = Math.min(Math.floor(width / 2), Math.max(...rows.map((row) => cells(row.keys))));
  if (rows.every(({ isHere }) => !isHere)) return [];
  const lines = [style("heading", say(titles[name], state.lang))];
  for (const row of rows) {
    if (!row.isHere) continue;
    const about = wrap(row.about, width - column - 2);
    const keys = wrap(row.keys, column);
    for (let i = 0; i < Math.max(about.length, keys.length); i++)
      lines.push(style("key", padEnd(keys[i] ?? "", column)) + (about[i] ? `  ${about[i]}` : ""));
  }
  return lines;
};

/** From here on the keys stand in two columns. */
const twoColumns = 110;

export const helpLines = (state: State, world: World): readonly string[] => {
  const { columns } = effectiveSize(state.size);
  const isWide = columns >= twoColumns;
  const width = Math.min(88, isWide ? Math.floor((columns - 6) / 2) : columns - 2);
  const under = (...names: readonly Group[]): readonly string[] =>
    names.map((name) => group(name, width, state, world)).flatMap((lines) => (lines.length > 0 ? ["", ...lines] : []));
  const title = world.style("title", say(words.keys, state.lang));
  if (!isWide)
    return [title, ...under("help", "entries", "list", "page", "lineage", "chart", "comparison", "filter", "search", "form", "choice")];
  const [left, right] = [
    under("help", "entries", "search"),
    under("list", "page", "lineage", "chart", "comparison", "filter", "form", "choice"),
  ];
  return [
    title,
    ...Array.from({ length: Math.max(left.length, right.length) }, (_, i) =>
      right[i] ? `${padEnd(left[i] ?? "", width)}    ${right[i]}` : (left[i] ?? ""),
    ),
  ];
};
