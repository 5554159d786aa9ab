#!/usr/bin/env node
// What `npm start`, `npm test` and the other scripts run first. No dependency: it installs them when the
// lock file changed, rebuilds when an input of the build changed, and otherwise only compares stamps.
"use strict";
const { createHash } = require("node:crypto");
const { existsSync, readdirSync, readFileSync, statSync, writeFileSync } = require("node:fs");
const { join, relative } = require("node:path");

const root = join(__dirname, "..");
const [task = "start", ...rest] = process.argv.slice(2);

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`almanac needs Node 20.19 or newer; this is ${process.version}\n`);
  process.exit(2);
}

const run = (command, args, options = {}) => {
  const { spawnSync } = require("node:child_process");
  // npm is a script of its own on Windows; everything else is this Node.
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32" && command === "npm",
    ...options,
  });
  if (result.error) {
    process.stderr.write(`almanac: cannot run ${command}: ${result.error.message}\n`);
    process.exit(1);
  }
  if (result.signal) process.kill(process.pid, result.signal);
  return result.status ?? 1;
};

const must = (what, status) => {
  if (status === 0) return;
  process.stderr.write(`almanac: ${what} failed (exit ${status})\n`);
  process.exit(status);
};

const read = (file) => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
};

const install = () => {
  const stamp = join(root, "node_modules", ".almanac-lock");
  const wanted = createHash("sha256")
    .update(read(join(root, "package-lock.json")))
    .digest("hex");
  if (read(stamp) === wanted) return;
  process.stderr.write("almanac: installing what the build needs (once, under a minute) ...\n");
  must("npm ci", run("npm", ["ci", "--ignore-scripts", "--loglevel=error", "--no-audit", "--no-fund"]));
  writeFileSync(stamp, wanted);
};

// Names, sizes and modification times stand for the contents: a checkout that touched nothing rebuilds nothing.
const inputs = () => {
  const hash = createHash("sha256");
  const walk = (path) => {
    const stats = statSync(path);
    if (stats.isDirectory()) for (const name of readdirSync(path).sort()) walk(join(path, name));
    else hash.update(`${relative(root, path)} ${stats.size} ${stats.mtimeMs}\n`);
  };
  for (const path of ["src", "content", "bin", "package.json", "package-lock.json", "tsconfig.json"]) walk(join(root, path));
  return hash.digest("hex");
};

const build = () => {
  const stamp = join(root, "node_modules", ".almanac-built");
  const wanted = inputs();
  if (read(stamp) === wanted && existsSync(join(root, "dist", "cli.cjs"))) return;
  process.stderr.write("almanac: building ...\n");
  must("the build", run(process.execPath, [join(root, "bin", "build.cjs")]));
  writeFileSync(stamp, wanted);
};

const here = { stdio: "inherit" };
const tool = (name) => join(root, "node_modules", ...name.split("/"));
const tsc = () => run(process.execPath, [tool("typescript/bin/tsc"), "--noEmit"], here);
const lint = () => run(process.execPath, [tool("@biomejs/biome/bin/biome"), "check", "--error-on-warnings"], here);
const vitest = (...args) => run(process.execPath, [tool("vitest/vitest.mjs"), "run", ...args], here);
const script = (name, ...args) => run(process.execPath, [join(root, "bin", "build.cjs"), name, ...args], here);

const tasks = {
  start() {
    // The program takes this process over: signals, the terminal and the exit code are its own.
    process.argv.splice(1, 2, join(root, "bin", "almanac.cjs"));
    require("./almanac.cjs");
  },
  build() {},
  check: () => must("check", script("check", ...rest)),
  test() {
    must("the type check", tsc());
    must("lint", lint());
    must("the tests", vitest(...rest));
  },
  "test:long"() {
    process.env.ALMANAC_TEST_LONG = "1";
    must("the tests", vitest(...rest));
  },
  bench: () => must("the benchmark", script("bench", ...rest)),
  docs: () => must("docs", script("docs", ...rest)),
};

if (!Object.hasOwn(tasks, task)) {
  process.stderr.write(`almanac: unknown script "${task}"; there are ${Object.keys(tasks).join(", ")}\n`);
  process.exit(2);
}
install();
build();
tasks[task]();
