/**
 * V8's compiled form of the bundles, as `bin/almanac.cjs` loads them: what a look-up runs is then neither parsed nor compiled
 * again (a quarter of a bare Node). It is made by running the program; V8 checks version and flags and refuses what does not fit.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Runs that touch what usual runs touch. */
const runs: readonly (readonly string[])[] = [
  ["show", "llama-2"],
  ["show", "llama-2-70b", "--json"],
  ["show", "llama 2", "--field", "released"],
  ["show", "openai", "--lang", "zh"],
  ["show", "rope"],
  ["why", "llama-2-70b", "config.rope_theta"],
  ["timeline"],
  ["list", "checkpoints"],
  ["list", "concepts", "--json"],
  ["search", "rope"],
  ["search", "qwe"],
  ["search", "deepsek r1"],
  ["calc", "rmsnorm", "1", "2", "3", "4"],
  ["calc", "rope", "1", "0", "0", "1", "--position", "3", "--json"],
  ["calc", "swiglu", "1", "2", "--W", "[[1,0],[0,1]]", "--steps"],
  ["size", "llama-2-70b"],
  ["inspect", "test/fixtures/config.json"],
  ["lineage", "llama"],
  ["--help"],
  [],
  ["show", "llama", "--jsn"],
];

/** Keeps every script that the program makes and writes what V8 has compiled of it; a source met again is the same to V8. */
const recorder = (program: string): string => `
const vm = require("node:vm");
const { writeFileSync } = require("node:fs");
const scripts = new Map();
const { Script } = vm;
vm.Script = class extends Script {
  constructor(source, options) {
    super(source, options);
    scripts.set(options.filename, this);
  }
};
const end = process.exit;
// Each run ends with a call of process.exit: the next one starts then, however slow the machine is.
let ended = () => {};
process.exit = () => ended();
// The timer keeps this process alive while a run waits for something that would not.
const finished = () => new Promise((resolve) => {
  const late = setTimeout(resolve, 20000);
  ended = () => { clearTimeout(late); resolve(); };
});
(async () => {
  for (const [colour, args] of ${JSON.stringify([...runs.map((args) => ["0", args]), ["1", ["show", "rope"]], ["1", ["show", "llama"]]])}) {
    process.env.FORCE_COLOR = colour;
    process.argv = [process.execPath, ${JSON.stringify(program)}, ...args];
    delete require.cache[${JSON.stringify(program)}];
    const run = finished();
    require(${JSON.stringify(program)});
    await run;
  }
  for (const [file, script] of scripts) writeFileSync(file + ".cache", script.createCachedData());
  end(0);
})().catch(() => end(1));
`;

export const writeCodeCache = (root: string): void => {
  const file = join(root, "node_modules", ".cache", "almanac", "record-code.cjs");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, recorder(join(root, "bin", "almanac.cjs")));
  const { NODE_OPTIONS: _options, NO_COLOR: _plain, ...environment } = process.env;
  const result = spawnSync(process.execPath, [file], {
    cwd: root,
    stdio: ["ignore", "ignore", "ignore"],
    env: { ...environment, COLUMNS: "80", LANG: "C.UTF-8" },
  });
  if (result.status !== 0 || !existsSync(join(root, "dist", "cli.cjs.cache")))
    throw new Error(`the program does not run: exit ${result.status}`);
};
