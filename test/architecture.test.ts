/** The layers of the program and what each may import. The tables are the rule; there are no exceptions beside them. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "..");
const source = join(root, "src");

/** Value imports a layer may make of others; types may come from `knowledge` everywhere (they cost nothing at run time). */
const layers: Readonly<Record<string, readonly string[]>> = {
  formulas: [],
  sizing: [],
  inspect: ["sizing"],
  knowledge: ["sizing"],
  render: ["knowledge", "formulas", "sizing"],
  tui: ["knowledge", "render"],
  cli: ["terminal", "knowledge", "formulas", "sizing", "inspect", "render", "tui"],
  build: ["knowledge", "formulas", "sizing", "render", "tui", "cli"],
  terminal: [],
};

const thirdParty: readonly { readonly name: RegExp; readonly in: RegExp }[] = [
  { name: /^zod$/, in: /^(?:knowledge\/schema|build\/doc-schema)\.ts$/ },
  { name: /^fuse\.js$/, in: /^knowledge\/fuzzy\.ts$/ },
  { name: /^(?:react|ink)(?:\/|$)/, in: /^tui\// },
  { name: /^string-width-real$/, in: /^tui\/bundle/ },
  { name: /^commander$/, in: /^cli\/explain\.ts$/ },
  { name: /^marked$/, in: /^(?:build\/|render\/prose\/colour\.ts$)/ },
  { name: /^marked-terminal$/, in: /^render\/prose\/colour\.ts$/ },
  { name: /^@lydell\/node-pty$/, in: /^build\/bench-explorer\.ts$/ },
  { name: /^(?:katex|pinyin-pro|esbuild)(?:\/|$)/, in: /^(?:build|tui\/bundle)/ },
];

const walk = (directory: string): string[] =>
  readdirSync(directory, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? walk(join(directory, entry.name)) : /\.tsx?$/.test(entry.name) ? [join(directory, entry.name)] : [],
  );

const files = walk(source);
const layerOf = (file: string): string => relative(source, file).split("/")[0]!.replace(/\.ts$/, "");

type Import = { readonly target: string; readonly typeOnly: boolean; readonly dynamic: boolean };

const importPattern = /^\s*(?:import|export)\s+(type\s+)?(?:[^"';]*?\sfrom\s+)?"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)/gm;

const importsOf = (file: string): Import[] =>
  [...readFileSync(file, "utf8").matchAll(importPattern)]
    .filter((match) => !/typeof import\($/.test(match.input.slice(Math.max(0, match.index - 7), match.index + 7)))
    .map(([whole, type, fixed, dynamic]) => ({
      target: fixed ?? dynamic!,
      typeOnly: type !== undefined || /^\s*(?:import|export)\s*\{\s*(?:type [^,}]+,?\s*)+\}/.test(whole),
      dynamic: dynamic !== undefined,
    }));

describe.each(files.map((file) => [relative(source, file), file] as const))("%s", (name, file) => {
  const imports = importsOf(file);
  test("imports only layers below it", () => {
    const own = layerOf(file);
    for (const { target, typeOnly } of imports) {
      if (!target.startsWith(".")) continue;
      const layer = layerOf(resolve(dirname(file), target));
      if (layer === own) continue;
      const allowed =
        layers[own]!.includes(layer) ||
        (typeOnly && layer === "knowledge" && own !== "formulas" && own !== "sizing") ||
        (typeOnly && layer === "render" && own === "knowledge");
      expect(allowed, `${name} imports ${target}`).toBe(true);
    }
  });
  test("imports third-party code only where it belongs", () => {
    for (const { target, typeOnly } of imports) {
      if (target.startsWith(".") || target.startsWith("node:") || typeOnly) continue;
      const rule = thirdParty.find((candidate) => candidate.name.test(target));
      expect(rule?.in.test(name), `${name} imports ${target}`).toBe(true);
    }
  });
  test("reads files of the user only in inspect/files.ts", () => {
    if (!name.startsWith("inspect/") || name === "inspect/files.ts") return;
    expect(imports.filter(({ target }) => target.startsWith("node:"))).toEqual([]);
  });
  test("asks nothing of the process but through terminal.ts", () => {
    if (name === "terminal.ts" || name.startsWith("build/") || name.startsWith("tui/bundle")) return;
    const text = readFileSync(file, "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
    expect(text).not.toMatch(/process\.(?:env|argv)\b/);
  });
  test("is small enough to hold in the head", () => {
    expect(readFileSync(file, "utf8").split("\n").length).toBeLessThanOrEqual(310);
  });
});

test("what a look-up loads holds no react, ink, marked, zod or fuse", () => {
  const seen = new Set<string>();
  const outside = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const { target, typeOnly, dynamic } of importsOf(file)) {
      if (typeOnly || dynamic) continue;
      if (target.startsWith(".")) visit(resolve(dirname(file), target));
      else if (!target.startsWith("node:")) outside.add(target);
    }
  };
  visit(join(source, "cli", "entry.ts"));
  expect(seen.size).toBeGreaterThan(20);
  expect([...outside]).toEqual([]);
});
