/** A program in a real pseudo-terminal, with an emulator that says what a person would see. Waits for text, never for time. */
import { type IPty, spawn } from "@lydell/node-pty";
import headless from "@xterm/headless";

export type ScreenOptions = {
  readonly columns?: number;
  readonly rows?: number;
  readonly environment?: Readonly<Record<string, string>>;
  readonly cwd?: string;
};

export type Screen = {
  readonly pid: number;
  readonly lines: () => readonly string[];
  readonly text: () => string;
  readonly cursor: () => { readonly x: number; readonly y: number; readonly isShown: boolean };
  readonly isAlternate: () => boolean;
  /** Everything the program wrote, as far as it is on the screen. */
  readonly bytes: () => string;
  readonly send: (keys: string) => void;
  readonly resize: (columns: number, rows: number) => void;
  /** Resolves when the screen is as wanted; fails with the screen as it is. */
  readonly until: (wanted: string | RegExp | (() => boolean)) => Promise<void>;
  readonly exited: Promise<{ readonly code: number; readonly signal: number }>;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** The master side closes, as when a terminal window is closed. */
  readonly close: () => void;
};

const patience = 60_000;
const dropped = [
  "CI",
  "DEV",
  "NODE_EXTRA_CA_CERTS",
  "NODE_OPTIONS",
  "NO_COLOR",
  "FORCE_COLOR",
  "COLUMNS",
  "LINES",
  "LC_ALL",
  "ALMANAC_LANG",
  "ALMANAC_ASCII",
];

const cleanEnvironment = (own: Readonly<Record<string, string>>): Record<string, string> => {
  const kept = Object.entries(process.env).flatMap(([key, value]) => (value === undefined || dropped.includes(key) ? [] : [[key, value]]));
  // vitest marks its own processes; what is tested must not know.
  return {
    ...Object.fromEntries(kept.filter(([key]) => !key!.startsWith("VITEST"))),
    LANG: "C.UTF-8",
    TZ: "UTC",
    TERM: "xterm-256color",
    ...own,
  };
};

export const openScreen = (file: string, args: readonly string[], options: ScreenOptions = {}): Screen => {
  const cols = options.columns ?? 80;
  const rows = options.rows ?? 24;
  const terminal = new headless.Terminal({ cols, rows, allowProposedApi: true, scrollback: 1000 });
  const process_: IPty = spawn(file, [...args], {
    cols,
    rows,
    env: cleanEnvironment(options.environment ?? {}),
    ...(options.cwd ? { cwd: options.cwd } : {}),
  });
  const watchers = new Set<() => void>();
  let bytes = "";
  process_.onData((data) => {
    terminal.write(data, () => {
      bytes += data;
      for (const watcher of [...watchers]) watcher();
    });
  });
  const exited = new Promise<{ code: number; signal: number }>((resolve) => {
    process_.onExit(({ exitCode, signal }) => {
      // The last bytes are still on their way through the emulator.
      terminal.write("", () => resolve({ code: exitCode, signal: signal ?? 0 }));
    });
  });
  const lines = (): string[] => {
    const buffer = terminal.buffer.active;
    return Array.from(
      { length: terminal.rows },
      (_, y) =>
        buffer
          .getLine(buffer.baseY + y)
          ?.translateToString(true)
          .trimEnd() ?? "",
    );
  };
  const text = (): string => lines().join("\n");
  /** Between the marks of a synchronised update the screen is half drawn: nothing is judged there. */
  const isWhole = (): boolean => bytes.lastIndexOf("\x1b[?2026h") <= bytes.lastIndexOf("\x1b[?2026l");
  const holds = (wanted: string | RegExp | (() => boolean)): boolean =>
    typeof wanted === "function" ? wanted() : typeof wanted === "string" ? text().includes(wanted) : wanted.test(text());
  return {
    pid: process_.pid,
    lines,
    text,
    cursor: () => ({
      x: terminal.buffer.active.cursorX,
      y: terminal.buffer.active.cursorY,
      isShown: bytes.lastIndexOf("\x1b[?25l") <= bytes.lastIndexOf("\x1b[?25h"),
    }),
    isAlternate: () => terminal.buffer.active.type === "alternate",
    bytes: () => bytes,
    send: (keys) => process_.write(keys),
    resize(columns, newRows) {
      terminal.resize(columns, newRows);
      process_.resize(columns, newRows);
    },
    until: (wanted) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          watchers.delete(watch);
          reject(new Error(`waited in vain for ${String(wanted)}; the screen is\n${text()}`));
        }, patience);
        const watch = (): void => {
          if (!isWhole() || !holds(wanted)) return;
          clearTimeout(timer);
          watchers.delete(watch);
          resolve();
        };
        watchers.add(watch);
        watch();
      }),
    exited,
    kill: (signal) => process.kill(process_.pid, signal),
    close: () => (process_ as unknown as { destroy(): void }).destroy(),
  };
};
