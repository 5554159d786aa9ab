/** What a terminal of a given size shows after some bytes: its text, the looks of every cell, and the cursor. */
import { createHash } from "node:crypto";
import headless from "@xterm/headless";
import type { Size } from "../../src/tui/contract.ts";

export const emulate = async (size: Size, bytes: string) => {
  // A line feed goes to the start of the line too: libuv's raw mode leaves that to the terminal's driver.
  const terminal = new headless.Terminal({ cols: size.columns, rows: size.rows, allowProposedApi: true, convertEol: true });
  await new Promise<void>((resolve) => terminal.write(bytes, resolve));
  const buffer = terminal.buffer.active;
  const looks = (y: number): string =>
    Array.from({ length: terminal.cols }, (_, x) => {
      const cell = buffer.getLine(y)?.getCell(x);
      const shown = cell?.getChars() || " ";
      // A blank looks the same in every colour, unless it is reversed or underlined.
      const own = shown === " " ? [] : [cell?.isBold(), cell?.isDim(), cell?.isItalic(), cell?.getFgColor()];
      return [shown, cell?.isInverse(), cell?.isUnderline(), ...own].join(" ");
    }).join("|");
  const isShown = bytes.lastIndexOf("\x1b[?25l") <= bytes.lastIndexOf("\x1b[?25h");
  const screen = {
    lines: Array.from({ length: terminal.rows }, (_, y) => buffer.getLine(y)?.translateToString(true).trimEnd() ?? ""),
    looks: Array.from({ length: terminal.rows }, (_, y) => createHash("sha1").update(looks(y)).digest("hex").slice(0, 8)),
    type: buffer.type,
    top: buffer.baseY,
    cursor: isShown ? { x: buffer.cursorX, y: buffer.cursorY } : "hidden",
  };
  terminal.dispose();
  return screen;
};
