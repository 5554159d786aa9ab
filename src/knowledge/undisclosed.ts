/** What the record says was never published. */
import type { FactDoc } from "./record.ts";

/** Keys of the configuration at `prefix` (`checkpoints.<id>.` in a release) that the releaser gives no value for. */
export const undisclosedKeys = (facts: Readonly<Record<string, FactDoc>>, prefix = ""): readonly string[] =>
  Object.entries(facts).flatMap(([path, { status }]) =>
    status === "undisclosed" && path.startsWith(`${prefix}config.`) ? [path.slice(`${prefix}config.`.length)] : [],
  );
