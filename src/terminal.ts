/**
 * The edge of the program: the only reader of the environment, the arguments, the streams and the size
 * of the terminal. Everything else is handed a `Terminal`.
 */
import { closeSync, fstatSync, openSync, readFileSync, readSync, statSync, writeSync } from "node:fs";
import type { Lang } from "./knowledge/record.ts";

export type Terminal = {
  readonly args: readonly string[];
  readonly environment: Record<string, string | undefined>;
  /** Standard output is a terminal. */
  readonly stdoutIsTerminal: boolean;
  /** Cells a line may have, before `--width`: COLUMNS, then the terminal, then 80. */
  readonly width: number;
  readonly colour: boolean;
  readonly unicode: boolean;
  readonly lang: Lang;
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
  readonly readStdin: () => string;
  /** Something else than a person is at standard input. */
  readonly isPiped: () => boolean;
  /** The text of a file, or of standard input, piece by piece and without end. */
  readonly pieces: (path?: string) => Iterable<string>;
  readonly readFile: (path: string) => string;
  /** The streams, for a program that stays: from now on not everything is written when a call returns. */
  readonly openStreams: () => { readonly input: NodeJS.ReadStream | undefined; readonly output: NodeJS.WriteStream };
  /** Ends the process with this code, at once where everything has been written. */
  readonly end: (code: number) => void;
};

/** Output that could not be written: exit 4, except a reader that went away, which is no error of ours. */
export class WriteError extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

const pause = (): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);

/** One synchronous write of everything: nothing is lost when the process ends, and no stream is set up for it. */
const writeAll = (descriptor: 1 | 2, text: string): void => {
  const bytes = Buffer.from(text, "utf8");
  let offset = 0;
  while (offset < bytes.length) {
    try {
      offset += writeSync(descriptor, bytes, offset);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? "EIO";
      // A full pipe that does not block: wait a little for its reader.
      if (code === "EAGAIN") pause();
      else throw new WriteError(code);
    }
  }
};

/** Numbers come by hand or from a program; nobody means more than this. */
const mostInput = 64 * 1024 * 1024;

export class TooMuchInput extends Error {}
/** Nobody pipes anything in: waiting for a person to type would look like a hang. */
export class NoInput extends Error {}

/** Each is overwritten by the next. */
function* buffersOf(descriptor: number): Generator<Buffer> {
  const buffer = Buffer.allocUnsafe(65536);
  for (;;) {
    let length: number;
    try {
      length = readSync(descriptor, buffer);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === "EAGAIN") {
        pause();
        continue;
      }
      if (code === "EOF") return;
      throw error;
    }
    if (length === 0) return;
    yield buffer.subarray(0, length);
  }
}

const readAll = (): string => {
  if (isTerminal(0)) throw new NoInput();
  const parts: Buffer[] = [];
  let total = 0;
  for (const buffer of buffersOf(0)) {
    total += buffer.length;
    if (total > mostInput) throw new TooMuchInput();
    parts.push(Buffer.from(buffer));
  }
  return Buffer.concat(parts)
    .toString("utf8")
    .replace(/^\uFEFF/, "");
};

function* piecesOf(path?: string): Generator<string> {
  if (path === undefined && isTerminal(0)) throw new NoInput();
  const descriptor = path === undefined ? 0 : openSync(path, "r");
  const decoder = new (process.getBuiltinModule("node:string_decoder").StringDecoder)("utf8");
  let isFirst = true;
  try {
    for (const buffer of buffersOf(descriptor)) {
      const text = decoder.write(buffer);
      yield isFirst ? text.replace(/^\uFEFF/, "") : text;
      isFirst = false;
    }
    yield decoder.end();
  } finally {
    if (path !== undefined) closeSync(descriptor);
  }
}

/**
 * A pipe, a file and the null device are told from a terminal by their kind: asking Node's terminal module
 * costs a tenth of a bare process.
 */
const isTerminal = (descriptor: 0 | 1): boolean => {
  try {
    const stats = fstatSync(descriptor);
    if (process.platform !== "win32" && (!stats.isCharacterDevice() || stats.rdev === statSync("/dev/null").rdev)) return false;
  } catch {
    // Closed, or a platform without these files: ask.
  }
  return process.getBuiltinModule("node:tty").isatty(descriptor);
};

/** Standard input may be a pipe while a person sits at the terminal: then the keys come from /dev/tty. */
const keyboard = (): NodeJS.ReadStream | undefined => {
  if (isTerminal(0)) return process.stdin;
  try {
    return new (process.getBuiltinModule("node:tty").ReadStream)(openSync("/dev/tty", "r"));
  } catch {
    return undefined;
  }
};

const wantsColour = (environment: NodeJS.ProcessEnv, stdoutIsTerminal: boolean): boolean => {
  if (environment.NO_COLOR) return false;
  const force = environment.FORCE_COLOR;
  if (force !== undefined) return force !== "0" && force !== "false";
  return stdoutIsTerminal && environment.TERM !== "dumb";
};

const locale = (environment: NodeJS.ProcessEnv): string => environment.LC_ALL || environment.LC_CTYPE || environment.LANG || "";

const wantsUnicode = (environment: NodeJS.ProcessEnv, platform: string): boolean => {
  const ascii = environment.ALMANAC_ASCII;
  if (ascii !== undefined && ascii !== "") return ascii === "0";
  if (environment.TERM === "linux") return false;
  if (platform === "win32") return true;
  const name = locale(environment);
  // No locale at all says nothing about the terminal; a locale that names another encoding does.
  return name === "" || /utf-?8/i.test(name);
};

const wantsLang = (environment: NodeJS.ProcessEnv): Lang => {
  const name = environment.ALMANAC_LANG || environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || "";
  return /^zh/i.test(name) ? "zh" : "en";
};

const positiveInteger = (text: string | undefined): number | undefined => (text && /^[1-9]\d{0,4}$/.test(text) ? Number(text) : undefined);

export const processTerminal = (): Terminal => {
  const environment = process.env;
  const stdoutIsTerminal = isTerminal(1);
  let streaming = false;
  return {
    args: process.argv.slice(2),
    environment,
    stdoutIsTerminal,
    get width() {
      // A terminal that reports no columns (some containers, `script`) counts as one of 80.
      return positiveInteger(environment.COLUMNS) ?? ((stdoutIsTerminal && process.stdout.columns) || 80);
    },
    colour: wantsColour(environment, stdoutIsTerminal),
    unicode: wantsUnicode(environment, process.platform),
    lang: wantsLang(environment),
    write: (text) => writeAll(1, text),
    writeError(text) {
      try {
        writeAll(2, text);
      } catch {
        // There is nowhere left to say it.
      }
    },
    readStdin: readAll,
    isPiped: () => !isTerminal(0),
    pieces: piecesOf,
    openStreams() {
      streaming = true;
      return { input: keyboard(), output: process.stdout };
    },
    end(code) {
      process.exitCode = code;
      // Every write was synchronous. Node would else wait for the compiler to optimise what never runs again, a third of a
      // fuzzy search.
      if (!streaming) process.exit();
    },
    readFile: (path) => readFileSync(path, "utf8").replace(/^\uFEFF/, ""),
  };
};
