/** The explorer without its drawing library: takes the terminal, paints, listens, answers; see contract.ts. */
import type { Frame, Live, OpenOptions, Painter, Size } from "./contract.ts";
import { firstState } from "./first-frame.ts";
import type { InputEvent } from "./input.ts";
import { readInput } from "./input-reader.ts";
import { effectiveSize } from "./layout.ts";
import { atomically, beginFrame, clearScreen, endFrame, enterScreen, paintFrame, parkCursor, plainPainter } from "./paint.ts";
import { createSession } from "./terminal-session.ts";
import { actionFor, update } from "./update.ts";
import { frame } from "./views/frame.ts";
import { createWorld } from "./world.ts";

/** Runs until the reader leaves; answers with the exit code, the terminal given back. */
export const openExplorer = (options: OpenOptions): Promise<number> =>
  new Promise((resolve) => {
    const { input, output, environment } = options;
    const world = createWorld(options);
    const sizeNow = (): Size => effectiveSize({ columns: output.columns ?? 0, rows: output.rows ?? 0 });
    let state = firstState(world, options.lang, sizeNow());
    let shown: Frame = frame(state, world);
    let painter: Painter;
    let isOver = false;

    const redraw = (): void => {
      shown = frame(state, world);
      session.write(beginFrame + clearScreen);
      painter.redraw(shown, state.size);
      session.write(endFrame);
    };
    const session = createSession(input, output, options.reportBug, {
      onResize() {
        state = update(state, { type: "resize", size: sizeNow() }, world);
        redraw();
      },
      onReturn() {
        state = update(state, { type: "resize", size: sizeNow() }, world);
        session.write(enterScreen);
        redraw();
      },
      onEnd(exitCode) {
        isOver = true;
        reader.stop();
        painter.stop();
        resolve(exitCode);
      },
    });
    painter = plainPainter(session.write, shown, state.size);

    const drawNow = (): void => {
      shown = frame(state, world);
      painter.draw(shown);
    };
    /** False when it was the last event to act on: the terminal is no longer ours. */
    const handle = (event: InputEvent): boolean => {
      const action = actionFor(state, event);
      if (action === "quit") session.end(0);
      else if (action === "suspend") session.suspend();
      else if (action === "redraw") redraw();
      else state = update(state, event, world);
      return action !== "quit" && action !== "suspend";
    };
    const onEvents = (events: readonly InputEvent[]): void => {
      if (events.every(handle)) drawNow();
    };

    session.enter(enterScreen + atomically(paintFrame(shown, state.size)));
    const reader = readInput(input, onEvents);

    const live: Live = {
      frame: () => shown,
      size: () => state.size,
      write: session.write,
      takeOver(next) {
        session.write(parkCursor(state.size));
        painter = next;
        world.forgetHits();
      },
      fail: session.fail,
    };
    // Ink looks for its developer tools where this is set.
    delete environment.DEV;
    options.load().then((drawing) => {
      if (!isOver) drawing.runExplorer(live);
    }, session.fail);
  });
