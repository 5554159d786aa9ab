/** The form of a formula: opened, filled, wrong, left. Expected numbers are those of mpmath (test/formulas/oracle*.py). */
import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { flat } from "../../src/build/oracle.ts";
import { shellWords } from "../../src/cli/calc/shell.ts";
import { readWords } from "../../src/cli/calc/words.ts";
import { evaluate, findFormula, formulas } from "../../src/formulas/index.ts";
import { plainStyle } from "../../src/render/style.ts";
import { cells } from "../../src/render/width.ts";
import { chosenValue, fieldOf } from "../../src/tui/form/fields.ts";
import { front, type State } from "../../src/tui/state.ts";
import { frame } from "../../src/tui/views/frame.ts";
import { createWorld } from "../../src/tui/world.ts";
import { cases, expectedNumbers } from "../formulas/oracle-cases.ts";
import { almanac } from "../run.ts";
import { fakeWorld, picture, press, sized, started, typed } from "./drive.ts";
import { fakeGuide, fakeRenderers } from "./fake-guide.ts";
import { formFor, formIn, paste, result, rmsnorm, toField, wide, world } from "./forms.ts";

describe("opening", () => {
  test("from the list, from the page, by Enter on the page, by Enter's neighbours", () => {
    const list = press(started(world), world, "3");
    const page = press(list, world, "Enter");
    for (const state of [
      press(list, world, "e"),
      press(list, world, "="),
      press(list, world, "＝"),
      press(page, world, "e"),
      press(page, world, "Enter"),
    ])
      expect(formIn(state).spec.formula).toBe("rmsnorm");
    // A marked link is what Enter opens.
    expect(front(press(page, world, "Tab", "Enter"))).toMatchObject({ view: "page", ref: { kind: "concept", id: "rmsnorm" } });
  });

  test("from a concept's page, on the link to its formula", () => {
    const concept = press(started(world), world, "2", "j", "Enter", "Tab");
    expect(formIn(press(concept, world, "e")).spec.formula).toBe("rmsnorm");
  });

  test("elsewhere a word says where formulas are", () => {
    const state = press(started(world), world, "e");
    expect(front(state).view).toBe("shelf");
    expect(state.message?.en).toContain("3");
  });

  test("begins with the numbers of the first example, and their result", () => {
    const state = press(started(world, "en", wide), world, "3", "j", "e");
    expect(formIn(state).texts).toMatchObject({ x: "1 0 0 1", position: "3" });
    const numbers = expectedNumbers("rope-rotate", { x: [1, 0, 0, 1], position: 3 });
    expect(flat(result(state))).toEqual(numbers);
    for (const number of numbers) expect(picture(state, world)).toContain(String(number));
  });

  test("the formulas are asked for when the first form is opened, not before", () => {
    let asked = 0;
    const on = createWorld({
      guide: fakeGuide,
      renderers: fakeRenderers,
      calculator() {
        asked++;
        throw new Error("asked");
      },
      ascii: false,
      style: plainStyle,
    });
    const page = press(started(on), on, "3", "Enter", "?", "Escape");
    frame(page, on);
    expect(asked).toBe(0);
    expect(() => press(page, on, "e")).toThrow("asked");
  });
});

/** A value as somebody types it. */
const asText = (value: unknown): string => (typeof value === "string" ? value : value === null ? "" : JSON.stringify(value));

/** Sets every input of a case by keys alone. */
const filled = (formula: string, inputs: Readonly<Record<string, unknown>>): State => {
  let state = formFor(formula);
  for (const { name, kind, choices } of formIn(state).spec.fields) {
    state = toField(state, name);
    const text = asText(inputs[name] ?? "");
    if (kind === "choice" || kind === "switch") {
      const wanted = text === "" ? fieldOf(formIn(state)).fallback! : text.toLowerCase();
      for (let i = 0; chosenValue(formIn(state), fieldOf(formIn(state))).toLowerCase() !== wanted && i < choices.length; i++)
        state = press(state, world, i % 2 === 0 ? "Right" : "Space");
    } else state = paste(press(state, world, "Ctrl-e", "Ctrl-u"), text);
  }
  return state;
};

const tried = formulas.flatMap(({ id }) => {
  const own = cases.filter((one) => one.formula === id && one.kind === "ordinary" && JSON.stringify(one.inputs).length < 300);
  return [...own.slice(0, 2), ...own.slice(-2)].map((one, i) => [`${id} ${i}`, one] as const);
});

describe("numbers put into the fields", () => {
  test.each(tried)("%s: the result is the oracle's, and the command says the same", (_, { formula, inputs, result: wanted }) => {
    const state = filled(formula, inputs);
    expect(flat(result(state)), JSON.stringify(formIn(state).texts)).toEqual(flat(wanted));
    const { formula: named, named: options, positional } = readWords(shellWords(world.command(formula, formIn(state).texts)).slice(2));
    expect(named.id).toBe(formula);
    expect(flat(evaluate(named, options, positional).result)).toEqual(flat(wanted));
  });

  test("the commands are quoted for a shell", () => {
    const commands = tried.map(([, { formula, inputs }]) => world.command(formula, formIn(filled(formula, inputs)).texts));
    const quoted = ["dpo-loss", "attention", "sinusoidal-pe", "grpo-loss"].flatMap((id) => {
      const { spec } = formIn(formFor(id));
      return [spec.examples[0]!, Object.fromEntries(spec.fields.map(({ name }) => [name, 'it\'s `$x` \\ "y"']))].map((texts) =>
        world.command(id, texts),
      );
    });
    const all = [...commands, ...quoted];
    const script = `almanac() { printf '%s\\0' "$@"; printf '\\n\\0'; }\n${all.join("\n")}`;
    const { stdout } = spawnSync("sh", ["-c", script], { encoding: "utf8" });
    const words = stdout
      .split("\n\0")
      .slice(0, -1)
      .map((line) => line.split("\0").slice(0, -1));
    expect(words).toEqual(all.map((command) => shellWords(command).slice(1)));
  });

  test("an example with the numbers of the first form is the form that opens, for every formula", () => {
    for (const { id } of formulas) {
      const state = formFor(id);
      expect(world.calculation(id, formIn(state).texts, false).type, id).toBe("result");
    }
  });
});

describe("choices and switches", () => {
  test("go round by arrows and blanks; letters change nothing", () => {
    const form = toField(formFor("layernorm"), "eps_placement");
    const { choices } = fieldOf(formIn(form));
    const value = (state: State): string => chosenValue(formIn(state), fieldOf(formIn(state)));
    expect(value(form)).toBe(choices[0]);
    expect(value(press(form, world, "Right"))).toBe(choices[1]);
    expect(value(press(form, world, " "))).toBe(choices[1]);
    expect(value(press(form, world, "\u3000"))).toBe(choices[1]);
    expect(value(press(form, world, "Left"))).toBe(choices.at(-1));
    expect(value(press(form, world, "Right", "Left", "q", "x", "/"))).toBe(choices[0]);
    expect(formIn(paste(form, "rubbish")).texts.eps_placement).toBe("");
  });

  test("a switch", () => {
    const form = toField(formFor("whiten"), "shift_mean");
    expect(picture(form, world)).toContain("[x] on");
    expect(picture(press(form, world, "Space"), world)).toContain("[ ] off");
    expect(flat(result(press(form, world, "Space")))).toEqual(expectedNumbers("whiten", { x: [1, 2, 3, 4], shift_mean: false }));
  });
});

describe("a mistake", () => {
  test.each([
    ["rmsnorm", "x", "1 two 3"],
    ["rmsnorm", "x", ""],
    ["rmsnorm", "gain", "1 2"],
    ["rmsnorm", "eps", "1e400"],
    ["rmsnorm", "x", "1,000"],
    ["attention", "K", "1 0; 0"],
    ["rope-rotate", "scaling", "type=yarm factor=4"],
    ["rope-rotate", "x", "1 2 3"],
    ["grpo-loss", "completions", "[{]"],
  ])("%s, %s %j: told at its field as the command tells it, the rest stays", (formula, name, text) => {
    const good = formFor(formula);
    const state = paste(press(toField(good, name), world, "Ctrl-u"), text);
    const calculation = result(state) as { readonly type: string; readonly field: string; readonly message: { readonly en: string } };
    expect(calculation).toMatchObject({ type: "wrong", field: name });
    const named = Object.fromEntries(Object.entries(formIn(state).texts).filter(([, value]) => value.trim() !== ""));
    const options = Object.entries(named).map(([key, value]) => `--${key.replaceAll("_", "-")}=${value}`);
    const { code, err } = almanac(["calc", formula, ...options]);
    expect(code).toBe(2);
    // Where to write the numbers is told to who has a command line only.
    expect(err.replace("; to read it from standard input, write -", "")).toBe(`almanac: ${calculation.message.en}\n`);
    for (const [key, value] of Object.entries(formIn(good).texts)) if (key !== name) expect(formIn(state).texts[key]).toBe(value);
    const lines = picture(state, world)
      .split("\n")
      .map((line) => line.split("│")[0]!);
    const at = lines.findIndex((line) => line.startsWith(`›!${name}`));
    expect(at).toBeGreaterThan(0);
    expect(
      lines
        .slice(at + 1, at + 4)
        .map((line) => line.trim())
        .join(" "),
    ).toContain(calculation.message.en.slice(0, 30));
    expect(picture(state, world)).toContain("Result before the mistake");
    // Mended, all is as it was.
    expect(result(press(state, world, "Ctrl-r"))).toEqual(result(good));
  });

  test("is marked at its field from every other field", () => {
    const state = press(typed(rmsnorm(), world, " x"), world, "Tab", "Tab");
    expect(picture(state, world)).toMatch(/^ !x /m);
    expect(picture(state, world)).toContain("is not a number");
  });
});

describe("leaving", () => {
  test("Esc closes the form and nothing else; opened again it is as it was", () => {
    const page = press(started(world), world, "3", "Enter");
    const state = typed(press(page, world, "e", "Ctrl-t"), world, " 5 oops");
    const closed = press(state, world, "Escape");
    expect(front(closed)).toEqual(front(page));
    expect(closed.stack).toHaveLength(2);
    expect(formIn(press(closed, world, "e"))).toMatchObject({ texts: formIn(state).texts, working: true });
    expect(front(press(state, world, "F1", "Escape")).view).toBe("form");
  });
});

describe("working and picture", () => {
  test("the working is shown, hidden and paged through", () => {
    const low = press(rmsnorm(sized(80, 24)), world, "Ctrl-t");
    expect(picture(low, world)).toContain("Working");
    expect(picture(press(low, world, "Ctrl-t"), world)).not.toContain("Working");
    const form = press(formFor("attention", sized(50, 14)), world, "Ctrl-t");
    const paged = press(form, world, "PageDown", "PageDown");
    expect(picture(paged, world)).not.toBe(picture(form, world));
    expect(picture(press(paged, world, "PageUp", "PageUp", "PageUp"), world)).toBe(picture(form, world));
    const end = press(form, world, ...Array.from({ length: 40 }, () => "PageDown"));
    expect(picture(press(end, world, "PageDown"), world)).toBe(picture(end, world));
  });

  test("a picture stands where it fits, moves with the numbers, and is hidden and shown by its key", () => {
    const form = formFor("sigmoid");
    /** The lines of the curve, without the field that is typed into. */
    const curve = (state: State): string[] =>
      picture(state, world)
        .split("\n")
        .filter((line) => /[\u2801-\u28ff]/.test(line));
    expect(curve(form).join("\n")).toMatch(/[\u2800-\u28ff]{4}/);
    const moved = curve(typed(form, world, " 40"));
    expect(moved.length).toBeGreaterThan(0);
    expect(moved).not.toEqual(curve(form));
    expect(picture(press(form, world, "Ctrl-g"), world)).not.toMatch(/[\u2800-\u28ff]/);
    const low = formFor("sigmoid", sized(50, 14));
    expect(picture(low, world)).not.toMatch(/[\u2800-\u28ff]/);
    expect(picture(press(low, world, "Ctrl-g", "PageDown"), world)).toMatch(/[\u2800-\u28ff]/);
    // A mistake leaves the last one.
    expect(picture(typed(form, world, " x"), world)).toMatch(/[\u2800-\u28ff]{4}/);
  });
});

describe.each(["en", "zh"] as const)("every form, in %s", (lang) => {
  test.each([sized(40, 10), sized(50, 14), sized(80, 24), sized(120, 40), sized(200, 60)])(
    "fits at $columns x $rows, with a cursor where one types",
    (size) => {
      for (const ascii of size.columns === 80 ? [false, true] : [false]) {
        const on = fakeWorld({ ascii });
        for (const { id } of formulas) {
          let state = formFor(id, size, lang, on);
          const tabs = size.columns <= 80 ? formIn(state).spec.fields.map(() => "Tab") : [];
          for (const key of ["", ...tabs, "Ctrl-t", "Ctrl-g", "PageDown", "x"]) {
            state = key === "" ? state : press(state, on, key);
            const { lines, cursor } = frame(state, on);
            expect(lines).toHaveLength(size.rows - 1);
            const isSlip = (line: string): boolean =>
              cells(line) > size.columns || /undefined|\[object/.test(line) || (ascii && /[─│┬├└›▁▃▅▆█\u2800-\u28ff]/.test(line));
            expect(lines.filter(isSlip), id).toEqual([]);
            const field = fieldOf(formIn(state));
            expect(cursor !== undefined, `${id} ${field.name}`).toBe(field.kind === "text" || field.kind === "matrix");
            if (!cursor) continue;
            expect(cursor.x).toBeLessThan(size.columns);
            expect(cursor.y).toBeLessThan(size.rows - 1);
            // It stands on the line of the field in front.
            expect(
              lines.slice(0, cursor.y + 1).some((line) => line.startsWith(ascii ? ">" : "›")),
              `${id} ${field.name}`,
            ).toBe(true);
          }
        }
      }
    },
  );
});

test("every formula of the command has a form", () => {
  for (const formula of formulas)
    expect(formIn(formFor(formula.id)).spec.fields.map(({ name }) => name)).toEqual(Object.keys(findFormula(formula.id)!.inputs));
});
