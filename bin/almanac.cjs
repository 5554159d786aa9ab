#!/usr/bin/env node
// CommonJS: an ECMAScript module as the entry costs a quarter of a bare Node more. The bundles come with V8's compiled
// form of what they run; another version of Node refuses it and compiles them itself.
"use strict";
const { readFileSync } = require("node:fs");
const { dirname, join } = require("node:path");
const { Script } = require("node:vm");

const dist = join(__dirname, "..", "dist");

const compiled = (file) => {
  try {
    return readFileSync(`${file}.cache`);
  } catch {
    return undefined;
  }
};

const loaded = new Map();

// A script from V8's compiled form has no import() of its own.
const importModule = (name) => import(`../dist/${name}`);

const load = (name) => {
  if (loaded.has(name)) return loaded.get(name);
  const file = join(dist, name);
  // The bundles are ASCII: read as Latin-1 they are taken as they are.
  const script = new Script(`(function(exports,require,module,__filename,__dirname,importModule){${readFileSync(file, "latin1")}\n})`, {
    filename: file,
    cachedData: compiled(file),
  });
  const module = { exports: {} };
  const requireHere = (id) => (id.startsWith("./") ? load(id) : require(id));
  script.runInThisContext()(module.exports, requireHere, module, file, dirname(file), importModule);
  loaded.set(name, module.exports);
  return module.exports;
};

try {
  load("cli.cjs");
} catch (error) {
  if (error.code !== "ENOENT") throw error;
  process.stderr.write(`almanac: it is not built: run npm run build in ${dirname(__dirname)}\n`);
  process.exitCode = 3;
}
