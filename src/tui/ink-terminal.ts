/**
 * The terminal as Ink sees it. Ink writes its frames here; they pass on to the real one except while the gate is closed: at
 * the start, when the screen already shows the frame that Ink is about to write, and while it only has to forget the last one.
 */
import { EventEmitter } from "node:events";
import type { Size } from "./contract.ts";

export class InkTerminal extends EventEmitter {
  readonly isTTY = true;
  columns: number;
  rows: number;
  isOpen = false;
  readonly #write: (text: string) => void;

  constructor(size: Size, write: (text: string) => void) {
    super();
    this.columns = size.columns;
    this.rows = size.rows;
    this.#write = write;
  }

  write(text: string, done?: () => void): boolean {
    if (this.isOpen && text !== "") this.#write(text);
    done?.();
    return true;
  }

  resize(size: Size): void {
    this.columns = size.columns;
    this.rows = size.rows;
  }
}
