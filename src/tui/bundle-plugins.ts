/**
 * How Ink 8.0.0 is fitted into the explorer's bundle. Only the build runs this. Each change is there because it was measured;
 * one that finds nothing to change fails the build, so that an update of a package cannot undo it silently.
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { OnLoadResult, Plugin } from "esbuild";

type Replacement = readonly [found: string | RegExp, put: string];

const replaced = (path: string, replacements: readonly Replacement[]): OnLoadResult => {
  let contents = readFileSync(path, "utf8");
  for (const [found, put] of replacements) {
    const next = contents.replace(found, () => put);
    if (next === contents) throw new Error(`${path}: nothing like ${String(found)} is in it: look at bundle-plugins.ts again`);
    contents = next;
  }
  return { contents, loader: "js", resolveDir: dirname(path) };
};

const edit = (name: string, filter: RegExp, replacements: readonly Replacement[]): Plugin => ({
  name,
  setup(build) {
    let seen = false;
    build.onLoad({ filter }, ({ path }) => {
      seen = true;
      return replaced(path, replacements);
    });
    build.onEnd(() => {
      if (!seen) throw new Error(`${name}: no file like ${String(filter)} was bundled`);
    });
  },
});

/** Ink connects to React's developer tools when `DEV` is set: they are not installed, and not wanted here. */
const developerTools: Plugin = {
  name: "no-developer-tools",
  setup(build) {
    build.onLoad({ filter: /ink\/build\/devtools\.js$/ }, () => ({ contents: "", loader: "js" }));
  },
};

/** Two packages that put the terminal right at exit, each in its way: `terminal-session.ts` does that, once. */
const leaveExitAlone: Plugin = {
  name: "leave-exit-alone",
  setup(build) {
    build.onLoad({ filter: /node_modules\/restore-cursor\/index\.js$/ }, () => ({ contents: "export default () => {};", loader: "js" }));
    build.onLoad({ filter: /node_modules\/signal-exit\/index\.js$/ }, () => ({
      contents: "module.exports = () => () => {};",
      loader: "js",
    }));
  },
};

/**
 * Ink lays every frame out cell by cell, 10,000 of them at 50x200, and puts the cells together again. A screen whose rows are
 * one text each needs that only for the rows that are new: the same strings come out (a test compares them with plain Ink's).
 */
const output = edit("ink-output", /ink\/build\/output\.js$/, [
  ["caches = new OutputCaches();", "caches = (Output.shared ??= new OutputCaches());"],
  [
    "this.styledChars.set(line, cached);",
    "if (this.styledChars.size > 4000) this.styledChars.clear(); this.styledChars.set(line, cached);",
  ],
  ["this.widths.set(text, cached);", "if (this.widths.size > 4000) this.widths.clear(); this.widths.set(text, cached);"],
  [
    "this.blockWidths.set(text, cached);",
    "if (this.blockWidths.size > 4000) this.blockWidths.clear(); this.blockWidths.set(text, cached);",
  ],
  [
    "export default class Output {",
    `const settled = new Map();
const settle = (caches, line) => {
  let row = settled.get(line);
  if (row === undefined) {
    row = styledCharsToString(caches.getStyledChars(line)).trimEnd();
    if (settled.size > 4000) settled.clear();
    settled.set(line, row);
  }
  return row;
};
/** The rows, when each is written once, from its first cell, as one line; otherwise undefined. */
const rowsOf = (output) => {
  const rows = new Array(output.height).fill("");
  const seen = new Set();
  for (const { type, x, y, text, transformers } of output.operations) {
    if (type !== "write" || x !== 0 || y < 0 || y >= output.height || seen.has(y) || text.includes("\\n")) return undefined;
    seen.add(y);
    rows[y] = settle(output.caches, transformers.reduce((line, transform) => transform(line, 0), text));
  }
  return rows;
};
export default class Output {`,
  ],
  [
    "    get() {",
    '    get() {\n        const rows = rowsOf(this);\n        if (rows) return { output: rows.join("\\n"), height: rows.length };',
  ],
]);

/** Every text is searched for control sequences at every frame; texts come again. */
const sanitised = edit("ink-sanitise", /ink\/build\/sanitize-ansi\.js$/, [
  [
    "export default sanitizeAnsi;",
    `const known = new Map();
export default (text) => {
  let clean = known.get(text);
  if (clean === undefined) {
    clean = sanitizeAnsi(text);
    if (known.size > 4000) known.clear();
    known.set(text, clean);
  }
  return clean;
};`,
  ],
]);

/** A promise made in a way that Node 20 knows. */
const promises = edit("no-with-resolvers", /ink\/build\/ink\.js$/, [
  [
    "this.nextRenderCommit ??= Promise.withResolvers();",
    "if (!this.nextRenderCommit) { const made = {}; made.promise = new Promise((resolve, reject) => { made.resolve = resolve; made.reject = reject; }); this.nextRenderCommit = made; }",
  ],
]);

/** The layout engine's WebAssembly from its bytes: as a data: URL it goes through fetch, and loading that costs 40 ms. */
const layoutEngine: Plugin = {
  name: "yoga-without-fetch",
  setup(build) {
    build.onLoad({ filter: /yoga-layout\/dist\/src\/index\.js$/ }, ({ path }) =>
      replaced(path, [
        [
          "const Yoga = wrapAssembly(await loadYoga());",
          `const Yoga = wrapAssembly(await loadYoga({ instantiateWasm(imports, done) {
  const instance = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(loadYoga.bytes, "base64")), imports);
  done(instance);
  return instance.exports;
} }));`,
        ],
      ]),
    );
    build.onLoad({ filter: /yoga-wasm-base64-esm\.js$/ }, ({ path }) => {
      const bytes = /data:application\/octet-stream;base64,([A-Za-z0-9+/=]+)/.exec(readFileSync(path, "utf8"));
      if (!bytes) throw new Error(`${path}: the WebAssembly is not where it was`);
      return replaced(path, [
        [bytes[0], "data:application/octet-stream;base64,"],
        ["export default loadYoga;", `loadYoga.bytes = "${bytes[1]}";\nexport default loadYoga;`],
      ]);
    });
  },
};

/** Light versions of what is slow to load: widths of strings and the splitting into graphemes. */
const light = (root: string): Plugin => {
  const own = (name: string): string => join(root, "src/tui/bundle", name);
  return {
    name: "light-unicode",
    setup(build) {
      const options = build.initialOptions;
      options.inject = [...(options.inject ?? []), own("segmenter.ts")];
      options.define = { ...options.define, "Intl.Segmenter": "LightSegmenter" };
      build.onResolve({ filter: /^string-width$/ }, () => ({ path: own("string-width.ts") }));
      build.onResolve({ filter: /^string-width-real$/ }, () => ({ path: join(root, "node_modules/string-width/index.js") }));
    },
  };
};

export const explorerPlugins = (root: string): Plugin[] => [
  developerTools,
  leaveExitAlone,
  output,
  sanitised,
  promises,
  layoutEngine,
  light(root),
];
