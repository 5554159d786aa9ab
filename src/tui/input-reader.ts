/** Feeds a decoder from a terminal and settles what stays incomplete: the only part of the input that knows time. */
import type { Input } from "./contract.ts";
import { createDecoder, type InputEvent } from "./input.ts";

/** A slow line may deliver `ESC` and `[A` tens of milliseconds apart; a person who pressed Esc must not wait noticeably longer. */
const escapeWait = 45;
/** A report whose end never comes must not swallow the keys that follow for long. */
const stringWait = 400;

export type InputReader = { readonly stop: () => void };

export const readInput = (input: Input, onEvents: (events: readonly InputEvent[]) => void): InputReader => {
  const decoder = createDecoder();
  let timer: NodeJS.Timeout | undefined;
  let late: NodeJS.Immediate | undefined;
  const disarm = (): void => {
    if (timer) clearTimeout(timer);
    if (late) clearImmediate(late);
    timer = undefined;
    late = undefined;
  };
  const settle = (): void => {
    disarm();
    const events = decoder.flush();
    if (events.length > 0) onEvents(events);
  };
  const onData = (bytes: unknown): void => {
    disarm();
    const events = decoder.push(bytes as Uint8Array);
    const pending = decoder.pending();
    // The timer may run late, after a long frame, with the rest of the sequence waiting to be read: look once before settling.
    if (pending)
      timer = setTimeout(
        () => {
          late = setImmediate(settle);
        },
        pending === "escape" ? escapeWait : stringWait,
      );
    if (events.length > 0) onEvents(events);
  };
  input.on("data", onData);
  input.resume();
  return {
    stop() {
      disarm();
      input.off("data", onData);
    },
  };
};
