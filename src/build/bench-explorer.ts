/** The explorer on a pseudo-terminal: its first complete frame, when it is live, and a key to its frame. */
import { performance } from "node:perf_hooks";
import pty from "@lydell/node-pty";
import { type IsAsked, median, type Report } from "./bench-rows.ts";

const spawn = (
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  size: { readonly columns: number; readonly rows: number },
): pty.IPty =>
  pty.spawn(process.execPath, [...args], {
    cols: size.columns,
    rows: size.rows,
    name: "xterm-256color",
    env: environment as Record<string, string>,
  });

const exited = (terminal: pty.IPty): Promise<void> => new Promise((resolve) => terminal.onExit(() => resolve()));

/** Milliseconds until what the program has written satisfies `done`; also what it wrote. */
const until = (terminal: pty.IPty, done: (output: string) => boolean): Promise<number> =>
  new Promise((resolve) => {
    const start = performance.now();
    let output = "";
    const listener = terminal.onData((data) => {
      output += data;
      if (!done(output)) return;
      listener.dispose();
      resolve(performance.now() - start);
    });
  });

/** The last thing of a frame is its footer, which always offers a way out. */
const complete = (output: string): boolean => /\bq\b[^\n]*quit/.test(output.replace(/\x1b\[[\d;?]*[a-zA-Z]/g, ""));

const names = { first: "explorer, first complete frame", live: "explorer, live", key: "a key to its frame, 50x200" } as const;

/** Its first complete frame and when it is live, each to a bare Node. */
const measureStart = async (program: string, environment: NodeJS.ProcessEnv, runs: number, report: Report): Promise<void> => {
  const size = { columns: 100, rows: 30 };
  const first: number[] = [];
  const live: number[] = [];
  for (let i = 0; i <= runs; i++) {
    const bareStart = performance.now();
    await exited(spawn(["-e", "0"], environment, size));
    const bare = performance.now() - bareStart;
    const start = performance.now();
    const terminal = spawn([program], environment, size);
    await until(terminal, complete);
    const painted = performance.now() - start;
    // Ink hides the cursor and draws within synchronized output: its first bytes say that React is live.
    await Promise.race([until(terminal, (output) => output.length > 0), new Promise((resolve) => setTimeout(resolve, 1500))]);
    const alive = performance.now() - start;
    terminal.write("q");
    await exited(terminal);
    if (i === 0) continue;
    first.push(painted / bare);
    live.push(alive / bare);
  }
  report(names.first, median(first), 1.2, 3.5, "x");
  report(names.live, median(live), 3, 7, "x");
};

const measureKey = async (program: string, environment: NodeJS.ProcessEnv, report: Report): Promise<void> => {
  const wide = spawn([program], environment, { columns: 200, rows: 50 });
  await until(wide, complete);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const frames: number[] = [];
  for (let i = 0; i < 40; i++) {
    const frame = until(wide, (output) => output.length > 0);
    wide.write(i % 2 === 0 ? "j" : "k");
    frames.push(await frame);
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
  wide.write("q");
  await exited(wide);
  report(names.key, median(frames), 16, 16, "ms");
};

export const measureExplorer = async (
  program: string,
  environment: NodeJS.ProcessEnv,
  runs: number,
  isAsked: IsAsked,
  report: Report,
): Promise<void> => {
  if (isAsked(names.first) || isAsked(names.live)) await measureStart(program, environment, runs, report);
  if (isAsked(names.key)) await measureKey(program, environment, report);
};

/** The first complete frame over the record as it is, as a ratio to that over a small one, in alternation. */
export const measureGrowth = async (program: string, small: string, environment: NodeJS.ProcessEnv, runs: number): Promise<number> => {
  const painted = async (path: string): Promise<number> => {
    const start = performance.now();
    const terminal = spawn([path], environment, { columns: 100, rows: 30 });
    await until(terminal, complete);
    const time = performance.now() - start;
    // It listens once it is live; what is typed before is kept for it.
    terminal.write("q");
    await exited(terminal);
    return time;
  };
  const ratios: number[] = [];
  for (let i = 0; i <= runs; i++) {
    const before = i % 2 === 0 ? await painted(small) : undefined;
    const now = await painted(program);
    const ratio = now / (before ?? (await painted(small)));
    if (i > 0) ratios.push(ratio);
  }
  return median(ratios);
};
