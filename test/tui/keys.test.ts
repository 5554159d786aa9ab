/** The table of keys is the only place that knows them: nothing bound twice, nothing said that is not so. */
import { describe, expect, test } from "vitest";
import { cells } from "../../src/render/width.ts";
import { createDecoder } from "../../src/tui/input.ts";
import { contexts, typing } from "../../src/tui/key-contexts.ts";
import { actionOf, keyLabel } from "../../src/tui/key-lookup.ts";
import { bindings } from "../../src/tui/keys.ts";
import { contextOf } from "../../src/tui/update.ts";
import { footer } from "../../src/tui/views/footer.ts";
import { helpLines } from "../../src/tui/views/help.ts";
import { fakeWorld, press, sized, started } from "./drive.ts";

const world = fakeWorld();
const inContext = {
  list: started(world),
  page: press(started(world), world, "Enter"),
  search: press(started(world), world, "/", "r", "o"),
  filter: press(started(world), world, "f"),
  lineage: press(started(world), world, "t"),
  chart: press(started(world), world, "c"),
  comparison: press(started(world), world, "m", "j", "m", "x"),
  form: press(started(world), world, "3", "e"),
  choice: press(started(world), world, "3", "j", "e", "Up", "Up"),
  help: press(started(world), world, "?"),
};

describe.each(contexts)("in context %s", (context) => {
  const here = bindings.filter((binding) => binding.when.includes(context));

  test("no key is bound twice", () => {
    const keys = here.flatMap((binding) => binding.keys);
    expect(keys).toEqual([...new Set(keys)]);
  });

  test("each key does what its row says", () => {
    expect(contextOf(inContext[context])).toBe(context);
    for (const binding of here) for (const key of binding.keys) expect(actionOf(key, context), key).toBe(binding.action);
  });

  test("letters are bound only where they are not text", () => {
    if (typing.includes(context)) for (const binding of here) for (const key of binding.keys) expect(key.length, key).toBeGreaterThan(1);
  });

  test.each(["en", "zh"] as const)("the footer (%s) offers whole hints of keys that are bound here, at every width", (lang) => {
    const state = { ...inContext[context], lang };
    for (let columns = 40; columns <= 200; columns++) {
      const line = footer({ ...state, size: sized(columns, 24) }, columns, world);
      expect(cells(line)).toBeLessThanOrEqual(columns);
      const hints = line.replace(/(?:\s+\+\d+)?(?:\s+\d+\/\d+)? $/, "").trim();
      for (const hint of hints.split("  ").filter(Boolean)) {
        const found = here.find((binding) => {
          const keys = (binding.hint?.keys ?? binding.keys.slice(0, 1)).map((key) => keyLabel(key, false)).join("");
          return binding.hint && hint === `${keys} ${binding.hint.text[lang]}`;
        });
        expect(found, `"${hint}" at ${columns}`).toBeDefined();
        for (const key of found?.hint?.keys ?? []) expect(actionOf(key, context), key).toBeDefined();
      }
      expect(hints).not.toBe("");
    }
  });
});

test("every key has a word in both languages in the help", () => {
  for (const lang of ["en", "zh"] as const)
    for (const ascii of [false, true]) {
      const help = helpLines({ ...inContext.help, lang, size: sized(90, 24) }, fakeWorld({ ascii })).map((line) => line.trim());
      for (const binding of bindings) {
        const keys = binding.keys.map((key) => keyLabel(key, ascii)).join(" ");
        const words = binding.about[lang].slice(0, 12);
        expect(
          help.some((line) => line.startsWith(`${keys} `) && line.includes(words)),
          `${keys}: ${words}`,
        ).toBe(true);
      }
    }
});

test("every key of the table can arrive from a terminal", () => {
  const sent: Readonly<Record<string, string>> = {
    Up: "\x1b[A",
    Down: "\x1b[B",
    Right: "\x1b[C",
    Left: "\x1b[D",
    Home: "\x1b[H",
    End: "\x1b[F",
    PageUp: "\x1b[5~",
    PageDown: "\x1b[6~",
    Delete: "\x1b[3~",
    Backspace: "\x7f",
    Enter: "\r",
    Tab: "\t",
    "Shift-Tab": "\x1b[Z",
    Escape: "\x1b",
    Space: " ",
    F1: "\x1bOP",
    "Shift-Up": "\x1b[1;2A",
    "Shift-Down": "\x1b[1;2B",
    "Alt-Left": "\x1b[1;3D",
    "Alt-Right": "\x1b[1;3C",
  };
  for (const key of new Set(bindings.flatMap((binding) => binding.keys))) {
    const control = /^Ctrl-([a-z])$/.exec(key);
    const bytes = sent[key] ?? (control ? String.fromCharCode(control[1]!.charCodeAt(0) & 0x1f) : key);
    const decoder = createDecoder();
    const events = [...decoder.push(Buffer.from(bytes)), ...decoder.flush()];
    expect(events, key).toEqual([key.length === 1 || key === "Space" ? { type: "text", text: bytes } : { type: "key", key }]);
  }
});

test("in ASCII, chrome is ASCII", () => {
  const plain = fakeWorld({ ascii: true });
  for (const keys of [
    [],
    ["Enter", "Tab"],
    ["s"],
    ["?"],
    ["/", "r"],
    ["2", "j"],
    ["f", "Right", "Enter"],
    ["t"],
    ["c"],
    ["m", "j", "m", "x"],
    ["3", "e"],
    ["3", "j", "e", "Up", "Up"],
  ]) {
    const state = press(started(plain, "en", sized(120, 40)), plain, ...keys);
    const lines = [...helpLines(state, plain), footer(state, 120, plain)];
    for (const line of lines) expect(line.replace("中文", "")).toMatch(/^[\x20-\x7e]*$/);
  }
});
