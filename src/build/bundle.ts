/**
 * Two programs and a chunk: the command line as one CommonJS file, prose in colour as a chunk of its own
 * (it brings marked and marked-terminal), the explorer's drawing as one ECMAScript module (Ink uses
 * top-level await, which CommonJS cannot hold).
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type BuildOptions, build, type Metafile } from "esbuild";
import { explorerPlugins } from "../tui/bundle-plugins.ts";

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

export const bundle = async (root: string): Promise<void> => {
  const out = (name: string): string => join(root, "dist", name);
  for (const name of ["cli.cjs", "prose.cjs", "explorer.mjs", "LICENSES.txt"]) rmSync(out(name), { force: true });
  const stubs = {
    "cli-highlight": join(root, "src/build/stubs/cli-highlight.ts"),
    "node-emoji": join(root, "src/build/stubs/node-emoji.ts"),
  };
  const version = (JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string }).version;
  const results = await Promise.all([
    build({
      ...shared,
      absWorkingDir: root,
      entryPoints: ["src/cli/entry.ts"],
      outfile: out("cli.cjs"),
      format: "cjs",
      define: { ...shared.define, ALMANAC_VERSION: JSON.stringify(version) },
      external: ["./explorer.mjs"],
    }),
    build({
      ...shared,
      absWorkingDir: root,
      entryPoints: ["src/render/prose/colour.ts"],
      outfile: out("prose.cjs"),
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
  writeFileSync(
    out("LICENSES.txt"),
    licenses(
      root,
      results.map((result) => result.metafile!),
    ),
  );
  writeFileSync(
    out("metafile.json"),
    JSON.stringify(
      Object.fromEntries(results.map((result) => [Object.keys(result.metafile!.outputs)[0], Object.keys(result.metafile!.inputs)])),
    ),
  );
};
