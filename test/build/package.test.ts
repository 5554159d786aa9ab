/** What is published: the packed tarball, installed where there is nothing else. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { outputs } from "../../src/build/bundle.ts";
import { lazyTable } from "../../src/build/formula-table.ts";
import { environment, root } from "../run.ts";

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const bundled = JSON.parse(readFileSync(join(root, "node_modules", ".cache", "almanac", "metafile.json"), "utf8")) as Record<
  string,
  string[]
>;

/** Names of the packages that are in a bundle. */
const packagesOf = (file: string): Set<string> =>
  new Set(
    (bundled[`dist/${file}`] ?? []).flatMap((input) => /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules)/.exec(input)?.[1] ?? []),
  );

describe("the packages the product was asked to be made of", () => {
  test.each([
    ["commander", "explain.cjs"],
    ["fuse.js", "fuzzy.cjs"],
    ["marked", "prose.cjs"],
    ["marked-terminal", "prose.cjs"],
    ["ink", "explorer.mjs"],
    ["react", "explorer.mjs"],
  ])("%s is in %s", (name, file) => {
    expect(packagesOf(file)).toContain(name);
    expect(manifest.devDependencies).toHaveProperty([name]);
  });
  test("vitest runs these tests", () => expect(manifest.devDependencies).toHaveProperty("vitest"));
});

test("what a look-up or a calculation loads holds no package at all", () => {
  expect([...packagesOf("cli.cjs"), ...packagesOf("calc.cjs")]).toEqual([]);
});

test("the explorer's first frame and its drawing hold no formula: forms read the chunk of calc", () => {
  for (const file of ["cli.cjs", "browse.cjs", "explorer.mjs"]) {
    expect(bundled[`dist/${file}`]?.length, file).toBeGreaterThan(5);
    expect((bundled[`dist/${file}`] ?? []).filter((input) => input.startsWith("src/formulas/"))).toEqual([]);
  }
  expect(bundled["dist/calc.cjs"]).toContain("src/cli/calc/form.ts");
});

test("no bundle calls what Node 20.19 does not have", () => {
  const newer = [
    /Promise\.withResolvers/,
    /Promise\.try\b/,
    /(?:Object|Map)\.groupBy/,
    /Array\.fromAsync/,
    /\bIterator\.(?:from|prototype)/,
    /RegExp\.escape/,
    /Error\.isError/,
    /\bfs\.globSync|\bglobSync\b/,
    /process\.(?:execve|features\.typescript)/,
    /node:sqlite/,
    /import\.meta\.main/,
  ];
  for (const file of outputs) {
    const text = readFileSync(join(root, "dist", file), "utf8");
    for (const pattern of newer) expect(`${file} ${pattern.exec(text)?.[0] ?? ""}`).toBe(`${file} `);
  }
});

test("the bundles are ASCII: V8 holds them in one byte a character, and the launcher reads them so", () => {
  for (const file of outputs)
    expect(`${file} ${/[^\x00-\x7f]/.exec(readFileSync(join(root, "dist", file), "utf8"))?.[0] ?? ""}`).toBe(`${file} `);
});

test("a row of the table of formulas that the build does not understand is told", () => {
  const source = readFileSync(join(root, "src", "formulas", "table.ts"), "utf8");
  expect(lazyTable(source)).toMatch(/get "rope-rotate"\(\) \{ return require\("\.\/rope\/rotate\.ts"\)\.ropeRotate; \},/);
  expect(() => lazyTable(source.replace("  rmsnorm,", "  ...others,"))).toThrow("...others, is not a formula");
  expect(() => lazyTable(source.replace("  rmsnorm,", "  rmsnrm,"))).toThrow("rmsnrm, is not a formula");
});

describe("installed from its tarball, globally, without scripts and without a network", () => {
  const directory = mkdtempSync(join(tmpdir(), "almanac-package-"));
  const npm = (args: readonly string[], cwd: string): string => {
    const result = spawnSync("npm", args, { cwd, encoding: "utf8", env: { ...process.env, npm_config_update_notifier: "false" } });
    if (result.status !== 0) throw new Error(result.stderr);
    return result.stdout;
  };
  const home = join(directory, "lib", "node_modules", "llm-almanac");
  beforeAll(() => {
    npm(["pack", "--ignore-scripts", "--pack-destination", directory], root);
    const [tarball] = readdirSync(directory).filter((name) => name.endsWith(".tgz"));
    npm(["install", "--global", "--prefix", directory, "--ignore-scripts", "--offline", join(directory, tarball!)], directory);
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  test("depends on nothing", () => {
    expect(manifest.dependencies).toBeUndefined();
    expect(readdirSync(home)).not.toContain("node_modules");
  });
  test("carries the licenses of what it bundles", () => {
    const licenses = readFileSync(join(home, "dist", "LICENSES.txt"), "utf8");
    for (const file of outputs)
      for (const name of packagesOf(file)) expect(licenses).toMatch(new RegExp(`^${name.replace(/[.]/g, "\\.")} \\d`, "m"));
  });
  test("holds no tests, sources or stamps", () => {
    const files = readdirSync(home, { recursive: true }) as string[];
    expect(files.filter((file) => /(?:^|\/)(?:src|test|content|node_modules)(?:\/|$)|\.built-from/.test(file))).toEqual([]);
  });
  test("answers, from anywhere", () => {
    const run = (...args: string[]): string =>
      spawnSync(join(directory, "bin", "almanac"), args, { cwd: tmpdir(), encoding: "utf8", env: environment() }).stdout;
    expect(run("show", "llama-2", "--field", "released")).toBe("2023-07-18\n");
    expect(run("--version")).toBe(`${manifest.version}\n`);
    expect(run("search", "deepsek", "r1", "--limit", "1", "--json")).toContain('"deepseek-r1"');
    expect(run("show", "rope")).toContain("θ");
    expect(run("calc", "rmsnorm", "3", "4", "--eps", "0", "--field", "result")).toMatch(/^0\.8485/);
  });
});
