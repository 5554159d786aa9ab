/**
 * `npm run bench`: whole processes against a bare `node -e 0`, in alternation, medians of many; first frames on
 * a pseudo-terminal; a key to its frame; searches in process. Prints the table, asserts nothing: machines differ.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fuzzyStage } from "../knowledge/fuzzy.ts";
import { search } from "../knowledge/search.ts";
import { openStore } from "../knowledge/store.ts";
import { measureBulk } from "./bench-bulk.ts";
import { measureExplorer, measureGrowth } from "./bench-explorer.ts";
import { largeRecord, smallProgram } from "./bench-large.ts";
import { type IsAsked, median, type Report, withFolder } from "./bench-rows.ts";

/** A certificate bundle or `CI` in the environment changes what a bare Node costs: neither side has them. */
const cleanEnvironment = (): NodeJS.ProcessEnv => {
  const { NODE_EXTRA_CA_CERTS: _certificates, CI: _ci, NODE_OPTIONS: _options, ...environment } = process.env;
  return { ...environment, LANG: "C.UTF-8" };
};

const time = (args: readonly string[], environment: NodeJS.ProcessEnv): number => {
  const start = performance.now();
  spawnSync(process.execPath, args, { stdio: ["ignore", "ignore", "ignore"], env: environment });
  return performance.now() - start;
};

type Case = {
  readonly name: string;
  readonly args: readonly string[];
  readonly goal: number;
  readonly acceptable: number;
  readonly env?: NodeJS.ProcessEnv;
};

const cases = (program: string, root: string): readonly Case[] => [
  { name: "show <card>", args: [program, "show", "llama-2"], goal: 1.15, acceptable: 1.35 },
  { name: "show --json", args: [program, "show", "llama-2", "--json"], goal: 1.15, acceptable: 1.35 },
  { name: "calc", args: [program, "calc", "rmsnorm", "1", "2", "3", "4"], goal: 1.15, acceptable: 1.35 },
  { name: "why", args: [program, "why", "llama-2-70b", "config.rope_theta"], goal: 1.15, acceptable: 1.35 },
  { name: "why, a count and its working", args: [program, "why", "llama-2-70b", "parameters.total"], goal: 1.4, acceptable: 1.7 },
  { name: "size", args: [program, "size", "llama-2-70b"], goal: 1.4, acceptable: 1.7 },
  {
    name: "inspect, a configuration",
    args: [program, "inspect", join(root, "test/fixtures/config.json")],
    goal: 1.4,
    acceptable: 1.7,
  },
  { name: "timeline", args: [program, "timeline"], goal: 1.4, acceptable: 1.7 },
  { name: "list", args: [program, "list", "checkpoints"], goal: 1.4, acceptable: 1.7 },
  { name: "--help", args: [program, "--help"], goal: 1.4, acceptable: 1.7 },
  { name: "error (unknown option)", args: [program, "show", "llama", "--jsn"], goal: 1.4, acceptable: 1.7 },
  { name: "search, exact", args: [program, "search", "rope"], goal: 1.4, acceptable: 1.7 },
  { name: "search, prefix", args: [program, "search", "qwe"], goal: 1.4, acceptable: 1.7 },
  { name: "search, fuzzy", args: [program, "search", "deepsek", "r1"], goal: 1.9, acceptable: 2.3 },
  { name: "prose in colour", args: [program, "show", "rope"], goal: 1.8, acceptable: 2.5, env: { FORCE_COLOR: "1" } },
];

const write = (text: string): boolean => process.stdout.write(text);

const row = (name: string, value: string, goal: string, acceptable: string, verdict: string): boolean =>
  write(`${name.padEnd(34)}${value.padStart(12)}${goal.padStart(10)}${acceptable.padStart(12)}  ${verdict}\n`);

const report: Report = (name, value, goal, acceptable, unit) => {
  const shown = value.toFixed(unit === "MB" ? 0 : 2);
  const verdict = Number(shown) <= goal ? "goal" : Number(shown) <= acceptable ? "acceptable" : "over";
  row(name, `${shown}${unit}`, `${goal}${unit}`, `${acceptable}${unit}`, verdict);
};

/** Ratio of two commands, in alternation: A B, B A, so that neither always runs on the warmer cache. */
const ratioOf = (ours: readonly string[], other: readonly string[], environment: NodeJS.ProcessEnv, runs: number): number => {
  time(ours, environment);
  time(other, environment);
  const ratios: number[] = [];
  for (let i = 0; i < runs; i++) {
    if (i % 2 === 0) {
      const before = time(other, environment);
      ratios.push(time(ours, environment) / before);
    } else {
      const now = time(ours, environment);
      ratios.push(now / time(other, environment));
    }
  }
  return median(ratios);
};

/** Look-ups whose cost must not follow the size of the record. */
const growing: readonly (readonly string[])[] = [
  ["show", "llama-2"],
  ["why", "llama-2-70b", "config.rope_theta"],
  ["search", "rope"],
  ["search", "deepsek", "r1"],
];
const tenth = (words: readonly string[]): string => `${words.join(" ").slice(0, 18)}: to a tenth`;
const frameToTenth = "first frame: to a tenth";

const measureGrowing = async (root: string, program: string, environment: NodeJS.ProcessEnv, runs: number, isAsked: IsAsked) => {
  const asked = growing.filter((words) => isAsked(tenth(words)));
  if (asked.length === 0 && !isAsked(frameToTenth)) return;
  await withFolder("tenth", async (folder) => {
    const small = smallProgram(root, folder);
    for (const words of asked) report(tenth(words), ratioOf([program, ...words], [small, ...words], environment, runs), 1, 1.1, "x");
    if (!isAsked(frameToTenth)) return;
    report(frameToTenth, await measureGrowth(program, small, environment, Math.max(5, Math.round(runs / 2))), 1, 1.1, "x");
  });
};

const queries = ["rope", "llama 2", "xuanzhuan", "旋转", "qwen2.5", "2104.09864", "reward model", "deepsek r1", "perplexty", "混元"];

/** The median of the slowest query, in milliseconds. */
const slowest = (directory: string): number => {
  const store = openStore(directory);
  // As for a reader who has typed a few letters already.
  for (let round = 0; round < 5; round++) for (const query of queries) search(store, query, {}, fuzzyStage);
  const medians = queries.map((query) =>
    median(
      Array.from({ length: 7 }, () => {
        const start = performance.now();
        search(store, query, {}, fuzzyStage);
        return performance.now() - start;
      }),
    ),
  );
  return Math.max(...medians);
};
const overRecord = "slowest search over the record";
const overMany = "slowest search over 30,000 entries";

export const main = async (root: string, args: readonly string[]): Promise<number> => {
  const runs = Number(args.find((arg) => /^\d+$/.test(arg)) ?? 25);
  const asked = args.find((arg) => !/^\d+$/.test(arg)) ?? "";
  let isFound = false;
  const isAsked: IsAsked = (name) => {
    const isOne = name.includes(asked);
    isFound ||= isOne;
    return isOne;
  };
  const program = join(root, "bin", "almanac.cjs");
  const environment = cleanEnvironment();
  const fewer = Math.max(5, Math.round(runs / 2));
  write(`Node ${process.version}, ${runs} pairs each; ratios to a bare \`node -e 0\` in the same run\n\n`);
  row("what", "measured", "goal", "acceptable", "");
  for (const { name, args: words, goal, acceptable, env } of cases(program, root).filter(({ name }) => isAsked(name)))
    report(name, ratioOf(words, ["-e", "0"], { ...environment, ...env }, runs), goal, acceptable, "x");
  await measureGrowing(root, program, environment, runs, isAsked);
  await withFolder("bulk", (folder) => measureBulk(program, folder, Math.max(3, Math.round(runs / 5)), isAsked, report, write));
  await measureExplorer(program, environment, fewer, isAsked, report);
  if (isAsked(overRecord)) report(overRecord, slowest(join(root, "dist", "knowledge")), 2, 2, "ms");
  if (isAsked(overMany))
    await withFolder("large", (folder) => {
      largeRecord(root, folder, 30_000);
      report(overMany, slowest(folder), 20, 20, "ms");
    });
  if (!isFound) process.stderr.write(`almanac: no row speaks of "${asked}"\n`);
  return isFound ? 0 : 2;
};
