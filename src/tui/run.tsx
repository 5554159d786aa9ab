/** The drawing half of the explorer: Ink takes over a screen that is already painted, and from then on writes what changes. */
import { PassThrough } from "node:stream";
import { render } from "ink";
import { App } from "./app.tsx";
import type { Frame, Live, Size } from "./contract.ts";
import { InkTerminal } from "./ink-terminal.ts";

/** Ink throttles to this; the first key after a pause is drawn at once in any case. */
const framesPerSecond = 60;

export const runExplorer = (live: Live): void => {
  const terminal = new InkTerminal(live.size(), live.write);
  const element = (frame: Frame, size: Size) => <App frame={frame} size={size} />;
  const options = {
    stdout: terminal as unknown as NodeJS.WriteStream,
    stderr: terminal as unknown as NodeJS.WriteStream,
    // Keys come through `input.ts`; Ink never sees the real standard input.
    stdin: new PassThrough() as unknown as NodeJS.ReadStream,
    interactive: true,
    incrementalRendering: true,
    exitOnCtrlC: false,
    patchConsole: false,
    maxFps: framesPerSecond,
  };
  // The gate is closed: this frame is on the screen.
  const ink = render(element({ lines: live.frame().lines }, live.size()), options);
  ink.waitUntilExit().catch(live.fail);
  live.takeOver({
    draw(frame) {
      ink.rerender(element(frame, live.size()));
    },
    redraw(frame, size) {
      terminal.isOpen = false;
      // Ink forgets what it drew; the screen was cleared by whoever called.
      ink.clear();
      terminal.resize(size);
      ink.rerender(element(frame, size));
      ink.clear();
      terminal.isOpen = true;
      terminal.emit("resize");
    },
    stop() {
      terminal.isOpen = false;
      ink.unmount();
    },
  });
  terminal.isOpen = true;
  // Keys may have changed the frame, or put the cursor into a text field, while Ink was loading.
  ink.rerender(element(live.frame(), live.size()));
};
