/**
 * The table of formulas as the bundle holds it: each row a getter that runs the formula's module when it is first read, and the
 * names as data. Of fifty formulas a command evaluates one, and the constants of the others need not be made.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "esbuild";
import * as names from "../formulas/names.ts";

/** `import { a, b } from "./c.ts";` and the rows `a,` and `"x-y": b,` -> getters; anything else in the file is an error. */
export const lazyTable = (source: string): string => {
  const files = new Map<string, string>();
  for (const [, imported, file] of source.matchAll(/^import \{ ([^}]+) \} from "([^"]+)";$/gm))
    for (const name of imported!.split(", ")) files.set(name, file!);
  const body = /= \{\n([\s\S]*?)\n\};/.exec(source)?.[1]?.split("\n") ?? [];
  const rows = body.map((line) => {
    const [, id, name] = /^ {2}(?:"?([\w-]+)"?: )?(\w+),$/.exec(line) ?? [];
    const file = files.get(name ?? "");
    if (!name || !file) throw new Error(`src/formulas/table.ts: ${line.trim()} is not a formula that is imported there`);
    return `get ${JSON.stringify(id ?? name)}() { return require(${JSON.stringify(file)}).${name}; },`;
  });
  if (rows.length === 0) throw new Error("src/formulas/table.ts: the table is not understood");
  return `export const table = {\n${rows.join("\n")}\n};`;
};

export const lazyFormulas = (root: string): Plugin => ({
  name: "formulas",
  setup(building) {
    const folder = join(root, "src", "formulas");
    building.onLoad({ filter: /[\\/]formulas[\\/]table\.ts$/ }, ({ path }) => ({
      contents: lazyTable(readFileSync(path, "utf8")),
      resolveDir: folder,
    }));
    building.onLoad({ filter: /[\\/]formulas[\\/]names\.ts$/ }, () => ({
      contents: Object.entries(names)
        .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`)
        .join("\n"),
    }));
  },
});
