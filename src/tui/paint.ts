/** Frames straight to the terminal: the first one, and those until Ink is there to draw. */
import type { Frame, Painter, Size } from "./contract.ts";

/** Alternate screen, bracketed paste, no cursor, empty. */
export const enterScreen = "\x1b[?1049h\x1b[?2004h\x1b[?25l\x1b[0m\x1b[H\x1b[2J";
/** The way back, whatever state drawing was in. */
export const leaveScreen = "\x1b[?2026l\x1b[?2004l\x1b[0m\x1b[?25h\x1b[?1049l";
export const clearScreen = "\x1b[?25l\x1b[0m\x1b[H\x1b[2J";
const hideCursor = "\x1b[?25l";
/** Between these two a terminal that knows them shows nothing half drawn. */
export const beginFrame = "\x1b[?2026h";
export const endFrame = "\x1b[?2026l";
export const atomically = (text: string): string => beginFrame + text + endFrame;

const showCursor = (frame: Frame): string => (frame.cursor ? `\x1b[${frame.cursor.y + 1};${frame.cursor.x + 1}H\x1b[?25h` : "");

/** Where Ink's own output ends: the start of the last row. */
export const parkCursor = (size: Size): string => `${hideCursor}\x1b[${Math.max(1, size.rows)};1H`;

/** A whole frame on an empty screen. */
export const paintFrame = (frame: Frame, size: Size): string => frame.lines.join("\r\n") + parkCursor(size) + showCursor(frame);

const changes = (before: readonly string[], after: readonly string[]): string =>
  after.map((line, y) => (line === before[y] ? "" : `\x1b[${y + 1};1H\x1b[2K${line}`)).join("");

export const plainPainter = (write: (text: string) => void, painted: Frame, painted_on: Size): Painter => {
  let last = painted;
  let size = painted_on;
  return {
    draw(frame) {
      const changed = changes(last.lines, frame.lines);
      const hasMoved = frame.cursor?.x !== last.cursor?.x || frame.cursor?.y !== last.cursor?.y;
      if (changed !== "" || hasMoved) write(atomically(hideCursor + changed + parkCursor(size) + showCursor(frame)));
      last = frame;
    },
    redraw(frame, on) {
      size = on;
      last = frame;
      write(paintFrame(frame, size));
    },
    stop() {},
  };
};
