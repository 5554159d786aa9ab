/** The command line within the process of the test, from the sources: for what many calls print, where the process is not what is tested. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { main } from "../src/cli/main.ts";
import type { Terminal } from "../src/terminal.ts";
import { type Outcome, type RunOptions, root } from "./run.ts";

/** The build puts the version in. */
Object.assign(globalThis, { ALMANAC_VERSION: "0.0.0" });

/** As `almanac` of run.ts, but that of the environment only COLUMNS counts. Paths are relative to the root. */
export const inline = async (args: readonly string[], { input = "", env = {} }: Omit<RunOptions, "cwd"> = {}): Promise<Outcome> => {
  let [out, err] = ["", ""];
  const terminal: Terminal = {
    args,
    environment: env,
    stdoutIsTerminal: false,
    width: Number(env.COLUMNS ?? 80),
    colour: false,
    unicode: true,
    lang: "en",
    write(text) {
      out += text;
    },
    writeError(text) {
      err += text;
    },
    readStdin: () => input,
    isPiped: () => true,
    *pieces(path) {
      yield path === undefined ? input : readFileSync(path, "utf8");
    },
    readFile: (path) => readFileSync(path, "utf8"),
    openStreams() {
      throw new Error("nothing here is a terminal");
    },
    end() {},
  };
  const code = await main(terminal, join(root, "dist", "knowledge"));
  return { code, out, err };
};
