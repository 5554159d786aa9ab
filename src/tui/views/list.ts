/** The list of a section: the timeline by era, or the plain row of concepts, formulas, organisations, sources. */
import type { IndexRow, Lang } from "../../knowledge/record.ts";
import { cells, padEnd } from "../../render/width.ts";
import { say } from "../../render/words.ts";
import { wrap } from "../../render/wrap.ts";
import { activeCriteria } from "../filters.ts";
import { chosenOf, linesOf } from "../move-shelf.ts";
import { front, isMarked, type State } from "../state.ts";
import type { ListLine, World } from "../world.ts";
import { fitting, shorten, signs } from "./chrome.ts";
import { words } from "./labels.ts";

export const rowName = (row: IndexRow, lang: Lang): string => (lang === "zh" ? (row.title?.zh ?? row.name) : row.name);

const organisationName = (row: IndexRow, state: State, world: World): string => {
  if (!row.organisation) return "";
  const organisation = world.row({ kind: "organisation", id: row.organisation });
  return organisation ? rowName(organisation, state.lang) : row.organisation;
};

/** The end of an id is what tells it from its like. */
const endOf = (id: string, width: number, world: World): string =>
  id.length <= width ? id : signs(world).ellipsis + id.slice(id.length - width + signs(world).ellipsis.length);

/** What stands at the right end where there is room: who, when, or the name in full; the id of a source whose title is not its own. */
const aside = (row: IndexRow, width: number, state: State, world: World): string => {
  switch (row.kind) {
    case "release":
      return organisationName(row, state, world);
    case "source":
      return world.hasTwin(row) ? endOf(row.id, width, world) : (row.date ?? "");
    default: {
      const other = state.lang === "zh" ? row.name : (row.title?.en ?? "");
      return rowName(row, state.lang).includes(other) ? "" : other;
    }
  }
};

/** Narrower, what stands at the right is not worth its cells. */
const leastAside = 6;

const entry = (row: IndexRow, width: number, chosen: "chosen" | "kept" | "", state: State, world: World): string => {
  const { style } = world;
  const sign = isMarked(state, row) ? signs(world).mark : " ";
  const marker = (chosen === "" ? " " : signs(world).marker) + sign;
  const date = row.kind === "release" ? (row.date ?? "").padEnd(11) : "";
  const room = width - cells(marker) - date.length - 1;
  const long = rowName(row, state.lang);
  const left = Math.max(room - cells(long) - 2, Math.floor(room / 3));
  const right = width < 40 || left < leastAside ? "" : shorten(aside(row, left, state, world), left, world);
  const nameWidth = room - (right === "" ? 0 : cells(right) + 2);
  const name = padEnd(fitting(long, row.name, nameWidth, world), nameWidth);
  const end = right === "" ? "" : `  ${right}`;
  if (chosen === "chosen") return style("selected", padEnd(marker + date + name + end, width));
  const before = sign === " " ? marker : marker.slice(0, -1) + style("accent", sign);
  return padEnd(before + style("date", date) + (chosen === "kept" ? style("strong", name) : name) + style("muted", end), width);
};

const heading = (line: ListLine & { readonly type: "heading" }, width: number, state: State, world: World): string => {
  const count = ` ${line.count} `;
  const title = shorten(say(line.text, state.lang), width - count.length, world);
  const left = width - cells(title) - count.length;
  const rule = left < 3 ? " ".repeat(left) : ` ${signs(world).rule.repeat(left - 1)}`;
  return world.style("heading", title) + world.style("muted", rule + count);
};

export const listLines = (state: State, width: number, height: number, world: World): readonly string[] => {
  const shelf = state.stack[0];
  const lines = linesOf(shelf, world);
  if (lines.length === 0) {
    const why = shelf.section === "timeline" && activeCriteria(shelf.filter).length > 0 ? words.noFit : words.emptyList;
    return wrap(say(why, state.lang), Math.max(8, width - 2)).map((line) => ` ${line}`);
  }
  const { line: chosen } = chosenOf(shelf, world);
  const { top } = shelf.places[shelf.section];
  const isFront = front(state).view === "shelf";
  return lines
    .slice(top, top + height)
    .map((line, i) =>
      line.type === "heading"
        ? heading(line, width, state, world)
        : entry(line.row, width, top + i !== chosen ? "" : isFront ? "chosen" : "kept", state, world),
    );
};
