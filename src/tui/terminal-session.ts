/**
 * The terminal while the explorer has it. It is given back on every way out: keys, signals, a bug, a terminal that goes away;
 * given back and taken again around a stop (Ctrl-Z, `kill -TSTP`, `kill -STOP`).
 */
import type { Input, Output } from "./contract.ts";
import { leaveScreen } from "./paint.ts";

export type SessionEvents = {
  /** The screen is ours again and has to be drawn from nothing. */
  readonly onReturn: () => void;
  readonly onResize: () => void;
  /** It is over; the terminal is as it was. */
  readonly onEnd: (exitCode: number) => void;
};

export type Session = {
  readonly enter: (screen: string) => void;
  readonly write: (text: string) => void;
  readonly suspend: () => void;
  readonly end: (exitCode: number) => void;
  readonly fail: (error: unknown) => void;
};

type Listener = (...values: unknown[]) => void;

const deadly = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129, SIGQUIT: 131 } as const;

export const createSession = (input: Input, output: Output, reportBug: (error: unknown) => number, events: SessionEvents): Session => {
  let isOurs = false;
  let isOver = false;
  let isStopping = false;

  const write = (text: string): void => {
    if (isOurs) output.write(text);
  };
  const setRaw = (on: boolean): void => {
    try {
      // A stop may have changed the terminal behind libuv's back, which sets a mode only when it believes in a change.
      if (on) input.setRawMode?.(false);
      input.setRawMode?.(on);
    } catch {
      // The terminal is gone; its end is on its way as an event.
    }
  };
  /** Synchronous and harmless when repeated: this is what runs when nothing else may. */
  const giveBack = (): void => {
    if (!isOurs) return;
    isOurs = false;
    try {
      output.write(leaveScreen);
    } catch {
      // Nobody is there to see it.
    }
    setRaw(false);
  };
  const take = (): void => {
    setRaw(true);
    isOurs = true;
  };

  const listeners: [
    emitter: { on(event: string, listener: Listener): unknown; off(event: string, listener: Listener): unknown },
    event: string,
    listener: Listener,
  ][] = [];
  const listen = (emitter: (typeof listeners)[number][0], event: string, listener: Listener): void => {
    emitter.on(event, listener);
    listeners.push([emitter, event, listener]);
  };
  // A warning of the runtime would be written over the screen.
  const warnings = process.listeners("warning");
  process.removeAllListeners("warning");
  const end = (exitCode: number): void => {
    if (isOver) return;
    isOver = true;
    giveBack();
    for (const listener of warnings) process.on("warning", listener);
    for (const [emitter, event, listener] of listeners) emitter.off(event, listener);
    // Late errors of a terminal that is gone are nobody's concern any more.
    for (const stream of [input, output]) stream.on("error", () => {});
    input.pause();
    input.unref?.();
    events.onEnd(exitCode);
  };
  /** What follows a signal or a bug must not depend on an event loop that may be busy or broken. */
  const exit = (exitCode: number): void => {
    end(exitCode);
    process.exit(exitCode);
  };
  const fail = (error: unknown): void => {
    giveBack();
    if (!isOver) exit(reportBug(error));
  };
  let notStopped: NodeJS.Timeout | undefined;
  const comeBack = (): void => {
    if (isOver) return;
    clearTimeout(notStopped);
    if (isStopping) process.on("SIGTSTP", onTerminalStop);
    isStopping = false;
    take();
    events.onReturn();
  };
  const onTerminalStop = (): void => stop(process.pid);
  /** Stops as the shell expects it, with the default action; in an orphaned group, where nobody could continue it, nothing happens. */
  const stop = (target: number): void => {
    if (isOver || isStopping || process.platform === "win32") return;
    isStopping = true;
    giveBack();
    process.off("SIGTSTP", onTerminalStop);
    // Never stopped, it hears no SIGCONT: then this brings it back.
    notStopped = setTimeout(comeBack, 50);
    process.kill(target, "SIGTSTP");
  };
  const onEnd = (): void => end(0);
  const emitter = process as unknown as (typeof listeners)[number][0];
  for (const [signal, code] of Object.entries(deadly)) listen(emitter, signal, () => exit(code));
  listen(emitter, "SIGCONT", comeBack);
  listen(emitter, "SIGTSTP", onTerminalStop);
  listen(emitter, "uncaughtException", fail);
  listen(emitter, "unhandledRejection", fail);
  listen(emitter, "exit", giveBack);
  listen(input, "end", onEnd);
  listen(input, "close", onEnd);
  // EIO and its like: the terminal was closed under us.
  listen(input, "error", onEnd);
  listen(output, "error", onEnd);
  // Not the stream's "resize", which keeps silent when a window came back to its size: what it showed is damaged all the same.
  listen(emitter, "SIGWINCH", () => {
    if (isOurs) events.onResize();
  });

  return {
    enter(screen) {
      take();
      write(screen);
    },
    write,
    // The whole group, as the terminal's own Ctrl-Z would: `npm start` waits in it too.
    suspend: () => stop(0),
    end,
    fail,
  };
};
