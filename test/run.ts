/** Runs the built program as a user's shell does. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

export const root = join(import.meta.dirname, "..");
export const program = join(root, "bin", "almanac.cjs");

export type Outcome = { readonly code: number | null; readonly out: string; readonly err: string };

export type RunOptions = { readonly input?: string; readonly env?: Readonly<Record<string, string>>; readonly cwd?: string };

/** A clean environment: what the machine of the test happens to set must not decide the outcome. */
export const environment = (extra: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  PATH: process.env.PATH ?? "",
  HOME: process.env.HOME ?? "/tmp",
  LANG: "C.UTF-8",
  TZ: "UTC",
  ...extra,
});

/** A process of a test that takes longer hangs: it is ended, and the test fails. */
export const patience = 120_000;

export const almanac = (args: readonly string[], options: RunOptions = {}): Outcome => {
  const result = spawnSync(process.execPath, [program, ...args], {
    encoding: "utf8",
    input: options.input ?? "",
    env: environment(options.env),
    cwd: options.cwd ?? root,
    maxBuffer: 1 << 28,
    timeout: patience,
  });
  return { code: result.status, out: result.stdout, err: result.stderr };
};

/**
 * A command line as a shell runs it, `almanac` being the built program. Without the files bash starts from: where standard input is
 * a socket, as a pipe of Node is, bash takes itself for one started over a network and reads ~/.bashrc, whatever stands there.
 */
export const shell = (command: string, options: RunOptions = {}): Outcome => {
  const script = `almanac() { "${process.execPath}" "${program}" "$@"; }\n${command}`;
  const result = spawnSync("bash", ["--norc", "--noprofile", "-c", script], {
    encoding: "utf8",
    input: options.input ?? "",
    env: environment(options.env),
    cwd: options.cwd ?? root,
    timeout: patience,
  });
  return { code: result.status, out: result.stdout, err: result.stderr };
};
