/** Every entry of the real record on its pages: nothing too wide, nothing that is not text, no link into nothing. */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { search } from "../../src/knowledge/search.ts";
import { openStore } from "../../src/knowledge/store.ts";
import { card } from "../../src/render/card.ts";
import { renderProse } from "../../src/render/prose/plain.ts";
import { plainStyle } from "../../src/render/style.ts";
import { cells } from "../../src/render/width.ts";
import { firstState } from "../../src/tui/first-frame.ts";
import { flatLinks } from "../../src/tui/links.ts";
import { type Page, type State, sections } from "../../src/tui/state.ts";
import { frame } from "../../src/tui/views/frame.ts";
import { listLines } from "../../src/tui/views/list.ts";
import { pageLines } from "../../src/tui/views/page-lines.ts";
import { createWorld } from "../../src/tui/world.ts";
import { root } from "../run.ts";
import { press, sized } from "./drive.ts";

const store = openStore(join(root, "dist", "knowledge"));
const world = createWorld({
  guide: { ...store, search: (query, options) => search(store, query, options) },
  renderers: { card, prose: renderProse },
  ascii: false,
  style: plainStyle,
});

describe.each(["en", "zh"] as const)("in %s", (lang) => {
  test.each([40, 60, 120])("at %d columns every page fits and is text", (columns) => {
    const state = firstState(world, lang, sized(columns, 30));
    for (const row of store.rows())
      for (const part of ["card", "evidence"] as const) {
        const page: Page = { view: "page", ref: { kind: row.kind, id: row.id }, part, scroll: 0, link: -1 };
        const opened: State = { ...state, stack: [state.stack[0], page] };
        const what = `${row.kind}/${row.id} ${part}`;
        const { lines } = pageLines(page, opened, world);
        expect(lines.length, what).toBeGreaterThan(0);
        for (const line of lines) {
          expect(cells(line), `${what}: ${line}`).toBeLessThanOrEqual(columns);
          expect(line, what).not.toMatch(/undefined|\[object|\bNaN\b|\p{Cc}/u);
        }
        for (const link of flatLinks(world.links(page.ref, part)))
          expect(world.row(link.ref), `${what} -> ${link.ref.kind}/${link.ref.id}`).toBeDefined();
        for (const line of frame(opened, world).lines) expect(cells(line), what).toBeLessThanOrEqual(columns);
      }
  });

  test.each([60, 80, 120])("at %d columns no two entries of a list look the same", (columns) => {
    for (let i = 0; i < sections.length; i++) {
      const state = press(firstState(world, lang, sized(columns, 2000)), world, String(i + 1));
      const lines = listLines(state, columns, 1990, world).map((line) => line.slice(2).trimEnd());
      expect(lines.length).toBeGreaterThan(0);
      const twice = lines.filter((line, at) => lines.indexOf(line) !== at);
      expect(twice, sections[i]).toEqual([]);
    }
  });
});

test("the timeline holds every release once, under its era", () => {
  const releases = store.rowsOf("release").map((row) => row.id);
  const shown = world.list("timeline").flatMap((line) => (line.type === "entry" ? [line.row.id] : []));
  expect(shown).toEqual(releases);
});
