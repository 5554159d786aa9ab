#!/usr/bin/env node
// Bundles a script of src/build for Node and runs it: Node 20 does not read TypeScript by itself.
"use strict";
const { join } = require("node:path");
const { pathToFileURL } = require("node:url");

const root = join(__dirname, "..");
const [name = "main", ...args] = process.argv.slice(2);

require("esbuild")
  .build({
    entryPoints: [join(root, "src", "build", `${name}.ts`)],
    outfile: join(root, "node_modules", ".cache", "almanac", `${name}.mjs`),
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    logLevel: "warning",
  })
  .then(async () => {
    const script = await import(pathToFileURL(join(root, "node_modules", ".cache", "almanac", `${name}.mjs`)).href);
    process.exitCode = await script.main(root, args);
  })
  .catch((error) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
  });
