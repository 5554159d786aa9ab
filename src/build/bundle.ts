/**
 * The command line as one CommonJS file and a few chunks that it reads only when it needs them (what stands in a file
 * is compiled whether it runs or not), and the explorer's drawing as one ECMAScript module (Ink uses top-level await, which
 * CommonJS cannot hold).
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { type BuildOptions, build, type Metafile, type Plugin } from "esbuild";
import { explorerPlugins } from "../tui/bundle-plugins.ts";
import { lazyFormulas } from "./formula-table.ts";

const shared: BuildOptions = {
  bundle: true,
  platform: "node",
  target: "node20.19",
  minify: true,
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
  define: { "process.env.NODE_ENV": '"production"', "import.meta.url": "__filename" },
};

/** Modules that are imported with `import()` -> the file each becomes, beside the command line's. */
const chunks: Readonly<Record<string, string>> = {
  "src/cli/explain.ts": "explain.cjs",
  "src/cli/browse.ts": "browse.cjs",
  "src/cli/calc/run.ts": "calc.cjs",
  "src/cli/size/run.ts": "size.cjs",
  "src/cli/compare/run.ts": "compare.cjs",
  "src/cli/stats/run.ts": "stats.cjs",
  "src/cli/export/run.ts": "export.cjs",
  "src/cli/inspect/run.ts": "inspect.cjs",
  "src/knowledge/fuzzy.ts": "fuzzy.cjs",
  "src/render/picture/picture.ts": "picture.cjs",
};
const prose = "prose.cjs";
export const outputs = ["cli.cjs", ...Object.values(chunks), prose, "explorer.mjs"];

const leaveChunksOut = (root: string): Plugin => ({
  name: "chunks",
  setup(building) {
    building.onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) => {
      const file = kind === "dynamic-import" ? chunks[relative(root, join(resolveDir, path))] : undefined;
      return file === undefined ? undefined : { path: `./${file}`, external: true };
    });
  },
});

const licenseFile = /^(?:licen[sc]e|copying)(?:[.-].*)?$/i;

const packageOf = (input: string): string | undefined => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];

/** The licenses of everything that is in a bundle. */
const licenses = (root: string, metafiles: readonly Metafile[]): string => {
  const directories = new Set(metafiles.flatMap((metafile) => Object.keys(metafile.inputs).flatMap((input) => packageOf(input) ?? [])));
  const parts = [...directories].sort().map((directory) => {
    const path = join(root, directory);
    const manifest = JSON.parse(readFileSync(join(path, "package.json"), "utf8")) as { name: string; version: string; license?: string };
    const file = readdirSync(path).find((name) => licenseFile.test(name));
    const text = file ? readFileSync(join(path, file), "utf8").trim() : `License: ${manifest.license ?? "see the package"}`;
    return `${manifest.name} ${manifest.version} (${manifest.license ?? "no SPDX name"})\n\n${text}\n`;
  });
  return `The files of this directory contain code of these packages.\n\n${parts.join(`\n${"-".repeat(79)}\n\n`)}`;
};

/**
 * Of what esbuild leaves as it is (regular expressions), the characters beyond ASCII as escapes, which mean the same there: one such
 * character makes V8 hold and scan the whole file in two bytes a character.
 */
const asciiOf = (code: string): string =>
  code.replace(/[^\x00-\x7f]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);

export const bundle = async (root: string): Promise<void> => {
  const out = (name: string): string => join(root, "dist", name);
  // All of it but the folders: a chunk that is no more must not be packed.
  for (const { name } of readdirSync(out(""), { withFileTypes: true }).filter((found) => found.isFile())) rmSync(out(name));
  const stubs = {
    "cli-highlight": join(root, "src/build/stubs/cli-highlight.ts"),
    "node-emoji": join(root, "src/build/stubs/node-emoji.ts"),
    "cli-table3": join(root, "src/build/stubs/cli-table3.ts"),
  };
  const version = (JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string }).version;
  const results = await Promise.all([
    ...Object.entries({ "src/cli/entry.ts": "cli.cjs", ...chunks }).map(([entry, file]) =>
      build({
        ...shared,
        absWorkingDir: root,
        entryPoints: [entry],
        outfile: out(file),
        format: "cjs",
        define: { ...shared.define, ALMANAC_VERSION: JSON.stringify(version) },
        // A chunk is required; the explorer's module is imported by the entry.
        supported: { "dynamic-import": false },
        plugins: [leaveChunksOut(root), lazyFormulas(root)],
      }),
    ),
    build({
      ...shared,
      absWorkingDir: root,
      entryPoints: ["src/render/prose/colour.ts"],
      outfile: out(prose),
      format: "cjs",
      alias: stubs,
    }),
    build({
      ...shared,
      absWorkingDir: root,
      entryPoints: ["src/tui/run.tsx"],
      outfile: out("explorer.mjs"),
      format: "esm",
      define: { "process.env.NODE_ENV": '"production"' },
      plugins: explorerPlugins(root),
      banner: { js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);' },
    }),
  ]);
  for (const name of outputs) writeFileSync(out(name), asciiOf(readFileSync(out(name), "utf8")));
  writeFileSync(
    out("LICENSES.txt"),
    licenses(
      root,
      results.map((result) => result.metafile!),
    ),
  );
  // For the tests: which packages are in which file.
  writeFileSync(
    join(root, "node_modules", ".cache", "almanac", "metafile.json"),
    JSON.stringify(
      Object.fromEntries(results.map((result) => [Object.keys(result.metafile!.outputs)[0], Object.keys(result.metafile!.inputs)])),
    ),
  );
};
