/** Whatever is pressed, typed, pasted or resized: a screen that can be drawn, and layers that close one at a time. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ansiStyle } from "../../src/render/style.ts";
import { cells } from "../../src/render/width.ts";
import { contexts } from "../../src/tui/key-contexts.ts";
import { bindings } from "../../src/tui/keys.ts";
import { front, type State } from "../../src/tui/state.ts";
import { actionFor, type Change, contextOf, update } from "../../src/tui/update.ts";
import { frame } from "../../src/tui/views/frame.ts";
import { driven, fakeWorld, press, sized, started, typed } from "./drive.ts";

const world = fakeWorld();
const coloured = fakeWorld({ style: ansiStyle });

const keyNames = [...new Set(bindings.flatMap((binding) => binding.keys))].concat("F5", "Insert", "Alt-x", "Ctrl-Space", "Shift-F1");
const letters = ["r", "o", "p", "e", "旋", "转", "千", " ", "９", "é", "👩‍🔬", "̈", "\u202e", "\u200b", "￥"];
const anySize = fc.record({ columns: fc.integer({ min: 20, max: 200 }), rows: fc.integer({ min: 5, max: 60 }) });
const anyChange: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom(...keyNames).map((key): Change => (key.length === 1 ? { type: "text", text: key } : { type: "key", key })),
  },
  { weight: 3, arbitrary: fc.constantFrom(...letters).map((text): Change => ({ type: "text", text })) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant("paste" as const), text: fc.string({ unit: "binary", maxLength: 200 }), cut: fc.boolean() }),
  },
  { weight: 1, arbitrary: anySize.map((size): Change => ({ type: "resize", size })) },
);
const anyChanges = fc.array(anyChange, { maxLength: 60 });
const anyLang = fc.constantFrom("en" as const, "zh" as const);

const isDrawable = (state: State, on = world): void => {
  const { columns, rows } = state.size;
  const { lines, cursor } = frame(state, on);
  expect(lines.length).toBe(rows - 1);
  expect(lines.filter((line) => cells(line) > columns || /[\n\r\t\u0007]|undefined|NaN|\[object/.test(line))).toEqual([]);
  if (cursor) {
    expect(cursor.x).toBeGreaterThanOrEqual(0);
    expect(cursor.x).toBeLessThan(columns);
    expect(cursor.y).toBeLessThan(rows - 1);
  }
};

describe("any sequence of events", () => {
  test("draws exactly rows − 1 lines, none wider than the terminal, after every event", { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(anyLang, anySize, anyChanges, (lang, size, changes) => {
        let state = started(world, lang, size);
        isDrawable(state);
        for (const change of changes) {
          state = update(state, change, world);
          isDrawable(state);
        }
        isDrawable(state, coloured);
      }),
      { numRuns: process.env.ALMANAC_TEST_LONG ? 20_000 : 300 },
    );
  });

  test("colour changes no cell", () => {
    fc.assert(
      fc.property(anyLang, anySize, anyChanges, (lang, size, changes) => {
        const state = driven(started(world, lang, size), world, ...changes);
        const plain = frame(state, coloured).lines.map((line) => line.replace(/\x1b\[[\d;]*m/g, "").trimEnd());
        expect(plain).toEqual(frame(state, world).lines.map((line) => line.trimEnd()));
      }),
      { numRuns: 60 },
    );
  });

  test("Esc closes exactly one layer, and nothing at the root", () => {
    fc.assert(
      fc.property(anyLang, anySize, anyChanges, (lang, size, changes) => {
        const state = driven(started(world, lang, size), world, ...changes);
        const closed = press(state, world, "Escape");
        const route = front(state);
        if (state.stack.length === 1) expect({ ...closed, message: "" }).toEqual({ ...state, message: "" });
        else if (route.view === "search" && route.query !== "") {
          expect(closed.stack.length).toBe(state.stack.length);
          expect(front(closed)).toMatchObject({ view: "search", query: "" });
        } else if (route.view === "filter" && route.query !== "") {
          expect(closed.stack.length).toBe(state.stack.length);
          expect(front(closed)).toMatchObject({ view: "filter", query: "" });
        } else expect(closed.stack.length).toBe(state.stack.length - 1);
      }),
      { numRuns: 200 },
    );
  });

  test("the size it was drawn at before leaves no trace in what is chosen", () => {
    fc.assert(
      fc.property(anyLang, anyChanges, fc.array(anySize, { maxLength: 20 }), (lang, changes, sizes) => {
        const state = driven(started(world, lang, sized(120, 40)), world, ...changes.filter((change) => change.type !== "resize"));
        const back = driven(state, world, ...[...sizes, state.size].map((size): Change => ({ type: "resize", size })));
        const chosen = (of: State) =>
          of.stack.map((route) => (route.view === "shelf" ? { ...route.places[route.section], top: 0 } : { ...route, scroll: 0, top: 0 }));
        expect(chosen(back)).toEqual(chosen(state));
      }),
      { numRuns: 100 },
    );
  });

  test("a sign for each place, not more than one", () => {
    fc.assert(
      fc.property(anyChanges, (changes) => {
        const state = driven(started(world, "en", sized(120, 40)), world, ...changes.filter((change) => change.type !== "resize"));
        const marked = frame(state, world).lines.filter((line) => line.startsWith("› "));
        expect(marked.length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 100 },
    );
  });
});

describe("keys", () => {
  test("q and Ctrl-C quit from every view but the search box, where q is a letter", () => {
    const shelf = started(world);
    const views = [shelf, press(shelf, world, "Enter"), press(shelf, world, "s"), press(shelf, world, "?"), press(shelf, world, "3")];
    for (const view of views) {
      expect(actionFor(view, { type: "text", text: "q" })).toBe("quit");
      expect(actionFor(view, { type: "key", key: "Ctrl-c" })).toBe("quit");
    }
    const search = press(shelf, world, "/");
    expect(actionFor(search, { type: "text", text: "q" })).toBeUndefined();
    expect(actionFor(search, { type: "key", key: "Ctrl-c" })).toBe("quit");
    expect(front(typed(search, world, "q?jG/"))).toMatchObject({ view: "search", query: "q?jG/" });
  });

  test("what an input method sends in full width works as a command", () => {
    const shelf = started(world);
    expect(front(press(shelf, world, "／")).view).toBe("search");
    expect(front(press(shelf, world, "？")).view).toBe("help");
    expect(front(press(shelf, world, "ｊ"))).toEqual(front(press(shelf, world, "j")));
  });

  test("back undoes open, forward undoes back", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("Tab", "Enter", "s", "j", "PageDown", "Shift-Tab"), { maxLength: 20 }), (keys) => {
        let state = press(started(world, "en", sized(100, 30)), world, "Enter", ...keys);
        const deepest = state;
        const seen: State[] = [];
        while (state.stack.length > 1) {
          seen.push(state);
          state = press(state, world, "[");
        }
        for (const before of seen.reverse()) {
          state = press(state, world, "]");
          expect(state.stack).toEqual(before.stack);
        }
        expect(state).toEqual(deepest);
      }),
      { numRuns: 200 },
    );
  });

  test("from five layers deep, Esc leads back to the list step by step", () => {
    let state = press(started(world), world, "Enter", "Tab", "Enter", "/");
    state = typed(state, world, "rope");
    state = press(state, world, "F1");
    const views: string[] = [];
    for (let i = 0; i < 7; i++) {
      state = press(state, world, "Escape");
      const route = front(state);
      views.push(route.view === "search" ? `search ${route.query}` : route.view);
    }
    expect(views).toEqual(["search rope", "search ", "page", "page", "shelf", "shelf", "shelf"]);
  });

  test("ends stay ends", () => {
    const shelf = started(world);
    const at = (state: State) => state.stack[0].places.timeline.id;
    expect(at(press(shelf, world, "G"))).toBe("deepseek-r1");
    expect(at(press(shelf, world, "G", "j", "PageDown", "Down"))).toBe("deepseek-r1");
    expect(at(press(shelf, world, "G", "g"))).toBe("instructgpt");
    expect(at(press(shelf, world, "k", "PageUp", "Home"))).toBe("instructgpt");
    expect(at(press(shelf, world, "End", "k"))).toBe("qwen2.5");
  });

  test("the chosen entry survives the language, another list and back, a page and back", () => {
    const chosen = press(started(world), world, "j", "j", "j");
    for (const keys of [["L"], ["Tab", "Shift-Tab"], ["3", "1"], ["Enter", "Escape"], ["?", "?"], ["/", "Escape"], ["s", "s"]])
      expect(press(chosen, world, ...keys).stack[0].places.timeline.id, keys.join(" ")).toBe("gpt-4");
  });

  test("J and K walk the list from a page", () => {
    const page = press(started(world), world, "j", "Enter", "J");
    expect(front(page)).toMatchObject({ view: "page", ref: { kind: "release", id: "llama" } });
    expect(front(press(page, world, "K", "K"))).toMatchObject({ ref: { id: "instructgpt" } });
    expect(press(page, world, "Escape").stack[0].places.timeline.id).toBe("llama");
  });

  test("n and N walk the results of the last search", () => {
    const opened = press(typed(press(started(world), world, "/"), world, "千问"), world, "Enter");
    expect(front(opened)).toMatchObject({ ref: { id: "qwen" } });
    expect(front(press(opened, world, "n"))).toMatchObject({ ref: { id: "qwen1.5" } });
    expect(front(press(opened, world, "n", "N", "N"))).toMatchObject({ ref: { kind: "source", id: "qwen-card" } });
    expect(press(started(world), world, "n").message?.en).toContain("/ searches");
  });

  test("a language switch keeps the place in a long page", () => {
    const page = press(started(world), world, "2", "G", "Enter", "PageDown", "PageDown");
    const route = front(press(page, world, "L"));
    expect(route.view === "page" && route.scroll).toBeGreaterThan(0);
    const end = press(page, world, "G", "L");
    expect(end).toEqual(press(end, world, "G"));
  });
});

describe("the search box", () => {
  const search = press(started(world), world, "/");
  const query = (state: State): string => {
    const route = front(state);
    return route.view === "search" ? `${route.query.slice(0, route.caret)}|${route.query.slice(route.caret)}` : route.view;
  };

  test("edits: each key its own thing", () => {
    const text = typed(search, world, "qwen 通义千问");
    expect(query(text)).toBe("qwen 通义千问|");
    expect(query(press(text, world, "Backspace"))).toBe("qwen 通义千|");
    expect(query(press(text, world, "Left", "Left", "Delete"))).toBe("qwen 通义|问");
    expect(query(press(text, world, "Home", "Delete"))).toBe("|wen 通义千问");
    expect(query(press(text, world, "Ctrl-a", "Ctrl-e", "Ctrl-b", "x"))).toBe("qwen 通义千x|问");
    expect(query(press(text, world, "Ctrl-w", "Ctrl-w", "Ctrl-w", "Ctrl-w"))).toBe("qwen |");
    expect(query(press(text, world, "Ctrl-w", "Ctrl-w", "Ctrl-w", "Ctrl-w", "Ctrl-w"))).toBe("|");
    expect(query(press(text, world, "Ctrl-u"))).toBe("|");
    expect(query(press(search, world, "Backspace", "Delete", "Left", "Ctrl-w"))).toBe("|");
  });

  test("takes a paste as one clean line and says when it is cut", () => {
    const pasted = driven(search, world, { type: "paste", text: "q\n:wq\x1b[A\u202e x", cut: false });
    expect(query(pasted)).toBe("q :wq[A x|");
    const long = driven(search, world, { type: "paste", text: "x".repeat(5000), cut: true });
    expect(query(long)).toBe(`${"x".repeat(64)}|`);
    expect(long.message).toBeDefined();
    const shelf = started(world);
    expect(driven(shelf, world, { type: "paste", text: "q\njj/", cut: false })).toEqual(shelf);
  });

  test("what an input method commits at once is the same as character by character; the cursor stands after it", () => {
    const typedIn = typed(search, world, "旋转");
    expect(front(driven(search, world, { type: "text", text: "旋" }, { type: "text", text: "转" }))).toEqual(front(typedIn));
    for (const columns of [50, 80, 120]) {
      const state = driven(typedIn, world, { type: "resize", size: sized(columns, 24) });
      const { lines, cursor } = frame(state, world);
      expect(cursor).toEqual({ x: cells(" Search 旋转"), y: lines.findIndex((line) => line.startsWith(" Search 旋转")) });
    }
  });

  test.each([
    ["rope", "rope"],
    ["旋转", "rope"],
    ["xuanzhuan", "rope"],
  ])("%s finds rope as it is typed, and Enter opens it", (text, id) => {
    const found = typed(search, world, text);
    expect(frame(found, world).lines.join("\n")).toContain("› RoPE");
    expect(front(press(found, world, "Enter"))).toMatchObject({ view: "page", ref: { kind: "concept", id } });
    expect(front(press(found, world, "Enter", "["))).toMatchObject({ view: "search", query: text });
  });
});

test("every context has a way out, into the help and back", () => {
  for (const context of contexts) {
    const actions = bindings.filter((binding) => binding.when.includes(context)).map((binding) => binding.action);
    expect(actions).toEqual(expect.arrayContaining(["close", "quit", "help"]));
  }
  const help = press(started(world), world, "F1");
  expect(contextOf(help)).toBe("help");
  expect(press(help, world, "?").stack.length).toBe(1);
});
