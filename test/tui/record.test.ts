/** The entries of the real record on their pages (of those that are many and alike a part): nothing too wide, nothing that is not text, no link into nothing. */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { calculator } from "../../src/cli/calc/form.ts";
import { releaseLineage, releaseReader } from "../../src/knowledge/lineage.ts";
import { kinds } from "../../src/knowledge/record.ts";
import { search } from "../../src/knowledge/search.ts";
import { measures } from "../../src/knowledge/statistics.ts";
import { openStore } from "../../src/knowledge/store.ts";
import { card } from "../../src/render/card.ts";
import { comparedLines } from "../../src/render/compared.ts";
import { pictureLines } from "../../src/render/picture/picture.ts";
import { renderProse } from "../../src/render/prose/plain.ts";
import { plainStyle } from "../../src/render/style.ts";
import { cells } from "../../src/render/width.ts";
import { criteria } from "../../src/tui/filters.ts";
import { firstState } from "../../src/tui/first-frame.ts";
import { flatLinks } from "../../src/tui/links.ts";
import { lineageReleases } from "../../src/tui/move-lineage.ts";
import { type Lineage, type Page, type Ref, type State, sections } from "../../src/tui/state.ts";
import { frame } from "../../src/tui/views/frame.ts";
import { listLines } from "../../src/tui/views/list.ts";
import { pageLines } from "../../src/tui/views/page-lines.ts";
import { createWorld } from "../../src/tui/world.ts";
import { root } from "../run.ts";
import { press, sized } from "./drive.ts";

const store = openStore(join(root, "dist", "knowledge"));
const world = createWorld({
  guide: { ...store, search: (query, options) => search(store, query, options) },
  renderers: { card, comparison: comparedLines, picture: pictureLines, prose: renderProse },
  calculator: () => calculator,
  ascii: false,
  style: plainStyle,
});

/** Of checkpoints and sources, which are many and alike, every seventh; all of them in the long run. */
const looked = kinds
  .flatMap((kind) => store.rowsOf(kind))
  .filter(({ kind }, i) => process.env.ALMANAC_TEST_LONG || (kind !== "checkpoint" && kind !== "source") || i % 7 === 0);

/** Entries whose own text speaks of it. */
const saysNaN = new Set(
  store.rowsOf("concept").flatMap(({ id }) => (/\bNaN\b/.test(JSON.stringify([store.prose(id, "en"), store.prose(id, "zh")])) ? [id] : [])),
);

const noText = /undefined|\[object|\p{Cc}/u;
const noTextNorNumber = /undefined|\[object|\bNaN\b|\p{Cc}/u;

describe.each(["en", "zh"] as const)("in %s", (lang) => {
  test.each([40, 60, 120])("at %d columns every page fits and is text", (columns) => {
    const state = firstState(world, lang, sized(columns, 30));
    for (const row of looked)
      for (const part of ["card", "evidence"] as const) {
        const page: Page = { view: "page", ref: { kind: row.kind, id: row.id }, part, scroll: 0, link: -1 };
        const opened: State = { ...state, stack: [state.stack[0], page] };
        const what = `${row.kind}/${row.id} ${part}`;
        const { lines } = pageLines(page, opened, world);
        expect(lines.length, what).toBeGreaterThan(0);
        const slip = saysNaN.has(row.id) ? noText : noTextNorNumber;
        expect(
          lines.filter((line) => cells(line) > columns || slip.test(line)),
          what,
        ).toEqual([]);
        const links = flatLinks(world.links(page.ref, part));
        expect(links.filter((link) => world.row(link.ref) === undefined).map(({ ref }) => `${what} -> ${ref.kind}/${ref.id}`)).toEqual([]);
        expect(
          frame(opened, world).lines.filter((line) => cells(line) > columns),
          what,
        ).toEqual([]);
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

describe.each(["en", "zh"] as const)("what is drawn from many entries, in %s", (lang) => {
  const isText = (state: State, what: string): void => {
    const { lines } = frame(state, world);
    expect(lines.length).toBe(state.size.rows - 1);
    expect(
      lines.filter((line) => cells(line) > state.size.columns || noTextNorNumber.test(line)),
      what,
    ).toEqual([]);
  };
  const [top, bottom] = [store.rowsOf("release")[0]!, store.rowsOf("release").at(-1)!];

  test.each([40, 80, 120])("at %d columns every lineage fits, and leads to entries of the record", (columns) => {
    const state = firstState(world, lang, sized(columns, 60));
    for (const row of [...store.rowsOf("release"), ...store.rowsOf("concept")]) {
      const ref = { kind: row.kind, id: row.id };
      const route: Lineage = { view: "lineage", ref, chosen: 0, top: 0 };
      isText({ ...state, stack: [state.stack[0], route] }, `${row.kind}/${row.id}`);
      for (const release of lineageReleases(ref, world)) expect(world.row(release), row.id).toBeDefined();
    }
  });

  test.each([40, 80, 120])("at %d columns the chart, every value of the filter, and a comparison of twelve", (columns) => {
    const state = firstState(world, lang, sized(columns, 40));
    for (const measure of measures) {
      for (const id of [top.id, bottom.id]) isText({ ...state, stack: [state.stack[0], { view: "chart", measure, id }] }, measure);
      expect(world.points(measure, {}).length).toBeGreaterThan(50);
    }
    for (const criterion of criteria)
      for (const { value, count } of world.choices(criterion, {})) {
        const filter = { [criterion]: value };
        expect(world.list("timeline", filter).filter((line) => line.type === "entry").length, `${criterion} ${value}`).toBe(count);
        isText(press({ ...state, stack: [{ ...state.stack[0], filter }] }, world, "f", "Right"), `${criterion} ${value}`);
      }
    const marks = store
      .rowsOf("release")
      .slice(0, 12)
      .map(({ kind, id }): Ref => ({ kind, id }));
    isText(press({ ...state, marks }, world, "x", "s"), "comparison");
  });
});

test("lineages made of flat rows are those made of the entries", () => {
  const read = releaseReader(store);
  for (const { id } of store.rowsOf("release")) expect(world.lineage({ kind: "release", id })).toEqual(releaseLineage(read(id)!, read));
});

test("the timeline holds every release once, under its era", () => {
  const releases = store.rowsOf("release").map((row) => row.id);
  const shown = world.list("timeline").flatMap((line) => (line.type === "entry" ? [line.row.id] : []));
  expect(shown).toEqual(releases);
});
