/** A lineage whose releases can be walked: trees of what came before and after, or who took up a concept. */
import type { Adopter, Lineage as Found, Relative } from "../../knowledge/lineage.ts";
import { head } from "../../render/layout.ts";
import { countRelatives, lineageWords, treeRows } from "../../render/lineage.ts";
import { cells, padEnd } from "../../render/width.ts";
import { labels, say } from "../../render/words.ts";
import { wrap } from "../../render/wrap.ts";
import { isMarked, type Lineage, type State } from "../state.ts";
import type { World } from "../world.ts";
import { shorten, signs } from "./chrome.ts";
import { rowName } from "./list.ts";

type Row = { readonly prefix: string; readonly release: Adopter; readonly after: string };
type Group = { readonly title: string; readonly count: number; readonly rows: readonly Row[] };

const nameOf = (kind: "organisation" | "concept", id: string, state: State, world: World): string => {
  const row = world.row({ kind, id });
  return row ? rowName(row, state.lang) : id;
};

const groupsOf = (found: Found, state: State, world: World): readonly Group[] => {
  const group = (title: string, count: number, rows: readonly Row[]): Group => ({ title, count, rows });
  const tree = (relatives: readonly Relative[]): readonly Row[] =>
    treeRows(relatives, world).map(({ prefix, relative }) => ({
      prefix,
      release: relative,
      after: relative.again
        ? `(${say(lineageWords.again, state.lang)})`
        : relative.introduces.map((id) => nameOf("concept", id, state, world)).join(", "),
    }));
  const plain = (adopters: readonly Adopter[]): readonly Row[] => adopters.map((release) => ({ prefix: "", release, after: "" }));
  const all =
    found.kind === "release"
      ? [
          group(say(labels.basedOn, state.lang), countRelatives(found.came_from), tree(found.came_from)),
          group(say(labels.ledTo, state.lang), countRelatives(found.led_to), tree(found.led_to)),
        ]
      : [
          group(say(labels.introducedBy, state.lang), found.introduced_by.length, plain(found.introduced_by)),
          group(say(lineageWords.adopted, state.lang), found.used_by.length, plain(found.used_by)),
        ];
  return all.filter(({ rows }) => rows.length > 0);
};

const titleLines = (found: Found, state: State, width: number, world: World): readonly string[] => {
  const canvas = world.canvas(state.lang, width);
  const own = world.row({ kind: found.kind, id: found.id });
  const name = own ? rowName(own, state.lang) : found.name;
  const right =
    found.kind === "release"
      ? `${found.released} ${signs(world).dot} ${nameOf("organisation", found.organisation, state, world)}`
      : found.introduced
        ? `${say(lineageWords.introduced, state.lang)} ${found.introduced}`
        : "";
  return head(name, right, canvas);
};

const longestDate = 10;

export type LineageView = { readonly lines: readonly string[]; readonly chosenLine: number };

export const lineageView = (route: Lineage, state: State, width: number, world: World): LineageView => {
  const { style } = world;
  const inner = width - 2;
  const found = world.lineage(route.ref);
  if (!found) return { lines: [], chosenLine: 0 };
  const groups = groupsOf(found, state, world);
  const lines = titleLines(found, state, inner, world).map((line) => ` ${line}`);
  if (groups.length === 0) {
    const alone = say(lineageWords.alone, state.lang);
    return { lines: [...lines, "", ...wrap(alone, Math.max(8, inner)).map((line) => ` ${line}`)], chosenLine: 0 };
  }
  // Names as wide as the longest, as long as the dates beside them fit.
  const room = width - 2 - 2 - longestDate;
  const names = Math.min(room, Math.max(...groups.flatMap(({ rows }) => rows.map(({ prefix, release }) => cells(prefix + release.name)))));
  let count = 0;
  let chosenLine = 0;
  for (const { title, count: total, rows } of groups) {
    lines.push("", ` ${style("heading", title)}  ${style("muted", String(total))}`);
    for (const { prefix, release, after } of rows) {
      const isChosen = count === route.chosen;
      const sign = isMarked(state, { kind: "release", id: release.id }) ? signs(world).mark : " ";
      const name = shorten(prefix + release.name, names, world);
      const rest = [nameOf("organisation", release.organisation, state, world), after].filter(Boolean).join(` ${signs(world).dot} `);
      const spare = width - 2 - names - 2 - longestDate - 2;
      const more = spare >= 6 ? `  ${shorten(rest, spare - 1, world)}` : "";
      const gap = " ".repeat(names - cells(name) + 2);
      const date = release.released.padEnd(longestDate);
      if (isChosen) {
        chosenLine = lines.length;
        lines.push(style("selected", padEnd(`${signs(world).marker}${sign}${name}${gap}${date}${more}`, width)));
      } else {
        const bare = name.startsWith(prefix) ? style("muted", prefix) + style("name", name.slice(prefix.length)) : name;
        lines.push(` ${style("accent", sign)}${bare}${gap}${style("date", date)}${style("muted", more)}`);
      }
      count++;
    }
  }
  return { lines, chosenLine };
};
