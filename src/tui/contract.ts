/**
 * How the explorer is started. Two bundles meet here:
 *
 * - `open.ts` (no react, no ink) is reached from the command line bundle. It owns the terminal, the input, the state and the
 *   frames: it paints the first complete frame at once and already answers keys.
 * - `run.tsx` (react, ink; `dist/explorer.mjs`) is loaded meanwhile through `load` and takes over the drawing. It is handed
 *   frames, never the record, so that nothing is loaded or bundled twice.
 *
 *     process.exitCode = await openExplorer({ …, load: () => import("./explorer.mjs") });
 */
import type { Guide } from "../knowledge/guide.ts";
import type { Block, Entry, Lang } from "../knowledge/record.ts";
import type { Canvas } from "../render/canvas.ts";
import type { Style } from "../render/style.ts";
import type { Calculator } from "./form/spec.ts";

export type Size = { readonly columns: number; readonly rows: number };

/** What the explorer draws with; the command line's own renderers. */
export type Renderers = {
  /** The card of any entry, as `show` prints it; `prose` draws a concept's page in its place. */
  readonly card: (entry: Entry, canvas: Canvas, prose: (canvas: Canvas) => readonly string[]) => readonly string[];
  /** As `compare` prints it; counts caches, so its code is loaded when it is first asked for. */
  readonly comparison: typeof import("../render/compared.ts").comparedLines;
  /** Draws the picture of a formula; loaded when it is first asked for. */
  readonly picture: typeof import("../render/picture/picture.ts").pictureLines;
  readonly prose: (blocks: readonly Block[], canvas: Canvas) => readonly string[];
};

/** The part of `tty.ReadStream` that is used. */
export type Input = {
  readonly isTTY?: boolean;
  setRawMode?(on: boolean): unknown;
  on(event: string, listener: (...values: unknown[]) => void): unknown;
  off(event: string, listener: (...values: unknown[]) => void): unknown;
  resume(): unknown;
  pause(): unknown;
  ref?(): unknown;
  unref?(): unknown;
};

/** The part of `tty.WriteStream` that is used. */
export type Output = {
  readonly columns?: number;
  readonly rows?: number;
  write(text: string): unknown;
  on(event: string, listener: (...values: unknown[]) => void): unknown;
  off(event: string, listener: (...values: unknown[]) => void): unknown;
};

export type OpenOptions = {
  readonly guide: Guide;
  readonly renderers: Renderers;
  /** Loads the formulas when it is first called. */
  readonly calculator: () => Calculator;
  readonly lang: Lang;
  readonly ascii: boolean;
  /** `plainStyle` under NO_COLOR and its like: the explorer writes no colour of its own. */
  readonly style: Style;
  /** A terminal; `/dev/tty` when standard input is a pipe. */
  readonly input: Input;
  readonly output: Output;
  /** The process environment itself, not a copy: `DEV` is deleted from it before Ink is loaded. */
  readonly environment: Record<string, string | undefined>;
  /** Says in one line that this is a bug, keeps the rest in a log file, and returns the exit code. Called when the terminal is as it was. */
  readonly reportBug: (error: unknown) => number;
  /** Called after the first frame is on the screen. */
  readonly load: () => Promise<Drawing>;
};

/** One screen: exactly rows − 1 lines, none wider than the terminal; where the text cursor stands, when one is shown. */
export type Frame = {
  readonly lines: readonly string[];
  readonly cursor?: { readonly x: number; readonly y: number } | undefined;
};

/** Puts frames on the screen. */
export type Painter = {
  /** Draw what changed since the last frame. */
  draw(frame: Frame): void;
  /** The screen was just cleared, the cursor is at its top left: draw everything. */
  redraw(frame: Frame, size: Size): void;
  /** Draw no more. The terminal is being left. */
  stop(): void;
};

/** What the drawing side is handed. */
export type Live = {
  readonly frame: () => Frame;
  readonly size: () => Size;
  readonly write: (text: string) => void;
  /** From now on `painter` draws. The screen shows `frame()`, its cursor hidden at the start of the last row. */
  readonly takeOver: (painter: Painter) => void;
  readonly fail: (error: unknown) => void;
};

/** The explorer bundle. */
export type Drawing = { readonly runExplorer: (live: Live) => void };
