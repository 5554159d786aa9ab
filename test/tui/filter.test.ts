/** The filter of the timeline: what is asked for, what is left, what stays chosen. */
import { describe, expect, test } from "vitest";
import { cells } from "../../src/render/width.ts";
import { criteria, type Filter, typedRange } from "../../src/tui/filters.ts";
import { front, type State } from "../../src/tui/state.ts";
import { frame } from "../../src/tui/views/frame.ts";
import { driven, fakeWorld, picture, press, sized, started, typed } from "./drive.ts";

const world = fakeWorld();
const shelf = started(world);
const panel = press(shelf, world, "f");
const filterOf = (state: State): Filter => state.stack[0].filter;
const listed = (state: State): readonly string[] =>
  world.list("timeline", filterOf(state)).flatMap((line) => (line.type === "entry" ? [line.row.id] : []));
/** Walks to a criterion, types a value and takes it. */
const asking = (state: State, criterion: (typeof criteria)[number], text: string): State => {
  const steps = criteria.indexOf(criterion);
  return press(
    typed(
      press(state, world, "f", ...Array<string>(criteria.length).fill("Up"), ...Array<string>(steps).fill("Down"), "Enter"),
      world,
      text,
    ),
    world,
    "Enter",
    "Escape",
  );
};

describe("the panel", () => {
  test("goes from a criterion into its values and back; each value with its count", () => {
    expect(front(panel)).toMatchObject({ view: "filter", criterion: "organisation", column: "criteria" });
    expect(picture(panel, world)).toMatch(/\[ \] OpenAI +5/);
    expect(front(press(panel, world, "Down"))).toMatchObject({ criterion: "era" });
    const values = press(panel, world, "Right", "Down");
    expect(front(values)).toMatchObject({ column: "values", value: "alibaba" });
    expect(front(press(values, world, "Left"))).toMatchObject({ column: "criteria" });
    expect(front(press(values, world, "Tab", "Tab"))).toMatchObject({ criterion: "concept", column: "values" });
    expect(front(press(values, world, "Shift-Tab"))).toMatchObject({ criterion: "size" });
  });

  test("Enter asks for a value and takes it back; Backspace clears one criterion, Ctrl-U all", () => {
    const open = press(panel, world, "Enter", "Enter");
    expect(filterOf(open)).toEqual({ organisation: "openai" });
    expect(filterOf(press(open, world, "Enter"))).toEqual({});
    expect(filterOf(press(open, world, "Down", "Enter"))).toEqual({ organisation: "alibaba" });
    const both = press(open, world, "Tab", "Enter");
    expect(filterOf(both)).toEqual({ organisation: "openai", era: "assistants" });
    expect(filterOf(press(both, world, "Backspace"))).toEqual({ organisation: "openai" });
    expect(filterOf(press(both, world, "Ctrl-u"))).toEqual({});
  });

  test.each([
    ["meta", "meta"],
    ["阿里", "alibaba"],
    ["ＤＥＥＰ", "deepseek"],
  ])("what is typed narrows the values: %s", (text, id) => {
    const typing = typed(panel, world, text);
    expect(front(typing)).toMatchObject({ column: "values", query: text, value: id });
    expect(filterOf(press(typing, world, "Enter"))).toEqual({ organisation: id });
    // A letter erased is a letter; then the criterion goes.
    expect(front(press(typing, world, "Backspace"))).toMatchObject({ query: text.slice(0, -1) });
  });

  test("the cursor stands after what is typed", () => {
    for (const columns of [40, 50, 80, 120]) {
      const state = driven(typed(panel, world, "阿q"), world, { type: "resize", size: sized(columns, 24) });
      const { lines, cursor } = frame(state, world);
      const line = lines[cursor!.y]!;
      expect(cells(line.slice(0, line.indexOf("阿q") + 2)), `${columns}`).toBe(cursor!.x);
    }
  });

  test("a value that nothing is called says so, and Enter does nothing", () => {
    const nothing = typed(panel, world, "zzz");
    expect(picture(nothing, world)).toContain("No value is called so");
    expect(filterOf(press(nothing, world, "Enter"))).toEqual({});
  });

  test("counts are of what the other criteria leave", () => {
    const meta = asking(shelf, "organisation", "meta");
    expect(world.choices("modality", filterOf(meta))).toEqual([{ value: "text", count: 3 }]);
    expect(world.choices("organisation", filterOf(meta)).length).toBe(4);
  });
});

describe("the timeline", () => {
  test("each criterion leaves what fits", () => {
    expect(listed(asking(shelf, "organisation", "meta"))).toEqual(["llama", "llama-2", "llama-3"]);
    expect(listed(asking(shelf, "era", "推理"))).toEqual(["o1", "qwen2.5", "deepseek-r1"]);
    expect(listed(asking(shelf, "concept", "rlhf"))).toEqual(["instructgpt", "chatgpt", "gpt-4", "llama-2"]);
    expect(listed(asking(shelf, "weights", "closed"))).toEqual(["instructgpt", "chatgpt", "gpt-4", "gpt-4o", "o1"]);
    expect(listed(asking(shelf, "country", "china"))).toEqual(["qwen", "qwen1.5", "qwen2", "qwen2.5", "deepseek-r1"]);
    expect(listed(asking(shelf, "modality", "images"))).toEqual(["gpt-4", "gpt-4o"]);
    expect(listed(asking(shelf, "size", ">600b"))).toEqual(["deepseek-r1"]);
    const both = asking(asking(shelf, "country", "china"), "concept", "rope");
    expect(listed(asking(both, "size", "100B to 1T"))).toEqual(["qwen1.5", "deepseek-r1"]);
  });

  test("what is chosen stays chosen while it fits, else its neighbour is; Esc keeps the filter, F clears it", () => {
    const at = (state: State) => state.stack[0].places.timeline.id;
    const chosen = press(shelf, world, "j", "j", "j", "j");
    expect(at(chosen)).toBe("llama-2");
    expect(at(asking(chosen, "organisation", "meta"))).toBe("llama-2");
    const openai = asking(chosen, "organisation", "openai");
    expect(at(openai)).toBe("gpt-4o");
    const page = press(openai, world, "Enter", "Escape", "Escape");
    expect(filterOf(page)).toEqual({ organisation: "openai" });
    const cleared = press(page, world, "F");
    expect(filterOf(cleared)).toEqual({});
    expect(at(cleared)).toBe("gpt-4o");
    expect(press(cleared, world, "F").message?.en).toContain("f sets one");
  });

  test("J and K walk what is left", () => {
    const openai = asking(shelf, "organisation", "openai");
    expect(front(press(openai, world, "g", "Enter", "J", "J"))).toMatchObject({ ref: { id: "gpt-4" } });
  });

  test("chips say what is asked for, and how many are left; nothing left says how to go on", () => {
    const few = asking(asking(shelf, "organisation", "openai"), "country", "united");
    expect(picture(few, world)).toMatch(/ Organisation: OpenAI × · Country: United States × +5\/13\n/);
    expect(picture(press(few, world, "L"), world)).toContain("机构：OpenAI × · 国家：美国 ×");
    const none: State = { ...few, stack: [{ ...few.stack[0], filter: { organisation: "meta", country: "CN" } }] };
    expect(picture(press(none, world, "j"), world)).toContain("No release fits");
    const many: State = {
      ...few,
      stack: [
        {
          ...few.stack[0],
          filter: {
            organisation: "meta",
            era: "open",
            concept: "rmsnorm",
            weights: "open",
            country: "US",
            modality: "text",
            size: "1000000000-10000000000",
          },
        },
      ],
    };
    for (let columns = 40; columns < 160; columns++) {
      const [, line] = frame(driven(many, world, { type: "resize", size: sized(columns, 24) }), world).lines;
      expect(cells(line!)).toBeLessThanOrEqual(columns);
      expect(line, `${columns}`).toMatch(/ 3\/13$/);
      const shown = line!.split("×").length - 1;
      expect(line!.includes(`+${7 - shown}`) || shown === 7, line).toBe(true);
    }
  });

  test("the strip shows only what fits, on the months of the whole record", () => {
    const strip = (state: State): string => frame(state, world).lines.find((line) => /^ [▁▃▅▆█ ]+$/.test(line)) ?? "";
    const meta = asking(shelf, "organisation", "meta");
    expect(strip(meta).length).toBe(strip(shelf).length);
    expect(strip(meta).match(/[▃▅▆█]/g)?.length).toBe(3);
  });
});

test.each([
  ["7b-70b", "7000000000-70000000000"],
  ["7-70B", "7000000000-70000000000"],
  ["500m ~ 1.5b", "500000000-1500000000"],
  [">30b", "30000000000-"],
  ["<=1b", "-1000000000"],
  ["70b-", "70000000000-"],
  ["７Ｂ", "7000000000-7000000000"],
  ["70b-7b", undefined],
  ["7", undefined],
  [">", undefined],
  ["0-7b", undefined],
  ["seven", undefined],
])("a range of sizes as it is typed: %s", (text, range) => {
  expect(typedRange(text)).toBe(range);
});
